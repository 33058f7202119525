/* The bytes of HTML, in plain C: what must be escaped, and which addresses a link may have. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* How many bytes from the start can be written as they are. */
size_t escape_plain_run(const char *text, size_t length);
/* What stands for a byte at which a run ended: "&amp;" and the like; *ret_length its bytes. */
const char *escape_entity(char byte, size_t *ret_length);

/* A link may go to a path of this site, a fragment, https:, an own machine over http:,
 * mailto: one plain address, or tel: a number.  Browsers drop tabs and line ends
 * and read '\' as '/', so none of these may hide in an address. */
bool escape_url_is_safe(const char *url);
bool escape_url_is_own_path(const char *url);
