#include "domain/receipt.h"
#include "base/clock.h"
#include "domain/setup.h"
#include "store/conversation_store.h"
#include "store/receipt_store.h"

#define DEEPEST 32                      /* merges in a row that are followed */

/* Keyed, so that a copy of the store cannot be tried against; not with the conversation's key, which erasing destroys. */
static Id
tag_of(const SecretKey *key, const CheckCode *code)
{
    Id tag;

    secret_hash(key, "receipt", code->symbols, sizeof code->symbols, tag.bytes, sizeof tag.bytes);
    return tag;
}

TalkOutcome
receipt_may(const Board *board, const Actor *actor, const Item *item)
{
    const Member *member = actor->has_key ? board_member(board, &actor->pseudonym) : NULL;

    if (!calendar_may_read(&board->about->dates, clock_now()))
        return TALK_CLOSED;
    if (!member || !member->voice)
        return TALK_NO_KEY;
    if (!item || !item_visible(item, member->voice))
        return TALK_NOT_FOUND;
    if (!item_mine(item, member->voice))
        return TALK_NOT_YOURS;
    return item->now.state == STATE_DELETED ? TALK_GONE : TALK_DONE;
}

bool
receipt_make(Hall *hall, Db *db, const SecretKey *key, const Actor *actor, const Id *id, char ret_text[CHECK_CODE_TEXT_SIZE],
             TalkOutcome *ret_outcome, GError **error)
{
    const Board *board = hall_board_by_id(hall, &actor->conversation);
    CheckCode code;

    *ret_outcome = board ? receipt_may(board, actor, board_find(board, id)) : TALK_NOT_FOUND;
    if (*ret_outcome != TALK_DONE)
        return true;
    check_code_random(&code);
    const Id tag = tag_of(key, &code);
    check_code_text(&code, ret_text);
    secret_wipe(&code, sizeof code);
    return receipt_put(db, &actor->conversation, id, &tag, error);
}

/* ---- what a holder is told ---- */

static void
theme_clear(void *data)
{
    ReceiptTheme *theme = data;

    g_free(theme->name);
    g_free(theme->decided);
}

void
receipt_free(Receipt *receipt)
{
    if (!receipt)
        return;
    g_free(receipt->title);
    g_free(receipt->section);
    g_free(receipt->text);
    g_strfreev(receipt->parts);
    g_array_unref(receipt->themes);
    g_free(receipt);
}

/* The row as the store has it, erased or not; NULL with an error. */
static Conversation *
find_conversation(Db *db, const Id *id, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!conversation_all(db, &rows, error))
        return NULL;
    for (size_t i = 0; i < rows.n; i++) {
        const ConversationRow *row = db_rows_at(&rows, ConversationRow, i);

        if (id_equal(&row->conversation, id))
            return setup_conversation(row->settings, row->content, error);
    }
    error_set(error, ERROR_CORRUPT, "a receipt's conversation is not there");
    return NULL;
}

/* One wording for whatever is gone, whoever took it away (A9). */
static ContributionState
told_state(int64_t state)
{
    return state == STATE_SHOWN || state == STATE_MERGED || state == STATE_SPLIT ? (ContributionState)state : STATE_REMOVED;
}

static bool
take_parts(Receipt *receipt, Db *db, const Id *conversation, const Id *id, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;
    g_autoptr(GStrvBuilder) parts = g_strv_builder_new();

    if (!receipt_parts(db, conversation, id, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++)
        g_strv_builder_add(parts, db_rows_at(&rows, ReceiptTextRow, i)->text);
    receipt->parts = g_strv_builder_end(parts);
    return true;
}

/* Takes what stands there now of `id`, or of what took it up in the end; *ret_last is that one. */
static bool
take_text(Receipt *receipt, Db *db, const Conversation *about, const Id *id, Id *ret_last, GError **error)
{
    Id at = *id;

    for (unsigned depth = 0; depth < DEEPEST; depth++) {
        g_auto(DbRows) rows = DB_ROWS_NONE;

        if (!receipt_text(db, &about->id, &at, &rows, error))
            return false;
        const ReceiptTextRow *row = rows.n ? db_rows_at(&rows, ReceiptTextRow, 0) : NULL;
        if (!row)
            break;
        int section = conversation_section(about, row->section);
        if (depth == 0) {
            receipt->kind = (ContributionKind)row->kind;
            receipt->state = told_state(row->state);
        }
        g_free(receipt->section);
        receipt->section = g_strdup(section >= 0 ? about->sections[section].title : row->section);
        *ret_last = at;
        if (row->state == STATE_SPLIT)
            return take_parts(receipt, db, &about->id, &at, error);
        if (row->state == STATE_SHOWN)
            receipt->text = g_strdup(row->text);
        if (row->state != STATE_MERGED || id_is_zero(&row->target))
            break;
        at = row->target;
    }
    return true;
}

static void
take_themes(Receipt *receipt, const Placement *placement, const Id *id)
{
    unsigned themes[PLACEMENT_MOST];
    size_t n = placement_of(placement, id, themes);

    receipt->published = placement != NULL;
    for (size_t i = 0; i < n; i++) {
        const PlacedTheme *theme = placement_theme(placement, themes[i]);
        ReceiptTheme told = { themes[i] + 1, g_strdup(theme->name), g_strdup(theme->decided) };

        g_array_append_val(receipt->themes, told);
    }
}

bool
receipt_read(Db *db, const SecretKey *key, const CheckCode *code, Receipt **ret_receipt, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;
    const Id tag = tag_of(key, code);

    if (!receipt_find(db, &tag, &rows, error))
        return false;
    *ret_receipt = NULL;
    if (rows.n == 0)
        return true;
    const ReceiptRow *row = db_rows_at(&rows, ReceiptRow, 0);
    g_autoptr(Conversation) about = find_conversation(db, &row->conversation, error);
    g_autoptr(Placement) placement = NULL;
    g_autoptr(Receipt) receipt = g_new0(Receipt, 1);
    Id last = row->contribution;

    receipt->themes = g_array_new(false, false, sizeof(ReceiptTheme));
    g_array_set_clear_func(receipt->themes, theme_clear);
    if (!about || !take_text(receipt, db, about, &row->contribution, &last, error) ||
        !placement_read(db, &row->conversation, &placement, error))
        return false;
    receipt->title = g_strdup(about->title);
    take_themes(receipt, placement, &last);
    *ret_receipt = g_steal_pointer(&receipt);
    return true;
}
