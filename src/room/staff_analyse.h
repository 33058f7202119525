/* The analysts' pages: reading and coding, the frame, themes and agreement. */
#pragma once
#include "domain/coding.h"
#include "room/pages/analyse.h"
#include "room/view.h"

void page_analyse(HttpRequest *request, HttpReply *reply);
void page_themes(HttpRequest *request, HttpReply *reply);
void page_read_post(HttpRequest *request, HttpReply *reply);
void page_codings_post(HttpRequest *request, HttpReply *reply);
void page_quote_post(HttpRequest *request, HttpReply *reply);
void page_codes(HttpRequest *request, HttpReply *reply);
void page_code_post(HttpRequest *request, HttpReply *reply);
void page_code_change_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_read_input, page_codings_input, page_quote_input, page_code_input, page_code_change_input;

/* What the form for a quotation shows; the page again after one was refused.  The first under hall_read(). */
void analyse_quote(Look *look, const Item *item, AnalyseView *view);
void analyse_refused(HttpRequest *request, HttpReply *reply, const Id *id, const char *error, const char *typed);

/* The contribution that is asked for, else the first unread one; NULL: everything is read.  Under hall_read(). */
const Item *analyse_item(const Board *board, const char *asked, unsigned staff);
/* Codes that may fit it, the best first: GArray of AnalyseSuggested; caller unrefs.  Takes the lock itself. */
typedef struct { Id code; double score; } AnalyseSuggested;
GArray *analyse_suggest(const Visitor *visitor, const char *asked, Id *ret_item);

/* The frame in the order of its tree, kept by the look; `reading` NULL: nothing is marked.  Under hall_read(). */
CodeLine *analyse_code_lines(Look *look, const Reading *reading, size_t *ret_n);
