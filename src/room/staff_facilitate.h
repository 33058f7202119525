/* The facilitators' pages: one item of the queue, and what is done there. */
#pragma once
#include "domain/queue.h"
#include "room/api_staff.h"
#include "room/pages/item.h"
#include "room/view.h"

void page_item(HttpRequest *request, HttpReply *reply);
void page_act_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_act_input;

/* ---- what its two files share ---- */

/* A form that was refused: what it said, and why. */
typedef struct {
    unsigned    status;
    const char *field, *text;           /* NULL: the request's own field errors */
    const HttpInput *input;             /* of the form, and the last part of its path: it is kept whole; NULL */
    const char *path;
    bool        stale;                  /* somebody was faster, */
    bool        settled;                /* and it cannot be done any more */
    const Mentions *names;              /* in `noted`, its note, which may name a colleague; NULL */
    const char *noted;
    const char *typed, *note, *reason;
    Composer    message;
    const char *kind;                   /* of the message */
    bool        help[LIMIT_HELP];       /* lines that were chosen to go with it */
    const char *preview;                /* how it will look; NULL */
    bool        asks_who;               /* it seems to ask who the author is */
    bool        decides, decides_pause; /* a form to decide upon another look, and about what */
    int64_t     decides_number;
    const char *decision;
    const char *second;                 /* what was typed to ask for a second opinion */
    Composer    answer;
    bool        safeguard_again;        /* a step to be written down, */
    const char *safeguard_step;         /* which, */
    Composer    safeguard_note;         /* and with what */
    SanctionView sanction;              /* what was typed for one; `again` alone counts */
} ItemRefusal;
/* One contribution with all that can be done; `refusal` NULL: it was only opened. */
void item_show(HttpRequest *request, HttpReply *reply, const Id *id, const ItemRefusal *refusal);

/* Words of the item as staff may see them, cut short. */
const char *staff_excerpt(Look *look, const Item *item);
QueueWhy    staff_why(WaitWhy why);
/* "Hidden by Facilitator 2 on Monday"; caller frees. */
char       *staff_act_text(Act act, unsigned staff, const char *day);
/* As the facilitator sees it: sent along with what is done, to know whether it has changed. */
uint32_t    staff_version(const Look *look, const Item *item);
