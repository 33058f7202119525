/* How often somebody may try: counts per thing (a network, an address) and window of time, in
 * memory alone, under hashes with a salt that is thrown away at the end of the process (A7). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Limiter Limiter;

/* Numbers of uses kept apart. */
typedef enum { LIMIT_CODE_NETWORK = 1, LIMIT_CODE_ALL, LIMIT_LINK_NETWORK, LIMIT_LINK_ADDRESS, LIMIT_LINK_ALL,
               LIMIT_CALL_NETWORK, LIMIT_CALL_ALL, LIMIT_TOTP_STAFF } LimitUse;

typedef struct { unsigned most, seconds; } LimitRule;
extern const LimitRule limit_rules[];               /* by LimitUse */

Limiter *limiter_new(void);
void     limiter_free(Limiter *limiter);
/* Counts one; false where it is one too many. `thing` NULL: all together. */
bool     limiter_take(Limiter *limiter, LimitUse use, const void *thing, size_t length);
/* Whether one more would be; counts nothing. */
bool     limiter_would(Limiter *limiter, LimitUse use, const void *thing, size_t length);
