#include "report/compose.h"
#include "report/json.h"
#include "report/output.h"
#include "report/picture.h"
#include "report/words.h"
#include "report_sample.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

/* ---- words ---- */

typedef struct { const char *name; ReportShare share; const char *text; } ShareCase;

static const ShareCase share_cases[] = {
    { "held-back", { SHARE_HELD_BACK, 55 }, "held back" },
    { "exact", { SHARE_EXACT, 84.6 }, "85%" },
    { "over", { SHARE_OVER_90, 97 }, "over 90%" },
    { "under", { SHARE_UNDER_10, 3 }, "under 10%" },
};

static void
test_share(const void *data)
{
    const ShareCase *c = data;
    g_autofree char *text = words_share(&c->share);

    g_assert_cmpstr(text, ==, c->text);
}

typedef struct { const char *name; double percent; uint64_t voters; unsigned k; ReportShareKind kind; } CapCase;

static const CapCase cap_cases[] = {
    { "too-few", 50, 9, 10, SHARE_HELD_BACK },    { "just-enough", 50, 10, 10, SHARE_EXACT },
    { "ninety", 90, 100, 10, SHARE_EXACT },       { "over-ninety", 90.01, 100, 10, SHARE_OVER_90 },
    { "ten", 10, 100, 10, SHARE_EXACT },          { "under-ten", 9.99, 100, 10, SHARE_UNDER_10 },
    { "all", 100, 100, 10, SHARE_OVER_90 },       { "none", 0, 100, 10, SHARE_UNDER_10 },
    { "all-of-few", 100, 5, 10, SHARE_HELD_BACK },
};

static void
test_cap(const void *data)
{
    const CapCase *c = data;
    ReportShare share = report_group_share(c->percent, c->voters, c->k);

    g_assert_cmpint(share.kind, ==, c->kind);
    if (c->kind != SHARE_EXACT)
        g_assert_cmpfloat(share.percent, ==, 0);
}

typedef struct { const char *name; uint64_t number; const char *text; } NumberCase;

static const NumberCase number_cases[] = {
    { "zero", 0, "0" },          { "hundreds", 999, "999" },           { "thousands", 1000, "1,000" },
    { "odd", 12345, "12,345" },  { "millions", 1234567, "1,234,567" },
};

static void
test_number(const void *data)
{
    const NumberCase *c = data;
    g_autofree char *text = words_number(c->number);

    g_assert_cmpstr(text, ==, c->text);
}

/* ---- JSON ---- */

static json_t *
load_sample(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Report) report = report_sample(5);
    size_t length;
    g_autofree char *bytes = report_json(report, &length, &error);
    json_t *root = json_loadb(bytes, length, 0, NULL);

    g_assert_no_error(error);
    g_assert_nonnull(root);
    return root;
}

static void
test_json(void)
{
    json_t *root = load_sample();
    json_t *theme = json_array_get(json_object_get(root, "themes"), 0);
    json_t *likes = json_object_get(theme, "likes");
    json_t *people = json_object_get(root, "participation");
    json_t *method = json_object_get(root, "method");

    g_assert_cmpstr(json_string_value(json_object_get(root, "title")), ==, "Our next five years");
    g_assert_cmpstr(json_string_value(json_object_get(root, "opens")), ==, "2026-11-29T09:00:00Z");
    g_assert_cmpint(json_array_size(json_object_get(root, "themes")), ==, 5);
    g_assert_cmpfloat(json_number_value(json_object_get(likes, "percent")), ==, 91.4);
    g_assert_cmpstr(json_string_value(json_object_get(likes, "text")), ==, "91%");
    g_assert_cmpfloat(json_number_value(json_array_get(json_object_get(theme, "interval"), 1)), ==, 94);
    g_assert_cmpint(json_integer_value(json_object_get(people, "invited")), ==, 4210);
    g_assert_cmpfloat(json_number_value(json_object_get(method, "alpha")), ==, 0.812);
    json_decref(root);
}

/* What is held back is nowhere: not as a number beside its words either. */
static void
test_json_holds_back(void)
{
    json_t *root = load_sample();
    json_t *themes = json_object_get(root, "themes");
    json_t *held = json_array_get(themes, 3);
    json_t *groups = json_object_get(json_array_get(themes, 0), "groups");
    json_t *over = json_object_get(json_array_get(groups, 0), "share");

    g_assert_true(json_is_null(json_object_get(held, "likes")));
    g_assert_true(json_is_null(json_object_get(held, "interval")));
    g_assert_true(json_is_null(json_object_get(held, "voters")));
    g_assert_true(json_is_null(json_object_get(held, "contributors")));
    g_assert_true(json_is_null(json_object_get(over, "percent")));
    g_assert_cmpstr(json_string_value(json_object_get(over, "text")), ==, "over 90%");
    g_assert_true(json_is_null(json_object_get(json_array_get(groups, 3), "share")));
    json_decref(root);
}

/* Figures that would be rounded twice differ: 45.46 is 45.5, and that is 46. */
static void
test_json_read_again(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Report) report = report_sample(7);
    ReportTheme *themes = (ReportTheme *)(uintptr_t)report->themes;
    size_t length, again_length;

    themes[0].strength.share.percent = 45.46;
    themes[0].strength.low = 44.449;
    g_autofree char *bytes = report_json(report, &length, &error);
    g_assert_no_error(error);
    g_autoptr(Report) read = report_read(bytes, length, &error);
    g_assert_no_error(error);
    g_autofree char *again = report_json(read, &again_length, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(again, ==, bytes);
    g_assert_cmpuint(again_length, ==, length);
}

static void
test_json_not_a_report(void)
{
    static const char *const broken[] = { "", "[]", "{", "null" };

    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(report_read(broken[i], strlen(broken[i]), &error));
        g_assert_error(error, ERROR_DOMAIN, ERROR_CORRUPT);
    }
    /* What is missing is empty. */
    static const char little[] = "{\"themes\": [{}, 1, null]}";
    g_autoptr(Report) report = report_read(little, strlen(little), NULL);
    g_assert_cmpuint(report->n_themes, ==, 3);
    g_assert_cmpstr(report->themes[1].name, ==, "");
}

static void
test_json_bad_text(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Report) report = report_sample(1);
    size_t length;

    report->title = "broken \xff";
    g_assert_null(report_json(report, &length, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_INPUT);
}

/* ---- every format ---- */

static char *
write_sample(ReportFormat format, size_t *ret_length)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Report) report = report_sample(7);
    char *bytes = report_write(report, format, &(ReportPlaces){ .scratch = g_get_tmp_dir() }, ret_length, &error);

    g_assert_no_error(error);
    g_assert_nonnull(bytes);
    return bytes;
}

static const char *const first_bytes[REPORT__COUNT] = {
    [REPORT_HTML] = "<!DOCTYPE html>", [REPORT_PDF] = "%PDF-1.", [REPORT_XLSX] = "PK\3\4", [REPORT_JSON] = "{",
};

/* A published report is frozen: the same data, the same bytes. */
static void
test_same_bytes(const void *data)
{
    ReportFormat format = (ReportFormat)GPOINTER_TO_INT(data);
    size_t length, again_length;
    g_autofree char *bytes = write_sample(format, &length);
    g_autofree char *again = write_sample(format, &again_length);

    g_assert_true(g_str_has_prefix(bytes, first_bytes[format]));
    g_assert_cmpuint(length, ==, again_length);
    g_assert_true(memcmp(bytes, again, length) == 0);
}

static void
test_html(void)
{
    size_t length, json_length;
    g_autofree char *bytes = write_sample(REPORT_HTML, &length);
    g_autofree char *json = write_sample(REPORT_JSON, &json_length);
    g_autofree char *digest = report_digest(json, json_length);

    g_assert_nonnull(strstr(bytes, "<h2 id=\"themes\">Themes</h2>"));
    g_assert_nonnull(strstr(bytes, "1. Rest and recovery</h3>"));
    g_assert_nonnull(strstr(bytes, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    g_assert_null(strstr(bytes, "<script"));
    g_assert_nonnull(strstr(bytes, digest));
    g_assert_nonnull(strstr(bytes, "role=\"img\""));
}

static void
test_empty(const void *data)
{
    ReportFormat format = (ReportFormat)GPOINTER_TO_INT(data);
    g_autoptr(GError) error = NULL;
    g_autoptr(Report) report = report_new();
    size_t length;

    report->title = report->language = report->timezone = "x";
    report->k = 10;
    g_autofree char *bytes = report_write(report, format, &(ReportPlaces){ .scratch = g_get_tmp_dir() }, &length, &error);
    g_assert_no_error(error);
    g_assert_true(g_str_has_prefix(bytes, first_bytes[format]));
    if (format == REPORT_HTML) {
        g_assert_null(strstr(bytes, "(null)"));
        g_assert_null(strstr(bytes, "people invited"));     /* not known is not "fewer than 10" */
    }
}

static void
test_no_scratch(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Report) report = report_sample(1);
    size_t length;

    g_assert_null(report_write(report, REPORT_XLSX, &(ReportPlaces){ .scratch = "/nowhere/at/all" }, &length, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_FULL);
}

/* ---- charts ---- */

/* Everything that is drawn lies inside the picture. */
static void
test_pictures(void)
{
    g_autoptr(Report) report = report_sample(7);
    g_autoptr(Document) document = compose(report, "0");
    unsigned seen = 0;

    for (guint i = 0; i < document->blocks->len; i++) {
        const Block *block = &g_array_index(document->blocks, Block, i);
        if (block->kind != BLOCK_CHART)
            continue;
        g_autoptr(Picture) picture = picture_of(block->chart);
        seen |= 1U << block->chart->kind;
        g_assert_cmpuint(picture->marks->len, >, 0);
        g_assert_nonnull(block->chart->alternative);
        g_assert_cmpuint(table_n_rows(block->table), ==, block->chart->rows->len);
        for (guint j = 0; j < picture->marks->len; j++) {
            const Mark *mark = &g_array_index(picture->marks, Mark, j);
            g_assert_true(mark->points || (mark->from.x >= 0 && mark->from.x <= PICTURE_WIDTH));
            g_assert_true(mark->points || (mark->from.y >= 0 && mark->from.y <= picture->height));
        }
    }
    g_assert_cmpuint(seen, ==, 15);
}

static void
add_formats(const char *name, GTestDataFunc test)
{
    for (int i = 0; i < REPORT__COUNT; i++) {
        g_autofree char *path = g_strdup_printf("/report/%s/%s", name, report_formats[i].name);
        g_test_add_data_func(path, GINT_TO_POINTER(i), test);
    }
}

#define ADD_CASES(cases, prefix, test)                                              \
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {                              \
        g_autofree char *path = g_strdup_printf("/report/%s/%s", prefix, cases[i].name); \
        g_test_add_data_func(path, &cases[i], test);                                \
    }

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_CASES(share_cases, "share", test_share);
    ADD_CASES(cap_cases, "cap", test_cap);
    ADD_CASES(number_cases, "number", test_number);
    g_test_add_func("/report/json", test_json);
    g_test_add_func("/report/json-holds-back", test_json_holds_back);
    g_test_add_func("/report/json-read-again", test_json_read_again);
    g_test_add_func("/report/json-not-a-report", test_json_not_a_report);
    g_test_add_func("/report/json-bad-text", test_json_bad_text);
    add_formats("same-bytes", test_same_bytes);
    add_formats("empty", test_empty);
    g_test_add_func("/report/html", test_html);
    g_test_add_func("/report/no-scratch", test_no_scratch);
    g_test_add_func("/report/pictures", test_pictures);
    return g_test_run();
}
