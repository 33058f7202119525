#include "domain/message.h"
#include "base/clock.h"
#include "base/limits.h"
#include "domain/concern.h"
#include "domain/queue.h"
#include "domain/talk.h"
#include "store/facilitation_store.h"

const char *const message_kind_names[MESSAGE_KIND__COUNT + 1] = { "", "moderation", "question", "support", "answer", NULL };

G_STATIC_ASSERT((int)MESSAGE_FOR_MODERATION == (int)MESSAGE_MODERATION && (int)MESSAGE_AN_ANSWER == (int)MESSAGE_ANSWER);

/* After starting afresh the old voice is nobody's. */
Id
message_cohort(const Board *board, const Item *item)
{
    const uint32_t voice = item->voice;
    GHashTableIter iter;
    void *value;

    g_hash_table_iter_init(&iter, board->members);
    while (voice && g_hash_table_iter_next(&iter, NULL, &value)) {
        const Member *member = value;

        if (member->voice == voice)
            return member->pseudonym;
    }
    return (Id){ .bytes = { 0 } };
}

static MessageOutcome
find_place(const Hall *hall, const Actor *actor, const Id *id, Board **ret_board, Item **ret_item)
{
    *ret_board = hall_board_by_id(hall, &actor->conversation);
    *ret_item = *ret_board ? board_find(*ret_board, id) : NULL;
    if (!*ret_item)
        return MESSAGE_NOT_FOUND;
    if (!calendar_may_read(&(*ret_board)->about->dates, clock_now()))
        return MESSAGE_OVER;
    return MESSAGE_SENT;
}

Id
message_cohort_of_act(const Hall *hall, const Actor *actor, const Id *id, const char *note)
{
    Board *board;
    Item *item;

    if (!note || !note[0] || find_place(hall, actor, id, &board, &item) != MESSAGE_SENT)
        return (Id){ .bytes = { 0 } };
    return message_cohort(board, item);
}

/* As far as this side may know: an answer that waits for its slot refuses no facilitator's message. */
static bool
find_room(const Scope *scope, const Id *id, int64_t side, MessageOutcome *ret_outcome, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;
    const int64_t now = clock_now();
    size_t n = 0;

    if (!message_of(scope, id, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const MessageRow *row = db_rows_at(&rows, MessageRow, i);

        n += row->sender == side || row->slot <= now;
    }
    *ret_outcome = n >= LIMIT_MESSAGES ? MESSAGE_FULL : MESSAGE_SENT;
    return true;
}

/* Who writes has read what the author said. */
static bool
store_answer_read(const Scope *scope, const Item *item, GError **error)
{
    LookedRow row = { .contribution = item->id, .version = item->looked_version, .answer = item->seen.answer };

    return item->seen.answer <= item->looked_answer || looked_put(scope, &row, error);
}

bool
message_to_author(Hall *hall, Db *db, const Actor *actor, const Id *id, MessageKind kind, const char *text,
                  MessageOutcome *ret_outcome, Id *ret_pseudonym, GError **error)
{
    Board *board;
    Item *item;

    *ret_outcome = find_place(hall, actor, id, &board, &item);
    if (*ret_outcome != MESSAGE_SENT)
        return true;
    Scope scope = board_scope(board, db);
    if (!find_room(&scope, id, SENDER_FACILITATOR, ret_outcome, error))
        return false;
    if (*ret_outcome != MESSAGE_SENT)
        return true;
    MessageRow row = {
        .contribution = *id,
        .number = (int64_t)item->messages + 1,
        .sender = SENDER_FACILITATOR,
        .kind = kind,
        .staff = actor->staff_number,
        .slot = clock_slot(clock_now(), board->about->slot_minutes),
        .text = (char *)text,
    };
    if (!message_add(&scope, &row, error) || !store_answer_read(&scope, item, error))
        return false;
    hall_change(hall);
    item->messages++;
    item->looked_answer = MAX(item->looked_answer, item->seen.answer);
    queue_note(board, item);
    hall_changed(hall, board);
    *ret_pseudonym = message_cohort(board, item);
    return true;
}

/* Is there anything to answer: a message, or what a facilitator did? */
static bool
find_cause(const Scope *scope, const Item *item, bool *ret_found, GError **error)
{
    g_auto(DbRows) acts = DB_ROWS_NONE;

    if (item->messages == 0 && !act_of(scope, &item->id, &acts, error))
        return false;
    *ret_found = item->messages > 0 || acts.n > 0;
    return true;
}

static bool
store_answer(const Scope *scope, const Board *board, const Item *item, const char *text, GError **error)
{
    int64_t now = clock_now();
    unsigned minutes = board->about->slot_minutes;
    MessageRow row = {
        .contribution = item->id,
        .number = (int64_t)item->messages + 1,
        .sender = SENDER_AUTHOR,
        .kind = MESSAGE_ANSWER,
        .slot = minutes ? clock_next_slot(now, minutes) : now,
        .text = (char *)text,
    };

    return message_add(scope, &row, error);
}

bool
message_answer(Hall *hall, Db *db, const Actor *actor, const Id *id, const char *text, MessageOutcome *ret_outcome,
               GError **error)
{
    Board *board;
    Item *item;
    bool cause = false;

    *ret_outcome = find_place(hall, actor, id, &board, &item);
    if (*ret_outcome == MESSAGE_SENT && !actor_voice(board, actor))
        *ret_outcome = MESSAGE_NO_KEY;
    else if (*ret_outcome != MESSAGE_NOT_FOUND && !item_mine(item, actor_voice(board, actor)))
        *ret_outcome = MESSAGE_NOT_FOUND;
    if (*ret_outcome != MESSAGE_SENT)
        return true;
    Scope scope = board_scope(board, db);
    if (!find_room(&scope, id, SENDER_AUTHOR, ret_outcome, error))
        return false;
    if (*ret_outcome != MESSAGE_SENT)
        return true;
    if (!find_cause(&scope, item, &cause, error))
        return false;
    if (!cause)
        return *ret_outcome = MESSAGE_NOTHING_YET, true;
    if (!store_answer(&scope, board, item, text, error))
        return false;
    hall_change(hall);
    concern_answer(board, item, ++item->messages);
    hall_changed(hall, board);
    return true;
}

static void
message_clear(Message *message)
{
    g_free(message->text);
}

bool
message_talk(Db *db, const Id *conversation, const Id *contribution, bool for_author, GArray **ret_messages, GError **error)
{
    const Scope scope = { .db = db, .conversation = *conversation };
    g_auto(DbRows) rows = DB_ROWS_NONE;
    int64_t now = clock_now();

    if (!message_of(&scope, contribution, &rows, error))
        return false;
    GArray *messages = g_array_new(false, true, sizeof(Message));
    g_array_set_clear_func(messages, (GDestroyNotify)message_clear);
    for (size_t i = 0; i < rows.n; i++) {
        MessageRow *row = db_rows_at(&rows, MessageRow, i);
        bool from_author = row->sender == SENDER_AUTHOR;
        Message message = { from_author, (MessageKind)row->kind, (unsigned)row->staff, row->slot, NULL };

        if (row->slot > now && from_author != for_author)
            continue;
        message.text = g_steal_pointer(&row->text);
        g_array_append_val(messages, message);
    }
    *ret_messages = messages;
    return true;
}
