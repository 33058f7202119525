#include "db/migrate.h"
#include "db_fixture.h"
#include <string.h>

static const Migration steps[] = {
    { 1, "first", "CREATE TABLE item (number INTEGER NOT NULL PRIMARY KEY, words TEXT NOT NULL) STRICT, WITHOUT ROWID;"
                  "INSERT INTO item VALUES (1, 'one');" },
    { 2, "second", "INSERT INTO item VALUES (2, 'two');" },
    { 3, "third", "INSERT INTO item VALUES (3, 'three'); INSERT INTO item VALUES (3, 'again');" },
};

static Db *
open_new(DbPlace *place)
{
    g_autoptr(GError) error = NULL;

    db_place_init(place);
    Db *db = db_open(place->uri, DB_CREATE, &error);
    g_assert_no_error(error);
    return db;
}

static void
test_once_each(void)
{
    g_auto(DbPlace) place = { 0 };
    g_autoptr(Db) db = open_new(&place);
    g_autoptr(GError) error = NULL;

    g_assert_true(migrate_up(db, steps, 1, &error));
    g_assert_cmpint(db_count(db), ==, 1);
    g_assert_true(migrate_up(db, steps, 2, &error));
    g_assert_cmpint(db_count(db), ==, 2);
    g_assert_true(migrate_up(db, steps, 2, &error));
    g_assert_cmpint(db_count(db), ==, 2);
}

/* The third step fails half way: nothing of it stays, and the ones before it do. */
static void
test_failing_step(void)
{
    g_auto(DbPlace) place = { 0 };
    g_autoptr(Db) db = open_new(&place);
    g_autoptr(GError) error = NULL;

    g_assert_false(migrate_up(db, steps, 3, &error));
    g_assert_nonnull(strstr(error->message, "0003-third"));
    g_assert_cmpint(db_count(db), ==, 2);
}

static void
test_newer_is_refused(void)
{
    g_auto(DbPlace) place = { 0 };
    g_autoptr(Db) db = open_new(&place);
    g_autoptr(GError) error = NULL;

    g_assert_true(migrate_up(db, steps, 2, &error));
    g_assert_false(migrate_up(db, steps, 1, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_REFUSED);
    g_clear_error(&error);
    g_assert_false(migrate_up(db, NULL, 0, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_REFUSED);
}

/* ---- the real ones ---- */

typedef struct { const char *name; const Migration *steps; const size_t *n; } SideCase;

static const SideCase side_cases[] = {
    { "room", migrations_room, &migrations_room_n },
    { "desk", migrations_desk, &migrations_desk_n },
};

static void
test_side(const void *data)
{
    const SideCase *c = data;
    g_auto(DbPlace) place = { 0 };
    g_autoptr(Db) db = open_new(&place);
    g_autoptr(GError) error = NULL;
    g_autofree char *fault = NULL;

    g_assert_true(migrate_up(db, c->steps, *c->n, &error));
    g_assert_no_error(error);
    g_assert_true(migrate_up(db, c->steps, *c->n, &error));
    g_assert_true(db_verify(db, &fault, &error));
    g_assert_null(fault);
    for (size_t i = 0; i < *c->n; i++)
        g_assert_cmpuint(c->steps[i].number, ==, i + 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/migrate/once-each", test_once_each);
    g_test_add_func("/migrate/failing-step", test_failing_step);
    g_test_add_func("/migrate/newer-is-refused", test_newer_is_refused);
    for (size_t i = 0; i < G_N_ELEMENTS(side_cases); i++) {
        g_autofree char *path = g_strdup_printf("/migrate/side/%s", side_cases[i].name);
        g_test_add_data_func(path, &side_cases[i], test_side);
    }
    return g_test_run();
}
