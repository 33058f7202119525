/* What the desk holds about somebody, and leaving. */
#pragma once
#include "desk/pages/page.h"

enum { ME_SURE };
enum { ME_CHOICE };
void me_show(HttpRequest *request, HttpReply *reply);           /* GET /me */
void me_copy(HttpRequest *request, HttpReply *reply);           /* GET /me/copy: the same as JSON */
void me_label(HttpRequest *request, HttpReply *reply);          /* POST /me/label: decline it, or take it back */
void me_mails(HttpRequest *request, HttpReply *reply);          /* POST /me/mails */
void me_leave(HttpRequest *request, HttpReply *reply);          /* POST /me/leave: asks, then does */
void me_sign_out(HttpRequest *request, HttpReply *reply);       /* POST /sign-out */
void me_signed_out(HttpRequest *request, HttpReply *reply);     /* GET /signed-out */
