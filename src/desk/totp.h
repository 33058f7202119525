/* The second factor of staff: time-based one-time passwords (RFC 6238, SHA-1, six digits, 30
 * seconds), as authenticator programs on phones make them. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TOTP_STEP_SECONDS 30
#define TOTP_DIGITS 6

/* The six digits of a step (seconds since 1970 divided by 30). */
void totp_digits(const uint8_t *key, size_t length, int64_t step, char ret_digits[TOTP_DIGITS + 1]);
/* The step that the typed digits belong to: now, the one before or the next, and later than
 * `after` so that none counts twice; -1: none. Blanks between the digits are forgiven. */
int64_t totp_check(const uint8_t *key, size_t length, const char *typed, int64_t now, int64_t after);
/* RFC 4648 base32 in groups of four, for typing; caller frees. */
char *totp_key_text(const uint8_t *key, size_t length);
/* otpauth://totp/..., what a QR code holds; caller frees. */
char *totp_uri(const uint8_t *key, size_t length, const char *account);
