/* Badge holders: the return key, the gateway, starting afresh, leaving. */
#include "base/clock.h"
#include "domain/member.h"
#include "hall_fixture.h"
#include "store/conversation_store.h"
#include "store/once_store.h"
#include "store/vote_store.h"

static const char two_questions[] =
    "{\"sections\": [{\"slug\": \"one\", \"title\": \"One\"}], \"questions\": ["
    "{\"slug\": \"team\", \"text\": \"Which team?\", \"options\": [\"Day\", \"Night\"]},"
    "{\"slug\": \"years\", \"text\": \"How long?\", \"options\": [\"Short\", \"Long\"]}]}";

static void
ask_questions(Fixture *f)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;
    g_autoptr(GError) error = NULL;

    g_assert_true(conversation_all(f->db, &rows, &error));
    g_assert_true(hall_put_conversation(f->hall, f->db, db_rows_at(&rows, ConversationRow, 0)->settings, two_questions, &error));
    g_assert_no_error(error);
}

/* "team Night 1" and so on, in no order that matters: one line. */
static char *
totals(Fixture *f)
{
    Scope scope = board_scope(fixture_board(f), f->db);
    g_auto(DbRows) rows = DB_ROWS_NONE;
    g_autoptr(GError) error = NULL;
    GString *text = g_string_new(NULL);

    g_assert_true(answer_all(&scope, &rows, &error));
    for (size_t i = 0; i < rows.n; i++) {
        const AnswerRow *row = db_rows_at(&rows, AnswerRow, i);
        g_string_append_printf(text, "%s %s %lld;", row->question, row->option, (long long)row->total);
    }
    return g_string_free(text, false);
}

static MemberOutcome
answer(Fixture *f, const Actor *actor, int team, int years)
{
    int options[] = { team, years };
    MemberOutcome outcome;
    g_autoptr(GError) error = NULL;

    g_assert_true(member_answer(f->hall, f->db, actor, options, &outcome, &error));
    return outcome;
}

static void
test_answers(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    Actor one = fixture_person(f), two = fixture_person(f), silent = fixture_person(f);

    ask_questions(f);
    g_assert_cmpint(answer(f, &one, 1, 0), ==, MEMBER_DONE);
    g_assert_cmpint(answer(f, &two, 1, -1), ==, MEMBER_DONE);
    g_assert_cmpint(answer(f, &silent, -1, -1), ==, MEMBER_DONE);
    g_assert_cmpint(answer(f, &one, 0, 1), ==, MEMBER_ANSWERED);        /* once; the first counts */
    fixture_reload(f);
    g_assert_cmpint(answer(f, &two, 0, 1), ==, MEMBER_ANSWERED);
    g_autofree char *text = totals(f);
    g_assert_cmpstr(text, ==, "team Night 2;years Short 1;");
}

static void
test_answers_closed(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    Actor one = fixture_person(f), stranger = { .has_key = true };

    ask_questions(f);
    g_assert_cmpint(answer(f, &stranger, 0, 0), ==, MEMBER_NOT_FOUND);
    fixture_later(f, 11 * 86400);
    g_assert_cmpint(answer(f, &one, 0, 0), ==, MEMBER_CLOSED);
    g_autofree char *text = totals(f);
    g_assert_cmpstr(text, ==, "");
}

static void
test_one_key(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    Actor person = fixture_person(f);
    ReturnHash other = { { 8 }, { 9 } };
    MemberOutcome outcome;
    g_autoptr(GError) error = NULL;

    for (int i = 0; i < 2; i++) {
        g_assert_true(member_give_key(f->hall, f->db, &person, &other, &outcome, &error));
        g_assert_cmpint(outcome, ==, MEMBER_HAS_KEY);
        g_assert_cmpint(board_member(fixture_board(f), &person.pseudonym)->salt[0], ==, 1);
        fixture_reload(f);
    }
}

static void
test_welcome(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    Actor person = { .conversation = f->conversation, .group = 3 };
    MemberOutcome outcome;
    g_autoptr(GError) error = NULL;

    id_random(&person.pseudonym);
    for (int i = 0; i < 2; i++) {
        g_assert_true(member_welcome(f->hall, f->db, &person, &outcome, &error));
        g_assert_cmpint(outcome, ==, MEMBER_DONE);
        const Member *member = board_member(fixture_board(f), &person.pseudonym);
        g_assert_true(member->welcomed);
        g_assert_cmpuint(member->group, ==, 3);
        g_assert_false(member->has_key);
        g_assert_cmpuint(member->voice, ==, 0);
        fixture_reload(f);
    }
}

static void
unlink_person(Fixture *f, const Actor *person)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(member_unlink(f->hall, f->db, &f->conversation, &person->pseudonym, 1, &error));
    g_assert_no_error(error);
}

/* Also what was written and liked before starting afresh, and in the present slot. */
static void
test_unlink_both_lives(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    Actor person = fixture_person(f), other = fixture_person(f);
    Id theirs = fixture_idea(f, &other, 0, "Theirs"), first = fixture_idea(f, &person, 0, "First life");
    ReturnHash key = { { 3 }, { 4 } };
    MemberOutcome outcome;
    g_autoptr(GError) error = NULL;

    fixture_later(f, 900);
    fixture_vote(f, &person, &theirs, VOTE_LIKE);
    g_assert_true(member_start_afresh(f->hall, f->db, &person, &key, &outcome, &error));
    Id second = fixture_idea(f, &person, 0, "Second life");
    fixture_vote(f, &person, &theirs, VOTE_DISLIKE);
    g_autofree char *before = fixture_state(f);
    unlink_person(f, &person);
    for (int i = 0; i < 2; i++) {
        g_assert_cmpuint(fixture_item(f, &first)->voice, ==, 0);
        g_assert_cmpuint(fixture_item(f, &second)->voice, ==, 0);
        g_assert_null(board_member(fixture_board(f), &person.pseudonym));
        g_assert_cmpuint(fixture_item(f, &theirs)->now.likes, ==, 1);
        g_assert_cmpuint(fixture_item(f, &theirs)->now.dislikes, ==, 1);
        g_autofree char *after = fixture_state(f);
        g_assert_cmpstr(before, ==, after);                 /* visibly nothing changes (A13) */
        fixture_reload(f);
    }
}

typedef struct { Fixture *f; GHashTable *voices; size_t n, strangers; } Rows;

static bool
note_row(const void *data, void *user)
{
    Rows *rows = user;
    Scope scope = board_scope(fixture_board(rows->f), rows->f->db);
    Id voice = vote_voice(&scope, data);

    rows->n++;
    rows->strangers += vote_is_stranger(scope.key, &voice);
    g_hash_table_add(rows->voices, g_memdup2(&voice, sizeof voice));
    return true;
}

/* No two votes of somebody who has left are of one voter, in table, log and memory. */
static void
test_unlinked_votes_are_apart(void)
{
    enum { N = 12 };
    g_autoptr(Fixture) f = fixture_new(15);
    Actor person = fixture_person(f), other = fixture_person(f);
    Id ideas[N];
    g_autoptr(GError) error = NULL;

    for (int i = 0; i < N; i++)
        ideas[i] = fixture_idea(f, &other, 0, "To vote on");
    fixture_later(f, 900);
    for (int i = 0; i < N; i++) {
        fixture_vote(f, &person, &ideas[i], i % 2 ? VOTE_LIKE : VOTE_DISLIKE);
        if (i == N / 2)
            fixture_later(f, 900);                          /* the rest waits for the slot */
    }
    fixture_vote(f, &other, &ideas[0], VOTE_LIKE);
    g_autofree char *before = fixture_state(f);
    unlink_person(f, &person);
    for (int round = 0; round < 2; round++) {
        g_autoptr(GHashTable) voices = g_hash_table_new_full(id_hash, id_equal_func, g_free, NULL);
        Rows rows = { f, voices, 0, 0 };
        const Board *board = fixture_board(f);
        Scope scope = board_scope(board, f->db);
        Id gone = member_voice(&board->key, &person.pseudonym, 0);

        g_assert_true(vote_each(&scope, note_row, &rows, &error) && vote_log_each(&scope, note_row, &rows, &error));
        g_assert_cmpuint(rows.n, ==, N + 1);
        g_assert_cmpuint(rows.strangers, ==, N);
        g_assert_cmpuint(g_hash_table_size(voices), ==, N + 1);
        g_assert_cmpuint(board_voice(board, &gone), ==, 0);
        for (guint i = 1; i < board->voices->len; i++) {
            size_t votes = 0;
            for (int j = 0; j < N; j++)
                votes += vote_table_get(board->votes, i, fixture_item(f, &ideas[j])->at).now != VOTE_NONE;
            g_assert_cmpuint(votes, <=, 1);
        }
        g_autofree char *after = fixture_state(f);
        g_assert_true(round > 0 || g_str_equal(before, after));
        fixture_later(f, 900);
    }
    for (int i = 0; i < N; i++)
        g_assert_cmpuint(fixture_item(f, &ideas[i])->shown.likes, ==, i == 0 || i % 2);
}

/* Pseudonyms that fill a batch up belong to nobody. */
static void
test_unlink_nobody(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    Actor person = fixture_person(f), nobody = person;
    Id id = fixture_idea(f, &person, 0, "Idea");
    g_autofree char *before = fixture_state(f);

    id_random(&nobody.pseudonym);
    unlink_person(f, &nobody);
    nobody.pseudonym = (Id){ .bytes = { 0 } };
    unlink_person(f, &nobody);
    g_autofree char *after = fixture_state(f);
    g_assert_cmpstr(before, ==, after);
    g_assert_true(item_mine(fixture_item(f, &id), actor_voice(fixture_board(f), &person)));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/member/answers", test_answers);
    g_test_add_func("/member/answers-closed", test_answers_closed);
    g_test_add_func("/member/one-key", test_one_key);
    g_test_add_func("/member/welcome", test_welcome);
    g_test_add_func("/member/unlink-both-lives", test_unlink_both_lives);
    g_test_add_func("/member/unlinked-votes-are-apart", test_unlinked_votes_are_apart);
    g_test_add_func("/member/unlink-nobody", test_unlink_nobody);
    return g_test_run();
}
