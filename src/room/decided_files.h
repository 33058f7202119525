/* Files of published reports with what was decided since, as the worker made them: each made once for each step of
 * the decisions, and kept in memory alone.  The frozen release stays as it is. */
#pragma once
#include "base/ids.h"
#include <glib.h>

typedef struct DecidedFiles DecidedFiles;

DecidedFiles *decided_files_new(void);
void          decided_files_free(DecidedFiles *files);   /* NULL is fine */

/* `steps`: how often something was decided, over all themes.  The caller's; NULL: not made yet. */
GBytes *decided_files_get(DecidedFiles *files, const Id *conversation, const char *format, unsigned steps);
/* Takes the place of what was made at an earlier step. */
void    decided_files_put(DecidedFiles *files, const Id *conversation, const char *format, unsigned steps, GBytes *file);
