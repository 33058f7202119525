#include "domain/coding_merge.h"
#include "domain/coding_steps.h"
#include "domain/themes.h"
#include "staff_fixture.h"

typedef struct { Fixture *fixture; Actor ana, ben, person; Id post; } Desk;

static void
desk_init(Desk *desk)
{
    desk->fixture = fixture_new(0);
    desk->ana = (Actor){ .conversation = desk->fixture->conversation, .roles = 4, .staff_number = 1 };
    desk->ben = (Actor){ .conversation = desk->fixture->conversation, .roles = 4, .staff_number = 2 };
    desk->person = fixture_person(desk->fixture);
    desk->post = fixture_idea(desk->fixture, &desk->person, 0, "Caf\xc3\xa9 for nights");      /* 15 characters */
}

static void
desk_clear(Desk *desk)
{
    fixture_free(desk->fixture);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Desk, desk_clear)

static const Board *
board_of(const Desk *desk)
{
    return fixture_board(desk->fixture);
}

static CodingOutcome
add(const Desk *desk, const CodeDraft *draft, Id *ret_id)
{
    g_autoptr(GError) error = NULL;
    CodingOutcome outcome = CODING_NOT_FOUND;

    g_assert_true(code_add(desk->fixture->hall, desk->fixture->db, &desk->ana, draft, &outcome, ret_id, &error));
    g_assert_no_error(error);
    return outcome;
}

static Id
code_named(const Desk *desk, const char *name, const Id *parent)
{
    CodeDraft draft = { .name = name };
    Id id = { .bytes = { 0 } };

    if (parent)
        draft.parent = *parent;
    g_assert_cmpint(add(desk, &draft, &id), ==, CODING_DONE);
    return id;
}

static CodingOutcome
change(const Desk *desk, const Id *id, const CodeDraft *draft)
{
    g_autoptr(GError) error = NULL;
    CodingOutcome outcome = CODING_NOT_FOUND;

    g_assert_true(code_change(desk->fixture->hall, desk->fixture->db, &desk->ana, id, draft, &outcome, &error));
    g_assert_no_error(error);
    return outcome;
}

static CodingOutcome
retire(const Desk *desk, const Id *id)
{
    g_autoptr(GError) error = NULL;
    CodingOutcome outcome = CODING_NOT_FOUND;

    g_assert_true(code_retire(desk->fixture->hall, desk->fixture->db, &desk->ana, id, &outcome, &error));
    g_assert_no_error(error);
    return outcome;
}

static CodingOutcome
put(const Desk *desk, const Actor *analyst, const CodingDraft *drafts, size_t n)
{
    g_autoptr(GError) error = NULL;
    CodingOutcome outcome = CODING_NOT_FOUND;

    g_assert_true(coding_put(desk->fixture->hall, desk->fixture->db, analyst, &desk->post, drafts, n, &outcome, &error));
    g_assert_no_error(error);
    return outcome;
}

static CodingOutcome
mark(const Desk *desk, const Actor *analyst, const Id *id, bool read)
{
    g_autoptr(GError) error = NULL;
    CodingOutcome outcome = CODING_NOT_FOUND;

    g_assert_true(reading_put(desk->fixture->hall, desk->fixture->db, analyst, id, read, &outcome, &error));
    g_assert_no_error(error);
    return outcome;
}

/* ---- the frame ---- */

/* "-name --below ..." */
static char *
tree_text(const Desk *desk)
{
    g_autoptr(GArray) tree = board_code_tree(board_of(desk));
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < tree->len; i++) {
        const CodeLevel *level = &g_array_index(tree, CodeLevel, i);

        g_string_append_printf(text, "%.*s%s ", (int)level->depth + 1, "-----", level->code->name);
    }
    return g_string_free(text, false);
}

static void
check_tree(Desk *desk, const char *expected)
{
    g_autofree char *now = tree_text(desk);
    g_assert_cmpstr(now, ==, expected);
    fixture_reload(desk->fixture);
    g_autofree char *again = tree_text(desk);
    g_assert_cmpstr(again, ==, expected);
}

static void
test_frame(void)
{
    g_auto(Desk) desk;

    desk_init(&desk);
    Id rest = code_named(&desk, "Rest", NULL), beds = code_named(&desk, "Beds", &rest);
    Id pay = code_named(&desk, "Pay", NULL), naps = code_named(&desk, "Naps", &beds);
    g_assert_cmpuint(board_of(&desk)->book->version, ==, 4);
    check_tree(&desk, "-Pay -Rest --Beds ---Naps ");
    g_assert_cmpint(change(&desk, &beds, &(CodeDraft){ .name = "Places to lie", .set_parent = true, .parent = pay }), ==, CODING_DONE);
    check_tree(&desk, "-Pay --Places to lie ---Naps -Rest ");
    g_assert_cmpint(retire(&desk, &beds), ==, CODING_DONE);
    check_tree(&desk, "-Pay --Naps -Rest ");
    g_assert_cmpuint(board_of(&desk)->book->version, ==, 7);
    g_assert_cmpint(retire(&desk, &beds), ==, CODING_NOT_FOUND);
    g_assert_nonnull(board_code(board_of(&desk), &naps));
}

static void
test_frame_refusals(void)
{
    g_auto(Desk) desk;
    Id unknown = { .bytes = { 7 } }, id;

    desk_init(&desk);
    Id rest = code_named(&desk, "Rest", NULL), beds = code_named(&desk, "Beds", &rest);
    g_assert_cmpint(add(&desk, &(CodeDraft){ .name = "REST" }, &id), ==, CODING_NAME_TAKEN);
    g_assert_cmpint(add(&desk, &(CodeDraft){ .name = "New", .parent = unknown }, &id), ==, CODING_NO_PARENT);
    g_assert_cmpint(change(&desk, &rest, &(CodeDraft){ .set_parent = true, .parent = beds }), ==, CODING_CIRCLE);
    g_assert_cmpint(change(&desk, &rest, &(CodeDraft){ .set_parent = true, .parent = rest }), ==, CODING_CIRCLE);
    g_assert_cmpint(change(&desk, &unknown, &(CodeDraft){ .name = "x" }), ==, CODING_NOT_FOUND);
    g_assert_cmpuint(board_of(&desk)->book->version, ==, 2);
}

/* ---- codings ---- */

static const Reading *
reading(const Desk *desk, const Actor *analyst)
{
    return board_reading(board_of(desk), fixture_item(desk->fixture, &desk->post)->at, analyst->staff_number);
}

static void
test_codings(void)
{
    g_auto(Desk) desk;

    desk_init(&desk);
    Id rest = code_named(&desk, "Rest", NULL), pay = code_named(&desk, "Pay", NULL);
    const CodingDraft drafts[] = { { pay, -1, -1 }, { rest, 0, 4 }, { rest, 9, 15 }, { rest, 0, 4 } };
    g_assert_cmpint(put(&desk, &desk.ana, drafts, 4), ==, CODING_DONE);
    g_assert_cmpuint(reading(&desk, &desk.ana)->codings->len, ==, 3);
    g_assert_null(reading(&desk, &desk.ben));
    fixture_reload(desk.fixture);
    g_assert_cmpuint(reading(&desk, &desk.ana)->codings->len, ==, 3);
    g_assert_cmpint(put(&desk, &desk.ana, drafts, 1), ==, CODING_DONE);
    g_assert_cmpuint(reading(&desk, &desk.ana)->codings->len, ==, 1);
    g_assert_cmpint(put(&desk, &desk.ana, NULL, 0), ==, CODING_DONE);
    g_assert_cmpuint(reading(&desk, &desk.ana)->codings->len, ==, 0);
    fixture_reload(desk.fixture);
    g_assert_true(reading(&desk, &desk.ana)->read);
}

typedef struct { const char *name; int32_t start, end; CodingOutcome outcome; } SpanCase;

static const SpanCase spans[] = {
    { "whole", -1, -1, CODING_DONE },          { "all-of-it", 0, 15, CODING_DONE },     { "last", 14, 15, CODING_DONE },
    { "empty", 3, 3, CODING_BAD_SPAN },        { "backwards", 5, 3, CODING_BAD_SPAN },  { "too-long", 0, 16, CODING_BAD_SPAN },
    { "far-out", 90, 95, CODING_BAD_SPAN },
};

static void
test_span(gconstpointer data)
{
    const SpanCase *c = data;
    g_auto(Desk) desk;

    desk_init(&desk);
    CodingDraft draft = { code_named(&desk, "Rest", NULL), c->start, c->end };
    g_assert_cmpint(put(&desk, &desk.ana, &draft, 1), ==, c->outcome);
}

static void
test_retired_code(void)
{
    g_auto(Desk) desk;

    desk_init(&desk);
    Id rest = code_named(&desk, "Rest", NULL);
    g_assert_cmpint(retire(&desk, &rest), ==, CODING_DONE);
    g_assert_cmpint(put(&desk, &desk.ana, &(CodingDraft){ rest, -1, -1 }, 1), ==, CODING_NO_CODE);
}

/* ---- coverage ---- */

static void
check_coverage(const Desk *desk, unsigned staff, uint32_t coded, uint32_t read, uint32_t unread)
{
    CodingCoverage coverage = board_coverage(board_of(desk), staff);

    g_assert_cmpuint(coverage.coded, ==, coded);
    g_assert_cmpuint(coverage.read, ==, read);
    g_assert_cmpuint(coverage.unread, ==, unread);
}

static void
test_coverage(void)
{
    g_auto(Desk) desk;

    desk_init(&desk);
    Id comment = fixture_comment(desk.fixture, &desk.person, &desk.post, "Yes");
    Id other = fixture_idea(desk.fixture, &desk.person, 1, "Pay");
    CodingDraft draft = { code_named(&desk, "Rest", NULL), -1, -1 };
    check_coverage(&desk, 0, 0, 0, 3);
    g_assert_cmpint(put(&desk, &desk.ana, &draft, 1), ==, CODING_DONE);
    g_assert_cmpint(mark(&desk, &desk.ben, &comment, true), ==, CODING_DONE);
    check_coverage(&desk, 1, 1, 0, 2);
    check_coverage(&desk, 2, 0, 1, 2);
    check_coverage(&desk, 0, 1, 1, 1);
    g_assert_cmpint(mark(&desk, &desk.ben, &comment, false), ==, CODING_DONE);
    g_assert_cmpint(mark(&desk, &desk.ana, &comment, true), ==, CODING_DONE);
    g_assert_cmpint(mark(&desk, &desk.ana, &other, true), ==, CODING_DONE);
    check_coverage(&desk, 0, 1, 2, 0);
    fixture_reload(desk.fixture);
    check_coverage(&desk, 0, 1, 2, 0);
    g_assert_cmpint(fixture_act(desk.fixture, &other, &(ActOrder){ .act = ACT_HIDE }, NULL), ==, FACILITATE_DONE);
    check_coverage(&desk, 0, 1, 1, 0);
    g_assert_cmpint(mark(&desk, &desk.ana, &other, true), ==, CODING_NOT_FOUND);
    g_autoptr(GArray) analysts = board_analysts(board_of(&desk));
    g_assert_cmpuint(analysts->len, ==, 1);
}

/* ---- joining, themes ---- */

static size_t
theme_size(const Desk *desk, const Id *code)
{
    g_autoptr(Themes) themes = themes_new(board_of(desk));

    for (guint t = 0; t < themes->tree->len; t++)
        if (id_equal(&themes_level(themes, t)->code->id, code))
            return themes_size(themes, t, NULL);
    g_assert_not_reached();
}

static CodingOutcome
join(const Desk *desk, const Id *from, const Id *into)
{
    g_autoptr(GError) error = NULL;
    CodingOutcome outcome = CODING_NOT_FOUND;

    g_assert_true(code_merge(desk->fixture->hall, desk->fixture->db, &desk->ana, from, into, &outcome, &error));
    g_assert_no_error(error);
    return outcome;
}

static CodingOutcome
put_on(const Desk *desk, const Actor *analyst, const Id *id, const CodingDraft *drafts, size_t n)
{
    g_autoptr(GError) error = NULL;
    CodingOutcome outcome = CODING_NOT_FOUND;

    g_assert_true(coding_put(desk->fixture->hall, desk->fixture->db, analyst, id, drafts, n, &outcome, &error));
    return outcome;
}

static void
test_themes(void)
{
    g_auto(Desk) desk;

    desk_init(&desk);
    Id other = fixture_idea(desk.fixture, &desk.person, 1, "Pay"), third = fixture_idea(desk.fixture, &desk.person, 1, "Bread");
    Id rest = code_named(&desk, "Rest", NULL), beds = code_named(&desk, "Beds", &rest), pay = code_named(&desk, "Pay", NULL);
    const CodingDraft on_post[] = { { beds, -1, -1 }, { rest, 0, 3 } }, on_other[] = { { pay, -1, -1 }, { beds, 0, 1 } };
    const CodingDraft on_third[] = { { pay, 0, 2 }, { pay, 3, 4 } };

    g_assert_cmpint(put_on(&desk, &desk.ana, &desk.post, on_post, 2), ==, CODING_DONE);
    g_assert_cmpint(put_on(&desk, &desk.ben, &desk.post, on_post, 2), ==, CODING_DONE);
    g_assert_cmpint(put_on(&desk, &desk.ben, &other, on_other, 2), ==, CODING_DONE);
    g_assert_cmpint(put_on(&desk, &desk.ana, &third, on_third, 2), ==, CODING_DONE);
    g_assert_cmpuint(theme_size(&desk, &rest), ==, 2);          /* with what is below it, each once */
    g_assert_cmpuint(theme_size(&desk, &beds), ==, 2);
    g_assert_cmpuint(theme_size(&desk, &pay), ==, 2);
    fixture_reload(desk.fixture);
    g_assert_cmpuint(theme_size(&desk, &rest), ==, 2);
}

static void
test_join(void)
{
    g_auto(Desk) desk;
    g_autoptr(GArray) steps = NULL;

    desk_init(&desk);
    Id other = fixture_idea(desk.fixture, &desk.person, 1, "Pay");
    Id rest = code_named(&desk, "Rest", NULL), sleep = code_named(&desk, "Sleep", NULL), naps = code_named(&desk, "Naps", &sleep);
    const CodingDraft both[] = { { rest, -1, -1 }, { sleep, -1, -1 }, { sleep, 0, 3 } }, one = { sleep, -1, -1 };

    g_assert_cmpint(put_on(&desk, &desk.ana, &desk.post, both, 3), ==, CODING_DONE);
    g_assert_cmpint(put_on(&desk, &desk.ben, &other, &one, 1), ==, CODING_DONE);
    g_assert_cmpint(fixture_act(desk.fixture, &other, &(ActOrder){ .act = ACT_HIDE }, NULL), ==, FACILITATE_DONE);
    g_assert_cmpint(join(&desk, &sleep, &sleep), ==, CODING_CIRCLE);
    g_assert_cmpint(join(&desk, &sleep, &rest), ==, CODING_DONE);
    g_assert_cmpint(join(&desk, &sleep, &rest), ==, CODING_NOT_FOUND);
    check_tree(&desk, "-Naps -Rest ");
    g_assert_nonnull(board_code(board_of(&desk), &naps));
    g_assert_cmpuint(reading(&desk, &desk.ana)->codings->len, ==, 2);
    g_assert_cmpuint(theme_size(&desk, &rest), ==, 1);
    g_assert_cmpint(fixture_restore(desk.fixture, &other), ==, FACILITATE_DONE);
    g_assert_cmpuint(theme_size(&desk, &rest), ==, 2);          /* what was hidden meanwhile came along */
    fixture_reload(desk.fixture);
    g_assert_cmpuint(theme_size(&desk, &rest), ==, 2);
    g_assert_true(coding_steps(desk.fixture->db, &desk.fixture->conversation, 10, &steps, NULL));
    g_assert_cmpuint(steps->len, ==, 5);
    g_assert_cmpint(g_array_index(steps, CodeStep, 0).act, ==, STEP_JOINED);
    g_assert_true(id_equal(&g_array_index(steps, CodeStep, 0).beside, &rest));
}

/* ---- the order of reading ---- */

static void
test_to_read(void)
{
    g_auto(Desk) desk;
    g_autofree char *cursor = NULL;
    size_t n = 0;

    desk_init(&desk);
    for (size_t i = 0; i < 6; i++)
        (void)fixture_idea(desk.fixture, &desk.person, 0, "Read me");
    g_assert_cmpint(mark(&desk, &desk.ana, &desk.post, true), ==, CODING_DONE);
    do {
        uint32_t items[4];
        g_autofree char *next = NULL;

        n += board_to_read(board_of(&desk), desk.ana.staff_number, READ_UNREAD, cursor, 4, items, &next);
        g_free(cursor);
        cursor = g_steal_pointer(&next);
    } while (cursor);
    g_assert_cmpuint(n, ==, 6);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/coding/frame", test_frame);
    g_test_add_func("/coding/frame-refusals", test_frame_refusals);
    g_test_add_func("/coding/codings", test_codings);
    g_test_add_func("/coding/retired-code", test_retired_code);
    g_test_add_func("/coding/coverage", test_coverage);
    g_test_add_func("/coding/themes", test_themes);
    g_test_add_func("/coding/join", test_join);
    g_test_add_func("/coding/to-read", test_to_read);
    for (size_t i = 0; i < G_N_ELEMENTS(spans); i++) {
        g_autofree char *path = g_strdup_printf("/coding/span/%s", spans[i].name);

        g_test_add_data_func(path, &spans[i], test_span);
    }
    return g_test_run();
}
