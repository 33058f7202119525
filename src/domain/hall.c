#include "domain/hall.h"
#include "base/clock.h"
#include "domain/order.h"
#include "domain/setup.h"
#include "store/conversation_store.h"
#include "store/once_store.h"
#include "store/vote_store.h"

#define HOUSEKEEPING_SECONDS 60         /* where there are no slots */
#define FAIR_SECONDS (15 * 60)
#define DAY_SECONDS  (24 * 60 * 60)

struct Hall {
    HallConfig config;
    GRWLock    lock;
    GPtrArray *boards;                  /* Board * */
    int64_t    fair_at;                 /* writer thread */
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
        Board *board = board_new(g_steal_pointer(&about), (unsigned)i + 1, &key);
        g_ptr_array_add(boards, board);
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

bool
hall_reload(Hall *hall, Db *db, GError **error)
{
    g_autoptr(GPtrArray) boards = g_ptr_array_new_with_free_func((GDestroyNotify)board_free);

    if (!load_boards(hall, db, boards, error))
        return false;
    carry_shown(hall, boards);
    g_rw_lock_writer_lock(&hall->lock);
    GPtrArray *old = hall->boards;
    hall->boards = g_steal_pointer(&boards);
    g_rw_lock_writer_unlock(&hall->lock);
    g_clear_pointer(&old, g_ptr_array_unref);
    return true;
}

Hall *
hall_new(const HallConfig *config, Db *db, GError **error)
{
    g_autoptr(Hall) hall = g_new0(Hall, 1);

    hall->config = *config;
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

Board *
hall_board_by_id(const Hall *hall, const Id *conversation)
{
    for (guint i = 0; i < hall->boards->len; i++)
        if (id_equal(&hall_board_at(hall, i)->about->id, conversation))
            return hall_board_at(hall, i);
    return NULL;
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
}

void
hall_changed(Hall *hall, Board *board)
{
    if (board && board->about->slot_minutes == 0) {
        board_publish(board, hall->config.shown, hall->config.data);
        board_arrange(board);
    }
    g_rw_lock_writer_unlock(&hall->lock);
}

static char *
stored_content(Db *db, const Id *conversation, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!conversation_all(db, &rows, error))
        return NULL;
    for (size_t i = 0; i < rows.n; i++)
        if (id_equal(&db_rows_at(&rows, ConversationRow, i)->conversation, conversation))
            return g_strdup(db_rows_at(&rows, ConversationRow, i)->content);
    return g_strdup("{}");
}

bool
hall_put_conversation(Hall *hall, Db *db, const char *settings, const char *content, GError **error)
{
    SECRET_AUTO SecretKey key;
    g_autoptr(Conversation) about = setup_conversation(settings, content ? content : "{}", error);

    if (!about)
        return false;
    g_autofree char *kept = content ? g_strdup(content) : stored_content(db, &about->id, error);
    ConversationRow row = { .conversation = about->id, .settings = (char *)settings, .content = kept };

    return kept && keyring_conversation(hall->config.keys, &about->id, !about->dates.erased, &key, error) &&
           conversation_put(db, &row, error) && hall_reload(hall, db, error);
}

bool
hall_slot_due(Hall *hall, int64_t now)
{
    bool due = false;

    g_rw_lock_reader_lock(&hall->lock);
    for (guint i = 0; i < hall->boards->len; i++)
        due = due || now >= hall_board_at(hall, i)->turns_at;
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

    if (!vote_fold(&scope, error) || !keep_views(board, &scope, error))
        return false;
    hall_change(hall);
    board->fair_due = board->fair_due || fair_due;
    board->turns_at = board_next_turn(board, now);
    board_publish(board, hall->config.shown, hall->config.data);
    board_arrange(board);
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

        if (now >= board->turns_at && !turn_board(hall, board, db, now, fair_due, error))
            return false;
    }
    if (fair_due)
        hall->fair_at = now;
    return true;
}
