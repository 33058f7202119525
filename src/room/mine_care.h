/* My things: what a facilitator asked of the reader, and asking for another look. */
#pragma once
#include "domain/appeal.h"
#include "room/pages/care.h"
#include "room/view.h"

/* False: nothing is asked.  Borrowed from the look; `appeals` are those of its contribution. */
bool     mine_restraint(Look *look, const GArray *appeals, RestraintView *ret_view);
/* The contribution through which something is asked of the visitor; false: none.  Takes hall_read(). */
bool     mine_restrained(const Visitor *visitor, Id *ret_id);
/* From the reader's connection; false: they could not be read. */
bool     mine_appeals(const Visitor *visitor, const Id *id, GArray **ret_appeals);
/* Words of a link to ask for another look, or to what came of it; NULL: it is too late. */
const char *mine_appeal_words(const Look *look, const GArray *appeals, bool sanction, int64_t number, int64_t acted);

void page_ask(HttpRequest *request, HttpReply *reply);
void page_ask_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_ask_input;
