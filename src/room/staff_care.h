/* Facilitators and an author who is not well, or who goes too far. */
#pragma once
#include "domain/appeal.h"
#include "room/staff_facilitate.h"

void page_guide(HttpRequest *request, HttpReply *reply);
void page_sanction_post(HttpRequest *request, HttpReply *reply);
void page_unsanction_post(HttpRequest *request, HttpReply *reply);
void page_decide_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_sanction_input, page_decide_input;

/* What holds through this contribution alone (A9). */
SanctionView care_sanction(Look *look, const Item *item);
/* What its author asks to be looked at again; `appeals` and `history` are kept while the view is used. */
void care_appeals(Look *look, const Item *item, const GArray *appeals, const GArray *history, ItemView *view);
/* Shows what was typed in a form to decide again. */
void care_decide_again(const ItemRefusal *refusal, ItemView *view);
