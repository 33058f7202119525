#include "domain/member.h"
#include "staff_fixture.h"

/* ---- what everybody sees of the conversation, as text: two are compared ---- */

static void
write_item(GString *text, const Board *board, const Item *item)
{
    char id[ID_TEXT_SIZE], parent[ID_TEXT_SIZE] = "-", idea[ID_TEXT_SIZE];

    id_to_text(&item->id, id);
    id_to_text(&board_at(board, item->idea)->id, idea);
    if (item->parent != NO_ITEM)
        id_to_text(&board_at(board, item->parent)->id, parent);
    g_string_append_printf(text, "%s %s under %s of %s in %u: %s, %u likes, %u dislikes, %u comments: %s\n", id,
                           state_names[item->now.state], parent, idea, item->now.section, kind_names[item->kind],
                           item->now.likes, item->now.dislikes, item->now.comments, item->now.text);
}

static int
compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Of the first `n` items of `ids`; in the order of their ids, as a reload numbers items anew. */
static char *
picture(Fixture *place, const GArray *ids)
{
    const Board *board = fixture_board(place);
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < ids->len; i++) {
        g_autoptr(GString) line = g_string_new(NULL);

        write_item(line, board, fixture_item(place, &g_array_index(ids, Id, i)));
        g_ptr_array_add(lines, g_strdup(line->str));
    }
    g_ptr_array_sort(lines, compare_lines);
    g_ptr_array_add(lines, NULL);
    return g_strjoinv("", (char **)lines->pdata);
}

/* ---- single acts ---- */

typedef struct { Fixture *place; Actor ada, bob, cem, dia; Id one, two; } Pair;

static void
pair_init(Pair *pair)
{
    pair->place = fixture_new(0);
    pair->ada = fixture_person(pair->place);
    pair->bob = fixture_person(pair->place);
    pair->cem = fixture_person(pair->place);
    pair->dia = fixture_person(pair->place);
    pair->one = fixture_idea(pair->place, &pair->ada, 0, "More trees");
    pair->two = fixture_idea(pair->place, &pair->bob, 1, "Plant trees");
}

static void
pair_clear(Pair *pair)
{
    fixture_free(pair->place);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pair, pair_clear)

static void
check_counts(const Pair *pair, const Id *id, uint32_t likes, uint32_t dislikes, uint32_t comments)
{
    const Item *item = fixture_item(pair->place, id);

    g_assert_cmpuint(item->now.likes, ==, likes);
    g_assert_cmpuint(item->now.dislikes, ==, dislikes);
    g_assert_cmpuint(item->now.comments, ==, comments);
    g_assert_cmpuint(item->shown.likes, ==, likes);
    g_assert_cmpuint(item->shown.comments, ==, comments);
}

static FacilitateOutcome
merge(Pair *pair, const Id *id, const Id *into)
{
    return fixture_act(pair->place, id, &(ActOrder){ .act = ACT_MERGE, .reason = REASON_DUPLICATE, .into = *into }, NULL);
}

/* Ada votes on both, differently; Bob on the first alone, Cem on the second. */
static void
vote_on_both(Pair *pair)
{
    fixture_vote(pair->place, &pair->ada, &pair->one, VOTE_LIKE);
    fixture_vote(pair->place, &pair->ada, &pair->two, VOTE_DISLIKE);
    fixture_vote(pair->place, &pair->bob, &pair->one, VOTE_LIKE);
    fixture_vote(pair->place, &pair->cem, &pair->two, VOTE_LIKE);
}

static void
test_merge_votes(void)
{
    g_auto(Pair) pair;

    pair_init(&pair);
    vote_on_both(&pair);
    Id comment = fixture_comment(pair.place, &pair.cem, &pair.one, "Yes");
    (void)fixture_comment(pair.place, &pair.dia, &comment, "Indeed");
    g_assert_cmpint(merge(&pair, &pair.one, &pair.two), ==, FACILITATE_DONE);
    check_counts(&pair, &pair.two, 2, 1, 2);
    g_assert_cmpint(fixture_item(pair.place, &pair.one)->now.state, ==, STATE_MERGED);
    g_assert_cmpuint(fixture_item(pair.place, &comment)->now.section, ==, 1);
    fixture_reload(pair.place);
    check_counts(&pair, &pair.two, 2, 1, 2);
    g_assert_cmpint(fixture_restore(pair.place, &pair.one), ==, FACILITATE_DONE);
    check_counts(&pair, &pair.one, 2, 0, 2);
    check_counts(&pair, &pair.two, 1, 1, 0);
    fixture_reload(pair.place);
    check_counts(&pair, &pair.one, 2, 0, 2);
    check_counts(&pair, &pair.two, 1, 1, 0);
}

/* What people did since the merge, they did to the target: it stays there. */
static void
test_merge_votes_since(void)
{
    g_auto(Pair) pair;

    pair_init(&pair);
    vote_on_both(&pair);
    g_assert_cmpint(merge(&pair, &pair.one, &pair.two), ==, FACILITATE_DONE);
    fixture_vote(pair.place, &pair.bob, &pair.two, VOTE_DISLIKE);      /* was carried as a like */
    fixture_vote(pair.place, &pair.dia, &pair.two, VOTE_LIKE);
    Id comment = fixture_comment(pair.place, &pair.dia, &pair.two, "New");
    check_counts(&pair, &pair.two, 2, 2, 1);
    fixture_reload(pair.place);
    g_assert_cmpint(fixture_restore(pair.place, &pair.one), ==, FACILITATE_DONE);
    check_counts(&pair, &pair.one, 2, 0, 0);
    check_counts(&pair, &pair.two, 2, 2, 1);
    g_assert_true(id_equal(&fixture_item(pair.place, &comment)->id, &comment));
    g_assert_cmpint(fixture_restore(pair.place, &pair.one), ==, FACILITATE_NOTHING);
}

/* Who leaves the conversation in between leaves the votes behind, carried ones too. */
static void
test_merge_then_leave(void)
{
    g_auto(Pair) pair;
    g_autoptr(GError) error = NULL;

    pair_init(&pair);
    vote_on_both(&pair);
    g_assert_cmpint(merge(&pair, &pair.one, &pair.two), ==, FACILITATE_DONE);
    g_assert_true(member_unlink(pair.place->hall, pair.place->db, &pair.place->conversation, &pair.bob.pseudonym, 1, &error));
    check_counts(&pair, &pair.two, 2, 1, 0);
    fixture_reload(pair.place);
    g_assert_cmpint(fixture_restore(pair.place, &pair.one), ==, FACILITATE_DONE);
    check_counts(&pair, &pair.one, 2, 0, 0);
    check_counts(&pair, &pair.two, 1, 1, 0);
}

/* Chains come apart in reverse order alone. */
static void
test_merge_chain(void)
{
    g_auto(Pair) pair;

    pair_init(&pair);
    vote_on_both(&pair);
    Id three = fixture_idea(pair.place, &pair.cem, 0, "Forests");
    g_assert_cmpint(merge(&pair, &pair.one, &pair.two), ==, FACILITATE_DONE);
    g_assert_cmpint(merge(&pair, &pair.two, &three), ==, FACILITATE_DONE);
    check_counts(&pair, &three, 2, 1, 0);
    g_assert_cmpint(fixture_restore(pair.place, &pair.one), ==, FACILITATE_ENTANGLED);
    g_assert_cmpint(fixture_restore(pair.place, &pair.two), ==, FACILITATE_DONE);
    g_assert_cmpint(fixture_restore(pair.place, &pair.one), ==, FACILITATE_DONE);
    check_counts(&pair, &pair.one, 2, 0, 0);
    check_counts(&pair, &pair.two, 1, 1, 0);
    check_counts(&pair, &three, 0, 0, 0);
}

static FacilitateOutcome
split(Pair *pair, const Id *id, ActMade *ret_made)
{
    static const SplitPart parts[] = { { "two", "Trees" }, { "one", "Benches" } };

    return fixture_act(pair->place, id, &(ActOrder){ .act = ACT_SPLIT, .reason = REASON_SEVERAL_IDEAS, .parts = parts, .n_parts = 2 },
                      ret_made);
}

static void
test_split(void)
{
    g_auto(Pair) pair;
    ActMade made = { .n_parts = 0 };
    uint32_t parts[LIMIT_SPLIT_PARTS];

    pair_init(&pair);
    vote_on_both(&pair);
    Id comment = fixture_comment(pair.place, &pair.cem, &pair.one, "Yes");
    g_assert_cmpint(split(&pair, &pair.one, &made), ==, FACILITATE_DONE);
    g_assert_cmpuint(made.n_parts, ==, 2);
    check_counts(&pair, &made.parts[0], 0, 0, 1);
    check_counts(&pair, &made.parts[1], 0, 0, 0);
    uint32_t author = actor_voice(fixture_board(pair.place), &pair.ada);
    g_assert_true(item_mine(fixture_item(pair.place, &made.parts[1]), author));
    g_assert_cmpuint(item_parts(fixture_board(pair.place), fixture_item(pair.place, &pair.one), parts), ==, 2);
    fixture_reload(pair.place);
    author = actor_voice(fixture_board(pair.place), &pair.ada);
    g_assert_true(item_mine(fixture_item(pair.place, &made.parts[1]), author));
    check_counts(&pair, &made.parts[0], 0, 0, 1);
    g_assert_cmpuint(fixture_item(pair.place, &comment)->now.section, ==, 1);
}

/* Votes and comments given to the parts go to the original when it comes back. */
static void
test_split_since(void)
{
    g_auto(Pair) pair;
    ActMade made = { .n_parts = 0 };

    pair_init(&pair);
    vote_on_both(&pair);                                                 /* Ada and Bob like the first */
    g_assert_cmpint(split(&pair, &pair.one, &made), ==, FACILITATE_DONE);
    fixture_vote(pair.place, &pair.bob, &made.parts[0], VOTE_DISLIKE);  /* has voted on the original */
    fixture_vote(pair.place, &pair.cem, &made.parts[0], VOTE_LIKE);
    fixture_vote(pair.place, &pair.cem, &made.parts[1], VOTE_DISLIKE);
    fixture_vote(pair.place, &pair.dia, &made.parts[1], VOTE_DISLIKE);
    Id comment = fixture_comment(pair.place, &pair.cem, &made.parts[1], "Yes");
    g_assert_cmpint(fixture_restore(pair.place, &pair.one), ==, FACILITATE_DONE);
    check_counts(&pair, &pair.one, 3, 1, 1);
    g_assert_cmpint(fixture_item(pair.place, &made.parts[0])->now.state, ==, STATE_MERGED);
    fixture_reload(pair.place);
    check_counts(&pair, &pair.one, 3, 1, 1);
    const Item *item = fixture_item(pair.place, &comment);
    g_assert_cmpuint(item->parent, ==, fixture_item(pair.place, &pair.one)->at);
    g_assert_cmpint(fixture_restore(pair.place, &made.parts[0]), ==, FACILITATE_NOTHING);
}

static FacilitateOutcome
split_copying(Pair *pair, const Id *id, ActMade *ret_made)
{
    static const SplitPart parts[] = { { "two", "Trees" }, { "one", "Benches" } };
    const ActOrder order = { .act = ACT_SPLIT, .reason = REASON_SEVERAL_IDEAS, .parts = parts, .n_parts = 2, .copy_votes = true };

    return fixture_act(pair->place, id, &order, ret_made);
}

/* Each person's own vote is copied, and stays theirs to change. */
static void
test_split_copied(void)
{
    g_auto(Pair) pair;
    ActMade made = { .n_parts = 0 };

    pair_init(&pair);
    vote_on_both(&pair);                                                 /* Ada and Bob like the first */
    g_assert_cmpint(split_copying(&pair, &pair.one, &made), ==, FACILITATE_DONE);
    check_counts(&pair, &made.parts[0], 2, 0, 0);
    check_counts(&pair, &made.parts[1], 2, 0, 0);
    fixture_reload(pair.place);
    check_counts(&pair, &made.parts[1], 2, 0, 0);
    fixture_vote(pair.place, &pair.bob, &made.parts[0], VOTE_DISLIKE);
    fixture_vote(pair.place, &pair.ada, &made.parts[1], VOTE_NONE);
    fixture_vote(pair.place, &pair.dia, &made.parts[1], VOTE_DISLIKE);
    check_counts(&pair, &made.parts[0], 1, 1, 0);
    check_counts(&pair, &made.parts[1], 1, 1, 0);
    g_assert_cmpint(fixture_restore(pair.place, &pair.one), ==, FACILITATE_DONE);
    check_counts(&pair, &pair.one, 2, 1, 0);
    fixture_reload(pair.place);
    check_counts(&pair, &pair.one, 2, 1, 0);
}

/* Who leaves in between is still one person in the whole. */
static void
test_split_then_leave(void)
{
    g_auto(Pair) pair;
    g_autoptr(GError) error = NULL;
    ActMade made = { .n_parts = 0 };

    pair_init(&pair);
    vote_on_both(&pair);
    g_assert_cmpint(split_copying(&pair, &pair.one, &made), ==, FACILITATE_DONE);
    fixture_vote(pair.place, &pair.bob, &made.parts[0], VOTE_DISLIKE);
    fixture_vote(pair.place, &pair.cem, &made.parts[0], VOTE_LIKE);
    fixture_vote(pair.place, &pair.cem, &made.parts[1], VOTE_LIKE);
    const Id left[] = { pair.bob.pseudonym, pair.cem.pseudonym };
    g_assert_true(member_unlink(pair.place->hall, pair.place->db, &pair.place->conversation, left, 2, &error));
    g_assert_cmpint(fixture_restore(pair.place, &pair.one), ==, FACILITATE_DONE);
    check_counts(&pair, &pair.one, 3, 0, 0);
}

static FacilitateOutcome
merge_by(Pair *pair, unsigned staff, const Id *id, const Id *into)
{
    return fixture_act_by(pair->place, staff, id, &(ActOrder){ .act = ACT_MERGE, .reason = REASON_DUPLICATE, .into = *into }, NULL);
}

/* The first merge of few people's votes is one facilitator's; each further one takes two. */
static void
test_second_merge(void)
{
    g_auto(Pair) pair;

    pair_init(&pair);
    vote_on_both(&pair);
    Id three = fixture_idea(pair.place, &pair.cem, 0, "Forests"), four = fixture_idea(pair.place, &pair.cem, 0, "Woods");
    g_assert_cmpint(merge_by(&pair, 2, &pair.one, &pair.two), ==, FACILITATE_DONE);
    g_assert_cmpint(fixture_restore(pair.place, &pair.one), ==, FACILITATE_DONE);
    g_assert_cmpint(merge_by(&pair, 2, &pair.one, &three), ==, FACILITATE_PROPOSED);
    check_counts(&pair, &pair.one, 2, 0, 0);
    g_assert_cmpint(fixture_item(pair.place, &pair.one)->now.state, ==, STATE_SHOWN);
    g_assert_cmpint(merge_by(&pair, 2, &pair.one, &three), ==, FACILITATE_ASKED);
    g_assert_cmpint(merge_by(&pair, 3, &pair.one, &four), ==, FACILITATE_BUSY);
    fixture_reload(pair.place);
    g_assert_cmpint(merge_by(&pair, 3, &pair.one, &three), ==, FACILITATE_DONE);
    check_counts(&pair, &three, 2, 0, 0);
    /* As a target too: also of an idea that was never merged. */
    g_assert_cmpint(merge_by(&pair, 2, &four, &pair.two), ==, FACILITATE_PROPOSED);
}

/* The parts of one idea hold the same votes: merged one after the other they would tell as much. */
static void
test_merge_of_copied(void)
{
    g_auto(Pair) pair;
    ActMade made = { .n_parts = 0 };

    pair_init(&pair);
    vote_on_both(&pair);
    g_assert_cmpint(split_copying(&pair, &pair.one, &made), ==, FACILITATE_DONE);
    g_assert_cmpint(merge_by(&pair, 2, &made.parts[0], &pair.two), ==, FACILITATE_PROPOSED);
}

static void
test_split_entangled(void)
{
    g_auto(Pair) pair;
    g_autoptr(GError) error = NULL;
    ActMade made = { .n_parts = 0 };
    TalkOutcome outcome = TALK_NOT_FOUND;

    pair_init(&pair);
    g_assert_cmpint(split(&pair, &pair.one, &made), ==, FACILITATE_DONE);
    g_assert_cmpint(merge(&pair, &pair.two, &made.parts[0]), ==, FACILITATE_DONE);
    g_assert_cmpint(fixture_restore(pair.place, &pair.one), ==, FACILITATE_ENTANGLED);
    g_assert_cmpint(fixture_restore(pair.place, &pair.two), ==, FACILITATE_DONE);
    g_assert_cmpint(merge(&pair, &made.parts[0], &pair.two), ==, FACILITATE_DONE);
    g_assert_cmpint(fixture_restore(pair.place, &pair.one), ==, FACILITATE_ENTANGLED);
    g_assert_cmpint(fixture_restore(pair.place, &made.parts[0]), ==, FACILITATE_DONE);
    g_assert_true(talk_delete(pair.place->hall, pair.place->db, &pair.ada, &made.parts[1], &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
    g_assert_cmpint(fixture_restore(pair.place, &pair.one), ==, FACILITATE_DELETED);
}

static void
test_hide_remove(void)
{
    g_auto(Pair) pair;

    pair_init(&pair);
    Id comment = fixture_comment(pair.place, &pair.cem, &pair.one, "Rude");
    g_assert_cmpint(fixture_restore(pair.place, &comment), ==, FACILITATE_NOTHING);
    g_assert_cmpint(fixture_act(pair.place, &comment, &(ActOrder){ .act = ACT_HIDE }, NULL), ==, FACILITATE_DONE);
    check_counts(&pair, &pair.one, 0, 0, 0);
    g_assert_cmpint(fixture_act(pair.place, &comment, &(ActOrder){ .act = ACT_HIDE }, NULL), ==, FACILITATE_GONE);
    g_assert_cmpint(fixture_act(pair.place, &comment, &(ActOrder){ .act = ACT_REMOVE }, NULL), ==, FACILITATE_DONE);
    g_assert_cmpint(fixture_restore(pair.place, &comment), ==, FACILITATE_DONE);
    g_assert_cmpint(fixture_item(pair.place, &comment)->now.state, ==, STATE_HIDDEN);
    g_assert_cmpint(fixture_restore(pair.place, &comment), ==, FACILITATE_DONE);
    check_counts(&pair, &pair.one, 0, 0, 1);
    g_assert_cmpint(fixture_restore(pair.place, &comment), ==, FACILITATE_NOTHING);
}

/* ---- taking back the last act, whichever it was ---- */

typedef struct { const char *name; ActOrder order; } UndoCase;

static const SplitPart undo_parts[] = { { "two", "Trees" }, { "one", "Benches" } };
static const UndoCase undo_cases[] = {
    { "edit", { .act = ACT_EDIT, .text = "Changed" } },
    { "hide", { .act = ACT_HIDE } },
    { "remove", { .act = ACT_REMOVE } },
    { "move", { .act = ACT_MOVE, .section = "two" } },
    { "split", { .act = ACT_SPLIT, .parts = undo_parts, .n_parts = 2 } },
    { "merge", { .act = ACT_MERGE } },
};

static FacilitateOutcome
undo(Pair *pair)
{
    g_autoptr(GError) error = NULL;
    Actor staff = fixture_staff(pair->place);
    FacilitateOutcome outcome = FACILITATE_NOT_FOUND;

    g_assert_true(facilitate_undo(pair->place->hall, pair->place->db, &staff, &pair->one, &outcome, &error));
    g_assert_no_error(error);
    return outcome;
}

static void
test_undo(gconstpointer data)
{
    const UndoCase *c = data;
    g_auto(Pair) pair;
    ActOrder order = c->order;

    pair_init(&pair);
    vote_on_both(&pair);
    g_assert_cmpint(undo(&pair), ==, FACILITATE_NOTHING);
    g_autoptr(GArray) ids = g_array_new(false, false, sizeof(Id));
    g_array_append_val(ids, pair.one);
    g_array_append_val(ids, pair.two);
    g_autofree char *before = picture(pair.place, ids);
    order.into = pair.two;
    g_assert_cmpint(fixture_act(pair.place, &pair.one, &order, NULL), ==, FACILITATE_DONE);
    g_autofree char *between = picture(pair.place, ids);
    g_assert_cmpstr(before, !=, between);
    g_assert_cmpint(undo(&pair), ==, FACILITATE_DONE);
    g_autofree char *after = picture(pair.place, ids);
    g_assert_cmpstr(before, ==, after);
}

/* ---- refusals ---- */

typedef struct { const char *name; ActOrder order; bool on_comment; FacilitateOutcome outcome; } RefusalCase;

static const SplitPart good_parts[] = { { "one", "Trees" }, { "two", "Benches" } };
static const SplitPart bad_parts[] = { { "one", "Trees" }, { "nowhere", "Benches" } };

static const RefusalCase refusals[] = {
    { "stale", { .act = ACT_HIDE, .version = 7 }, false, FACILITATE_STALE },
    { "same-version", { .act = ACT_HIDE, .version = 1 }, false, FACILITATE_DONE },
    { "unknown-section", { .act = ACT_MOVE, .section = "nowhere" }, false, FACILITATE_NO_SECTION },
    { "move-comment", { .act = ACT_MOVE, .section = "two" }, true, FACILITATE_ONLY_IDEAS },
    { "split-comment", { .act = ACT_SPLIT, .parts = good_parts, .n_parts = 2 }, true, FACILITATE_ONLY_IDEAS },
    { "split-nowhere", { .act = ACT_SPLIT, .parts = bad_parts, .n_parts = 2 }, false, FACILITATE_NO_SECTION },
    { "merge-into-nothing", { .act = ACT_MERGE, .into = { .bytes = { 9 } } }, false, FACILITATE_NO_TARGET },
    { "restore-nothing", { .act = ACT_RESTORE }, false, FACILITATE_NOTHING },
};

static void
test_refusal(gconstpointer data)
{
    const RefusalCase *c = data;
    g_auto(Pair) pair;

    pair_init(&pair);
    Id comment = fixture_comment(pair.place, &pair.cem, &pair.one, "Yes");
    g_assert_cmpint(fixture_act(pair.place, c->on_comment ? &comment : &pair.one, &c->order, NULL), ==, c->outcome);
}

static void
test_refused_merges(void)
{
    g_auto(Pair) pair;
    Id unknown = { .bytes = { 5 } };

    pair_init(&pair);
    Id comment = fixture_comment(pair.place, &pair.cem, &pair.one, "Yes");
    g_assert_cmpint(merge(&pair, &pair.one, &pair.one), ==, FACILITATE_ITSELF);
    g_assert_cmpint(merge(&pair, &pair.one, &comment), ==, FACILITATE_NO_TARGET);
    g_assert_cmpint(merge(&pair, &comment, &pair.two), ==, FACILITATE_ONLY_IDEAS);
    g_assert_cmpint(merge(&pair, &unknown, &pair.two), ==, FACILITATE_NOT_FOUND);
    g_assert_cmpint(merge(&pair, &pair.one, &pair.two), ==, FACILITATE_DONE);
    g_assert_cmpint(merge(&pair, &pair.one, &pair.two), ==, FACILITATE_GONE);
    g_assert_cmpint(merge(&pair, &pair.two, &pair.one), ==, FACILITATE_TARGET_GONE);
    g_assert_cmpint(fixture_act(pair.place, &pair.one, &(ActOrder){ .act = ACT_EDIT, .text = "New" }, NULL), ==,
                    FACILITATE_GONE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/facilitate/merge/votes", test_merge_votes);
    g_test_add_func("/facilitate/merge/votes-since", test_merge_votes_since);
    g_test_add_func("/facilitate/merge/then-leave", test_merge_then_leave);
    g_test_add_func("/facilitate/merge/chain", test_merge_chain);
    g_test_add_func("/facilitate/merge/refused", test_refused_merges);
    g_test_add_func("/facilitate/split/parts", test_split);
    g_test_add_func("/facilitate/split/since", test_split_since);
    g_test_add_func("/facilitate/split/copied", test_split_copied);
    g_test_add_func("/facilitate/split/then-leave", test_split_then_leave);
    g_test_add_func("/facilitate/merge/second", test_second_merge);
    g_test_add_func("/facilitate/merge/of-copied", test_merge_of_copied);
    g_test_add_func("/facilitate/split/entangled", test_split_entangled);
    g_test_add_func("/facilitate/hide-remove", test_hide_remove);
    for (size_t i = 0; i < G_N_ELEMENTS(undo_cases); i++) {
        g_autofree char *path = g_strdup_printf("/facilitate/undo/%s", undo_cases[i].name);

        g_test_add_data_func(path, &undo_cases[i], test_undo);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++) {
        g_autofree char *path = g_strdup_printf("/facilitate/refused/%s", refusals[i].name);

        g_test_add_data_func(path, &refusals[i], test_refusal);
    }
    return g_test_run();
}
