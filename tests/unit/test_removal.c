/* Removing all that one wrote: a random slot of the next 72 hours for each, over restarts, until it
 * is taken back, also for who leaves meanwhile, and with no tie in the store (A13). */
#include "base/clock.h"
#include "domain/member.h"
#include "domain/removal.h"
#include "staff_fixture.h"

#define N_IDEAS 30
#define SLOT    900

typedef struct { Fixture *f; Actor author, other; Id ideas[N_IDEAS], kept; } Scene;

static void
scene_init(Scene *s)
{
    s->f = fixture_new(15);
    s->author = fixture_person(s->f);
    s->other = fixture_person(s->f);
    for (size_t i = 0; i < N_IDEAS; i++)
        s->ideas[i] = fixture_idea(s->f, &s->author, 0, "One of many");
    s->kept = fixture_idea(s->f, &s->other, 0, "Somebody else's");
    fixture_later(s->f, SLOT);
}

static void
scene_clear(Scene *s)
{
    fixture_free(s->f);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

static TalkOutcome
plan(const Scene *s, const Actor *actor)
{
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    g_assert_true(removal_plan(s->f->hall, s->f->db, actor, &outcome, &error));
    g_assert_no_error(error);
    return outcome;
}

static TalkOutcome
take_back(const Scene *s, const Actor *actor)
{
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    g_assert_true(removal_take_back(s->f->hall, s->f->db, actor, &outcome, &error));
    g_assert_no_error(error);
    return outcome;
}

static void
restart(Scene *s)
{
    HallConfig config = *hall_config(s->f->hall);
    g_autoptr(GError) error = NULL;

    hall_free(s->f->hall);
    g_assert_true(hall_sweep(s->f->db, &error));
    s->f->hall = hall_new(&config, s->f->db, &error);
    g_assert_no_error(error);
}

/* How many others still see. */
static size_t
left(const Scene *s)
{
    size_t n = 0;

    for (size_t i = 0; i < N_IDEAS; i++)
        n += item_face(fixture_item(s->f, &s->ideas[i]), actor_voice(fixture_board(s->f), &s->other))->state == STATE_SHOWN;
    return n;
}

/* Slot by slot; how many went in the slot that took most of them. */
static size_t
hours_pass(const Scene *s, int hours)
{
    size_t most = 0, before = left(s);

    for (int slot = 0; slot < hours * 3600 / SLOT; slot++) {
        fixture_later(s->f, SLOT);
        size_t now = left(s);
        most = MAX(most, before - now);
        before = now;
    }
    return most;
}

static bool
is_planned(const Scene *s, const Actor *actor)
{
    return removal_is_planned(board_member(fixture_board(s->f), &actor->pseudonym));
}

static void
test_all_within_three_days(void)
{
    g_auto(Scene) s = { NULL };

    scene_init(&s);
    g_assert_cmpint(plan(&s, &s.author), ==, TALK_DONE);
    g_assert_cmpuint(left(&s), ==, N_IDEAS);
    g_assert_true(is_planned(&s, &s.author));
    g_assert_false(is_planned(&s, &s.other));
    /* By chance: all on one side of the middle would happen once in 500 million times. */
    size_t most = hours_pass(&s, 36);
    g_assert_cmpuint(left(&s), >, 0);
    g_assert_cmpuint(left(&s), <, N_IDEAS);
    restart(&s);
    g_assert_true(is_planned(&s, &s.author));
    most = MAX(most, hours_pass(&s, 36));
    g_assert_cmpuint(left(&s), ==, 0);
    g_assert_cmpuint(most, <, 8);
    g_assert_false(is_planned(&s, &s.author));
    g_assert_cmpint(fixture_item(s.f, &s.kept)->now.state, ==, STATE_SHOWN);
    for (size_t i = 0; i < N_IDEAS; i++)
        g_assert_cmpstr(fixture_item(s.f, &s.ideas[i])->now.text, ==, "");
    restart(&s);
    g_assert_false(is_planned(&s, &s.author));
    g_assert_cmpuint(left(&s), ==, 0);
}

/* Each keeps its time over a restart, and another plan gives it another. */
static void
test_times(void)
{
    g_auto(Scene) s = { NULL };
    int64_t at[N_IDEAS];
    size_t same = 0;

    scene_init(&s);
    for (int round = 0; round < 3; round++) {
        const Member *member = board_member(fixture_board(s.f), &s.author.pseudonym);
        same = 0;
        for (size_t i = 0; i < N_IDEAS && round > 0; i++)
            same += removal_due(fixture_board(s.f), member, fixture_item(s.f, &s.ideas[i])) == at[i];
        g_assert_true(round == 0 || (round == 1 ? same == N_IDEAS : same < N_IDEAS / 2));
        if (round == 1)
            g_assert_cmpint(take_back(&s, &s.author), ==, TALK_DONE);
        g_assert_cmpint(plan(&s, &s.author), ==, TALK_DONE);
        if (round == 1)
            continue;
        for (size_t i = 0; i < N_IDEAS; i++) {
            at[i] = removal_due(fixture_board(s.f), member, fixture_item(s.f, &s.ideas[i]));
            g_assert_cmpint(at[i], >, clock_now());
            g_assert_cmpint(at[i], <=, clock_now() + REMOVAL_SECONDS);
            g_assert_cmpint(at[i] % SLOT, ==, 0);
        }
        g_assert_cmpint(removal_due(fixture_board(s.f), member, fixture_item(s.f, &s.kept)), ==, 0);
        restart(&s);
    }
}

static void
test_taken_back(void)
{
    g_auto(Scene) s = { NULL };

    scene_init(&s);
    g_assert_cmpint(plan(&s, &s.author), ==, TALK_DONE);
    hours_pass(&s, 36);
    size_t kept = left(&s);
    g_assert_cmpint(take_back(&s, &s.author), ==, TALK_DONE);
    g_assert_false(is_planned(&s, &s.author));
    restart(&s);
    hours_pass(&s, 40);
    g_assert_cmpuint(left(&s), ==, kept);
}

/* What nobody has seen goes at once; what is written afterwards stays. */
static void
test_new_ones(void)
{
    g_auto(Scene) s = { NULL };

    scene_init(&s);
    Id unseen = fixture_idea(s.f, &s.author, 0, "Just written");
    g_assert_cmpint(plan(&s, &s.author), ==, TALK_DONE);
    Id after = fixture_idea(s.f, &s.author, 0, "Written afterwards");
    g_assert_cmpint(fixture_item(s.f, &unseen)->now.state, ==, STATE_DELETED);
    hours_pass(&s, 73);
    g_assert_cmpuint(left(&s), ==, 0);
    g_assert_cmpint(fixture_item(s.f, &after)->now.state, ==, STATE_SHOWN);
}

static void
test_refusals(void)
{
    g_auto(Scene) s = { NULL };
    Actor badge_alone, elsewhere;

    scene_init(&s);
    badge_alone = elsewhere = s.author;
    badge_alone.has_key = false;
    id_random(&elsewhere.conversation);
    g_assert_cmpint(plan(&s, &badge_alone), ==, TALK_NO_KEY);
    g_assert_cmpint(plan(&s, &elsewhere), ==, TALK_NOT_FOUND);
    g_assert_cmpint(plan(&s, &s.author), ==, TALK_DONE);
    g_assert_cmpint(take_back(&s, &badge_alone), ==, TALK_NO_KEY);
    g_assert_true(is_planned(&s, &s.author));
    fixture_later(s.f, 11 * 86400);                         /* closed: all has gone meanwhile */
    g_assert_cmpint(plan(&s, &s.author), ==, TALK_CLOSED);
    g_assert_cmpint(take_back(&s, &s.author), ==, TALK_DONE);
}

/* The plan is of the life that asked for it. */
static void
test_started_afresh(void)
{
    static const ReturnHash key = { { 5 }, { 6 } };
    g_auto(Scene) s = { NULL };
    MemberOutcome outcome;
    g_autoptr(GError) error = NULL;

    scene_init(&s);
    g_assert_cmpint(plan(&s, &s.author), ==, TALK_DONE);
    g_assert_true(member_start_afresh(s.f->hall, s.f->db, &s.author, &key, &outcome, &error));
    g_assert_false(is_planned(&s, &s.author));
    g_assert_cmpint(take_back(&s, &s.author), ==, TALK_DONE);           /* not theirs to take back */
    Id second = fixture_idea(s.f, &s.author, 0, "Second life");
    restart(&s);
    hours_pass(&s, 73);
    g_assert_cmpuint(left(&s), ==, 0);
    g_assert_cmpint(fixture_item(s.f, &second)->now.state, ==, STATE_SHOWN);
}

static void
unlink_author(const Scene *s)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(member_unlink(s->f->hall, s->f->db, &s->f->conversation, &s->author.pseudonym, 1, &error));
    g_assert_no_error(error);
}

/* Who leaves gets what they asked for; then nothing of them is left. */
static void
test_left_meanwhile(void)
{
    g_auto(Scene) s = { NULL };

    scene_init(&s);
    g_assert_cmpint(plan(&s, &s.author), ==, TALK_DONE);
    Id after = fixture_idea(s.f, &s.author, 0, "Stays, tied to nobody");
    hours_pass(&s, 24);
    unlink_author(&s);
    g_assert_true(board_has_ended(fixture_board(s.f), &s.author.pseudonym));
    g_assert_cmpuint(fixture_item(s.f, &after)->voice, ==, 0);
    restart(&s);
    hours_pass(&s, 49);
    g_assert_cmpuint(left(&s), ==, 0);
    g_assert_null(board_member(fixture_board(s.f), &s.author.pseudonym));
    for (size_t i = 0; i < N_IDEAS; i++)
        g_assert_cmpuint(fixture_item(s.f, &s.ideas[i])->voice, ==, 0);
    g_assert_cmpint(fixture_item(s.f, &after)->now.state, ==, STATE_SHOWN);
    restart(&s);
    g_assert_null(board_member(fixture_board(s.f), &s.author.pseudonym));
}

/* Cut into parts, hidden or merged by a facilitator: the words go all the same. */
static void
test_facilitated(void)
{
    static const SplitPart parts[] = { { "one", "First half" }, { "two", "Second half" } };
    g_auto(Scene) s = { NULL };
    ActMade made;

    scene_init(&s);
    g_assert_cmpint(plan(&s, &s.author), ==, TALK_DONE);
    Id last = s.ideas[N_IDEAS - 1];
    g_assert_cmpint(fixture_act(s.f, &s.ideas[0], &(ActOrder){ .act = ACT_HIDE }, NULL), ==, FACILITATE_DONE);
    g_assert_cmpint(fixture_act(s.f, &s.ideas[1], &(ActOrder){ .act = ACT_MERGE, .into = s.kept }, NULL), ==, FACILITATE_DONE);
    g_assert_cmpint(fixture_act(s.f, &last, &(ActOrder){ .act = ACT_SPLIT, .parts = parts, .n_parts = 2 }, &made), ==,
                    FACILITATE_DONE);
    hours_pass(&s, 73);
    g_assert_cmpint(fixture_item(s.f, &s.ideas[0])->now.state, ==, STATE_DELETED);
    g_assert_cmpint(fixture_item(s.f, &s.ideas[1])->now.state, ==, STATE_DELETED);
    for (size_t i = 0; i < made.n_parts; i++)
        g_assert_cmpint(fixture_item(s.f, &made.parts[i])->now.state, ==, STATE_DELETED);
    g_assert_cmpint(fixture_item(s.f, &s.kept)->now.state, ==, STATE_SHOWN);
}

/* Rows of who asked and of who did not are alike but for the key, and differ from put to put. */
static void
test_store_tells_nothing(void)
{
    g_auto(Scene) s = { NULL };
    g_auto(DbRows) before = DB_ROWS_NONE, after = DB_ROWS_NONE;
    g_autoptr(GError) error = NULL;

    scene_init(&s);
    Scope scope = board_scope(fixture_board(s.f), s.f->db);
    g_assert_true(member_all(&scope, &before, &error));
    g_assert_cmpint(plan(&s, &s.author), ==, TALK_DONE);
    g_assert_true(member_all(&scope, &after, &error));
    g_assert_cmpuint(after.n, ==, 2);
    for (size_t i = 0; i < after.n; i++) {
        const MemberRow *row = db_rows_at(&after, MemberRow, i);
        Id whose = member_pseudonym(&scope, row);
        RemovalPlan read = member_plan(&scope, row);

        g_assert_cmpuint(row->sealed_plan.length, ==, db_rows_at(&before, MemberRow, i)->sealed_plan.length);
        g_assert_cmpuint(read.voices, ==, id_equal(&whose, &s.author.pseudonym));
        /* One row's plan opens in no other row. */
        MemberRow mixed = *row;
        mixed.tag = db_rows_at(&after, MemberRow, 1 - i)->tag;
        g_assert_cmpuint(member_plan(&scope, &mixed).voices, ==, 0);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/removal/all-within-three-days", test_all_within_three_days);
    g_test_add_func("/removal/times", test_times);
    g_test_add_func("/removal/taken-back", test_taken_back);
    g_test_add_func("/removal/new-ones", test_new_ones);
    g_test_add_func("/removal/refusals", test_refusals);
    g_test_add_func("/removal/started-afresh", test_started_afresh);
    g_test_add_func("/removal/left-meanwhile", test_left_meanwhile);
    g_test_add_func("/removal/facilitated", test_facilitated);
    g_test_add_func("/removal/store-tells-nothing", test_store_tells_nothing);
    return g_test_run();
}
