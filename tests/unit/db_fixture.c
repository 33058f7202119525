#include "db_fixture.h"
#include <glib/gstdio.h>

void
db_place_init(DbPlace *ret_place)
{
    g_autoptr(GError) error = NULL;

    ret_place->folder = g_dir_make_tmp("candour-db-XXXXXX", &error);
    g_assert_no_error(error);
    ret_place->path = g_build_filename(ret_place->folder, "test.db", NULL);
    ret_place->uri = g_strconcat("sqlite://", ret_place->path, NULL);
}

/** Takes a folder away with all that lies in it. */
static void
remove_all(const char *folder)
{
    g_autoptr(GDir) open = g_dir_open(folder, 0, NULL);
    const char *name;

    while (open && (name = g_dir_read_name(open))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            remove_all(path);
        else
            (void)g_unlink(path);
    }
    (void)g_rmdir(folder);
}

void
db_place_clear(DbPlace *place)
{
    remove_all(place->folder);
    g_free(place->folder);
    g_free(place->path);
    g_free(place->uri);
}

static const DbQuery query_make = {
    "making the table",
    "CREATE TABLE IF NOT EXISTS item (number INTEGER NOT NULL PRIMARY KEY, words TEXT NOT NULL) STRICT, "
    "WITHOUT ROWID",
    NULL
};

Db *
db_place_open(const DbPlace *place)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Db) db = db_open(place->uri, DB_CREATE, &error);

    g_assert_no_error(error);
    g_assert_true(db_run(db, &query_make, DB_NO_PARAMS, &error));
    return g_steal_pointer(&db);
}

static const DbQuery query_put = { "putting", "INSERT INTO item (number, words) VALUES (?, ?)", NULL };

void
db_put(Db *db, int64_t number, const char *words)
{
    g_autoptr(GError) error = NULL;
    bool done = db_run(db, &query_put, DB_PARAMS(DB_INT(number), DB_TEXT(words)), &error);

    g_assert_no_error(error);
    g_assert_true(done);
}

typedef struct { int64_t n; } CountRow;

static const DbColumn count_columns[] = { DB_COL_I64(CountRow, n) };
static const DbRowType count_row = { count_columns, G_N_ELEMENTS(count_columns), sizeof(CountRow) };
static const DbQuery query_count = { "counting", "SELECT count(*) AS n FROM item", &count_row };

int64_t
db_count(Db *db)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbRows) rows = DB_ROWS_NONE;
    bool done = db_select(db, &query_count, DB_NO_PARAMS, &rows, &error);

    g_assert_no_error(error);
    g_assert_true(done);
    g_assert_cmpuint(rows.n, ==, 1);
    return db_rows_at(&rows, CountRow, 0)->n;
}
