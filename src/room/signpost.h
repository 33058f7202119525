/* Where somebody who is not well finds help: the organiser's list (support.md), or ours where
 * there is none.  Links in it do not open.
 *
 * Who has just written words of distress is answered with it on the next page.  Nothing says so in
 * an address, a cookie or the store: what the person wrote is looked at again. */
#pragma once
#include "room/view.h"

/* In Markdown; borrowed from `about`, or fixed. */
const char *signpost_text(const Conversation *about);
/* The desk's page where one can ask to be called, with nothing that tells for which post. */
const char *signpost_call(Look *look);
/* After "?done=idea" and the like; `idea`: whose page it is, or NULL. */
void        signpost_after_writing(const HttpRequest *request, Look *look, const Item *idea, PageFrame *frame);
void        signpost_add(Look *look, PageFrame *frame);
/* GET /c/SLUG/p/support */
void        page_support(HttpRequest *request, HttpReply *reply);
