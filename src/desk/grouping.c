#include "desk/grouping.h"
#include "base/i18n.h"
#include "base/limits.h"
#include <string.h>

typedef struct { const char *value; size_t n; } Share;

/* Most people first; in order of the alphabet where that is even, so that the result is always the same. */
static int
by_size(const void *a, const void *b)
{
    const Share *one = a, *other = b;

    if (one->n != other->n)
        return one->n > other->n ? -1 : 1;
    return strcmp(one->value, other->value);
}

static int
by_value(const void *a, const void *b)
{
    return strcmp(((const Share *)a)->value, ((const Share *)b)->value);
}

/* In any language: the label is kept in the conversation's, as it was at the opening. */
static bool
is_rest(const char *label)
{
    const I18nLanguage *language;

    for (size_t i = 0; (language = i18n_languages(i)) != NULL; i++) {
        g_auto(I18nScope) speaks = i18n_scope(language);

        if (strcmp(label, _("Other groups")) == 0)
            return true;
    }
    return false;
}

/* Those with a label of their own, largest first; everybody else is counted in *ret_rest. */
static GArray *
large_enough(GHashTable *counts, size_t smallest, size_t *ret_rest)
{
    GArray *large = g_array_new(FALSE, FALSE, sizeof(Share));
    GHashTableIter iter;
    gpointer key, value;
    size_t rest = 0;

    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        const Share share = { key, GPOINTER_TO_SIZE(value) };

        if (share.n >= smallest && share.value[0] != '\0' && !is_rest(share.value))
            g_array_append_val(large, share);
        else
            rest += share.n;
    }
    g_array_sort(large, by_size);
    *ret_rest = rest;
    return large;
}

static size_t
fold_last(GArray *large)
{
    const size_t n = g_array_index(large, Share, large->len - 1).n;

    g_array_set_size(large, large->len - 1);
    return n;
}

char **
grouping_labels(GHashTable *counts, size_t smallest)
{
    g_autoptr(GStrvBuilder) labels = g_strv_builder_new();
    size_t rest = 0;
    g_autoptr(GArray) large = large_enough(counts, smallest, &rest);

    while (large->len > LIMIT_GROUPS - (rest > 0 ? 1 : 0))
        rest += fold_last(large);
    while (rest > 0 && rest < smallest && large->len > 0)
        rest += fold_last(large);
    g_strv_builder_add(labels, "");
    g_array_sort(large, by_value);
    for (guint i = 0; i < large->len; i++)
        g_strv_builder_add(labels, g_array_index(large, Share, i).value);
    if (large->len > 0 && rest > 0)
        g_strv_builder_add(labels, _("Other groups"));
    return g_strv_builder_end(labels);
}

static uint32_t
label_at(const char *const *labels, const char *label)
{
    for (uint32_t i = 1; labels[i] != NULL; i++)
        if (strcmp(labels[i], label) == 0)
            return i;
    return 0;
}

uint32_t
grouping_number(const char *const *labels, const char *value)
{
    const uint32_t own = value[0] != '\0' ? label_at(labels, value) : 0;

    for (uint32_t i = 1; own == 0 && labels[i] != NULL; i++)
        if (is_rest(labels[i]))
            return i;
    return own;
}
