/* A facilitator asks a colleague to decide. */
#pragma once
#include "domain/second.h"
#include "room/staff_queue.h"

void page_second_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_second_input;

/* What was asked about the item, on its page and in its history; `seconds` is kept while the view is used. */
void second_add_to(Look *look, const Item *item, const GArray *seconds /* Second */, ItemView *view);
