/* A random code for people to keep and type: "K7QM-3XWD-9RTB-5HNE".  Fifteen symbols of Crockford's base32
 * (75 bits) and one that tells slips of the pen: Luhn's formula modulo 32, which finds every wrong symbol and
 * nearly every pair that changed places. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#define CHECK_CODE_SYMBOLS   15
#define CHECK_CODE_TEXT_SIZE 20             /* with three hyphens and a NUL */

typedef struct { uint8_t symbols[CHECK_CODE_SYMBOLS]; /* 0 to 31 */ } CheckCode;

void check_code_random(CheckCode *ret_code);
void check_code_text(const CheckCode *code, char ret_text[CHECK_CODE_TEXT_SIZE]);
/* In any case, with blanks, hyphens or dots anywhere; O, I and L count as 0 and 1.  False: not such a code. */
bool check_code_read(const char *typed, CheckCode *ret_code);
