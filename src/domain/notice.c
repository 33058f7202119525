#include "domain/notice.h"
#include "base/clock.h"
#include "base/limits.h"
#include "store/notice_store.h"

struct NoticeBook { GPtrArray *notices; GHashTable *by_id; size_t n_steps; };

static void
face_clear(NoticeFace *face)
{
    g_clear_pointer(&face->section, g_free);
    g_clear_pointer(&face->text, g_free);
}

static void
notice_free(Notice *notice)
{
    face_clear(&notice->now);
    face_clear(&notice->shown);
    g_array_unref(notice->steps);
    g_free(notice);
}

NoticeBook *
notice_book_new(void)
{
    NoticeBook *book = g_new0(NoticeBook, 1);

    book->notices = g_ptr_array_new_with_free_func((GDestroyNotify)notice_free);
    book->by_id = g_hash_table_new(id_hash, id_equal_func);
    return book;
}

void
notice_book_free(NoticeBook *book)
{
    if (!book)
        return;
    g_hash_table_unref(book->by_id);
    g_ptr_array_unref(book->notices);
    g_free(book);
}

/* ---- showing ---- */

/* Who has a page of before goes on seeing old words as of then: `since` is when these words came. */
static void
show(Notice *notice)
{
    if (!notice->shown.text || !g_str_equal(notice->shown.text, notice->now.text) || !notice->shown.pinned)
        notice->since = g_array_index(notice->steps, NoticeStep, notice->steps->len - 1).slot;
    face_clear(&notice->shown);
    notice->shown = notice->now;
    notice->shown.section = g_strdup(notice->now.section);
    notice->shown.text = g_strdup(notice->now.text);
    notice->dirty = false;
}

/* A step waits for one slot; further ahead lies only what was done before the clock was set back. */
static bool
is_ahead(const Board *board, const Notice *notice, int64_t now)
{
    const int64_t slot = g_array_index(notice->steps, NoticeStep, notice->steps->len - 1).slot;

    return slot > now && slot <= now + 2 * 60LL * board->about->slot_minutes;
}

bool
notice_publish(Board *board, int64_t now)
{
    bool changed = false;

    for (guint i = 0; i < board->notices->notices->len; i++) {
        Notice *notice = g_ptr_array_index(board->notices->notices, i);

        if (!notice->dirty || is_ahead(board, notice, now))
            continue;
        show(notice);
        changed = true;
    }
    return changed;
}

static void
take_step(Board *board, const NoticeRow *row)
{
    NoticeBook *book = board->notices;
    Notice *notice = g_hash_table_lookup(book->by_id, &row->notice);
    const NoticeStep step = { (NoticeAct)row->act, (unsigned)row->staff, row->slot };

    if (!notice) {
        notice = g_new0(Notice, 1);
        notice->id = row->notice;
        notice->steps = g_array_new(false, false, sizeof(NoticeStep));
        g_ptr_array_add(book->notices, notice);
        g_hash_table_insert(book->by_id, &notice->id, notice);
    }
    /* The row may have borrowed its texts from the face that goes. */
    NoticeFace face = { g_strdup(row->section), g_strdup(row->text), step.act != NOTICE_TAKEN_DOWN, row->place };
    face_clear(&notice->now);
    notice->now = face;
    notice->dirty = true;
    g_array_append_val(notice->steps, step);
    book->n_steps++;
}

bool
notice_load(Board *board, const Scope *scope, int64_t now, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!notice_all(scope, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        take_step(board, db_rows_at(&rows, NoticeRow, i));
        (void)notice_publish(board, now);
    }
    return true;
}

/* ---- looking ---- */

const Notice *
notice_find(const Board *board, const Id *id)
{
    return g_hash_table_lookup(board->notices->by_id, id);
}

static int
compare_faces(const NoticeFace *one, const NoticeFace *two)
{
    return one->place < two->place ? -1 : one->place > two->place;
}

size_t
notice_shown(const Board *board, const char *section, const Notice *ret_notices[LIMIT_NOTICES])
{
    size_t n = 0;

    for (guint i = 0; i < board->notices->notices->len; i++) {
        const Notice *notice = g_ptr_array_index(board->notices->notices, i);
        size_t at = n;

        if (!notice->shown.text || !notice->shown.pinned || !g_str_equal(notice->shown.section, section) || n == LIMIT_NOTICES)
            continue;
        for (; at > 0 && compare_faces(&notice->shown, &ret_notices[at - 1]->shown) < 0; at--)
            ret_notices[at] = ret_notices[at - 1];
        ret_notices[at] = notice;
        n++;
    }
    return n;
}

static int
compare_notices(const void *a, const void *b)
{
    const Notice *one = *(Notice *const *)a, *two = *(Notice *const *)b;
    int by = (int)two->now.pinned - (int)one->now.pinned;

    by = by ? by : g_strcmp0(one->now.section, two->now.section);
    by = by ? by : compare_faces(&one->now, &two->now);
    return by ? by : memcmp(one->id.bytes, two->id.bytes, sizeof(Id));
}

GPtrArray *
notice_list(const Board *board)
{
    GPtrArray *list = g_ptr_array_new();

    for (guint i = 0; i < board->notices->notices->len; i++)
        g_ptr_array_add(list, g_ptr_array_index(board->notices->notices, i));
    g_ptr_array_sort(list, compare_notices);
    return list;
}

/* ---- acting ---- */

typedef struct { size_t n; int64_t first, last; } Pinned;

static Pinned
pinned_in(const Board *board, const char *section)
{
    Pinned pinned = { 0, 0, 0 };

    for (guint i = 0; i < board->notices->notices->len; i++) {
        const NoticeFace *face = &((const Notice *)g_ptr_array_index(board->notices->notices, i))->now;

        if (!face->pinned || !g_str_equal(face->section, section))
            continue;
        pinned.first = pinned.n ? MIN(pinned.first, face->place) : face->place;
        pinned.last = pinned.n ? MAX(pinned.last, face->place) : face->place;
        pinned.n++;
    }
    return pinned;
}

static NoticeOutcome
may_act(const Board *board, const Notice *notice, const NoticeOrder *order)
{
    if (!calendar_may_facilitate(&board->about->dates, clock_now()))
        return NOTICE_OVER;
    if (order->act != NOTICE_PINNED && !notice)
        return NOTICE_NOT_FOUND;
    if (order->act == NOTICE_PINNED && *order->section && conversation_section(board->about, order->section) < 0)
        return NOTICE_NO_SECTION;
    if (notice && order->version && order->version != notice->steps->len)
        return NOTICE_STALE;
    if (order->naming)
        return NOTICE_NAMING;
    return board->notices->n_steps >= LIMIT_NOTICE_STEPS ? NOTICE_TOO_MANY : NOTICE_DONE;
}

/* The same words pinned in the same place: a form that was sent twice. */
static const Notice *
same_pinned(const Board *board, const NoticeOrder *order)
{
    for (guint i = 0; i < board->notices->notices->len; i++) {
        const Notice *notice = g_ptr_array_index(board->notices->notices, i);

        if (notice->now.pinned && g_str_equal(notice->now.section, order->section) && g_str_equal(notice->now.text, order->text))
            return notice;
    }
    return NULL;
}

/* The step as a row, of borrowed texts; false: it changes nothing. */
static bool
plan(const Board *board, const Notice *notice, const NoticeOrder *order, NoticeRow *row, NoticeOutcome *ret_outcome)
{
    const bool pins = order->act == NOTICE_PINNED || order->act == NOTICE_PINNED_AGAIN;
    const char *section = notice ? notice->now.section : order->section;
    const Pinned pinned = pinned_in(board, section);

    row->section = (char *)(uintptr_t)section;
    row->text = (char *)(uintptr_t)(order->text ? order->text : notice->now.text);
    row->place = notice ? notice->now.place : 0;
    if (order->act == NOTICE_PINNED_AGAIN && notice->now.pinned)
        return false;
    if (pins && pinned.n >= LIMIT_NOTICES)
        return *ret_outcome = NOTICE_FULL, false;
    if (pins && pinned.n > 0)
        row->place = pinned.last + 1;
    if (order->act == NOTICE_TAKEN_DOWN || order->act == NOTICE_PUT_FIRST) {
        row->place = order->act == NOTICE_PUT_FIRST ? pinned.first - 1 : row->place;
        return notice->now.pinned && (order->act == NOTICE_TAKEN_DOWN || notice->now.place != pinned.first);
    }
    return pins || !g_str_equal(order->text, notice->now.text);
}

bool
notice_act(Hall *hall, Db *db, const Actor *actor, Id *id, const NoticeOrder *order, NoticeOutcome *ret_outcome, GError **error)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);
    const Notice *notice = board && order->act != NOTICE_PINNED ? notice_find(board, id) : NULL;
    const int64_t now = clock_now();
    NoticeRow row = { .act = order->act, .staff = actor->staff_number, .number = notice ? notice->steps->len + 1 : 1 };

    *ret_outcome = board ? may_act(board, notice, order) : NOTICE_NOT_FOUND;
    const Notice *same = *ret_outcome == NOTICE_DONE && order->act == NOTICE_PINNED ? same_pinned(board, order) : NULL;
    if (same)
        *id = same->id;
    if (*ret_outcome != NOTICE_DONE || same || !plan(board, notice, order, &row, ret_outcome))
        return true;
    if (notice)
        row.notice = notice->id;
    else
        id_random(&row.notice);
    /* Changed while it is down, it stays down. */
    if (order->act == NOTICE_CHANGED && !notice->now.pinned)
        row.act = NOTICE_TAKEN_DOWN;
    row.slot = board->about->slot_minutes ? clock_next_slot(now, board->about->slot_minutes) : now;
    const Scope scope = board_scope(board, db);
    if (!notice_add(&scope, &row, error))
        return false;
    *id = row.notice;
    hall_change(hall);
    take_step(board, &row);
    hall_changed(hall, board);
    return true;
}
