/* A job title beside a department ("the matron on Ward 7") points to one human being as a name does. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct { size_t start, length; } OfficeSpan;    /* bytes of the text */

/* Where a text says who holds a post, in order and apart from each other; at most `most`.
 * `groups`: labels of the conversation that count as departments, NULL at the end, or NULL. */
size_t offices_in_text(const char *text, const char *const *groups, OfficeSpan *ret_spans, size_t most);
