/* The facilitators' queue: what of it is wanted, its lines, what comes next, and many at once. */
#pragma once
#include "domain/queue.h"
#include "room/staff_facilitate.h"

void page_queue(HttpRequest *request, HttpReply *reply);
void page_find_post(HttpRequest *request, HttpReply *reply);
void page_bulk_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_find_input, page_bulk_input;

/* What of the queue is wanted, by the address: it goes along from page to page. */
typedef struct { QueueFilter of; char *query /* "why=new&free=1", or "" */; } StaffFilter;
void staff_filter_clear(StaffFilter *filter);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StaffFilter, staff_filter_clear)
void staff_filter_read(const HttpRequest *request, const Board *board, StaffFilter *ret_filter);

/* The queue's lines from the cursor on; borrowed from the look.  Under hall_read(). */
QueueView staff_queue(Look *look, const StaffFilter *filter, const char *cursor, size_t limit);
/* What waits next, behind `from` (a cursor; NULL: from the start), that no other facilitator has open; "": nothing.
 * *ret_query: as in StaffFilter, caller frees. */
void      staff_next(const HttpRequest *request, const Id *done, const char *from, char ret_text[ID_TEXT_SIZE], char **ret_query);
/* The note of what was done to the item in ?was=, with the way to take it back. */
void      staff_undo(HttpRequest *request, Look *look, PageFrame *frame);
/* What usually is the reason of such an act; REASON__COUNT: nothing is, one must be chosen. */
ActReason staff_usual_reason(int act);

/* The page of it; `add` puts on it what was done to many, or why not. */
typedef struct {
    const GArray *acts;                 /* of HistoryAct: the list of what was looked at; NULL: the queue */
    const char   *words, *after;        /* looked for in it, and from where on; NULL */
    unsigned      status;               /* 0: 200 */
    void        (*add)(Look *look, const StaffFilter *filter, void *data, PageFrame *frame, QueueView *view);
    void         *data;
} QueueShow;
void staff_show_queue(HttpRequest *request, HttpReply *reply, const QueueShow *show);
