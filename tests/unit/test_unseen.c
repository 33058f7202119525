/* What others did since the slot began shows in no refusal, no thread and no staff page before it turns (A6). */
#include "base/limits.h"
#include "domain/board_publish.h"
#include "domain/message.h"
#include "staff_fixture.h"
#include "store/facilitation_store.h"

typedef struct { Fixture *f; Actor ada, bob; Id idea, other; } Scene;

/* Two ideas that everybody sees. */
static void
scene_init(Scene *scene)
{
    scene->f = fixture_new(15);
    scene->ada = fixture_person(scene->f);
    scene->bob = fixture_person(scene->f);
    scene->idea = fixture_idea(scene->f, &scene->ada, 0, "Lockers that lock");
    scene->other = fixture_idea(scene->f, &scene->ada, 0, "Benches");
    fixture_later(scene->f, 900);
}

static void
scene_clear(Scene *scene)
{
    fixture_free(scene->f);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

static void
edit(Scene *s, const char *text)
{
    TalkOutcome outcome;

    g_assert_true(talk_edit(s->f->hall, s->f->db, &s->ada, &s->idea, &(Draft){ .text = text }, &outcome, NULL));
    g_assert_cmpint(outcome, ==, TALK_DONE);
}

static void
take_away(Scene *s)
{
    TalkOutcome outcome;

    g_assert_true(talk_delete(s->f->hall, s->f->db, &s->ada, &s->idea, &outcome, NULL));
    g_assert_cmpint(outcome, ==, TALK_DONE);
}

static TalkOutcome
comment(Scene *s, const Actor *actor, Id *ret_id)
{
    TalkOutcome outcome;

    g_assert_true(talk_post_comment(s->f->hall, s->f->db, actor, &s->idea, &(Draft){ .text = "Yes", .source = SOURCE_AUTHOR },
                                    &outcome, ret_id, NULL));
    return outcome;
}

/* ---- participants ---- */

static void
test_comment_on_deleted(void)
{
    g_auto(Scene) s = { NULL };
    Id id;

    scene_init(&s);
    take_away(&s);
    g_assert_cmpint(comment(&s, &s.bob, &id), ==, TALK_DONE);
    g_assert_cmpint(comment(&s, &s.ada, &id), ==, TALK_GONE);
    fixture_later(s.f, 900);
    g_assert_cmpint(comment(&s, &s.bob, &id), ==, TALK_GONE);
    g_assert_cmpint(item_face(fixture_item(s.f, &s.idea), 0)->state, ==, STATE_DELETED);
    g_assert_cmpuint(item_comments(fixture_item(s.f, &s.idea)), ==, 1);
}

/* A thread is full for everybody at the slot, not in between. */
static void
test_full_thread(void)
{
    g_auto(Scene) s = { NULL };
    Id id;

    scene_init(&s);
    fixture_item(s.f, &s.idea)->now.comments = LIMIT_THREAD;
    g_assert_cmpint(comment(&s, &s.bob, &id), ==, TALK_DONE);
    fixture_later(s.f, 900);
    g_assert_cmpint(comment(&s, &s.bob, &id), ==, TALK_TOO_MANY);
}

static void
test_reports_without_end(void)
{
    g_auto(Scene) s = { NULL };

    scene_init(&s);
    fixture_item(s.f, &s.idea)->flags = LIMIT_FLAGS;
    fixture_flag(s.f, &s.bob, &s.idea, FLAG_OTHER);     /* it is done, it says */
    g_assert_cmpuint(fixture_item(s.f, &s.idea)->flags, ==, LIMIT_FLAGS);
}

/* ---- talks ---- */

static MessageOutcome
staff_writes(Scene *s)
{
    const Actor staff = fixture_staff(s->f);
    MessageOutcome outcome;
    Id whose;

    g_assert_true(message_to_author(s->f->hall, s->f->db, &staff, &s->idea, MESSAGE_A_QUESTION, "Why?", &outcome, &whose, NULL));
    return outcome;
}

static MessageOutcome
author_writes(Scene *s)
{
    MessageOutcome outcome;

    g_assert_true(message_answer(s->f->hall, s->f->db, &s->ada, &s->idea, "So", &outcome, NULL));
    return outcome;
}

static void
test_full_talk(void)
{
    g_auto(Scene) s = { NULL };

    scene_init(&s);
    for (int i = 0; i < LIMIT_MESSAGES - 1; i++)
        g_assert_cmpint(staff_writes(&s), ==, MESSAGE_SENT);
    g_assert_cmpint(author_writes(&s), ==, MESSAGE_SENT);
    g_assert_cmpint(author_writes(&s), ==, MESSAGE_FULL);
    g_assert_cmpint(staff_writes(&s), ==, MESSAGE_SENT);
    g_assert_cmpint(staff_writes(&s), ==, MESSAGE_FULL);
    fixture_later(s.f, 900);
    g_assert_cmpint(staff_writes(&s), ==, MESSAGE_FULL);
}

/* ---- what staff see and may do ---- */

typedef struct { Act act; const char *text, *section; bool onto_other; } Step;

static const Step steps[] = {
    { ACT_HIDE, NULL, NULL, false }, { ACT_REMOVE, NULL, NULL, false }, { ACT_EDIT, "Lockers", NULL, false },
    { ACT_MOVE, NULL, "two", false }, { ACT_MERGE, NULL, NULL, true },
};

typedef void (*AuthorDoes)(Scene *s);
static void nothing(Scene *s) { (void)s; }
static void edits(Scene *s) { edit(s, "Something else"); }

/* The page as a facilitator has it, in words. */
static char *
staff_page(Scene *s, uint32_t *ret_version)
{
    const Item *item = fixture_item(s->f, &s->idea);
    const Face *face = item_staff_face(item, 0);

    *ret_version = face == &item->now ? item->version : item_staff_version(item);
    return g_strdup_printf("%s %u %u: %s", state_names[face->state], face->section, face->edited, face->text);
}

static ActOrder
order_of(const Scene *s, const Step *step)
{
    return (ActOrder){ .act = step->act, .reason = REASON_OTHER, .text = step->text, .section = step->section,
                       .into = step->onto_other ? s->other : (Id){ { 0 } } };
}

/* Opens the page, the author does something or nothing, and acts; all that staff see in between, as one text. */
static char *
play(const Step *step, AuthorDoes before, AuthorDoes after)
{
    g_auto(Scene) s = { NULL };
    g_autofree char *seen = NULL, *later = NULL, *back = NULL;
    uint32_t opened, version;

    scene_init(&s);
    ActOrder order = order_of(&s, step);
    g_free(staff_page(&s, &opened));
    before(&s);
    order.version = opened;
    const FacilitateOutcome first = fixture_act(s.f, &s.idea, &order, NULL);
    seen = staff_page(&s, &version);
    after(&s);
    later = staff_page(&s, &version);
    /* A colleague's page is from before the act, and another's is fresh. */
    const FacilitateOutcome stale = fixture_act(s.f, &s.idea, &order, NULL);
    g_assert_cmpuint(version, !=, opened);
    const FacilitateOutcome restored = fixture_restore(s.f, &s.idea);
    back = staff_page(&s, &version);
    return g_strdup_printf("%d, %s, %s, %d, %d, %s", first, seen, later, stale, restored, back);
}

static void
test_acts_tell_nothing(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_autofree char *alone = play(&steps[i], nothing, nothing), *edited = play(&steps[i], edits, nothing);
        g_autofree char *deleted = play(&steps[i], take_away, nothing), *then = play(&steps[i], nothing, take_away);

        g_assert_cmpstr(edited, ==, alone);
        g_assert_cmpstr(deleted, ==, alone);
        g_assert_cmpstr(then, ==, alone);
    }
}

/* Whatever staff do to it, what its author took away is gone for everybody at the slot. */
static void
test_deleted_stays_so(const void *data)
{
    const bool back = GPOINTER_TO_UINT(data);

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_auto(Scene) s = { NULL };
        uint32_t version;

        scene_init(&s);
        take_away(&s);
        const ActOrder order = order_of(&s, &steps[i]);
        g_assert_cmpint(fixture_act(s.f, &s.idea, &order, NULL), ==, FACILITATE_DONE);
        if (back)
            g_assert_cmpint(fixture_restore(s.f, &s.idea), ==, steps[i].act == ACT_EDIT || steps[i].act == ACT_MOVE ? FACILITATE_NOTHING : FACILITATE_DONE);
        for (int twice = 0; twice < 2; twice++) {
            fixture_later(s.f, 900);
            g_autofree char *page = staff_page(&s, &version);
            g_assert_true(g_str_has_prefix(page, "deleted"));
            g_assert_cmpstr(fixture_item(s.f, &s.idea)->now.text, ==, "");
            g_assert_null(strstr(page, "Lockers"));
            fixture_reload(s.f);
        }
    }
}

/* ---- threads ---- */

static bool
is_under(Scene *s, const Id *child, const Id *idea)
{
    g_autoptr(GPtrArray) below = board_children(fixture_board(s->f), fixture_item(s->f, idea));

    return g_ptr_array_find(below, fixture_item(s->f, child), NULL);
}

static void
test_threads_move_at_the_slot(void)
{
    g_auto(Scene) s = { NULL };
    Id one;

    scene_init(&s);
    g_assert_cmpint(comment(&s, &s.bob, &one), ==, TALK_DONE);
    fixture_later(s.f, 1800);
    g_assert_true(is_under(&s, &one, &s.idea));
    const ActOrder order = { .act = ACT_MERGE, .reason = REASON_OTHER, .into = s.other };
    g_assert_cmpint(fixture_act(s.f, &s.idea, &order, NULL), ==, FACILITATE_DONE);
    g_assert_true(is_under(&s, &one, &s.idea));
    g_assert_false(is_under(&s, &one, &s.other));
    /* There and back within one slot. */
    g_assert_cmpint(fixture_restore(s.f, &s.idea), ==, FACILITATE_DONE);
    g_assert_true(is_under(&s, &one, &s.idea));
    g_assert_cmpint(fixture_act(s.f, &s.idea, &order, NULL), ==, FACILITATE_DONE);
    fixture_later(s.f, 900);
    g_assert_false(is_under(&s, &one, &s.idea));
    g_assert_true(is_under(&s, &one, &s.other));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/unseen/comment-on-deleted", test_comment_on_deleted);
    g_test_add_func("/unseen/full-thread", test_full_thread);
    g_test_add_func("/unseen/reports-without-end", test_reports_without_end);
    g_test_add_func("/unseen/full-talk", test_full_talk);
    g_test_add_func("/unseen/acts-tell-nothing", test_acts_tell_nothing);
    g_test_add_data_func("/unseen/deleted-stays-so", GUINT_TO_POINTER(false), test_deleted_stays_so);
    g_test_add_data_func("/unseen/deleted-stays-so/restored", GUINT_TO_POINTER(true), test_deleted_stays_so);
    g_test_add_func("/unseen/threads-move-at-the-slot", test_threads_move_at_the_slot);
    return g_test_run();
}
