/* Names in a text: the marked words, joined by commas; and how many are found and how many wrongly. */
#include "base/csv_table.h"
#include "desk/names.h"
#include "names/first_names.h"
#include "names/names_text.h"
#include "reference.h"
#include <string.h>

typedef struct { const char *name, *text, *marked; } Case;

/* With "Marsha Okafor", "Jean-Luc de la Tour", "Zoë Álvarez" and "Ann Field" on the roster. */
static const Case roster_cases[] = {
    { "none", "The lift is slow.", "" },
    { "first-name", "I asked Marsha about it.", "Marsha" },
    { "whole-name", "Marsha Okafor said no.", "Marsha,Okafor" },
    { "first-name-in-small-letters", "I asked marsha about it.", "marsha" },
    { "surname-in-small-letters", "I asked okafor about it.", "" },
    { "possessive", "It is Okafor's idea.", "Okafor" },
    { "hyphen", "Ask Jean-Luc.", "Jean,Luc" },
    { "accent", "Ask Zo\xc3\xab or Zoe.", "Zo\xc3\xab,Zoe" },
    { "inside-a-word", "Marshalling yard", "" },
    { "particle", "Ask De for it.", "" },
    { "at-the-end", "the office of Okafor", "Okafor" },
    { "capitals", "OKAFOR decides", "OKAFOR" },
    { "surname-that-is-a-word", "A word with Field helps. Field work is hard.", "Field" },
    { "curly", "\xe2\x80\x9cOkafor\xe2\x80\x9d", "Okafor" },
    { "empty", "", "" },
};

/* Nobody on the roster. */
static const Case general_cases[] = {
    { "general", "I asked Oluwaseun and Margaret.", "Oluwaseun,Margaret" },
    { "start", "Margaret never listens.", "Margaret" },
    { "small", "margaret never listens", "margaret" },
    { "surname-of-a-name", "It was Margaret Quux again.", "Margaret,Quux" },
    { "not-the-next-sentence", "It was Margaret. Quuxes are fine.", "Margaret" },
    { "day-after-a-name", "I met Margaret Monday.", "Margaret" },
    { "title", "Dr Quux and Mrs. Zzyx know.", "Quux,Zzyx" },
    { "title-of-nobody", "The dr is in, Dr visits too.", "" },
    { "will", "Will it ever open? We will see. I think Will knows.", "Will" },
    { "will-is", "Will is on leave. Will people come?", "Will" },
    { "may", "May we ask? It may open in May or on 4 May, May 5 at the latest.", "" },
    { "may-she", "I asked May.", "May" },
    { "june", "Since June nothing has changed. June is hot.", "" },
    { "mark", "Mark the exits. They mark our work. Mark said so.", "Mark" },
    { "grace", "Please show some grace. Grace is on nights.", "Grace" },
    { "rose", "Prices rose. A rose garden. Ask Rose.", "Rose" },
    { "hope", "Hope is not a plan, I hope.", "" },
    { "grant", "Grant applications take long. The grant helps.", "" },
    { "any-case", "Any bank or car park, Even so, Case by case.", "" },
    { "heading", "Our Hope For The Ward", "" },
    { "shouting", "WILL ANYBODY MARK THIS", "" },
    { "shouting-a-name", "MARGARET SHOULD GO", "MARGARET" },
    { "letters-that-stand-for-something", "Our PAT test, the ANA score and the TED stockings.", "" },
    { "place", "In Jordan, near Victoria.", "" },
    { "place-she", "I asked Jordan.", "Jordan" },
    { "hall", "The Albert Hall, Elizabeth ward and St Thomas.", "" },
    { "list", "- Will it help?\n- Mark it\n* Hope for more", "" },
    { "two-letters", "Ed and the ED, my or Jo.", "Jo" },
    { "min", "the min wage", "" },
};

static char *
marked_in(GHashTable *roster, const char *text, bool english)
{
    GString *marked = g_string_new(NULL);
    NamePlace spans[WIRE_SPANS_MOST];
    const size_t n = names_in_text(roster, text, english, spans, WIRE_SPANS_MOST);

    for (size_t i = 0; i < n; i++)
        g_string_append_printf(marked, "%s%.*s", i > 0 ? "," : "", (int)spans[i].length, text + spans[i].start);
    return g_string_free(marked, FALSE);
}

static GHashTable *
a_roster(void)
{
    GHashTable *roster = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    names_add(roster, "Marsha Okafor");
    names_add(roster, "Jean-Luc de la Tour");
    names_add(roster, "Zo\xc3\xab \xc3\x81lvarez");
    names_add(roster, "Ann Field");
    return roster;
}

static void
test_roster(const void *data)
{
    const Case *c = data;
    g_autoptr(GHashTable) roster = a_roster();
    g_autofree char *marked = marked_in(roster, c->text, true);

    g_assert_cmpstr(marked, ==, c->marked);
}

static void
test_general(const void *data)
{
    const Case *c = data;
    g_autofree char *marked = marked_in(NULL, c->text, true);

    g_assert_cmpstr(marked, ==, c->marked);
}

/* Where nouns begin large, words that are names in English alone are none. */
static void
test_other_language(void)
{
    g_autoptr(GHashTable) roster = a_roster();
    g_autofree char *marked = marked_in(roster, "Der Park an der Bank, das will Marsha, auch Okafor und Hope.", false);

    g_assert_cmpstr(marked, ==, "Marsha,Okafor");
}

static void
test_bounded(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    NamePlace spans[WIRE_SPANS_MOST];

    for (unsigned i = 0; i < 1000; i++)
        g_string_append(text, "Margaret ");
    g_assert_cmpuint(names_in_text(NULL, text->str, true, spans, WIRE_SPANS_MOST), ==, WIRE_SPANS_MOST);
}

static void
test_tables_in_order(void)
{
    for (size_t i = 1; i < first_names_count; i++)
        g_assert_cmpint(strcmp(first_names[i - 1].word, first_names[i].word), <, 0);
    for (size_t i = 1; i < common_words_count; i++)
        g_assert_cmpint(strcmp(common_words[i - 1], common_words[i]), <, 0);
    g_assert_true(word_is_common("hospital"));
    g_assert_false(word_is_common("okafor"));
}

/* ---- measured: docs/signals.md has the figures ---- */

typedef struct { size_t texts, alarms, marks; } Alarms;

static void
count_alarms(const char *name, const char *column, Alarms *alarms)
{
    g_autofree char *path = reference_path(name);
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvTable) table = csv_table_read(path, ',', &error);

    g_assert_no_error(error);
    for (size_t row = 0; row < csv_table_rows(table); row++) {
        NamePlace spans[WIRE_SPANS_MOST];
        const char *text = csv_table_cell(table, row, (size_t)csv_table_column(table, column));
        const size_t n = names_in_text(NULL, text, true, spans, WIRE_SPANS_MOST);

        alarms->texts++;
        alarms->alarms += n > 0;
        alarms->marks += n;
        for (size_t i = 0; i < n && g_test_verbose(); i++)
            g_test_message("%.*s: %.160s", (int)spans[i].length, text + spans[i].start, text);
    }
}

/* Real texts about public matters, in which hardly anybody is named. */
static void
test_alarms(void)
{
    static const char *const polis[] = { "15-per-hour-seattle", "brexit-consensus", "canadian-electoral-reform",
                                         "london.youth.policing", "scoop-hivemind.taxes" };
    g_autofree char *there = reference_path("kpa");
    Alarms arguments = { 0, 0, 0 }, comments = { 0, 0, 0 };

    if (!reference_there(there))
        return;
    count_alarms("kpa/arguments_train.csv", "argument", &arguments);
    count_alarms("kpa/arguments_dev.csv", "argument", &arguments);
    for (size_t i = 0; i < G_N_ELEMENTS(polis); i++) {
        g_autofree char *name = g_strdup_printf("polis/%s/comments.csv", polis[i]);

        count_alarms(name, "comment-body", &comments);
    }
    g_test_message("arguments %zu, asked about %zu, marks %zu", arguments.texts, arguments.alarms, arguments.marks);
    g_test_message("comments %zu, asked about %zu, marks %zu", comments.texts, comments.alarms, comments.marks);
    g_assert_cmpuint(arguments.alarms * 1000, <=, arguments.texts * 4);
    g_assert_cmpuint(comments.alarms * 100, <=, comments.texts * 5);
}

typedef struct { const char *name, *file, *sentence; bool small; unsigned least; /* per cent */ } Planted;

#define FEMALE "safety/names/stdlib-female-first-names-en.txt"
#define MALE   "safety/names/stdlib-male-first-names-en.txt"

static const Planted planted[] = {
    { "inside/female", FEMALE, "Last week I asked %s about the rota.", false, 98 },
    { "inside/male", MALE, "Last week I asked %s about the rota.", false, 95 },
    { "beginning/female", FEMALE, "%s said that nothing can be done.", false, 95 },
    { "beginning/male", MALE, "%s said that nothing can be done.", false, 91 },
    { "small/female", FEMALE, "last week i asked %s about the rota", true, 85 },
    { "small/male", MALE, "last week i asked %s about the rota", true, 78 },
};

static void
test_planted(const void *data)
{
    const Planted *p = data;
    g_autofree char *path = reference_path(p->file);
    g_autofree char *content = NULL;
    size_t n = 0, found = 0;

    if (!reference_there(path))
        return;
    g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
    g_auto(GStrv) names = g_strsplit(g_strstrip(content), "\n", -1);
    for (char **at = names; *at != NULL; at++) {
        NamePlace spans[WIRE_SPANS_MOST];
        g_autofree char *small = g_ascii_strdown(g_strstrip(*at), -1);
        g_auto(GStrv) parts = g_strsplit(p->sentence, "%s", 2);
        g_autofree char *text = g_strconcat(parts[0], p->small ? small : *at, parts[1], NULL);

        n++;
        found += names_in_text(NULL, text, true, spans, WIRE_SPANS_MOST) > 0;
    }
    g_test_message("%s: %zu of %zu", p->name, found, n);
    g_assert_cmpuint(found * 100, >=, n * p->least);
}

#define ADD_ROWS(prefix, cases, function)                                             \
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {                                \
        g_autofree char *path = g_strdup_printf("/desk/names/" prefix "/%s", cases[i].name); \
        g_test_add_data_func(path, &cases[i], function);                              \
    }

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_ROWS("roster", roster_cases, test_roster)
    ADD_ROWS("general", general_cases, test_general)
    ADD_ROWS("planted", planted, test_planted)
    g_test_add_func("/desk/names/other-language", test_other_language);
    g_test_add_func("/desk/names/bounded", test_bounded);
    g_test_add_func("/desk/names/tables", test_tables_in_order);
    g_test_add_func("/desk/names/alarms", test_alarms);
    return g_test_run();
}
