/* The facilitators' pages: the queue, one item of it, what is done there. */
#pragma once
#include "domain/queue.h"
#include "room/api_staff.h"
#include "room/pages/queue.h"
#include "room/view.h"

void page_queue(HttpRequest *request, HttpReply *reply);
void page_item(HttpRequest *request, HttpReply *reply);
void page_act_post(HttpRequest *request, HttpReply *reply);
void page_message_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_act_input, page_message_input;

/* ---- what its two files share ---- */

/* A form that was refused: what it said, and why. */
typedef struct {
    unsigned    status;
    const char *field, *text;           /* NULL: the request's own field errors */
    bool        stale;
    const char *typed, *note, *reason;
    Composer    message;
    const char *kind;                   /* of the message */
    bool        decides, decides_pause; /* a form to decide upon another look, and about what */
    int64_t     decides_number;
    const char *decision;
    Composer    answer;
    SanctionView sanction;              /* what was typed for one; `again` alone counts */
} ItemRefusal;
/* One contribution with all that can be done; `refusal` NULL: it was only opened. */
void item_show(HttpRequest *request, HttpReply *reply, const Id *id, const ItemRefusal *refusal);

/* The queue's lines from the cursor on; borrowed from the look.  Under hall_read(). */
QueueView staff_queue(Look *look, const char *cursor, size_t limit);
/* Words of the item as staff may see them, cut short. */
const char *staff_excerpt(Look *look, const Item *item);
QueueWhy    staff_why(WaitWhy why);
/* "Hidden by Facilitator 2 on Monday"; caller frees. */
char       *staff_act_text(Act act, unsigned staff, const char *day);
/* The note of what was done to the item in ?was=, with the way to take it back. */
void        staff_undo(HttpRequest *request, Look *look, PageFrame *frame);
