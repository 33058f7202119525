/* What the parts of compile.c share. */
#pragma once
#include "analysis/opinion.h"
#include "analysis/strength.h"
#include "worker/coded.h"
#include "worker/compile.h"

typedef struct {
    const Board *board;
    const Coded *coded;
    Report      *report;
    GArray      *cast;                  /* NumVote: everybody's, as others see them */
    NumVotes     by_item;
    unsigned     k;
} Compile;

/* Items that count: shown, and those whose words live on elsewhere are counted there.  The facilitators' own are not
 * what people told us. */
bool        compile_counts(const Item *item);
ReportCount compile_persons(const Compile *compile, uint64_t n);     /* held back under k, rounded down otherwise */
ReportStrength compile_strength(const Compile *compile, const Strength *strength);
const char *compile_id(Compile *compile, const Item *item);
const char *compile_words(Compile *compile, const Item *item);      /* an excerpt */

/* `figures`: [[invited, in], ...] by number of the label, from 1 on. */
bool compile_groups(Compile *compile, const json_t *figures, GError **error) MUST_CHECK;
bool compile_answers(Compile *compile, Db *db, GError **error) MUST_CHECK;
bool compile_themes(Compile *compile, GError **error) MUST_CHECK;
bool compile_opinions(Compile *compile, GError **error) MUST_CHECK;
bool compile_facilitation(Compile *compile, Db *db, GError **error) MUST_CHECK;
bool compile_method(Compile *compile, GError **error) MUST_CHECK;
