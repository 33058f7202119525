/* Others see a change from the next slot on and not before (A6): through counts, versions,
 * search, and when everything is loaded anew in the middle of a slot. */
#include "base/clock.h"
#include "domain/concern.h"
#include "domain/order.h"
#include "domain/search.h"
#include "hall_fixture.h"
#include "store/shown_store.h"

typedef struct { Fixture *f; Actor author, other; Id idea; } Scene;

/* An idea that everybody sees. */
static void
scene_init(Scene *scene)
{
    scene->f = fixture_new(15);
    scene->author = fixture_person(scene->f);
    scene->other = fixture_person(scene->f);
    scene->idea = fixture_idea(scene->f, &scene->author, 0, "Lockers that lock");
    fixture_later(scene->f, 900);
}

static void
scene_clear(Scene *scene)
{
    fixture_free(scene->f);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

/* Another number after each loading. */
static uint32_t
voice_of(const Scene *scene, const Actor *actor)
{
    return actor_voice(fixture_board(scene->f), actor);
}

static void
edit(const Scene *scene, const char *text)
{
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    g_assert_true(talk_edit(scene->f->hall, scene->f->db, &scene->author, &scene->idea, &(Draft){ .text = text }, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
}

static const Face *
others_face(const Scene *scene)
{
    return item_face(fixture_item(scene->f, &scene->idea), actor_voice(fixture_board(scene->f), &scene->other));
}

/* As after a stop and a start: no memory of what was shown. */
static void
restart(Fixture *f)
{
    HallConfig config = *hall_config(f->hall);
    g_autoptr(GError) error = NULL;

    hall_free(f->hall);
    g_assert_true(hall_sweep(f->db, &error));
    f->hall = hall_new(&config, f->db, &error);
    g_assert_no_error(error);
}

static bool
count_one(const void *row, void *data)
{
    int64_t *n = data;

    (*n)++;
    return true;
}

static void
test_comment_counts(void)
{
    g_auto(Scene) s = { NULL };

    scene_init(&s);
    Id comment = fixture_comment(s.f, &s.other, &s.idea, "Yes, please");
    g_assert_cmpuint(item_comments(fixture_item(s.f, &s.idea)), ==, 0);
    fixture_reload(s.f);
    g_assert_cmpuint(item_comments(fixture_item(s.f, &s.idea)), ==, 0);
    restart(s.f);
    g_assert_cmpuint(item_comments(fixture_item(s.f, &s.idea)), ==, 0);
    g_assert_false(fixture_item(s.f, &comment)->public);
    fixture_later(s.f, 900);
    g_assert_cmpuint(item_comments(fixture_item(s.f, &s.idea)), ==, 1);
    g_assert_true(fixture_item(s.f, &comment)->public);
}

static void
test_versions(void)
{
    g_auto(Scene) s = { NULL };

    scene_init(&s);
    edit(&s, "Lockers with a lock");
    g_assert_cmpuint(item_version(fixture_item(s.f, &s.idea), voice_of(&s, &s.other)), ==, 1);
    g_assert_cmpuint(item_version(fixture_item(s.f, &s.idea), voice_of(&s, &s.author)), ==, 2);
    fixture_later(s.f, 900);
    g_assert_cmpuint(item_version(fixture_item(s.f, &s.idea), voice_of(&s, &s.other)), ==, 2);
}

static void
test_edit_over_reload(void)
{
    g_auto(Scene) s = { NULL };

    scene_init(&s);
    fixture_vote(s.f, &s.other, &s.idea, VOTE_LIKE);
    edit(&s, "Lockers with a lock");
    fixture_reload(s.f);
    g_assert_cmpstr(others_face(&s)->text, ==, "Lockers that lock");
    g_assert_cmpuint(others_face(&s)->likes, ==, 0);
    g_assert_cmpuint(item_version(fixture_item(s.f, &s.idea), voice_of(&s, &s.other)), ==, 1);
    fixture_later(s.f, 900);
    g_assert_cmpstr(others_face(&s)->text, ==, "Lockers with a lock");
    g_assert_cmpuint(others_face(&s)->likes, ==, 1);
}

static void
test_delete_over_reload(void)
{
    g_auto(Scene) s = { NULL };
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    scene_init(&s);
    g_assert_true(talk_delete(s.f->hall, s.f->db, &s.author, &s.idea, &outcome, &error));
    fixture_reload(s.f);
    g_assert_cmpint(others_face(&s)->state, ==, STATE_SHOWN);
    g_assert_cmpuint(board_section_size(fixture_board(s.f), 0), ==, 1);
    fixture_later(s.f, 900);
    g_assert_cmpint(others_face(&s)->state, ==, STATE_DELETED);
    g_assert_cmpuint(board_section_size(fixture_board(s.f), 0), ==, 0);
}

static void
test_post_over_reload(void)
{
    g_auto(Scene) s = { NULL };

    scene_init(&s);
    Id fresh = fixture_idea(s.f, &s.other, 0, "A kettle");
    fixture_reload(s.f);
    g_assert_false(item_visible(fixture_item(s.f, &fresh), voice_of(&s, &s.author)));
    g_assert_cmpuint(board_section_size(fixture_board(s.f), 0), ==, 1);
    fixture_later(s.f, 900);
    g_assert_true(item_visible(fixture_item(s.f, &fresh), voice_of(&s, &s.author)));
    g_assert_cmpuint(board_section_size(fixture_board(s.f), 0), ==, 2);
}

/* Views that no slot has stored yet, and a report that facilitators have not been told. */
static void
test_more_over_reload(void)
{
    g_auto(Scene) s = { NULL };
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    scene_init(&s);
    g_atomic_int_set(&fixture_item(s.f, &s.idea)->views, 7);
    g_assert_true(talk_flag(s.f->hall, s.f->db, &s.other, &s.idea, FLAG_ABUSE, "", &outcome, &error));
    fixture_reload(s.f);
    g_assert_cmpint(fixture_item(s.f, &s.idea)->views, ==, 7);
    g_assert_cmpuint(fixture_item(s.f, &s.idea)->seen.flags, ==, 0);
    fixture_later(s.f, 900);
    g_assert_cmpuint(fixture_item(s.f, &s.idea)->seen.flags, ==, 1);
}

/* The store keeps what others were last shown, and nothing of it after the slot. */
static int64_t
kept_faces(const Scene *scene)
{
    Scope scope = board_scope(fixture_board(scene->f), scene->f->db);
    int64_t n = 0;
    g_autoptr(GError) error = NULL;

    g_assert_true(shown_each(&scope, count_one, &n, &error));
    return n;
}

static void
test_edit_over_restart(void)
{
    g_auto(Scene) s = { NULL };

    scene_init(&s);
    fixture_vote(s.f, &s.other, &s.idea, VOTE_LIKE);
    edit(&s, "Lockers with a lock");
    edit(&s, "Lockers with two locks");
    for (int i = 0; i < 2; i++) {
        restart(s.f);
        g_assert_cmpstr(others_face(&s)->text, ==, "Lockers that lock");
        g_assert_cmpuint(others_face(&s)->edited, ==, 0);
        g_assert_cmpuint(others_face(&s)->likes, ==, 0);
        g_assert_cmpuint(item_version(fixture_item(s.f, &s.idea), voice_of(&s, &s.other)), ==, 1);
        g_assert_cmpuint(item_version(fixture_item(s.f, &s.idea), voice_of(&s, &s.author)), ==, 3);
        g_assert_cmpint(kept_faces(&s), ==, 1);
    }
    fixture_later(s.f, 900);
    g_assert_cmpstr(others_face(&s)->text, ==, "Lockers with two locks");
    g_assert_cmpuint(others_face(&s)->likes, ==, 1);
    g_assert_cmpint(kept_faces(&s), ==, 0);
}

static void
test_delete_over_restart(void)
{
    g_auto(Scene) s = { NULL };
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    scene_init(&s);
    Id comment = fixture_comment(s.f, &s.author, &s.idea, "Or cupboards");
    fixture_later(s.f, 900);
    g_assert_cmpuint(item_comments(fixture_item(s.f, &s.idea)), ==, 1);
    g_assert_true(talk_delete(s.f->hall, s.f->db, &s.author, &comment, &outcome, &error));
    g_assert_true(talk_delete(s.f->hall, s.f->db, &s.author, &s.idea, &outcome, &error));
    restart(s.f);
    g_assert_cmpint(others_face(&s)->state, ==, STATE_SHOWN);
    g_assert_cmpstr(others_face(&s)->text, ==, "Lockers that lock");
    g_assert_cmpuint(item_comments(fixture_item(s.f, &s.idea)), ==, 1);
    g_assert_cmpuint(board_section_size(fixture_board(s.f), 0), ==, 1);
    /* Its author sees it gone at once. */
    g_assert_cmpint(item_face(fixture_item(s.f, &s.idea), voice_of(&s, &s.author))->state, ==, STATE_DELETED);
    fixture_later(s.f, 900);
    g_assert_cmpint(others_face(&s)->state, ==, STATE_DELETED);
    g_assert_cmpuint(item_comments(fixture_item(s.f, &s.idea)), ==, 0);
    g_assert_cmpint(kept_faces(&s), ==, 0);
}

/* Nothing ran when the slot turned: what it showed is shown by the next start. */
static void
test_restart_after_slot(void)
{
    g_auto(Scene) s = { NULL };

    scene_init(&s);
    edit(&s, "Lockers with a lock");
    fixture_clock(900);
    restart(s.f);
    g_assert_cmpstr(others_face(&s)->text, ==, "Lockers with a lock");
    g_assert_cmpint(kept_faces(&s), ==, 0);
}

/* What others have never seen needs no face of before. */
static void
test_fresh_is_not_kept(void)
{
    g_auto(Scene) s = { NULL };
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    scene_init(&s);
    Id fresh = fixture_idea(s.f, &s.author, 0, "A kettle");
    g_assert_true(talk_delete(s.f->hall, s.f->db, &s.author, &fresh, &outcome, &error));
    g_assert_cmpint(kept_faces(&s), ==, 0);
    restart(s.f);
    g_assert_false(item_visible(fixture_item(s.f, &fresh), voice_of(&s, &s.other)));
}

static void
test_waits_over_restart(void)
{
    g_auto(Scene) s = { NULL };

    scene_init(&s);
    restart(s.f);
    g_assert_cmpint(fixture_item(s.f, &s.idea)->waits_since, ==, 0);
}

static void
test_search_of_edited(void)
{
    g_auto(Scene) s = { NULL };
    uint32_t found[5];

    scene_init(&s);
    edit(&s, "Cupboards");
    const Board *board = fixture_board(s.f);
    static const struct { const char *query; size_t others, authors; } rows[] = {
        { "lockers", 1, 0 }, { "cupboards", 0, 1 }, { "?!", 0, 0 }, { "", 0, 0 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_cmpuint(board_search(board, voice_of(&s, &s.other), rows[i].query, -1, 5, found), ==, rows[i].others);
        g_assert_cmpuint(board_search(board, voice_of(&s, &s.author), rows[i].query, -1, 5, found), ==, rows[i].authors);
    }
}

/* Replies come in an order of their own: each finds its parent. */
static void
test_threads_over_restart(void)
{
    g_auto(Scene) s = { NULL };

    scene_init(&s);
    for (int i = 0; i < 40; i++) {
        Id one = fixture_comment(s.f, &s.other, &s.idea, "One");
        Id two = fixture_comment(s.f, &s.other, &one, "Two");

        fixture_comment(s.f, &s.other, &two, "Three");
    }
    fixture_later(s.f, 900);
    g_autofree char *before = fixture_state(s.f);
    restart(s.f);
    g_autofree char *after = fixture_state(s.f);
    g_assert_cmpstr(before, ==, after);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/slots/comment-counts", test_comment_counts);
    g_test_add_func("/slots/versions", test_versions);
    g_test_add_func("/slots/edit-over-reload", test_edit_over_reload);
    g_test_add_func("/slots/delete-over-reload", test_delete_over_reload);
    g_test_add_func("/slots/post-over-reload", test_post_over_reload);
    g_test_add_func("/slots/more-over-reload", test_more_over_reload);
    g_test_add_func("/slots/edit-over-restart", test_edit_over_restart);
    g_test_add_func("/slots/delete-over-restart", test_delete_over_restart);
    g_test_add_func("/slots/restart-after-slot", test_restart_after_slot);
    g_test_add_func("/slots/fresh-is-not-kept", test_fresh_is_not_kept);
    g_test_add_func("/slots/waits-over-restart", test_waits_over_restart);
    g_test_add_func("/slots/search-of-edited", test_search_of_edited);
    g_test_add_func("/slots/threads-over-restart", test_threads_over_restart);
    return g_test_run();
}
