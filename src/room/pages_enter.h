/* Inside for the first time, and going out: welcome, return key, sign out.  The ticket: room/pages_ticket.h. */
#pragma once
#include "room/frame.h"

void page_welcome(HttpRequest *request, HttpReply *reply);
void page_welcome_post(HttpRequest *request, HttpReply *reply);
void page_return(HttpRequest *request, HttpReply *reply);
void page_return_post(HttpRequest *request, HttpReply *reply);
void page_afresh(HttpRequest *request, HttpReply *reply);
void page_afresh_post(HttpRequest *request, HttpReply *reply);
void page_words_post(HttpRequest *request, HttpReply *reply);
void page_sign_out(HttpRequest *request, HttpReply *reply);
void page_sign_out_here(HttpRequest *request, HttpReply *reply);
void page_signed_out(HttpRequest *request, HttpReply *reply);

void page_language_post(HttpRequest *request, HttpReply *reply);

extern const HttpInput page_empty_input, page_welcome_input, page_return_input;
