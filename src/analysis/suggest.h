/* Suggested codes: learnt on this machine from what people have coded so far, and from the names
 * and definitions of codes where there is little of that.  On plain arrays. */
#pragma once
#include "base/error.h"
#include <stdint.h>

#define SUGGEST_NOTHING SIZE_MAX    /* for a mark's code: somebody read the text, and no code fits */

typedef struct { size_t text, code; } SuggestMark;

typedef struct {
    const char *const *codes;   /* name and definition in one */
    size_t n_codes;
    const char *const *texts;
    size_t n_texts;
    const SuggestMark *marks;   /* a text that has one has been coded whole: other codes do not fit it */
    size_t n_marks;
} SuggestInput;

typedef struct {
    size_t code;
    double score;               /* 0 to 1: roughly the chance that a person would give it */
} SuggestedCode;

/* For each text an array of SuggestedCode, the best first, empty where nothing fits; the caller unrefs. */
GPtrArray *suggest_codes(const SuggestInput *input, GError **error) MUST_CHECK;
