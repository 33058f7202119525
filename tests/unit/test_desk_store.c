#include "desk_fixture.h"
#include "desk/enrol.h"
#include "desk/opening.h"
#include "desk/order.h"
#include <string.h>

/* ---- helpers ---- */

typedef struct { const Id *conversation; SealedTable table; int64_t n; } Count;

static bool
count_rows(Db *db, void *data, GError **error)
{
    Count *count = data;

    return sealed_count(db, count->table, count->conversation, &count->n, error);
}

static int64_t
rows_of(DeskPlace *place, SealedTable table, const Id *conversation)
{
    Count count = { conversation, table, 0 };
    g_autoptr(GError) error = NULL;

    g_assert_true(vault_read(place->vault, count_rows, &count, &error));
    return count.n;
}

static void
open_it(DeskPlace *place, const Id *conversation, int64_t now)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(opening_do(place->gatherings, conversation, now, &error));
    g_assert_no_error(error);
}

static bool
due(DeskPlace *place, const Id *conversation, int64_t now)
{
    g_autoptr(Gathering) gathering = gatherings_by_id(place->gatherings, conversation);

    return opening_due(gathering, now);
}

/* ---- sealed rows ---- */

typedef struct { const SealedPlace *place; SealedTable table; Id item; size_t length; bool opens; } Row;

static bool
put_row(Db *db, void *data, GError **error)
{
    const Row *row = data;
    g_autofree uint8_t *bytes = g_malloc0(row->length + 1);

    memset(bytes, 'x', row->length);
    return sealed_put(db, row->table, row->place, &row->item, bytes, row->length, error);
}

static bool
get_row(Db *db, void *data, GError **error)
{
    const Row *row = data;
    g_autoptr(GBytes) bytes = NULL;

    if (!sealed_get(db, row->table, row->place, &row->item, &bytes, error))
        return false;
    g_assert_nonnull(bytes);
    g_assert_cmpuint(g_bytes_get_size(bytes), ==, row->length);
    return true;
}

static void
test_sealed_sizes(void)
{
    g_auto(DeskPlace) place;
    desk_place_init(&place);

    for (size_t length = 0; length < 600; length += 7) {
        Row row = { &place.general, SEALED_JOURNAL, { { 0 } }, length, true };
        g_autoptr(GError) error = NULL;

        id_random(&row.item);
        g_assert_true(vault_write(place.vault, &(VaultJob){ .run = put_row, .data = &row }, &error));
        g_assert_true(vault_read(place.vault, get_row, &row, &error));
    }
}

/* A row opens with its own key alone: another conversation's key finds nothing to read. */
static void
test_sealed_bound(void)
{
    g_auto(DeskPlace) place;
    desk_place_init(&place);
    const Id one = desk_place_add(&place, "one");
    g_autoptr(Gathering) gathering = gatherings_by_id(place.gatherings, &one);
    Row row = { &gathering->place, SEALED_JOURNAL, { { 1 } }, 40, true };
    g_autoptr(GError) error = NULL;

    g_assert_true(vault_write(place.vault, &(VaultJob){ .run = put_row, .data = &row }, &error));
    const SealedPlace wrong = { gathering->id, place.general.key };
    row.place = &wrong;
    g_assert_false(vault_read(place.vault, get_row, &row, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_CORRUPT);
}

/* ---- A3: what a copy of the store tells ---- */

static bool
holds(const char *path, const char *words)
{
    g_autofree char *bytes = NULL;
    gsize length = 0;

    return g_file_get_contents(path, &bytes, &length, NULL) && memmem(bytes, length, words, strlen(words)) != NULL;
}

static void
test_nothing_in_clear(void)
{
    static const char *const secrets[] = { "Wilhelmina", "Zabriskie", "example.org", "Paediatrics", "directorate",
                                           "our-framework", "Our framework", "Europe/London" };
    g_auto(DeskPlace) place;
    desk_place_init(&place);
    const Id id = desk_place_add(&place, "our-framework");
    g_autofree char *csv = desk_roster_csv(1, 90, "Paediatrics,Estates");
    g_autofree char *wal = g_strconcat(place.place.path, "-wal", NULL);

    g_assert_cmpuint(desk_place_enrol(&place, &id, csv, 500), ==, 90);
    open_it(&place, &id, 1500);
    g_assert_true(holds(wal, "person") || holds(place.place.path, "person"));
    for (size_t i = 0; i < G_N_ELEMENTS(secrets); i++) {
        g_assert_false(holds(place.place.path, secrets[i]));
        g_assert_false(holds(wal, secrets[i]));
    }
}

/* ---- rosters ---- */

static void
test_enrol_twice(void)
{
    g_auto(DeskPlace) place;
    desk_place_init(&place);
    const Id id = desk_place_add(&place, "one");
    g_autofree char *csv = desk_roster_csv(1, 40, "North,South");
    g_autoptr(Gathering) gathering = gatherings_by_id(place.gatherings, &id);
    PersonEntry before, after;

    g_assert_cmpuint(desk_place_enrol(&place, &id, csv, 500), ==, 40);
    g_assert_true(people_by_email(gathering->people, "p7@example.org", &before));
    g_assert_cmpuint(desk_place_enrol(&place, &id, csv, 500), ==, 0);
    g_assert_true(people_by_email(gathering->people, "p7@example.org", &after));
    g_assert_true(id_equal(&before.id, &after.id));
    g_assert_cmpint(rows_of(&place, SEALED_PERSON, &id), ==, 40);
    g_assert_cmpint(rows_of(&place, SEALED_MAIL, &id), ==, 0);
}

static bool
leave_mark(Db *db, void *data, GError **error)
{
    const Gathering *gathering = data;
    Id mark;

    people_mark_email(&gathering->marks, "p3@example.org", &mark);
    return sealed_put(db, SEALED_GONE, &gathering->place, &mark, "", 0, error);
}

static void
test_enrol_who_left(void)
{
    g_auto(DeskPlace) place;
    desk_place_init(&place);
    const Id id = desk_place_add(&place, "one");
    g_autofree char *csv = desk_roster_csv(1, 40, "North");
    g_autoptr(Gathering) gathering = gatherings_by_id(place.gatherings, &id);
    g_autoptr(GError) error = NULL;

    g_assert_true(vault_write(place.vault, &(VaultJob){ .run = leave_mark, .data = gathering }, &error));
    g_assert_cmpuint(desk_place_enrol(&place, &id, csv, 500), ==, 39);
}

/* ---- opening ---- */

typedef struct { unsigned per_cohort[16], group_of[16], n_in_group[4]; } Spread;

static bool
spread_entry(const PersonEntry *entry, void *data)
{
    Spread *spread = data;

    g_assert_cmpuint(entry->cohort, <, 16);
    g_assert_cmpuint(entry->group, <, 4);
    if (entry->cohort != 0) {
        g_assert_true(spread->per_cohort[entry->cohort] == 0 || spread->group_of[entry->cohort] == entry->group);
        spread->group_of[entry->cohort] = entry->group;
        spread->per_cohort[entry->cohort]++;
    }
    spread->n_in_group[entry->group]++;
    return true;
}

static void
test_opening(void)
{
    g_auto(DeskPlace) place;
    desk_place_init(&place);
    const Id id = desk_place_add(&place, "one");
    g_autofree char *csv = desk_roster_csv(1, 130, "North,South");
    g_autofree char *late = desk_roster_csv(131, 20, "North,Moon");
    Spread spread = { { 0 }, { 0 }, { 0 } };

    g_assert_false(due(&place, &id, 1500));
    desk_place_enrol(&place, &id, csv, 500);
    g_assert_false(due(&place, &id, 999));
    g_assert_true(due(&place, &id, 1000));
    open_it(&place, &id, 1000);
    g_assert_false(due(&place, &id, 1000));
    g_assert_cmpint(rows_of(&place, SEALED_MAIL, &id), ==, 130);

    /* Late ones get the labels of then, are invited at once, and no cohort is touched. */
    g_assert_cmpuint(desk_place_enrol(&place, &id, late, 1200), ==, 20);
    g_assert_cmpint(rows_of(&place, SEALED_MAIL, &id), ==, 150);
    desk_place_restart(&place);
    g_autoptr(Gathering) gathering = gatherings_by_id(place.gatherings, &id);
    g_assert_true(gathering->opened);
    g_assert_cmpstr(gathering->labels[1], ==, "North");
    g_assert_cmpstr(gathering->labels[2], ==, "South");
    g_assert_null(gathering->labels[3]);
    g_assert_cmpuint(gathering->n_cohorts, ==, 4);
    people_each(gathering->people, spread_entry, &spread);
    g_assert_cmpuint(spread.n_in_group[1], ==, 75);
    g_assert_cmpuint(spread.n_in_group[2], ==, 65);
    g_assert_cmpuint(spread.n_in_group[0], ==, 10);
    for (unsigned i = 1; i <= 4; i++)
        g_assert_cmpuint(spread.per_cohort[i], >=, 30);
}

/* An outage that lasted past the closing: nobody is invited to what is over. */
static void
test_opening_too_late(void)
{
    g_auto(DeskPlace) place;
    desk_place_init(&place);
    const Id id = desk_place_add(&place, "one");
    g_autofree char *csv = desk_roster_csv(1, 40, "North");

    desk_place_enrol(&place, &id, csv, 500);
    open_it(&place, &id, 2500);
    g_assert_cmpint(rows_of(&place, SEALED_MAIL, &id), ==, 0);
    g_assert_false(due(&place, &id, 2500));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/desk/sealed/sizes", test_sealed_sizes);
    g_test_add_func("/desk/sealed/bound", test_sealed_bound);
    g_test_add_func("/desk/sealed/nothing-in-clear", test_nothing_in_clear);
    g_test_add_func("/desk/enrol/twice", test_enrol_twice);
    g_test_add_func("/desk/enrol/who-left", test_enrol_who_left);
    g_test_add_func("/desk/opening/once", test_opening);
    g_test_add_func("/desk/opening/too-late", test_opening_too_late);
    return g_test_run();
}
