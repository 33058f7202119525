#include "room/report_view.h"
#include "base/i18n.h"
#include "base/when.h"

#define MOST_LINES 16

static const char *
text_at(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static uint64_t
number_at(const json_t *object, const char *key)
{
    return (uint64_t)json_integer_value(json_object_get(object, key));
}

/* Zeroed room for n of them, kept. */
static void *
keep_array(Scratch *scratch, size_t n, size_t size)
{
    void *array = g_malloc0((n + 1) * size);

    g_ptr_array_add(scratch, array);
    return array;
}

static StrengthLine
strength_line(const json_t *theme)
{
    const json_t *likes = json_object_get(theme, "likes"), *interval = json_object_get(theme, "interval");
    bool drawn = json_is_array(interval);

    return (StrengthLine){
        .theme = text_at(theme, "name"),
        .like_text = text_at(likes, "text"),
        .like = json_number_value(json_object_get(likes, "percent")),
        .low = json_number_value(json_array_get(interval, 0)),
        .high = json_number_value(json_array_get(interval, 1)),
        .voters = number_at(theme, "voters"),
        .note = drawn ? NULL : _("Held back: too few people"),
    };
}

static void
fill_themes(Scratch *scratch, const json_t *themes, ReportView *view)
{
    size_t n = json_array_size(themes);
    ThemeView *to = keep_array(scratch, n, sizeof *to);

    for (size_t i = 0; i < n; i++) {
        const json_t *theme = json_array_get(themes, i), *quotes = json_object_get(theme, "quotations");
        const json_t *contested = json_array_get(json_object_get(theme, "contested"), 0);
        QuoteView *lines = keep_array(scratch, json_array_size(quotes), sizeof *lines);

        for (size_t q = 0; q < json_array_size(quotes); q++)
            lines[q] = (QuoteView){ text_at(json_array_get(quotes, q), "contribution"), text_at(json_array_get(quotes, q), "text") };
        to[i] = (ThemeView){
            .name = text_at(theme, "name"), .summary = text_at(theme, "definition"), .strength = strength_line(theme),
            .posts = number_at(theme, "contributions"), .writers = number_at(theme, "contributors"),
            .quotes = lines, .n_quotes = json_array_size(quotes),
            .contested = contested ? text_at(contested, "text") : NULL, .decided = text_at(theme, "decided"),
        };
    }
    view->themes = to;
    view->n_themes = n;
}

static void
fill_figures(Scratch *scratch, const json_t *people, ReportView *view)
{
    static const struct { const char *key, *name; } rows[] = {
        { "invited", N_("people invited") }, { "came", N_("came in") }, { "wrote", N_("wrote something") },
        { "voted", N_("voted") }, { "ideas", N_("ideas") }, { "comments", N_("comments") },
    };
    FigureLine *lines = keep_array(scratch, G_N_ELEMENTS(rows), sizeof *lines);

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (json_is_integer(json_object_get(people, rows[i].key)))
            lines[view->n_figures++] = (FigureLine){ i18n_text(rows[i].name), number_at(people, rows[i].key) };
    view->figures = lines;
}

static void
fill_common(Scratch *scratch, const json_t *common, ReportView *view)
{
    size_t n = json_array_size(common);
    CommonLine *lines = keep_array(scratch, n, sizeof *lines);

    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(common, i), *groups = json_object_get(one, "groups");
        GroupShare *shares = keep_array(scratch, json_array_size(groups), sizeof *shares);

        for (size_t g = 0; g < json_array_size(groups); g++) {
            const json_t *group = json_array_get(groups, g), *share = json_object_get(group, "share");

            shares[g] = (GroupShare){ text_at(group, "group"), text_at(share, "text"),
                                      json_number_value(json_object_get(share, "percent")) };
        }
        lines[i] = (CommonLine){ text_at(one, "text"), shares, json_array_size(groups) };
    }
    view->common = lines;
    view->n_common = n;
}

static const char *
number_text(Scratch *scratch, const json_t *object, const char *key)
{
    return scratch_keep(scratch, g_strdup_printf("%" G_GUINT64_FORMAT, number_at(object, key)));
}

static void
fill_method(Scratch *scratch, const json_t *report, ReportView *view)
{
    const json_t *method = json_object_get(report, "method");
    MethodLine *lines = keep_array(scratch, MOST_LINES, sizeof *lines);
    size_t n = 0;

    lines[n++] = (MethodLine){ _("Read"), scratch_keep(scratch, i18n_format(
        _("%s of %s contributions"), number_text(scratch, method, "read"), number_text(scratch, method, "contributions"))) };
    lines[n++] = (MethodLine){ _("Coded"), scratch_keep(scratch, i18n_format(
        _("%s contributions with %s codes"), number_text(scratch, method, "coded"), number_text(scratch, method, "codes"))) };
    lines[n++] = (MethodLine){ _("Coded by two or more"), number_text(scratch, method, "coded_by_two") };
    if (json_is_real(json_object_get(method, "alpha")))
        lines[n++] = (MethodLine){ _("Agreement (Krippendorff's alpha)"), scratch_keep(scratch, i18n_format("%.2f",
            json_real_value(json_object_get(method, "alpha")))) };
    lines[n++] = (MethodLine){ _("Small groups"), scratch_keep(scratch, i18n_format(
        _("No figure of fewer than %s people is shown"), number_text(scratch, report, "k"))) };
    view->method = lines;
    view->n_method = n;
}

static const char *
month_of(Scratch *scratch, const json_t *report)
{
    int64_t made;
    const char *text = text_at(report, "made");

    return text && when_parse(text, &made) ? scratch_keep(scratch, when_date(made, text_at(report, "timezone"))) : NULL;
}

ReportView
report_view(Scratch *scratch, const json_t *report, const char *path)
{
    ReportView view = {
        .date = month_of(scratch, report),
        .lead = text_at(report, "lead"),
        .preview = json_is_true(json_object_get(report, "preview")),
        .posts = number_at(json_object_get(report, "method"), "contributions"),
        .pdf = scratch_keep(scratch, g_strconcat(path, "?format=pdf", NULL)),
        .xlsx = scratch_keep(scratch, g_strconcat(path, "?format=xlsx", NULL)),
        .json = scratch_keep(scratch, g_strconcat(path, "?format=json", NULL)),
        .links = true,
    };

    fill_figures(scratch, json_object_get(report, "participation"), &view);
    fill_themes(scratch, json_object_get(report, "themes"), &view);
    fill_common(scratch, json_object_get(report, "common_ground"), &view);
    fill_method(scratch, report, &view);
    return view;
}
