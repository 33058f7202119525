#include "domain/order.h"

#define N_BUCKETS 33
#define N_KEPT    2             /* fair arrangements kept, so that a reader can go on paging in an older one */

typedef struct {
    uint32_t epoch;             /* 0: empty */
    GArray  *items;             /* uint32_t, bucket by bucket */
    uint32_t start[N_BUCKETS + 1];
} Fair;

struct SectionOrder {
    GArray *sorted[SORT__COUNT];        /* uint32_t; [SORT_FAIR] unused */
    Fair    fair[N_KEPT];               /* [0] the present one */
};

SectionOrder *
section_orders_new(size_t n_sections)
{
    SectionOrder *orders = g_new0(SectionOrder, n_sections);

    for (size_t i = 0; i < n_sections; i++) {
        for (size_t s = 0; s < SORT__COUNT; s++)
            orders[i].sorted[s] = g_array_new(false, false, sizeof(uint32_t));
        for (size_t k = 0; k < N_KEPT; k++)
            orders[i].fair[k].items = g_array_new(false, false, sizeof(uint32_t));
    }
    return orders;
}

void
section_orders_free(SectionOrder *orders, size_t n_sections)
{
    for (size_t i = 0; orders && i < n_sections; i++) {
        for (size_t s = 0; s < SORT__COUNT; s++)
            g_array_unref(orders[i].sorted[s]);
        for (size_t k = 0; k < N_KEPT; k++)
            g_array_unref(orders[i].fair[k].items);
    }
    g_free(orders);
}

/* What stands in a section's list: ideas, and the tombstones of those with comments. */
static bool
is_listed(const Item *item)
{
    if (item->kind != KIND_IDEA || !item->public)
        return false;
    switch (item->shown.state) {
    case STATE_SHOWN:
        return true;
    case STATE_HIDDEN:
    case STATE_REMOVED:
    case STATE_DELETED:
        return item->shown.comments > 0;
    case STATE_MERGED:
    case STATE_SPLIT:
        return false;
    }
    return false;
}

static uint32_t
sort_key(const Item *item, SortOrder sort)
{
    switch (sort) {
    case SORT_LIKED:
        return item->shown.likes;
    case SORT_DISCUSSED:
        return item->shown.comments;
    case SORT_FAIR:
    case SORT_NEWEST:
    case SORT__COUNT:
        break;
    }
    return 0;
}

typedef struct { uint32_t key; int64_t slot; Id id; } Place;

static Place
place_of(const Item *item, SortOrder sort)
{
    return (Place){ sort_key(item, sort), item->slot, item->id };
}

/* Larger keys first, then later slots, then by random id: never by the time within a slot. */
static int
compare_places(const Place *a, const Place *b)
{
    if (a->key != b->key)
        return a->key > b->key ? -1 : 1;
    if (a->slot != b->slot)
        return a->slot > b->slot ? -1 : 1;
    return memcmp(a->id.bytes, b->id.bytes, sizeof a->id.bytes);
}

static unsigned
bucket_of(const Item *item)
{
    unsigned views = (unsigned)g_atomic_int_get(&item->views);

    return views ? 32u - (unsigned)__builtin_clz(views) : 0;
}

static void
arrange_fair(const Board *board, Fair *fair, const GArray *listed)
{
    g_autofree uint8_t *buckets = g_malloc0(listed->len + 1);      /* once: views are counted meanwhile */
    uint32_t next[N_BUCKETS];

    memset(fair->start, 0, sizeof fair->start);
    g_array_set_size(fair->items, listed->len);
    for (guint i = 0; i < listed->len; i++) {
        buckets[i] = (uint8_t)bucket_of(board_at(board, g_array_index(listed, uint32_t, i)));
        fair->start[buckets[i] + 1]++;
    }
    for (size_t b = 0; b < N_BUCKETS; b++)
        fair->start[b + 1] += fair->start[b];
    memcpy(next, fair->start, sizeof next);
    for (guint i = 0; i < listed->len; i++)
        g_array_index(fair->items, uint32_t, next[buckets[i]]++) = g_array_index(listed, uint32_t, i);
}

/* What is compared lies side by side: a sort that goes to each item takes twenty times as long. */
typedef struct { Place place; uint32_t item; } Placed;

static int
compare_placed(const void *a, const void *b, void *data)
{
    return compare_places(&((const Placed *)a)->place, &((const Placed *)b)->place);
}

static void
sort_newest(const Board *board, GArray *sorted)
{
    g_autofree Placed *placed = g_new(Placed, MAX(sorted->len, 1));

    for (guint i = 0; i < sorted->len; i++) {
        uint32_t item = g_array_index(sorted, uint32_t, i);

        placed[i] = (Placed){ place_of(board_at(board, item), SORT_NEWEST), item };
    }
    g_qsort_with_data(placed, (gint)sorted->len, sizeof *placed, compare_placed, NULL);
    for (guint i = 0; i < sorted->len; i++)
        g_array_index(sorted, uint32_t, i) = placed[i].item;
}

static int
compare_ranked(const void *a, const void *b, void *data)
{
    uint64_t one = *(const uint64_t *)a, two = *(const uint64_t *)b;

    return (one > two) - (one < two);
}

/* Larger keys first, and under one key as the newest are sorted. */
static void
sort_by(const Board *board, const SectionOrder *order, SortOrder sort)
{
    const GArray *newest = order->sorted[SORT_NEWEST];
    GArray *sorted = order->sorted[sort];
    g_autofree uint64_t *ranked = g_new(uint64_t, MAX(newest->len, 1));
    bool in_order = true;

    for (guint i = 0; i < newest->len; i++) {
        uint32_t key = sort_key(board_at(board, g_array_index(newest, uint32_t, i)), sort);

        ranked[i] = (uint64_t)~key << 32 | i;
        in_order = in_order && (i == 0 || ranked[i - 1] < ranked[i]);
    }
    if (!in_order)
        g_qsort_with_data(ranked, (gint)newest->len, sizeof *ranked, compare_ranked, NULL);
    g_array_set_size(sorted, newest->len);
    for (guint i = 0; i < newest->len; i++)
        g_array_index(sorted, uint32_t, i) = g_array_index(newest, uint32_t, (uint32_t)ranked[i]);
}

static bool
same_members(const GArray *a, const GArray *b)
{
    return a->len == b->len && (a->len == 0 || memcmp(a->data, b->data, a->len * sizeof(uint32_t)) == 0);
}

static void
arrange_section(Board *board, SectionOrder *order, const GArray *before)
{
    sort_newest(board, order->sorted[SORT_NEWEST]);
    for (size_t s = SORT_NEWEST + 1; s < SORT__COUNT; s++)
        sort_by(board, order, (SortOrder)s);
    if (order->fair[0].epoch && !board->fair_due && same_members(before, order->sorted[SORT_NEWEST]))
        return;
    Fair oldest = order->fair[N_KEPT - 1];
    memmove(&order->fair[1], &order->fair[0], (N_KEPT - 1) * sizeof(Fair));
    order->fair[0] = oldest;
    order->fair[0].epoch = ++board->epoch;
    arrange_fair(board, &order->fair[0], order->sorted[SORT_NEWEST]);
}

void
board_arrange(Board *board)
{
    size_t n = board->about->n_sections;
    g_autoptr(GPtrArray) before = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);

    if (!board->orders_stale && !board->fair_due)
        return;
    for (size_t i = 0; i < n; i++) {
        g_ptr_array_add(before, board->orders[i].sorted[SORT_NEWEST]);
        board->orders[i].sorted[SORT_NEWEST] = g_array_new(false, false, sizeof(uint32_t));
    }
    for (guint i = 0; i < board->items->len; i++) {
        Item *item = board_at(board, i);

        if (is_listed(item))
            g_array_append_val(board->orders[item->shown.section].sorted[SORT_NEWEST], i);
    }
    for (size_t i = 0; i < n; i++)
        arrange_section(board, &board->orders[i], g_ptr_array_index(before, i));
    board->orders_stale = board->fair_due = false;
    board->version++;
}

static uint64_t
mix(uint64_t x)
{
    x ^= x >> 30;
    x *= UINT64_C(0xBF58476D1CE4E5B9);
    x ^= x >> 27;
    x *= UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* A permutation of 0..n-1: four Feistel rounds over the next even number of bits, walking
 * on while the result is outside (at most 4 steps on average). */
static uint32_t
permute(uint32_t i, uint32_t n, uint64_t key)
{
    unsigned half = 1;

    while ((UINT64_C(1) << (2 * half)) < n)
        half++;
    uint32_t mask = (1u << half) - 1;
    do {
        uint32_t left = i >> half, right = i & mask;

        for (unsigned round = 0; round < 4; round++) {
            uint32_t next = left ^ ((uint32_t)mix(key ^ ((uint64_t)round << 32) ^ right) & mask);

            left = right;
            right = next;
        }
        i = left << half | right;
    } while (i >= n);
    return i;
}

static uint32_t
fair_at(const Fair *fair, uint32_t position, uint64_t reader)
{
    size_t b = 0;

    while (position >= fair->start[b + 1])
        b++;
    uint32_t n = fair->start[b + 1] - fair->start[b];
    uint32_t within = permute(position - fair->start[b], n, mix(reader + b));
    return g_array_index(fair->items, uint32_t, fair->start[b] + within);
}

static unsigned
fair_bucket(const Fair *fair, uint32_t position)
{
    unsigned b = 0;

    while (position >= fair->start[b + 1])
        b++;
    return b;
}

/* The section whose next idea was shown least: equal ones take turns, beginning anywhere.  False: there is none. */
static bool
next_least_seen(const Board *board, uint64_t reader, const uint32_t *taken, size_t *ret_section)
{
    uint64_t best = UINT64_MAX;

    for (size_t i = 0; i < board->about->n_sections; i++) {
        const Fair *fair = &board->orders[i].fair[0];

        if (taken[i] >= fair->items->len)
            continue;
        uint64_t key = (uint64_t)fair_bucket(fair, taken[i]) << 48 | (uint64_t)taken[i] << 16 | (mix(reader + i) & 0xffff);
        if (key < best) {
            best = key;
            *ret_section = i;
        }
    }
    return best != UINT64_MAX;
}

size_t
board_least_seen(const Board *board, uint64_t reader, size_t limit, uint32_t *ret_items)
{
    g_autofree uint32_t *taken = g_new0(uint32_t, MAX(board->about->n_sections, 1));
    size_t n = 0, section = 0;

    while (n < limit && next_least_seen(board, reader, taken, &section))
        ret_items[n++] = fair_at(&board->orders[section].fair[0], taken[section]++, reader);
    return n;
}

/* A cursor's numbers come from the address line: what is no plain number is no cursor. */
static bool
read_number(const char *text, uint32_t *ret_number)
{
    guint64 number;

    if (!g_ascii_string_to_unsigned(text, 10, 0, UINT32_MAX, &number, NULL))
        return false;
    *ret_number = (uint32_t)number;
    return true;
}

static bool
read_fair_cursor(const char *cursor, uint32_t *ret_epoch, uint32_t *ret_position)
{
    g_auto(GStrv) parts = g_strsplit(cursor ? cursor : "", ".", 3);
    uint32_t epoch, position;

    if (g_strv_length(parts) != 2 || !read_number(parts[0], &epoch) || !read_number(parts[1], &position))
        return false;
    *ret_epoch = epoch;
    *ret_position = position;
    return true;
}

static size_t
page_fair(const SectionOrder *order, uint64_t reader, const char *cursor, size_t limit, uint32_t *ret_items,
          char **ret_next)
{
    const Fair *fair = &order->fair[0];
    uint32_t epoch = 0, position = 0;
    size_t n = 0;

    if (read_fair_cursor(cursor, &epoch, &position)) {
        for (size_t k = 0; k < N_KEPT; k++)
            if (order->fair[k].epoch == epoch)
                fair = &order->fair[k];
    }
    while (n < limit && position < fair->items->len)
        ret_items[n++] = fair_at(fair, position++, reader);
    if (ret_next && position < fair->items->len)
        *ret_next = g_strdup_printf("%u.%u", fair->epoch, position);
    return n;
}

static bool
read_place(const char *cursor, Place *ret_place)
{
    g_auto(GStrv) parts = g_strsplit(cursor, ".", 4);
    gint64 slot;
    Place  place;

    if (g_strv_length(parts) != 3 || !read_number(parts[0], &place.key) || !id_from_text(parts[2], &place.id)
        || !g_ascii_string_to_signed(parts[1], 10, INT64_MIN, INT64_MAX, &slot, NULL))
        return false;
    place.slot = slot;
    *ret_place = place;
    return true;
}

/* The first index whose place comes after `place`. */
static guint
first_after(const Board *board, const GArray *sorted, SortOrder sort, const Place *place)
{
    guint low = 0, high = sorted->len;

    while (low < high) {
        guint middle = (low + high) / 2;
        Place there = place_of(board_at(board, g_array_index(sorted, uint32_t, middle)), sort);

        if (compare_places(&there, place) > 0)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static char *
place_text(const Item *item, SortOrder sort)
{
    char id[ID_TEXT_SIZE];

    id_to_text(&item->id, id);
    return g_strdup_printf("%u.%lld.%s", sort_key(item, sort), (long long)item->slot, id);
}

size_t
board_page(const Board *board, unsigned section, SortOrder sort, uint64_t reader, const char *cursor, size_t limit,
           uint32_t *ret_items, char **ret_next)
{
    const SectionOrder *order = &board->orders[section];
    Place place;
    size_t n = 0;

    if (ret_next)
        *ret_next = NULL;
    if (sort == SORT_FAIR)
        return page_fair(order, reader, cursor, limit, ret_items, ret_next);
    guint at = cursor && read_place(cursor, &place) ? first_after(board, order->sorted[sort], sort, &place) : 0;
    while (n < limit && at < order->sorted[sort]->len)
        ret_items[n++] = g_array_index(order->sorted[sort], uint32_t, at++);
    if (ret_next && n && at < order->sorted[sort]->len)
        *ret_next = place_text(board_at(board, ret_items[n - 1]), sort);
    return n;
}

size_t
board_section_size(const Board *board, unsigned section)
{
    return board->orders[section].sorted[SORT_NEWEST]->len;
}
