/* Results that the desk has not acknowledged yet: told again on a fresh line (wire/mail_line.h). */
#pragma once
#include "wire/mail_line.h"

typedef struct Postbag Postbag;

Postbag *postbag_new(void);
void     postbag_free(Postbag *bag);            /* NULL is fine */
void     postbag_put(Postbag *bag, const MailResult *result);
void     postbag_drop(Postbag *bag, const uint8_t id[16]);
bool     postbag_is_empty(const Postbag *bag);
/* All of them, then *ready*.  False: the line has ended. */
bool     postbag_tell(const Postbag *bag, int line) __attribute__((warn_unused_result));
