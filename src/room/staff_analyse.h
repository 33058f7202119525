/* The analysts' pages: reading and coding, the frame. */
#pragma once
#include "http/route.h"

void page_analyse(HttpRequest *request, HttpReply *reply);
void page_themes(HttpRequest *request, HttpReply *reply);
void page_read_post(HttpRequest *request, HttpReply *reply);
void page_codings_post(HttpRequest *request, HttpReply *reply);
void page_codes(HttpRequest *request, HttpReply *reply);
void page_code_post(HttpRequest *request, HttpReply *reply);
void page_code_change_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_read_input, page_codings_input, page_code_input, page_code_change_input;
