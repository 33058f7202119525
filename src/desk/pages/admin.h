/* Administrators: conversations and their dates, rosters and what is wrong with them, staff, mails. */
#pragma once
#include "desk/pages/page.h"

enum { ADMIN_PERSON };
enum { ADMIN_ROLE, ADMIN_NAME, ADMIN_EMAIL, ADMIN_SLUG };
enum { ADMIN_STAFF };

void admin_home(HttpRequest *request, HttpReply *reply);            /* GET /admin */
void admin_roster(HttpRequest *request, HttpReply *reply);          /* GET /admin/c/:slug?q=&after= */
void admin_resend(HttpRequest *request, HttpReply *reply);          /* POST /admin/c/:slug/resend */
void admin_staff(HttpRequest *request, HttpReply *reply);           /* GET /admin/staff */
void admin_staff_add(HttpRequest *request, HttpReply *reply);       /* POST /admin/staff */
void admin_staff_remove(HttpRequest *request, HttpReply *reply);    /* POST /admin/staff/remove */
void admin_mail(HttpRequest *request, HttpReply *reply);            /* GET /admin/mail */
void admin_mail_retry(HttpRequest *request, HttpReply *reply);      /* POST /admin/mail/retry */

/* The frame of all of them; the caller frees `ret_who`. */
DeskPage admin_page(const HttpRequest *request, const char *title, Staff **ret_who);
/* admin_staff.c: the page with the form, again after a mistake. */
extern const char *const admin_roles[];         /* for the form's field table; NULL at the end */
