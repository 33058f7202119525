/* The organiser's page: how it goes (in numbers that name nobody), texts, reminding, publishing. */
#pragma once
#include "room/pages/page.h"

/* People, as of last night, rounded down to multiples of k; `text` is ready: "410", "under 10". */
typedef struct { const char *name, *invited, *came; } GroupLine;
typedef struct { const char *day, *came; } DayLine;

typedef struct {
    const char *phase;              /* "Open until 5 pm on Sunday 13 December" */
    const char *posting_ends;       /* ready date; NULL: with the conversation */
    const char *rule_counts, *rule_comments;    /* in words */
    const char *opens, *closes, *completes, *erases;    /* ready dates */
    const char *invited, *came;     /* ready numbers, or NULL: not known yet */
    const char *as_of;              /* "last night" */
    unsigned    k;
    const GroupLine *groups;
    size_t      n_groups;
    const DayLine *days;
    size_t      n_days;
    bool        by_day;             /* days are shown, not groups: never both (A10) */
    uint64_t    ideas, comments, votes;                 /* public anyway */
    bool        may_remind;
    const char *remind_from;        /* "tomorrow at 9 am": when the next is possible; NULL: now */
    bool        may_publish, published;
    const char *publish_waits;      /* why not yet: "The conversation is still open." */
    const char *mail_folder;        /* transport=file: mails lie in clear in a folder (A3) */
    bool        same_disk;          /* keys and data on one disk */
    /* The texts, in Markdown; NULL: none yet. */
    const char *welcome, *rules, *faq, *privacy, *accessibility, *support;
} OrganiseView;

bool organise_page(const PageFrame *frame, const OrganiseView *view, Page *ret_page, GError **error) MUST_CHECK;
/* The texts' forms: POST /c/SLUG/organise/settings. */
bool settings_page(const PageFrame *frame, const OrganiseView *view, Page *ret_page, GError **error) MUST_CHECK;
/* Asks before publishing the report: POST /c/SLUG/organise/publish. */
bool publish_page(const PageFrame *frame, const OrganiseView *view, Page *ret_page, GError **error) MUST_CHECK;
