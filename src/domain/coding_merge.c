#include "domain/coding_merge.h"
#include "domain/coding_book.h"
#include "store/coding_store.h"

/* One analyst's codings of one contribution as they are to be. */
typedef struct { uint32_t item; unsigned staff; GArray *codings; } Rewritten;

static void
rewritten_clear(Rewritten *rewritten)
{
    g_clear_pointer(&rewritten->codings, g_array_unref);
}

/* NULL: this reading does not have the code. */
static GArray *
rewrite(const Reading *reading, uint32_t from, uint32_t into, uint32_t version)
{
    g_autoptr(GArray) codings = g_array_new(false, false, sizeof(Coding));
    bool found = false;

    for (guint i = 0; reading->codings && i < reading->codings->len; i++) {
        Coding coding = g_array_index(reading->codings, Coding, i);

        if (coding.code == from) {
            coding.code = into;
            coding.version = version;
            found = true;
        }
        g_array_append_val(codings, coding);
    }
    codings_tidy(codings);
    return found ? g_steal_pointer(&codings) : NULL;
}

static GArray *
all_rewritten(const Board *board, uint32_t from, uint32_t into, uint32_t version)
{
    GArray *all = g_array_new(false, true, sizeof(Rewritten));

    g_array_set_clear_func(all, (GDestroyNotify)rewritten_clear);
    for (uint32_t item = 0; item < board->book->readings->len; item++) {
        const GArray *readings = board_readings(board, item);

        for (guint r = 0; readings && r < readings->len; r++) {
            const Reading *reading = &g_array_index(readings, Reading, r);
            Rewritten rewritten = { item, reading->staff, rewrite(reading, from, into, version) };

            if (rewritten.codings)
                g_array_append_val(all, rewritten);
        }
    }
    return all;
}

static bool
store_merge(const CodingDesk *desk, const GArray *all, const GArray *changes, const Id *into, GError **error)
{
    for (guint i = 0; i < all->len; i++) {
        const Rewritten *one = &g_array_index(all, Rewritten, i);

        if (!coding_store_all(desk, &board_at(desk->board, one->item)->id, one->staff, one->codings, error))
            return false;
    }
    for (guint i = 0; i < changes->len; i++) {
        const CodeNow *now = &g_array_index(changes, CodeNow, i);
        bool last = i + 1 == changes->len;

        if (!coding_store_code(desk, now, last ? CODE_JOINED : CODE_CHANGED, last ? into : &now->parent, error))
            return false;
    }
    return true;
}

static void
apply(const CodingDesk *desk, GArray *all, const GArray *changes)
{
    hall_change(desk->hall);
    for (guint i = 0; i < all->len; i++) {
        Rewritten *one = &g_array_index(all, Rewritten, i);
        Reading *reading = book_reading_make(desk->book, one->item, one->staff);

        g_array_unref(reading->codings);
        reading->codings = g_steal_pointer(&one->codings);
    }
    for (guint i = 0; i < changes->len; i++)
        book_set_code(desk->book, &g_array_index(changes, CodeNow, i));
    desk->book->changes++;
    hall_changed(desk->hall, desk->board);
}

bool
code_merge(Hall *hall, Db *db, const Actor *actor, const Id *from, const Id *into, CodingOutcome *ret_outcome, GError **error)
{
    CodingDesk desk;
    g_autoptr(GArray) changes = g_array_new(false, false, sizeof(CodeNow));

    *ret_outcome = coding_enter(hall, db, actor, &desk);
    if (*ret_outcome != CODING_DONE)
        return true;
    const Code *code = board_code(desk.board, from);
    if (!code || !board_code(desk.board, into))
        return *ret_outcome = CODING_NOT_FOUND, true;
    if (id_equal(from, into))
        return *ret_outcome = CODING_CIRCLE, true;
    coding_lift(&desk, code, desk.book->version + 1, changes);
    CodeNow retired = code_now(code);
    retired.version = desk.book->version + changes->len + 1;
    retired.retired = true;
    g_array_append_val(changes, retired);
    g_autoptr(GArray) all = all_rewritten(desk.board, book_code_at(desk.book, from) - 1, book_code_at(desk.book, into) - 1,
                                          retired.version);
    if (!store_merge(&desk, all, changes, into, error))
        return false;
    apply(&desk, all, changes);
    return true;
}
