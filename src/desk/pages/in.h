/* Coming in: a link or a typed code, for whom it is, and on into the room. */
#pragma once
#include "desk/pages/page.h"

/* Places in the forms' field tables (routes.c). */
enum { IN_SHARED, IN_CODE, IN_GO };

void in_show_link(HttpRequest *request, HttpReply *reply);      /* GET /in/:token */
void in_use_link(HttpRequest *request, HttpReply *reply);       /* POST /in/:token */
void in_show_code(HttpRequest *request, HttpReply *reply);      /* GET /in */
void in_use_code(HttpRequest *request, HttpReply *reply);       /* POST /in */
