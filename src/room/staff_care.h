/* Facilitators and an author who is not well, or who goes too far. */
#pragma once
#include "room/staff_facilitate.h"

void page_guide(HttpRequest *request, HttpReply *reply);
void page_sanction_post(HttpRequest *request, HttpReply *reply);
void page_unsanction_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_sanction_input;

/* What holds through this contribution alone (A9). */
SanctionView care_sanction(Look *look, const Item *item);
