#include "domain/board.h"
#include "base/text.h"
#include "domain/board_publish.h"
#include "domain/coding.h"
#include "domain/concern.h"
#include "domain/notice.h"
#include "domain/order.h"
#include "domain/queue.h"
#include "domain/sanction.h"
#include "domain/signal.h"
#include "domain/wordlist.h"
#include "store/vote_store.h"

static void
face_clear(Face *face)
{
    g_clear_pointer(&face->text, g_ref_string_release);
}

static void
item_free(Item *item)
{
    face_clear(&item->now);
    face_clear(&item->shown);
    g_free(item->folded);
    if (item->children)
        g_array_unref(item->children);
    if (item->leaving)
        g_array_unref(item->leaving);
    board_know(item, NULL);
    g_free(item);
}

static void
voice_clear(Voice *voice)
{
    g_clear_pointer(&voice->items, g_array_unref);
}

static void
member_free(Member *member)
{
    secret_wipe(member, sizeof *member);
    g_free(member);
}

Board *
board_new(Conversation *about, unsigned number, const SecretKey *key)
{
    Board *board = g_new0(Board, 1);
    const Voice nobody = { .items = NULL };

    board->about = about;
    board->number = number;
    secret_random(&board->serial, sizeof board->serial);
    board->key = *key;
    board->items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
    board->index = word_index_new();
    board->listed = g_array_new(false, true, sizeof(Listed));
    board->by_id = g_hash_table_new(id_hash, id_equal_func);
    board->voices = g_array_new(false, true, sizeof(Voice));
    g_array_set_clear_func(board->voices, (GDestroyNotify)voice_clear);
    g_array_append_val(board->voices, nobody);
    board->voice_by_id = g_hash_table_new_full(id_hash, id_equal_func, g_free, NULL);
    board->members = g_hash_table_new_full(id_hash, id_equal_func, NULL, (GDestroyNotify)member_free);
    board->ended = g_hash_table_new_full(id_hash, id_equal_func, g_free, NULL);
    board->sanctions = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)sanction_free);
    board->votes = vote_table_new();
    board->dirty = g_array_new(false, false, sizeof(uint32_t));
    board->concerned = g_array_new(false, false, sizeof(uint32_t));
    board->waiting = queue_places_new();
    board->waiting_noted = g_array_new(false, false, sizeof(uint32_t));
    board->dirty_votes = g_array_new(false, false, sizeof(uint64_t));
    board->book = coding_book_new();
    board->signals = signal_book_new(about);
    board->notices = notice_book_new();
    board->words = wordlist_new();
    board->orders = section_orders_new(about->n_sections);
    board->orders_stale = true;
    return board;
}

void
board_free(Board *board)
{
    if (!board)
        return;
    section_orders_free(board->orders, board->about->n_sections);
    coding_book_free(board->book);
    signal_book_free(board->signals);
    notice_book_free(board->notices);
    wordlist_free(board->words);
    g_array_unref(board->dirty_votes);
    g_array_unref(board->waiting_noted);
    g_array_unref(board->waiting);
    g_array_unref(board->concerned);
    g_array_unref(board->dirty);
    vote_table_free(board->votes);
    g_hash_table_unref(board->sanctions);
    g_hash_table_unref(board->ended);
    g_hash_table_unref(board->members);
    g_hash_table_unref(board->voice_by_id);
    g_array_unref(board->voices);
    g_hash_table_unref(board->by_id);
    g_array_unref(board->listed);
    word_index_free(board->index);
    g_ptr_array_unref(board->items);
    conversation_free(board->about);
    secret_wipe(&board->key, sizeof board->key);
    g_free(board);
}

Board *
board_emptied(Board *board, int64_t now)
{
    static const SecretKey no_key;
    Conversation *about = board->about;
    unsigned number = board->number;

    section_orders_free(board->orders, about->n_sections);
    board->orders = NULL;
    board->about = g_new0(Conversation, 1);
    board_free(board);
    about->dates.erased = now;
    return board_new(about, number, &no_key);
}

Scope
board_scope(const Board *board, Db *db)
{
    return (Scope){ .db = db, .conversation = board->about->id, .key = &board->key };
}

Item *
board_find(const Board *board, const Id *id)
{
    return g_hash_table_lookup(board->by_id, id);
}

Item *
board_at(const Board *board, uint32_t at)
{
    return at == NO_ITEM ? NULL : g_ptr_array_index(board->items, at);
}

Member *
board_member(const Board *board, const Id *pseudonym)
{
    return g_hash_table_lookup(board->members, pseudonym);
}

bool
board_has_ended(const Board *board, const Id *pseudonym)
{
    if (g_hash_table_size(board->ended) == 0)
        return false;
    Id tag = ended_tag(&board->key, pseudonym);

    return g_hash_table_contains(board->ended, &tag);
}

void
board_end(Board *board, const Id *tag)
{
    g_hash_table_add(board->ended, g_memdup2(tag, sizeof *tag));
}

Member *
board_member_make(Board *board, const Id *pseudonym)
{
    Member *member = board_member(board, pseudonym);

    if (member)
        return member;
    member = g_new0(Member, 1);
    member->pseudonym = *pseudonym;
    g_hash_table_insert(board->members, &member->pseudonym, member);
    return member;
}

uint32_t
board_voice(const Board *board, const Id *voice)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(board->voice_by_id, voice));
}

uint32_t
board_voice_make(Board *board, const Id *voice)
{
    uint32_t index = board_voice(board, voice);

    if (index)
        return index;
    Voice fresh = { .id = *voice, .stranger = vote_is_stranger(&board->key, voice) };
    index = board->voices->len;
    g_array_append_val(board->voices, fresh);
    g_hash_table_insert(board->voice_by_id, g_memdup2(voice, sizeof *voice), GUINT_TO_POINTER(index));
    return index;
}

void
board_member_set_key(Board *board, Member *member)
{
    Id voice = member_voice(&board->key, &member->pseudonym, member->generation);

    member->voice = member->has_key ? board_voice_make(board, &voice) : 0;
}

void
board_mark(Board *board, Item *item)
{
    if (item->dirty)
        return;
    item->dirty = true;
    g_array_index(board->listed, Listed, item->at).as = LISTED_LOOK;
    g_array_append_val(board->dirty, item->at);
}

static bool
counts_as_comment(const Item *item)
{
    return item->kind == KIND_COMMENT && item->now.state == STATE_SHOWN;
}

/* Adds `by` to the comment counts of everything above the item. */
static void
count_comment(Board *board, Item *item, int by)
{
    for (Item *above = board_at(board, item->parent); above; above = board_at(board, above->parent)) {
        above->now.comments = (uint32_t)((int)above->now.comments + by);
        board_mark(board, above);
    }
}

static void
list_add(GArray **list, const Item *child)
{
    if (!*list)
        *list = g_array_new(false, false, sizeof(uint32_t));
    g_array_append_val(*list, child->at);
}

static void
list_remove(GArray *list, const Item *child)
{
    for (guint i = 0; list && i < list->len; i++) {
        if (g_array_index(list, uint32_t, i) == child->at) {
            g_array_remove_index(list, i);
            return;
        }
    }
}

static uint32_t
index_of(const Board *board, const Id *id)
{
    const Item *item = id_is_zero(id) ? NULL : board_find(board, id);

    return item ? item->at : NO_ITEM;
}

static void
link_voice(Board *board, Item *item, uint32_t voice)
{
    Voice *author = &g_array_index(board->voices, Voice, voice);

    item->voice = voice;
    if (!voice)
        return;
    if (!author->items)
        author->items = g_array_new(false, false, sizeof(uint32_t));
    g_array_append_val(author->items, item->at);
}

Item *
board_add(Board *board, const ContributionRow *row, uint32_t voice)
{
    Item *item = g_new0(Item, 1);
    int section = conversation_section(board->about, row->section);

    item->id = row->contribution;
    item->at = board->items->len;
    item->kind = (ContributionKind)row->kind;
    item->source = (ContributionSource)row->source;
    item->slot = row->slot;
    item->version = (uint32_t)row->version;
    item->views = item->views_kept = (int)row->views;
    item->now = (Face){
        .state = (ContributionState)row->state,
        .section = section < 0 ? 0 : (unsigned)section,
        .edited = (unsigned)row->edited,
        .text = g_ref_string_new(row->text),
    };
    item->folded = text_fold(row->text);
    g_array_set_size(board->listed, board->items->len + 1);
    g_ptr_array_add(board->items, item);
    g_hash_table_insert(board->by_id, &item->id, item);
    link_voice(board, item, voice);
    item->parent = index_of(board, &row->parent);
    item->idea = item->kind == KIND_IDEA ? item->at : index_of(board, &row->idea);
    item->shown_under = NO_ITEM;
    item->target = index_of(board, &row->target);
    if (item->parent != NO_ITEM)
        list_add(&board_at(board, item->parent)->children, item);
    if (counts_as_comment(item))
        count_comment(board, item, 1);
    board_mark(board, item);
    return item;
}

void
board_set_text(Board *board, Item *item, const char *text, unsigned edited)
{
    g_ref_string_release(item->now.text);
    item->now.text = g_ref_string_new(text);
    item->now.lang = NULL;
    item->now.edited = edited;
    if (item->indexed)
        word_index_remove(board->index, item->at, item->folded);
    item->indexed = false;
    g_free(item->folded);
    item->folded = text_fold(text);
    board_mark(board, item);
}

void
board_set_state(Board *board, Item *item, ContributionState state)
{
    bool before = counts_as_comment(item);

    item->now.state = state;
    if (before != counts_as_comment(item))
        count_comment(board, item, before ? -1 : 1);
    board_mark(board, item);
}

void
board_set_section(Board *board, Item *item, unsigned section)
{
    item->now.section = section;
    board_mark(board, item);
    for (guint i = 0; item->children && i < item->children->len; i++)
        board_set_section(board, board_at(board, g_array_index(item->children, uint32_t, i)), section);
}

void
board_set_vote(Board *board, uint32_t voice, Item *item, Vote vote)
{
    VotePair pair = vote_table_get(board->votes, voice, item->at);
    uint64_t who = (uint64_t)voice << 32 | item->at;

    if (pair.now == vote)
        return;
    item->now.likes += (uint32_t)(vote == VOTE_LIKE) - (uint32_t)(pair.now == VOTE_LIKE);
    item->now.dislikes += (uint32_t)(vote == VOTE_DISLIKE) - (uint32_t)(pair.now == VOTE_DISLIKE);
    if (pair.now == pair.shown)
        g_array_append_val(board->dirty_votes, who);
    pair.now = vote;
    vote_table_set(board->votes, voice, item->at, pair);
    board_mark(board, item);
}

/* `idea` and section of the item and all below it. */
static void
rebase(Board *board, Item *item, const Item *idea)
{
    item->idea = idea->at;
    item->now.section = idea->now.section;
    board_mark(board, item);
    for (guint i = 0; item->children && i < item->children->len; i++)
        rebase(board, board_at(board, g_array_index(item->children, uint32_t, i)), idea);
}

void
board_set_parent(Board *board, Item *item, Item *parent)
{
    Item *old = board_at(board, item->parent);
    int carried = (int)item->now.comments + (counts_as_comment(item) ? 1 : 0);

    count_comment(board, item, -carried);
    if (old)
        list_remove(old->children, item);
    if (old && item->public && item->shown_under == NO_ITEM) {
        item->shown_under = old->at;
        list_add(&old->leaving, item);
    }
    item->parent = parent->at;
    list_add(&parent->children, item);
    count_comment(board, item, carried);
    rebase(board, item, board_at(board, parent->idea));
}

void
board_settle_parent(Board *board, Item *item)
{
    Item *under = board_at(board, item->shown_under);

    if (under)
        list_remove(under->leaving, item);
    item->shown_under = NO_ITEM;
}

static void
add_below(GPtrArray *items, const Board *board, const GArray *list, bool stays)
{
    for (guint i = 0; list && i < list->len; i++) {
        Item *child = board_at(board, g_array_index(list, uint32_t, i));

        if (!stays || child->shown_under == NO_ITEM)
            g_ptr_array_add(items, child);
    }
}

GPtrArray *
board_children(const Board *board, const Item *item)
{
    GPtrArray *items = g_ptr_array_new();

    add_below(items, board, item->children, true);
    add_below(items, board, item->leaving, false);
    g_ptr_array_sort(items, item_by_slot);
    return items;
}

void
board_know(Item *item, const Face *face)
{
    Face *known = face ? g_memdup2(face, sizeof *face) : NULL;

    if (known)
        g_ref_string_acquire(known->text);
    if (item->known)
        g_ref_string_release(item->known->text);
    g_free(item->known);
    item->known = known;
    item->known_version = 0;
}

/* Asks for each voice: there are far fewer of them than votes. */
void
board_forget_votes(Board *board, Item *item)
{
    for (uint32_t voice = 1; voice < board->voices->len; voice++) {
        VotePair pair = vote_table_get(board->votes, voice, item->at);

        if (pair.now || pair.shown)
            board_set_vote(board, voice, item, VOTE_NONE);
    }
}

void
board_row(const Board *board, const Item *item, ContributionRow *ret_row)
{
    const Item *parent = board_at(board, item->parent), *idea = board_at(board, item->idea);
    const Item *target = board_at(board, item->target);

    *ret_row = (ContributionRow){
        .contribution = item->id,
        .parent = parent ? parent->id : (Id){ .bytes = { 0 } },
        .idea = idea ? idea->id : item->id,
        .target = target ? target->id : (Id){ .bytes = { 0 } },
        .kind = item->kind,
        .state = item->now.state,
        .source = item->source,
        .slot = item->slot,
        .edited = item->now.edited,
        .version = item->version,
        .views = g_atomic_int_get(&item->views),
        .section = board->about->sections[item->now.section].slug,
        .text = item->now.text,
    };
}
