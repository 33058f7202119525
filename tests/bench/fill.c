/* Fills the room's store of an installation that is not being served: fill DIR SLUG IDEAS COMMENTS VOICES VOTES [THEMES]
 *
 * Ideas lie in all sections in turn, comments on random ideas; each voice votes on as many different ideas as it takes.
 * Each idea is coded with one of so many themes.
 * Everything is an hour old.  The same numbers give the same conversation, but for ids. */
#include "base/clock.h"
#include "base/log.h"
#include "room/room.h"
#include "store/coding_store.h"
#include "store/contribution_store.h"
#include "store/vote_store.h"
#include <stdlib.h>

typedef struct {
    const Board *board;
    size_t       n_ideas, n_comments, n_voices, n_votes, n_themes;
    Id          *ideas, *voices;
    GRand       *random;
    char        *last;                  /* the newest text that is nobody's echo */
    GMutex       lock;
    bool         done;
    GCond        over;
} Filling;

/* ---- words: plausible ones, since what they hold is looked for ---- */

static const char *const whos[] = {
    "The night shift", "Our team", "Every new starter", "The porters", "Most of the ward", "Whoever plans the rota", "The clinic downstairs",
    "People who work part time", "The day before a bank holiday", "Anybody with children", "The kitchen", "Community nurses", "The switchboard",
    "A locum", "The early handover", "Pharmacy", "Half of theatre", "The students", "Nobody on the second floor", "The people in billing",
    "Physio", "Each of the bank staff", "The volunteers", "Somebody from estates", "The records room",
};
static const char *const dos[] = {
    "waits for", "never hears about", "would rather have", "has to ask twice for", "pays for", "walks past", "shares", "forgets",
    "needs", "cannot find", "writes down", "is asked about", "is told off for", "has given up on", "looks after", "fills in forms for",
    "swaps", "is short of", "would gladly lend a hand with", "keeps a list of", "hands over", "queues for", "carries", "cancels",
};
static const char *const whats[] = {
    "a chair that works", "the parking permits", "two more minutes at handover", "the broken lift", "a quiet room", "the laptop trolley",
    "training in the evening", "clean scrubs", "the leave calendar", "a hot meal after midnight", "the keys of the store", "the blood fridge",
    "an answer from payroll", "the old phones", "lockers", "a say in the rota", "the interpreter", "a bicycle shed", "the sluice",
    "the second printer", "the welcome folder", "a bus that comes", "a day for study", "the bed list", "a thank you",
};
static const char *const whens[] = {
    "at weekends", "since the move", "every single morning", "when it rains", "after six in the evening", "before the audit", "in winter",
    "on the first of the month", "while others go home", "between two shifts", "whenever the system is down", "without being asked",
    "although we have said so often", "and that is a pity", "because nobody decided it", "as long as I can remember", "during visiting hours",
    "if the agency sends nobody", "more than anything else", "and it costs nothing to change", "twice a week", "right after the meeting",
};
/* What facilitators see sooner, and how many in a thousand have it. */
static const struct { const char *text; int per_mille; } rare[] = {
    { "I cannot go on like this, and some days I do not want to be here any more.", 3 },
    { "Whoever decided this is a complete idiot.", 5 },
    { "Margaret knows all about it.", 5 },
    { "Ask the ward manager of Renal care.", 5 },
};

#define ANY(random, list) (list)[g_rand_int_range(random, 0, (int)G_N_ELEMENTS(list))]

static void
add_sentence(GRand *random, GString *text)
{
    const char *who = ANY(random, whos), *does = ANY(random, dos), *what = ANY(random, whats), *when = ANY(random, whens);

    g_string_append_printf(text, " %s %s %s %s.", who, does, what, when);
}

static char *
some_text(GRand *random, const char *kind, size_t number)
{
    GString *text = g_string_new(NULL);

    g_string_printf(text, "%s %zu:", kind, number);
    for (int i = g_rand_int_range(random, 2, 5); i > 0; i--)
        add_sentence(random, text);
    for (size_t i = 0; i < G_N_ELEMENTS(rare); i++)
        if (g_rand_int_range(random, 0, 1000) < rare[i].per_mille)
            g_string_append_printf(text, " %s", rare[i].text);
    return g_string_free(text, FALSE);
}

/* One in fifty says what another said, with a word or two more. */
static char *
text_of(Filling *filling, const char *kind, size_t number)
{
    if (filling->last && g_rand_int_range(filling->random, 0, 50) == 0)
        return g_strdup_printf("%s, and soon.", filling->last);
    g_free(filling->last);
    filling->last = some_text(filling->random, kind, number);
    return g_strdup(filling->last);
}

static bool
add(Filling *filling, const Scope *scope, size_t number, const Id *idea, Id *ret_id, GError **error)
{
    const Conversation *about = filling->board->about;
    g_autofree char *text = text_of(filling, idea ? "Comment" : "Idea", number);
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
add_codings(const Filling *filling, const Scope *scope, const Id *codes, GError **error)
{
    for (size_t i = 0; i < filling->n_ideas; i++) {
        const CodingRow coding = { .contribution = filling->ideas[i], .code = codes[i % filling->n_themes], .staff = 1, .span_start = -1,
                                   .span_end = -1, .version = 1 };
        const ReadRow read = { .contribution = filling->ideas[i], .staff = 1 };

        if (!coding_add(scope, &coding, error) || !read_mark_put(scope, &read, error))
            return false;
    }
    return true;
}

static bool
add_themes(const Filling *filling, const Scope *scope, GError **error)
{
    g_autofree Id *codes = g_new0(Id, filling->n_themes + 1);

    for (size_t i = 0; i < filling->n_themes; i++) {
        g_autofree char *name = g_strdup_printf("Theme %zu: %s", i + 1, whats[i % G_N_ELEMENTS(whats)]);

        id_random(&codes[i]);
        if (!code_put(scope, &(CodeRow){ .code = codes[i], .name = name, .definition = (char *)"What people say of it, and what they wish.",
                                         .version = (int64_t)i + 1 }, error))
            return false;
    }
    return filling->n_themes == 0 || add_codings(filling, scope, codes, error);
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
    return add_votes(filling, &scope, error) && add_themes(filling, &scope, error);
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
    g_free(filling->last);
    g_free(filling->ideas);
    g_free(filling->voices);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;

    if (argc < 7 || argc > 8 || !secret_init()) {
        log_error("fill DIR SLUG IDEAS COMMENTS VOICES VOTES [THEMES]");
        return 2;
    }
    Config *config = config_read(argv[1], &error);
    g_autoptr(Room) room = config ? room_open(config, &error) : NULL;
    Filling filling = {
        .board = room ? hall_board(room->hall, argv[2]) : NULL,
        .n_ideas = strtoul(argv[3], NULL, 10), .n_comments = strtoul(argv[4], NULL, 10),
        .n_voices = MAX(strtoul(argv[5], NULL, 10), 1), .n_votes = strtoul(argv[6], NULL, 10),
        .n_themes = argc > 7 ? strtoul(argv[7], NULL, 10) : 0,
    };
    if (!filling.board) {
        log_error("%s", error ? error->message : "no such conversation");
        return 1;
    }
    fill(room, &filling);
    return 0;
}
