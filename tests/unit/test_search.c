/* Looking through texts: the index says what the texts say, and the best are found first. */
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

#define TEXTS 64

/* What the index says of each text is what the text says; and nothing is left of texts that went. */
static void
test_index(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    WordIndex *index = word_index_new();
    char *texts[TEXTS];
    unsigned found = 0, sure = 0;

    for (uint32_t i = 0; i < TEXTS; i++) {
        texts[i] = some_text(random, g_rand_int_range(random, 0, 30));
        word_index_add(index, i, texts[i]);
    }
    for (int turn = 0; turn < 3000; turn++) {
        const uint32_t at = (uint32_t)g_rand_int_range(random, 0, TEXTS);
        g_autofree char *word = some_text(random, g_rand_int_range(random, 1, 3));
        uint64_t has[TEXTS] = { 0 };

        word_index_remove(index, at, texts[at]);
        g_free(texts[at]);
        word_index_add(index, at, texts[at] = some_text(random, g_rand_int_range(random, 0, 30)));
        if (!*word || !word_index_mark(index, word, 4, has))
            continue;
        for (size_t i = 0; i < TEXTS; i++) {
            const bool says = search_has_word(texts[i], word);

            g_assert_true(has[i] ? !word_index_is_sure(word) || says : !says);
            found += says;
            sure += says && word_index_is_sure(word);
        }
    }
    g_assert_cmpuint(found, >, sure);
    g_assert_cmpuint(sure, >, 1000);
    for (uint32_t i = 0; i < TEXTS; i++) {
        word_index_remove(index, i, texts[i]);
        g_free(texts[i]);
    }
    g_assert_cmpuint(word_index_size(index), ==, 0);
    word_index_free(index);
}

/* A run of letters without end is found by its beginning, and looked at. */
static void
test_long_words(void)
{
    WordIndex *index = word_index_new();
    g_autofree char *text = g_strnfill(3000, 'a'), *ask = g_strnfill(100, 'a'), *other = g_strconcat(ask, "b", NULL);
    g_autofree char *wide = g_strdup("\xc3\xb8\xc3\xb8\xc3\xb8\xc3\xb8\xc3\xb8\xc3\xb8\xc3\xb8\xc3\xb8\xc3\xb8\xc3\xb8"
                                     "\xc3\xb8\xc3\xb8\xc3\xb8\xc3\xb8\xc3\xb8\xc3\xb8\xc3\xb8\xc3\xb8\xc3\xb8\xc3\xb8x");
    g_autofree char *odd = g_strconcat("a", wide, wide, NULL);
    const char *texts[] = { text, wide, odd };
    const struct { const char *word; uint64_t expected; bool sure; } rows[] = {
        { "aaaa", 1, true }, { ask, 1, false }, { other, 1, false }, { wide, 2, false }, { odd, 4, false }, { "a", 5, true },
        { "a-", 0, false }, { "--a", 5, false },
    };

    for (uint32_t i = 0; i < G_N_ELEMENTS(texts); i++)
        word_index_add(index, i, texts[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        uint64_t has[G_N_ELEMENTS(texts)] = { 0 };

        g_assert_true(word_index_mark(index, rows[i].word, 1, has));
        g_assert_cmpuint(has[0] | has[1] << 1 | has[2] << 2, ==, rows[i].expected);
        g_assert_cmpint(word_index_is_sure(rows[i].word), ==, rows[i].sure);
    }
    g_assert_false(word_index_mark(index, "--", 1, &(uint64_t){ 0 }));
    word_index_free(index);
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

/* ---- as if every text were read ---- */

static unsigned
read_all(const Board *board, uint32_t voice, const char *query, const uint32_t *found, size_t n)
{
    g_autofree char *folded = text_fold(query);
    g_auto(GStrv) words = g_strsplit_set(folded, " ", -1);
    unsigned with = 0;

    for (guint at = 0; at < board->items->len; at++) {
        const Item *item = board_at(board, at);
        g_autofree char *own = NULL;
        const bool has = item_readable(item, voice) && search_has_all(search_folded(item, voice, &own), words);
        bool is_found = false;

        for (size_t i = 0; i < n && !is_found; i++)
            is_found = found[i] == at;
        g_assert_true(is_found == has);
        with += has;
    }
    return with;
}

static void
change_some(Fixture *f, GRand *random, Actor *author)
{
    const Board *board = fixture_board(f);
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    for (int i = 0; i < 6; i++) {
        const Id id = board_at(board, (uint32_t)g_rand_int_range(random, 0, (int)board->items->len))->id;
        g_autofree char *text = some_text(random, 8);
        const Draft draft = { .text = text, .source = SOURCE_AUTHOR };

        if (i % 3 == 0)
            g_assert_true(talk_delete(f->hall, f->db, author, &id, &outcome, &error));
        else
            g_assert_true(talk_edit(f->hall, f->db, author, &id, &draft, &outcome, &error));
    }
}

/* While texts come, change and go, before and after the slot turns, for their author and for others. */
static void
test_as_by_reading(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    Actor author = fixture_person(f), other = fixture_person(f);
    unsigned found = 0;

    for (int turn = 0; turn < 30; turn++) {
        for (int i = 0; i < 5; i++) {
            g_autofree char *text = some_text(random, g_rand_int_range(random, 1, 20));
            fixture_idea(f, i % 2 ? &author : &other, 0, *g_strstrip(text) ? text : "words");
        }
        change_some(f, random, turn % 2 ? &author : &other);
        if (turn % 3 == 0)
            fixture_later(f, 900);
        for (size_t i = 0; i < 2 * G_N_ELEMENTS(pieces); i++) {
            const Board *board = fixture_board(f);
            const uint32_t voice = i % 2 ? actor_voice(board, &author) : 0;
            uint32_t all[200];
            const char *query = pieces[i / 2];

            if (g_unichar_isalnum(g_utf8_get_char(query)))
                found += read_all(board, voice, query, all, board_search(board, voice, query, -1, G_N_ELEMENTS(all), all));
        }
    }
    g_assert_cmpuint(found, >, 1000);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/search/index", test_index);
    g_test_add_func("/search/long-words", test_long_words);
    g_test_add_func("/search/best-first", test_best_first);
    g_test_add_func("/search/both-faces", test_both_faces);
    g_test_add_func("/search/as-by-reading", test_as_by_reading);
    return g_test_run();
}
