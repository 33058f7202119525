/* Does a facilitator's message ask somebody who they are?  A facilitator must not (A12): they are asked to think again,
 * and may go on.  It knows the usual ways in English, Welsh and Arabic, and misses others. */
#pragma once
#include <stdbool.h>

bool text_asks_who(const char *text);
