/* Quotations: contributions that analysts chose for the report, whole or shortened with [...]. */
#pragma once
#include "domain/coding.h"

typedef struct { unsigned staff; bool chosen; } QuoteStep;

typedef struct {
    bool    chosen;                     /* now */
    char   *words;                      /* shortened; "": the whole text */
    GArray *steps;                      /* QuoteStep, as they were made */
} Quote;

typedef enum {
    QUOTE_DONE = 1,
    QUOTE_NOT_FOUND,
    QUOTE_OVER,                         /* completed */
    QUOTE_NOT_ITS_WORDS,                /* what is left between the [...] does not stand so in the text */
    QUOTE_FULL,                         /* LIMIT_QUOTE_STEPS */
} QuoteOutcome;

void         quotes_free(GHashTable *quotes);                       /* NULL is fine */
bool         quotes_load(Board *board, Db *db, GError **error) MUST_CHECK;
const Quote *board_quote(const Board *board, uint32_t item);        /* NULL: it was never chosen */

/* Whether the words are parts of the text, in their order, with [...] between; blanks count alike. */
bool quote_fits(const char *words, const char *text);

/* `words` NULL or empty: the whole text.  Writer thread. */
bool quote_put(Hall *hall, Db *db, const Actor *actor, const Id *id, bool chosen, const char *words, QuoteOutcome *ret_outcome,
               GError **error) MUST_CHECK;
