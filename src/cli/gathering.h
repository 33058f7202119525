/* What `conversation import`, `roster import` and `demo` do with an installation. */
#pragma once
#include "base/config.h"
#include "cli/source.h"

/* The desk checks dates and slug and keeps the settings; the room gets these with sections,
 * questions and pages.  Prints what has changed.  *ret_slug: caller frees. */
bool gathering_import(const Config *config, const Source *source, char **ret_slug, GError **error) MUST_CHECK;

/* `fd` is read to its end; `name` names it in errors and, with ".rejected.csv" in the place of
 * ".csv", the file that gets the bad lines where `skip_bad`.  Prints the bad lines. */
bool gathering_roster(const Config *config, const char *slug, int fd, const char *name, bool skip_bad,
                      GError **error) MUST_CHECK;

/* For the certificate of erasure: `what` was copied; `slug` NULL: of every conversation. */
bool gathering_note_copy(const Config *config, const char *slug, const char *what, GError **error) MUST_CHECK;
/* Hands the fingerprint of the room's key, where the room's answer has it, to the desk. */
bool gathering_hand_over_key(const Config *config, const char *slug, const json_t *answer, GError **error) MUST_CHECK;
