#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/coding_book.h"
#include "store/coding_store.h"

CodingOutcome
coding_enter(Hall *hall, Db *db, const Actor *actor, CodingDesk *ret_desk)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);

    if (!board)
        return CODING_NOT_FOUND;
    if (calendar_phase(&board->about->dates, clock_now()) >= PHASE_COMPLETED)
        return CODING_OVER;
    *ret_desk = (CodingDesk){ hall, board, board->book, board_scope(board, db), actor->staff_number };
    return CODING_DONE;
}

/* ---- the frame ---- */

bool
coding_store_code(const CodingDesk *desk, const CodeNow *now, int64_t act, const Id *beside, GError **error)
{
    CodeRow row = {
        .code = now->id, .parent = now->parent, .name = (char *)now->name, .definition = (char *)now->definition,
        .version = now->version, .retired = now->retired,
    };
    CodeHistoryRow step = {
        .version = now->version, .staff = desk->staff, .act = act, .code = now->id, .parent = *beside,
        .name = row.name, .definition = row.definition,
    };

    return code_put(&desk->scope, &row, error) && code_history_add(&desk->scope, &step, error);
}

/* Several at once: what is stored is set as a whole, or nothing is. */
static bool
put_codes(const CodingDesk *desk, const CodeNow *codes, size_t n, int64_t last_act, GError **error)
{
    for (size_t i = 0; i < n; i++)
        if (!coding_store_code(desk, &codes[i], i + 1 == n ? last_act : CODE_CHANGED, &codes[i].parent, error))
            return false;
    hall_change(desk->hall);
    for (size_t i = 0; i < n; i++)
        book_set_code(desk->book, &codes[i]);
    desk->book->changes++;
    hall_changed(desk->hall, desk->board);
    return true;
}

/* Is `id` the code itself or below it? */
static bool
is_below(const CodingDesk *desk, const Id *id, const Id *code)
{
    for (const Code *at = board_code(desk->board, id); at; at = board_code(desk->board, &at->parent))
        if (id_equal(&at->id, code))
            return true;
    return false;
}

static bool
name_taken(const CodingDesk *desk, const CodeNow *now)
{
    g_autofree char *name = text_fold(now->name);

    for (guint i = 0; i < desk->book->codes->len; i++) {
        const Code *code = g_ptr_array_index(desk->book->codes, i);
        g_autofree char *other = text_fold(code->name);

        if (!code->retired && !id_equal(&code->id, &now->id) && id_equal(&code->parent, &now->parent) &&
            g_str_equal(name, other))
            return true;
    }
    return false;
}

CodingOutcome
coding_may_set(const CodingDesk *desk, const CodeNow *now)
{
    if (!id_is_zero(&now->parent) && !board_code(desk->board, &now->parent))
        return CODING_NO_PARENT;
    if (is_below(desk, &now->parent, &now->id))
        return CODING_CIRCLE;
    return name_taken(desk, now) ? CODING_NAME_TAKEN : CODING_DONE;
}

bool
code_add(Hall *hall, Db *db, const Actor *actor, const CodeDraft *draft, CodingOutcome *ret_outcome, Id *ret_id, GError **error)
{
    CodingDesk desk;
    CodeNow now = { .name = draft->name, .definition = draft->definition ? draft->definition : "", .parent = draft->parent };

    *ret_outcome = coding_enter(hall, db, actor, &desk);
    if (*ret_outcome != CODING_DONE)
        return true;
    id_random(&now.id);
    now.version = desk.book->version + 1;
    *ret_outcome = desk.book->codes->len >= LIMIT_CODES ? CODING_FULL : coding_may_set(&desk, &now);
    if (*ret_outcome != CODING_DONE)
        return true;
    if (!put_codes(&desk, &now, 1, CODE_ADDED, error))
        return false;
    *ret_id = now.id;
    return true;
}

CodeNow
code_now(const Code *code)
{
    return (CodeNow){ code->id, code->parent, code->name, code->definition, code->version, code->retired };
}

static bool
is_same(const CodeNow *now, const Code *code)
{
    return id_equal(&now->parent, &code->parent) && g_str_equal(now->name, code->name) &&
           g_str_equal(now->definition, code->definition);
}

bool
code_change(Hall *hall, Db *db, const Actor *actor, const Id *id, const CodeDraft *draft, CodingOutcome *ret_outcome,
            GError **error)
{
    CodingDesk desk;
    const Code *code;

    *ret_outcome = coding_enter(hall, db, actor, &desk);
    if (*ret_outcome != CODING_DONE)
        return true;
    code = board_code(desk.board, id);
    if (!code)
        return *ret_outcome = CODING_NOT_FOUND, true;
    CodeNow now = code_now(code);
    now.version = desk.book->version + 1;
    now.name = draft->name ? draft->name : now.name;
    now.definition = draft->definition ? draft->definition : now.definition;
    now.parent = draft->set_parent ? draft->parent : now.parent;
    *ret_outcome = coding_may_set(&desk, &now);
    if (*ret_outcome != CODING_DONE || is_same(&now, code))
        return true;
    return put_codes(&desk, &now, 1, CODE_CHANGED, error);
}

void
coding_lift(const CodingDesk *desk, const Code *from, uint32_t version, GArray *changes)
{
    for (guint i = 0; i < desk->book->codes->len; i++) {
        const Code *code = g_ptr_array_index(desk->book->codes, i);
        CodeNow now = code_now(code);

        if (code->retired || !id_equal(&code->parent, &from->id))
            continue;
        now.parent = from->parent;
        now.version = version++;
        g_array_append_val(changes, now);
    }
}

bool
code_retire(Hall *hall, Db *db, const Actor *actor, const Id *id, CodingOutcome *ret_outcome, GError **error)
{
    CodingDesk desk;
    g_autoptr(GArray) changes = g_array_new(false, false, sizeof(CodeNow));

    *ret_outcome = coding_enter(hall, db, actor, &desk);
    if (*ret_outcome != CODING_DONE)
        return true;
    const Code *code = board_code(desk.board, id);
    if (!code)
        return *ret_outcome = CODING_NOT_FOUND, true;
    coding_lift(&desk, code, desk.book->version + 1, changes);
    CodeNow now = code_now(code);
    now.version = desk.book->version + changes->len + 1;
    now.retired = true;
    if (!coding_keep_undo(&desk, code, changes, NULL, error))
        return false;
    g_array_append_val(changes, now);
    return put_codes(&desk, (const CodeNow *)(void *)changes->data, changes->len, CODE_RETIRED, error);
}

/* ---- codings ---- */

static int
compare_codings(const void *a, const void *b)
{
    const Coding *one = a, *two = b;

    if (one->code != two->code)
        return one->code < two->code ? -1 : 1;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    return (one->end > two->end) - (one->end < two->end);
}

void
codings_tidy(GArray *codings)
{
    g_array_sort(codings, compare_codings);
    for (guint i = codings->len; i-- > 1;)
        if (compare_codings(&g_array_index(codings, Coding, i), &g_array_index(codings, Coding, i - 1)) == 0)
            g_array_remove_index(codings, i);
}

/* Checked, sorted, each once. */
static CodingOutcome
read_drafts(const CodingDesk *desk, const Item *item, const CodingDraft *drafts, size_t n, GArray *codings)
{
    size_t length = text_length(item->now.text);

    for (size_t i = 0; i < n; i++) {
        bool whole = drafts[i].start < 0;
        Coding coding = { 0, drafts[i].start, drafts[i].end, desk->book->version };

        if (!board_code(desk->board, &drafts[i].code))
            return CODING_NO_CODE;
        if (!whole && (drafts[i].end <= drafts[i].start || (size_t)drafts[i].end > length))
            return CODING_BAD_SPAN;
        coding.code = book_code_at(desk->book, &drafts[i].code) - 1;
        g_array_append_val(codings, coding);
    }
    codings_tidy(codings);
    return CODING_DONE;
}

bool
coding_store_all(const CodingDesk *desk, const Id *contribution, unsigned staff, const GArray *codings, GError **error)
{
    if (!coding_clear(&desk->scope, contribution, staff, error))
        return false;
    for (guint i = 0; i < codings->len; i++) {
        const Coding *coding = &g_array_index(codings, Coding, i);
        CodingRow row = {
            .contribution = *contribution,
            .code = ((const Code *)g_ptr_array_index(desk->book->codes, coding->code))->id,
            .staff = staff,
            .span_start = coding->start,
            .span_end = coding->end,
            .version = coding->version,
        };

        if (!coding_add(&desk->scope, &row, error))
            return false;
    }
    return true;
}

static CodingOutcome
find_item(const CodingDesk *desk, const Id *id, Item **ret_item)
{
    Item *item = board_find(desk->board, id);

    if (!item || !item_is_read(item))
        return CODING_NOT_FOUND;
    *ret_item = item;
    return CODING_DONE;
}

bool
coding_put(Hall *hall, Db *db, const Actor *actor, const Id *id, const CodingDraft *drafts, size_t n,
           CodingOutcome *ret_outcome, GError **error)
{
    CodingDesk desk;
    Item *item = NULL;
    g_autoptr(GArray) codings = g_array_new(false, false, sizeof(Coding));

    *ret_outcome = coding_enter(hall, db, actor, &desk);
    if (*ret_outcome == CODING_DONE)
        *ret_outcome = find_item(&desk, id, &item);
    if (*ret_outcome == CODING_DONE)
        *ret_outcome = read_drafts(&desk, item, drafts, n, codings);
    if (*ret_outcome != CODING_DONE)
        return true;
    ReadRow mark = { item->id, desk.staff };
    if (!read_mark_put(&desk.scope, &mark, error) || !coding_store_all(&desk, id, desk.staff, codings, error))
        return false;
    hall_change(hall);
    Reading *reading = book_reading_make(desk.book, item->at, desk.staff);
    reading->read = true;
    g_clear_pointer(&reading->codings, g_array_unref);
    reading->codings = g_steal_pointer(&codings);
    desk.book->changes++;
    hall_changed(hall, desk.board);
    return true;
}

bool
reading_put(Hall *hall, Db *db, const Actor *actor, const Id *id, bool read, CodingOutcome *ret_outcome, GError **error)
{
    CodingDesk desk;
    Item *item = NULL;

    *ret_outcome = coding_enter(hall, db, actor, &desk);
    if (*ret_outcome == CODING_DONE)
        *ret_outcome = find_item(&desk, id, &item);
    if (*ret_outcome != CODING_DONE)
        return true;
    ReadRow mark = { item->id, desk.staff };
    if (!(read ? read_mark_put(&desk.scope, &mark, error) : read_mark_clear(&desk.scope, &mark, error)))
        return false;
    hall_change(hall);
    book_reading_make(desk.book, item->at, desk.staff)->read = read;
    desk.book->changes++;
    hall_changed(hall, desk.board);
    return true;
}
