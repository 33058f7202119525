#include "domain/hall.h"
#include "base/clock.h"
#include "base/log.h"
#include "domain/board_publish.h"
#include "domain/facilitate.h"
#include "domain/order.h"
#include "domain/queue.h"
#include "domain/removal.h"
#include "domain/setup.h"
#include "domain/signal.h"
#include "store/conversation_store.h"
#include "store/once_store.h"
#include "store/shown_store.h"
#include "store/vote_store.h"

#define HOUSEKEEPING_SECONDS 60         /* where there are no slots */
#define FAIR_SECONDS (15 * 60)
#define DAY_SECONDS  (24 * 60 * 60)

struct Hall {
    HallConfig config;
    GRWLock    lock;
    GPtrArray *boards;                  /* Board * */
    GPtrArray *gone;                    /* Board *: empty ones of conversations erased since the start */
    int64_t    fair_at;                 /* writer thread */
    int64_t    stopped;                 /* writer thread: phases stay as they were then; 0: they go by the clock */
    uint64_t   changes;                 /* writer thread: how often anything in memory was changed */
};

static int64_t
board_next_turn(const Board *board, int64_t now)
{
    unsigned minutes = board->about->slot_minutes;

    return minutes ? clock_next_slot(now, minutes) : now + HOUSEKEEPING_SECONDS;
}

static bool
load_boards(Hall *hall, Db *db, GPtrArray *boards, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!conversation_all(db, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const ConversationRow *row = db_rows_at(&rows, ConversationRow, i);
        SECRET_AUTO SecretKey key;
        g_autoptr(Conversation) about = setup_conversation(row->settings, row->content, error);

        if (!about)
            return false;
        if (about->dates.erased || !keyring_has_conversation(hall->config.keys, &about->id))
            continue;
        if (!keyring_conversation(hall->config.keys, &about->id, false, &key, error))
            return false;
        about->dates.stopped = hall->stopped;
        Board *board = board_new(g_steal_pointer(&about), (unsigned)i + 1, &key);
        g_ptr_array_add(boards, board);
        if (hall->config.reports_alone) {
            g_clear_pointer(&board->signals, signal_book_free);
            g_clear_pointer(&board->index, word_index_free);
        }
        board->turns_at = board_next_turn(board, clock_now());
        if (!board_load(board, db, clock_now(), error))
            return false;
    }
    return true;
}

static void
carry_shown(const Hall *hall, const GPtrArray *boards)
{
    for (guint i = 0; hall->boards && i < boards->len; i++) {
        Board *board = g_ptr_array_index(boards, i);
        const Board *old = hall_board_by_id(hall, &board->about->id);

        if (old)
            board_carry(board, old);
    }
}

/* Of the boards that went something stays for those who looked at them a moment ago. */
static void
keep_gone(Hall *hall, GPtrArray *old)
{
    for (guint i = old ? old->len : 0; i-- > 0;) {
        const Id *id = &((Board *)g_ptr_array_index(old, i))->about->id;

        if (!hall_board_by_id(hall, id) && !hall_board_gone(hall, id))
            g_ptr_array_add(hall->gone, board_emptied(g_ptr_array_steal_index_fast(old, i), clock_now()));
    }
}

bool
hall_reload(Hall *hall, Db *db, GError **error)
{
    g_autoptr(GPtrArray) boards = g_ptr_array_new_with_free_func((GDestroyNotify)board_free);

    if (!load_boards(hall, db, boards, error))
        return false;
    carry_shown(hall, boards);
    hall_change(hall);
    GPtrArray *old = hall->boards;
    hall->boards = g_steal_pointer(&boards);
    keep_gone(hall, old);
    g_rw_lock_writer_unlock(&hall->lock);
    g_clear_pointer(&old, g_ptr_array_unref);
    return true;
}

bool
hall_sweep(Db *db, GError **error)
{
    return shown_sweep(db, clock_now(), error);
}

Hall *
hall_new(const HallConfig *config, Db *db, GError **error)
{
    g_autoptr(Hall) hall = g_new0(Hall, 1);

    hall->config = *config;
    hall->gone = g_ptr_array_new_with_free_func((GDestroyNotify)board_free);
    g_rw_lock_init(&hall->lock);
    hall->fair_at = clock_now();
    return hall_reload(hall, db, error) ? g_steal_pointer(&hall) : NULL;
}

void
hall_free(Hall *hall)
{
    if (!hall)
        return;
    g_clear_pointer(&hall->boards, g_ptr_array_unref);
    g_clear_pointer(&hall->gone, g_ptr_array_unref);
    g_rw_lock_clear(&hall->lock);
    g_free(hall);
}

void
hall_read(Hall *hall)
{
    g_rw_lock_reader_lock(&hall->lock);
}

void
hall_read_end(Hall *hall)
{
    g_rw_lock_reader_unlock(&hall->lock);
}

size_t
hall_n_boards(const Hall *hall)
{
    return hall->boards->len;
}

Board *
hall_board_at(const Hall *hall, size_t i)
{
    return g_ptr_array_index(hall->boards, i);
}

Board *
hall_board(const Hall *hall, const char *slug)
{
    for (guint i = 0; i < hall->boards->len; i++)
        if (g_str_equal(hall_board_at(hall, i)->about->slug, slug))
            return hall_board_at(hall, i);
    return NULL;
}

static Board *
find_board(const GPtrArray *boards, const Id *conversation)
{
    for (guint i = 0; i < boards->len; i++) {
        Board *board = g_ptr_array_index(boards, i);

        if (id_equal(&board->about->id, conversation))
            return board;
    }
    return NULL;
}

Board *
hall_board_by_id(const Hall *hall, const Id *conversation)
{
    return find_board(hall->boards, conversation);
}

Board *
hall_board_gone(const Hall *hall, const Id *conversation)
{
    return find_board(hall->gone, conversation);
}

const HallConfig *
hall_config(const Hall *hall)
{
    return &hall->config;
}

void
hall_change(Hall *hall)
{
    g_rw_lock_writer_lock(&hall->lock);
    hall->changes++;
}

/* Best it can: where the machine has taken back the whole transaction, the writer loads anew later. */
static void
reload_failed(Hall *hall, Db *db)
{
    g_autoptr(GError) error = NULL;

    if (!db_txn_undone(db) && !hall_reload(hall, db, &error))
        log_error("loading the conversations again: %s", error->message);
}

bool
hall_run(Hall *hall, Db *db, HallRun run, void *data, GError **error)
{
    g_auto(DbTxn) part = DB_TXN_NONE;
    uint64_t before = hall->changes;

    if (!db_txn_begin(db, &part, error))
        return false;
    if (run(db, data, error))
        return db_txn_commit(&part, error);
    db_txn_clear(&part);
    if (hall->changes != before)
        reload_failed(hall, db);
    return false;
}

void
hall_changed(Hall *hall, Board *board)
{
    if (board && board->about->slot_minutes == 0) {
        board_publish(board, BOARD_ALL, hall->config.shown, hall->config.data);
        board_arrange(board);
    }
    if (board)
        queue_settle(board);
    g_rw_lock_writer_unlock(&hall->lock);
}

typedef struct { char *settings, *content; bool erased; } Stored;

static void
stored_clear(Stored *stored)
{
    g_free(stored->settings);
    g_free(stored->content);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stored, stored_clear)

/* What the store has of it; all empty: nothing. */
static bool
find_stored(Db *db, const Id *conversation, Stored *ret_stored, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!conversation_all(db, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const ConversationRow *row = db_rows_at(&rows, ConversationRow, i);

        if (!id_equal(&row->conversation, conversation))
            continue;
        g_autoptr(Conversation) about = setup_conversation(row->settings, row->content, error);
        if (!about)
            return false;
        *ret_stored = (Stored){ g_strdup(row->settings), g_strdup(row->content), about->dates.erased != 0 };
        break;
    }
    return true;
}

/* What lies in memory fits the one as well as the other. */
static bool
fits_as_well(const Conversation *a, const Conversation *b)
{
    bool same = !a->dates.erased && !b->dates.erased && a->slot_minutes == b->slot_minutes && a->n_sections == b->n_sections &&
                g_str_equal(a->language, b->language);      /* whose words that hurt are looked for */

    for (size_t i = 0; same && i < a->n_sections; i++)
        same = g_str_equal(a->sections[i].slug, b->sections[i].slug);
    return same;
}

/* Of a large conversation this saves the seconds of loading it, in which nobody could write. */
static void
replace_about(Hall *hall, Board *board, Conversation *about /* taken */)
{
    hall_change(hall);
    Conversation *old = board->about;
    board->about = about;
    secret_random(&board->serial, sizeof board->serial);    /* no page that was kept fits any more */
    board->version++;
    g_rw_lock_writer_unlock(&hall->lock);
    conversation_free(old);
}

/* Into memory, where the store has it. */
static bool
take_up(Hall *hall, Db *db, const char *settings, const char *content, GError **error)
{
    g_autoptr(Conversation) about = setup_conversation(settings, content, error);

    if (!about)
        return false;
    Board *board = hall_board_by_id(hall, &about->id);
    if (!board || !fits_as_well(board->about, about))
        return hall_reload(hall, db, error);
    about->dates.stopped = hall->stopped;
    replace_about(hall, board, g_steal_pointer(&about));
    return true;
}

bool
hall_put_conversation(Hall *hall, Db *db, const char *settings, const char *content, GError **error)
{
    SECRET_AUTO SecretKey key;
    g_autoptr(Conversation) about = setup_conversation(settings, content ? content : "{}", error);

    if (!about)
        return false;
    g_auto(Stored) stored = { NULL, NULL, false };
    if (!find_stored(db, &about->id, &stored, error))
        return false;
    const char *kept = content ? content : stored.content ? stored.content : "{}";
    bool same = g_strcmp0(settings, stored.settings) == 0 && g_strcmp0(kept, stored.content) == 0;
    /* The desk says it anew whenever it comes back, and may not have heard of an erasure: what
     * was erased stays so. */
    if (stored.erased || (same && hall_board_by_id(hall, &about->id)))
        return true;
    ConversationRow row = { .conversation = about->id, .settings = (char *)settings, .content = (char *)kept };

    return keyring_conversation(hall->config.keys, &about->id, !about->dates.erased, &key, error) &&
           conversation_put(db, &row, error) && take_up(hall, db, settings, kept, error);
}

void
hall_stop_phases(Hall *hall, int64_t at)
{
    hall_change(hall);
    hall->stopped = at;
    for (guint i = 0; i < hall->boards->len; i++)
        hall_board_at(hall, i)->about->dates.stopped = at;
    g_rw_lock_writer_unlock(&hall->lock);
}

/* Also when the clock was set back, and would come to the turn too late. */
static bool
turn_is_due(const Board *board, int64_t now)
{
    return now >= board->turns_at || board->turns_at > board_next_turn(board, now);
}

bool
hall_slot_due(Hall *hall, int64_t now)
{
    bool due = false;

    g_rw_lock_reader_lock(&hall->lock);
    for (guint i = 0; i < hall->boards->len; i++)
        due = due || turn_is_due(hall_board_at(hall, i), now);
    g_rw_lock_reader_unlock(&hall->lock);
    return due;
}

static bool
keep_views(const Board *board, const Scope *scope, GError **error)
{
    for (guint i = 0; i < board->items->len; i++) {
        Item *item = board_at(board, i);
        int views = g_atomic_int_get(&item->views);

        if (views == item->views_kept)
            continue;
        if (!contribution_set_views(scope, &item->id, views, error))
            return false;
        item->views_kept = views;
    }
    return true;
}

static bool
turn_board(Hall *hall, Board *board, Db *db, int64_t now, bool fair_due, GError **error)
{
    Scope scope = board_scope(board, db);
    bool slots = board->about->slot_minutes > 0;

    /* Votes on what only its author could see until now wait for another slot. */
    if (!vote_fold(&scope, slots ? board->turns_at : VOTE_FOLD_ALL, error) || !shown_forget(&scope, error) ||
        !keep_views(board, &scope, error))
        return false;
    hall_change(hall);
    board->fair_due = board->fair_due || fair_due;
    board->turns_at = board_next_turn(board, now);
    board_publish(board, slots ? now : BOARD_ALL, hall->config.shown, hall->config.data);
    board_arrange(board);
    queue_settle(board);
    g_rw_lock_writer_unlock(&hall->lock);
    return true;
}

bool
hall_turn_slot(Hall *hall, Db *db, int64_t now, GError **error)
{
    bool fair_due = now - hall->fair_at >= FAIR_SECONDS;

    if (!once_sweep(db, now / DAY_SECONDS - 2, error))
        return false;
    for (guint i = 0; i < hall->boards->len; i++) {
        Board *board = hall_board_at(hall, i);

        Id id = board->about->id;

        if (!turn_is_due(board, now))
            continue;
        if (!removal_turn(hall, board, db, now, error) ||
            !facilitate_by_reports(hall, hall_board_by_id(hall, &id), db, error) ||
            !turn_board(hall, hall_board_by_id(hall, &id), db, now, fair_due, error))
            return false;
    }
    if (fair_due)
        hall->fair_at = now;
    return true;
}
