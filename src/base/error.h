/* How failure travels through this program.
 *
 * An *outcome* is an ordinary ending of a use case (closed, too fast, not
 * yours).  It is a value of that use case's own enum and the caller must switch
 * on it.  An *error* means that the machine under us misbehaved or that a file
 * we were given is bad; it is a GError in the domain below, it is passed up
 * unchanged, and only the outermost frame of a process logs or prints it. */
#pragma once
#include "base/i18n.h"
#include <glib.h>
#include <stdbool.h>

#define MUST_CHECK __attribute__((warn_unused_result))

/*  name               HTTP  retry  said to a visitor                                     */
#define ERROR_KINDS(X)                                                                      \
    X(ERROR_INTERNAL,    500, false, N_("Something broke on our side. Nothing you typed is lost: please go back and try again.")) \
    X(ERROR_CORRUPT,     500, false, N_("Something broke on our side. Nothing you typed is lost: please go back and try again.")) \
    X(ERROR_BUSY,        503, true,  N_("We are too busy for a moment. Please try again."))       \
    X(ERROR_UNAVAILABLE, 503, true,  N_("This part is not available for a moment. Please try again.")) \
    X(ERROR_FULL,        503, true,  N_("We could not save that just now. Please try again in a few minutes.")) \
    X(ERROR_INPUT,       400, false, N_("We could not read that."))                               \
    X(ERROR_REFUSED,     403, false, N_("That is not allowed."))

typedef enum {
#define X(name, http, retry, text) name,
    ERROR_KINDS(X)
#undef X
    ERROR__COUNT
} ErrorKind;

#define ERROR_DOMAIN (candour_error_quark())
GQuark candour_error_quark(void);

/* The one place that knows which HTTP status an error becomes.  A GError of
 * somebody else's domain counts as ERROR_INTERNAL. */
unsigned    error_http_status(const GError *error);
bool        error_may_retry(const GError *error);
const char *error_public_text(const GError *error);

/* Sets *error and is false, for `return error_set(...)`. */
bool error_set(GError **error, ErrorKind kind, const char *format, ...) G_GNUC_PRINTF(3, 4);
