#include "room/mention.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/lock.h"
#include "names/office.h"
#include "room/desk_link.h"
#include <stdlib.h>

#define PATIENCE_MS     500
#define UNANSWERED_MOST 8       /* so that a desk that stands still never makes a sender wait: they fit the socket */
#define SECOND_MOST     80      /* the wire permits 100 a second */
#define BADGES_MOST     200000
#define HOUR_SECONDS    (60 * 60)

struct MentionLine {
    pthread_mutex_t lock;
    GHashTable *waiting;        /* serial -> MentionAsk */
    uint32_t    serial;
    unsigned    unanswered;     /* by this desk, let go or not */
    int64_t     second;
    unsigned    in_second;
    int64_t     hour;
    GHashTable *in_hour;        /* pseudonym -> times */
    bool        closed;
};

MentionLine *
mention_line_new(void)
{
    MentionLine *line = g_new0(MentionLine, 1);

    pthread_mutex_init(&line->lock, NULL);
    line->waiting = g_hash_table_new(NULL, NULL);
    line->in_hour = g_hash_table_new_full(id_hash, id_equal_func, g_free, NULL);
    return line;
}

void
mention_line_free(MentionLine *line)
{
    if (!line)
        return;
    g_hash_table_unref(line->waiting);
    g_hash_table_unref(line->in_hour);
    pthread_mutex_destroy(&line->lock);
    g_free(line);
}

/* ---- what was found ---- */

static int
by_start(const void *a, const void *b)
{
    const NameSpan *one = a, *other = b;

    return one->start < other->start ? -1 : one->start > other->start;
}

/* One mark where two overlap: a name inside "Elm ward's matron" is no second one. */
static void
tidy(Mentions *found)
{
    size_t kept = 0;

    qsort(found->spans, found->n, sizeof *found->spans, by_start);
    for (size_t i = 0; i < found->n; i++) {
        NameSpan *last = kept > 0 ? &found->spans[kept - 1] : NULL;
        const NameSpan *span = &found->spans[i];

        if (last && span->start <= last->start + last->length)
            last->length = MAX(last->length, span->start + span->length - last->start);
        else
            found->spans[kept++] = *span;
    }
    found->n = kept;
}

static bool
at_letter(const char *text, size_t at)
{
    return ((unsigned char)text[at] & 0xc0) != 0x80;
}

/* The desk is not taken at its word for what lies inside our text. */
static void
add(MentionAsk *ask, size_t start, size_t length)
{
    if (ask->found.n < MENTIONS_MOST && length > 0 && start + length <= strlen(ask->text) && at_letter(ask->text, start) &&
        at_letter(ask->text, start + length))
        ask->found.spans[ask->found.n++] = (NameSpan){ start, length };
}

static void
add_offices(Room *room, MentionAsk *ask)
{
    OfficeSpan spans[MENTIONS_MOST - WIRE_SPANS_MOST];

    hall_read(room->hall);
    const Board *board = hall_board_by_id(room->hall, &ask->conversation);
    g_auto(GStrv) groups = board && board->about->n_groups > 1 ? g_strdupv(board->about->groups + 1) : NULL;
    hall_read_end(room->hall);
    size_t n = offices_in_text(ask->text, (const char *const *)groups, spans, G_N_ELEMENTS(spans));
    for (size_t i = 0; i < n; i++)
        add(ask, spans[i].start, spans[i].length);
}

void
mention_show(const Mentions *found, const char *text, Composer *composer)
{
    if (!found)
        return;
    composer->text = text;
    composer->names = found->spans;
    composer->n_names = found->n;
}

/* ---- how often ---- */

/* Counts one more for the badge in this hour; under the lock. */
static bool
may_check(MentionLine *line, const Id *pseudonym)
{
    const int64_t hour = clock_now() / HOUR_SECONDS;

    if (hour != line->hour)
        g_hash_table_remove_all(line->in_hour);
    line->hour = hour;
    const size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(line->in_hour, pseudonym));
    if (n >= LIMIT_NAME_CHECKS || g_hash_table_size(line->in_hour) >= BADGES_MOST)
        return false;
    g_hash_table_replace(line->in_hour, g_memdup2(pseudonym, sizeof *pseudonym), GSIZE_TO_POINTER(n + 1));
    return true;
}

/* Whether the desk can take one more; under the lock. */
static bool
may_send(MentionLine *line, int64_t now_ms)
{
    if (now_ms / 1000 != line->second)
        line->in_second = 0;
    line->second = now_ms / 1000;
    return !line->closed && line->unanswered < UNANSWERED_MOST && line->in_second < SECOND_MOST;
}

/* ---- asking ---- */

/* 0: it cannot be sent now. */
static uint32_t
put_in_line(MentionLine *line, MentionAsk *ask)
{
    LOCK_HOLD(&line->lock);
    const int64_t now_ms = clock_monotonic_ms();

    if (!may_send(line, now_ms))
        return 0;
    line->in_second++;
    line->unanswered++;
    ask->until = now_ms + PATIENCE_MS;
    if (++line->serial == 0)
        line->serial++;
    g_hash_table_insert(line->waiting, GUINT_TO_POINTER(line->serial), ask);
    return line->serial;
}

/* NULL: it has been let go already. */
static MentionAsk *
take_from_line(MentionLine *line, uint32_t serial, bool answered)
{
    LOCK_HOLD(&line->lock);
    MentionAsk *ask = g_hash_table_lookup(line->waiting, GUINT_TO_POINTER(serial));

    if (answered && line->unanswered > 0)
        line->unanswered--;
    g_hash_table_remove(line->waiting, GUINT_TO_POINTER(serial));
    return ask;
}

static void
let_go(MentionAsk *ask)
{
    tidy(&ask->found);
    ask->done(ask);
}

static bool
counts(MentionLine *line, const Id *pseudonym)
{
    LOCK_HOLD(&line->lock);

    return may_check(line, pseudonym);
}

void
mention_ask(Room *room, MentionAsk *ask)
{
    MentionLine *line = room->mentions;
    const Id conversation = ask->conversation;

    if (!counts(line, &ask->pseudonym)) {
        let_go(ask);
        return;
    }
    add_offices(room, ask);
    g_autofree char *text = g_strdup(ask->text);        /* `ask` may be gone before it is sent */
    const uint32_t serial = put_in_line(line, ask);
    if (serial == 0) {
        let_go(ask);
        return;
    }
    if (!room_ask_names(room, &conversation, serial, text)) {
        MentionAsk *mine = take_from_line(line, serial, true);

        if (mine)
            let_go(mine);
    }
}

void
mention_heard(Room *room, const WireSpans *spans)
{
    MentionAsk *ask = take_from_line(room->mentions, spans->serial, true);

    for (size_t i = 0; ask && i < spans->n; i++)
        add(ask, spans->spans[i].start, spans->spans[i].length);
    if (ask)
        let_go(ask);
}

/* ---- letting go ---- */

/* Those that have waited until now; caller unrefs. */
static GPtrArray *
take_old(MentionLine *line, int64_t now_ms, bool forget)
{
    GPtrArray *old = g_ptr_array_new();
    GHashTableIter iter;
    gpointer ask;

    LOCK_HOLD(&line->lock);
    g_hash_table_iter_init(&iter, line->waiting);
    while (g_hash_table_iter_next(&iter, NULL, &ask))
        if (((MentionAsk *)ask)->until <= now_ms) {
            g_ptr_array_add(old, ask);
            g_hash_table_iter_remove(&iter);
        }
    if (forget)
        line->unanswered = 0;
    return old;
}

static void
let_all_go(Room *room, int64_t now_ms, bool forget)
{
    g_autoptr(GPtrArray) old = take_old(room->mentions, now_ms, forget);

    for (guint i = 0; i < old->len; i++)
        let_go(g_ptr_array_index(old, i));
}

void
mention_expire(Room *room)
{
    let_all_go(room, clock_monotonic_ms(), false);
}

void
mention_restart(Room *room)
{
    let_all_go(room, INT64_MAX, true);
}

void
mention_close(Room *room)
{
    pthread_mutex_lock(&room->mentions->lock);
    room->mentions->closed = true;
    pthread_mutex_unlock(&room->mentions->lock);
    let_all_go(room, INT64_MAX, true);
}
