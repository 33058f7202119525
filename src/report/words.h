/* Numbers as people read them. All strings are the caller's. */
#pragma once
#include "report/report.h"

char *words_number(uint64_t number);                        /* "12,345" */
char *words_count(const ReportCount *count, unsigned k);    /* "612", or "fewer than 10" */
char *words_share(const ReportShare *share);                /* "91%", "over 90%", "held back" */
char *words_band(const ReportStrength *strength);           /* "88 to 93"; "" without an interval */
/* Where to draw a share that is only "over 90%". */
double share_at(const ReportShare *share);

/* Fits the one %s of a translated text. */
char *words_fill(const char *text, const char *value);
/* "%s ideas": the form for the number, with the number in its place. */
char *words_plural(const char *one, const char *many, uint64_t n);
