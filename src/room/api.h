/* The JSON API: shapes of answers, and its handlers.  See 3-contract in the documents. */
#pragma once
#include "room/write.h"

/* A field that lets a client ask back as the pages do; who does not send it is taken at their word. */
#define API_CHECK_NAMES                                                                                            \
    { "check_names", HTTP_FIELD_FLAG, 0, false, NULL,                                                              \
      "True: where the text may name a colleague, nothing is stored and the answer is 422 with \"names\", the "     \
      "marked parts in characters. To go on all the same, send it again without this field." }

/* ---- shapes; under hall_read() ---- */
/* The number, or null where this visitor, who voted so, may not see it yet. */
json_t *api_count(const Board *board, const Visitor *visitor, Vote vote, uint32_t n);
json_t *api_conversation(const Board *board);
/* `whole` adds the comments. NULL where the voice may not see it. */
json_t *api_contribution(const Board *board, const Item *item, const Visitor *visitor, bool whole);
json_t *api_time(int64_t at);
json_t *api_id(const Id *id);
/* The state as this reader may know it: one word for all that is gone (A9). */
const char *api_state(const Item *item, uint32_t voice, bool staff);

/* ---- answers ---- */
/* What a use case's ending becomes; TALK_DONE and TALK_REPEATED are the caller's. */
void api_refuse(HttpRequest *request, HttpReply *reply, TalkOutcome outcome);
/* 422 with what was marked in `text`, in characters; see API_CHECK_NAMES. */
void api_refuse_naming(HttpRequest *request, HttpReply *reply, const RoomWrite *write, const char *text);
const char *outcome_text(TalkOutcome outcome);
unsigned    outcome_status(TalkOutcome outcome);
/* 200 or 201 with the contribution as it is now. */
void api_reply_contribution(HttpRequest *request, HttpReply *reply, unsigned status, const Id *id);
/* The id in the path; false: 404 was answered. */
bool api_path_id(HttpRequest *request, HttpReply *reply, unsigned arg, Id *ret_id);
size_t api_limit(const HttpRequest *request);

/* ---- handlers ---- */
void api_openapi(HttpRequest *request, HttpReply *reply);
void api_conversations(HttpRequest *request, HttpReply *reply);
void api_conversation_show(HttpRequest *request, HttpReply *reply);
void api_ideas(HttpRequest *request, HttpReply *reply);
void api_search(HttpRequest *request, HttpReply *reply);
void api_contribution_show(HttpRequest *request, HttpReply *reply);
void api_events(HttpRequest *request, HttpReply *reply);

void api_idea_post(HttpRequest *request, HttpReply *reply);
void api_comment_post(HttpRequest *request, HttpReply *reply);
void api_vote(HttpRequest *request, HttpReply *reply);
void api_edit(HttpRequest *request, HttpReply *reply);
void api_delete(HttpRequest *request, HttpReply *reply);
void api_flag(HttpRequest *request, HttpReply *reply);
void api_answers(HttpRequest *request, HttpReply *reply);

extern const HttpInput api_idea_input, api_comment_input, api_vote_input, api_edit_input, api_delete_input,
    api_flag_input, api_search_input, api_answers_input;
