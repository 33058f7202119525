#include "domain/queue.h"
#include "base/text.h"
#include "domain/search.h"
#include "domain/signal.h"
#include "domain/talk.h"
#include "store/flag_store.h"

/* As many places anew as it takes for sorting all of them to be cheaper. */
#define FEW_PLACES 64

#define BIT(reason) (1u << (reason))

const char *const wait_names[WAIT_NOTHING + 1] = {
    [WAIT_CARE] = "safeguarding",
    [WAIT_HIDDEN] = "hidden-by-reports",
    [WAIT_DISTRESS] = "possible-distress", [WAIT_MAY_NAME] = "possible-name", [WAIT_MAY_ABUSE] = "possible-abuse",
    [WAIT_NEAR] = "near-duplicate", [WAIT_WORRY] = "worry",       [WAIT_NAMES] = "names-someone", [WAIT_ABUSE] = "abuse", [WAIT_FLAGGED] = "flagged",
    [WAIT_APPEAL] = "appeal",     [WAIT_ANSWERED] = "answered",   [WAIT_OPINION] = "second-opinion", [WAIT_CHANGED] = "changed", [WAIT_NEW] = "new",
};

static WaitWhy
why_flagged(const Item *item)
{
    if (item->seen.reasons & BIT(FLAG_WORRY))
        return WAIT_WORRY;
    if (item->seen.reasons & BIT(FLAG_NAMES_SOMEONE))
        return WAIT_NAMES;
    return item->seen.reasons & BIT(FLAG_ABUSE) ? WAIT_ABUSE : WAIT_FLAGGED;
}

WaitWhy
item_waits(const Item *item)
{
    ContributionState state = item->shown.state;

    if (!item->public || state == STATE_DELETED)
        return WAIT_NOTHING;
    if (item->in_care)
        return WAIT_CARE;
    bool gone = state == STATE_MERGED || state == STATE_SPLIT;
    if (state == STATE_HIDDEN && item->seen.flags > 0 && item->seen.version > item->looked_version)
        return WAIT_HIDDEN;
    if (!gone && item->seen.flags > 0)
        return why_flagged(item);
    if (item->seen.appeals > 0)
        return WAIT_APPEAL;
    if (gone)
        return WAIT_NOTHING;
    if (item->seen.answer > item->looked_answer)
        return WAIT_ANSWERED;
    if (item->asked)
        return WAIT_OPINION;
    if (state != STATE_SHOWN || item->seen.version <= item->looked_version)
        return WAIT_NOTHING;
    return item->looked_version ? WAIT_CHANGED : WAIT_NEW;
}

static WaitWhy
why_signalled(const Board *board, const Item *item)
{
    const unsigned signals = item_signals(board, item);

    if (signals & SIGNAL_DISTRESS)
        return WAIT_DISTRESS;
    if (signals & SIGNAL_NAMES)
        return WAIT_MAY_NAME;
    if (signals & SIGNAL_ABUSE)
        return WAIT_MAY_ABUSE;
    return signals & SIGNAL_NEAR ? WAIT_NEAR : WAIT_NOTHING;
}

WaitWhy
item_why(const Board *board, const Item *item)
{
    const WaitWhy why = item_waits(item);
    const bool unread = item->shown.state == STATE_SHOWN && item->seen.version > item->looked_version;

    return why == WAIT_NOTHING || !unread ? why : MIN(why, why_signalled(board, item));
}

/* ---- places: by why, more reports first, longest first, then by random id ---- */

typedef struct {
    QueueKey key;
    Id       id;
    uint32_t item;
    uint8_t  kind, section;
    uint16_t asked;
} Place;

static int
compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int
compare_keys(const QueueKey *one, const Id *one_id, const QueueKey *two, const Id *two_id)
{
    int by = compare_numbers(one->why, two->why);

    if (!by)
        by = compare_numbers(two->flags, one->flags);
    if (!by)
        by = compare_numbers(one->since, two->since);
    return by ? by : memcmp(one_id->bytes, two_id->bytes, sizeof(Id));
}

static int
compare_places(const void *a, const void *b)
{
    const Place *one = a, *two = b;

    return compare_keys(&one->key, &one->id, &two->key, &two->id);
}

static const Place *
place_at(const Board *board, guint i)
{
    return &g_array_index(board->waiting, Place, i);
}

/* The first place that is not before this one. */
static guint
find_place(const Board *board, const QueueKey *key, const Id *id)
{
    guint from = 0, to = board->waiting->len;

    while (from < to) {
        const guint middle = from + (to - from) / 2;
        const Place *place = place_at(board, middle);

        if (compare_keys(&place->key, &place->id, key, id) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static Place
place_now(const Item *item)
{
    const Face *face = item_staff_face(item, 0);

    return (Place){ item->place, item->id, item->at, (uint8_t)item->kind, (uint8_t)face->section, item->asked };
}

static Place
place_of(const Board *board, Item *item)
{
    item->place = (QueueKey){
        .why = (uint8_t)item_why(board, item),
        .flags = item->seen.flags,
        .since = item->waits_since ? item->waits_since : item->slot,
    };
    return place_now(item);
}

/* ---- keeping them ---- */

GArray *
queue_places_new(void)
{
    return g_array_new(false, false, sizeof(Place));
}

void
queue_note(Board *board, const Item *item)
{
    g_array_append_val(board->waiting_noted, item->at);
}

static bool
is_placed(const Item *item)
{
    return item->place.since != 0;
}

static void
place_anew(Board *board, Item *item)
{
    if (is_placed(item) && item->place.why != WAIT_NOTHING)
        g_array_remove_index(board->waiting, find_place(board, &item->place, &item->id));
    const Place place = place_of(board, item);
    if (place.key.why != WAIT_NOTHING)
        g_array_insert_val(board->waiting, find_place(board, &place.key, &place.id), place);
}

static int
compare_indices(const void *a, const void *b)
{
    return compare_numbers(*(const uint32_t *)a, *(const uint32_t *)b);
}

static bool
is_noted(const Board *board, uint32_t at)
{
    return g_array_binary_search(board->waiting_noted, &at, compare_indices, NULL);
}

/* Those noted go and come back at the end, then all are sorted. */
static void
place_many(Board *board)
{
    guint left = 0;

    g_array_sort(board->waiting_noted, compare_indices);
    for (guint i = 0; i < board->waiting->len; i++)
        if (!is_noted(board, place_at(board, i)->item))
            g_array_index(board->waiting, Place, left++) = *place_at(board, i);
    g_array_set_size(board->waiting, left);
    for (guint i = 0; i < board->waiting_noted->len; i++) {
        const uint32_t at = g_array_index(board->waiting_noted, uint32_t, i);

        if (i > 0 && at == g_array_index(board->waiting_noted, uint32_t, i - 1))
            continue;
        const Place place = place_of(board, board_at(board, at));
        if (place.key.why != WAIT_NOTHING)
            g_array_append_val(board->waiting, place);
    }
    g_array_sort(board->waiting, compare_places);
}

/* Whose words changed makes others like it, or not.  Each is noted once, however large its group is. */
static void
note_alike(Board *board)
{
    g_autoptr(GArray) noted = board->waiting_noted;
    g_autofree bool *seen = g_new0(bool, board->items->len + 1);
    uint32_t alike[LIMIT_BULK];

    board->waiting_noted = g_array_new(false, false, sizeof(uint32_t));
    for (guint i = 0; i < noted->len; i++) {
        const uint32_t at = g_array_index(noted, uint32_t, i);
        const size_t found = board_near(board, board_at(board, at), alike, LIMIT_BULK);

        for (size_t j = 0; j <= found; j++) {
            const uint32_t other = j < found ? alike[j] : at;

            if (!seen[other])
                g_array_append_val(board->waiting_noted, other);
            seen[other] = true;
        }
    }
}

void
queue_settle(Board *board)
{
    if (board->waiting_noted->len == 0)
        return;
    note_alike(board);
    if (board->waiting_noted->len > FEW_PLACES)
        place_many(board);
    else
        for (guint i = 0; i < board->waiting_noted->len; i++)
            place_anew(board, board_at(board, g_array_index(board->waiting_noted, uint32_t, i)));
    g_array_set_size(board->waiting_noted, 0);
}

/* ---- cursors: "WHY.FLAGS.SINCE.ID" of the last one shown ---- */

static bool
read_cursor(const char *text, QueueKey *ret_key, Id *ret_id)
{
    g_auto(GStrv) parts = g_strsplit(text ? text : "", ".", 4);
    guint64 why, flags;
    gint64 since;

    if (g_strv_length(parts) != 4 || !g_ascii_string_to_unsigned(parts[0], 10, 0, WAIT_NOTHING, &why, NULL) ||
        !g_ascii_string_to_unsigned(parts[1], 10, 0, G_MAXUINT32, &flags, NULL) ||
        !g_ascii_string_to_signed(parts[2], 10, G_MININT64, G_MAXINT64, &since, NULL) || !id_from_text(parts[3], ret_id))
        return false;
    *ret_key = (QueueKey){ .why = (uint8_t)why, .flags = (uint32_t)flags, .since = since };
    return true;
}

static char *
cursor_text(const QueueKey *key, const Id *id)
{
    char text[ID_TEXT_SIZE];

    id_to_text(id, text);
    return g_strdup_printf("%d.%u.%lld.%s", key->why, key->flags, (long long)key->since, text);
}

char *
item_cursor(const Item *item)
{
    return is_placed(item) && item->place.why != WAIT_NOTHING ? cursor_text(&item->place, &item->id) : NULL;
}

/* ---- what is wanted of them ---- */

enum { MISS_WHY = 1, MISS_SECTION = 2, MISS_KIND = 4, MISS_SPAN = 8, MISS_FREE = 16, MISS_ASKED = 32 };

typedef struct { const QueueFilter *filter; const Board *board; char **words; GHashTable *alike; const WordHits *hits; } Sieve;

static bool
has_words(const Sieve *sieve, uint32_t at)
{
    const Hit hit = word_hits_at(sieve->hits, sieve->board, at);

    if (hit != HIT_PERHAPS)
        return hit == HIT_ALL;
    const Item *item = board_at(sieve->board, at);
    const Face *face = item_staff_face(item, 0);
    g_autofree char *own = face == &item->now || g_str_equal(face->text, item->now.text) ? NULL : text_fold(face->text);
    return search_has_all(own ? own : item->folded, sieve->words);
}

static bool
is_held(const QueueFilter *filter, const Place *place)
{
    return filter->held && g_hash_table_size(filter->held) > 0 && g_hash_table_contains(filter->held, &place->id);
}

static bool
is_asked(const QueueFilter *filter, const Place *place)
{
    return place->asked && place->asked != filter->staff;
}

/* How many of the spans it has waited for. */
static size_t
spans_of(const QueueFilter *filter, const Place *place)
{
    size_t n = 0;

    while (n < QUEUE_SPANS && filter->spans[n] && place->key.since <= filter->spans[n])
        n++;
    return n;
}

static unsigned
misses(const QueueFilter *filter, const Place *place, size_t spans, bool held)
{
    return (filter->why != WAIT_NOTHING && filter->why != place->key.why ? MISS_WHY : 0u) |
           (filter->section >= 0 && filter->section != place->section ? MISS_SECTION : 0u) |
           (filter->kind && filter->kind != place->kind ? MISS_KIND : 0u) | (spans < filter->span ? MISS_SPAN : 0u) |
           (filter->free && held ? MISS_FREE : 0u) | (filter->asked && !is_asked(filter, place) ? MISS_ASKED : 0u);
}

/* Of each sort, what misses nothing but that sort. */
static void
count_place(const Place *place, unsigned missed, size_t spans, bool held, bool asked, QueueCounts *counts)
{
    if (!(missed & ~(unsigned)MISS_WHY))
        counts->whys[place->key.why]++;
    if (!(missed & ~(unsigned)MISS_SECTION))
        counts->sections[place->section]++;
    if (!(missed & ~(unsigned)MISS_KIND))
        counts->kinds[place->kind]++;
    for (size_t i = 0; !(missed & ~(unsigned)MISS_SPAN) && i <= spans; i++)
        counts->spans[i]++;
    if (!(missed & ~(unsigned)MISS_FREE) && !held)
        counts->free++;
    if (!(missed & ~(unsigned)MISS_ASKED) && asked)
        counts->asked++;
    if (missed)
        return;
    counts->total++;
    counts->oldest = counts->oldest ? MIN(counts->oldest, place->key.since) : place->key.since;
}

static bool
passes(const Sieve *sieve, const Place *place, QueueCounts *counts)
{
    const size_t spans = spans_of(sieve->filter, place);
    const bool held = is_held(sieve->filter, place);
    const unsigned missed = misses(sieve->filter, place, spans, held);

    if (sieve->words && !has_words(sieve, place->item))
        return false;
    if (sieve->alike && !g_hash_table_contains(sieve->alike, GUINT_TO_POINTER(place->item)))
        return false;
    count_place(place, missed, spans, held, is_asked(sieve->filter, place), counts);
    return !missed;
}

/* Those like it that wait for the same reason and are asked for too: how many; *ret_first: it stands before all of them. */
static uint32_t
count_alike(const Sieve *sieve, const Place *place, bool *ret_first)
{
    uint32_t alike[LIMIT_BULK], n = 0;
    const size_t found = board_near(sieve->board, board_at(sieve->board, place->item), alike, LIMIT_BULK);

    *ret_first = true;
    for (size_t i = 0; i < found && *ret_first; i++) {
        const Item *other = board_at(sieve->board, alike[i]);
        QueueCounts none = { 0 };

        if (!is_placed(other) || other->place.why != WAIT_NEAR)
            continue;
        const Place its = place_now(other);
        if (!passes(sieve, &its, &none))
            continue;
        n++;
        *ret_first = compare_places(place, &its) < 0;
    }
    return n;
}

static GHashTable *
alike_set(const Board *board, const Item *item)
{
    GHashTable *set = item ? g_hash_table_new(NULL, NULL) : NULL;
    uint32_t alike[LIMIT_BULK];
    const size_t n = item ? board_near(board, item, alike, LIMIT_BULK - 1) : 0;

    if (item)
        g_hash_table_add(set, GUINT_TO_POINTER(item->at));
    for (size_t i = 0; i < n; i++)
        g_hash_table_add(set, GUINT_TO_POINTER(alike[i]));
    return set;
}

static char **
split_words(const char *words)
{
    g_autofree char *folded = words ? text_fold(words) : NULL;

    return folded && *folded ? g_strsplit_set(folded, " \t\n,.;:!?\"'()", -1) : NULL;
}

size_t
board_queue(const Board *board, const QueueFilter *filter, const char *cursor, size_t limit, Waiting *ret_waiting,
            char **ret_next, QueueCounts *ret_counts)
{
    g_auto(GStrv) words = split_words(filter->words);
    g_autoptr(GHashTable) alike = alike_set(board, filter->alike);
    g_auto(WordHits) hits = { NULL };
    const Sieve sieve = { filter, board, words, alike, &hits };
    QueueCounts counts = { .all = board->waiting->len };
    const Place *last = NULL;
    QueueKey key = { 0 };
    Id id;
    const bool from_start = !read_cursor(cursor, &key, &id);
    size_t n = 0, more = 0;

    if (words)
        word_hits_init(&hits, board, words, g_strv_length(words));
    for (guint i = 0; i < board->waiting->len; i++) {
        const Place *place = place_at(board, i);

        if (!passes(&sieve, place, &counts) || (!from_start && compare_keys(&place->key, &place->id, &key, &id) <= 0))
            continue;
        bool first = true;
        const bool near = filter->grouped && place->key.why == WAIT_NEAR;
        const uint32_t others = near ? count_alike(&sieve, place, &first) : 0;
        if (!first)
            continue;
        if (n == limit) {
            more++;
            continue;
        }
        last = place;
        ret_waiting[n++] = (Waiting){ place->item, (WaitWhy)place->key.why, place->key.flags, place->key.since, others };
    }
    *ret_next = last && more ? cursor_text(&last->key, &last->id) : NULL;
    *ret_counts = counts;
    return n;
}

size_t
board_waiting(const Board *board)
{
    return board->waiting->len;
}

/* ---- reports ---- */

static void
report_clear(QueueReport *report)
{
    g_free(report->note);
}

bool
queue_reports(Db *db, const Id *conversation, const Id *contribution, GArray **ret_reports, GError **error)
{
    const Scope scope = { .db = db, .conversation = *conversation };
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!flag_of(&scope, contribution, &rows, error))
        return false;
    GArray *reports = g_array_new(false, true, sizeof(QueueReport));
    g_array_set_clear_func(reports, (GDestroyNotify)report_clear);
    for (size_t i = 0; i < rows.n; i++) {
        FlagRow *row = db_rows_at(&rows, FlagRow, i);
        QueueReport report = { (FlagReason)row->reason, row->looked_at == 0, g_steal_pointer(&row->note) };

        g_array_append_val(reports, report);
    }
    *ret_reports = reports;
    return true;
}
