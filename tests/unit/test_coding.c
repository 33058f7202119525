#include "domain/coding.h"
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

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/coding/frame", test_frame);
    g_test_add_func("/coding/frame-refusals", test_frame_refusals);
    g_test_add_func("/coding/codings", test_codings);
    g_test_add_func("/coding/retired-code", test_retired_code);
    g_test_add_func("/coding/coverage", test_coverage);
    for (size_t i = 0; i < G_N_ELEMENTS(spans); i++) {
        g_autofree char *path = g_strdup_printf("/coding/span/%s", spans[i].name);

        g_test_add_data_func(path, &spans[i], test_span);
    }
    return g_test_run();
}
