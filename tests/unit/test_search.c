/* Looking through texts: marks never hide a text that has the word, and the best are found first. */
#include "base/text.h"
#include "domain/search.h"
#include "hall_fixture.h"

static const char *const pieces[] = {
    "rota", "Rotas", "co-op", "naïve", "é", "a", "it", "ward7", "7", "-", " ", ", ", "\n", "(", "people's", "日本語", "…", "ſtrange", "x",
};

static char *
some_text(GRand *random, int n)
{
    GString *text = g_string_new(NULL);

    for (int i = 0; i < n; i++) {
        g_string_append(text, pieces[g_rand_int_range(random, 0, (int)G_N_ELEMENTS(pieces))]);
        if (g_rand_boolean(random))
            g_string_append_c(text, ' ');
    }
    char *folded = text_fold(text->str);
    g_string_free(text, TRUE);
    return folded;
}

static void
test_marks(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    unsigned found = 0, passed_over = 0;

    for (int i = 0; i < 3000; i++) {
        g_autofree char *text = some_text(random, g_rand_int_range(random, 0, 30));
        g_autofree char *word = some_text(random, g_rand_int_range(random, 1, 3));
        WordMarks marks = word_marks_of(text);
        bool has = *word && search_has_word(text, word), may = word_marks_may_have(&marks, word);

        g_assert_true(may || !has);
        found += has;
        passed_over += !may;
    }
    g_assert_cmpuint(found, >, 100);
    g_assert_cmpuint(passed_over, >, 300);
}

/* So many likes each, in the order of posting; the texts of the best `limit`. */
static void
test_best_first(void)
{
    static const unsigned likes[] = { 1, 3, 0, 2, 3, 1, 0, 2 };
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f), voters[3] = { fixture_person(f), fixture_person(f), fixture_person(f) };
    uint32_t all[20], some[3];

    for (size_t i = 0; i < G_N_ELEMENTS(likes); i++) {
        g_autofree char *text = g_strdup_printf("The rota, %s %zu", i % 2 ? "fair" : "kind", i);
        Id id = fixture_idea(f, &author, 0, text);

        for (unsigned k = 0; k < likes[i]; k++)
            fixture_vote(f, &voters[k], &id, VOTE_LIKE);
    }
    const Board *board = fixture_board(f);
    g_assert_cmpuint(board_search(board, 0, "rota", -1, G_N_ELEMENTS(all), all), ==, G_N_ELEMENTS(likes));
    for (size_t i = 1; i < G_N_ELEMENTS(likes); i++) {
        const Item *before = board_at(board, all[i - 1]), *item = board_at(board, all[i]);
        g_assert_true(before->shown.likes > item->shown.likes ||
                      (before->shown.likes == item->shown.likes && memcmp(&before->id, &item->id, sizeof(Id)) < 0));
    }
    g_assert_cmpuint(board_search(board, 0, "ROT", 0, G_N_ELEMENTS(some), some), ==, 3);
    g_assert_true(memcmp(some, all, sizeof some) == 0);
    g_assert_cmpuint(board_search(board, 0, "rota fai", -1, G_N_ELEMENTS(all), all), ==, 4);
    g_assert_cmpuint(board_search(board, 0, "rota fai", 1, G_N_ELEMENTS(all), all), ==, 0);
    g_assert_cmpuint(board_search(board, 0, "ota", -1, G_N_ELEMENTS(all), all), ==, 0);
    g_assert_cmpuint(board_search(board, 0, " . ", -1, G_N_ELEMENTS(all), all), ==, 0);
    g_assert_cmpuint(board_search(board, 0, "", -1, G_N_ELEMENTS(all), all), ==, 0);
}

/* Within a slot an author finds the new words, and everybody else the old ones. */
static void
test_both_faces(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    Actor author = fixture_person(f);
    Id id = fixture_idea(f, &author, 0, "Earlier wording");
    Draft draft = { .text = "Later phrase", .source = SOURCE_AUTHOR };
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;
    uint32_t found[2];

    fixture_later(f, 900);
    g_assert_true(talk_edit(f->hall, f->db, &author, &id, &draft, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
    for (int turn = 0; turn < 2; turn++) {
        const Board *board = fixture_board(f);
        uint32_t voice = actor_voice(board, &author);

        g_assert_cmpuint(board_search(board, voice, "phrase", -1, 2, found), ==, 1);
        g_assert_cmpuint(board_search(board, voice, "wording", -1, 2, found), ==, 0);
        g_assert_cmpuint(board_search(board, 0, "phrase", -1, 2, found), ==, turn ? 1 : 0);
        g_assert_cmpuint(board_search(board, 0, "wording", -1, 2, found), ==, turn ? 0 : 1);
        fixture_later(f, 900);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/search/marks", test_marks);
    g_test_add_func("/search/best-first", test_best_first);
    g_test_add_func("/search/both-faces", test_both_faces);
    return g_test_run();
}
