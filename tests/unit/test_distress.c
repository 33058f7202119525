/* Words of distress: what is heard, and what is not taken for it. */
#include "domain/distress.h"
#include <glib.h>
#include <string.h>

typedef struct { const char *name, *text; bool heard; } Case;

static const Case cases[] = {
    { "wish", "Some nights I want to die.", true },
    { "curly", "I don\xe2\x80\x99t want to be here anymore", true },
    { "straight", "I don't want to be here anymore", true },
    { "capitals", "I WANT TO END IT ALL", true },
    { "emphasis", "I want **to** die, _really_", true },
    { "across-lines", "I want\nto\ndie", true },
    { "hyphens", "self-harm again", true },
    { "to-others", "They would all be better off without me.", true },
    { "coping", "I can't cope with this any more", true },
    { "trapped", "There is no way out for me", true },
    { "at-home", "I am afraid of my husband", true },
    { "welsh", "Dwi eisiau marw", true },
    { "welsh-living", "Dw i ddim isio byw", true },
    { "welsh-oneself", "Dwi'n meddwl am ladd fy hun weithiau, a brifo fy hunan", true },
    { "welsh-without-me", "Byddai pawb yn well hebdda i", true },
    { "welsh-coping", "Alla i ddim mynd ymlaen mwyach", true },
    { "welsh-wish", "Hoffwn i weld y rota yn gynt, dim ond chwe wythnos", false },
    { "welsh-going-on", "Mae angen mynd ymlaen \xc3\xa2'r gwaith", false },
    { "arabic", "\xd8\xa3\xd8\xb1\xd9\x8a\xd8\xaf \xd8\xa3\xd9\x86 \xd8\xa3\xd9\x85\xd9\x88\xd8\xaa", true },
    { "arabic-plain", "\xd8\xa7\xd8\xb1\xd9\x8a\xd8\xaf \xd8\xa7\xd9\x86 \xd8\xa7\xd9\x85\xd9\x88\xd8\xaa", true },
    { "policy", "Patients who attempt suicide should be seen within the hour.", false },
    { "training", "Suicide prevention training for every team, please.", false },
    { "right-to-die", "People should be free to decide when they want to die.", false },
    { "deadline", "The deadline is killing us all.", false },
    { "dying-wards", "Care for dying people needs more single rooms.", false },
    { "cut", "Cut the number of forms by half.", false },
    { "handy", "Make the booking form quick and easy.", false },
    { "part-of-a-word", "I wanted tools to diet better", false },
    { "empty", "", false },
    { "no-words", "*** ... !!!", false },
};

static bool
text_shows_distress(const char *text)
{
    g_autoptr(Phrases) phrases = distress_phrases(NULL);

    return phrases_in_text(phrases, text);
}

static void
test_heard(const void *data)
{
    const Case *c = data;

    g_assert_cmpint(text_shows_distress(c->text), ==, c->heard);
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

static unsigned
count_words(const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " -", -1);
    unsigned n = 0;

    for (size_t i = 0; words[i]; i++)
        n += *words[i] != '\0';
    return n;
}

/* Every phrase of three words or more, of somebody's thoughts of ending their life. */
static void
test_lexicon(void)
{
    g_autofree char *bytes = read_data("safety/distress/lexicon_tidy.csv");
    g_auto(GStrv) lines = g_strsplit(bytes ? bytes : "", "\n", -1);
    unsigned rows = 0;

    if (!bytes) {
        g_test_skip("the reference data is not there");
        return;
    }
    for (size_t i = 0; lines[i]; i++) {
        const char *phrase = strchr(lines[i], ',');

        if (!phrase || !strstr(lines[i], "suicidal ideation") || count_words(phrase + 1) < 3)
            continue;
        g_auto(GStrv) parts = g_strsplit(g_strchomp((char *)phrase + 1), "'", -1);
        g_autofree char *curly = g_strjoinv("\xe2\x80\x99", parts), *loud = g_utf8_strup(curly, -1);
        g_autofree char *said = g_strdup_printf("Some nights I think: %s, and then it is morning.", curly);

        rows++;
        if (!text_shows_distress(phrase + 1) || !text_shows_distress(loud) || !text_shows_distress(said))
            g_error("not heard: %s", phrase + 1);
    }
    g_assert_cmpuint(rows, >, 150);
}

/* What people say of public matters: one in a thousand at most. */
static void
test_ordinary(void)
{
    g_autofree char *bytes = read_data("kpa/arguments_train.csv");
    g_auto(GStrv) lines = g_strsplit(bytes ? bytes : "", "\n", -1);
    unsigned rows = 0, heard = 0;

    if (!bytes) {
        g_test_skip("the reference data is not there");
        return;
    }
    for (size_t i = 1; lines[i]; i++, rows++)
        heard += text_shows_distress(lines[i]);
    g_assert_cmpuint(rows, >, 5000);
    g_assert_cmpuint(heard * 1000, <=, rows);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/distress/heard/%s", cases[i].name);

        g_test_add_data_func(path, &cases[i], test_heard);
    }
    g_test_add_func("/distress/lexicon", test_lexicon);
    g_test_add_func("/distress/ordinary", test_ordinary);
    return g_test_run();
}
