/* Steps that facilitators take because they worry about somebody, on an item's page. */
#pragma once
#include "domain/safeguard.h"
#include "room/staff_facilitate.h"

void page_safeguard_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_safeguard_input;

/* `entries` are kept while the view is used. */
void safeguard_add_to(Look *look, const GArray *entries, ItemView *view);
