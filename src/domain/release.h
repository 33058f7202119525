/* Publishing the report: once, after closing; the release is frozen. */
#pragma once
#include "domain/hall.h"

typedef enum { RELEASE_YES = 1, RELEASE_STILL_OPEN, RELEASE_OUT } ReleaseOutcome;

ReleaseOutcome release_may(const Board *board);
/* Stores one file of the release; writer thread. */
bool release_keep(Db *db, const Id *conversation, const char *format, GBytes *file, GError **error) MUST_CHECK;
/* The frozen file; *ret_file NULL: not published, or no such format. */
bool release_file(Db *db, const Id *conversation, const char *format, GBytes **ret_file, GError **error) MUST_CHECK;
/* The conversation counts as analysed from now on; writer thread, after the files are stored. */
bool release_mark(Hall *hall, Db *db, const Id *conversation, GError **error) MUST_CHECK;
