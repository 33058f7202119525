/* One mail, written paragraph by paragraph, as text and as HTML (RFC 5322, 2046). */
#pragma once
#include "base/error.h"
#include "base/ids.h"
#include <stddef.h>
#include <stdint.h>

typedef struct Letter Letter;

/* Once per process, before the first letter. */
void    letter_init(void);

Letter *letter_new(const char *to, const char *subject, const char *language);
void    letter_free(Letter *letter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Letter, letter_free)

void    letter_paragraph(Letter *letter, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* A paragraph that ends in an address to open; `words` are the link's in HTML. */
void    letter_link(Letter *letter, const char *before, const char *words, const char *url);
/* A code for typing, on a line of its own. */
void    letter_code(Letter *letter, const char *before, const char *code);
/* RFC 2919: which conversation it belongs to. */
void    letter_list(Letter *letter, const char *slug);
/* The organisation's colour in the HTML part, "#1a5c8a", checked (model/brand.h); NULL: none. */
void    letter_accent(Letter *letter, const char *accent);
/* RFC 8058: the header fields, and a last line that says so. */
void    letter_unsubscribe(Letter *letter, const char *url);

/* The finished message with CRLF line ends, at `date`; the id and the sender's host make its
 * Message-ID, so that a second try is the same message.  Caller frees. */
char   *letter_bytes(const Letter *letter, const char *from, const Id *id, int64_t date, size_t *ret_length,
                     GError **error) MUST_CHECK;
