/* A bar on standard error for long work, where that is a terminal. */
#pragma once
#include <stdint.h>

typedef struct { uint64_t total, done; int shown; } Progress;

/* `total` bytes are to come; 0: nobody knows, then there is no bar. */
void progress_start(Progress *progress, uint64_t total);
void progress_add(Progress *progress, uint64_t done);
/* Clears the bar. */
void progress_end(Progress *progress);
