/* Contributions as the API gives them: to their author, to others, to staff. */
#include "hall_fixture.h"
#include "room/api.h"
#include "room/api_staff.h"

typedef enum { AUTHOR, OTHER, FACILITATOR, ANALYST, N_READERS } Reader;

typedef struct { Fixture *f; Actor actors[N_READERS]; Id idea; } Scene;

static void
scene_init(Scene *scene)
{
    scene->f = fixture_new(15);
    for (size_t i = 0; i < N_READERS; i++)
        scene->actors[i] = fixture_person(scene->f);
    scene->idea = fixture_idea(scene->f, &scene->actors[AUTHOR], 0, "Lockers that lock");
    fixture_later(scene->f, 900);
}

static void
scene_clear(Scene *scene)
{
    fixture_free(scene->f);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

/* NULL: this reader gets nothing. */
static json_t *
ask(const Scene *scene, Reader reader, const Id *id)
{
    static const uint32_t roles[] = { 0, 0, ROLE_FACILITATOR, ROLE_ANALYST };
    Visitor visitor = { .has_badge = true, .actor = scene->actors[reader] };

    visitor.badge.roles = ROLE_PARTICIPANT | roles[reader];
    return api_contribution(fixture_board(scene->f), fixture_item(scene->f, id), &visitor, true);
}

typedef struct { const char *text, *state; int version, comments, listed; } Seen;

static void
expect(const Scene *scene, Reader reader, const Seen *seen)
{
    json_t *answer = ask(scene, reader, &scene->idea);

    g_assert_nonnull(answer);
    g_assert_cmpstr(json_string_value(json_object_get(answer, "text")), ==, seen->text);
    g_assert_cmpstr(json_string_value(json_object_get(answer, "state")), ==, seen->state);
    g_assert_cmpint(json_integer_value(json_object_get(answer, "version")), ==, seen->version);
    g_assert_cmpint(json_integer_value(json_object_get(answer, "comment_count")), ==, seen->comments);
    g_assert_cmpuint(json_array_size(json_object_get(answer, "comments")), ==, seen->listed);
    json_decref(answer);
}

/* A comment and an edit of the present slot. */
static void
test_before_the_slot(void)
{
    g_auto(Scene) s = { NULL };
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    scene_init(&s);
    Id comment = fixture_comment(s.f, &s.actors[OTHER], &s.idea, "Yes, please");
    g_assert_true(talk_edit(s.f->hall, s.f->db, &s.actors[AUTHOR], &s.idea, &(Draft){ .text = "Lockers" }, &outcome, &error));
    expect(&s, AUTHOR, &(Seen){ "Lockers", "shown", 2, 0, 0 });
    expect(&s, OTHER, &(Seen){ "Lockers that lock", "shown", 1, 0, 1 });
    expect(&s, FACILITATOR, &(Seen){ "Lockers that lock", "shown", 1, 0, 0 });
    expect(&s, ANALYST, &(Seen){ "Lockers that lock", "shown", 1, 0, 0 });
    g_assert_null(ask(&s, AUTHOR, &comment));
    g_assert_null(ask(&s, FACILITATOR, &comment));
    fixture_later(s.f, 900);
    for (Reader reader = AUTHOR; reader < N_READERS; reader++)
        expect(&s, reader, &(Seen){ "Lockers", "shown", 2, 1, 1 });
}

static void
test_deleted(void)
{
    g_auto(Scene) s = { NULL };
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    scene_init(&s);
    g_assert_true(talk_delete(s.f->hall, s.f->db, &s.actors[AUTHOR], &s.idea, &outcome, &error));
    expect(&s, OTHER, &(Seen){ "Lockers that lock", "shown", 1, 0, 0 });
    expect(&s, FACILITATOR, &(Seen){ "Lockers that lock", "shown", 1, 0, 0 });
    fixture_later(s.f, 900);
    expect(&s, AUTHOR, &(Seen){ "", "deleted", 2, 0, 0 });
    expect(&s, OTHER, &(Seen){ "", "removed", 2, 0, 0 });
    expect(&s, FACILITATOR, &(Seen){ "", "deleted", 2, 0, 0 });
}

/* A facilitator who types in a paper form sees it at once, others at the slot. */
static void
test_paper(void)
{
    g_auto(Scene) s = { NULL };
    Draft draft = { .text = "From a form", .source = SOURCE_PAPER };
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;
    Id id;

    scene_init(&s);
    g_assert_true(talk_post_idea(s.f->hall, s.f->db, &s.actors[FACILITATOR], 0, &draft, &outcome, &id, &error));
    json_t *answer = ask(&s, FACILITATOR, &id);
    g_assert_cmpstr(json_string_value(json_object_get(answer, "text")), ==, "From a form");
    json_decref(answer);
    g_assert_null(ask(&s, OTHER, &id));
}

/* The history, too, tells of an author's change at the slot. */
static void
test_history(void)
{
    g_auto(Scene) s = { NULL };
    Room room = { .hall = NULL };
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    scene_init(&s);
    room.hall = s.f->hall;
    room.reader = s.f->db;
    g_mutex_init(&room.reader_lock);
    Visitor visitor = { .room = &room, .has_badge = true, .actor = s.actors[FACILITATOR] };
    visitor.badge.conversation = s.f->conversation;
    g_assert_true(talk_edit(s.f->hall, s.f->db, &s.actors[AUTHOR], &s.idea, &(Draft){ .text = "Lockers" }, &outcome, &error));
    for (guint n = 0; n < 2; n++) {
        g_autoptr(GArray) entries = NULL;

        g_assert_true(room_history(&visitor, &s.idea, &entries, &error));
        g_assert_cmpuint(entries->len, ==, n);
        fixture_later(s.f, 900);
    }
    g_mutex_clear(&room.reader_lock);
}

typedef struct { ContributionState state; const char *word; } StateCase;
static const StateCase state_cases[] = {
    { STATE_SHOWN, "shown" },     { STATE_HIDDEN, "removed" }, { STATE_REMOVED, "removed" },
    { STATE_DELETED, "removed" }, { STATE_MERGED, "merged" },  { STATE_SPLIT, "split" },
};

static void
test_state(gconstpointer data)
{
    const StateCase *c = data;

    g_assert_cmpstr(state_for_others(c->state), ==, c->word);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/room-api/before-the-slot", test_before_the_slot);
    g_test_add_func("/room-api/deleted", test_deleted);
    g_test_add_func("/room-api/paper", test_paper);
    g_test_add_func("/room-api/history", test_history);
    for (size_t i = 0; i < G_N_ELEMENTS(state_cases); i++) {
        g_autofree char *path = g_strdup_printf("/room-api/state/%s", state_names[state_cases[i].state]);
        g_test_add_data_func(path, &state_cases[i], test_state);
    }
    return g_test_run();
}
