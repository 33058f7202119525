#include "desk/tagmap.h"
#include <glib.h>

#define FIRST_PLACES 64

void
tagmap_clear(TagMap *map)
{
    g_free(map->places);
    *map = (TagMap){ NULL, 0, 0 };
}

/* The number of places is a power of two. */
static size_t
home_of(const TagMap *map, uint32_t tag)
{
    return tag & (map->n_places - 1);
}

static size_t
after(const TagMap *map, size_t place)
{
    return (place + 1) & (map->n_places - 1);
}

static void
drop_in(TagMap *map, uint32_t tag, uint32_t value)
{
    size_t place = home_of(map, tag);

    while (map->places[place].value != TAGMAP_NONE)
        place = after(map, place);
    map->places[place] = (TagPlace){ tag, value };
}

static void
grow(TagMap *map)
{
    g_autofree TagPlace *old = map->places;
    const size_t n_old = map->n_places;

    map->n_places = n_old == 0 ? FIRST_PLACES : 2 * n_old;
    map->places = g_new(TagPlace, map->n_places);
    for (size_t i = 0; i < map->n_places; i++)
        map->places[i].value = TAGMAP_NONE;
    for (size_t i = 0; i < n_old; i++)
        if (old[i].value != TAGMAP_NONE)
            drop_in(map, old[i].tag, old[i].value);
}

void
tagmap_put(TagMap *map, uint32_t tag, uint32_t value)
{
    g_assert(value != TAGMAP_NONE);
    if (4 * (map->n_used + 1) > 3 * map->n_places)
        grow(map);
    drop_in(map, tag, value);
    map->n_used++;
}

uint32_t
tagmap_next(const TagMap *map, uint32_t tag, size_t *cursor)
{
    if (map->n_places == 0)
        return TAGMAP_NONE;
    for (;;) {
        const TagPlace *place = &map->places[(home_of(map, tag) + *cursor) & (map->n_places - 1)];

        if (place->value == TAGMAP_NONE)
            return TAGMAP_NONE;
        ++*cursor;
        if (place->tag == tag)
            return place->value;
    }
}

/* Whatever stands behind the gap and could not be found any more moves into it. */
static void
close_gap(TagMap *map, size_t gap)
{
    for (size_t place = after(map, gap); map->places[place].value != TAGMAP_NONE; place = after(map, place)) {
        const size_t home = home_of(map, map->places[place].tag);
        const size_t from_home = (place - home) & (map->n_places - 1);
        const size_t from_gap = (place - gap) & (map->n_places - 1);

        if (from_home >= from_gap) {
            map->places[gap] = map->places[place];
            gap = place;
        }
    }
    map->places[gap].value = TAGMAP_NONE;
}

void
tagmap_remove(TagMap *map, uint32_t tag, uint32_t value)
{
    if (map->n_places == 0)
        return;
    for (size_t place = home_of(map, tag); map->places[place].value != TAGMAP_NONE; place = after(map, place)) {
        if (map->places[place].tag == tag && map->places[place].value == value) {
            close_gap(map, place);
            map->n_used--;
            return;
        }
    }
}
