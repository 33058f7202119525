#include "domain/arrival.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "store/seal.h"
#include "store/vote_store.h"

typedef struct {
    Id       id, idea;
    size_t   parent;            /* a place; its own: none */
    unsigned depth;             /* under its idea */
    size_t   below;             /* comments under an idea */
    int64_t  author;
    bool     known;             /* came in before */
} Arrived;

typedef struct {
    const Board  *board;
    Scope         scope;
    const json_t *items, *votes;
    Arrived      *arrived;
    Id           *voices;       /* [0] is nobody */
    size_t        n, n_voices;
    int64_t       slot;
    ArrivalCounts counts;
} Arrival;

static void
arrival_clear(Arrival *arrival)
{
    g_free(arrival->arrived);
    g_free(arrival->voices);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arrival, arrival_clear)

static const char *
text_at(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* ---- looking through it ---- */

/* The same each time, and nothing to anybody who lacks the room's key. */
static Id
id_of(const Arrival *arrival, const json_t *item)
{
    const char *key = text_at(item, "key");
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    const Id none = { .bytes = { 0 } };

    g_checksum_update(sum, (const guchar *)(key ? key : ""), -1);
    g_checksum_update(sum, (const guchar *)"\n", 1);
    g_checksum_update(sum, (const guchar *)text_at(item, "text"), -1);
    const char *digest = g_checksum_get_string(sum);
    return seal_tag(arrival->scope.key, "arrival", &none, digest, strlen(digest));
}

/* As for anybody's reply: those that are too deep join the last level. */
static ArrivalOutcome
find_parent(Arrival *arrival, size_t at, const json_t *item)
{
    const json_t *parent = json_object_get(item, "parent");
    Arrived *here = &arrival->arrived[at];

    here->parent = at;
    here->idea = here->id;
    if (!parent)
        return ARRIVAL_DONE;
    json_int_t place = json_is_integer(parent) ? json_integer_value(parent) : -1;
    if (place < 0 || place >= (json_int_t)at)
        return ARRIVAL_UNREADABLE;
    here->parent = (size_t)place;
    while (arrival->arrived[here->parent].depth >= LIMIT_REPLY_DEPTH)
        here->parent = arrival->arrived[here->parent].parent;
    here->depth = arrival->arrived[here->parent].depth + 1;
    here->idea = arrival->arrived[here->parent].idea;
    size_t idea = here->parent;
    while (arrival->arrived[idea].parent != idea)
        idea = arrival->arrived[idea].parent;
    return ++arrival->arrived[idea].below > LIMIT_THREAD ? ARRIVAL_FULL : ARRIVAL_DONE;
}

static ArrivalOutcome
look_at_item(Arrival *arrival, size_t at)
{
    const json_t *item = json_array_get(arrival->items, at);
    const char *text = text_at(item, "text"), *section = text_at(item, "section");
    Arrived *here = &arrival->arrived[at];

    here->author = json_integer_value(json_object_get(item, "author"));
    if (!text || !section || here->author < 0 || (size_t)here->author > arrival->n_voices)
        return ARRIVAL_UNREADABLE;
    if (!*text || text_length(text) > LIMIT_IDEA)
        return ARRIVAL_TOO_LONG;
    if (conversation_section(arrival->board->about, section) < 0)
        return ARRIVAL_NO_SECTION;
    here->id = id_of(arrival, item);
    here->known = board_find(arrival->board, &here->id) != NULL;
    return find_parent(arrival, at, item);
}

static ArrivalOutcome
look_at_votes(const Arrival *arrival)
{
    size_t n = json_array_size(arrival->votes);

    for (size_t i = 0; i < n; i++) {
        const json_t *number = json_array_get(arrival->votes, i);
        json_int_t value = json_integer_value(number);
        bool fits = i % 3 == 0   ? value >= 1 && (size_t)value <= arrival->n_voices
                    : i % 3 == 1 ? value >= 0 && (size_t)value < arrival->n
                                 : value == 1 || value == -1;

        if (!json_is_integer(number) || !fits)
            return ARRIVAL_UNREADABLE;
    }
    return n % 3 == 0 ? ARRIVAL_DONE : ARRIVAL_UNREADABLE;
}

static ArrivalOutcome
look(Arrival *arrival, const json_t *content)
{
    json_int_t voices = json_integer_value(json_object_get(content, "voices"));
    Phase phase = calendar_phase(&arrival->board->about->dates, clock_now());

    if (phase == PHASE_COMPLETED || phase == PHASE_ERASED)
        return ARRIVAL_OVER;
    if (!json_is_array(arrival->items) || !json_is_array(arrival->votes) || voices < 0 || voices > LIMIT_ROSTER)
        return ARRIVAL_UNREADABLE;
    if (arrival->board->items->len + arrival->n > LIMIT_CONTRIBUTIONS)
        return ARRIVAL_FULL;
    arrival->n_voices = (size_t)voices;
    arrival->arrived = g_new0(Arrived, arrival->n + 1);
    for (size_t at = 0; at < arrival->n; at++) {
        ArrivalOutcome outcome = look_at_item(arrival, at);

        if (outcome != ARRIVAL_DONE)
            return outcome;
    }
    return look_at_votes(arrival);
}

/* ---- taking it in ---- */

static bool
take_item(Arrival *arrival, size_t at, GError **error)
{
    const json_t *item = json_array_get(arrival->items, at);
    const Arrived *here = &arrival->arrived[at];
    bool idea = here->parent == at;
    ContributionRow row = {
        .contribution = here->id, .idea = here->idea, .kind = idea ? KIND_IDEA : KIND_COMMENT, .state = STATE_SHOWN,
        .source = SOURCE_AUTHOR, .slot = arrival->slot, .version = 1,
        .section = (char *)text_at(item, "section"), .text = (char *)text_at(item, "text"),
    };

    if (here->known) {
        arrival->counts.known++;
        return true;
    }
    if (!idea) {
        row.parent = arrival->arrived[here->parent].id;
        /* A thread lies in one section. */
        for (size_t above = here->parent;; above = arrival->arrived[above].parent) {
            row.section = (char *)text_at(json_array_get(arrival->items, above), "section");
            if (arrival->arrived[above].parent == above)
                break;
        }
    }
    arrival->counts.contributions++;
    return contribution_insert(&arrival->scope, &row, &arrival->voices[here->author], error);
}

static bool
take_votes(Arrival *arrival, GError **error)
{
    g_autofree bool *voted = g_new0(bool, arrival->n_voices + 1);

    for (size_t i = 0; i < json_array_size(arrival->votes); i += 3) {
        size_t voice = (size_t)json_integer_value(json_array_get(arrival->votes, i));
        const Arrived *item = &arrival->arrived[json_integer_value(json_array_get(arrival->votes, i + 1))];
        Vote vote = json_integer_value(json_array_get(arrival->votes, i + 2)) > 0 ? VOTE_LIKE : VOTE_DISLIKE;

        if (item->known)
            continue;
        if (!vote_log(&arrival->scope, &item->id, &arrival->voices[voice], vote, error))
            return false;
        arrival->counts.votes++;
        arrival->counts.voices += !voted[voice];
        voted[voice] = true;
    }
    return true;
}

static bool
take(Arrival *arrival, GError **error)
{
    arrival->voices = g_new0(Id, arrival->n_voices + 1);
    for (size_t i = 1; i <= arrival->n_voices; i++)
        id_random(&arrival->voices[i]);
    for (size_t at = 0; at < arrival->n; at++)
        if (!take_item(arrival, at, error))
            return false;
    if (!take_votes(arrival, error))
        return false;
    /* With slots, votes stay in the log until the slot that shows what they are on. */
    return arrival->board->about->slot_minutes != 0 || vote_fold(&arrival->scope, VOTE_FOLD_ALL, error);
}

bool
arrival_take(Hall *hall, Db *db, const Id *conversation, const json_t *content, ArrivalOutcome *ret_outcome,
             ArrivalCounts *ret_counts, GError **error)
{
    const Board *board = hall_board_by_id(hall, conversation);
    g_auto(Arrival) arrival = { .board = board, .items = json_object_get(content, "items"),
                                .votes = json_object_get(content, "votes") };

    if (!board)
        return *ret_outcome = ARRIVAL_OVER, true;
    arrival.scope = board_scope(board, db);
    arrival.n = json_array_size(arrival.items);
    arrival.slot = clock_next_slot(clock_now(), board->about->slot_minutes);
    *ret_outcome = look(&arrival, content);
    if (*ret_outcome != ARRIVAL_DONE)
        return true;
    if (!take(&arrival, error) || !hall_reload(hall, db, error))
        return false;
    *ret_counts = arrival.counts;
    return true;
}
