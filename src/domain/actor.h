/* Who acts, as far as the room knows: a badge, and perhaps a return key. */
#pragma once
#include "base/ids.h"
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    Id       conversation;
    Id       pseudonym;
    bool     has_key;           /* the return key of this badge came with the request */
    uint32_t roles;             /* Role bits of wire/ticket.h */
    unsigned staff_number;      /* 0: not staff */
    unsigned group;             /* label number; 0: none */
} Actor;
