/* Fills the room's store of an installation that is not being served: fill DIR SLUG IDEAS COMMENTS VOICES VOTES
 *
 * Ideas lie in all sections in turn, comments on random ideas; each voice votes on as many different ideas as it takes.
 * Everything is an hour old.  The same numbers give the same conversation, but for ids. */
#include "base/clock.h"
#include "base/log.h"
#include "room/room.h"
#include "store/contribution_store.h"
#include "store/vote_store.h"
#include <stdlib.h>

typedef struct {
    const Board *board;
    size_t       n_ideas, n_comments, n_voices, n_votes;
    Id          *ideas, *voices;
    GRand       *random;
    GMutex       lock;
    bool         done;
    GCond        over;
} Filling;

static const char *const words[] = {
    "people", "ward", "shift", "hours", "the", "a", "room", "plan", "week", "manager", "listen", "patients", "rota", "training",
    "notes", "we", "should", "always", "because", "handover", "kind", "time", "enough", "system", "computer", "and", "first", "come",
    "own", "choose", "night", "team", "staff", "let", "with", "for", "nobody", "parking", "canteen", "pay", "career", "new",
};

static char *
some_text(GRand *random, const char *kind, size_t number)
{
    GString *text = g_string_new(NULL);

    g_string_printf(text, "%s %zu:", kind, number);
    for (int i = g_rand_int_range(random, 20, 50); i > 0; i--)
        g_string_append_printf(text, " %s", words[g_rand_int_range(random, 0, (int)G_N_ELEMENTS(words))]);
    return g_string_free(text, FALSE);
}

static bool
add(Filling *filling, const Scope *scope, size_t number, const Id *idea, Id *ret_id, GError **error)
{
    const Conversation *about = filling->board->about;
    g_autofree char *text = some_text(filling->random, idea ? "Comment" : "Idea", number);
    ContributionRow row = {
        .kind = idea ? KIND_COMMENT : KIND_IDEA,
        .state = STATE_SHOWN,
        .source = SOURCE_AUTHOR,
        .slot = clock_slot(clock_now() - 3600, about->slot_minutes),
        .version = 1,
        .section = about->sections[number % about->n_sections].slug,
        .text = text,
    };

    id_random(&row.contribution);
    if (idea)
        row.parent = row.idea = *idea;
    *ret_id = row.contribution;
    return contribution_insert(scope, &row, &filling->voices[number % filling->n_voices], error);
}

static bool
add_votes(const Filling *filling, const Scope *scope, GError **error)
{
    size_t each = filling->n_votes / filling->n_voices, more = filling->n_votes % filling->n_voices;

    for (size_t i = 0; i < filling->n_voices; i++) {
        size_t n = MIN(each + (i < more), filling->n_ideas), at = (size_t)g_rand_int(filling->random);

        for (size_t k = 0; k < n; k++)      /* 7919 is prime: different ideas, until all have had their turn */
            if (!vote_log(scope, &filling->ideas[(at + k * 7919) % filling->n_ideas], &filling->voices[i],
                          g_rand_int_range(filling->random, 0, 3) ? VOTE_LIKE : VOTE_DISLIKE, error))
                return false;
        if (i % 1000 == 999 && !vote_fold(scope, VOTE_FOLD_ALL, error))
            return false;
    }
    return vote_fold(scope, VOTE_FOLD_ALL, error);
}

static bool
run_filling(Db *db, void *data, GError **error)
{
    Filling *filling = data;
    Scope scope = board_scope(filling->board, db);
    Id comment;

    for (size_t i = 0; i < filling->n_ideas; i++)
        if (!add(filling, &scope, i, NULL, &filling->ideas[i], error))
            return false;
    for (size_t i = 0; i < filling->n_comments; i++)
        if (!add(filling, &scope, i, &filling->ideas[(size_t)g_rand_int(filling->random) % filling->n_ideas], &comment, error))
            return false;
    return add_votes(filling, &scope, error);
}

static void
done_filling(void *data, const GError *error)
{
    Filling *filling = data;

    if (error)
        log_error("%s", error->message);
    g_mutex_lock(&filling->lock);
    filling->done = true;
    g_cond_signal(&filling->over);
    g_mutex_unlock(&filling->lock);
}

static void
fill(Room *room, Filling *filling)
{
    DbJob job = { DB_JOB_PART, run_filling, done_filling, filling };

    filling->ideas = g_new0(Id, MAX(filling->n_ideas, 1));
    filling->voices = g_new0(Id, filling->n_voices);
    for (size_t i = 0; i < filling->n_voices; i++)
        id_random(&filling->voices[i]);
    filling->random = g_rand_new_with_seed(1);
    db_group_submit(room->group, &job);
    g_mutex_lock(&filling->lock);
    while (!filling->done)
        g_cond_wait(&filling->over, &filling->lock);
    g_mutex_unlock(&filling->lock);
    g_rand_free(filling->random);
    g_free(filling->ideas);
    g_free(filling->voices);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;

    if (argc != 7 || !secret_init()) {
        log_error("fill DIR SLUG IDEAS COMMENTS VOICES VOTES");
        return 2;
    }
    Config *config = config_read(argv[1], &error);
    g_autoptr(Room) room = config ? room_open(config, &error) : NULL;
    Filling filling = {
        .board = room ? hall_board(room->hall, argv[2]) : NULL,
        .n_ideas = strtoul(argv[3], NULL, 10), .n_comments = strtoul(argv[4], NULL, 10),
        .n_voices = MAX(strtoul(argv[5], NULL, 10), 1), .n_votes = strtoul(argv[6], NULL, 10),
    };
    if (!filling.board) {
        log_error("%s", error ? error->message : "no such conversation");
        return 1;
    }
    fill(room, &filling);
    return 0;
}
