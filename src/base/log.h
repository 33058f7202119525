/* One line a call on standard error: "candour-room: warning: text".  Never a name,
 * an address, an IP, a user agent or what somebody wrote; no time (the journal adds
 * one, the room's must be no finer than a slot). */
#pragma once
#include <glib.h>

void log_info(const char *format, ...) G_GNUC_PRINTF(1, 2);
void log_warning(const char *format, ...) G_GNUC_PRINTF(1, 2);
void log_error(const char *format, ...) G_GNUC_PRINTF(1, 2);
