#include "cli/progress.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define WIDTH 40
#define HIDDEN (-1)

void
progress_start(Progress *progress, uint64_t total)
{
    *progress = (Progress){ total, 0, total > 0 && isatty(STDERR_FILENO) ? 0 : HIDDEN };
}

void
progress_add(Progress *progress, uint64_t done)
{
    char bar[WIDTH + 1];
    int percent, filled;

    progress->done += done;
    if (progress->shown == HIDDEN)
        return;
    percent = progress->done >= progress->total ? 100 : (int)(progress->done * 100 / progress->total);
    if (percent == progress->shown)
        return;
    progress->shown = percent;
    filled = percent * WIDTH / 100;
    memset(bar, '.', WIDTH);
    memset(bar, '#', (size_t)filled);
    bar[WIDTH] = '\0';
    fprintf(stderr, "\r[%s] %3d %%", bar, percent);
}

void
progress_end(Progress *progress)
{
    if (progress->shown > 0)
        fprintf(stderr, "\r%*s\r", WIDTH + 9, "");
    progress->shown = HIDDEN;
}
