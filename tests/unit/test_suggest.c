#include "analysis/stems.h"
#include "analysis/suggest.h"
#include "analysis/terms.h"
#include <math.h>
#include <string.h>

/* ---- num/logistic ---- */

/* Where it is fitted, each weight is cost * the sum of what the rows still want. */
static void
test_optimum(void)
{
    const size_t starts[] = { 0, 2, 3, 5, 6, 8, 8 }, rows[] = { 0, 1, 2, 3, 4, 5 };
    const uint32_t columns[] = { 0, 1, 0, 1, 2, 2, 0, 2 };
    const double values[] = { 1, 0.5, 0.7, 1, -1, 2, 0.2, 0.9 };
    const bool chosen[] = { true, true, false, false, true, false };
    NumSparse matrix = { starts, columns, values, 6, 3 };
    double weights[4], want[4] = { 0 };

    g_assert_true(num_logistic_fit(&matrix, &(NumLesson){ rows, chosen, 6, 5 }, weights));
    for (size_t row = 0; row < 6; row++) {
        double chance = num_logistic_chance(&matrix, row, weights), left = 5 * ((chosen[row] ? 1 : 0) - chance);

        want[3] += left;
        for (size_t i = starts[row]; i < starts[row + 1]; i++)
            want[columns[i]] += left * values[i];
    }
    for (size_t i = 0; i < 4; i++)
        g_assert_cmpfloat(fabs(weights[i] - want[i]), <, 0.05);
}

static void
test_one_sided(void)
{
    const size_t starts[] = { 0, 1, 2 }, rows[] = { 0, 1 };
    const uint32_t columns[] = { 0, 0 };
    const double values[] = { 1, 1 };
    const bool all[] = { true, true }, none[] = { false, false };
    NumSparse matrix = { starts, columns, values, 2, 1 };
    double weights[2];

    g_assert_true(num_logistic_fit(&matrix, &(NumLesson){ rows, all, 2, 1 }, weights));
    g_assert_cmpfloat(num_logistic_chance(&matrix, 0, weights), >, 0.6);
    g_assert_true(num_logistic_fit(&matrix, &(NumLesson){ rows, none, 2, 1 }, weights));
    g_assert_cmpfloat(num_logistic_chance(&matrix, 0, weights), <, 0.4);
    g_assert_true(num_logistic_fit(&matrix, &(NumLesson){ rows, all, 0, 1 }, weights));
    g_assert_cmpfloat(num_logistic_chance(&matrix, 0, weights), ==, 0.5);
}

/* ---- analysis/stems ---- */

typedef struct { const char *name, *text, *language, *stems; } StemsCase;

static const StemsCase stems_cases[] = {
    { "english", "The nurses' rooms are not quiet, and we need quieter nights.", "en", "nurs room quiet need quieter night" },
    { "german", "Die Fahrräder stehen nicht auf dem Gehweg, sondern auf der Straße.", "de", "fahrrad steh gehweg sond strass" },
    { "unknown", "Byddai ystafelloedd tawel yn well", "", "byddai ystafelloedd tawel yn well" },
    { "chinese", "计程车好", "", "计程 程车 车好" },
    { "empty", "", "", "" },
    { "marks alone", "!!! 😀 —", "", "" },
};

static void
append_stem(const char *word, const char *stem, void *data)
{
    GString *all = data;

    g_string_append_printf(all, "%s%s", all->len > 0 ? " " : "", stem);
}

static void
test_stems(gconstpointer data)
{
    const StemsCase *c = data;
    g_autoptr(Stems) stems = stems_new(&c->text, 1);
    g_autoptr(GString) all = g_string_new(NULL);

    g_assert_cmpstr(stems_language(stems), ==, c->language);
    stems_each(stems, c->text, append_stem, all);
    g_assert_cmpstr(all->str, ==, c->stems);
}

static void
test_likeness(void)
{
    const char *texts[] = { "quiet rooms", "Quiet rooms!", "parking spaces", "", "a quieter room" };
    g_autoptr(Terms) terms = terms_new(texts, G_N_ELEMENTS(texts));

    g_assert_cmpfloat(fabs(terms_likeness(terms, 0, 1) - 1), <, 1e-9);
    g_assert_cmpfloat(terms_likeness(terms, 0, 2), ==, 0);
    g_assert_cmpfloat(terms_likeness(terms, 0, 3), ==, 0);
    g_assert_cmpfloat(terms_likeness(terms, 0, 4), >, 0.1);
}

/* ---- analysis/suggest ---- */

static const char *const codes[] = { "Rest\nBreaks, sleep, quiet rooms", "Parking\nSpaces for cars" };
static const char *const texts[] = {
    "We need quiet rooms to sleep in a break", "There are never enough parking spaces for our cars", "Thank you", "", "Kettles, please",
    "A kettle for the ward", "Kettle and toaster",
};

static size_t
first_code(const GPtrArray *all, size_t text)
{
    const GArray *suggestions = g_ptr_array_index(all, text);

    return suggestions->len > 0 ? g_array_index(suggestions, SuggestedCode, 0).code : SUGGEST_NOTHING;
}

static void
test_by_words(void)
{
    SuggestInput input = { codes, G_N_ELEMENTS(codes), texts, G_N_ELEMENTS(texts), NULL, 0 };
    g_autoptr(GPtrArray) all = suggest_codes(&input, NULL);

    g_assert_cmpuint(all->len, ==, G_N_ELEMENTS(texts));
    g_assert_cmpuint(first_code(all, 0), ==, 0);
    g_assert_cmpuint(first_code(all, 1), ==, 1);
    for (size_t text = 2; text < G_N_ELEMENTS(texts); text++)
        g_assert_cmpuint(first_code(all, text), ==, SUGGEST_NOTHING);
}

/* People put kettles under "Rest", which its words do not say. */
static void
test_learnt(void)
{
    const SuggestMark marks[] = { { 0, 0 }, { 1, 1 }, { 2, SUGGEST_NOTHING }, { 4, 0 }, { 5, 0 } };
    SuggestInput input = { codes, G_N_ELEMENTS(codes), texts, G_N_ELEMENTS(texts), marks, G_N_ELEMENTS(marks) };
    g_autoptr(GPtrArray) all = suggest_codes(&input, NULL);
    const GArray *kettle = g_ptr_array_index(all, 6);

    g_assert_cmpuint(first_code(all, 6), ==, 0);
    g_assert_cmpuint(first_code(all, 1), ==, 1);
    for (guint i = 0; i < kettle->len; i++) {
        g_assert_cmpfloat(g_array_index(kettle, SuggestedCode, i).score, <=, i > 0 ? g_array_index(kettle, SuggestedCode, i - 1).score : 1);
        g_assert_cmpfloat(g_array_index(kettle, SuggestedCode, i).score, >=, 0);
    }
}

static void
test_nothing(void)
{
    SuggestInput input = { codes, 2, texts, 0, NULL, 0 };
    g_autoptr(GPtrArray) all = suggest_codes(&input, NULL);
    SuggestInput no_codes = { codes, 0, texts, 2, NULL, 0 };
    g_autoptr(GPtrArray) none = suggest_codes(&no_codes, NULL);

    g_assert_cmpuint(all->len, ==, 0);
    g_assert_cmpuint(none->len, ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/logistic/optimum", test_optimum);
    g_test_add_func("/logistic/one-sided", test_one_sided);
    for (size_t i = 0; i < G_N_ELEMENTS(stems_cases); i++) {
        g_autofree char *path = g_strconcat("/stems/", stems_cases[i].name, NULL);
        g_test_add_data_func(path, &stems_cases[i], test_stems);
    }
    g_test_add_func("/terms/likeness", test_likeness);
    g_test_add_func("/suggest/words", test_by_words);
    g_test_add_func("/suggest/learnt", test_learnt);
    g_test_add_func("/suggest/nothing", test_nothing);
    return g_test_run();
}
