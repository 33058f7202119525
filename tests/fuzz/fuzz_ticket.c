/* Tickets: what unpacks packs to the same bytes; nothing else unpacks. */
#include "wire/ticket.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t bytes[TICKET_BYTES] = { 0 }, again[TICKET_BYTES];
    Ticket ticket;

    memcpy(bytes, data, size < TICKET_BYTES ? size : TICKET_BYTES);
    if (!ticket_unpack(bytes, &ticket))
        return 0;
    ticket_pack(&ticket, again);
    if (memcmp(bytes, again, TICKET_BYTES) != 0)
        abort();
    return 0;
}
