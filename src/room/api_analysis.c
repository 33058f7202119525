#include "analysis/strength.h"
#include "base/i18n.h"
#include "domain/themes.h"
#include "room/api_staff.h"
#include "room/insight.h"
#include <math.h>

#define MOST_STRENGTHS 50
#define MOST_MARKS     10

/* ---- numbers ---- */

static json_t *
share_json(double share)
{
    return json_real(round(share * 1000) / 1000);
}

/* Of a group of people: near everybody and near nobody are told as such (A10). */
static json_t *
group_share_json(double share)
{
    return json_real(round(CLAMP(share, 0.1, 0.9) * 100) / 100);
}

static json_t *
interval_json(const NumInterval *interval)
{
    json_t *pair = json_array();

    json_array_append_new(pair, share_json(interval->low));
    json_array_append_new(pair, share_json(interval->high));
    return pair;
}

/* ---- coverage ---- */

static json_t *
coverage_json(const Board *board, unsigned staff)
{
    CodingCoverage coverage = board_coverage(board, staff);

    return json_pack("{s:I, s:I, s:I, s:I}", "total", (json_int_t)coverage.coded + coverage.read + coverage.unread, "unread",
                     (json_int_t)coverage.unread, "read", (json_int_t)coverage.read, "coded", (json_int_t)coverage.coded);
}

static json_t *
all_coverage_json(const Board *board)
{
    g_autoptr(GArray) analysts = board_analysts(board);
    json_t *all = coverage_json(board, 0), *list = json_array();

    for (guint i = 0; i < analysts->len; i++) {
        unsigned staff = g_array_index(analysts, unsigned, i);
        g_autofree char *name = i18n_format(_("Analyst %u"), staff);
        json_t *one = coverage_json(board, staff);

        json_object_set_new(one, "analyst", json_string(name));
        json_array_append_new(list, one);
    }
    json_object_set_new(all, "analysts", list);
    return all;
}

/* ---- strength of contributions ---- */

typedef struct { Strength strength; const Item *item; } Strong;

static int
compare_strong(const void *a, const void *b)
{
    const Strong *one = a, *two = b;
    int by = strength_compare(&one->strength, &two->strength);

    return by ? by : memcmp(one->item->id.bytes, two->item->id.bytes, sizeof(Id));
}

static json_t *
strong_json(const Strong *strong)
{
    const Strength *strength = &strong->strength;

    return json_pack("{s:o, s:s, s:I, s:I, s:I, s:I, s:o, s:o, s:b}", "id", api_id(&strong->item->id), "kind",
                     kind_names[strong->item->kind], "likes", (json_int_t)strength->likes, "dislikes",
                     (json_int_t)strength->dislikes, "voters", (json_int_t)strength->voters, "net", (json_int_t)strength->net,
                     "share", share_json(strength->share), "interval", interval_json(&strength->interval), "contested",
                     strength->contested);
}

static Strong
strong_of(const Board *board, const Item *item)
{
    return (Strong){ strength_of(item->shown.likes, item->shown.dislikes, 0, board->about->k), item };
}

/* The strongest first; those under k voters are left out. */
static json_t *
strengths_json(const Board *board, bool contested_only)
{
    g_autoptr(GArray) all = g_array_new(false, false, sizeof(Strong));
    json_t *list = json_array();

    for (uint32_t at = 0; at < board->items->len; at++) {
        Strong strong = strong_of(board, board_at(board, at));

        if (item_is_read(strong.item) && strong.strength.has_share && (strong.strength.contested || !contested_only))
            g_array_append_val(all, strong);
    }
    g_array_sort(all, compare_strong);
    for (guint i = 0; i < all->len && i < MOST_STRENGTHS; i++)
        json_array_append_new(list, strong_json(&g_array_index(all, Strong, i)));
    return list;
}

/* ---- themes ---- */

void
theme_figures(const Board *board, const Themes *themes, size_t theme, const Insight *insight, ThemeFigures *ret_figures)
{
    const uint32_t *items;
    const Id *code = &themes_level(themes, theme)->code->id;
    const guint64 *voters = g_hash_table_lookup(insight->people->voters, code);
    ThemeFigures figures = { .contributions = themes_size(themes, theme, &items), .voters = voters ? *voters : 0 };
    size_t largest = 0;

    for (size_t i = 0; i < figures.contributions; i++) {
        const Face *face = &board_at(board, items[i])->shown;

        figures.likes += face->likes;
        figures.dislikes += face->dislikes;
        largest = MAX(largest, (size_t)face->likes + face->dislikes);
    }
    /* At least as many people as on the contribution with the most voters. */
    figures.has_share = largest >= board->about->k || figures.voters >= board->about->k;
    if (figures.has_share) {
        double votes = (double)(figures.likes + figures.dislikes);

        figures.share = (double)figures.likes / votes;
        figures.interval = strength_of(figures.likes, figures.dislikes, 0, 0).interval;
    }
    *ret_figures = figures;
}

static json_t *
contested_of(const Board *board, const Themes *themes, size_t theme)
{
    const uint32_t *items;
    size_t n = themes_size(themes, theme, &items);
    json_t *list = json_array();

    for (size_t i = 0; i < n; i++) {
        Strong strong = strong_of(board, board_at(board, items[i]));

        if (strong.strength.contested)
            json_array_append_new(list, api_id(&strong.item->id));
    }
    return list;
}

static json_t *
theme_json(const Board *board, const Themes *themes, size_t theme, const Insight *insight)
{
    const CodeLevel *level = themes_level(themes, theme);
    const Code *code = level->code;
    ThemeFigures figures;

    theme_figures(board, themes, theme, insight, &figures);
    json_t *one = json_pack("{s:o, s:s, s:o, s:i, s:I, s:I, s:I, s:o}", "code", api_id(&code->id), "name", code->name, "parent",
                            id_is_zero(&code->parent) ? json_null() : api_id(&code->parent), "depth", (int)level->depth,
                            "contributions", (json_int_t)figures.contributions, "likes", (json_int_t)figures.likes, "dislikes",
                            (json_int_t)figures.dislikes, "contested", contested_of(board, themes, theme));
    json_object_set_new(one, "voters", figures.voters ? json_integer((json_int_t)figures.voters) : json_null());
    json_object_set_new(one, "like_share", figures.has_share ? share_json(figures.share) : json_null());
    json_object_set_new(one, "interval", figures.has_share ? interval_json(&figures.interval) : json_null());
    return one;
}

static json_t *
themes_json(const Board *board, const Insight *insight)
{
    g_autoptr(Themes) themes = themes_new(board);
    json_t *list = json_array();

    for (guint t = 0; t < themes->tree->len; t++)
        json_array_append_new(list, theme_json(board, themes, t, insight));
    return list;
}

/* ---- agreement ---- */

static void
set_alpha(json_t *object, const NumAlpha *alpha)
{
    json_object_set_new(object, "alpha", alpha->has_alpha ? share_json(alpha->alpha) : json_null());
    json_object_set_new(object, "interval", alpha->has_interval ? interval_json(&alpha->interval) : json_null());
}

static json_t *
agreement_json(const Board *board, const InsightCoders *coders)
{
    const CoderAgreement *agreement = coders->agreement;
    json_t *list = json_array();
    json_t *all = json_pack("{s:I, s:I, s:o}", "units", (json_int_t)agreement->units, "coders", (json_int_t)agreement->coders,
                            "codes", list);

    set_alpha(all, &agreement->overall);
    for (guint i = 0; i < agreement->codes->len; i++) {
        const CodeAgreement *one = &g_array_index(agreement->codes, CodeAgreement, i);
        const Id *id = &coders->codes[one->code];
        const Code *code = board_code(board, id);
        json_t *line = json_pack("{s:o, s:s}", "code", api_id(id), "name", code ? code->name : "");

        set_alpha(line, &one->alpha);
        json_object_set_new(line, "kappa", one->has_kappa ? share_json(one->kappa) : json_null());
        json_array_append_new(list, line);
    }
    return all;
}

/* ---- opinion groups ---- */

static const char *
direction_name(int direction)
{
    return vote_names[direction > 0 ? VOTE_LIKE : VOTE_DISLIKE];
}

static json_t *
marks_json(const InsightPeople *people, const GArray *marks)
{
    json_t *list = json_array();

    for (guint i = 0; i < marks->len && i < MOST_MARKS; i++) {
        const OpinionMark *mark = &g_array_index(marks, OpinionMark, i);

        json_array_append_new(list, json_pack("{s:o, s:s, s:o, s:o}", "id", api_id(&people->items[mark->item]), "vote",
                                              direction_name(mark->direction), "share", group_share_json(mark->share),
                                              "share_of_others", group_share_json(mark->share_others)));
    }
    return list;
}

static json_t *
groups_json(const InsightPeople *people, unsigned k)
{
    json_t *list = json_array(), *common = json_array();

    for (guint i = 0; i < people->groups->groups->len; i++) {
        const OpinionGroup *group = &g_array_index(people->groups->groups, OpinionGroup, i);
        char name[2] = { (char)('A' + i), '\0' };

        if (group->shown)
            json_array_append_new(list, json_pack("{s:s, s:I, s:o}", "group", name, "size", (json_int_t)(group->size - group->size % k),
                                                  "tells_apart", marks_json(people, group->marks)));
    }
    for (guint i = 0; i < people->groups->common->len && i < MOST_MARKS; i++) {
        const OpinionCommon *one = &g_array_index(people->groups->common, OpinionCommon, i);

        json_array_append_new(common, json_pack("{s:o, s:s, s:o}", "id", api_id(&people->items[one->item]), "vote",
                                                direction_name(one->direction), "least_share", group_share_json(one->least_share)));
    }
    return json_pack("{s:o, s:o}", "groups", list, "common_ground", common);
}

static void
reply_analysis(HttpRequest *request, HttpReply *reply, const Insight *insight)
{
    const Visitor *visitor = request_visitor(request);
    json_t *answer = NULL;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    if (board)
        answer = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "coverage", all_coverage_json(board), "themes",
                           themes_json(board, insight), "strength", strengths_json(board, false), "contested",
                           strengths_json(board, true), "agreement", agreement_json(board, insight->coders), "opinion_groups",
                           groups_json(insight->people, board->about->k));
    hall_read_end(visitor->room->hall);
    if (answer)
        http_reply_json(reply, 200, answer);
    else
        http_reply_problem(reply, request, 404, NULL);
}

void
api_analysis(HttpRequest *request, HttpReply *reply)
{
    insight_ask(request, reply, reply_analysis);
}
