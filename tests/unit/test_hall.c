/* What the room keeps in memory, against the store that it comes from. */
#include "base/clock.h"
#include "base/limits.h"
#include "domain/erase.h"
#include "domain/exposure.h"
#include "domain/facilitate.h"
#include "domain/member.h"
#include "domain/order.h"
#include "domain/search.h"
#include "domain/setup.h"
#include "domain/signal.h"
#include "domain/similar.h"
#include "hall_fixture.h"
#include "store/conversation_store.h"
#include "store/once_store.h"

/* How often something was shown is told by steps, and no more once it has closed. */
static void
test_seen(void)
{
    static const struct { int views; unsigned least; } rows[] = {
        { 0, 0 }, { 9, 0 }, { 10, 10 }, { 24, 10 }, { 25, 25 }, { 99, 50 }, { 100, 100 }, { 12000, 10000 },
    };
    Item item = { .views = 0 };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        item.views = rows[i].views;
        g_assert_cmpuint(item_seen_at_least(&item), ==, rows[i].least);
    }
    item.views = 9;
    item_note_seen(&item, false);
    g_assert_cmpuint(item_seen_at_least(&item), ==, 0);
    item_note_seen(&item, true);
    g_assert_cmpuint(item_seen_at_least(&item), ==, 10);
}

static void
test_slots(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    Actor author = fixture_person(f), other = fixture_person(f);
    uint32_t likes, dislikes;
    Vote mine;

    Id id = fixture_idea(f, &author, 0, "A rest room for nights");
    Item *item = fixture_item(f, &id);
    uint32_t author_voice = actor_voice(fixture_board(f), &author), other_voice = actor_voice(fixture_board(f), &other);
    g_assert_true(item_visible(item, author_voice));
    g_assert_false(item_visible(item, other_voice));
    g_assert_cmpint(item->slot % 900, ==, 0);
    g_assert_cmpint(item->slot, >, clock_now());
    fixture_later(f, 900);
    g_assert_true(item_visible(item, other_voice));

    fixture_vote(f, &other, &id, VOTE_LIKE);
    board_counts(fixture_board(f), item, other_voice, &likes, &dislikes, &mine);
    g_assert_cmpuint(likes, ==, 1);
    g_assert_cmpint(mine, ==, VOTE_LIKE);
    board_counts(fixture_board(f), item, author_voice, &likes, &dislikes, &mine);
    g_assert_cmpuint(likes, ==, 0);
    /* A vote that others don't see yet is still not seen by them after a restart. */
    fixture_reload(f);
    item = fixture_item(f, &id);
    author_voice = actor_voice(fixture_board(f), &author);
    board_counts(fixture_board(f), item, author_voice, &likes, &dislikes, &mine);
    g_assert_cmpuint(likes, ==, 0);
    fixture_later(f, 900);
    board_counts(fixture_board(f), item, author_voice, &likes, &dislikes, &mine);
    g_assert_cmpuint(likes, ==, 1);
}

static uint32_t
others_likes(Fixture *f, const Id *id)
{
    uint32_t likes, dislikes;
    Vote mine;

    board_counts(fixture_board(f), fixture_item(f, id), 0, &likes, &dislikes, &mine);
    return likes;
}

/* Votes on and replies to what only its author can see are its author's: others see them a slot later (A9). */
static void
test_first_slot(const void *data)
{
    const bool reload = GPOINTER_TO_INT(data);
    g_autoptr(Fixture) f = fixture_new(15);
    Actor author = fixture_person(f);
    Id idea = fixture_idea(f, &author, 0, "A rest room for nights");
    Id comment = fixture_comment(f, &author, &idea, "With a door"), reply = fixture_comment(f, &author, &comment, "And a key");

    fixture_vote(f, &author, &idea, VOTE_LIKE);
    fixture_vote(f, &author, &comment, VOTE_LIKE);
    const int64_t slot = fixture_item(f, &idea)->slot;
    for (int turn = 0; turn < 4; turn++) {
        const bool shown[] = { turn > 0, turn > 1, turn > 2 };
        const Item *items[] = { fixture_item(f, &idea), fixture_item(f, &comment), fixture_item(f, &reply) };

        for (int i = 0; i < 3; i++) {
            g_assert_cmpint(items[i]->slot, ==, slot + 900 * i);
            g_assert_cmpint(item_visible(items[i], 0), ==, shown[i]);
            g_assert_true(item_visible(items[i], actor_voice(fixture_board(f), &author)));
        }
        if (shown[0])
            g_assert_cmpuint(item_comments(items[0]), ==, shown[1] + shown[2]);
        if (shown[0])
            g_assert_cmpuint(others_likes(f, &idea), ==, turn > 1);
        if (shown[1])
            g_assert_cmpuint(others_likes(f, &comment), ==, turn > 2);
        g_assert_cmpuint(items[0]->now.likes, ==, 1);
        g_assert_cmpuint(items[0]->now.comments, ==, 2);
        fixture_later(f, 900);
        if (reload) {
            hall_free(f->hall);
            HallConfig config = { .keys = f->keys, .posts_per_hour = 10000, .votes_per_minute = 10000 };
            f->hall = hall_new(&config, f->db, NULL);
        }
    }
}

static void
test_votes(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f), voter = fixture_person(f);
    Id id = fixture_idea(f, &author, 0, "Lockers that lock");
    static const struct { Vote vote; unsigned likes, dislikes; } steps[] = {
        { VOTE_LIKE, 1, 0 }, { VOTE_LIKE, 1, 0 }, { VOTE_DISLIKE, 0, 1 }, { VOTE_NONE, 0, 0 }, { VOTE_NONE, 0, 0 },
        { VOTE_DISLIKE, 0, 1 }, { VOTE_LIKE, 1, 0 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        fixture_vote(f, &voter, &id, steps[i].vote);
        g_assert_cmpuint(fixture_item(f, &id)->shown.likes, ==, steps[i].likes);
        g_assert_cmpuint(fixture_item(f, &id)->shown.dislikes, ==, steps[i].dislikes);
        if (i % 2)
            fixture_later(f, 60);           /* folds the log */
        fixture_reload(f);
        g_assert_cmpuint(fixture_item(f, &id)->now.likes, ==, steps[i].likes);
        g_assert_cmpuint(fixture_item(f, &id)->now.dislikes, ==, steps[i].dislikes);
    }
}

static void
test_threads(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f), other = fixture_person(f);
    Id idea = fixture_idea(f, &author, 1, "Idea"), parent = idea;
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    for (int depth = 1; depth <= 6; depth++) {
        parent = fixture_comment(f, &other, &parent, "Reply");
        g_assert_cmpuint(fixture_item(f, &idea)->now.comments, ==, depth);
    }
    unsigned deep = 0;
    for (const Item *at = fixture_item(f, &parent); at; at = board_at(fixture_board(f), at->parent))
        deep++;
    g_assert_cmpuint(deep, ==, LIMIT_REPLY_DEPTH + 1 + 1 - 1);
    g_assert_true(talk_delete(f->hall, f->db, &other, &parent, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
    g_assert_cmpuint(fixture_item(f, &idea)->now.comments, ==, 5);
    g_autofree char *before = fixture_state(f);
    fixture_reload(f);
    g_autofree char *after = fixture_state(f);
    g_assert_cmpstr(before, ==, after);
}

static void
test_refusals(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f), other = fixture_person(f), keyless = author;
    Id id = fixture_idea(f, &author, 0, "Idea"), unknown;
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    keyless.has_key = false;
    id_random(&unknown);
    g_assert_true(talk_vote(f->hall, f->db, &keyless, &id, VOTE_LIKE, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_NO_KEY);
    g_assert_true(talk_vote(f->hall, f->db, &other, &unknown, VOTE_LIKE, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_NOT_FOUND);
    g_assert_true(talk_edit(f->hall, f->db, &other, &id, &(Draft){ .text = "Mine now" }, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_NOT_YOURS);
    g_assert_true(talk_delete(f->hall, f->db, &other, &id, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_NOT_YOURS);
    g_assert_true(talk_delete(f->hall, f->db, &author, &id, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
    g_assert_true(talk_vote(f->hall, f->db, &other, &id, VOTE_LIKE, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_GONE);
    fixture_later(f, 11 * 86400);
    Draft draft = { .text = "Late", .source = SOURCE_AUTHOR };
    g_assert_true(talk_post_idea(f->hall, f->db, &author, 0, &draft, &outcome, &unknown, &error));
    g_assert_cmpint(outcome, ==, TALK_CLOSED);
}

static void
test_sent_once(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f), other = fixture_person(f);
    Draft draft = { .text = "Once", .key = "k1", .source = SOURCE_AUTHOR };
    Id first, again, others;
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    g_assert_true(talk_post_idea(f->hall, f->db, &author, 0, &draft, &outcome, &first, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
    g_assert_true(talk_post_idea(f->hall, f->db, &author, 0, &draft, &outcome, &again, &error));
    g_assert_cmpint(outcome, ==, TALK_REPEATED);
    g_assert_true(id_equal(&first, &again));
    /* As long as a key may be: characters of four bytes. */
    g_autoptr(GString) longest = g_string_new(NULL);
    for (int i = 0; i < LIMIT_IDEMPOTENCY_KEY; i++)
        g_string_append(longest, "\xf0\x9f\x99\x82");
    Draft other_key = { .text = "Once", .key = longest->str, .source = SOURCE_AUTHOR };
    for (int i = 0; i < 2; i++) {
        g_assert_true(talk_post_idea(f->hall, f->db, &author, 0, &other_key, &outcome, &again, &error));
        g_assert_cmpint(outcome, ==, i ? TALK_REPEATED : TALK_DONE);
    }
    /* Back to the form, something else written in it, and sent with the old key: nothing is lost. */
    Draft changed = { .text = "Twice", .key = "k1", .source = SOURCE_AUTHOR };
    g_assert_true(talk_post_idea(f->hall, f->db, &author, 0, &changed, &outcome, &again, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
    g_assert_false(id_equal(&first, &again));
    /* Another person's key of the same name is another key. */
    g_assert_true(talk_post_idea(f->hall, f->db, &other, 0, &draft, &outcome, &others, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
    g_assert_cmpuint(fixture_board(f)->items->len, ==, 4);
}

static void
test_orders(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor people[12];
    Id ids[45];

    for (size_t i = 0; i < G_N_ELEMENTS(people); i++)
        people[i] = fixture_person(f);
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        ids[i] = fixture_idea(f, &people[i % 12], 0, "Idea");
        for (size_t v = 0; v < i % 12; v++)
            fixture_vote(f, &people[v], &ids[i], VOTE_LIKE);
        g_atomic_int_set(&fixture_item(f, &ids[i])->views, (int)(i * i));
    }
    const Board *board = fixture_board(f);
    for (SortOrder sort = SORT_FAIR; sort < SORT__COUNT; sort++) {
        g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
        g_autofree char *cursor = NULL;
        uint32_t page[10], last_likes = UINT32_MAX;
        size_t n;

        do {
            char *next = NULL;

            n = board_page(board, 0, sort, 42, cursor, 10, page, &next);
            for (size_t i = 0; i < n; i++) {
                g_assert_true(g_hash_table_add(seen, GUINT_TO_POINTER(page[i] + 1)));
                if (sort == SORT_LIKED) {
                    g_assert_cmpuint(board_at(board, page[i])->shown.likes, <=, last_likes);
                    last_likes = board_at(board, page[i])->shown.likes;
                }
            }
            g_free(cursor);
            cursor = next;
        } while (cursor);
        g_assert_cmpuint(g_hash_table_size(seen), ==, G_N_ELEMENTS(ids));
    }
}

static void
test_fair_differs(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f);
    uint32_t one[20], two[20], again[20];
    char *next = NULL;

    for (int i = 0; i < 20; i++)
        fixture_idea(f, &author, 0, "Idea");
    board_page(fixture_board(f), 0, SORT_FAIR, 1, NULL, 20, one, &next);
    board_page(fixture_board(f), 0, SORT_FAIR, 2, NULL, 20, two, &next);
    board_page(fixture_board(f), 0, SORT_FAIR, 1, NULL, 20, again, &next);
    g_assert_cmpmem(one, sizeof one, again, sizeof again);
    g_assert_cmpint(memcmp(one, two, sizeof one), !=, 0);
}

static void
test_search(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    Actor author = fixture_person(f), other = fixture_person(f);
    Id id = fixture_idea(f, &author, 0, "A Café for the night shift");
    const Board *board = fixture_board(f);
    uint32_t found[5], author_voice = actor_voice(board, &author), other_voice = actor_voice(board, &other);

    g_assert_cmpuint(board_search(board, other_voice, "cafe", -1, 5, found), ==, 0);
    g_assert_cmpuint(board_search(board, author_voice, "cafe", -1, 5, found), ==, 1);
    fixture_later(f, 900);
    static const struct { const char *query; int section; size_t n; } rows[] = {
        { "cafe", -1, 1 }, { "CAFÉ night", -1, 1 }, { "nig shi", -1, 1 }, { "ight", -1, 0 }, { "cafe", 1, 0 },
        { "tea", -1, 0 }, { "cafe", 0, 1 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpuint(board_search(board, other_voice, rows[i].query, rows[i].section, 5, found), ==, rows[i].n);
    /* Words of a change that others don't see yet are not found by them. */
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;
    g_assert_true(talk_edit(f->hall, f->db, &author, &id, &(Draft){ .text = "Tea for the night shift" }, &outcome, &error));
    g_assert_cmpuint(board_search(board, other_voice, "tea", -1, 5, found), ==, 0);
    g_assert_cmpuint(board_search(board, author_voice, "tea", -1, 5, found), ==, 1);
}

static void
test_similar(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    Actor author = fixture_person(f), other = fixture_person(f);
    fixture_idea(f, &author, 0, "Publish the rota six weeks ahead");
    fixture_idea(f, &author, 1, "The rota should be published earlier, please");
    fixture_idea(f, &author, 1, "A kettle for the night shift");
    const Board *board = fixture_board(f);
    uint32_t other_voice = actor_voice(board, &other), own_voice = actor_voice(board, &author), found[3];
    static const struct { const char *text; unsigned section; const char *first; size_t n; } rows[] = {
        { "Please publish the rotas earlier", 1, "The rota should be published earlier, please", 2 },
        { "Please publish the rotas earlier", 0, "Publish the rota six weeks ahead", 2 },
        { "PUBLISHING ROTAS", 0, "Publish the rota six weeks ahead", 2 },
        { "Night shifts need a kettle!", 0, "A kettle for the night shift", 1 },
        { "Rota", 0, NULL, 0 },
        { "More parking for visitors", 0, NULL, 0 },
        { "", 0, NULL, 0 },
    };
    const SimilarTo early = { rows[0].text, other_voice, 0, NO_ITEM }, own = { rows[0].text, own_voice, 0, NO_ITEM };

    g_assert_cmpuint(board_similar(board, &early, 3, found), ==, 0);        /* not before its slot */
    fixture_later(f, 900);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const SimilarTo to = { rows[i].text, other_voice, rows[i].section, NO_ITEM };

        g_assert_cmpuint(board_similar(board, &to, 3, found), ==, rows[i].n);
        if (rows[i].n)
            g_assert_cmpstr(board_at(board, found[0])->shown.text, ==, rows[i].first);
    }
    g_assert_cmpuint(board_similar(board, &own, 3, found), ==, 0);          /* nobody is offered their own */
}

static void
test_unlink(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f), other = fixture_person(f);
    Id own = fixture_idea(f, &author, 0, "Mine"), theirs = fixture_idea(f, &other, 0, "Theirs");
    g_autoptr(GError) error = NULL;

    fixture_vote(f, &author, &theirs, VOTE_LIKE);
    g_autofree char *before = fixture_state(f);
    g_assert_true(member_unlink(f->hall, f->db, &f->conversation, &author.pseudonym, 1, &error));
    g_assert_no_error(error);
    g_autofree char *after = fixture_state(f);
    g_assert_cmpstr(before, ==, after);                 /* visibly nothing changes (A13) */
    g_assert_cmpuint(fixture_item(f, &own)->voice, ==, 0);
    g_assert_null(board_member(fixture_board(f), &author.pseudonym));
    fixture_reload(f);
    g_autofree char *reloaded = fixture_state(f);
    g_assert_cmpstr(before, ==, reloaded);
    g_assert_cmpuint(fixture_item(f, &own)->voice, ==, 0);
}

static void
test_afresh(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor person = fixture_person(f);
    Id id = fixture_idea(f, &person, 0, "Before");
    ReturnHash key = { { 3 }, { 4 } };
    MemberOutcome outcome;
    g_autoptr(GError) error = NULL;

    g_assert_true(member_start_afresh(f->hall, f->db, &person, &key, &outcome, &error));
    g_assert_cmpint(outcome, ==, MEMBER_DONE);
    g_assert_false(item_mine(fixture_item(f, &id), actor_voice(fixture_board(f), &person)));
    g_assert_true(member_start_afresh(f->hall, f->db, &person, &key, &outcome, &error));
    g_assert_cmpint(outcome, ==, MEMBER_AFRESH_USED);
}

static void
test_erase(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    bool erased = false;
    Actor person = fixture_person(f);
    Id id = fixture_idea(f, &person, 0, "Words");
    g_autoptr(GError) error = NULL;

    fixture_vote(f, &person, &id, VOTE_LIKE);
    g_assert_true(erase_conversation(f->hall, f->db, &f->conversation, &erased, &error));
    g_assert_no_error(error);
    g_assert_null(fixture_board(f));
    g_assert_false(keyring_has_conversation(f->keys, &f->conversation));
    g_assert_true(erased);
    /* Once more costs nothing: no loading anew, no rewriting of the file. */
    g_assert_true(erase_conversation(f->hall, f->db, &f->conversation, &erased, &error));
    g_assert_false(erased);
}

/* Answers of fewer than k people go with erasure, with as many others as hide them, and the rest are round (A10). */
static void
test_erase_blurs_answers(void)
{
    static const struct { const char *question, *option; int64_t total, left; } rows[] = {
        { "group", "nursing", 47, 40 }, { "group", "estates", 3, 0 }, { "group", "medical", 15, 0 },
        { "years", "few", 29, 20 },     { "years", "many", 10, 10 },  { "place", "here", 9, 0 },
        { "place", "there", 12, 0 },
    };
    g_autoptr(Fixture) f = fixture_new(0);
    const Scope scope = board_scope(fixture_board(f), f->db);
    g_auto(DbRows) left = DB_ROWS_NONE;
    g_autoptr(GError) error = NULL;
    bool erased = false;
    size_t n = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        for (int64_t given = 0; given < rows[i].total; given++)
            g_assert_true(answer_add(&scope, rows[i].question, rows[i].option, &error));
    g_assert_true(erase_conversation(f->hall, f->db, &f->conversation, &erased, &error));
    g_assert_no_error(error);
    g_assert_true(answer_all(&scope, &left, &error));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int64_t total = 0;

        for (size_t at = 0; at < left.n; at++) {
            const AnswerRow *row = db_rows_at(&left, AnswerRow, at);

            if (g_str_equal(row->question, rows[i].question) && g_str_equal(row->option, rows[i].option))
                total = row->total;
        }
        g_assert_cmpint(total, ==, rows[i].left);
        n += rows[i].left > 0;
    }
    g_assert_cmpuint(left.n, ==, n);
}

/* The desk tells of the conversation once more: it stays erased, and gets no new key. */
static void
test_erased_stays_so(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    bool erased = false;
    Actor person = fixture_person(f);
    char id[ID_TEXT_SIZE];
    g_autoptr(GError) error = NULL;

    fixture_idea(f, &person, 0, "Words");
    g_assert_null(hall_board_gone(f->hall, &f->conversation));
    g_assert_true(erase_conversation(f->hall, f->db, &f->conversation, &erased, &error));
    const Board *left = hall_board_gone(f->hall, &f->conversation);
    g_assert_nonnull(left);                             /* for requests that are under way */
    g_assert_cmpuint(left->items->len, ==, 0);
    g_assert_cmpint(calendar_phase(&left->about->dates, clock_now()), ==, PHASE_ERASED);
    id_to_text(&f->conversation, id);
    g_autofree char *settings = g_strdup_printf("{\"id\": \"%s\", \"slug\": \"test\", \"closes\": %lld}", id,
                                                (long long)clock_now() + 86400);
    g_assert_true(hall_put_conversation(f->hall, f->db, settings, NULL, &error));
    g_assert_no_error(error);
    g_assert_null(fixture_board(f));
    g_assert_false(keyring_has_conversation(f->keys, &f->conversation));
}

/* In doubt about the clock no date counts, also of settings that come meanwhile; then all do again. */
static void
test_phases_stop(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    g_auto(DbRows) rows = DB_ROWS_NONE;
    g_autoptr(GError) error = NULL;
    const Calendar *dates = &fixture_board(f)->about->dates;

    hall_stop_phases(f->hall, clock_now());
    fixture_clock(15 * 86400);
    g_assert_cmpint(calendar_phase(dates, clock_now()), ==, PHASE_OPEN);
    g_assert_true(calendar_may_post(dates, clock_now()));
    g_assert_true(hall_reload(f->hall, f->db, &error));
    g_assert_cmpint(calendar_phase(&fixture_board(f)->about->dates, clock_now()), ==, PHASE_OPEN);
    g_assert_true(conversation_all(f->db, &rows, &error));
    json_t *settings = json_loads(db_rows_at(&rows, ConversationRow, 0)->settings, 0, NULL);
    json_object_set_new(settings, "title", json_string("Another title"));
    char *text = json_dumps(settings, 0);
    g_assert_true(hall_put_conversation(f->hall, f->db, text, NULL, &error));
    g_assert_no_error(error);
    dates = &fixture_board(f)->about->dates;
    g_assert_cmpint(calendar_phase(dates, clock_now()), ==, PHASE_OPEN);
    hall_stop_phases(f->hall, 0);
    g_assert_cmpint(calendar_phase(dates, clock_now()), ==, PHASE_CLOSED);
    free(text);
    json_decref(settings);
}

/* Set back by days: the slot turns all the same, and not only when the old time comes round again. */
static void
test_clock_set_back(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    Actor author = fixture_person(f);
    Id id = fixture_idea(f, &author, 0, "Waits for the slot");

    g_assert_false(hall_slot_due(f->hall, clock_now()));
    fixture_clock(-3 * 86400);
    g_assert_true(hall_slot_due(f->hall, clock_now()));
    fixture_later(f, 0);
    g_assert_false(hall_slot_due(f->hall, clock_now()));
    fixture_later(f, 15 * 60);
    fixture_later(f, 15 * 60);
    g_assert_true(fixture_item(f, &id)->public);
}

typedef struct { Fixture *f; Actor actor; bool fails; } TwoSteps;

/* A return key, then something that may fail. */
static bool
two_steps(Db *db, void *data, GError **error)
{
    const TwoSteps *steps = data;
    ReturnHash key = { { 1 }, { 2 } };
    MemberOutcome outcome;

    return member_give_key(steps->f->hall, db, &steps->actor, &key, &outcome, error) &&
           (!steps->fails || error_set(error, ERROR_FULL, "no room"));
}

static void
test_failing_second_step(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    TwoSteps steps = { .f = f, .actor = { .conversation = f->conversation }, .fails = true };
    g_autoptr(GError) error = NULL;

    id_random(&steps.actor.pseudonym);
    g_assert_false(hall_run(f->hall, f->db, two_steps, &steps, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_FULL);
    g_assert_null(board_member(fixture_board(f), &steps.actor.pseudonym));
    steps.fails = false;
    g_clear_error(&error);
    g_assert_true(hall_run(f->hall, f->db, two_steps, &steps, &error));
    g_assert_nonnull(board_member(fixture_board(f), &steps.actor.pseudonym));
    fixture_reload(f);
    g_assert_nonnull(board_member(fixture_board(f), &steps.actor.pseudonym));
}

/* Reports are as fast as votes, no faster. */
static void
test_rates(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor person = fixture_person(f);
    Id id = fixture_idea(f, &person, 0, "Idea");
    HallConfig config = *hall_config(f->hall);
    TalkOutcome outcome = TALK_DONE;
    g_autoptr(GError) error = NULL;

    config.votes_per_minute = 3;
    hall_free(f->hall);
    f->hall = hall_new(&config, f->db, &error);
    for (int i = 0; i < 4; i++) {
        g_assert_cmpint(outcome, ==, TALK_DONE);
        g_assert_true(talk_flag(f->hall, f->db, &person, &id, FLAG_OTHER, "", &outcome, &error));
    }
    g_assert_cmpint(outcome, ==, TALK_TOO_FAST);
    g_assert_true(talk_vote(f->hall, f->db, &person, &id, VOTE_LIKE, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_TOO_FAST);
    fixture_later(f, 60);
    g_assert_true(talk_vote(f->hall, f->db, &person, &id, VOTE_LIKE, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
}

typedef struct { const char *name, *content; bool may; } ReplaceCase;

static const char replace_from[] =
    "{\"sections\": [{\"slug\": \"a\"}, {\"slug\": \"b\"}], \"questions\": [{\"slug\": \"q\", \"text\": \"Q\", \"options\": [\"x\", \"y\"]}]}";

#define SECTIONS "\"sections\": [{\"slug\": \"b\"}, {\"slug\": \"a\"}]"
#define TEXT "\"text\": \"Q\", "
static const ReplaceCase replace_cases[] = {
    { "same", replace_from, true },
    { "one-more-section",
      "{\"sections\": [{\"slug\": \"a\"}, {\"slug\": \"c\"}, {\"slug\": \"b\"}],"
      " \"questions\": [{\"slug\": \"q\", " TEXT "\"options\": [\"x\", \"y\"]}]}", true },
    { "other-words", "{" SECTIONS ", \"questions\": [{\"slug\": \"q\", \"text\": \"Which?\", \"options\": [\"x\", \"y\"]}]}", false },
    { "section-gone", "{\"sections\": [{\"slug\": \"a\"}], \"questions\": [{\"slug\": \"q\", " TEXT "\"options\": [\"x\", \"y\"]}]}", false },
    { "question-gone", "{" SECTIONS ", \"questions\": []}", false },
    { "question-changed", "{" SECTIONS ", \"questions\": [{\"slug\": \"p\", " TEXT "\"options\": [\"x\", \"y\"]}]}", false },
    { "option-changed", "{" SECTIONS ", \"questions\": [{\"slug\": \"q\", " TEXT "\"options\": [\"x\", \"z\"]}]}", false },
    { "option-added", "{" SECTIONS ", \"questions\": [{\"slug\": \"q\", " TEXT "\"options\": [\"x\", \"y\", \"z\"]}]}", false },
    { "nothing", "{}", false },
};

static void
test_replace(gconstpointer data)
{
    const ReplaceCase *c = data;
    Id id;
    char id_text[ID_TEXT_SIZE];
    g_autoptr(GError) error = NULL;

    id_random(&id);
    id_to_text(&id, id_text);
    g_autofree char *settings = g_strdup_printf("{\"id\": \"%s\", \"slug\": \"s\"}", id_text);
    g_autoptr(Conversation) before = setup_conversation(settings, replace_from, &error);
    json_t *content = json_loads(c->content, 0, NULL);
    g_assert_nonnull(content);
    g_assert_cmpint(setup_may_replace(before, content, &error), ==, c->may);
    g_assert_cmpint(error == NULL, ==, c->may);
    json_decref(content);
}

/* What the desk says again changes nothing; readers keep their places in the lists. */
static void
test_said_again(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    g_auto(DbRows) rows = DB_ROWS_NONE;
    g_autoptr(GError) error = NULL;
    const Board *board = fixture_board(f);

    g_assert_true(conversation_all(f->db, &rows, &error));
    g_assert_true(hall_put_conversation(f->hall, f->db, db_rows_at(&rows, ConversationRow, 0)->settings, NULL, &error));
    g_assert_no_error(error);
    g_assert_true(fixture_board(f) == board);
}

/* New words and dates leave all that is in memory as it is; another section has it loaded anew. */
static void
test_said_otherwise(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    Actor author = fixture_person(f);
    Id id = fixture_idea(f, &author, 1, "Waits for the slot");
    g_auto(DbRows) rows = DB_ROWS_NONE;
    g_autoptr(GError) error = NULL;
    const Board *board = fixture_board(f);
    uint64_t serial = board->serial;

    g_assert_true(conversation_all(f->db, &rows, &error));
    const ConversationRow *row = db_rows_at(&rows, ConversationRow, 0);
    json_t *settings = json_loads(row->settings, 0, NULL), *content = json_loads(row->content, 0, NULL);
    json_object_set_new(settings, "title", json_string("Another title"));
    json_object_set_new(content, "summary", json_string("What then?"));
    char *settings_text = json_dumps(settings, 0), *content_text = json_dumps(content, 0);
    g_assert_true(hall_put_conversation(f->hall, f->db, settings_text, content_text, &error));
    g_assert_no_error(error);
    g_assert_true(fixture_board(f) == board);
    g_assert_cmpstr(board->about->title, ==, "Another title");
    g_assert_cmpstr(board->about->summary, ==, "What then?");
    g_assert_true(board->serial != serial);             /* what was kept of pages is worth nothing now */
    g_assert_false(fixture_item(f, &id)->public);
    json_array_append_new(json_object_get(content, "sections"),
                          json_pack("{s:s, s:s, s:s}", "slug", "three", "title", "Three", "prompt", ""));
    char *longer = json_dumps(content, 0);
    g_assert_true(hall_put_conversation(f->hall, f->db, settings_text, longer, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(fixture_board(f)->about->n_sections, ==, 3);
    g_assert_false(fixture_item(f, &id)->public);
    free(settings_text);
    free(content_text);
    free(longer);
    json_decref(settings);
    json_decref(content);
}

/* What hurts is looked for in the language of the conversation, also when that is another from now on. */
static void
test_language_changes(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f);
    Id id = fixture_idea(f, &author, 1, "لعق");
    g_auto(DbRows) rows = DB_ROWS_NONE;
    g_autoptr(GError) error = NULL;

    g_assert_cmpuint(item_signals(fixture_board(f), fixture_item(f, &id)) & SIGNAL_ABUSE, ==, 0);
    g_assert_true(conversation_all(f->db, &rows, &error));
    json_t *settings = json_loads(db_rows_at(&rows, ConversationRow, 0)->settings, 0, NULL);
    json_object_set_new(settings, "language", json_string("ar"));
    char *text = json_dumps(settings, 0);
    g_assert_true(hall_put_conversation(f->hall, f->db, text, NULL, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(item_signals(fixture_board(f), fixture_item(f, &id)) & SIGNAL_ABUSE, !=, 0);
    free(text);
    json_decref(settings);
}

/* The words of one's own that staff hid can be taken away for good. */
static void
test_delete_hidden(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f), other = fixture_person(f), staff = { .conversation = f->conversation, .staff_number = 1 };
    Id id = fixture_idea(f, &author, 0, "Names somebody");
    ActOrder order = { .act = ACT_HIDE };
    FacilitateOutcome acted;
    ActMade made;
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    g_assert_true(facilitate_act(f->hall, f->db, &staff, &id, &order, &acted, &made, &error));
    g_assert_cmpint(acted, ==, FACILITATE_DONE);
    g_assert_true(talk_delete(f->hall, f->db, &other, &id, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_GONE);
    g_assert_true(talk_delete(f->hall, f->db, &author, &id, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
    g_assert_cmpstr(fixture_item(f, &id)->now.text, ==, "");
    g_assert_true(talk_delete(f->hall, f->db, &author, &id, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_GONE);
    order.act = ACT_RESTORE;
    g_assert_true(facilitate_act(f->hall, f->db, &staff, &id, &order, &acted, &made, &error));
    g_assert_cmpint(acted, ==, FACILITATE_NOTHING);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hall/phases-stop", test_phases_stop);
    g_test_add_func("/hall/clock-set-back", test_clock_set_back);
    g_test_add_func("/hall/slots", test_slots);
    g_test_add_data_func("/hall/first-slot", GINT_TO_POINTER(false), test_first_slot);
    g_test_add_data_func("/hall/first-slot/restarts", GINT_TO_POINTER(true), test_first_slot);
    g_test_add_func("/hall/votes", test_votes);
    g_test_add_func("/hall/threads", test_threads);
    g_test_add_func("/hall/refusals", test_refusals);
    g_test_add_func("/hall/sent-once", test_sent_once);
    g_test_add_func("/hall/orders", test_orders);
    g_test_add_func("/hall/fair-differs", test_fair_differs);
    g_test_add_func("/hall/search", test_search);
    g_test_add_func("/hall/similar", test_similar);
    g_test_add_func("/hall/seen", test_seen);
    g_test_add_func("/hall/unlink", test_unlink);
    g_test_add_func("/hall/afresh", test_afresh);
    g_test_add_func("/hall/erase", test_erase);
    g_test_add_func("/hall/erase-blurs-answers", test_erase_blurs_answers);
    g_test_add_func("/hall/erased-stays-so", test_erased_stays_so);
    g_test_add_func("/hall/failing-second-step", test_failing_second_step);
    g_test_add_func("/hall/rates", test_rates);
    g_test_add_func("/hall/said-again", test_said_again);
    g_test_add_func("/hall/said-otherwise", test_said_otherwise);
    g_test_add_func("/hall/language-changes", test_language_changes);
    g_test_add_func("/hall/delete-hidden", test_delete_hidden);
    for (size_t i = 0; i < G_N_ELEMENTS(replace_cases); i++) {
        g_autofree char *path = g_strdup_printf("/hall/replace/%s", replace_cases[i].name);
        g_test_add_data_func(path, &replace_cases[i], test_replace);
    }
    return g_test_run();
}
