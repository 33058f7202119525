/* Pages that are only read. */
#pragma once
#include "room/frame.h"
#include "room/pages/section.h"

void page_landing(HttpRequest *request, HttpReply *reply);
void page_home(HttpRequest *request, HttpReply *reply);
void page_section(HttpRequest *request, HttpReply *reply);
void page_idea(HttpRequest *request, HttpReply *reply);
void page_search(HttpRequest *request, HttpReply *reply);
void page_search_post(HttpRequest *request, HttpReply *reply);
void page_text(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_search_input;

/* A section or an idea again, with what was typed and why it was not taken. */
typedef struct { unsigned status; Composer composer; const char *error; const char *reply_to; const char *done; bool ask_alike; } Typed;
void page_section_typed(HttpRequest *request, HttpReply *reply, const char *section, const Typed *typed);
void page_idea_typed(HttpRequest *request, HttpReply *reply, const Id *id, const Typed *typed);
