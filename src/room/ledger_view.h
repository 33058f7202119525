/* What facilitators did, in public: a page of its own, and a few lines under the house rules. */
#pragma once
#include "domain/ledger.h"
#include "room/view.h"

/* Takes hall_read() and the reader's connection. */
bool ledger_of(const Visitor *visitor, Ledger *ret_ledger, GError **error) MUST_CHECK;
/* In Markdown, below the organisation's own rules; caller frees. */
char *ledger_lines(const Ledger *ledger, const char *rules, unsigned k);
void page_ledger(HttpRequest *request, HttpReply *reply);
