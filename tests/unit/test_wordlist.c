/* Lists of words that facilitators change: what counts, who is asked, and what stays over a start. */
#include "base/clock.h"
#include "base/limits.h"
#include "domain/distress.h"
#include "domain/queue.h"
#include "domain/wordlist.h"
#include "staff_fixture.h"
#include <string.h>

#define MORE WORDLIST_ABUSE_MORE
#define LESS WORDLIST_ABUSE_LESS
#define CRIES WORDLIST_DISTRESS_MORE
#define CALM WORDLIST_DISTRESS_LESS

static WordlistOutcome
set(Fixture *place, unsigned staff, const WordlistOrder *order)
{
    g_autoptr(GError) error = NULL;
    Actor actor = fixture_staff(place);
    WordlistOutcome outcome = WORDLIST_NOT_FOUND;

    actor.staff_number = staff;
    g_assert_true(wordlist_set(place->hall, place->db, &actor, order, &outcome, &error));
    g_assert_no_error(error);
    return outcome;
}

/* Whatever is asked about is said yes to. */
static WordlistOutcome
put(Fixture *place, WordlistBox box, const char *text)
{
    WordlistOrder order = { .version = -1, .off = text };

    order.texts[box] = text;
    return set(place, 2, &order);
}

static void
check_box(Fixture *place, WordlistBox box, const char *expected)
{
    g_autofree char *text = wordlist_text(wordlist_now(fixture_board(place)), box);

    g_assert_cmpstr(text, ==, expected);
}

/* ---- what a list makes of a text ---- */

typedef struct { const char *name; WordlistBox box; const char *lines, *text; unsigned signals; } Case;

static const Case cases[] = {
    { "nothing", MORE, "", "Nothing but ordinary words of a post", 0 },
    { "word-added", MORE, "gobdaw", "What a Gobdaw he is", SIGNAL_ABUSE },
    { "word-inside-another", MORE, "gobdaw", "Gobdawery is a place", 0 },
    { "word-open", MORE, "gobdaw*", "Gobdawery is a place", SIGNAL_ABUSE },
    { "phrase-added", MORE, "bag of spanners", "thick as a bag, of **spanners**", SIGNAL_ABUSE },
    { "accents", MORE, "cr\xc3\xa9tino", "QUE CRETINO", SIGNAL_ABUSE },
    { "accents-in-the-text", MORE, "cretino", "que cr\xc3\xa9tino", SIGNAL_ABUSE },
    { "apostrophe", MORE, "eejit's", "that eejit\xe2\x80\x99s rota", SIGNAL_ABUSE },
    { "welsh", MORE, "twpsyn", "y twpsyn yma eto", SIGNAL_ABUSE },
    { "arabic", MORE, "\xd8\xba\xd8\xa8\xd9\x8a", "\xd9\x87\xd9\x88 \xd8\xba\xd8\xa8\xd9\x8a", SIGNAL_ABUSE },
    { "beginning-with-a-minus", MORE, "-gobdaw", "What a gobdaw he is", SIGNAL_ABUSE },
    { "beginning-with-a-hash", MORE, "#gobdaw", "What a gobdaw he is", SIGNAL_ABUSE },
    { "ours", LESS, "", "What bullshit", SIGNAL_ABUSE },
    { "taken-away", LESS, "bullshit", "What bullshit", 0 },
    { "taken-away-in-capitals", LESS, "BullSh\xc3\xadt", "What bullshit", 0 },
    { "taken-away-others-stay", LESS, "bullshit", "What bullshit, you idiot", SIGNAL_ABUSE },
    { "distress-added", CRIES, "had enough of it all", "I have had enough of it all", SIGNAL_DISTRESS },
    { "distress-ours", CALM, "", "I want to kill myself", SIGNAL_DISTRESS },
    { "distress-taken-away", CALM, "killing myself laughing", "I was killing myself laughing", 0 },
    { "distress-others-stay", CALM, "killing myself laughing", "I think of killing myself", SIGNAL_DISTRESS },
    { "distress-who-speaks", CALM, "my desk", "all day at my desk they ask and want to die of it", SIGNAL_DISTRESS },
    { "names-are-another", LESS, "grace", "Last week I asked Grace about the rota.", SIGNAL_NAMES },
};

static void
test_text(const void *data)
{
    const Case *c = data;
    g_autoptr(Fixture) place = fixture_new(0);
    const Board *board = fixture_board(place);
    const char *texts[WORDLIST__END] = { NULL };
    g_auto(WordlistLines) lines = { { NULL }, { NULL } };
    WordlistFault fault;

    texts[c->box] = c->lines;
    g_assert_true(wordlist_read(board, texts, &lines, &fault));
    g_autoptr(SignalLists) signals = wordlist_signals(board, &lines);
    g_assert_cmpuint(signal_of_text(signals, board->about, c->text), ==, c->signals);
}

/* ---- what would switch off something that we know ---- */

static const struct { const char *words; bool asked; } known[] = {
    { "want to die", true },
    { "die", true },                            /* it would break many of ours */
    { "my", true },
    { "myself", true },
    { "di*", true },
    { "selfharming", true },                    /* ours is open */
    { "I was killing myself laughing", true },  /* holds one of ours */
    { "go on any longer", true },               /* the end of one, with an optional word */
    { "kms", true },
    { "Lladd fy hun", true },
    { "restaurant", false },
    { "bank holiday", false },
    { "the whole framework", false },
    { "I want", true },                         /* ends where one of ours begins */
    { "life support", true },
    { "supporting life", true },                /* "... is not worth living" */
    { "supporting lives", false },
    { "dying wish", true },
    { "a wish for more racks", false },
};

static void
test_known(void)
{
    g_autoptr(Phrases) ours = distress_phrases(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (phrases_touch(ours, known[i].words) != known[i].asked)
            g_error("%s: %s", known[i].words, known[i].asked ? "is not asked about" : "is asked about");
}

/* Whatever line takes a phrase of ours out of a text is asked about. */
static void
test_known_by_texts(void)
{
    static const char *const texts[] = { "some days I want to die of all this work", "so i cannot go on any longer in here",
                                         "by now no one would miss me on the ward", "at night I am thinking of suicide and of it",
                                         "I am at the end of my rope by friday", "honestly I hate my life at work", "well kms then",
                                         "to me there is no way out of here", "I hope I never wake up on a monday" };
    g_autoptr(Phrases) ours = distress_phrases(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_auto(GStrv) words = g_strsplit(texts[i], " ", -1);

        for (size_t from = 0; words[from]; from++)
            for (size_t to = from + 1; to <= g_strv_length(words); to++) {
                g_autoptr(GString) line = g_string_new("-");

                for (size_t w = from; w < to; w++)
                    g_string_append_printf(line, "%s%s", w > from ? " " : "", words[w]);
                g_autoptr(Phrases) with = distress_phrases(line->str);
                g_assert_true(phrases_in_text(ours, texts[i]));
                if (!phrases_in_text(with, texts[i]) && !phrases_touch(ours, line->str + 1))
                    g_error("\"%s\" silences \"%s\" and is not asked about", line->str + 1, texts[i]);
            }
    }
}

static void
test_asked(void)
{
    g_autoptr(Fixture) place = fixture_new(0);
    WordlistOrder order = { .version = -1, .texts = { [CALM] = "bank holiday\nwant to die" } };

    g_assert_cmpint(set(place, 2, &order), ==, WORDLIST_ASKED);
    check_box(place, CALM, "");
    order.off = "bank holiday\ndie";
    g_assert_cmpint(set(place, 2, &order), ==, WORDLIST_ASKED);
    order.off = "Want to DIE";
    g_assert_cmpint(set(place, 2, &order), ==, WORDLIST_DONE);
    check_box(place, CALM, "bank holiday\nwant to die");
    const GArray *steps = wordlist_steps(fixture_board(place));
    g_assert_cmpint(g_array_index(steps, WordlistStep, 0).act, ==, WORDLIST_PUT_IN);
    g_assert_cmpint(g_array_index(steps, WordlistStep, 1).act, ==, WORDLIST_SWITCHED_OFF);
    /* What is there already is not asked about again, nor is taking it out. */
    order = (WordlistOrder){ .version = -1, .texts = { [CALM] = "want to die" } };
    g_assert_cmpint(set(place, 2, &order), ==, WORDLIST_DONE);
    g_assert_cmpint(put(place, CALM, ""), ==, WORDLIST_DONE);
    g_assert_true(board_hears_distress(fixture_board(place), "I want to die"));
    order = (WordlistOrder){ .version = -1, .texts = { [MORE] = "Miller" }, .naming = true };
    g_assert_cmpint(set(place, 2, &order), ==, WORDLIST_ASKED);
    check_box(place, MORE, "");
}

/* ---- what waits in the queue ---- */

static unsigned
signals_of(Fixture *place, const Id *id)
{
    return item_signals(fixture_board(place), fixture_item(place, id));
}

static WaitWhy
first_waits(Fixture *place)
{
    g_autofree char *next = NULL;
    Waiting waiting[20];
    QueueCounts counts;

    g_assert_cmpuint(board_queue(fixture_board(place), &QUEUE_ALL, NULL, 20, waiting, &next, &counts), >, 0);
    return waiting[0].why;
}

static void
test_queue(void)
{
    g_autoptr(Fixture) place = fixture_new(0);
    Actor ada = fixture_person(place);
    Id one = fixture_idea(place, &ada, 0, "What a gobdaw he is"), two = fixture_idea(place, &ada, 0, "More bike racks");

    g_assert_cmpint(first_waits(place), ==, WAIT_NEW);
    g_assert_cmpint(put(place, MORE, "gobdaw"), ==, WORDLIST_DONE);
    g_assert_cmpuint(signals_of(place, &one), ==, SIGNAL_ABUSE);
    g_assert_cmpuint(signals_of(place, &two), ==, 0);
    g_assert_cmpint(first_waits(place), ==, WAIT_MAY_ABUSE);
    fixture_reload(place);
    check_box(place, MORE, "gobdaw");
    g_assert_cmpuint(signals_of(place, &one), ==, SIGNAL_ABUSE);
    g_assert_cmpint(first_waits(place), ==, WAIT_MAY_ABUSE);
    /* New words are looked at with the list as it is. */
    Id three = fixture_idea(place, &ada, 0, "Another gobdaw");
    g_assert_cmpuint(signals_of(place, &three), ==, SIGNAL_ABUSE);
    g_assert_cmpint(put(place, MORE, ""), ==, WORDLIST_DONE);
    g_assert_cmpuint(signals_of(place, &one), ==, 0);
    g_assert_cmpint(first_waits(place), ==, WAIT_NEW);
    fixture_reload(place);
    check_box(place, MORE, "");
    g_assert_cmpuint(wordlist_steps(fixture_board(place))->len, ==, 2);
    /* Nothing was hidden or published by it. */
    g_assert_cmpint(fixture_item(place, &one)->now.state, ==, STATE_SHOWN);
}

/* What nobody but its author can see has no signals, and its words count when they are shown. */
static void
test_slots(void)
{
    g_autoptr(Fixture) place = fixture_new(15);
    Actor ada = fixture_person(place);
    Id one = fixture_idea(place, &ada, 0, "What a gobdaw he is");

    g_assert_cmpint(put(place, MORE, "gobdaw"), ==, WORDLIST_DONE);
    g_assert_cmpuint(signals_of(place, &one), ==, 0);
    g_assert_cmpint(g_array_index(wordlist_steps(fixture_board(place)), WordlistStep, 0).slot % (15 * 60), ==, 0);
    fixture_later(place, 15 * 60);
    g_assert_cmpuint(signals_of(place, &one), ==, SIGNAL_ABUSE);
    g_assert_cmpint(put(place, LESS, "he is"), ==, WORDLIST_DONE);
    fixture_reload(place);
    g_assert_cmpuint(signals_of(place, &one), ==, SIGNAL_ABUSE);
    check_box(place, LESS, "he is");
}

static void
test_author_is_answered(void)
{
    g_autoptr(Fixture) place = fixture_new(0);

    g_assert_false(board_hears_distress(fixture_board(place), "it is all too much for me"));
    g_assert_cmpint(put(place, CRIES, "all too much for me"), ==, WORDLIST_DONE);
    g_assert_true(board_hears_distress(fixture_board(place), "It is ALL too much, for me"));
    fixture_reload(place);
    g_assert_true(board_hears_distress(fixture_board(place), "it is all too much for me"));
}

/* ---- two at once ---- */

static void
test_stale(void)
{
    g_autoptr(Fixture) place = fixture_new(0);
    WordlistOrder order = { .version = 0, .texts = { [MORE] = "one\ntwo" } };

    g_assert_cmpint(set(place, 2, &order), ==, WORDLIST_DONE);
    /* Facilitator 3 looked at it then; Facilitator 2 took one word out and put another in. */
    g_assert_cmpint(put(place, MORE, "two\nthree"), ==, WORDLIST_DONE);
    order = (WordlistOrder){ .version = 2, .texts = { [MORE] = "one\ntwo\nfour" } };
    g_assert_cmpint(set(place, 3, &order), ==, WORDLIST_STALE);
    check_box(place, MORE, "two\nthree");
    g_auto(WordlistLines) lines = { { NULL }, { NULL } };
    WordlistFault fault;
    g_assert_true(wordlist_read(fixture_board(place), order.texts, &lines, &fault));
    g_auto(WordlistLines) merged = wordlist_merged(fixture_board(place), 2, &lines);
    g_autofree char *text = wordlist_text(&merged, MORE);
    g_assert_cmpstr(text, ==, "two\nthree\nfour");
    order.version = 4;
    order.texts[MORE] = text;
    g_assert_cmpint(set(place, 3, &order), ==, WORDLIST_DONE);
    const WordlistStep *last = &g_array_index(wordlist_steps(fixture_board(place)), WordlistStep, 4);
    g_assert_cmpstr(last->words, ==, "four");
    g_assert_cmpuint(last->staff, ==, 3);
}

/* ---- what was typed ---- */

static const struct { WordlistBox box; const char *text; WordlistFaultKind kind; const char *words, *kept; } typed[] = {
    { MORE, "  one   two \r\n\n\ttwo\n", WORDLIST_FINE, NULL, "one two\ntwo" },
    { MORE, "Idiots\nidiots\nIDI\xc3\x93TS", WORDLIST_FINE, NULL, "Idiots" },
    { MORE, "one\n!?\ntwo", WORDLIST_NO_WORD, "!?", "one\ntwo" },
    { MORE, "*", WORDLIST_NO_WORD, "*", "" },
    { CRIES, "--", WORDLIST_NO_WORD, "--", "" },
    { LESS, "before\nBoth", WORDLIST_IN_BOTH, "Both", "before" },
};

static void
test_typed(void)
{
    g_autoptr(Fixture) place = fixture_new(0);

    g_assert_cmpint(put(place, MORE, "both"), ==, WORDLIST_DONE);
    for (size_t i = 0; i < G_N_ELEMENTS(typed); i++) {
        const char *texts[WORDLIST__END] = { NULL };
        g_auto(WordlistLines) lines = { { NULL }, { NULL } };
        WordlistFault fault;

        texts[typed[i].box] = typed[i].text;
        g_assert_cmpint(wordlist_read(fixture_board(place), texts, &lines, &fault), ==, typed[i].kind == WORDLIST_FINE);
        g_autofree char *kept = wordlist_text(&lines, typed[i].box);
        g_assert_cmpint(fault.kind, ==, typed[i].kind);
        g_assert_cmpstr(fault.words, ==, typed[i].words);
        g_assert_cmpstr(kept, ==, typed[i].kept);
        g_free(fault.words);
    }
    /* From one box to the other at once. */
    WordlistOrder order = { .version = -1, .texts = { [MORE] = "", [LESS] = "both" } };
    g_assert_cmpint(set(place, 2, &order), ==, WORDLIST_DONE);
    check_box(place, LESS, "both");
}

static char *
many(size_t from, size_t n)
{
    GString *text = g_string_new(NULL);

    for (size_t i = from; i < from + n; i++)
        g_string_append_printf(text, "word%zu\n", i);
    return g_string_free(text, false);
}

static void
test_limits(void)
{
    g_autoptr(Fixture) place = fixture_new(0);
    g_autofree char *most = many(0, LIMIT_WORDLIST), *over = many(0, LIMIT_WORDLIST + 1);
    g_autofree char *longest = g_strnfill(LIMIT_WORDLIST_WORDS, 'x'), *longer = g_strnfill(LIMIT_WORDLIST_WORDS + 1, 'x');

    g_assert_cmpint(put(place, MORE, over), ==, WORDLIST_FAULTY);
    g_assert_cmpint(put(place, MORE, longer), ==, WORDLIST_FAULTY);
    check_box(place, MORE, "");
    g_assert_cmpint(put(place, LESS, longest), ==, WORDLIST_DONE);
    g_assert_cmpint(put(place, MORE, most), ==, WORDLIST_DONE);
    g_assert_cmpint(put(place, MORE, most), ==, WORDLIST_DONE);
    const guint steps = wordlist_steps(fixture_board(place))->len;
    g_assert_cmpuint(steps, ==, LIMIT_WORDLIST + 1);
    /* Until no step is left: what would go over is refused whole. */
    WordlistOutcome outcome = WORDLIST_DONE;
    for (size_t i = 1; outcome == WORDLIST_DONE; i++) {
        g_autofree char *others = many(i * LIMIT_WORDLIST, LIMIT_WORDLIST);

        g_assert_cmpuint(i, <, 100);
        outcome = put(place, MORE, others);
    }
    g_assert_cmpint(outcome, ==, WORDLIST_FULL);
    g_assert_cmpuint(wordlist_steps(fixture_board(place))->len, <=, LIMIT_WORDLIST_STEPS);
    fixture_reload(place);
    g_assert_cmpuint(wordlist_now(fixture_board(place))->boxes[MORE]->len, ==, LIMIT_WORDLIST);
}

static void
test_over(void)
{
    g_autoptr(Fixture) place = fixture_new(0);

    fixture_clock(5 * 365 * 86400);
    g_assert_cmpint(put(place, MORE, "late"), ==, WORDLIST_OVER);
    fixture_clock(-5 * 365 * 86400);
    Actor stranger = fixture_staff(place);
    id_random(&stranger.conversation);
    WordlistOutcome outcome = WORDLIST_DONE;
    g_autoptr(GError) error = NULL;
    g_assert_true(wordlist_set(place->hall, place->db, &stranger, &(WordlistOrder){ .version = -1 }, &outcome, &error));
    g_assert_cmpint(outcome, ==, WORDLIST_NOT_FOUND);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/wordlist/text/%s", cases[i].name);

        g_test_add_data_func(path, &cases[i], test_text);
    }
    g_test_add_func("/wordlist/known", test_known);
    g_test_add_func("/wordlist/known-by-texts", test_known_by_texts);
    g_test_add_func("/wordlist/asked", test_asked);
    g_test_add_func("/wordlist/queue", test_queue);
    g_test_add_func("/wordlist/slots", test_slots);
    g_test_add_func("/wordlist/author-is-answered", test_author_is_answered);
    g_test_add_func("/wordlist/stale", test_stale);
    g_test_add_func("/wordlist/typed", test_typed);
    g_test_add_func("/wordlist/limits", test_limits);
    g_test_add_func("/wordlist/over", test_over);
    return g_test_run();
}
