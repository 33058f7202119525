/* Lists at their edges: nothing, one, cursors that are none, an older arrangement. */
#include "domain/order.h"
#include "domain/search.h"
#include "hall_fixture.h"

static const char *const bad_cursors[] = {
    "", ".", "..", "1", "1.", ".1", "1.2.3.4", "-1.0", "1.-5", "x.y", " 1.0", "1.0 ", "4294967296.0", "1.4294967296",
    "99999999999999999999.1.0", "0.0.", "0..00000000000000000000000000", "0.0.zzz", "+1.+1",
    "1.99999999999999999999.00000000000000000000000000", "\xff\xfe", "%s%n",
};

/* A page of ten; the cursor of the next one is dropped unless asked for. */
static size_t
page(Fixture *f, SortOrder sort, const char *cursor, uint32_t items[10], char **ret_next)
{
    g_autofree char *next = NULL;
    size_t n = board_page(fixture_board(f), 0, sort, 7, cursor, 10, items, &next);

    if (ret_next)
        *ret_next = g_steal_pointer(&next);
    else
        g_assert_null(next);
    return n;
}

static void
test_empty(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    uint32_t items[10];

    for (SortOrder sort = SORT_FAIR; sort < SORT__COUNT; sort++) {
        g_assert_cmpuint(page(f, sort, NULL, items, NULL), ==, 0);
        for (size_t i = 0; i < G_N_ELEMENTS(bad_cursors); i++)
            g_assert_cmpuint(page(f, sort, bad_cursors[i], items, NULL), ==, 0);
        g_assert_cmpuint(page(f, sort, "1.0", items, NULL), ==, 0);
    }
    g_assert_cmpuint(board_section_size(fixture_board(f), 0), ==, 0);
}

static void
test_one(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f);
    Id id = fixture_idea(f, &author, 0, "Alone");
    uint32_t items[10];

    fixture_idea(f, &author, 1, "In the other section");
    for (SortOrder sort = SORT_FAIR; sort < SORT__COUNT; sort++) {
        g_assert_cmpuint(page(f, sort, NULL, items, NULL), ==, 1);
        g_assert_true(id_equal(&board_at(fixture_board(f), items[0])->id, &id));
    }
    g_assert_cmpuint(board_section_size(fixture_board(f), 0), ==, 1);
}

/* What is no cursor is the beginning. */
static void
test_bad_cursors(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f);
    uint32_t first[10], items[10];

    for (int i = 0; i < 15; i++)
        fixture_idea(f, &author, 0, "Idea");
    for (SortOrder sort = SORT_FAIR; sort < SORT__COUNT; sort++) {
        g_autofree char *next = NULL;

        g_assert_cmpuint(page(f, sort, NULL, first, &next), ==, 10);
        g_assert_nonnull(next);
        for (size_t i = 0; i < G_N_ELEMENTS(bad_cursors); i++) {
            g_autofree char *after = NULL;

            g_assert_cmpuint(page(f, sort, bad_cursors[i], items, &after), ==, 10);
            g_assert_cmpmem(items, sizeof items, first, sizeof first);
            g_assert_cmpstr(after, ==, next);
        }
    }
}

/* Beyond the end there is nothing, and no next page. */
static void
test_beyond(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f);
    uint32_t items[10];

    for (int i = 0; i < 10; i++)
        fixture_idea(f, &author, 0, "Idea");
    g_assert_cmpuint(page(f, SORT_FAIR, NULL, items, NULL), ==, 10);       /* full, and the last */
    g_assert_cmpuint(page(f, SORT_NEWEST, NULL, items, NULL), ==, 10);
    g_assert_cmpuint(page(f, SORT_FAIR, "1.10", items, NULL), ==, 0);
    g_assert_cmpuint(page(f, SORT_FAIR, "1.4294967295", items, NULL), ==, 0);
    g_assert_cmpuint(page(f, SORT_NEWEST, "0.0.00000000000000000000000000", items, NULL), ==, 0);
    g_assert_cmpuint(page(f, SORT_LIKED, "0.-9223372036854775808.00000000000000000000000000", items, NULL), ==, 0);
}

/* Who pages while new ideas come goes on in the arrangement where they began. */
static void
test_paging_on(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f);
    uint32_t whole[30], items[10];
    g_autofree char *next = NULL, *end = NULL;

    for (int i = 0; i < 20; i++)
        fixture_idea(f, &author, 0, "Idea");
    g_assert_cmpuint(board_page(fixture_board(f), 0, SORT_FAIR, 7, NULL, 30, whole, &end), ==, 20);
    g_assert_cmpuint(page(f, SORT_FAIR, NULL, items, &next), ==, 10);
    fixture_idea(f, &author, 0, "One more");
    g_assert_cmpuint(page(f, SORT_FAIR, next, items, NULL), ==, 10);
    g_assert_cmpmem(items, sizeof items, whole + 10, sizeof items);
}

/* Of what is gone a tombstone stays listed only where comments hang on it. */
static void
test_tombstones(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f);
    Id bare = fixture_idea(f, &author, 0, "Bare"), talked = fixture_idea(f, &author, 0, "Talked about");
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;
    uint32_t items[10];

    fixture_comment(f, &author, &talked, "Indeed");
    g_assert_true(talk_delete(f->hall, f->db, &author, &bare, &outcome, &error));
    g_assert_true(talk_delete(f->hall, f->db, &author, &talked, &outcome, &error));
    g_assert_cmpuint(page(f, SORT_NEWEST, NULL, items, NULL), ==, 1);
    g_assert_true(id_equal(&board_at(fixture_board(f), items[0])->id, &talked));
}

/* Within a slot by random id, never by the time of writing. */
static void
test_no_order_of_writing(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    Actor author = fixture_person(f);
    uint32_t items[10];

    for (int i = 0; i < 10; i++)
        fixture_idea(f, &author, 0, "Idea");
    fixture_later(f, 900);
    g_assert_cmpuint(page(f, SORT_NEWEST, NULL, items, NULL), ==, 10);
    for (size_t i = 1; i < 10; i++) {
        const Item *before = board_at(fixture_board(f), items[i - 1]), *item = board_at(fixture_board(f), items[i]);

        g_assert_cmpint(before->slot, ==, item->slot);
        g_assert_cmpint(memcmp(before->id.bytes, item->id.bytes, sizeof(Id)), <, 0);
    }
}

typedef struct { const char *name, *query; size_t n; } SearchCase;

static const SearchCase search_cases[] = {
    { "word", "lockers", 1 },        { "beginning", "lock", 1 },          { "middle", "ockers", 0 },
    { "after-hyphen", "proof", 1 },  { "any-order", "night lockers", 1 }, { "one-missing", "night kettle", 0 },
    { "empty", "", 0 },              { "blanks", " \t ", 0 },             { "marks-only", "?!.,;:()'\"", 0 },
    { "in-marks", "\"lockers\"", 1 }, { "accent", "caf\xc3\xa9", 1 },     { "no-accent", "cafe", 1 },
    { "per-cent", "100%", 1 },       { "markup", "<b>", 0 },
};

static void
test_search(gconstpointer data)
{
    const SearchCase *c = data;
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f);
    uint32_t found[5];

    fixture_idea(f, &author, 0, "Fire-proof Lockers beside the Caf\xc3\xa9, at night, 100%");
    g_assert_cmpuint(board_search(fixture_board(f), 0, c->query, -1, 5, found), ==, c->n);
}

static void
test_search_limit(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f), other = fixture_person(f);
    uint32_t found[2];
    Id liked = { .bytes = { 0 } };

    for (int i = 0; i < 5; i++)
        liked = fixture_idea(f, &author, 0, "Kettle");
    fixture_vote(f, &other, &liked, VOTE_LIKE);
    g_assert_cmpuint(board_search(fixture_board(f), 0, "kettle", -1, 2, found), ==, 2);
    g_assert_true(id_equal(&board_at(fixture_board(f), found[0])->id, &liked));     /* most liked first */
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/order/empty", test_empty);
    g_test_add_func("/order/one", test_one);
    g_test_add_func("/order/bad-cursors", test_bad_cursors);
    g_test_add_func("/order/beyond", test_beyond);
    g_test_add_func("/order/paging-on", test_paging_on);
    g_test_add_func("/order/tombstones", test_tombstones);
    g_test_add_func("/order/no-order-of-writing", test_no_order_of_writing);
    for (size_t i = 0; i < G_N_ELEMENTS(search_cases); i++) {
        g_autofree char *path = g_strdup_printf("/search/%s", search_cases[i].name);
        g_test_add_data_func(path, &search_cases[i], test_search);
    }
    g_test_add_func("/search/limit", test_search_limit);
    return g_test_run();
}
