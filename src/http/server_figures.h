/* What operators may see of a server (A7): how many answers of each class, how long they took, bytes.
 * Never which path, so nothing that people do can be told from it. */
#pragma once
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#define FIGURES_BUCKETS 9

typedef struct {
    atomic_uint_fast64_t classes[6];                    /* by the first digit of the status */
    atomic_uint_fast64_t buckets[FIGURES_BUCKETS + 1];  /* by how long it took; the last: longer than all */
    atomic_uint_fast64_t milliseconds, bytes;
} ServerFigures;

void  figures_count(ServerFigures *figures, unsigned status, int64_t milliseconds, size_t bytes);
/* Prometheus text exposition format; caller frees. */
char *figures_text(ServerFigures *figures);
