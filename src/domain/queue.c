#include "domain/queue.h"
#include "store/flag_store.h"

#define BIT(reason) (1u << (reason))

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
    bool gone = state == STATE_MERGED || state == STATE_SPLIT;
    if (!gone && item->seen.flags > 0)
        return why_flagged(item);
    if (item->seen.appeals > 0)
        return WAIT_APPEAL;
    if (gone)
        return WAIT_NOTHING;
    if (item->seen.answer > item->looked_answer)
        return WAIT_ANSWERED;
    if (state != STATE_SHOWN || item->seen.version <= item->looked_version)
        return WAIT_NOTHING;
    return item->looked_version ? WAIT_CHANGED : WAIT_NEW;
}

static Waiting
waiting_of(const Item *item)
{
    return (Waiting){
        .item = item->at,
        .why = item_waits(item),
        .flags = item->seen.flags,
        .since = item->waits_since ? item->waits_since : item->slot,
    };
}

/* ---- order: by why, more reports first, longest first, then by random id ---- */

typedef struct { Waiting waiting; Id id; } Place;

static int
compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int
compare_places(const void *a, const void *b)
{
    const Place *one = a, *two = b;
    int by = compare_numbers(one->waiting.why, two->waiting.why);

    if (!by)
        by = compare_numbers(two->waiting.flags, one->waiting.flags);
    if (!by)
        by = compare_numbers(one->waiting.since, two->waiting.since);
    return by ? by : memcmp(one->id.bytes, two->id.bytes, sizeof(Id));
}

/* "WHY.FLAGS.SINCE.ID" of the last one shown. */
static bool
read_cursor(const char *text, Place *ret_place)
{
    g_auto(GStrv) parts = g_strsplit(text ? text : "", ".", 4);
    guint64 why, flags;
    gint64 since;

    if (g_strv_length(parts) != 4 || !g_ascii_string_to_unsigned(parts[0], 10, 0, WAIT_NOTHING, &why, NULL) ||
        !g_ascii_string_to_unsigned(parts[1], 10, 0, G_MAXUINT32, &flags, NULL) ||
        !g_ascii_string_to_signed(parts[2], 10, G_MININT64, G_MAXINT64, &since, NULL) ||
        !id_from_text(parts[3], &ret_place->id))
        return false;
    ret_place->waiting = (Waiting){ .why = (WaitWhy)why, .flags = (uint32_t)flags, .since = since };
    return true;
}

static char *
cursor_text(const Place *place)
{
    char id[ID_TEXT_SIZE];

    id_to_text(&place->id, id);
    return g_strdup_printf("%d.%u.%lld.%s", place->waiting.why, place->waiting.flags, (long long)place->waiting.since, id);
}

size_t
board_queue(const Board *board, const char *cursor, size_t limit, Waiting *ret_waiting, char **ret_next, size_t *ret_total)
{
    g_autoptr(GArray) places = g_array_new(false, false, sizeof(Place));
    Place after;
    bool from_start = !read_cursor(cursor, &after);
    size_t n = 0;
    guint i = 0;

    for (guint at = 0; at < board->items->len; at++) {
        const Item *item = board_at(board, at);
        Place place = { waiting_of(item), item->id };

        if (place.waiting.why != WAIT_NOTHING)
            g_array_append_val(places, place);
    }
    g_array_sort(places, compare_places);
    while (!from_start && i < places->len && compare_places(&g_array_index(places, Place, i), &after) <= 0)
        i++;
    for (; n < limit && i < places->len; i++)
        ret_waiting[n++] = g_array_index(places, Place, i).waiting;
    *ret_next = n && i < places->len ? cursor_text(&g_array_index(places, Place, i - 1)) : NULL;
    *ret_total = places->len;
    return n;
}

int64_t
board_longest_wait(const Board *board, int64_t now)
{
    int64_t longest = 0;

    for (guint at = 0; at < board->items->len; at++) {
        const Waiting waiting = waiting_of(board_at(board, at));

        if (waiting.why != WAIT_NOTHING)
            longest = MAX(longest, now - waiting.since);
    }
    return longest;
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
