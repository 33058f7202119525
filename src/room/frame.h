/* What handlers of pages share: the frame from the visitor, short-lived texts, the reply. */
#pragma once
#include "room/pages/page.h"
#include "room/visitor.h"

/* Texts that live as long as a page is being made. */
typedef GPtrArray Scratch;
Scratch    *scratch_new(void);
const char *scratch_keep(Scratch *scratch, char *text /* taken; NULL is fine */);
const char *scratch_id(Scratch *scratch, const Id *id);
void        scratch_free(Scratch *scratch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scratch, scratch_free)

/* The frame of a page for this visitor; `board` may be NULL.  Borrows from the board: only
 * under hall_read(). */
PageFrame frame_of(const HttpRequest *request, const Board *board, Scratch *scratch);
/* Whose drafts a browser keeps (A20): a text that tells only the same badge holder apart from others;
 * "off" on a shared computer. */
#define DRAFTS_SIZE 17
void      frame_drafts(const Visitor *visitor, char ret_text[DRAFTS_SIZE]);
/* Answers with the page, or with the error if it could not be made; both are taken. */
void      frame_reply(HttpRequest *request, HttpReply *reply, unsigned status, bool made, Page *page, GError *error);
/* The same compressed, for a page that holds nothing that a visitor chose and nothing of their votes. */
void      frame_reply_small(HttpRequest *request, HttpReply *reply, bool made, Page *page, GError *error);
/* The same for a page that holds `cards` (in this order): each is pressed apart, and whose drafts the browser keeps is not
 * pressed at all, so nothing by its length tells of another (html/gzip.h).  Nothing of the request is repeated in it. */
void      frame_reply_cards(HttpRequest *request, HttpReply *reply, bool made, Page *page, const char *drafts,
                            const SafeHtml *const *cards, size_t n, GError *error);
/* The server's `fault`: an error page. */
void      frame_fault(HttpRequest *request, HttpReply *reply, unsigned status, const char *detail, void *room);
/* "/c/SLUG" + rest of the visitor's conversation: for redirects; caller frees.  Takes hall_read(). */
char     *frame_path(const Visitor *visitor, const char *rest);
/* A path of our own to return to, or `otherwise`: what came in a form is not trusted. */
const char *frame_back(const HttpRequest *request, const char *back, const char *otherwise);
/* The language of what organisers wrote, where it is not what the page speaks; NULL: the same, or not known. */
const char *frame_told_language(const Conversation *about);

/* Field errors of the request as page errors. */
size_t    frame_errors(const HttpRequest *request, FormError *ret_errors, size_t most);
