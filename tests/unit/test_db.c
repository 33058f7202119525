#include "db_fixture.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>



/* ---- typed rows ---- */

typedef struct {
    int64_t number;
    char   *text, *maybe_text;
    DbBytes bytes, maybe_bytes;
    Id      id, maybe_id;
} WideRow;

static const DbColumn wide_columns[] = {
    DB_COL_I64(WideRow, number),
    DB_COL_TEXT(WideRow, text),
    DB_COL_TEXT_OR_NULL(WideRow, maybe_text),
    DB_COL_BYTES(WideRow, bytes),
    DB_COL_BYTES_OR_NULL(WideRow, maybe_bytes),
    DB_COL_ID(WideRow, id),
    DB_COL_ID_OR_ZERO(WideRow, maybe_id),
};
static const DbRowType wide_row = { wide_columns, G_N_ELEMENTS(wide_columns), sizeof(WideRow) };

/* The order differs from the struct's: columns are found by name. */
#define WIDE(number, text, maybe_text, bytes, maybe_bytes, id, maybe_id)                                   \
    "SELECT " maybe_id " AS maybe_id, " number " AS number, " text " AS text, " bytes " AS bytes, " id     \
    " AS id, " maybe_text " AS maybe_text, " maybe_bytes " AS maybe_bytes, 'more' AS more"
#define ID_A "x'000102030405060708090a0b0c0d0e0f'"

typedef struct { DbQuery query; const char *fault; } RowCase;

static const RowCase row_cases[] = {
    { { "full", WIDE("7", "'seven'", "'t'", "x'0102'", "x'03'", ID_A, ID_A), &wide_row }, NULL },
    { { "nulls", WIDE("-1", "''", "NULL", "x''", "NULL", ID_A, "NULL"), &wide_row }, NULL },
    { { "null-number", WIDE("NULL", "''", "NULL", "x''", "NULL", ID_A, "NULL"), &wide_row }, "number" },
    { { "text-number", WIDE("'1'", "''", "NULL", "x''", "NULL", ID_A, "NULL"), &wide_row }, "number" },
    { { "null-text", WIDE("1", "NULL", "NULL", "x''", "NULL", ID_A, "NULL"), &wide_row }, "text" },
    { { "nul-in-text", WIDE("1", "'a' || char(0) || 'b'", "NULL", "x''", "NULL", ID_A, "NULL"), &wide_row }, "text" },
    { { "blob-text", WIDE("1", "x'41'", "NULL", "x''", "NULL", ID_A, "NULL"), &wide_row }, "text" },
    { { "number-maybe-text", WIDE("1", "''", "2", "x''", "NULL", ID_A, "NULL"), &wide_row }, "maybe_text" },
    { { "null-bytes", WIDE("1", "''", "NULL", "NULL", "NULL", ID_A, "NULL"), &wide_row }, "bytes" },
    { { "text-bytes", WIDE("1", "''", "NULL", "'a'", "NULL", ID_A, "NULL"), &wide_row }, "bytes" },
    { { "short-id", WIDE("1", "''", "NULL", "x''", "NULL", "x'00'", "NULL"), &wide_row }, "id" },
    { { "null-id", WIDE("1", "''", "NULL", "x''", "NULL", "NULL", "NULL"), &wide_row }, "id" },
    { { "no-column", "SELECT 1 AS number", &wide_row }, "no column text" },
};

static void
test_row(const void *data)
{
    const RowCase *c = data;
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };
    g_auto(DbRows) rows = DB_ROWS_NONE;

    db_place_init(&place);
    g_autoptr(Db) db = db_place_open(&place);
    bool done = db_select(db, &c->query, DB_NO_PARAMS, &rows, &error);
    g_assert_true(done == (c->fault == NULL));
    g_assert_cmpuint(rows.n, ==, c->fault ? 0 : 1);
    if (c->fault) {
        g_assert_error(error, ERROR_DOMAIN, ERROR_CORRUPT);
        g_assert_nonnull(strstr(error->message, c->fault));
        g_assert_nonnull(strstr(error->message, c->query.name));
    }
}

static void
test_values(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };
    g_auto(DbRows) rows = DB_ROWS_NONE;
    static const uint8_t bytes[] = { 0, 1, 0, 255 };
    static const Id id = { { 9, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 } };
    static const DbQuery query = {
        "echo", WIDE("?1", "?2", "?3", "?4", "?5", "?6", "?7"), &wide_row
    };

    db_place_init(&place);
    g_autoptr(Db) db = db_place_open(&place);
    g_assert_true(db_select(db, &query,
                            DB_PARAMS(DB_INT(INT64_MIN), DB_TEXT("r\xc3\xa9"), DB_TEXT(NULL),
                                      DB_BLOB(bytes, sizeof bytes), DB_BLOB("", 0), DB_ID(&id), DB_NULL),
                            &rows, &error));
    const WideRow *row = db_rows_at(&rows, WideRow, 0);
    g_assert_cmpint(row->number, ==, INT64_MIN);
    g_assert_cmpstr(row->text, ==, "r\xc3\xa9");
    g_assert_null(row->maybe_text);
    g_assert_cmpmem(row->bytes.bytes, (int)row->bytes.length, bytes, sizeof bytes);
    g_assert_nonnull(row->maybe_bytes.bytes);
    g_assert_cmpuint(row->maybe_bytes.length, ==, 0);
    g_assert_true(id_equal(&row->id, &id));
    g_assert_true(id_is_zero(&row->maybe_id));
}

typedef struct { int64_t number; char *words; } ItemRow;

static const DbColumn item_columns[] = { DB_COL_I64(ItemRow, number), DB_COL_TEXT(ItemRow, words) };
static const DbRowType item_row = { item_columns, G_N_ELEMENTS(item_columns), sizeof(ItemRow) };
static const DbQuery query_items = { "items", "SELECT number, words FROM item ORDER BY number", &item_row };

static void
test_many_rows_outlive_db(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };
    g_auto(DbRows) rows = DB_ROWS_NONE;

    db_place_init(&place);
    Db *db = db_place_open(&place);
    for (int i = 0; i < 100; i++) {
        g_autofree char *words = g_strdup_printf("words %d", i);
        db_put(db, i, words);
    }
    g_assert_true(db_select(db, &query_items, DB_NO_PARAMS, &rows, &error));
    db_free(db);
    g_assert_cmpuint(rows.n, ==, 100);
    g_assert_cmpstr(db_rows_at(&rows, ItemRow, 99)->words, ==, "words 99");
}

typedef struct { Db *db; int seen, inner; } EachWalk;

static bool
count_inner(const void *row, void *data)
{
    ((EachWalk *)data)->inner++;
    return true;
}

/* The same query inside itself, and an end on request. */
static bool
count_outer(const void *row, void *data)
{
    EachWalk *walk = data;
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(((const ItemRow *)row)->number, ==, walk->seen);
    g_assert_true(db_each(walk->db, &query_items, DB_NO_PARAMS, count_inner, walk, &error));
    return ++walk->seen < 3;
}

static void
test_each(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };

    db_place_init(&place);
    g_autoptr(Db) db = db_place_open(&place);
    for (int i = 0; i < 5; i++)
        db_put(db, i, "x");

    EachWalk walk = { db, 0, 0 };
    g_assert_true(db_each(db, &query_items, DB_NO_PARAMS, count_outer, &walk, &error));
    g_assert_cmpint(walk.seen, ==, 3);
    g_assert_cmpint(walk.inner, ==, 15);
}

/* ---- opening ---- */

typedef struct { const char *name, *uri; DbMode mode; ErrorKind kind; } OpenCase;

static const OpenCase open_cases[] = {
    { "other-scheme", "postgresql://localhost/x", DB_CREATE, ERROR_INPUT },
    { "relative", "sqlite://here.db", DB_CREATE, ERROR_INPUT },
    { "no-folder", "sqlite:///nowhere/at/all/x.db", DB_CREATE, ERROR_UNAVAILABLE },
    { "no-file", "sqlite:///nowhere.db", DB_READ_WRITE, ERROR_UNAVAILABLE },
    { "no-file-to-read", "sqlite:///nowhere.db", DB_READ_ONLY, ERROR_UNAVAILABLE },
};

static void
test_open_refused(const void *data)
{
    const OpenCase *c = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Db) db = db_open(c->uri, c->mode, &error);

    g_assert_null(db);
    g_assert_error(error, ERROR_DOMAIN, (int)c->kind);
}

typedef struct { int64_t journal, sync, keys, cells, trusted, secure; } SettingsRow;

static const DbColumn settings_columns[] = {
    DB_COL_I64(SettingsRow, journal), DB_COL_I64(SettingsRow, sync),    DB_COL_I64(SettingsRow, keys),
    DB_COL_I64(SettingsRow, cells),   DB_COL_I64(SettingsRow, trusted), DB_COL_I64(SettingsRow, secure),
};
static const DbRowType settings_row = { settings_columns, G_N_ELEMENTS(settings_columns), sizeof(SettingsRow) };
static const DbQuery query_settings = {
    "settings",
    "SELECT (SELECT journal_mode = 'wal' FROM pragma_journal_mode) AS journal,"
    " (SELECT synchronous FROM pragma_synchronous) AS sync,"
    " (SELECT foreign_keys FROM pragma_foreign_keys) AS keys,"
    " (SELECT cell_size_check FROM pragma_cell_size_check) AS cells,"
    " (SELECT trusted_schema FROM pragma_trusted_schema) AS trusted,"
    " (SELECT secure_delete FROM pragma_secure_delete) AS secure",
    &settings_row
};

static void
test_settings(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };
    g_auto(DbRows) rows = DB_ROWS_NONE;
    struct stat at;

    db_place_init(&place);
    g_autoptr(Db) db = db_place_open(&place);
    g_assert_true(db_select(db, &query_settings, DB_NO_PARAMS, &rows, &error));
    const SettingsRow *row = db_rows_at(&rows, SettingsRow, 0);
    g_assert_cmpint(row->journal, ==, 1);
    g_assert_cmpint(row->sync, ==, 2);
    g_assert_cmpint(row->keys, ==, 1);
    g_assert_cmpint(row->cells, ==, 1);
    g_assert_cmpint(row->trusted, ==, 0);
    g_assert_cmpint(row->secure, ==, 1);

    g_autofree char *log = g_strconcat(place.path, "-wal", NULL);
    g_assert_cmpint(stat(place.path, &at), ==, 0);
    g_assert_cmpint(at.st_mode & 0777, ==, 0600);
    g_assert_cmpint(stat(log, &at), ==, 0);
    g_assert_cmpint(at.st_mode & 0777, ==, 0600);
    g_clear_pointer(&db, db_free);
    g_assert_cmpint(stat(log, &at), ==, 0);          /* kept for readers that may not make it */
}

static void
test_reader_beside_writer(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };
    static const DbQuery query = { "writing", "DELETE FROM item", NULL };

    db_place_init(&place);
    g_autoptr(Db) db = db_place_open(&place);
    g_autoptr(Db) reader = db_open(place.uri, DB_READ_ONLY, &error);
    g_assert_no_error(error);
    db_put(db, 1, "one");
    g_assert_cmpint(db_count(reader), ==, 1);

    g_auto(DbTxn) snapshot = DB_TXN_NONE;
    g_assert_true(db_txn_begin(reader, &snapshot, &error));
    g_assert_cmpint(db_count(reader), ==, 1);
    db_put(db, 2, "two");                            /* nobody waits for the reader */
    g_assert_cmpint(db_count(reader), ==, 1);
    g_assert_false(db_run(reader, &query, DB_NO_PARAMS, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_FULL);
    g_clear_error(&error);
    g_assert_true(db_txn_commit(&snapshot, &error));
    g_assert_cmpint(db_count(reader), ==, 2);
}

/* ---- transactions ---- */

static void
test_nested(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };

    db_place_init(&place);
    g_autoptr(Db) db = db_place_open(&place);
    {
        g_auto(DbTxn) outer = DB_TXN_NONE;
        g_assert_true(db_txn_begin(db, &outer, &error));
        db_put(db, 1, "kept");
        {
            g_auto(DbTxn) inner = DB_TXN_NONE;
            g_assert_true(db_txn_begin(db, &inner, &error));
            db_put(db, 2, "undone");
        }
        {
            g_auto(DbTxn) inner = DB_TXN_NONE, innermost = DB_TXN_NONE;
            g_assert_true(db_txn_begin(db, &inner, &error));
            db_put(db, 3, "kept");
            g_assert_true(db_txn_begin(db, &innermost, &error));
            db_put(db, 4, "undone");
            db_txn_clear(&innermost);
            g_assert_true(db_txn_commit(&inner, &error));
        }
        g_assert_true(db_txn_commit(&outer, &error));
    }
    g_assert_cmpint(db_count(db), ==, 2);
    {
        g_auto(DbTxn) outer = DB_TXN_NONE;
        g_assert_true(db_txn_begin(db, &outer, &error));
        db_put(db, 5, "undone");
    }
    g_assert_cmpint(db_count(db), ==, 2);
}

static void
test_second_writer_is_busy(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };
    static const DbQuery impatient = { "no waiting", "PRAGMA busy_timeout = 0", NULL };

    db_place_init(&place);
    g_autoptr(Db) db = db_place_open(&place);
    g_autoptr(Db) other = db_open(place.uri, DB_READ_WRITE, &error);
    g_assert_no_error(error);
    g_assert_true(db_run(other, &impatient, DB_NO_PARAMS, &error));

    g_auto(DbTxn) txn = DB_TXN_NONE, refused = DB_TXN_NONE;
    g_assert_true(db_txn_begin(db, &txn, &error));
    g_assert_false(db_txn_begin(other, &refused, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_BUSY);
}

/* SQLite takes back the whole transaction when there is no room. What follows must not be kept. */
static void
test_full(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };
    static const DbQuery small = { "limit", "PRAGMA max_page_count = 4", NULL };
    static const DbQuery fill = { "filling", "INSERT INTO item VALUES (?, hex(zeroblob(20000)))", NULL };
    static const DbQuery put = { "putting", "INSERT INTO item VALUES (?, 'after')", NULL };

    db_place_init(&place);
    g_autoptr(Db) db = db_place_open(&place);
    g_assert_true(db_run(db, &small, DB_NO_PARAMS, &error));
    {
        g_auto(DbTxn) txn = DB_TXN_NONE;
        g_assert_true(db_txn_begin(db, &txn, &error));
        db_put(db, 1, "before");
        g_assert_false(db_run(db, &fill, DB_PARAMS(DB_INT(2)), &error));
        g_assert_error(error, ERROR_DOMAIN, ERROR_FULL);
        g_clear_error(&error);
        g_assert_false(db_run(db, &put, DB_PARAMS(DB_INT(3)), &error));
        g_assert_error(error, ERROR_DOMAIN, ERROR_FULL);
        g_clear_error(&error);
        g_assert_false(db_txn_commit(&txn, &error));
        g_assert_error(error, ERROR_DOMAIN, ERROR_FULL);
        g_clear_error(&error);
    }
    g_assert_cmpint(db_count(db), ==, 0);
    db_put(db, 4, "again");
    g_assert_cmpint(db_count(db), ==, 1);
}

/* ---- misuse and damage ---- */

static void
test_wrong_number_of_values(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };
    static const DbQuery query = { "deleting", "DELETE FROM item WHERE number = ? AND words = ?", NULL };

    db_place_init(&place);
    g_autoptr(Db) db = db_place_open(&place);
    g_assert_false(db_run(db, &query, DB_PARAMS(DB_INT(1)), &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_INTERNAL);
}

static void
test_changes(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };
    static const DbQuery query = { "updating", "UPDATE item SET words = ? WHERE number < ?", NULL };

    db_place_init(&place);
    g_autoptr(Db) db = db_place_open(&place);
    for (int i = 0; i < 5; i++)
        db_put(db, i, "x");
    g_assert_true(db_run(db, &query, DB_PARAMS(DB_TEXT("y"), DB_INT(3)), &error));
    g_assert_cmpint(db_changes(db), ==, 3);
    g_assert_true(db_run(db, &query, DB_PARAMS(DB_TEXT("y"), DB_INT(0)), &error));
    g_assert_cmpint(db_changes(db), ==, 0);
}

static void
test_not_a_database(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };

    db_place_init(&place);
    g_assert_true(g_file_set_contents(place.path, "This is a letter and no database at all.", -1, &error));
    g_autoptr(Db) db = db_open(place.uri, DB_READ_WRITE, &error);
    g_assert_null(db);
    g_assert_error(error, ERROR_DOMAIN, ERROR_CORRUPT);
}

static void
damage(const char *path, size_t from)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *bytes = NULL;
    size_t length;

    g_assert_true(g_file_get_contents(path, &bytes, &length, &error));
    memset(bytes + from, 0x5a, length - from);
    g_assert_true(g_file_set_contents(path, bytes, (gssize)length, &error));
}

static void
test_verify(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };
    g_autofree char *fault = NULL;

    db_place_init(&place);
    Db *db = db_place_open(&place);
    for (int i = 0; i < 1000; i++)
        db_put(db, i, "words enough for more than a page");
    g_assert_true(db_verify(db, &fault, &error));
    g_assert_null(fault);
    g_assert_true(db_checkpoint(db, true, &error));
    db_free(db);

    damage(place.path, 3 * 4096);
    g_autoptr(Db) damaged = db_open(place.uri, DB_READ_ONLY, &error);
    g_assert_no_error(error);
    g_assert_true(db_verify(damaged, &fault, &error));
    g_assert_nonnull(fault);
}

/* ---- backup and vacuum ---- */

static void
test_backup(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };
    g_autofree char *fault = NULL;

    db_place_init(&place);
    g_autoptr(Db) db = db_place_open(&place);
    for (int i = 0; i < 50; i++)
        db_put(db, i, "words");

    g_autoptr(Db) reader = db_open(place.uri, DB_READ_ONLY, &error);
    g_autofree char *path = g_build_filename(place.folder, "copy.db", NULL);
    g_autofree char *log = g_strconcat(path, "-wal", NULL);
    g_autofree char *uri = g_strconcat("sqlite://", path, NULL);
    g_assert_true(db_backup(reader, path, &error));
    g_assert_no_error(error);
    g_assert_false(g_file_test(log, G_FILE_TEST_EXISTS));
    g_assert_false(db_backup(reader, path, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_REFUSED);
    g_clear_error(&error);

    db_put(db, 50, "after");
    g_autoptr(Db) copy = db_open(uri, DB_READ_ONLY, &error);
    g_assert_no_error(error);
    g_assert_cmpint(db_count(copy), ==, 50);
    g_assert_true(db_verify(copy, &fault, &error));
    g_assert_null(fault);
}

static bool
file_has(const char *path, const char *words)
{
    g_autofree char *bytes = NULL;
    size_t length = 0;

    return g_file_get_contents(path, &bytes, &length, NULL) && memmem(bytes, length, words, strlen(words));
}

/* After deleting and vacuum the words are in neither file. */
static void
test_vacuum_forgets(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbPlace) place = { 0 };
    static const DbQuery query = { "deleting", "DELETE FROM item WHERE number < 900", NULL };

    db_place_init(&place);
    g_autoptr(Db) db = db_place_open(&place);
    g_autofree char *log = g_strconcat(place.path, "-wal", NULL);
    for (int i = 0; i < 1000; i++)
        db_put(db, i, i < 900 ? "unforgettable" : "harmless");
    g_assert_true(file_has(log, "unforgettable") || file_has(place.path, "unforgettable"));
    g_assert_true(db_run(db, &query, DB_NO_PARAMS, &error));
    g_assert_true(db_vacuum(db, &error));
    g_assert_no_error(error);
    g_assert_false(file_has(log, "unforgettable"));
    g_assert_false(file_has(place.path, "unforgettable"));
    g_assert_true(file_has(place.path, "harmless"));
    g_assert_cmpint(db_count(db), ==, 100);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(row_cases); i++) {
        g_autofree char *path = g_strdup_printf("/db/row/%s", row_cases[i].query.name);
        g_test_add_data_func(path, &row_cases[i], test_row);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(open_cases); i++) {
        g_autofree char *path = g_strdup_printf("/db/open/%s", open_cases[i].name);
        g_test_add_data_func(path, &open_cases[i], test_open_refused);
    }
    g_test_add_func("/db/values", test_values);
    g_test_add_func("/db/many-rows-outlive-db", test_many_rows_outlive_db);
    g_test_add_func("/db/each", test_each);
    g_test_add_func("/db/settings", test_settings);
    g_test_add_func("/db/reader-beside-writer", test_reader_beside_writer);
    g_test_add_func("/db/nested", test_nested);
    g_test_add_func("/db/second-writer-is-busy", test_second_writer_is_busy);
    g_test_add_func("/db/full", test_full);
    g_test_add_func("/db/wrong-number-of-values", test_wrong_number_of_values);
    g_test_add_func("/db/changes", test_changes);
    g_test_add_func("/db/not-a-database", test_not_a_database);
    g_test_add_func("/db/verify", test_verify);
    g_test_add_func("/db/backup", test_backup);
    g_test_add_func("/db/vacuum-forgets", test_vacuum_forgets);
    return g_test_run();
}
