/* The end of a conversation at the desk (A14): rows, mails and the key go, and a signed certificate
 * says so.  Doing it again after a power cut finishes what was begun. */
#pragma once
#include "desk/desk.h"

/* Numbers of rows that are there to be erased, rounded down to multiples of k (A10). */
typedef struct { int64_t people, left, mails; } EraseCounts;
bool erase_look(const Desk *desk, const Gathering *gathering, EraseCounts *ret_counts, GError **error) MUST_CHECK;

/* `room` is what the room says it destroyed, for the certificate (borrowed); NULL: it was told, or will be. */
bool erase_do(const Desk *desk, const Gathering *gathering, int64_t now, const json_t *room, GError **error) MUST_CHECK;
/* Erasures that a power cut left without a certificate. */
bool erase_finish(const Desk *desk, int64_t now, GError **error) MUST_CHECK;
