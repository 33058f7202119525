/* The facilitators' pages for what came on paper, and for posts of their own. */
#pragma once
#include "http/server.h"

void page_paper(HttpRequest *request, HttpReply *reply);
void page_paper_post(HttpRequest *request, HttpReply *reply);
void page_seeds(HttpRequest *request, HttpReply *reply);
void page_seeds_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_bring_input;
