/* The JSON API of facilitators and analysts, and what its handlers share with their pages. */
#pragma once
#include "domain/coding.h"
#include "domain/facilitate.h"
#include "domain/message.h"
#include "room/api.h"

/* ---- facilitators ---- */
unsigned    facilitate_status(FacilitateOutcome outcome);
const char *facilitate_text(FacilitateOutcome outcome);
unsigned    message_status(MessageOutcome outcome);
const char *message_text(MessageOutcome outcome);
/* A reason as it was written: one of act_reason_names, or words of one's own, which become the note. */
ActReason   reason_of(const char *written);

/* Of a contribution, from the reader's connection; NULL: there is none.  GArray of
 * HistoryEntry (domain/history.h), caller unrefs. */
bool room_history(const Visitor *visitor, const Id *id, GArray **ret_entries, GError **error) MUST_CHECK;

/* ---- talks with authors ---- */
/* Data of a write: run by message_run(), after the commit message_tell() tells the desk (A8). */
typedef struct { Id id; MessageKind kind; const char *text; MessageOutcome outcome; Id pseudonym; } MessageWork;
bool message_run(RoomWrite *write, Db *db, GError **error);
void message_tell(const RoomWrite *write);

typedef struct { Id contribution; bool mine; GArray *messages /* Message */; } RoomTalk;
void    room_talk_clear(RoomTalk *talk);
/* The talks about what the visitor wrote, and for facilitators all others, unless `own_only`.
 * GArray of RoomTalk, which clears its elements; caller unrefs; NULL: *error is set. */
GArray *room_talks(const Visitor *visitor, bool own_only, GError **error) MUST_CHECK;

json_t *room_talk_json(const RoomTalk *talk);

/* ---- handlers ---- */
void api_queue(HttpRequest *request, HttpReply *reply);
void api_act(HttpRequest *request, HttpReply *reply);
void api_history(HttpRequest *request, HttpReply *reply);
void api_message_post(HttpRequest *request, HttpReply *reply);
void api_messages(HttpRequest *request, HttpReply *reply);

/* ---- analysts ---- */
unsigned    coding_status(CodingOutcome outcome);
const char *coding_text(CodingOutcome outcome);

void api_codes(HttpRequest *request, HttpReply *reply);
void api_code_post(HttpRequest *request, HttpReply *reply);
void api_code_patch(HttpRequest *request, HttpReply *reply);
void api_code_delete(HttpRequest *request, HttpReply *reply);
void api_codings(HttpRequest *request, HttpReply *reply);
void api_codings_put(HttpRequest *request, HttpReply *reply);
void api_read_put(HttpRequest *request, HttpReply *reply);
void api_reading(HttpRequest *request, HttpReply *reply);
void api_analysis(HttpRequest *request, HttpReply *reply);

extern const HttpInput api_act_input, api_message_input, api_code_input, api_code_change_input, api_code_delete_input,
    api_codings_input, api_read_input;
