/* Texts as rows of numbers, for comparing them: stems of words and runs of 3 to 5 characters in
 * words, each weighted by how seldom it is (TF-IDF: (1 + ln count) * (1 + ln((1 + texts) / (1 + texts
 * that have it)))), each half of a row of length 1/sqrt(2). */
#pragma once
#include "num/logistic.h"
#include <glib.h>

typedef struct {
    NumSparse matrix;           /* borrows from the arrays */
    GArray *starts, *columns, *values;
} Terms;

Terms *terms_new(const char *const *texts, size_t n);
void   terms_free(Terms *terms);                /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Terms, terms_free)

/* How alike two rows are, 0 to 1. */
double terms_likeness(const Terms *terms, size_t a, size_t b);
