/* From the desk's ticket to the room's badge: the way in, and where it leads. */
#pragma once
#include "room/frame.h"

void page_enter(HttpRequest *request, HttpReply *reply);
void page_enter_post(HttpRequest *request, HttpReply *reply);
