#include "room/diff.h"
#include <stdbool.h>

#define MOST_CELLS (4u * 1024 * 1024)

static void
run_clear(DiffRun *run)
{
    g_free(run->words);
}

/* Words, and the blanks between them, each on its own. */
static GPtrArray *
cut(const char *text)
{
    GPtrArray *tokens = g_ptr_array_new_with_free_func(g_free);

    while (*text) {
        const char *end = text;
        bool blank = g_ascii_isspace(*text);

        while (*end && g_ascii_isspace(*end) == blank)
            end++;
        g_ptr_array_add(tokens, g_strndup(text, (size_t)(end - text)));
        text = end;
    }
    return tokens;
}

static void
add_run(GArray *runs, char kind, const char *words)
{
    DiffRun *last = runs->len ? &g_array_index(runs, DiffRun, runs->len - 1) : NULL;

    if (last && last->kind == kind) {
        char *joined = g_strconcat(last->words, words, NULL);

        g_free(last->words);
        last->words = joined;
    } else {
        DiffRun run = { kind, g_strdup(words) };

        g_array_append_val(runs, run);
    }
}

/* lengths[i][j]: of the longest common sequence of a from i on and b from j on. */
static guint16 *
find_lengths(const GPtrArray *a, const GPtrArray *b)
{
    size_t width = b->len + 1;
    guint16 *lengths = g_new0(guint16, (a->len + 1) * width);

    for (size_t i = a->len; i-- > 0;)
        for (size_t j = b->len; j-- > 0;) {
            bool same = g_str_equal(g_ptr_array_index(a, i), g_ptr_array_index(b, j));
            guint16 down = lengths[(i + 1) * width + j], right = lengths[i * width + j + 1];

            lengths[i * width + j] = same ? (guint16)(lengths[(i + 1) * width + j + 1] + 1) : MAX(down, right);
        }
    return lengths;
}

static void
walk(const GPtrArray *a, const GPtrArray *b, const guint16 *lengths, GArray *runs)
{
    size_t i = 0, j = 0, width = b->len + 1;

    while (i < a->len && j < b->len) {
        if (g_str_equal(g_ptr_array_index(a, i), g_ptr_array_index(b, j))) {
            add_run(runs, ' ', g_ptr_array_index(a, i++));
            j++;
        } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) {
            add_run(runs, '-', g_ptr_array_index(a, i++));
        } else {
            add_run(runs, '+', g_ptr_array_index(b, j++));
        }
    }
    while (i < a->len)
        add_run(runs, '-', g_ptr_array_index(a, i++));
    while (j < b->len)
        add_run(runs, '+', g_ptr_array_index(b, j++));
}

GArray *
text_diff(const char *before, const char *after)
{
    g_autoptr(GPtrArray) a = cut(before), b = cut(after);
    GArray *runs = g_array_new(false, false, sizeof(DiffRun));

    g_array_set_clear_func(runs, (GDestroyNotify)run_clear);
    if ((gsize)(a->len + 1) * (b->len + 1) > MOST_CELLS) {
        add_run(runs, '-', before);
        add_run(runs, '+', after);
        return runs;
    }
    g_autofree guint16 *lengths = find_lengths(a, b);
    walk(a, b, lengths, runs);
    return runs;
}
