/* Two ends of a line between two programs, each closed unless it was handed on (fd_steal()). */
#pragma once
#include "base/error.h"
#include "base/fd.h"

typedef struct { int a, b; } Pair;
#define PAIR_NONE ((Pair){ -1, -1 })

/* `type`: SOCK_STREAM, or SOCK_SEQPACKET where letters keep their borders. */
bool pair_make(Pair *pair, int type, GError **error) MUST_CHECK;
void pair_clear(Pair *pair);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pair, pair_clear)
