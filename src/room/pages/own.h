/* Small forms about one contribution: edit, delete, report. */
#pragma once
#include "room/pages/section.h"

typedef struct {
    const char *id, *back;              /* back: path that the way back leads to */
    bool        idea;                   /* or a comment */
    Composer    composer;               /* the text as it stands, or as it was typed */
    bool        may_delete;
} EditView;

/* Edit, and below it the way to delete. */
bool edit_page(const PageFrame *frame, const EditView *view, Page *ret_page, GError **error) MUST_CHECK;

typedef struct {
    const char     *id, *back;
    bool            idea;
    const SafeHtml *text;
    bool            has_replies;        /* they stay */
} DeleteView;

/* Asks once more. */
bool delete_page(const PageFrame *frame, const DeleteView *view, Page *ret_page, GError **error) MUST_CHECK;

typedef struct {
    const char     *id, *back;
    bool            idea;
    const SafeHtml *text;
    const char     *reason, *note;      /* as chosen and typed before an error */
    bool            needs_key;          /* as in Composer */
} FlagView;

bool flag_page(const PageFrame *frame, const FlagView *view, Page *ret_page, GError **error) MUST_CHECK;
