/* Saturation: does reading on still bring new codes? */
#pragma once
#include <glib.h>
#include <stddef.h>

enum { SATURATION_STEP = 50 };

typedef struct {
    size_t read;      /* contributions read so far: a multiple of 50, but for the last point */
    size_t new_codes; /* that came up for the first time since the point before */
    size_t codes;     /* different ones so far */
} SaturationPoint;

/* codes[starts[i]] up to codes[starts[i + 1]] are the codes (any numbers) of the
 * i-th contribution in the order of reading; one may have none.  Returns an
 * array of SaturationPoint, the caller's; empty where nothing was read. */
GArray *saturation_curve(const guint64 *codes, const size_t *starts, size_t n_read);
