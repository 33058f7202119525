/* My things: what one wrote and what became of it. */
#pragma once
#include "room/frame.h"

void page_mine(HttpRequest *request, HttpReply *reply);
void page_messages(HttpRequest *request, HttpReply *reply);
void page_answer_post(HttpRequest *request, HttpReply *reply);
void page_label_post(HttpRequest *request, HttpReply *reply);
void page_remove(HttpRequest *request, HttpReply *reply);
void page_remove_post(HttpRequest *request, HttpReply *reply);
void page_keep_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_answer_input;
