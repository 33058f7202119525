/* My things: what one wrote and what became of it. */
#pragma once
#include "room/pages/mine.h"
#include "room/view.h"

void page_mine(HttpRequest *request, HttpReply *reply);
void page_messages(HttpRequest *request, HttpReply *reply);
void page_answer_post(HttpRequest *request, HttpReply *reply);
void page_label_post(HttpRequest *request, HttpReply *reply);
void page_remove(HttpRequest *request, HttpReply *reply);
void page_remove_post(HttpRequest *request, HttpReply *reply);
void page_keep_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_answer_input;

/* ---- shared by these pages ---- */
/* TalkViews of RoomTalks, in the look's memory; caller unrefs.  An answer that was refused is shown in its talk; else NULL. */
GArray     *mine_talk_views(Look *look, const GArray *talks, const Id *answered, const Composer *typed);
/* The label that is counted with the reader; NULL: none. */
const char *mine_group(const Look *look);
