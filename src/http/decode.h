/* The bytes of requests, in plain C: percent signs, UTF-8, pairs of forms and queries, cookies. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* In place; the new length.  As browsers do, a '%' that starts no escape stays as it is. */
size_t decode_percent(char *text, size_t length, bool plus_is_space);
/* Valid UTF-8 (RFC 3629) and no NUL inside; *ret_characters may be NULL. */
bool   decode_utf8(const char *text, size_t length, size_t *ret_characters);
bool   decode_has_control(const char *text, size_t length);     /* line breaks and other control characters */
/* Without blanks at both ends (Unicode's, and the invisible ones); line ends become \n.
 * In place, NUL-terminated where it got shorter; the start of what is left. */
char  *decode_tidy(char *text, size_t length, size_t *ret_length);

typedef struct { char *name, *value; size_t name_length, value_length; } DecodePair;
/* The next "name=value" of `*at`; both decoded in place and NUL-terminated: there must be
 * room for a NUL at `end`. False at the end. */
bool   decode_next_pair(char **at, char *end, DecodePair *ret_pair);
/* The value of a cookie in a Cookie header; NULL: absent. The first of two counts. */
const char *decode_find_cookie(const char *header, const char *name, size_t *ret_length);

/* How deep the brackets of a JSON text nest, strings left out. */
unsigned    decode_json_depth(const char *text, size_t length);
/* Digits only, at most `max`. */
bool        decode_number(const char *text, long long max, long long *ret_number);
