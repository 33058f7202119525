/* The files of demo/northgate, built into the program: made by tools/embed-folder. */
#pragma once
#include <stddef.h>

typedef struct { const char *name; size_t length; const char *text; } DemoFile;

extern const DemoFile demo_files[];
extern const size_t   demo_files_n;
