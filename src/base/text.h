/* Text as people write it. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

size_t text_length(const char *utf8);                       /* in characters (code points) */
bool   text_is_utf8(const char *bytes, size_t length);      /* valid, and no NUL inside */
char  *text_trim(const char *utf8);                         /* copy without blanks at both ends; line ends become \n */
char  *text_excerpt(const char *utf8, size_t characters);   /* one line, cut at a word with an ellipsis */
char  *text_fold(const char *utf8);                         /* for search and comparing: case-folded, NFKC, accents dropped */
char  *text_slug(const char *utf8);                         /* "Our purpose" -> "our-purpose" */
/* Is the word in the list, which NULL ends?  Most of a list is passed over by its first letters. */
bool   text_is_one_of(const char *word, const char *const *list);
bool   text_is_slug(const char *text);                      /* a-z 0-9 and single hyphens, 1 to 60 */
bool   text_is_email(const char *text);                     /* RFC 5321/5322 address, the isemail set passes */
