/* A conversation from and to JSON, and from the organiser's folder. */
#pragma once
#include "base/error.h"
#include "base/ini.h"
#include "model/conversation.h"
#include <jansson.h>

/* `settings` as the desk sends them: {id, slug, title, opens, closes, completes, erases,
 * published, erased, posting_ends, counts, no_comments, k, slot_minutes, language, timezone, support_email, groups: [labels]};
 * `content` as made below: where its group-by names a question, the answers are the groups.  Caller owns. */
Conversation *setup_conversation(const char *settings, const char *content, GError **error) MUST_CHECK;

/* [conversation], [section SLUG] and [question SLUG] of conversation.ini with the pages
 * {"welcome": Markdown, ...}; bad input is ERROR_INPUT naming the line.  Caller owns. */
json_t *setup_content(const Ini *ini, json_t *pages, GError **error) MUST_CHECK;
/* Once open, sections may come but not go, and questions keep their options (A19): the
 * answers were given to these.  Words may be put right. */
bool setup_may_replace(const Conversation *before, const json_t *content, GError **error) MUST_CHECK;
