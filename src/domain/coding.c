#include "domain/coding.h"
#include "base/clock.h"
#include "domain/coding_book.h"
#include "domain/quote.h"
#include "store/coding_store.h"

static void
code_free(Code *code)
{
    g_free(code->name);
    g_free(code->definition);
    g_free(code);
}

static void
reading_clear(Reading *reading)
{
    g_clear_pointer(&reading->codings, g_array_unref);
}

static void
readings_free(GArray *readings)
{
    if (readings)
        g_array_unref(readings);
}

CodingBook *
coding_book_new(void)
{
    CodingBook *book = g_new0(CodingBook, 1);

    /* A book that was loaded anew has another one. */
    book->changes = (uint64_t)clock_monotonic_ms() << 20;
    book->codes = g_ptr_array_new_with_free_func((GDestroyNotify)code_free);
    book->code_by_id = g_hash_table_new(id_hash, id_equal_func);
    book->code_at = g_hash_table_new(id_hash, id_equal_func);
    book->readings = g_ptr_array_new_with_free_func((GDestroyNotify)readings_free);
    return book;
}

void
coding_book_free(CodingBook *book)
{
    if (!book)
        return;
    g_hash_table_unref(book->code_at);
    g_hash_table_unref(book->code_by_id);
    g_ptr_array_unref(book->codes);
    g_ptr_array_unref(book->readings);
    quotes_free(book->quotes);
    placement_free(book->placement);
    g_free(book);
}

/* ---- changing it ---- */

uint32_t
book_code_at(const CodingBook *book, const Id *id)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(book->code_at, id));
}

void
book_set_code(CodingBook *book, const CodeNow *now)
{
    Code *code = g_hash_table_lookup(book->code_by_id, &now->id);
    char *name = g_strdup(now->name), *definition = g_strdup(now->definition);

    if (!code) {
        code = g_new0(Code, 1);
        code->id = now->id;
        g_ptr_array_add(book->codes, code);
        g_hash_table_insert(book->code_by_id, &code->id, code);
        g_hash_table_insert(book->code_at, &code->id, GUINT_TO_POINTER(book->codes->len));
    }
    g_free(code->name);
    g_free(code->definition);
    code->name = name;
    code->definition = definition;
    code->parent = now->parent;
    code->version = now->version;
    code->retired = now->retired;
    book->version = MAX(book->version, now->version);
}

Reading *
book_reading_make(CodingBook *book, uint32_t item, unsigned staff)
{
    Reading fresh = { .staff = staff };
    guint i = 0;

    if (book->readings->len <= item)
        g_ptr_array_set_size(book->readings, (gint)item + 1);
    GArray *readings = g_ptr_array_index(book->readings, item);
    if (!readings) {
        readings = g_array_new(false, true, sizeof(Reading));
        g_array_set_clear_func(readings, (GDestroyNotify)reading_clear);
        g_ptr_array_index(book->readings, item) = readings;
    }
    while (i < readings->len && g_array_index(readings, Reading, i).staff < staff)
        i++;
    if (i == readings->len || g_array_index(readings, Reading, i).staff != staff)
        g_array_insert_val(readings, i, fresh);
    return &g_array_index(readings, Reading, i);
}

void
book_add_coding(CodingBook *book, uint32_t item, unsigned staff, const Coding *coding)
{
    Reading *reading = book_reading_make(book, item, staff);

    if (!reading->codings)
        reading->codings = g_array_new(false, false, sizeof(Coding));
    g_array_append_vals(reading->codings, coding, 1);
}

/* ---- loading ---- */

static bool
load_code(const void *data, void *user)
{
    const CodeRow *row = data;
    Board *board = user;

    book_set_code(board->book, &(CodeNow){ row->code, row->parent, row->name, row->definition, (uint32_t)row->version,
                                           row->retired });
    return true;
}

static bool
load_coding(const void *data, void *user)
{
    const CodingRow *row = data;
    Board *board = user;
    const Item *item = board_find(board, &row->contribution);
    uint32_t at = book_code_at(board->book, &row->code);
    Coding coding = { at - 1, (int32_t)row->span_start, (int32_t)row->span_end, (uint32_t)row->version };

    if (item && at)
        book_add_coding(board->book, item->at, (unsigned)row->staff, &coding);
    return true;
}

static bool
load_read(const void *data, void *user)
{
    const ReadRow *row = data;
    Board *board = user;
    const Item *item = board_find(board, &row->contribution);

    if (item)
        book_reading_make(board->book, item->at, (unsigned)row->staff)->read = true;
    return true;
}

bool
coding_book_load(Board *board, Db *db, GError **error)
{
    Scope scope = board_scope(board, db);
    g_auto(DbRows) last = DB_ROWS_NONE;

    if (!code_each(&scope, load_code, board, error) || !coding_each(&scope, load_coding, board, error) ||
        !read_mark_each(&scope, load_read, board, error) || !code_history_latest(&scope, 1, &last, error) ||
        !quotes_load(board, db, error) || !placement_read(db, &board->about->id, &board->book->placement, error))
        return false;
    if (last.n)
        board->book->version = (uint32_t)db_rows_at(&last, CodeHistoryRow, 0)->version;
    return true;
}

/* ---- looking at it ---- */

const Code *
board_code(const Board *board, const Id *id)
{
    const Code *code = g_hash_table_lookup(board->book->code_by_id, id);

    return code && !code->retired ? code : NULL;
}

const GArray *
board_readings(const Board *board, uint32_t item)
{
    return item < board->book->readings->len ? g_ptr_array_index(board->book->readings, item) : NULL;
}

const Reading *
board_reading(const Board *board, uint32_t item, unsigned staff)
{
    const GArray *readings = board_readings(board, item);

    for (guint i = 0; readings && i < readings->len; i++)
        if (g_array_index(readings, Reading, i).staff == staff)
            return &g_array_index(readings, Reading, i);
    return NULL;
}

static int
by_name(const void *a, const void *b, void *data)
{
    const CodingBook *book = data;
    const Code *one = g_ptr_array_index(book->codes, *(const uint32_t *)a);
    const Code *two = g_ptr_array_index(book->codes, *(const uint32_t *)b);
    int by = g_utf8_collate(one->name, two->name);

    return by ? by : memcmp(one->id.bytes, two->id.bytes, sizeof(Id));
}

static void
add_below(const CodingBook *book, const GArray *sorted, const Id *parent, unsigned depth, GArray *tree)
{
    for (guint i = 0; i < sorted->len; i++) {
        uint32_t at = g_array_index(sorted, uint32_t, i);
        const Code *code = g_ptr_array_index(book->codes, at);
        CodeLevel level = { code, at, depth };

        if (!id_equal(&code->parent, parent))
            continue;
        g_array_append_val(tree, level);
        add_below(book, sorted, &code->id, depth + 1, tree);
    }
}

GArray *
board_code_tree(const Board *board)
{
    static const Id none;
    const CodingBook *book = board->book;
    g_autoptr(GArray) sorted = g_array_new(false, false, sizeof(uint32_t));
    GArray *tree = g_array_new(false, false, sizeof(CodeLevel));

    for (uint32_t i = 0; i < book->codes->len; i++)
        if (!((const Code *)g_ptr_array_index(book->codes, i))->retired)
            g_array_append_val(sorted, i);
    g_array_sort_with_data(sorted, by_name, (void *)book);
    add_below(book, sorted, &none, 0, tree);
    return tree;
}

bool
item_is_read(const Item *item)
{
    return item->public && item->shown.state == STATE_SHOWN && item->now.state == STATE_SHOWN &&
           item->source != SOURCE_FACILITATOR;
}

static void
count_reading(const Reading *reading, bool *coded, bool *read)
{
    *coded = *coded || (reading->codings && reading->codings->len > 0);
    *read = *read || reading->read;
}

CodingCoverage
board_coverage(const Board *board, unsigned staff)
{
    CodingCoverage coverage = { 0, 0, 0 };

    for (uint32_t at = 0; at < board->items->len; at++) {
        const GArray *readings = board_readings(board, at);
        bool coded = false, read = false;

        if (!item_is_read(board_at(board, at)))
            continue;
        for (guint i = 0; readings && i < readings->len; i++)
            if (!staff || g_array_index(readings, Reading, i).staff == staff)
                count_reading(&g_array_index(readings, Reading, i), &coded, &read);
        coverage.coded += coded;
        coverage.read += read && !coded;
        coverage.unread += !read && !coded;
    }
    return coverage;
}

static int
compare_staff(const void *a, const void *b)
{
    unsigned one = *(const unsigned *)a, two = *(const unsigned *)b;

    return (one > two) - (one < two);
}

GArray *
board_analysts(const Board *board)
{
    GArray *analysts = g_array_new(false, false, sizeof(unsigned));
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);

    for (uint32_t at = 0; at < board->book->readings->len; at++) {
        const GArray *readings = board_readings(board, at);

        for (guint i = 0; readings && i < readings->len; i++) {
            const Reading *reading = &g_array_index(readings, Reading, i);
            bool busy = reading->read || (reading->codings && reading->codings->len > 0);

            if (busy && g_hash_table_add(known, GUINT_TO_POINTER(reading->staff + 1)))
                g_array_append_val(analysts, reading->staff);
        }
    }
    g_array_sort(analysts, compare_staff);
    return analysts;
}
