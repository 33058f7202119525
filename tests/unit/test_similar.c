/* What is offered as similar, on arguments that people have put under key points: those of the same key point say the
 * same (the reference data's `kpa`, arguments and labels of its dev part). */
#include "base/csv_table.h"
#include "domain/similar.h"
#include "hall_fixture.h"
#include "reference.h"

#define OFFERED 3

typedef struct { CsvTable *table; ptrdiff_t columns[3]; } Sheet;

/* False after g_test_skip(). */
static bool
sheet_read(Sheet *sheet, const char *name, const char *const columns[3])
{
    g_autofree char *path = reference_path(name);
    GError *error = NULL;

    if (!reference_there(path))
        return false;
    sheet->table = csv_table_read(path, ',', &error);
    g_assert_no_error(error);
    for (size_t i = 0; i < 3; i++) {
        sheet->columns[i] = csv_table_column(sheet->table, columns[i]);
        g_assert_cmpint(sheet->columns[i], >=, 0);
    }
    return true;
}

static const char *
sheet_cell(const Sheet *sheet, size_t row, size_t column)
{
    return csv_table_cell(sheet->table, row, (size_t)sheet->columns[column]);
}

/* Argument -> its key points, as a set of strings. */
static GHashTable *
read_points(const Sheet *labels)
{
    GHashTable *points = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_hash_table_unref);

    for (size_t row = 0; row < csv_table_rows(labels->table); row++) {
        const char *argument = sheet_cell(labels, row, 0);
        GHashTable *of = g_hash_table_lookup(points, argument);

        if (!g_str_equal(sheet_cell(labels, row, 2), "1"))
            continue;
        if (!of) {
            of = g_hash_table_new(g_str_hash, g_str_equal);
            g_hash_table_insert(points, (gpointer)argument, of);
        }
        g_hash_table_add(of, (gpointer)sheet_cell(labels, row, 1));
    }
    return points;
}

static bool
say_the_same(GHashTable *points, const char *one, const char *two)
{
    GHashTable *of = g_hash_table_lookup(points, one), *other = g_hash_table_lookup(points, two);
    GHashTableIter iter;
    gpointer point;

    if (!of || !other)
        return false;
    g_hash_table_iter_init(&iter, of);
    while (g_hash_table_iter_next(&iter, &point, NULL))
        if (g_hash_table_contains(other, point))
            return true;
    return false;
}

typedef struct { unsigned asked, offered, right; } Figures;

/* The arguments of one topic as the ideas of one conversation; each is typed once more by somebody else. */
static void
ask_about(const Sheet *arguments, size_t from, size_t to, GHashTable *points, SimilarHow how, Figures *figures)
{
    g_autoptr(Fixture) f = fixture_new(15);
    const Actor author = fixture_person(f), other = fixture_person(f);

    for (size_t row = from; row < to; row++)
        fixture_idea(f, &author, 0, sheet_cell(arguments, row, 1));
    fixture_later(f, 900);
    const Board *board = fixture_board(f);
    const uint32_t voice = actor_voice(board, &other);
    const uint32_t first = board->items->len - (uint32_t)(to - from);

    for (size_t row = from; row < to; row++) {
        uint32_t found[OFFERED];
        const SimilarTo typed = { sheet_cell(arguments, row, 1), voice, 0, first + (uint32_t)(row - from), how };

        if (!g_hash_table_contains(points, sheet_cell(arguments, row, 0)))
            continue;
        g_assert_cmpstr(board_at(board, typed.except)->now.text, ==, typed.text);
        const size_t n = board_similar(board, &typed, OFFERED, found);
        figures->asked++;
        for (size_t i = 0; i < n; i++) {
            const size_t at = from + found[i] - first;

            figures->offered++;
            figures->right += say_the_same(points, sheet_cell(arguments, row, 0), sheet_cell(arguments, at, 0));
        }
    }
}

static void
ask_about_all(const Sheet *arguments, GHashTable *points, SimilarHow how, Figures *figures)
{
    const size_t rows = csv_table_rows(arguments->table);

    for (size_t from = 0, to; from < rows; from = to) {
        for (to = from; to < rows && g_str_equal(sheet_cell(arguments, to, 2), sheet_cell(arguments, from, 2)); to++)
            ;
        ask_about(arguments, from, to, points, how, figures);
    }
}

static void
test_key_points(const void *data)
{
    static const struct { double right, each; } least[] = {
        [SIMILAR_NEAR] = { 0.68, 0.8 }, [SIMILAR_ALIKE] = { 0.78, 0.15 }, [SIMILAR_WIDE] = { 0.58, 1.8 },
    };
    const SimilarHow how = GPOINTER_TO_INT(data);
    Sheet arguments = { 0 }, labels = { 0 };
    Figures figures = { 0 };

    if (!sheet_read(&arguments, "kpa/arguments_dev.csv", (const char *const[]){ "arg_id", "argument", "topic" }) ||
        !sheet_read(&labels, "kpa/labels_dev.csv", (const char *const[]){ "arg_id", "key_point_id", "label" }))
        return;
    g_autoptr(GHashTable) points = read_points(&labels);

    ask_about_all(&arguments, points, how, &figures);
    const double precision = (double)figures.right / figures.offered, each = (double)figures.offered / figures.asked;

    g_test_message("%u asked, %.2f offered to each, %.3f of them right", figures.asked, each, precision);
    g_assert_cmpuint(figures.asked, >, 500);
    g_assert_cmpfloat(precision, >=, least[how].right);
    g_assert_cmpfloat(each, >=, least[how].each);
    csv_table_free(arguments.table);
    csv_table_free(labels.table);
}

/* Some words in common with a long text say less than the same words in a short one. */
static void
test_long_texts(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    const Actor author = fixture_person(f), other = fixture_person(f);

    fixture_idea(f, &author, 0, "Lockers beside the showers for whoever cycles to work");
    fixture_idea(f, &author, 0, "Whenever something changes in how the theatres are booked, please tell the wards in the same week, since "
                                "otherwise patients wait without knowing why, porters stand about, lockers stay full of clothes, the showers "
                                "on the day unit run cold, and nobody at the front desk has the slightest idea whom to ask about it");
    fixture_idea(f, &author, 0, "A choir on Fridays");
    fixture_later(f, 900);
    const Board *board = fixture_board(f);
    const SimilarTo typed = { "Showers and lockers on every floor", actor_voice(board, &other), 0, NO_ITEM, SIMILAR_NEAR };
    uint32_t found[OFFERED];

    g_assert_cmpuint(board_similar(board, &typed, OFFERED, found), ==, 1);
    g_assert_true(g_str_has_prefix(board_at(board, found[0])->shown.text, "Lockers beside"));
}

/* As keyboards of phones set them, and word processors. */
static void
test_typographic_marks(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    const Actor author = fixture_person(f), other = fixture_person(f);
    uint32_t found[OFFERED];

    fixture_idea(f, &author, 0, "Lockers beside the showers");
    fixture_idea(f, &author, 0, "A choir on Fridays");
    fixture_later(f, 900);
    const Board *board = fixture_board(f);
    const SimilarTo typed = { "“Lockers” – and ‘showers’…", actor_voice(board, &other), 0, NO_ITEM, SIMILAR_NEAR };

    g_assert_cmpuint(board_similar(board, &typed, OFFERED, found), ==, 1);
}

static void
test_length(void)
{
    static const struct { const char *text; unsigned parts; } rows[] = {
        { "", 0 }, { "a an the", 0 }, { "rota", 3 }, { "lockers-and showers/benches", 9 }, { "things should", 2 }, { "thingsx", 3 },
        { "thng", 3 }, { "don't, won’t", 0 }, { "räume", 3 }, { "“rota” – lockers…", 6 },
    };
    g_autoptr(Fixture) f = fixture_new(15);
    const Board *board = fixture_board(f);

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpuint(similar_length(board, rows[i].text), ==, rows[i].parts);
    g_autofree char *long_text = g_strnfill(3000, 'x');
    for (size_t i = 4; i < 3000; i += 5)
        long_text[i] = ' ';
    g_assert_cmpuint(similar_length(board, long_text), ==, UINT8_MAX);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/similar/length", test_length);
    g_test_add_func("/similar/long_texts", test_long_texts);
    g_test_add_func("/similar/typographic_marks", test_typographic_marks);
    g_test_add_data_func("/similar/key_points/near", GINT_TO_POINTER(SIMILAR_NEAR), test_key_points);
    g_test_add_data_func("/similar/key_points/alike", GINT_TO_POINTER(SIMILAR_ALIKE), test_key_points);
    g_test_add_data_func("/similar/key_points/wide", GINT_TO_POINTER(SIMILAR_WIDE), test_key_points);
    return g_test_run();
}
