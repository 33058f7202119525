/* Memory of the numeric modules, plain C: freed when the variable goes out of
 * scope, handed on by setting it to NULL. */
#pragma once
#include <stddef.h>
#include <stdlib.h>

static inline void
num_free_pointer(void *pointer)
{
    free(*(void **)pointer);
}

#define NUM_AUTO __attribute__((cleanup(num_free_pointer)))

/* Zeroed; NULL when there is no memory (or n * size does not fit); never NULL for n = 0. */
static inline void *
num_new(size_t n, size_t size)
{
    return calloc(n > 0 ? n : 1, size);
}
