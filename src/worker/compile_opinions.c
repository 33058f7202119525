#include "num/alpha.h"
#include "base/hash.h"
#include "worker/compile_private.h"
#include <math.h>

#define MOST_COMMON 10
#define MOST_MARKS  5

/* ---- opinion groups ---- */

static void
fill_common(Compile *compile, const OpinionGroups *groups)
{
    size_t n = MIN(groups->common->len, MOST_COMMON);
    ReportCommon *common = report_array(compile->report, n, sizeof *common);

    for (size_t i = 0; i < n; i++) {
        const OpinionCommon *from = &g_array_index(groups->common, OpinionCommon, i);
        const Item *item = board_at(compile->board, from->item);

        common[i] = (ReportCommon){ .id = compile_id(compile, item), .text = compile_words(compile, item),
                                    .disliked = from->direction < 0 };
    }
    compile->report->common = common;
    compile->report->n_common = n;
}

static void
fill_marks(Compile *compile, const OpinionGroup *group, ReportVotingGroup *to)
{
    size_t n = MIN(group->marks->len, MOST_MARKS);
    ReportMark *marks = report_array(compile->report, n, sizeof *marks);

    for (size_t i = 0; i < n; i++) {
        const OpinionMark *from = &g_array_index(group->marks, OpinionMark, i);

        marks[i] = (ReportMark){
            compile_words(compile, board_at(compile->board, from->item)), from->direction < 0,
            report_group_share(from->share * 100, from->votes, compile->k),
            report_group_share(from->share_others * 100, from->votes_others, compile->k),
        };
    }
    to->marks = marks;
    to->n_marks = n;
}

static void
fill_voting_groups(Compile *compile, const OpinionGroups *groups)
{
    ReportVotingGroup *to = report_array(compile->report, groups->groups->len, sizeof *to);
    size_t n = 0;

    for (guint i = 0; i < groups->groups->len; i++) {
        const OpinionGroup *group = &g_array_index(groups->groups, OpinionGroup, i);
        char name[] = { (char)('A' + n), '\0' };

        if (!group->shown)
            continue;
        to[n].name = report_copy(compile->report, name);
        to[n].people = group->size - group->size % compile->k;
        fill_marks(compile, group, &to[n]);
        n++;
    }
    compile->report->voting_groups = to;
    compile->report->n_voting_groups = n;
}

bool
compile_opinions(Compile *compile, GError **error)
{
    guint n_items = compile->board->items->len;
    g_autofree bool *left_out = g_new0(bool, n_items + 1);
    NumVotesCast cast = {
        .votes = (const NumVote *)(void *)compile->cast->data, .n_votes = compile->cast->len,
        .n_people = compile->board->voices->len, .n_items = n_items,
    };
    OpinionSettings settings = OPINION_SETTINGS;

    for (guint i = 0; i < n_items; i++)
        left_out[i] = !compile_counts(board_at(compile->board, i));
    settings.left_out = left_out;
    settings.smallest = compile->k;
    g_autoptr(OpinionGroups) groups = opinion_groups_find(&cast, &settings, error);
    if (!groups)
        return false;
    fill_common(compile, groups);
    fill_voting_groups(compile, groups);
    return true;
}

/* ---- how it was analysed ---- */

typedef struct { GHashTable *read, *coded, *staff; } Coverage;

static void
coverage_clear(Coverage *coverage)
{
    g_hash_table_unref(coverage->read);
    g_hash_table_unref(coverage->coded);
    g_hash_table_unref(coverage->staff);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Coverage, coverage_clear)

/* Marks an item that counts in the set. */
static void
mark(const Compile *compile, GHashTable *set, const Id *id)
{
    const Item *item = board_find(compile->board, id);

    if (item && compile_counts(item))
        g_hash_table_add(set, GUINT_TO_POINTER(item->at + 1));
}

static Coverage
cover(const Compile *compile)
{
    Coverage coverage = { g_hash_table_new(NULL, NULL), g_hash_table_new(NULL, NULL), g_hash_table_new(NULL, NULL) };

    for (size_t i = 0; i < compile->coded->reads.n; i++)
        mark(compile, coverage.read, &db_rows_at(&compile->coded->reads, CodedReadRow, i)->contribution);
    for (size_t i = 0; i < compile->coded->codings.n; i++) {
        const CodedRow *row = db_rows_at(&compile->coded->codings, CodedRow, i);

        mark(compile, coverage.read, &row->contribution);
        mark(compile, coverage.coded, &row->contribution);
        g_hash_table_add(coverage.staff, GINT_TO_POINTER((int)row->staff));
    }
    return coverage;
}

/* Who has decided what: (item, analyst) and (item, analyst, code) as one number each. */
typedef struct { GHashTable *made; GArray *items, *staff; } Decisions;

static void
decisions_clear(Decisions *decisions)
{
    g_hash_table_unref(decisions->made);
    g_array_unref(decisions->items);
    g_array_unref(decisions->staff);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Decisions, decisions_clear)

/* `code` is its place in the frame plus one; 0: any. */
static gint64
decision(uint32_t item, int64_t staff, size_t code)
{
    return (gint64)item << 32 | (staff & 0xffff) << 16 | (gint64)(code & 0xffff);
}

static bool
made(const Decisions *decisions, gint64 key)
{
    return g_hash_table_contains(decisions->made, &key);
}

/* False: it was there. */
static bool
note(Decisions *decisions, gint64 key)
{
    return g_hash_table_add(decisions->made, g_memdup2(&key, sizeof key));
}

static size_t
code_place(const Coded *coded, const Id *code)
{
    for (size_t i = 0; i < coded->codes.n; i++)
        if (id_equal(&db_rows_at(&coded->codes, CodedCodeRow, i)->code, code))
            return i + 1;
    return 0;
}

static bool
known_analyst(const Decisions *decisions, gint64 staff)
{
    for (guint i = 0; i < decisions->staff->len; i++)
        if (g_array_index(decisions->staff, gint64, i) == staff)
            return true;
    return false;
}

/* items: those that two or more analysts have coded. */
static Decisions
decide(const Compile *compile)
{
    Decisions decisions = {
        g_hash_table_new_full(hash_int64, g_int64_equal, g_free, NULL),
        g_array_new(false, false, sizeof(uint32_t)), g_array_new(false, false, sizeof(gint64)),
    };
    g_autoptr(GHashTable) once = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) twice = g_hash_table_new(NULL, NULL);

    for (size_t i = 0; i < compile->coded->codings.n; i++) {
        const CodedRow *row = db_rows_at(&compile->coded->codings, CodedRow, i);
        const Item *item = board_find(compile->board, &row->contribution);

        if (!item)
            continue;
        note(&decisions, decision(item->at, row->staff, code_place(compile->coded, &row->code)));
        if (!known_analyst(&decisions, row->staff))
            g_array_append_val(decisions.staff, row->staff);
        if (note(&decisions, decision(item->at, row->staff, 0)) && !g_hash_table_add(once, GUINT_TO_POINTER(item->at + 1)) &&
            g_hash_table_add(twice, GUINT_TO_POINTER(item->at + 1)))
            g_array_append_val(decisions.items, item->at);
    }
    return decisions;
}

/* Alpha over all decisions: each item that two have coded, with each code of the frame, is one. */
static bool
fill_alpha(const Compile *compile, const Decisions *decisions, GError **error)
{
    size_t n_codes = compile->coded->codes.n, n_staff = decisions->staff->len, n_units = decisions->items->len * n_codes;
    g_autofree double *values = g_new(double, n_units * n_staff + 1);
    ReportMethod *method = &compile->report->method;
    NumAlpha alpha = { 0 };

    if (n_units == 0 || n_staff < 2)
        return true;
    for (size_t at = 0; at < n_units * n_staff; at++) {
        uint32_t item = g_array_index(decisions->items, uint32_t, at / n_staff / n_codes);
        int64_t staff = g_array_index(decisions->staff, gint64, at % n_staff);
        size_t code = at / n_staff % n_codes + 1;

        values[at] = !made(decisions, decision(item, staff, 0)) ? NAN : made(decisions, decision(item, staff, code)) ? 1 : 0;
    }
    if (!num_alpha(values, n_units, n_staff, NUM_NOMINAL, &alpha))
        return error_set(error, ERROR_BUSY, "no memory for the agreement");
    method->has_alpha = alpha.has_alpha;
    method->alpha = alpha.alpha;
    method->has_alpha_interval = alpha.has_interval;
    method->alpha_low = alpha.interval.low;
    method->alpha_high = alpha.interval.high;
    return true;
}

bool
compile_method(Compile *compile, GError **error)
{
    g_auto(Coverage) coverage = cover(compile);
    g_auto(Decisions) decisions = decide(compile);
    ReportMethod *method = &compile->report->method;

    for (guint i = 0; i < compile->board->items->len; i++)
        method->contributions += compile_counts(board_at(compile->board, i));
    method->read = g_hash_table_size(coverage.read);
    method->coded = g_hash_table_size(coverage.coded);
    method->analysts = g_hash_table_size(coverage.staff);
    method->coded_by_two = decisions.items->len;
    method->slot_minutes = compile->board->about->slot_minutes;
    for (size_t i = 0; i < compile->coded->codes.n; i++) {
        const CodedCodeRow *code = db_rows_at(&compile->coded->codes, CodedCodeRow, i);

        method->codes += code->retired == 0;
        method->frame_version = MAX(method->frame_version, (unsigned)code->version);
    }
    return fill_alpha(compile, &decisions, error);
}
