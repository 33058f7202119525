/* Words that hurt, lists that people change, and texts that say nearly the same. */
#include "base/csv_table.h"
#include "domain/abuse.h"
#include "domain/distress.h"
#include "domain/near.h"
#include <string.h>

typedef struct { const char *name, *lines, *text; bool found; } Case;

static const Case abuse_cases[] = {
    { "insult", NULL, "You are a complete idiot.", true },
    { "shouting", NULL, "WHAT A LOAD OF BULLSHIT", true },
    { "emphasis", NULL, "you **stupid** _cow_", true },
    { "threat", NULL, "I will hit you next time", true },
    { "clinical", NULL, "Rectal bleeding, sexual health and breast clinics need private rooms. No sex education leaflets.", false },
    { "nouns", NULL, "The class assessed the basement of Scunthorpe hospital.", false },
    { "anger", NULL, "I am angry: nobody listened to us, and the rota is a disgrace.", false },
    { "empty", NULL, "", false },
    { "added", "gobshite\n# a note\nwaste of space", "He is a waste of space", true },
    { "added-open", "bull*", "Bulldozers again", true },
    { "not-added", "bull*", "A red pitbull", false },
    { "taken-away", "-bullshit", "What bullshit", false },
    { "taken-away-in-a-phrase", "-bullshit bingo", "Bullshit bingo, and more bullshit", true },
    { "folded", "Gwarth\xc3\xa9", "gwarthe", true },
    { "note", "# idiots welcome", "welcome", false },
};

static void
test_abuse(const void *data)
{
    const Case *c = data;
    g_autoptr(Phrases) phrases = abuse_phrases("en", c->lines);

    g_assert_cmpint(phrases_in_text(phrases, c->text), ==, c->found);
}

static const Case distress_cases[] = {
    { "added", "i have had enough of it all", "I've had enough. I have had enough of it all", true },
    { "taken-away", "-kill myself laughing", "I nearly kill myself laughing", false },
    { "others-stay", "-kill myself laughing", "I want to kill myself", true },
};

static void
test_distress(const void *data)
{
    const Case *c = data;
    g_autoptr(Phrases) phrases = distress_phrases(c->lines);

    g_assert_cmpint(phrases_in_text(phrases, c->text), ==, c->found);
}

static char *
read_data(const char *name)
{
    const char *data = g_getenv("CANDOUR_DATA");
    g_autofree char *beside = g_build_filename(g_getenv("CANDOUR_SOURCE"), "../shared/data", NULL);
    g_autofree char *path = g_build_filename(data ? data : beside, name, NULL);
    char *bytes = NULL;

    return g_file_get_contents(path, &bytes, NULL, NULL) ? bytes : NULL;
}

typedef struct { unsigned right, wrong, missed; } Score;

/* What those who judged a turn say together: 1 is not abusive, -1 to -3 are. */
static double
judgement(const CsvTable *table, size_t row)
{
    double sum = 0;

    for (size_t c = 0; c < csv_table_columns(table); c++) {
        const char *level = strstr(csv_table_header(table, c), "_is_abuse.");

        if (level && g_str_equal(csv_table_cell(table, row, c), "1"))
            sum += g_ascii_strtod(level + strlen("_is_abuse."), NULL);
    }
    return sum;
}

static void
score(const CsvTable *table, const Phrases *phrases, Score *score)
{
    ptrdiff_t user = csv_table_column(table, "user");

    for (size_t row = 0; row < csv_table_rows(table); row++) {
        bool found = phrases_in_text(phrases, csv_table_cell(table, row, (size_t)user));
        bool abusive = judgement(table, row) < 0;

        score->right += found && abusive;
        score->wrong += found && !abusive;
        score->missed += !found && abusive;
    }
}

/* 3,354 turns of people who talk with programs, judged by several experts each. */
static void
test_convabuse(void)
{
    static const char *const files[] = { "safety/convabuse/ConvAbuseEMNLPtrain.csv", "safety/convabuse/ConvAbuseEMNLPvalid.csv" };
    g_autoptr(Phrases) phrases = abuse_phrases("en", NULL);
    Score all = { 0 };

    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *bytes = read_data(files[i]);
        g_autoptr(GError) error = NULL;

        if (!bytes) {
            g_test_skip("the reference data is not there");
            return;
        }
        g_autoptr(CsvTable) table = csv_table_parse(files[i], bytes, strlen(bytes), ',', &error);
        g_assert_no_error(error);
        score(table, phrases, &all);
    }
    g_test_message("convabuse: %u right, %u wrong, %u missed", all.right, all.wrong, all.missed);
    g_assert_cmpuint(all.right * 100, >=, (all.right + all.missed) * 70);
    g_assert_cmpuint(all.right * 100, >=, (all.right + all.wrong) * 90);
}

/* What people say of public matters. */
static void
test_ordinary(void)
{
    g_autofree char *bytes = read_data("kpa/arguments_train.csv");
    g_auto(GStrv) lines = g_strsplit(bytes ? bytes : "", "\n", -1);
    g_autoptr(Phrases) phrases = abuse_phrases("en", NULL);
    unsigned rows = 0, found = 0;

    if (!bytes) {
        g_test_skip("the reference data is not there");
        return;
    }
    for (size_t i = 1; lines[i]; i++, rows++)
        if (phrases_in_text(phrases, lines[i])) {
            g_test_message("%s", lines[i]);
            found++;
        }
    g_test_message("kpa: %u of %u", found, rows);
    g_assert_cmpuint(rows, >, 5000);
    g_assert_cmpuint(found * 200, <=, rows);
}

/* ---- near-duplicates ---- */

static void
put(NearBook *book, uint32_t at, const char *text)
{
    g_auto(TextWords) words;

    text_words_read(&words, text);
    near_book_set(book, at, words.words, words.n);
}

static guint
group_size(const NearBook *book, uint32_t at)
{
    const GArray *group = near_book_group(book, at);

    return group ? group->len : 1;
}

static void
test_near(void)
{
    static const char *const texts[] = {
        "Please publish the rota six weeks ahead, so that we can plan our lives.",
        "Please publish the rota six weeks ahead so that we can plan our lives",
        "PLEASE: publish the rota six weeks ahead - so that we can plan our lives!",
        "So that we can plan our lives, please publish the rota six weeks ahead of time.",
        "Please publish the results of the staff survey on every ward.",
        "More bike racks", "more bike racks!", "More bike sheds",
        "Please do not publish the rota six weeks ahead so that we can plan our lives",
        "Please publish the rota of ward 7 six weeks ahead so that we can plan our lives",
        "Please publish the rota of ward 8 six weeks ahead so that we can plan our lives",
    };
    NearBook *book = near_book_new();

    for (uint32_t i = 0; i < G_N_ELEMENTS(texts); i++)
        put(book, i, texts[i]);
    for (uint32_t i = 0; i < 4; i++)
        g_assert_cmpuint(group_size(book, i), ==, 4);
    g_assert_cmpuint(group_size(book, 4), ==, 1);
    g_assert_cmpuint(group_size(book, 5), ==, 2);
    for (uint32_t i = 7; i < 11; i++)
        g_assert_cmpuint(group_size(book, i), ==, 1);
    /* The first one says something else now, and then nothing. */
    put(book, 0, "More bike racks, please, by the back door of the infirmary");
    for (uint32_t i = 1; i < 4; i++)
        g_assert_cmpuint(group_size(book, i), ==, 3);
    g_assert_cmpuint(group_size(book, 0), ==, 1);
    near_book_set(book, 2, NULL, 0);
    g_assert_cmpuint(group_size(book, 1), ==, 2);
    g_assert_null(near_book_group(book, 2));
    g_assert_null(near_book_group(book, 99));
    near_book_free(book);
}

/* A number in letters: figures make another text. */
static void
append_word(GString *text, int number)
{
    for (; number > 0; number /= 26)
        g_string_append_c(text, (char)('a' + number % 26));
    g_string_append(text, "xy ");
}

/* Every change of one word in texts of ten or more, wherever it is, is found. */
static void
test_near_recall(void)
{
    GRand *rand = g_rand_new_with_seed(7);
    NearBook *book = near_book_new();
    unsigned found = 0;

    for (uint32_t i = 0; i < 1000; i++) {
        g_autoptr(GString) one = g_string_new(NULL), two = g_string_new(NULL);
        int changed = g_rand_int_range(rand, 0, 12);

        for (int w = 0; w < 12; w++) {
            int word = g_rand_int_range(rand, 0, 5000);

            append_word(one, word);
            append_word(two, w == changed ? 6000 : word);
        }
        put(book, 2 * i, one->str);
        put(book, 2 * i + 1, two->str);
        found += group_size(book, 2 * i) == 2;
    }
    g_test_message("%u of 1000", found);
    g_assert_cmpuint(found, >=, 980);
    near_book_free(book);
    g_rand_free(rand);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(abuse_cases); i++) {
        g_autofree char *path = g_strdup_printf("/signal/abuse/%s", abuse_cases[i].name);

        g_test_add_data_func(path, &abuse_cases[i], test_abuse);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(distress_cases); i++) {
        g_autofree char *path = g_strdup_printf("/signal/distress/%s", distress_cases[i].name);

        g_test_add_data_func(path, &distress_cases[i], test_distress);
    }
    g_test_add_func("/signal/abuse/convabuse", test_convabuse);
    g_test_add_func("/signal/abuse/ordinary", test_ordinary);
    g_test_add_func("/signal/near/groups", test_near);
    g_test_add_func("/signal/near/recall", test_near_recall);
    return g_test_run();
}
