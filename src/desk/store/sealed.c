#include "desk/store/sealed.h"
#include <string.h>

typedef struct { Id item; DbBytes sealed; } Row;
typedef struct { Id conversation, item; DbBytes sealed; } PlacedRow;
typedef struct { int64_t n; } CountRow;

static const DbColumn row_columns[] = { DB_COL_ID(Row, item), DB_COL_BYTES(Row, sealed) };
static const DbRowType row_type = { row_columns, G_N_ELEMENTS(row_columns), sizeof(Row) };
static const DbColumn placed_columns[] = {
    DB_COL_ID(PlacedRow, conversation), DB_COL_ID(PlacedRow, item), DB_COL_BYTES(PlacedRow, sealed),
};
static const DbRowType placed_type = { placed_columns, G_N_ELEMENTS(placed_columns), sizeof(PlacedRow) };
static const DbColumn count_columns[] = { DB_COL_I64(CountRow, n) };
static const DbRowType count_type = { count_columns, G_N_ELEMENTS(count_columns), sizeof(CountRow) };

typedef struct {
    const char *name;       /* part of what a row is bound to: never change one */
    DbQuery put, get, all, some, every, remove, remove_all, count;
} Table;

#define TABLE(t)                                                                                                 \
    {                                                                                                            \
        .name = #t,                                                                                              \
        .put = { #t "-put", "INSERT INTO " #t " (conversation, item, sealed) VALUES (?1, ?2, ?3)"                \
                            " ON CONFLICT (conversation, item) DO UPDATE SET sealed = excluded.sealed", NULL },  \
        .get = { #t "-get", "SELECT item, sealed FROM " #t " WHERE conversation = ?1 AND item = ?2", &row_type },\
        .all = { #t "-all", "SELECT item, sealed FROM " #t " WHERE conversation = ?1 ORDER BY item", &row_type },\
        .some = { #t "-some", "SELECT item, sealed FROM " #t " WHERE conversation = ?1 AND item > ?2"            \
                              " ORDER BY item LIMIT ?3", &row_type },                                            \
        .every = { #t "-every", "SELECT conversation, item, sealed FROM " #t, &placed_type },                    \
        .remove = { #t "-remove", "DELETE FROM " #t " WHERE conversation = ?1 AND item = ?2", NULL },            \
        .remove_all = { #t "-remove-all", "DELETE FROM " #t " WHERE conversation = ?1", NULL },                  \
        .count = { #t "-count", "SELECT count(*) AS n FROM " #t " WHERE conversation = ?1", &count_type },       \
    }

static const Table tables[SEALED__COUNT] = {
    [SEALED_CONVERSATION] = TABLE(conversation), [SEALED_PERSON] = TABLE(person),
    [SEALED_GONE] = TABLE(gone),                 [SEALED_STAFF] = TABLE(staff),
    [SEALED_STAFF_LINK] = TABLE(staff_link),     [SEALED_MAIL] = TABLE(mail),
    [SEALED_REQUEST] = TABLE(request),           [SEALED_UNLINK] = TABLE(unlink),
    [SEALED_JOURNAL] = TABLE(journal),
};

/* ---- sealing ---- */

#define LENGTH_BYTES 4

typedef struct { uint8_t bytes[64]; size_t length; } Bound;

static Bound
bound_to(SealedTable table, const SealedPlace *place, const Id *item)
{
    Bound bound = { { 0 }, 0 };
    const size_t name = strlen(tables[table].name) + 1;

    g_assert(name + 2 * sizeof(Id) <= sizeof bound.bytes);
    memcpy(bound.bytes, tables[table].name, name);
    memcpy(bound.bytes + name, place->conversation.bytes, sizeof(Id));
    memcpy(bound.bytes + name + sizeof(Id), item->bytes, sizeof(Id));
    bound.length = name + 2 * sizeof(Id);
    return bound;
}

static size_t
padded(size_t length)
{
    const size_t whole = LENGTH_BYTES + length + SECRET_SEAL_OVERHEAD;

    return (whole + SEALED_STEP - 1) / SEALED_STEP * SEALED_STEP;
}

bool
sealed_put(Db *db, SealedTable table, const SealedPlace *place, const Id *item, const void *bytes, size_t length,
           GError **error)
{
    const size_t size = padded(length);
    const size_t plain_size = size - SECRET_SEAL_OVERHEAD;
    const uint32_t big = GUINT32_TO_BE((uint32_t)length);
    const Bound bound = bound_to(table, place, item);
    g_autofree uint8_t *plain = g_malloc0(plain_size);
    g_autofree uint8_t *sealed = g_malloc(size);

    memcpy(plain, &big, LENGTH_BYTES);
    if (length > 0)
        memcpy(plain + LENGTH_BYTES, bytes, length);
    secret_seal(&place->key, bound.bytes, bound.length, plain, plain_size, sealed);
    secret_wipe(plain, plain_size);
    return db_run(db, &tables[table].put, DB_PARAMS(DB_ID(&place->conversation), DB_ID(item), DB_BLOB(sealed, size)),
                  error);
}

static bool
open_row(SealedTable table, const SealedPlace *place, const Row *row, GBytes **ret_bytes, GError **error)
{
    const Bound bound = bound_to(table, place, &row->item);
    const size_t size = row->sealed.length;
    uint32_t big = 0;

    if (size < SEALED_STEP || size % SEALED_STEP != 0)
        return error_set(error, ERROR_CORRUPT, "a row of %s has an odd size", tables[table].name);
    const size_t plain_size = size - SECRET_SEAL_OVERHEAD;
    g_autofree uint8_t *plain = g_malloc(plain_size);
    if (!secret_open(&place->key, bound.bytes, bound.length, row->sealed.bytes, size, plain))
        return error_set(error, ERROR_CORRUPT, "a row of %s cannot be opened with the keys at hand",
                         tables[table].name);
    memcpy(&big, plain, LENGTH_BYTES);
    const size_t length = GUINT32_FROM_BE(big);
    if (length > plain_size - LENGTH_BYTES)
        return error_set(error, ERROR_CORRUPT, "a row of %s is longer than itself", tables[table].name);
    *ret_bytes = g_bytes_new(plain + LENGTH_BYTES, length);
    secret_wipe(plain, plain_size);
    return true;
}

bool
sealed_get(Db *db, SealedTable table, const SealedPlace *place, const Id *item, GBytes **ret_bytes, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!db_select(db, &tables[table].get, DB_PARAMS(DB_ID(&place->conversation), DB_ID(item)), &rows, error))
        return false;
    if (rows.n == 0) {
        *ret_bytes = NULL;
        return true;
    }
    return open_row(table, place, db_rows_at(&rows, Row, 0), ret_bytes, error);
}

bool
sealed_remove(Db *db, SealedTable table, const SealedPlace *place, const Id *item, GError **error)
{
    return db_run(db, &tables[table].remove, DB_PARAMS(DB_ID(&place->conversation), DB_ID(item)), error);
}

bool
sealed_remove_all(Db *db, SealedTable table, const Id *conversation, GError **error)
{
    return db_run(db, &tables[table].remove_all, DB_PARAMS(DB_ID(conversation)), error);
}

bool
sealed_count(Db *db, SealedTable table, const Id *conversation, int64_t *ret_n, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!db_select(db, &tables[table].count, DB_PARAMS(DB_ID(conversation)), &rows, error))
        return false;
    *ret_n = db_rows_at(&rows, CountRow, 0)->n;
    return true;
}

/* ---- many rows ---- */

typedef struct {
    SealedTable table;
    const SealedPlace *place;
    SealedEach each;
    void *data;
    GError *error;
} Walk;

static bool
walk_row(const void *row, void *data)
{
    Walk *walk = data;
    g_autoptr(GBytes) bytes = NULL;

    return open_row(walk->table, walk->place, row, &bytes, &walk->error) &&
           walk->each(&((const Row *)row)->item, bytes, walk->data, &walk->error);
}

bool
sealed_each(Db *db, SealedTable table, const SealedPlace *place, SealedEach each, void *data, GError **error)
{
    Walk walk = { table, place, each, data, NULL };

    if (!db_each(db, &tables[table].all, DB_PARAMS(DB_ID(&place->conversation)), walk_row, &walk, error)) {
        g_clear_error(&walk.error);
        return false;
    }
    if (walk.error != NULL) {
        g_propagate_error(error, walk.error);
        return false;
    }
    return true;
}

bool
sealed_some(Db *db, SealedTable table, const SealedPlace *place, Id *after, size_t n, SealedEach each, void *data,
            size_t *ret_n, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!db_select(db, &tables[table].some,
                   DB_PARAMS(DB_ID(&place->conversation), DB_ID(after), DB_INT((int64_t)n)), &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const Row *row = db_rows_at(&rows, Row, i);
        g_autoptr(GBytes) bytes = NULL;

        if (!open_row(table, place, row, &bytes, error) || !each(&row->item, bytes, data, error))
            return false;
        *after = row->item;
    }
    *ret_n = rows.n;
    return true;
}

/* ---- all rows of all places ---- */

typedef struct { SealedTable table; SealedPlace place; bool found; SealedKey find; void *data; GError *error; } Check;

static bool
check_row(const void *data, void *user)
{
    const PlacedRow *placed = data;
    const Row row = { placed->item, placed->sealed };
    Check *check = user;
    g_autoptr(GBytes) bytes = NULL;

    if (!check->found || !id_equal(&check->place.conversation, &placed->conversation)) {
        check->place.conversation = placed->conversation;
        check->found = check->find(&placed->conversation, check->data, &check->place.key, &check->error);
    }
    return check->found && open_row(check->table, &check->place, &row, &bytes, &check->error);
}

bool
sealed_check(Db *db, SealedKey find, void *data, GError **error)
{
    Check check = { .find = find, .data = data };
    bool read = true;

    for (unsigned table = 0; read && check.error == NULL && table < SEALED__COUNT; table++) {
        check.table = (SealedTable)table;
        check.found = false;
        read = db_each(db, &tables[table].every, DB_NO_PARAMS, check_row, &check, error);
    }
    secret_wipe(&check.place, sizeof check.place);
    if (read && check.error != NULL) {
        g_propagate_error(error, check.error);
        return false;
    }
    g_clear_error(&check.error);
    return read;
}
