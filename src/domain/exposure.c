#include "domain/exposure.h"

void
item_note_seen(Item *item, bool open)
{
    if (open)
        g_atomic_int_inc(&item->views);
}

unsigned
item_seen_at_least(const Item *item)
{
    static const unsigned steps[] = { 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000 };
    unsigned views = (unsigned)g_atomic_int_get(&item->views), least = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(steps) && steps[i] <= views; i++)
        least = steps[i];
    return least;
}
