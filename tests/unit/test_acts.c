/* Any sequence of acts, undone in reverse, changes nothing: what facilitators did, what people did between, and when slots
 * turned come of a seed.  A seed that fails is printed; `test_acts -p /acts/undone/SEED` plays it alone. */
#include "base/limits.h"
#include "domain/board_publish.h"
#include "domain/notice.h"
#include "domain/order.h"
#include "staff_fixture.h"

#define SEEDS 300

/* ---- the world ---- */

typedef struct { Id id; ActOrder back; char *text; uint32_t version; GArray *notices; } Step;

static void
step_clear(Step *step)
{
    g_free(step->text);
    if (step->notices)
        g_array_unref(step->notices);
}

/* What somebody new does between the acts: a vote (no `made`) or a comment. */
typedef struct { Actor who; Id on, made; } Since;
typedef struct { Id part, whole; } PartOf;
typedef struct { Fixture *place; GArray *ids, *steps, *since, *parts, *notices; Actor people[6]; uint64_t dice; } World;

static const char *const sections[] = { "one", "two" };

/* SplitMix64 (Steele, Lea, Flood 2014). */
static size_t
dice(World *world, size_t n)
{
    uint64_t x = world->dice += 0x9e3779b97f4a7c15u;

    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return (size_t)((x ^ x >> 31) % n);
}

static Id
any_id(World *world)
{
    return g_array_index(world->ids, Id, dice(world, world->ids->len));
}

static void
populate(World *world)
{
    for (size_t i = 0; i < G_N_ELEMENTS(world->people); i++)
        world->people[i] = fixture_person(world->place);
    for (unsigned i = 0; i < 5; i++) {
        g_autofree char *text = g_strdup_printf("Idea %u", i);
        Id id = fixture_idea(world->place, &world->people[dice(world, 6)], i % 2, text);

        g_array_append_val(world->ids, id);
    }
    for (unsigned i = 0; i < 9; i++) {
        g_autofree char *text = g_strdup_printf("Comment %u", i);
        if (i % 3 == 0)
            fixture_later(world->place, 900);       /* so that others may answer */
        Id parent = g_array_index(world->ids, Id, dice(world, 5 + i / 3 * 3));
        Id id = fixture_comment(world->place, &world->people[dice(world, 6)], &parent, text);

        g_array_append_val(world->ids, id);
    }
    fixture_later(world->place, 900);
    for (unsigned i = 0; i < 25; i++) {
        Id id = any_id(world);

        fixture_vote(world->place, &world->people[dice(world, 6)], &id, dice(world, 3) ? VOTE_LIKE : VOTE_DISLIKE);
    }
    fixture_later(world->place, 900);
}

static void
world_init(World *world, uint64_t seed)
{
    *world = (World){ .ids = g_array_new(false, false, sizeof(Id)), .steps = g_array_new(false, false, sizeof(Step)),
                      .since = g_array_new(false, false, sizeof(Since)), .parts = g_array_new(false, false, sizeof(PartOf)),
                      .notices = g_array_new(false, false, sizeof(Id)), .dice = seed };
    g_array_set_clear_func(world->steps, (GDestroyNotify)step_clear);
    world->place = fixture_new(seed % 2 ? 15 : 0);
}

static void
world_clear(World *world)
{
    g_array_unref(world->notices);
    g_array_unref(world->parts);
    g_array_unref(world->since);
    g_array_unref(world->steps);
    g_array_unref(world->ids);
    fixture_free(world->place);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(World, world_clear)

/* ---- what is seen of it, as text: two are compared ---- */

static void
write_id(GString *text, const Item *item)
{
    char id[ID_TEXT_SIZE] = "-";

    if (item)
        id_to_text(&item->id, id);
    g_string_append_printf(text, " %s", id);
}

static void
write_face(GString *text, const Face *face)
{
    g_string_append_printf(text, " [%s in %u, %u likes, %u dislikes, %u comments: %s]", state_names[face->state], face->section,
                           face->likes, face->dislikes, face->comments, face->text);
}

/* By everybody: the item, and in which order what stands below it. */
static void
write_public(GString *text, const Board *board, const Item *item)
{
    g_autoptr(GPtrArray) below = board_children(board, item);

    write_id(text, item);
    if (!item->public)
        return;
    write_face(text, item_face(item, 0));
    for (guint i = 0; i < below->len; i++) {
        const Item *child = g_ptr_array_index(below, i);

        if (child->public && item_face(child, 0)->state != STATE_DELETED)
            write_id(text, child);
    }
}

/* By staff, and as it is: where it stands, and who voted how. */
static void
write_now(GString *text, const World *world, const Board *board, const Item *item)
{
    write_id(text, item);
    write_id(text, board_at(board, item->parent));
    write_id(text, board_at(board, item->idea));
    write_id(text, board_at(board, item->target));
    write_face(text, item_staff_face(item, 0));
    write_face(text, &item->now);
    for (size_t i = 0; i < G_N_ELEMENTS(world->people); i++)
        g_string_append_printf(text, " %u", vote_table_get(board->votes, actor_voice(board, &world->people[i]), item->at).now);
}

static int
compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
write_order(GPtrArray *lines, const Board *board, unsigned section, SortOrder sort)
{
    uint32_t items[100];
    g_autofree char *next = NULL;
    size_t n = board_page(board, section, sort, 0, NULL, G_N_ELEMENTS(items), items, &next);
    GString *line = g_string_new(NULL);

    g_string_append_printf(line, "order %u of section %u:", sort, section);
    for (size_t i = 0; i < n; i++)
        write_id(line, board_at(board, items[i]));
    g_ptr_array_add(lines, g_string_free(line, false));
}

static void
write_notices(GPtrArray *lines, const Board *board, const char *section)
{
    const Notice *notices[LIMIT_NOTICES];
    const size_t n = notice_shown(board, section, notices);

    for (size_t i = 0; i < n; i++)
        g_ptr_array_add(lines, g_strdup_printf("notice %zu in \"%s\": %s", i, section, notices[i]->shown.text));
}

static char *
join(GPtrArray *lines)
{
    g_ptr_array_sort(lines, compare_lines);
    g_ptr_array_add(lines, NULL);
    return g_strjoinv("\n", (char **)lines->pdata);
}

/* Of the first `n` items; in the order of their ids, as a reload numbers items anew. */
static char *
picture_public(const World *world, guint n)
{
    const Board *board = fixture_board(world->place);
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < n; i++) {
        GString *line = g_string_new(NULL);

        write_public(line, board, fixture_item(world->place, &g_array_index(world->ids, Id, i)));
        g_ptr_array_add(lines, g_string_free(line, false));
    }
    for (unsigned section = 0; section < G_N_ELEMENTS(sections); section++)
        for (SortOrder sort = SORT_NEWEST; sort < SORT__COUNT; sort++)
            write_order(lines, board, section, sort);
    write_notices(lines, board, "");
    write_notices(lines, board, "one");
    return join(lines);
}

static char *
picture_now(const World *world, guint n)
{
    const Board *board = fixture_board(world->place);
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < n; i++) {
        GString *line = g_string_new(NULL);

        write_now(line, world, board, fixture_item(world->place, &g_array_index(world->ids, Id, i)));
        g_ptr_array_add(lines, g_string_free(line, false));
    }
    return join(lines);
}

typedef struct { char *public, *now; } Picture;

static Picture
picture(const World *world, guint n)
{
    return (Picture){ picture_public(world, n), picture_now(world, n) };
}

static void
picture_clear(Picture *picture)
{
    g_free(picture->public);
    g_free(picture->now);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Picture, picture_clear)

static void
check_same(const Picture *a, const Picture *b)
{
    g_assert_cmpstr(a->public, ==, b->public);
    g_assert_cmpstr(a->now, ==, b->now);
}

/* Memory and store say the same once a slot has turned. */
static void
check_reload(World *world)
{
    fixture_later(world->place, 900);
    g_auto(Picture) before = picture(world, world->ids->len);
    fixture_reload(world->place);
    g_auto(Picture) after = picture(world, world->ids->len);

    check_same(&before, &after);
}

/* ---- acts on contributions ---- */

static ActOrder
random_order(World *world, char *text, SplitPart parts[2])
{
    parts[0] = (SplitPart){ sections[dice(world, 2)], "The one part" };
    parts[1] = (SplitPart){ sections[dice(world, 2)], "The other part" };
    return (ActOrder){ .act = (Act)dice(world, ACT__COUNT), .text = text, .section = sections[dice(world, 2)], .parts = parts,
                       .n_parts = 2, .copy_votes = dice(world, 2) == 0, .into = any_id(world) };
}

/* What takes the act back; false: it is another one's business, as a split that came back would be split into other parts. */
static bool
plan_back(const World *world, const Item *item, Act act, ActOrder *ret_back)
{
    const Item *target = board_at(fixture_board(world->place), item->target);
    const ContributionState state = item->now.state;

    *ret_back = (ActOrder){ .act = ACT_RESTORE };
    if (act == ACT_EDIT)
        *ret_back = (ActOrder){ .act = ACT_EDIT };
    if (act == ACT_MOVE)
        *ret_back = (ActOrder){ .act = ACT_MOVE, .section = sections[item->now.section] };
    if (act != ACT_RESTORE)
        return true;
    if (state == STATE_MERGED)
        *ret_back = (ActOrder){ .act = ACT_MERGE, .into = target->id };
    else
        ret_back->act = state == STATE_HIDDEN ? ACT_HIDE : ACT_REMOVE;
    return state != STATE_SPLIT && state != STATE_SHOWN;
}

static void
note_parts(World *world, const Id *whole, const ActMade *made)
{
    for (size_t i = 0; i < made->n_parts; i++) {
        const PartOf part = { made->parts[i], *whole };

        g_array_append_val(world->ids, made->parts[i]);
        g_array_append_val(world->parts, part);
    }
}

/* One act, and what takes it back; acts that are refused change nothing and need nothing. */
static void
random_step(World *world, size_t number)
{
    g_autofree char *text = g_strdup_printf("Edited %zu", number), *was = NULL;
    SplitPart parts[2];
    ActOrder order = random_order(world, text, parts);
    Step step = { .id = any_id(world) };
    const Item *item = fixture_item(world->place, &step.id);
    ActMade made = { .n_parts = 0 };

    if (!plan_back(world, item, order.act, &step.back))
        return;
    was = g_strdup(item->now.text);
    step.version = item->version;
    /* Asking for what is so already is no act. */
    if (fixture_act(world->place, &step.id, &order, &made) != FACILITATE_DONE || item->version == step.version)
        return;
    step.text = g_steal_pointer(&was);
    step.version = item->version;
    g_array_append_val(world->steps, step);
    note_parts(world, &step.id, &made);
}

/* As the button does it, where nothing was done to it since; else by an act of its own. */
static void
step_back(World *world, Step *step)
{
    const Fixture *place = world->place;
    Actor staff = fixture_staff(place);
    FacilitateOutcome outcome = FACILITATE_NOT_FOUND;
    g_autoptr(GError) error = NULL;

    /* By others than who may have asked a colleague to decide. */
    staff.staff_number = 4;
    step->back.text = step->text;
    if (fixture_item(world->place, &step->id)->version == step->version && step->back.act != ACT_HIDE &&
        step->back.act != ACT_REMOVE && step->back.act != ACT_MERGE)
        g_assert_true(facilitate_take_back(place->hall, place->db, &staff, &step->id, step->version, &outcome, &error));
    else
        outcome = fixture_act_by(world->place, 4, &step->id, &step->back, NULL);
    if (outcome == FACILITATE_PROPOSED)
        outcome = fixture_act_by(world->place, 5, &step->id, &step->back, NULL);
    g_assert_no_error(error);
    g_assert_cmpint(outcome, ==, FACILITATE_DONE);
}

/* ---- acts on notices ---- */

static NoticeOutcome
act_on_notice(World *world, Id *id, const NoticeOrder *order)
{
    const Actor staff = fixture_staff(world->place);
    NoticeOutcome outcome = NOTICE_NOT_FOUND;
    g_autoptr(GError) error = NULL;

    g_assert_true(notice_act(world->place->hall, world->place->db, &staff, id, order, &outcome, &error));
    g_assert_no_error(error);
    return outcome;
}

typedef struct { Id id; char text[40]; } Pinned;

/* What facilitators have pinned, in its order. */
static GArray *
pinned(const World *world)
{
    GArray *notices = g_array_new(false, true, sizeof(Pinned));
    g_autoptr(GPtrArray) list = notice_list(fixture_board(world->place));

    for (guint i = 0; i < list->len; i++) {
        const Notice *notice = g_ptr_array_index(list, i);
        Pinned kept = { .id = notice->id };

        g_strlcpy(kept.text, notice->now.text, sizeof kept.text);
        if (notice->now.pinned)
            g_array_append_val(notices, kept);
    }
    return notices;
}

static void
random_notice(World *world, size_t number)
{
    g_autofree char *text = g_strdup_printf("Notice %zu", number);
    NoticeOrder order = { .act = (NoticeAct)(1 + dice(world, NOTICE_PUT_FIRST)), .section = dice(world, 2) ? "" : "one", .text = text };
    Step step = { .notices = pinned(world) };
    const bool is_new = order.act == NOTICE_PINNED;

    if (!is_new && order.act != NOTICE_CHANGED)
        order.text = NULL;
    if (!is_new && world->notices->len == 0)
        order.act = NOTICE_TAKEN_DOWN;
    else if (!is_new)
        step.id = g_array_index(world->notices, Id, dice(world, world->notices->len));
    if (act_on_notice(world, &step.id, &order) != NOTICE_DONE) {
        step_clear(&step);
        return;
    }
    if (is_new)
        g_array_append_val(world->notices, step.id);
    g_array_append_val(world->steps, step);
}

static bool
is_among(const GArray *notices, const Id *id)
{
    for (guint i = 0; i < notices->len; i++)
        if (id_equal(&g_array_index(notices, Pinned, i).id, id))
            return true;
    return false;
}

/* What is new goes, what went comes back, each with its words of then, and the last is put first, then the one before it. */
static void
notices_back(World *world, const Step *step)
{
    g_autoptr(GArray) now = pinned(world);

    for (guint i = 0; i < now->len; i++) {
        Id *id = &g_array_index(now, Pinned, i).id;

        if (!is_among(step->notices, id))
            g_assert_cmpint(act_on_notice(world, id, &(NoticeOrder){ .act = NOTICE_TAKEN_DOWN }), ==, NOTICE_DONE);
    }
    for (guint i = step->notices->len; i-- > 0;) {
        Pinned *was = &g_array_index(step->notices, Pinned, i);

        g_assert_cmpint(act_on_notice(world, &was->id, &(NoticeOrder){ .act = NOTICE_CHANGED, .text = was->text }), ==, NOTICE_DONE);
        g_assert_cmpint(act_on_notice(world, &was->id, &(NoticeOrder){ .act = NOTICE_PINNED_AGAIN }), ==, NOTICE_DONE);
        g_assert_cmpint(act_on_notice(world, &was->id, &(NoticeOrder){ .act = NOTICE_PUT_FIRST }), ==, NOTICE_DONE);
    }
}

/* ---- what people do meanwhile ---- */

/* By somebody new, so that nothing they did before may count instead; refused where it cannot be seen. */
static void
random_since(World *world)
{
    Since since = { .who = fixture_person(world->place), .on = any_id(world) };
    const Draft draft = { .text = "Said since", .source = SOURCE_AUTHOR };
    Fixture *place = world->place;
    g_autoptr(GError) error = NULL;
    TalkOutcome outcome = TALK_NOT_FOUND, flagged;

    if (dice(world, 3) > 0)
        g_assert_true(talk_vote(place->hall, place->db, &since.who, &since.on, VOTE_LIKE, &outcome, &error));
    else
        g_assert_true(talk_post_comment(place->hall, place->db, &since.who, &since.on, &draft, &outcome, &since.made, &error));
    if (dice(world, 2))
        g_assert_true(talk_flag(place->hall, place->db, &since.who, &since.on, FLAG_OTHER, NULL, &flagged, &error));
    /* A thread is only so deep. */
    if (outcome == TALK_DONE && !id_is_zero(&since.made))
        since.on = board_at(fixture_board(place), fixture_item(place, &since.made)->parent)->id;
    if (outcome == TALK_DONE)
        g_array_append_val(world->since, since);
}

/* The whole that a part has gone back to. */
static Id
whole_of(const World *world, Id id)
{
    for (guint i = world->parts->len; i-- > 0;) {
        const PartOf *part = &g_array_index(world->parts, PartOf, i);

        if (id_equal(&part->part, &id))
            id = part->whole;
    }
    return id;
}

static void
take_back_comment(World *world, const Since *since, const Id *on)
{
    g_autoptr(GError) error = NULL;
    TalkOutcome outcome = TALK_NOT_FOUND;

    g_assert_true(id_equal(&board_at(fixture_board(world->place), fixture_item(world->place, &since->made)->parent)->id, on));
    g_assert_true(talk_delete(world->place->hall, world->place->db, &since->who, &since->made, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
}

/* Each vote and comment given since counts where it was given: taken back there by who gave it, all is as before. */
static void
take_back_since(World *world)
{
    const Board *board = fixture_board(world->place);

    for (guint i = 0; i < world->since->len; i++) {
        const Since *since = &g_array_index(world->since, Since, i);
        const Id on = whole_of(world, since->on);

        if (!id_is_zero(&since->made)) {
            take_back_comment(world, since, &on);
            continue;
        }
        const VotePair pair = vote_table_get(board->votes, actor_voice(board, &since->who), fixture_item(world->place, &on)->at);
        g_assert_cmpint(pair.now, ==, VOTE_LIKE);
        fixture_vote(world->place, &since->who, &on, VOTE_NONE);
    }
}

/* ---- there and back ---- */

/* Nothing that is done shows before its slot. */
static void
check_unseen(const World *world, guint n, const char *before)
{
    if (world->place->slot_minutes == 0)
        return;
    g_autofree char *after = picture_public(world, n);
    g_assert_cmpstr(before, ==, after);
}

static void
step_and_check(World *world, size_t number)
{
    guint n = world->ids->len;
    g_autofree char *before = picture_public(world, n);

    if (dice(world, 6) == 0)
        random_notice(world, number);
    else
        random_step(world, number);
    check_unseen(world, n, before);
}

/* Most acts are refused in some rounds: go on until enough have been done. */
static void
act_and_live(World *world)
{
    for (size_t i = 0; i < 40 || (world->steps->len <= 10 && i < 2000); i++) {
        step_and_check(world, i);
        if (i % 5 == 0)
            random_since(world);
        if (dice(world, 12) == 0)
            fixture_later(world->place, 900);
        if (dice(world, 20) == 0)
            check_reload(world);
    }
    check_reload(world);
    g_assert_cmpuint(world->steps->len, >, 10);
}

static void
take_back(World *world)
{
    while (world->steps->len > 0) {
        Step *step = &g_array_index(world->steps, Step, world->steps->len - 1);

        if (step->notices)
            notices_back(world, step);
        else
            step_back(world, step);
        g_array_set_size(world->steps, world->steps->len - 1);
    }
}

static void
there_and_back(World *world)
{
    populate(world);
    const guint n = world->ids->len;
    g_auto(Picture) before = picture(world, n);
    act_and_live(world);
    take_back(world);
    g_array_set_size(world->ids, n);            /* the parts have gone into their originals */
    check_reload(world);
    fixture_later(world->place, 900);           /* what came back can be seen again */
    take_back_since(world);
    fixture_later(world->place, 1800);
    g_auto(Picture) after = picture(world, n);
    check_same(&before, &after);
    check_reload(world);
}

/* In one transaction, as it is thrown away: the disk has no part in this. */
static void
test_undone(gconstpointer data)
{
    g_auto(World) world;
    g_auto(DbTxn) txn = DB_TXN_NONE;
    g_autoptr(GError) error = NULL;

    world_init(&world, GPOINTER_TO_UINT(data));
    g_assert_true(db_txn_begin(world.place->db, &txn, &error));
    there_and_back(&world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (unsigned seed = 1; seed <= SEEDS; seed++) {
        g_autofree char *path = g_strdup_printf("/acts/undone/%u", seed);

        g_test_add_data_func(path, GUINT_TO_POINTER(seed), test_undone);
    }
    return g_test_run();
}
