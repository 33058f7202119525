/* My things: what one wrote and what became of it. */
#pragma once
#include "room/frame.h"

void page_mine(HttpRequest *request, HttpReply *reply);
