#include "hall_fixture.h"
#include "base/clock.h"
#include "db/migrate.h"
#include "domain/member.h"
#include <glib/gstdio.h>
#include <stdlib.h>

static void
set_offset(int64_t seconds)
{
    g_autofree char *text = g_strdup_printf("%lld", (long long)seconds);

    g_setenv("CANDOUR_CLOCK_OFFSET", text, true);
}

static int64_t
offset(void)
{
    const char *text = g_getenv("CANDOUR_CLOCK_OFFSET");

    return text ? atoll(text) : 0;
}

static const char content[] =
    "{\"summary\": \"What next?\", \"organisation\": \"Test\", \"pages\": {\"rules\": \"Be kind.\"}, \"questions\": [],"
    " \"sections\": [{\"slug\": \"one\", \"title\": \"One\", \"prompt\": \"\"}, {\"slug\": \"two\", \"title\": \"Two\", \"prompt\": \"\"}]}";

static void
put_conversation(Fixture *fixture)
{
    char id[ID_TEXT_SIZE];
    g_autoptr(GError) error = NULL;
    int64_t now = clock_now();

    id_to_text(&fixture->conversation, id);
    g_autofree char *settings = g_strdup_printf(
        "{\"id\": \"%s\", \"slug\": \"test\", \"title\": \"Test\", \"opens\": %lld, \"closes\": %lld, \"completes\": %lld,"
        " \"erases\": %lld, \"k\": 10, \"slot_minutes\": %u, \"timezone\": \"UTC\", \"language\": \"en\"}",
        id, (long long)now - 3600, (long long)now + 10 * 86400, (long long)now + 20 * 86400, (long long)now + 30 * 86400,
        fixture->slot_minutes);
    g_assert_true(hall_put_conversation(fixture->hall, fixture->db, settings, content, &error));
    g_assert_no_error(error);
}

Fixture *
fixture_new(unsigned slot_minutes)
{
    Fixture *fixture = g_new0(Fixture, 1);
    g_autoptr(GError) error = NULL;

    g_assert_true(secret_init());
    /* In the middle of a slot, so that a few seconds stay within it. */
    set_offset(0);
    set_offset(clock_slot(clock_now(), 15) + 300 - clock_now());
    fixture->slot_minutes = slot_minutes;
    fixture->dir = g_dir_make_tmp("hall-XXXXXX", &error);
    g_autofree char *keys = g_build_filename(fixture->dir, "keys", NULL);
    g_autofree char *uri = g_strdup_printf("sqlite:///%s/room.db", fixture->dir + 1);
    g_assert_true(keyring_create(keys, &error));
    fixture->keys = keyring_open(keys, &error);
    fixture->db = db_open(uri, DB_CREATE, &error);
    g_assert_true(migrate_up(fixture->db, migrations_room, migrations_room_n, &error));
    id_random(&fixture->conversation);
    HallConfig config = { .keys = fixture->keys, .posts_per_hour = 10000, .votes_per_minute = 10000 };
    fixture->hall = hall_new(&config, fixture->db, &error);
    g_assert_no_error(error);
    put_conversation(fixture);
    return fixture;
}

static void
remove_tree(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *below = g_build_filename(path, name, NULL);
        remove_tree(below);
    }
    g_remove(path);
}

void
fixture_free(Fixture *fixture)
{
    if (!fixture)
        return;
    hall_free(fixture->hall);
    db_free(fixture->db);
    keyring_free(fixture->keys);
    remove_tree(fixture->dir);
    g_free(fixture->dir);
    g_free(fixture);
}

Board *
fixture_board(Fixture *fixture)
{
    return hall_board_by_id(fixture->hall, &fixture->conversation);
}

Actor
fixture_person(Fixture *fixture)
{
    Actor actor = { .conversation = fixture->conversation, .roles = 1 };
    ReturnHash key = { { 1 }, { 2 } };
    MemberOutcome outcome;
    g_autoptr(GError) error = NULL;

    id_random(&actor.pseudonym);
    g_assert_true(member_give_key(fixture->hall, fixture->db, &actor, &key, &outcome, &error));
    g_assert_cmpint(outcome, ==, MEMBER_DONE);
    actor.has_key = true;
    return actor;
}

Id
fixture_idea(Fixture *fixture, const Actor *actor, unsigned section, const char *text)
{
    Draft draft = { .text = text, .source = SOURCE_AUTHOR };
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;
    Id id;

    g_assert_true(talk_post_idea(fixture->hall, fixture->db, actor, section, &draft, &outcome, &id, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
    return id;
}

Id
fixture_comment(Fixture *fixture, const Actor *actor, const Id *parent, const char *text)
{
    Draft draft = { .text = text, .source = SOURCE_AUTHOR };
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;
    Id id;

    g_assert_true(talk_post_comment(fixture->hall, fixture->db, actor, parent, &draft, &outcome, &id, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
    return id;
}

void
fixture_vote(Fixture *fixture, const Actor *actor, const Id *id, Vote vote)
{
    TalkOutcome outcome;
    g_autoptr(GError) error = NULL;

    g_assert_true(talk_vote(fixture->hall, fixture->db, actor, id, vote, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
}

Item *
fixture_item(Fixture *fixture, const Id *id)
{
    Item *item = board_find(fixture_board(fixture), id);

    g_assert_nonnull(item);
    return item;
}

void
fixture_clock(int seconds)
{
    set_offset(offset() + seconds);
}

void
fixture_later(Fixture *fixture, int seconds)
{
    g_autoptr(GError) error = NULL;

    fixture_clock(seconds);
    if (hall_slot_due(fixture->hall, clock_now()))
        g_assert_true(hall_turn_slot(fixture->hall, fixture->db, clock_now(), &error));
    g_assert_no_error(error);
}

void
fixture_reload(Fixture *fixture)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(hall_reload(fixture->hall, fixture->db, &error));
    g_assert_no_error(error);
}

static void
describe_face(GString *text, const Face *face)
{
    g_string_append_printf(text, " [%d s%u e%u +%u -%u c%u %s]", face->state, face->section, face->edited, face->likes,
                           face->dislikes, face->comments, face->text ? face->text : "-");
}

static int
compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char *
fixture_state(Fixture *fixture)
{
    const Board *board = fixture_board(fixture);
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < board->items->len; i++) {
        const Item *item = board_at(board, i), *parent = board_at(board, item->parent), *idea = board_at(board, item->idea);
        GString *line = g_string_new(NULL);
        char id[ID_TEXT_SIZE], parent_id[ID_TEXT_SIZE] = "-", idea_id[ID_TEXT_SIZE] = "-";

        id_to_text(&item->id, id);
        if (parent)
            id_to_text(&parent->id, parent_id);
        if (idea)
            id_to_text(&idea->id, idea_id);
        g_string_append_printf(line, "%s p%s i%s %s", id, parent_id, idea_id, item->public ? "public" : "held");
        describe_face(line, &item->now);
        if (item->public)
            describe_face(line, &item->shown);
        g_ptr_array_add(lines, g_string_free(line, false));
    }
    g_ptr_array_sort(lines, compare_lines);
    g_ptr_array_add(lines, NULL);
    return g_strjoinv("\n", (char **)lines->pdata);
}
