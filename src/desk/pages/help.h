/* Help for those who cannot get in, or want no more mail, or want to be called. */
#pragma once
#include "desk/pages/page.h"

enum { LINK_EMAIL };
void help_show_link(HttpRequest *request, HttpReply *reply);            /* GET /link */
void help_ask_link(HttpRequest *request, HttpReply *reply);             /* POST /link */

void help_show_unsubscribe(HttpRequest *request, HttpReply *reply);     /* GET /unsubscribe/:token */
void help_unsubscribe(HttpRequest *request, HttpReply *reply);          /* POST, also by a mail program (RFC 8058) */

enum { CALL_SLUG, CALL_NAME, CALL_NUMBER };
void help_show_call(HttpRequest *request, HttpReply *reply);            /* GET /call-me */
void help_call(HttpRequest *request, HttpReply *reply);                 /* POST /call-me */
