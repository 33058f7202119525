/* From a 32-bit tag to small numbers: open addressing, 8 bytes a place, so that an index over
 * a million and a half people stays small.  Several numbers may stand under one tag; who asks
 * checks each of them against the thing itself. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct { uint32_t tag, value; } TagPlace;
typedef struct { TagPlace *places; size_t n_places, n_used; } TagMap;

#define TAGMAP_NONE UINT32_MAX          /* no value: never put */

void tagmap_clear(TagMap *map);
void tagmap_put(TagMap *map, uint32_t tag, uint32_t value);
void tagmap_remove(TagMap *map, uint32_t tag, uint32_t value);     /* nothing happens where it is not there */
/* The next value under the tag; *cursor starts at 0; TAGMAP_NONE at the end. */
uint32_t tagmap_next(const TagMap *map, uint32_t tag, size_t *cursor);
