/* Gateway answers: totals that are tied to nobody (A11), and what may be told of them (A10). */
#pragma once
#include "store/once_store.h"

/* Of each row what may be told: what fewer than k gave is held back, with as many others as keep it from being worked out
 * from how many answered that question; of the rest multiples of k.  0: held back.  As many as rows; caller frees (g_free).
 * NULL: no memory. */
int64_t *answers_told(const DbRows *rows, unsigned k, GError **error) MUST_CHECK;
