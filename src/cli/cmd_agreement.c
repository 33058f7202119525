/* candour agreement FILE.csv: how far coders agree, from a table of units and coders. */
#include "base/csv_table.h"
#include "base/i18n.h"
#include "cli/ask.h"
#include "cli/json_output.h"
#include "num/alpha.h"
#include "num/kappa.h"
#include <math.h>
#include <string.h>

static const char *const level_names[] = {
    [NUM_NOMINAL] = "nominal",
    [NUM_ORDINAL] = "ordinal",
    [NUM_INTERVAL] = "interval",
    [NUM_RATIO] = "ratio",
};

/* What the coders said: values[unit * n_coders + coder], NAN where nothing. */
typedef struct {
    size_t n_units, n_coders;
    double *values;
} Codings;

static void
codings_clear(Codings *codings)
{
    g_clear_pointer(&codings->values, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Codings, codings_clear)

static bool
level_parse(const char *name, NumLevel *ret_level)
{
    for (size_t i = 0; i < G_N_ELEMENTS(level_names); i++)
        if (strcmp(name, level_names[i]) == 0) {
            *ret_level = (NumLevel)i;
            return true;
        }
    return false;
}

/* A number, whole cell; a decimal comma is fine. */
static bool
number_parse(const char *cell, double *ret_number)
{
    g_autofree char *text = g_strdup(cell);
    char *end;

    if (strchr(text, '.') == NULL)
        g_strdelimit(text, ",", '.');
    double number = g_ascii_strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(number))
        return false;
    *ret_number = number;
    return true;
}

static double
label_number(GHashTable *labels, const char *cell)
{
    gpointer number;

    if (!g_hash_table_lookup_extended(labels, cell, NULL, &number)) {
        number = GUINT_TO_POINTER(g_hash_table_size(labels));
        g_hash_table_insert(labels, g_strdup(cell), number);
    }
    return (double)GPOINTER_TO_UINT(number);
}

static bool
value_parse(NumLevel level, GHashTable *labels, const char *cell, double *ret_value, GError **error)
{
    if (*cell == '\0')
        *ret_value = NAN;
    else if (level == NUM_NOMINAL)
        *ret_value = label_number(labels, cell);
    else if (!number_parse(cell, ret_value))
        return error_set(error, ERROR_INPUT,
                         _("'%s' is not a number; use numbers, or --level nominal for names"), cell);
    else if (level == NUM_RATIO && *ret_value < 0)
        return error_set(error, ERROR_INPUT, _("'%s' is below 0; use numbers from 0, or --level interval"),
                         cell);
    return true;
}

static bool
codings_read(const char *path, NumLevel level, Codings *ret_codings, GError **error)
{
    g_autoptr(CsvTable) table = csv_table_read(path, 0, error);
    g_autoptr(GHashTable) labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(Codings) codings = { 0 };

    if (table == NULL)
        return false;
    if (csv_table_columns(table) < 2)
        return error_set(error, ERROR_INPUT,
                         _("%s, line 1: it needs a column for the unit and then one for each coder"), path);
    codings.n_units = csv_table_rows(table);
    codings.n_coders = csv_table_columns(table) - 1;
    codings.values = g_new(double, codings.n_units *codings.n_coders);
    for (size_t i = 0; i < codings.n_units * codings.n_coders; i++) {
        size_t row = i / codings.n_coders, column = i % codings.n_coders + 1;
        g_autofree char *cell = g_strstrip(g_strdup(csv_table_cell(table, row, column)));

        if (!value_parse(level, labels, cell, &codings.values[i], error)) {
            g_prefix_error(error, "%s, line %zu, %s: ", path, csv_table_line(table, row),
                           csv_table_header(table, column));
            return false;
        }
    }
    *ret_codings = codings;
    codings.values = NULL; /* handed on */
    return true;
}

/* Each different value gets a number, counted from 0. */
static size_t
category_of(GHashTable *categories, const double *value)
{
    gpointer number;

    if (!g_hash_table_lookup_extended(categories, value, NULL, &number)) {
        number = GUINT_TO_POINTER(g_hash_table_size(categories));
        g_hash_table_insert(categories, (gpointer)value, number);
    }
    return GPOINTER_TO_UINT(number);
}

/* Cohen's kappa is for two coders; it takes values as names, whatever their level. */
static json_t *
kappa_json(const Codings *codings)
{
    g_autofree size_t *first = g_new(size_t, codings->n_units), *second = g_new(size_t, codings->n_units);
    g_autoptr(GHashTable) categories = g_hash_table_new(g_double_hash, g_double_equal);
    size_t n = 0;
    double kappa = 0;

    for (size_t u = 0; codings->n_coders == 2 && u < codings->n_units; u++) {
        const double *pair = codings->values + 2 * u;

        if (isnan(pair[0]) || isnan(pair[1]))
            continue;
        first[n] = category_of(categories, &pair[0]);
        second[n++] = category_of(categories, &pair[1]);
    }
    bool defined = num_cohen_kappa_pairs(first, second, n, g_hash_table_size(categories), &kappa);
    return json_real_or_null(defined, kappa);
}

static json_t *
agreement_json(const Codings *codings, NumLevel level, const NumAlpha *alpha)
{
    json_t *interval =
        alpha->has_interval ? json_pack("[f,f]", alpha->interval.low, alpha->interval.high) : json_null();

    return json_pack("{s:s, s:o, s:o, s:I, s:I, s:I, s:I, s:o}", "level", level_names[level], "alpha",
                     json_real_or_null(alpha->has_alpha, alpha->alpha), "ci", interval, "units",
                     (json_int_t)alpha->units, "coders", (json_int_t)codings->n_coders, "values",
                     (json_int_t)alpha->values, "pairs", (json_int_t)alpha->pairs, "kappa",
                     kappa_json(codings));
}

static int
agreement_run(const char *name, const char *path, NumLevel level)
{
    g_autoptr(GError) error = NULL;
    g_auto(Codings) codings = { 0 };
    NumAlpha alpha;

    if (!codings_read(path, level, &codings, &error))
        return command_failed(name, "%s", error->message);
    if (!num_alpha(codings.values, codings.n_units, codings.n_coders, level, &alpha))
        return command_failed(name, _("%s: there is not enough memory for a table so large; divide it"),
                              path);
    return json_output(name, agreement_json(&codings, level, &alpha));
}

int
cmd_agreement(int argc, char **argv)
{
    g_autofree char *level_name = NULL;
    const GOptionEntry options[] = {
        { "level", 0, 0, G_OPTION_ARG_STRING, &level_name,
          _("What the codes are: nominal (names, the default), ordinal, interval or ratio"), "LEVEL" },
        { 0 },
    };
    const CommandLine line = {
        .name = argv[0],
        .arguments = "FILE.csv",
        .about =
            _("Reads a table of codes: the first column names the unit, each further column is a coder, an\n"
              "empty cell means not coded.  Prints JSON: Krippendorff's alpha with its 95 % interval, the\n"
              "units with two codes or more, the coders, the pairs of codes compared, and Cohen's kappa\n"
              "(as names) where there are two coders.  What cannot be computed is null."),
        .options = options,
        .least = 1,
        .most = 1,
    };
    NumLevel level = NUM_NOMINAL;
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    if (level_name != NULL && !level_parse(level_name, &level))
        return command_usage(
            line.name, _("there is no level '%s': it is nominal, ordinal, interval or ratio"), level_name);
    return agreement_run(line.name, argv[1], level);
}
