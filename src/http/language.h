/* The form at the foot of every page: which language this browser is answered in.  The cookie holds "cy" or the like. */
#pragma once
#include "http/reply.h"
#include "http/request.h"

#define LANGUAGE_PATH "/language"

extern const HttpInput language_input;                          /* `language`, and `back`: a path of this site; `again`: it is asked with
                                                                 * this form once more */
/* Keeps the choice, for a month or with the browser's session, and leads back. */
void language_choose(HttpRequest *request, HttpReply *reply, bool for_session);
/* Keeps what an address brings along ("?language=cy"), where it is one of ours, and answers in it. */
void language_carry(HttpRequest *request, HttpReply *reply, bool for_session);
/* What this browser has chosen; NULL: nothing. */
const char *language_chosen(const HttpRequest *request);
/* The address with this choice (NULL: without), to bring it along; caller frees. */
char *language_onward(const char *tag, const char *address);
