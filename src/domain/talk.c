#include "domain/talk.h"
#include "base/clock.h"
#include "base/limits.h"
#include "domain/board_publish.h"
#include "domain/bring.h"
#include "domain/concern.h"
#include "domain/removal.h"
#include "domain/sanction.h"
#include "domain/shown.h"
#include "store/flag_store.h"
#include "store/once_store.h"
#include "store/vote_store.h"

#define HOUR_SECONDS (60 * 60)
#define DAY_SECONDS  (24 * HOUR_SECONDS)

uint32_t
actor_voice(const Board *board, const Actor *actor)
{
    const Member *member = actor->has_key ? board_member(board, &actor->pseudonym) : NULL;

    return member ? member->voice : 0;
}

bool
item_visible(const Item *item, uint32_t voice)
{
    return item->public || item_mine(item, voice);
}

bool
item_readable(const Item *item, uint32_t voice)
{
    return item_visible(item, voice) && item_face(item, voice)->state == STATE_SHOWN;
}

bool
item_staff_visible(const Item *item, uint32_t voice)
{
    return item_visible(item, voice) || item->source != SOURCE_AUTHOR || item->looked_version > 0;
}

const Face *
item_staff_face(const Item *item, uint32_t voice)
{
    if (item->known)
        return item->known;
    /* Otherwise its author has changed it since the slot began. */
    bool known = item->version == MAX(item->seen.version, item->looked_version);

    return known ? &item->now : item_face(item, voice);
}

uint32_t
item_staff_version(const Item *item)
{
    return item->known_version ? item->known_version : MAX(item->seen.version, item->looked_version);
}

void
item_keep_known(Item *item)
{
    const Face *face = item_staff_face(item, 0);

    if (face == &item->now && item->dirty)
        board_know(item, face);
}

/* What every act of a participant begins with. */
typedef struct { Board *board; Member *member; int64_t now; } Entry;

static TalkOutcome
enter(Hall *hall, const Actor *actor, Entry *ret_entry)
{
    Entry entry = { .board = hall_board_by_id(hall, &actor->conversation), .now = clock_now() };

    if (!entry.board)
        return TALK_NOT_FOUND;
    if (!calendar_may_write(&entry.board->about->dates, entry.now))
        return TALK_CLOSED;
    entry.member = actor->has_key ? board_member(entry.board, &actor->pseudonym) : NULL;
    if (!entry.member || !entry.member->voice)
        return TALK_NO_KEY;
    *ret_entry = entry;
    return TALK_DONE;
}

/* Counts one more in the window; false when it is full. */
static bool
within_rate(int64_t now, int64_t seconds, unsigned limit, int64_t *window, unsigned *n)
{
    if (now / seconds != *window) {
        *window = now / seconds;
        *n = 0;
    }
    if (*n >= limit)
        return false;
    (*n)++;
    return true;
}

static bool
may_say(const Entry *entry)
{
    return calendar_may_post(&entry->board->about->dates, entry->now);
}

static bool
may_post(const Hall *hall, Entry *entry)
{
    return within_rate(entry->now, HOUR_SECONDS, hall_config(hall)->posts_per_hour, &entry->member->post_window,
                       &entry->member->posts);
}

/* Or report. */
static bool
may_vote(const Hall *hall, Entry *entry)
{
    return within_rate(entry->now, 60, hall_config(hall)->votes_per_minute, &entry->member->vote_window,
                       &entry->member->votes);
}

/* What facilitators had this person do; TALK_DONE: nothing that stands in the way. */
static TalkOutcome
find_restraint(const Entry *entry, bool edits)
{
    const Restraint restraint = restraint_on(entry->board, entry->member->voice, entry->now);

    if (restraint.item == NO_ITEM || (!restraint.paused && (edits || restraint.until <= entry->now)))
        return TALK_DONE;
    return restraint.paused ? TALK_PAUSED : TALK_SLOWED;
}

/* From when on others see it: from the next slot.  On what only its author can see it waits one more, for in the same
 * one everybody could tell whose it is (A9). */
static int64_t
slot_for(const Entry *entry, const Item *parent)
{
    unsigned minutes = entry->board->about->slot_minutes;

    if (!minutes)
        return entry->now;
    return clock_next_slot(parent && !parent->public ? parent->slot : entry->now, minutes);
}

/* TALK_REPEATED where the key has been used, with what it made.  Who deleted that and sends the same words again means
 * them: browsers without scripts have one key for all of a slot. */
static bool
look_for_key(const Scope *scope, const Entry *entry, const Draft *draft, TalkOutcome *ret_outcome, Id *ret_id, GError **error)
{
    Id made = { .bytes = { 0 } };
    const Voice *voice = &g_array_index(entry->board->voices, Voice, entry->member->voice);

    if (draft->key && !once_find(scope, &voice->id, draft->key, draft->text, &made, error))
        return false;
    const Item *item = id_is_zero(&made) ? NULL : board_find(entry->board, &made);
    *ret_outcome = item && item->now.state != STATE_DELETED ? TALK_REPEATED : TALK_DONE;
    *ret_id = made;
    return true;
}

static TalkOutcome
may_write(const Hall *hall, Entry *entry, const Draft *draft)
{
    TalkOutcome outcome = find_restraint(entry, false);

    if (outcome != TALK_DONE)
        return outcome;
    if (draft->naming)
        return TALK_NAMING;
    return may_post(hall, entry) ? TALK_DONE : TALK_TOO_FAST;
}

static bool
store_new(Hall *hall, Db *db, Entry *entry, ContributionRow *row, const Draft *draft, GError **error)
{
    Scope scope = board_scope(entry->board, db);
    Id voice = g_array_index(entry->board->voices, Voice, entry->member->voice).id;

    id_random(&row->contribution);
    if (row->kind == KIND_IDEA)
        row->idea = row->contribution;
    row->text = (char *)draft->text;
    row->state = STATE_SHOWN;
    row->source = SOURCE_AUTHOR;
    row->version = 1;
    if (!contribution_insert(&scope, row, &voice, error))
        return false;
    if (draft->key &&
        !once_put(&scope, &voice, draft->key, draft->text, &row->contribution, entry->now / DAY_SECONDS, error))
        return false;
    hall_change(hall);
    board_add(entry->board, row, entry->member->voice);
    hall_changed(hall, entry->board);
    return true;
}

bool
talk_post_idea(Hall *hall, Db *db, const Actor *actor, unsigned section, const Draft *draft, TalkOutcome *ret_outcome,
               Id *ret_id, GError **error)
{
    Entry entry;
    ContributionRow row = { .kind = KIND_IDEA };

    if (draft->source != SOURCE_AUTHOR)
        return bring_idea(hall, db, actor, section, draft, ret_outcome, ret_id, error);
    TalkOutcome outcome = enter(hall, actor, &entry);

    *ret_outcome = outcome;
    if (outcome != TALK_DONE)
        return true;
    Scope scope = board_scope(entry.board, db);
    if (!look_for_key(&scope, &entry, draft, ret_outcome, ret_id, error))
        return false;
    if (*ret_outcome == TALK_REPEATED)
        return true;
    if (!may_say(&entry))
        return *ret_outcome = TALK_VOTES_ONLY, true;
    if (section >= entry.board->about->n_sections)
        return *ret_outcome = TALK_NOT_FOUND, true;
    if (entry.board->items->len >= LIMIT_CONTRIBUTIONS)
        return *ret_outcome = TALK_TOO_MANY, true;
    *ret_outcome = may_write(hall, &entry, draft);
    if (*ret_outcome != TALK_DONE)
        return true;
    row.section = entry.board->about->sections[section].slug;
    row.slot = slot_for(&entry, NULL);
    if (!store_new(hall, db, &entry, &row, draft, error))
        return false;
    *ret_id = row.contribution;
    return true;
}

/* How deep under its idea; 0 for the idea itself. */
static unsigned
depth_of(const Board *board, const Item *item)
{
    unsigned depth = 0;

    for (const Item *above = board_at(board, item->parent); above; above = board_at(board, above->parent))
        depth++;
    return depth;
}

/* Found, and to be read by this voice; `must_be_shown` also not a tombstone. */
static TalkOutcome
find_for(const Entry *entry, const Id *id, Item **ret_item)
{
    Item *item = board_find(entry->board, id);
    uint32_t voice = entry->member->voice;

    if (!item || !item_visible(item, voice))
        return TALK_NOT_FOUND;
    if (!item_readable(item, voice))
        return TALK_GONE;
    *ret_item = item;
    return TALK_DONE;
}

/* What staff merged or split has its comments elsewhere, and takes none, also before the slot tells.  What its author
 * took away or staff hid since the slot began takes them like before: nobody is to learn of it earlier (A6), and
 * comments may stand under a tombstone. */
static bool
is_elsewhere(const Item *idea)
{
    return idea->now.state == STATE_MERGED || idea->now.state == STATE_SPLIT;
}

static TalkOutcome
comment_parent(const Entry *entry, const Id *id, Item **ret_parent)
{
    Item *parent = NULL;
    TalkOutcome outcome = find_for(entry, id, &parent);

    if (outcome != TALK_DONE)
        return outcome;
    const Item *idea = board_at(entry->board, parent->idea);
    if (!idea || !item_readable(idea, entry->member->voice) || is_elsewhere(idea))
        return TALK_GONE;
    if (item_comments(idea) >= LIMIT_THREAD || entry->board->items->len >= LIMIT_CONTRIBUTIONS)
        return TALK_TOO_MANY;
    while (depth_of(entry->board, parent) >= LIMIT_REPLY_DEPTH)
        parent = board_at(entry->board, parent->parent);
    *ret_parent = parent;
    return TALK_DONE;
}

bool
talk_post_comment(Hall *hall, Db *db, const Actor *actor, const Id *id, const Draft *draft, TalkOutcome *ret_outcome,
                  Id *ret_id, GError **error)
{
    Entry entry;
    Item *parent = NULL;
    ContributionRow row = { .kind = KIND_COMMENT };

    *ret_outcome = enter(hall, actor, &entry);
    if (*ret_outcome != TALK_DONE)
        return true;
    Scope scope = board_scope(entry.board, db);
    if (!look_for_key(&scope, &entry, draft, ret_outcome, ret_id, error))
        return false;
    if (*ret_outcome == TALK_REPEATED)
        return true;
    *ret_outcome = entry.board->about->rules.no_comments ? TALK_NO_COMMENTS
        : !may_say(&entry) ? TALK_VOTES_ONLY : comment_parent(&entry, id, &parent);
    if (*ret_outcome != TALK_DONE)
        return true;
    *ret_outcome = may_write(hall, &entry, draft);
    if (*ret_outcome != TALK_DONE)
        return true;
    row.parent = parent->id;
    row.idea = board_at(entry.board, parent->idea)->id;
    row.section = entry.board->about->sections[parent->now.section].slug;
    row.slot = slot_for(&entry, parent);
    if (!store_new(hall, db, &entry, &row, draft, error))
        return false;
    *ret_id = row.contribution;
    return true;
}

static TalkOutcome
find_own(const Entry *entry, const Id *id, Item **ret_item)
{
    TalkOutcome outcome = find_for(entry, id, ret_item);

    if (outcome == TALK_DONE && !item_mine(*ret_item, entry->member->voice))
        return TALK_NOT_YOURS;
    return outcome;
}

/* Words that nobody but their author was ever shown are kept nowhere (A6). */
static bool
is_known(const Item *item)
{
    return item->version == item->seen.version || item->version == item->looked_version;
}

bool
talk_edit(Hall *hall, Db *db, const Actor *actor, const Id *id, const Draft *draft, TalkOutcome *ret_outcome,
          GError **error)
{
    Entry entry;
    Item *item = NULL;
    ContributionRow row;

    *ret_outcome = enter(hall, actor, &entry);
    if (*ret_outcome == TALK_DONE)
        *ret_outcome = find_own(&entry, id, &item);
    /* People vote on the words as they stand. */
    if (*ret_outcome == TALK_DONE && !may_say(&entry))
        *ret_outcome = TALK_VOTES_ONLY;
    if (*ret_outcome == TALK_DONE && g_str_equal(item->now.text, draft->text))
        return true;
    if (*ret_outcome == TALK_DONE)
        *ret_outcome = find_restraint(&entry, true);
    if (*ret_outcome == TALK_DONE && draft->naming)
        *ret_outcome = TALK_NAMING;
    if (*ret_outcome == TALK_DONE && !may_post(hall, &entry))
        *ret_outcome = TALK_TOO_FAST;
    if (*ret_outcome != TALK_DONE)
        return true;
    Scope scope = board_scope(entry.board, db);
    board_row(entry.board, item, &row);
    if (is_known(item) && !revision_add(&scope, id, item->version, row.text, row.section, error))
        return false;
    row.text = (char *)draft->text;
    row.edited = 1;
    row.version++;
    if (!shown_update(entry.board, &scope, &row, error))
        return false;
    hall_change(hall);
    item_keep_known(item);
    item->version++;
    board_set_text(entry.board, item, draft->text, 1);
    hall_changed(hall, entry.board);
    return true;
}

/* Its author may take away whatever words are still there, also where staff hid or merged them. */
static TalkOutcome
find_to_delete(const Entry *entry, const Id *id, Item **ret_item)
{
    Item *item = board_find(entry->board, id);

    if (!item || !item_mine(item, entry->member->voice) || item->now.state == STATE_DELETED)
        return find_own(entry, id, ret_item);
    *ret_item = item;
    return TALK_DONE;
}

bool
talk_delete(Hall *hall, Db *db, const Actor *actor, const Id *id, TalkOutcome *ret_outcome, GError **error)
{
    Entry entry;
    Item *item = NULL;

    *ret_outcome = enter(hall, actor, &entry);
    if (*ret_outcome == TALK_DONE)
        *ret_outcome = find_to_delete(&entry, id, &item);
    if (*ret_outcome != TALK_DONE)
        return true;
    Scope scope = board_scope(entry.board, db);
    if (!removal_store(entry.board, &scope, item, error))
        return false;
    hall_change(hall);
    item_keep_known(item);
    removal_apply(entry.board, item);
    hall_changed(hall, entry.board);
    return true;
}

bool
talk_vote(Hall *hall, Db *db, const Actor *actor, const Id *id, Vote vote, TalkOutcome *ret_outcome, GError **error)
{
    Entry entry;
    Item *item = NULL;

    *ret_outcome = enter(hall, actor, &entry);
    if (*ret_outcome == TALK_DONE)
        *ret_outcome = find_for(&entry, id, &item);
    if (*ret_outcome != TALK_DONE)
        return true;
    uint32_t voice = entry.member->voice;
    if (vote_table_get(entry.board->votes, voice, item->at).now == vote)
        return true;
    if (!may_vote(hall, &entry))
        return *ret_outcome = TALK_TOO_FAST, true;
    Scope scope = board_scope(entry.board, db);
    if (!vote_log(&scope, id, &g_array_index(entry.board->voices, Voice, voice).id, vote, error))
        return false;
    hall_change(hall);
    board_set_vote(entry.board, voice, item, vote);
    hall_changed(hall, entry.board);
    return true;
}

bool
talk_flag(Hall *hall, Db *db, const Actor *actor, const Id *id, FlagReason reason, const char *note,
          TalkOutcome *ret_outcome, GError **error)
{
    Entry entry;
    Item *item = NULL;
    bool fresh = false;

    *ret_outcome = enter(hall, actor, &entry);
    if (*ret_outcome == TALK_DONE)
        *ret_outcome = find_for(&entry, id, &item);
    if (*ret_outcome != TALK_DONE)
        return true;
    if (!may_vote(hall, &entry))
        return *ret_outcome = TALK_TOO_FAST, true;
    /* Enough is known of it; a refusal would tell how many others have reported it. */
    if (item->flags >= LIMIT_FLAGS)
        return true;
    Scope scope = board_scope(entry.board, db);
    const Id *voice = &g_array_index(entry.board->voices, Voice, entry.member->voice).id;
    if (!flag_put(&scope, id, voice, reason, note ? note : "", &fresh, error))
        return false;
    hall_change(hall);
    concern_flag(entry.board, item, reason, fresh);
    hall_changed(hall, entry.board);
    return true;
}
