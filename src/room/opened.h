/* Cookies that were opened lately: the next request of the same browser need not open them again.
 *
 * A bounded, direct-mapped cache.  What came is known again by a keyed hash of 128 bits, drawn anew
 * at each start; neither cookies nor keys are kept.  Nothing here says that a badge is still good:
 * whether it has expired or ended, and whether the return key is the present one, is asked each time. */
#pragma once
#include "room/badge.h"

typedef struct {
    Badge    badge;
    uint64_t reader;                    /* keys the reader's fair order */
    uint64_t holder;                    /* counts the event streams of this badge */
    bool     has_return;                /* a return key of ours came too: */
    Id       returned;                  /* whose it is */
    unsigned generation;                /* and of which generation */
    bool     has_offer;                 /* five words for this badge came too: */
    uint8_t  offered[16];               /* their salt; they are the key's where it is the key's */
} Opened;

typedef struct OpenedCache OpenedCache;
typedef struct { uint8_t bytes[16]; } OpenedTag;

OpenedCache *opened_cache_new(void);
void         opened_cache_free(OpenedCache *cache);
OpenedTag    opened_tag(const OpenedCache *cache, const char *cookies);
bool         opened_find(OpenedCache *cache, const OpenedTag *tag, Opened *ret_opened);
void         opened_keep(OpenedCache *cache, const OpenedTag *tag, const Opened *opened);
