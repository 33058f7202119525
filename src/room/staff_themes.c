#include "base/i18n.h"
#include "base/text.h"
#include "domain/themes.h"
#include "html/markdown.h"
#include "room/insight.h"
#include "room/pages/report.h"
#include "room/staff_analyse.h"

#define EXCERPT     120
#define MOST_COMMON 10

static const char *
percent(Look *look, double share)
{
    return scratch_keep(look->scratch, i18n_format("%.0f%%", 100 * share));
}

/* A share of a group of people: near all and near none are told as such (A10). */
static const char *
group_percent(Look *look, double share)
{
    if (share > 0.9)
        return _("over 90%");
    return share < 0.1 ? _("under 10%") : percent(look, share);
}

static StrengthLine
strength_line(Look *look, const CodeLevel *level, const ThemeFigures *figures)
{
    if (!figures->has_share)
        return (StrengthLine){ .theme = level->code->name, .note = _("Held back: too few people have voted") };
    return (StrengthLine){
        .theme = level->code->name,
        .like_text = percent(look, figures->share),
        .like = 100 * figures->share,
        .low = 100 * figures->interval.low,
        .high = 100 * figures->interval.high,
        .voters = figures->voters,
    };
}

static void
add_strengths(Look *look, const Insight *insight, ThemesView *view)
{
    g_autoptr(Themes) themes = themes_new(look->board);
    StrengthLine *lines = g_new0(StrengthLine, themes->tree->len + 1);

    scratch_keep(look->scratch, (char *)lines);
    view->strengths = lines;
    for (guint t = 0; t < themes->tree->len; t++) {
        ThemeFigures figures;

        theme_figures(look->board, themes, t, insight, &figures);
        if (figures.contributions > 0)
            lines[view->n_strengths++] = strength_line(look, themes_level(themes, t), &figures);
    }
}

/* ---- agreement ---- */

static const char *
alpha_text(Look *look, const NumAlpha *alpha)
{
    if (!alpha->has_alpha)
        return NULL;
    if (!alpha->has_interval)
        return scratch_keep(look->scratch, i18n_format("%.2f", alpha->alpha));
    return scratch_keep(look->scratch, i18n_format(_("%.2f (%.2f to %.2f)"), alpha->alpha, alpha->interval.low, alpha->interval.high));
}

/* The customary reading (Krippendorff). */
static const char *
alpha_meaning(const NumAlpha *alpha)
{
    if (!alpha->has_alpha)
        return NULL;
    if (alpha->alpha >= 0.8)
        return _("That is dependable.");
    return alpha->alpha >= 0.667 ? _("That is good enough for careful conclusions.") : _("That is too low to lean on yet.");
}

static void
add_agreement(Look *look, const InsightCoders *coders, ThemesView *view)
{
    const CoderAgreement *agreement = coders->agreement;
    MethodLine *lines = g_new0(MethodLine, agreement->codes->len + 1);

    scratch_keep(look->scratch, (char *)lines);
    view->alpha = alpha_text(look, &agreement->overall);
    view->alpha_means = alpha_meaning(&agreement->overall);
    view->agreement = lines;
    for (guint i = 0; i < agreement->codes->len; i++) {
        const CodeAgreement *one = &g_array_index(agreement->codes, CodeAgreement, i);
        const Code *code = board_code(look->board, &coders->codes[one->code]);
        const char *alpha = alpha_text(look, &one->alpha);

        if (code && alpha)
            lines[view->n_agreement++] = (MethodLine){ code->name, alpha };
    }
}

/* ---- what all groups share ---- */

static const char *
words_of(Look *look, const Id *id)
{
    const Item *item = board_find(look->board, id);

    if (!item || !item_is_read(item))
        return NULL;
    g_autofree char *plain = markdown_plain(item->shown.text);
    return scratch_keep(look->scratch, text_excerpt(plain, EXCERPT));
}

static void
add_common(Look *look, const InsightPeople *people, ThemesView *view)
{
    guint n = MIN(people->groups->common->len, MOST_COMMON);
    CommonLine *lines = g_new0(CommonLine, n + 1);
    GroupShare *shares = g_new0(GroupShare, n + 1);

    scratch_keep(look->scratch, (char *)lines);
    scratch_keep(look->scratch, (char *)shares);
    view->common = lines;
    for (guint i = 0; i < n; i++) {
        const OpinionCommon *common = &g_array_index(people->groups->common, OpinionCommon, i);
        const char *text = words_of(look, &people->items[common->item]);
        double like = common->direction > 0 ? common->least_share : 1 - common->least_share;

        if (!text)
            continue;
        shares[i] = (GroupShare){ common->direction > 0 ? _("Every group, at least") : _("Every group, at most"),
                                  group_percent(look, like), 100 * CLAMP(like, 0.1, 0.9) };
        lines[view->n_common++] = (CommonLine){ text, &shares[i], 1 };
    }
}

static void
add_groups_note(Look *look, const InsightPeople *people, ThemesView *view)
{
    unsigned k = look->board->about->k;
    g_autoptr(GString) note = g_string_new(NULL);

    for (guint i = 0; i < people->groups->groups->len; i++) {
        const OpinionGroup *group = &g_array_index(people->groups->groups, OpinionGroup, i);

        if (!group->shown)
            continue;
        g_autofree char *told = i18n_format(_("Group %c has at least %zu people. "), (int)('A' + i), group->size - group->size % k);
        g_string_append(note, told);
    }
    view->groups_note = note->len ? scratch_keep(look->scratch, g_strdup(note->str)) : NULL;
}

static void
themes_show(HttpRequest *request, HttpReply *reply, const Insight *insight)
{
    const Visitor *visitor = request_visitor(request);
    ThemesView view = { .n_strengths = 0 };
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    if (!board) {
        hall_read_end(visitor->room->hall);
        http_reply_problem(reply, request, 404, NULL);
        return;
    }
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    add_strengths(&look, insight, &view);
    add_agreement(&look, insight->coders, &view);
    add_common(&look, insight->people, &view);
    add_groups_note(&look, insight->people, &view);
    bool made = themes_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}

void
page_themes(HttpRequest *request, HttpReply *reply)
{
    insight_ask(request, reply, themes_show);
}
