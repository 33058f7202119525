#include "analysis/terms.h"
#include "analysis/stems.h"
#include <math.h>
#include <string.h>

enum { SHORTEST_RUN = 3, LONGEST_RUN = 5, LONGEST_WORD = 60 /* characters; more is no word */ };

typedef struct {
    Terms      *terms;
    Stems      *stems;
    GHashTable *column_of;      /* char * -> column + 1 */
    GArray     *texts_with;     /* guint32, for each column */
    GHashTable *counts;         /* of the text at hand: column + 1 -> count */
} Builder;

static void
builder_clear(Builder *builder)
{
    g_hash_table_unref(builder->column_of);
    g_hash_table_unref(builder->counts);
    g_array_unref(builder->texts_with);
    stems_free(builder->stems);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Builder, builder_clear)

/* ---- counting ---- */

static void
count_term(Builder *builder, const char *term)
{
    void *column = g_hash_table_lookup(builder->column_of, term);

    if (column == NULL) {
        column = GUINT_TO_POINTER(g_hash_table_size(builder->column_of) + 1);
        g_hash_table_insert(builder->column_of, g_strdup(term), column);
        g_array_append_val(builder->texts_with, (guint32){ 0 });
    }
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(builder->counts, column));
    g_hash_table_insert(builder->counts, column, GUINT_TO_POINTER(count + 1));
}

/* The runs of a word with a blank at both ends.  Begins with the blank or the run, so that no run is taken for a stem. */
static void
count_runs(Builder *builder, const char *word)
{
    g_autofree char *padded = g_strconcat(" ", word, " ", NULL);
    glong length = g_utf8_strlen(padded, -1);

    for (glong size = SHORTEST_RUN; size <= LONGEST_RUN; size++) {
        const char *from = padded;

        for (glong i = 0; i + size <= length; i++, from = g_utf8_next_char(from)) {
            g_autofree char *run = g_strndup(from, (gsize)(g_utf8_offset_to_pointer(from, size) - from));
            count_term(builder, run);
        }
    }
}

static void
count_word(const char *word, const char *stem, void *data)
{
    Builder *builder = data;

    if (g_utf8_strlen(word, -1) > LONGEST_WORD)
        return;
    g_autofree char *term = g_strconcat("=", stem, NULL);
    count_term(builder, term);
    count_runs(builder, word);
}

static int
by_column(const void *a, const void *b)
{
    guint32 left = *(const guint32 *)a, right = *(const guint32 *)b;

    return left < right ? -1 : left > right;
}

/* In the order of columns: the order of a hash table may change from one machine to another, and sums with it. */
static void
add_text(Builder *builder, const char *text)
{
    g_autoptr(GArray) columns = g_array_new(false, false, sizeof(guint32));
    GHashTableIter iter;
    void *key;

    g_hash_table_remove_all(builder->counts);
    stems_each(builder->stems, text, count_word, builder);
    g_hash_table_iter_init(&iter, builder->counts);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        g_array_append_val(columns, (guint32){ GPOINTER_TO_UINT(key) - 1 });
    g_array_sort(columns, by_column);
    for (guint i = 0; i < columns->len; i++) {
        guint32 column = g_array_index(columns, guint32, i);
        double count = GPOINTER_TO_UINT(g_hash_table_lookup(builder->counts, GUINT_TO_POINTER(column + 1)));

        g_array_index(builder->texts_with, guint32, column)++;
        g_array_append_val(builder->terms->columns, column);
        g_array_append_val(builder->terms->values, count);
    }
    g_array_append_val(builder->terms->starts, (size_t){ builder->terms->columns->len });
}

/* ---- weighing ---- */

static void
weigh_row(Builder *builder, const bool *is_stem, size_t row, double n)
{
    Terms *terms = builder->terms;
    size_t from = g_array_index(terms->starts, size_t, row), to = g_array_index(terms->starts, size_t, row + 1);
    double sums[2] = { 0, 0 };

    for (size_t i = from; i < to; i++) {
        guint32 column = g_array_index(terms->columns, guint32, i);
        double *value = &g_array_index(terms->values, double, i);

        *value = (1 + log(*value)) * (1 + log((1 + n) / (1 + g_array_index(builder->texts_with, guint32, column))));
        sums[is_stem[column]] += *value * *value;
    }
    for (size_t i = from; i < to; i++)
        g_array_index(terms->values, double, i) /= sqrt(2 * sums[is_stem[g_array_index(terms->columns, guint32, i)]]);
}

static void
weigh(Builder *builder, size_t n)
{
    g_autofree bool *is_stem = g_new0(bool, g_hash_table_size(builder->column_of) + 1);
    GHashTableIter iter;
    void *key, *column;

    g_hash_table_iter_init(&iter, builder->column_of);
    while (g_hash_table_iter_next(&iter, &key, &column))
        is_stem[GPOINTER_TO_UINT(column) - 1] = *(const char *)key == '=';
    for (size_t row = 0; row < n; row++)
        weigh_row(builder, is_stem, row, (double)n);
}

Terms *
terms_new(const char *const *texts, size_t n)
{
    Terms *terms = g_new0(Terms, 1);
    g_auto(Builder) builder = {
        .terms = terms,
        .stems = stems_new(texts, n),
        .column_of = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .texts_with = g_array_new(false, false, sizeof(guint32)),
        .counts = g_hash_table_new(NULL, NULL),
    };

    terms->starts = g_array_new(false, false, sizeof(size_t));
    terms->columns = g_array_new(false, false, sizeof(guint32));
    terms->values = g_array_new(false, false, sizeof(double));
    g_array_append_val(terms->starts, (size_t){ 0 });
    for (size_t i = 0; i < n; i++)
        add_text(&builder, texts[i]);
    weigh(&builder, n);
    terms->matrix = (NumSparse){
        .starts = (const size_t *)(const void *)terms->starts->data,
        .columns = (const uint32_t *)(const void *)terms->columns->data,
        .values = (const double *)(const void *)terms->values->data,
        .n_rows = n,
        .n_columns = g_hash_table_size(builder.column_of),
    };
    return terms;
}

void
terms_free(Terms *terms)
{
    if (terms == NULL)
        return;
    g_array_unref(terms->starts);
    g_array_unref(terms->columns);
    g_array_unref(terms->values);
    g_free(terms);
}

/* Both rows' columns rise. */
double
terms_likeness(const Terms *terms, size_t a, size_t b)
{
    const NumSparse *m = &terms->matrix;
    size_t i = m->starts[a], j = m->starts[b];
    double sum = 0;

    while (i < m->starts[a + 1] && j < m->starts[b + 1]) {
        if (m->columns[i] == m->columns[j])
            sum += m->values[i++] * m->values[j++];
        else if (m->columns[i] < m->columns[j])
            i++;
        else
            j++;
    }
    return sum;
}
