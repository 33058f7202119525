/* The page that is asked for most, the first page of a section, without writing it anew:
 * the page around the cards is kept for all participants alike, the cards by vote, and
 * serving it is looking up the reader's votes and copying once.  Each piece is kept compressed
 * too (html/gzip.h says why that tells nothing by its length). */
#pragma once
#include "room/pages_read.h"
#include "room/view.h"

typedef struct ShellCache ShellCache;

ShellCache *shell_cache_new(void);
void        shell_cache_free(ShellCache *cache);

/* Under hall_read().  False: this reader's page is not like others' (staff, own ideas of the
 * present slot, a note on top, a later page): write it the ordinary way. */
bool section_fast(HttpRequest *request, HttpReply *reply, const Board *board, unsigned section, SortOrder sort);

/* Of pages_read.c, for both ways. */
void section_view(Look *look, const HttpRequest *request, unsigned at, const GPtrArray *cards, const char *next,
                  SectionView *ret_view);
/* The path to come back to this page. */
const char *section_here(const HttpRequest *request, const Board *board, Scratch *scratch);
SortOrder query_sort(const HttpRequest *request, const Board *board);
