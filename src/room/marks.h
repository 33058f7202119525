/* Whether pages show which things are the reader's own, and how they voted: on a shared screen, or with somebody looking
 * over a shoulder, they need not.  The wish lies in a cookie of the browser and nowhere else. */
#pragma once
#include "room/frame.h"

/* POST /c/SLUG/marks: `show` is "no" or "yes"; leads back, `again` with this form once more. */
void page_marks_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_marks_input;

/* `path`, or where marks are hidden the same with a word that says a vote was taken: nothing else tells; caller frees. */
char *marks_after_vote(const Visitor *visitor, const char *path);
