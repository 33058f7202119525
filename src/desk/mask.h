/* How people and addresses are written where others might look on. */
#pragma once
#include <stdint.h>

/* "Marsha Okafor" -> "Marsha O."; "Okafor, Marsha" -> "Marsha O."; caller frees. */
char *mask_name(const char *name);
/* "marsha@northgate.example" -> "m…@northgate.example"; caller frees. */
char *mask_address(const char *email);
/* What a relay says, each word with an address left out: for logs and screens; caller frees. */
char *mask_addresses(const char *text);
