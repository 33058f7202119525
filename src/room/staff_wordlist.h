/* Words that signals look for in a conversation: the facilitators' page, the API. */
#pragma once
#include "domain/wordlist.h"
#include "room/write.h"

unsigned    wordlist_status(WordlistOutcome outcome);
const char *wordlist_outcome_text(WordlistOutcome outcome);

/* Both inputs begin with the same fields: the boxes in the order of WordlistBox, and these.  A form always has all boxes; what
 * JSON leaves out is NULL, and stays as it is. */
enum { WORDLIST_FIELD_BOX, WORDLIST_FIELD_VERSION = WORDLIST__END - 1, WORDLIST_FIELD_OFF, WORDLIST_FIELD_OWN };
void wordlist_texts(const HttpRequest *request, const HttpField *fields, const char *texts[WORDLIST__END]);

/* Data of a write, g_free()d whole: what is new is looked at for names, as far as one question goes; "" where nothing is. */
typedef struct { WordlistOutcome outcome; const HttpField *fields; char added[]; } WordlistWork;
/* NULL: a list or a line is at fault, and an error of the request says so. */
WordlistWork *wordlist_work(HttpRequest *request, const HttpField *fields);
bool          wordlist_run(RoomWrite *write, Db *db, GError **error);

void page_wordlist(HttpRequest *request, HttpReply *reply);
void page_wordlist_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_wordlist_input;

void api_wordlist(HttpRequest *request, HttpReply *reply);
void api_wordlist_put(HttpRequest *request, HttpReply *reply);
void api_wordlist_try(HttpRequest *request, HttpReply *reply);
extern const HttpInput api_wordlist_input, api_wordlist_try_input;
