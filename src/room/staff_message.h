/* A facilitator writes to an unknown author. */
#pragma once
#include "room/staff_facilitate.h"

void page_message_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_message_input;

/* Ready texts, and the lines of the list of help that can be added; under hall_read(). */
void message_templates(Look *look, ItemView *view);
void message_help(Look *look, ItemView *view);
