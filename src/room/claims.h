/* Which facilitator has which contribution open, so that two don't do the same work.  In
 * memory only, for ten minutes; nobody but facilitators is told. */
#pragma once
#include "base/ids.h"
#include <glib.h>

typedef struct Claims Claims;

Claims  *claims_new(void);
void     claims_free(Claims *claims);       /* NULL is fine */
/* The facilitator opens it, unless another has it: that one's number; 0: it is yours. */
unsigned claims_take(Claims *claims, const Id *contribution, unsigned staff, gint64 now);
/* Another who has it open; 0: nobody. */
unsigned claims_holder(Claims *claims, const Id *contribution, unsigned staff, gint64 now);
/* The work is done. */
void     claims_give_back(Claims *claims, const Id *contribution, unsigned staff);
/* What others have open; GHashTable of Id *, caller unrefs. */
GHashTable *claims_held(Claims *claims, unsigned staff, gint64 now);
