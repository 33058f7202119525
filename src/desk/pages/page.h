/* What all pages of the desk share: the request's context, the frame around a page, small parts. */
#pragma once
#include "desk/clockwork.h"
#include "desk/limiter.h"
#include "desk/session.h"
#include "html/form.h"
#include "html/shell.h"
#include "http/reply.h"
#include "http/request.h"

/* Meaning of HttpRoute.guard at the desk. */
typedef enum { GUARD_ANYONE = 1, GUARD_PERSON, GUARD_STAFF_HALF, GUARD_STAFF, GUARD_ADMIN } DeskGuard;

/* The server's context. */
typedef struct { const Desk *desk; Clockwork *clockwork; } DeskWeb;

const Desk    *web_desk(const HttpRequest *request);
const Session *web_session(const HttpRequest *request);      /* what the cookie says; NULL: none */
/* The member of staff of the session; the caller's reference. */
Staff         *web_staff(const HttpRequest *request);
void           web_set_session(HttpRequest *request, HttpReply *reply, const Session *session);

typedef struct {
    const char      *title;
    const Gathering *gathering;     /* NULL: of the installation */
    const char      *who;           /* of staff */
    const char      *sign_out;      /* path of its form; NULL: none */
    bool             is_admin;      /* an administrator's: wide, with the navigation between them */
} DeskPage;

Html *desk_page_begin(const HttpRequest *request, const DeskPage *page);
/* Ends the page and answers with it; takes the Html. */
void  page_send(HttpRequest *request, HttpReply *reply, unsigned status, const DeskPage *page, Html *html);

/* From here on in the conversation's language, where the person has chosen none. */
void  page_prefer(HttpRequest *request, const Desk *desk, const Id *conversation);

/* Ends the session in this browser and leads to this path of the room. */
void page_leave(HttpRequest *request, HttpReply *reply, const char *path);

/* A page of one heading and some paragraphs; texts are translated; NULL ends the list. */
void  page_say(HttpRequest *request, HttpReply *reply, unsigned status, const Gathering *gathering, const char *title,
               ...) G_GNUC_NULL_TERMINATED;

/* ---- parts ---- */
void page_button(Html *html, FormButton kind, const char *text, const char *name, const char *value);    /* in a paragraph */
void page_paragraph(Html *html, const char *class_name, const char *text);
/* A card with an icon: some words, and what they lead to. */
void page_notice(Html *html, const char *tint_class, const char *icon, const char *text);
/* What was just done, where the address says so ("?done=yes", with which an act leads back to its page). */
void page_done(Html *html, const HttpRequest *request, const char *text);
/* A form of its own with one button: POST to `action`; a hidden field where `name` is set. */
void page_act(Html *html, const char *action, FormButton kind, const char *text, const char *name, const char *value);
/* A labelled text box; shows the field's error and what was typed. */
typedef struct { const char *name, *label, *hint, *type, *autocomplete, *inputmode; bool capitals; unsigned input; } PageField;
void page_field(Html *html, const HttpRequest *request, const PageField *field);
/* A choice; shows its error and what was chosen, by the field of this number. */
void page_select(Html *html, const HttpRequest *request, const FormSelect *select, unsigned input);
/* The list of errors at the head of a form with these fields; nothing where there is no error.  Of several fields each
 * error says whose it is. */
void page_errors(Html *html, const HttpRequest *request, const PageField *fields, size_t n);

/* Counts one more try of all and of one from this network; false where it is one too many. */
bool page_may(const HttpRequest *request, LimitUse all, LimitUse by_network);
