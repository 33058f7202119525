#include "room/insight.h"
#include "analysis/voters.h"
#include "base/clock.h"
#include "base/when.h"
#include "domain/themes.h"

struct Insights {
    GMutex       lock;
    GHashTable  *people;                /* conversation -> InsightPeople, a reference each */
    GHashTable  *coders;                /* conversation -> InsightCoders */
    GThreadPool *pool;                  /* one thread */
};

static void
people_clear(InsightPeople *people)
{
    g_clear_pointer(&people->voters, g_hash_table_unref);
    g_clear_pointer(&people->groups, opinion_groups_free);
    g_free(people->items);
}

static void
voters_unref(void *people)
{
    if (people)
        g_atomic_rc_box_release_full(people, (GDestroyNotify)people_clear);
}

static void
coders_clear(InsightCoders *coders)
{
    g_clear_pointer(&coders->agreement, coder_agreement_free);
    g_free(coders->codes);
}

static void
coders_unref(void *coders)
{
    if (coders)
        g_atomic_rc_box_release_full(coders, (GDestroyNotify)coders_clear);
}

/* ---- what is copied for the thread ---- */

typedef struct {
    HttpRequest *request;
    InsightThen  then;
    Insights    *insights;
    Id           conversation;
    bool         always;                /* no slots: people are counted anew each time */
    size_t       k, n_voices, n_items, n_codes, n_staff;
    int          day;
    uint64_t     changes;
    GArray      *votes;                 /* NumVote */
    GArray      *reads, *marks;         /* CoderRead, CoderMark */
    bool        *left_out;              /* by item */
    Id          *items, *codes;
    Id          *theme_ids;
    Themes      *themes;
    InsightPeople *people;              /* references, when it is done */
    InsightCoders *coders;
    GError      *error;
} Work;

static void
work_free(Work *work)
{
    g_clear_pointer(&work->votes, g_array_unref);
    g_clear_pointer(&work->reads, g_array_unref);
    g_clear_pointer(&work->marks, g_array_unref);
    g_free(work->left_out);
    g_free(work->items);
    g_free(work->codes);
    g_free(work->theme_ids);
    themes_free(work->themes);
    voters_unref(work->people);
    coders_unref(work->coders);
    g_clear_error(&work->error);
    g_free(work);
}

typedef struct { const Board *board; GArray *votes; } Copying;

static void
copy_vote(uint32_t voice, uint32_t item, VotePair pair, void *data)
{
    const Copying *copying = data;
    NumVote vote = { voice, item, pair.shown == VOTE_LIKE ? 1 : -1 };

    /* Who has left is in the counts of contributions, and among no people. */
    if (pair.shown != VOTE_NONE && !g_array_index(copying->board->voices, Voice, voice).stranger)
        g_array_append_val(copying->votes, vote);
}

static void
copy_items(const Board *board, Work *work)
{
    work->left_out = g_new0(bool, work->n_items + 1);
    work->items = g_new0(Id, work->n_items + 1);
    for (uint32_t at = 0; at < work->n_items; at++) {
        work->items[at] = board_at(board, at)->id;
        work->left_out[at] = !item_is_read(board_at(board, at));
    }
}

static bool
is_same_code(const GArray *codings, guint c)
{
    return c > 0 && g_array_index(codings, Coding, c).code == g_array_index(codings, Coding, c - 1).code;
}

/* Codings are sorted by code, so each code of a contribution is noted once. */
static void
copy_reading(const Board *board, uint32_t item, const Reading *reading, Work *work)
{
    const GArray *codings = reading->codings;
    CoderRead read = { item, reading->staff };

    if (!reading->read && !(codings && codings->len > 0))
        return;
    work->n_staff = MAX(work->n_staff, reading->staff + 1);
    g_array_append_val(work->reads, read);
    for (guint c = 0; codings && c < codings->len; c++) {
        CoderMark mark = { item, reading->staff, g_array_index(codings, Coding, c).code };
        const Code *code = g_ptr_array_index(board->book->codes, mark.code);

        if (!code->retired && !is_same_code(codings, c))
            g_array_append_val(work->marks, mark);
    }
}

static void
copy_coding(const Board *board, Work *work)
{
    work->reads = g_array_new(false, false, sizeof(CoderRead));
    work->marks = g_array_new(false, false, sizeof(CoderMark));
    work->n_codes = board->book->codes->len;
    work->codes = g_new0(Id, work->n_codes + 1);
    for (size_t i = 0; i < work->n_codes; i++)
        work->codes[i] = ((const Code *)g_ptr_array_index(board->book->codes, i))->id;
    for (uint32_t at = 0; at < board->book->readings->len; at++) {
        const GArray *readings = board_readings(board, at);

        for (guint r = 0; readings && r < readings->len && item_is_read(board_at(board, at)); r++)
            copy_reading(board, at, &g_array_index(readings, Reading, r), work);
    }
}

/* The themes' codes belong to the board: afterwards their ids alone are used. */
static void
copy_themes(const Board *board, Work *work)
{
    work->themes = themes_new(board);
    work->theme_ids = g_new0(Id, work->themes->tree->len + 1);
    for (guint t = 0; t < work->themes->tree->len; t++)
        work->theme_ids[t] = themes_level(work->themes, t)->code->id;
}

/* ---- on the thread ---- */

static bool
find_voters(const Work *work, const NumVotesCast *cast, GHashTable *voters, GError **error)
{
    size_t n = work->themes->tree->len;
    g_autofree guint64 *figures = g_new0(guint64, n + 1);
    ThemeVotersInput input = {
        .cast = cast,
        .theme_items = (const guint32 *)(const void *)work->themes->items->data,
        .theme_starts = (const size_t *)(const void *)work->themes->starts->data,
        .n_themes = n,
        .k = work->k,
    };

    if (!theme_voters(&input, figures, error))
        return false;
    for (size_t t = 0; t < n; t++)
        if (figures[t])
            g_hash_table_insert(voters, g_memdup2(&work->theme_ids[t], sizeof(Id)), g_memdup2(&figures[t], sizeof figures[t]));
    return true;
}

static InsightPeople *
find_people(Work *work, GError **error)
{
    NumVotesCast cast = { (const NumVote *)(const void *)work->votes->data, NULL, work->votes->len, work->n_voices, work->n_items };
    OpinionSettings settings = OPINION_SETTINGS;
    InsightPeople *people = g_atomic_rc_box_new0(InsightPeople);

    settings.left_out = work->left_out;
    settings.smallest = work->k;
    people->day = work->day;
    people->items = g_steal_pointer(&work->items);
    people->voters = g_hash_table_new_full(id_hash, id_equal_func, g_free, g_free);
    people->groups = opinion_groups_find(&cast, &settings, error);
    if (people->groups && find_voters(work, &cast, people->voters, error))
        return people;
    voters_unref(people);
    return NULL;
}

static InsightCoders *
find_coders(Work *work, GError **error)
{
    CoderInput input = {
        (const CoderRead *)(const void *)work->reads->data, work->reads->len,
        (const CoderMark *)(const void *)work->marks->data, work->marks->len,
        work->n_items, work->n_staff, work->n_codes,
    };
    CoderAgreement *agreement = coder_agreement(&input, error);

    if (!agreement)
        return NULL;
    InsightCoders *coders = g_atomic_rc_box_new0(InsightCoders);
    coders->changes = work->changes;
    coders->agreement = agreement;
    coders->codes = g_steal_pointer(&work->codes);
    return coders;
}

/* References to what is known and still good. */
static void
take_known(Work *work)
{
    InsightPeople *people;
    InsightCoders *coders;

    g_mutex_lock(&work->insights->lock);
    people = work->always ? NULL : g_hash_table_lookup(work->insights->people, &work->conversation);
    coders = g_hash_table_lookup(work->insights->coders, &work->conversation);
    if (people && people->day == work->day)
        work->people = g_atomic_rc_box_acquire(people);
    if (coders && coders->changes == work->changes)
        work->coders = g_atomic_rc_box_acquire(coders);
    g_mutex_unlock(&work->insights->lock);
}

static void
keep(GHashTable *table, const Id *conversation, void *reference)
{
    g_hash_table_replace(table, g_memdup2(conversation, sizeof *conversation), reference);
}

static void
keep_found(Work *work)
{
    g_mutex_lock(&work->insights->lock);
    keep(work->insights->people, &work->conversation, g_atomic_rc_box_acquire(work->people));
    keep(work->insights->coders, &work->conversation, g_atomic_rc_box_acquire(work->coders));
    g_mutex_unlock(&work->insights->lock);
}

static void
run_work(void *data, void *user)
{
    Work *work = data;

    (void)user;
    /* Another may have asked for the same before. */
    if (!work->people && !work->coders)
        take_known(work);
    if (!work->people)
        work->people = find_people(work, &work->error);
    if (!work->error && !work->coders)
        work->coders = find_coders(work, &work->error);
    if (!work->error)
        keep_found(work);
    http_resume(work->request);
}

static void
finish(HttpRequest *request, HttpReply *reply, void *data)
{
    Work *work = data;
    Insight insight = { work->people, work->coders };

    if (work->error)
        http_reply_error(reply, request, work->error);
    else
        work->then(request, reply, &insight);
    work_free(work);
}

/* ---- asking ---- */

Insights *
insights_new(void)
{
    Insights *insights = g_new0(Insights, 1);

    g_mutex_init(&insights->lock);
    insights->people = g_hash_table_new_full(id_hash, id_equal_func, g_free, voters_unref);
    insights->coders = g_hash_table_new_full(id_hash, id_equal_func, g_free, coders_unref);
    insights->pool = g_thread_pool_new(run_work, NULL, 1, true, NULL);
    return insights;
}

void
insights_free(Insights *insights)
{
    if (!insights)
        return;
    g_thread_pool_free(insights->pool, false, true);
    g_hash_table_unref(insights->people);
    g_hash_table_unref(insights->coders);
    g_mutex_clear(&insights->lock);
    g_free(insights);
}

/* Under hall_read(). */
static void
describe(const Board *board, Work *work)
{
    work->conversation = board->about->id;
    work->always = board->about->slot_minutes == 0;
    work->k = board->about->k;
    work->day = when_day(clock_now(), board->about->timezone);
    work->changes = board->book->changes;
    work->n_items = board->items->len;
    work->n_voices = board->voices->len;
}

static void
copy_board(const Board *board, Work *work)
{
    work->votes = g_array_new(false, false, sizeof(NumVote));
    Copying copying = { board, work->votes };
    vote_table_each(board->votes, copy_vote, &copying);
    copy_items(board, work);
    copy_coding(board, work);
    copy_themes(board, work);
}

void
insight_ask(HttpRequest *request, HttpReply *reply, InsightThen then)
{
    const Visitor *visitor = request_visitor(request);
    Work *work = g_new0(Work, 1);

    work->request = request;
    work->then = then;
    work->insights = visitor->room->insights;
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    describe(board, work);
    take_known(work);
    bool known = work->people && work->coders;
    if (!known)
        copy_board(board, work);
    hall_read_end(visitor->room->hall);
    if (known) {
        finish(request, reply, work);
        return;
    }
    http_suspend(request, finish, work);
    g_thread_pool_push(work->insights->pool, work, NULL);
}
