/* Facilitators and an author who is not well, or who goes too far. */
#pragma once
#include "room/view.h"

void page_guide(HttpRequest *request, HttpReply *reply);
