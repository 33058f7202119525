#include "base/when.h"
#include "domain/quote.h"
#include "html/markdown.h"
#include "worker/compile_private.h"

#define MOST_QUOTES    6
#define MOST_CONTESTED 5

/* One theme: a code at the root of the frame, with everything coded under it. */
typedef struct { const CodedCodeRow *code; GArray *items; GHashTable *seen; } Theme;

static void
theme_clear(void *data)
{
    Theme *theme = data;

    g_array_unref(theme->items);
    g_hash_table_unref(theme->seen);
}

static Theme *
theme_for(GArray *themes, const CodedCodeRow *code)
{
    for (guint i = 0; i < themes->len; i++)
        if (g_array_index(themes, Theme, i).code == code)
            return &g_array_index(themes, Theme, i);
    Theme fresh = { code, g_array_new(false, false, sizeof(guint32)), g_hash_table_new(NULL, NULL) };
    g_array_append_val(themes, fresh);
    return &g_array_index(themes, Theme, themes->len - 1);
}

static GArray *
gather_themes(const Compile *compile)
{
    GArray *themes = g_array_new(false, false, sizeof(Theme));

    g_array_set_clear_func(themes, theme_clear);
    for (size_t i = 0; i < compile->coded->codings.n; i++) {
        const CodedRow *row = db_rows_at(&compile->coded->codings, CodedRow, i);
        const CodedCodeRow *code = coded_theme(compile->coded, &row->code);
        const Item *item = board_find(compile->board, &row->contribution);

        if (!code || code->retired || !item || !compile_counts(item))
            continue;
        Theme *theme = theme_for(themes, code);
        if (g_hash_table_add(theme->seen, GUINT_TO_POINTER(item->at + 1)))
            g_array_append_val(theme->items, item->at);
    }
    return themes;
}

/* ---- what analysis needs to know of people and items ---- */

typedef struct { guint32 *authors, *groups; gint32 *days; } Known;

static void
known_clear(Known *known)
{
    g_free(known->authors);
    g_free(known->groups);
    g_free(known->days);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Known, known_clear)

/* Labels come large from the desk; answers may turn out to be few people's, who then have no label. */
static bool *
large_groups(const Board *board)
{
    const Conversation *about = board->about;
    bool *large = g_new(bool, about->n_groups + 1);
    g_autofree size_t *sizes = g_new0(size_t, about->n_groups + 1);
    GHashTableIter iter;
    gpointer member;

    g_hash_table_iter_init(&iter, board->members);
    while (g_hash_table_iter_next(&iter, NULL, &member))
        sizes[MIN(((const Member *)member)->group, about->n_groups)]++;
    for (size_t i = 0; i <= about->n_groups; i++)
        large[i] = i > 0 && i < about->n_groups &&
                   (!about->grouping_question || sizes[i] >= conversation_smallest_group(about));
    return large;
}

static Known
know(const Compile *compile)
{
    const Board *board = compile->board;
    Known known = {
        .authors = g_new(guint32, board->items->len + 1),
        .groups = g_new(guint32, board->voices->len + 1),
        .days = g_new(gint32, board->items->len + 1),
    };
    g_autofree bool *large = large_groups(board);
    GHashTableIter iter;
    gpointer value;

    for (guint i = 0; i < board->items->len; i++) {
        const Item *item = board_at(board, i);

        known.authors[i] = item->voice ? item->voice : STRENGTH_NOBODY;
        known.days[i] = when_day(item->slot, board->about->timezone);
    }
    for (guint i = 0; i < board->voices->len; i++)
        known.groups[i] = STRENGTH_NO_GROUP;
    g_hash_table_iter_init(&iter, board->members);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Member *member = value;

        if (member->voice && large[MIN(member->group, board->about->n_groups)])
            known.groups[member->voice] = member->group;
    }
    return known;
}

static bool
measure(const Compile *compile, const GArray *themes, GArray **ret_strengths, GError **error)
{
    g_auto(Known) known = know(compile);
    g_autoptr(GArray) items = g_array_new(false, false, sizeof(guint32));
    g_autofree size_t *starts = g_new0(size_t, themes->len + 1);
    StrengthInput input = {
        .votes = &compile->by_item,
        .authors = known.authors,
        .days = known.days,
        .n_people = compile->board->voices->len,
        .groups = known.groups,
        .n_groups = compile->board->about->n_groups,
        .k = compile->k,
    };

    for (guint i = 0; i < themes->len; i++) {
        const GArray *of = g_array_index(themes, Theme, i).items;

        g_array_append_vals(items, of->data, of->len);
        starts[i + 1] = items->len;
    }
    return theme_strengths(&input, (const guint32 *)(void *)items->data, starts, themes->len, ret_strengths, error);
}

/* ---- into the report ---- */

static Strength
strength_at(const Compile *compile, const Item *item)
{
    return strength_of(item->shown.likes, item->shown.dislikes, 0, compile->k);
}

static int
by_support(const void *a, const void *b, void *data)
{
    const Compile *compile = data;
    Strength one = strength_at(compile, board_at(compile->board, *(const guint32 *)a));
    Strength two = strength_at(compile, board_at(compile->board, *(const guint32 *)b));

    return strength_compare(&one, &two);
}

/* As it was shortened, unless the text has changed since and does not hold these words any more. */
static const char *
quoted_words(Compile *compile, const Item *item, const Quote *quote)
{
    g_autofree char *plain = markdown_plain(item->shown.text);

    if (*quote->words && quote_fits(quote->words, item->shown.text))
        return report_copy(compile->report, quote->words);
    return report_copy(compile->report, plain);
}

/* What analysts chose and nothing else, the best supported first. */
static void
add_quotes(Compile *compile, const Theme *theme, ReportTheme *to)
{
    ReportQuote *quotes = report_array(compile->report, MOST_QUOTES, sizeof *quotes);

    g_array_sort_with_data(theme->items, by_support, compile);
    for (guint i = 0; i < theme->items->len && to->n_quotes < MOST_QUOTES; i++) {
        const Item *item = board_at(compile->board, g_array_index(theme->items, guint32, i));
        const Quote *quote = board_quote(compile->board, item->at);

        if (quote && quote->chosen)
            quotes[to->n_quotes++] = (ReportQuote){ compile_id(compile, item), quoted_words(compile, item, quote) };
    }
    to->quotes = quotes;
}

static const ReportContested *
contested_among(Compile *compile, const guint32 *items, size_t n_items, size_t *ret_n)
{
    ReportContested *contested = report_array(compile->report, MOST_CONTESTED, sizeof *contested);
    size_t n = 0;

    for (size_t i = 0; i < n_items && n < MOST_CONTESTED; i++) {
        const Item *item = board_at(compile->board, items[i]);
        Strength strength = strength_at(compile, item);

        if (strength.contested)
            contested[n++] = (ReportContested){ compile_id(compile, item), compile_words(compile, item), strength.likes,
                                                strength.dislikes, compile_persons(compile, strength.voters) };
    }
    *ret_n = n;
    return contested;
}

static void
add_days(Compile *compile, const ThemeStrength *strength, ReportTheme *to)
{
    ReportDay *days = report_array(compile->report, strength->days->len, sizeof *days);

    for (guint i = 0; i < strength->days->len; i++) {
        const StrengthDay *day = &g_array_index(strength->days, StrengthDay, i);
        g_autofree char *text = when_rfc3339((int64_t)day->day * 86400);

        text[10] = '\0';
        days[i] = (ReportDay){ report_copy(compile->report, text), day->contributions };
    }
    to->days = days;
    to->n_days = strength->days->len;
}

static void
add_groups(Compile *compile, const ThemeStrength *strength, ReportTheme *to)
{
    const Conversation *about = compile->board->about;
    ReportGroupShare *groups = report_array(compile->report, strength->groups->len, sizeof *groups);

    for (guint i = 0; i < strength->groups->len; i++) {
        const StrengthGroup *group = &g_array_index(strength->groups, StrengthGroup, i);

        groups[i] = (ReportGroupShare){
            report_copy(compile->report, group->group < about->n_groups ? about->groups[group->group] : ""),
            report_group_share(group->share * 100, group->voters, compile->k),
        };
    }
    to->groups = groups;
    to->n_groups = strength->groups->len;
    to->has_spread = strength->groups->len > 1;
    to->spread = to->has_spread ? strength->spread * 100 : 0;
}

static void
add_places(Compile *compile, const Theme *theme, ReportTheme *to)
{
    const char **places = report_array(compile->report, theme->items->len, sizeof *places);

    for (guint i = 0; i < theme->items->len; i++)
        places[i] = compile_id(compile, board_at(compile->board, g_array_index(theme->items, guint32, i)));
    to->places = places;
    to->n_places = theme->items->len;
}

static void
fill_theme(Compile *compile, const Theme *theme, const ThemeStrength *strength, ReportTheme *to)
{
    *to = (ReportTheme){
        .name = report_copy(compile->report, theme->code->name),
        .definition = report_copy(compile->report, theme->code->definition),
        .contributions = strength->contributions,
        .contributors = compile_persons(compile, strength->contributors),
        .strength = { .voters = compile_persons(compile, strength->voters) },
    };
    if (strength->has_share) {
        to->strength.share = (ReportShare){ SHARE_EXACT, strength->share * 100 };
        to->strength.has_interval = strength->has_interval;
        to->strength.low = strength->interval.low * 100;
        to->strength.high = strength->interval.high * 100;
    }
    add_groups(compile, strength, to);
    add_days(compile, strength, to);
    add_places(compile, theme, to);
    add_quotes(compile, theme, to);
    to->contested = contested_among(compile, (const guint32 *)(void *)theme->items->data, theme->items->len, &to->n_contested);
}

static int
strongest_first(const void *a, const void *b)
{
    const ReportTheme *one = a, *two = b;
    double low_one = one->strength.has_interval ? one->strength.low : -1;
    double low_two = two->strength.has_interval ? two->strength.low : -1;

    if (low_one < low_two || low_one > low_two)
        return low_one > low_two ? -1 : 1;
    return one->contributions > two->contributions ? -1 : one->contributions < two->contributions;
}

bool
compile_themes(Compile *compile, GError **error)
{
    g_autoptr(GArray) themes = gather_themes(compile);
    g_autoptr(GArray) strengths = NULL;
    g_autofree guint32 *all = g_new0(guint32, compile->board->items->len + 1);
    size_t n_all = 0;

    if (!measure(compile, themes, &strengths, error))
        return false;
    ReportTheme *to = report_array(compile->report, themes->len, sizeof *to);
    for (guint i = 0; i < themes->len; i++)
        fill_theme(compile, &g_array_index(themes, Theme, i), &g_array_index(strengths, ThemeStrength, i), &to[i]);
    if (themes->len)
        qsort(to, themes->len, sizeof *to, strongest_first);
    compile->report->themes = to;
    compile->report->n_themes = themes->len;
    for (guint i = 0; i < compile->board->items->len; i++)
        if (compile_counts(board_at(compile->board, i)))
            all[n_all++] = i;
    compile->report->contested = contested_among(compile, all, n_all, &compile->report->n_contested);
    return true;
}
