/* Staff signing in: a link that works once, the second factor where it is asked for, and their home. */
#pragma once
#include "desk/pages/page.h"

/* False: not a staff link; nothing was sent. */
bool staff_in_show(HttpRequest *request, HttpReply *reply, const LinkToken *link);
bool staff_in_use(HttpRequest *request, HttpReply *reply, const LinkToken *link);

enum { STAFF_DIGITS };
void staff_factor_show(HttpRequest *request, HttpReply *reply);     /* GET /staff/second-step */
void staff_factor_use(HttpRequest *request, HttpReply *reply);      /* POST /staff/second-step */
void staff_home(HttpRequest *request, HttpReply *reply);            /* GET /staff */
void staff_enter(HttpRequest *request, HttpReply *reply);           /* POST /staff/enter/:slug */
void staff_sign_out(HttpRequest *request, HttpReply *reply);        /* POST /staff/sign-out */
