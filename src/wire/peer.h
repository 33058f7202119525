/* One end of the line between room and desk (or worker and desk).
 *
 * Any thread may send; one thread reads.  A message out of turn, of the wrong length, too
 * often or of another version breaks the line for good: ask the supervisor for a fresh one
 * (base/child.h). */
#pragma once
#include "wire/messages.h"

typedef struct WirePeer WirePeer;

/* Takes the descriptor over and says hello.  NULL: no memory. */
WirePeer *wire_peer_new(int fd, WireSide mine, WireSide theirs);
void      wire_peer_free(WirePeer *peer);           /* NULL is fine; no other thread may use it */
/* Makes wire_read() and senders in other threads end. */
void      wire_peer_close(WirePeer *peer);

/* False: the line is broken, or the message is not mine to send, or a field is out of bounds. */
bool wire_send(WirePeer *peer, const WireMessage *message) __attribute__((warn_unused_result));

typedef enum { WIRE_GOT = 1, WIRE_NOTHING, WIRE_ENDED, WIRE_BROKEN } WireOutcome;

/* Waits for at most so many milliseconds (-1: for ever).  GOT sets *ret_message; NOTHING:
 * time is up; ENDED: the other end has gone; BROKEN: wire_peer_fault() says why. */
WireOutcome wire_read(WirePeer *peer, int milliseconds, WireMessage *ret_message)
    __attribute__((warn_unused_result));
const char *wire_peer_fault(const WirePeer *peer);  /* static text, for the log; "" without a fault */

/* Fills the places from `used` on with random bytes. */
void wire_unlink_pad(WireUnlink *batch, size_t used);
