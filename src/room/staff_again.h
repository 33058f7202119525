/* What a facilitator sent and what was not done: because somebody else was faster, or because a note may name a
 * colleague.  Nothing typed is lost, and one button does it after all. */
#pragma once
#include "room/staff_facilitate.h"

/* Forms carry what was on the page, in fields of these names: the version of the words, and how many messages. */
#define AGAIN_VERSION { "version", HTTP_FIELD_NUMBER, UINT32_MAX, false, NULL }
#define AGAIN_TALK    { "talk", HTTP_FIELD_NUMBER, UINT32_MAX, false, NULL }
#define AGAIN_SURE    { "sure", HTTP_FIELD_FLAG, 0, false, NULL }

/* On the writer thread: has it been changed, or written about, since that page?  As far as staff may know (A6). */
bool again_is_stale(RoomWrite *write, Db *db, const Id *id, int64_t version, int64_t talk, bool *ret_stale, GError **error) MUST_CHECK;

/* A form whose note may name a colleague, as it came and now meant so; for the path `action`. */
AgainView again_sure(Look *look, const HttpRequest *request, const HttpInput *input, const char *action);
/* Puts a refused form back on the item's page; `view` has everything else already. */
void again_fill(Look *look, const HttpRequest *request, const ItemRefusal *refusal, ItemView *view);
