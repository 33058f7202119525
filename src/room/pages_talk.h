/* Forms of participants: the same use cases as the API, answered with pages. */
#pragma once
#include "room/frame.h"

void page_idea_post(HttpRequest *request, HttpReply *reply);
void page_comment_post(HttpRequest *request, HttpReply *reply);
void page_vote_post(HttpRequest *request, HttpReply *reply);
void page_edit(HttpRequest *request, HttpReply *reply);
void page_edit_post(HttpRequest *request, HttpReply *reply);
void page_delete(HttpRequest *request, HttpReply *reply);
void page_delete_post(HttpRequest *request, HttpReply *reply);
void page_flag(HttpRequest *request, HttpReply *reply);
void page_flag_post(HttpRequest *request, HttpReply *reply);

extern const HttpInput page_idea_input, page_comment_input, page_vote_input, page_edit_input, page_delete_input,
    page_flag_input;
