/* A roster as HR systems write it (base/csv.h): columns `email` and `name`, `id` where letters
 * are wanted, every further column an attribute.  Every line is looked at before any is used. */
#pragma once
#include "base/error.h"
#include <glib.h>

typedef struct { size_t line; char *reason, *cells; /* the line as CSV, for a file of rejected ones */ } RosterFault;

/* Texts belong to the roster. `attributes` has as many as the roster has columns. */
typedef struct { size_t line; const char *email, *name, *number; const char *const *attributes; } RosterRow;

typedef struct Roster Roster;

Roster *roster_new(const char *file_name);
void    roster_free(Roster *roster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Roster, roster_free)

/* Bytes as they come, then the end.  An error is about the file as a whole (no header line, no column
 * for addresses); what is wrong with single lines is a fault. */
bool roster_feed(Roster *roster, const void *bytes, size_t length, GError **error) MUST_CHECK;
bool roster_finish(Roster *roster, GError **error) MUST_CHECK;

const char *const *roster_columns(const Roster *roster);        /* names of the attributes; NULL-terminated */
const char        *roster_header(const Roster *roster);         /* the header line as CSV */
size_t             roster_count(const Roster *roster);          /* good lines */
RosterRow          roster_row(const Roster *roster, size_t i);
const GArray      *roster_faults(const Roster *roster);         /* of RosterFault, by line */
