#include "http/server_figures.h"
#include <glib.h>

static const unsigned limits[FIGURES_BUCKETS] = { 1, 5, 10, 25, 50, 100, 250, 1000, 5000 };     /* milliseconds */

static void
add(atomic_uint_fast64_t *figure, uint64_t n)
{
    atomic_fetch_add_explicit(figure, n, memory_order_relaxed);
}

static uint64_t
get(atomic_uint_fast64_t *figure)
{
    return atomic_load_explicit(figure, memory_order_relaxed);
}

void
figures_count(ServerFigures *figures, unsigned status, int64_t milliseconds, size_t bytes)
{
    size_t bucket = 0;

    while (bucket < FIGURES_BUCKETS && milliseconds > limits[bucket])
        bucket++;
    add(&figures->classes[status / 100 % 6], 1);
    add(&figures->buckets[bucket], 1);
    add(&figures->milliseconds, milliseconds > 0 ? (uint64_t)milliseconds : 0);
    add(&figures->bytes, bytes);
}

static void
write_seconds(GString *text, ServerFigures *figures)
{
    uint64_t n = 0;

    g_string_append(text, "# HELP candour_http_seconds From a request's headers to its answer.\n# TYPE candour_http_seconds histogram\n");
    for (size_t i = 0; i < FIGURES_BUCKETS; i++) {
        n += get(&figures->buckets[i]);
        g_string_append_printf(text, "candour_http_seconds_bucket{le=\"%g\"} %" G_GUINT64_FORMAT "\n", limits[i] / 1000.0, n);
    }
    n += get(&figures->buckets[FIGURES_BUCKETS]);
    g_string_append_printf(text, "candour_http_seconds_bucket{le=\"+Inf\"} %" G_GUINT64_FORMAT "\n", n);
    g_string_append_printf(text, "candour_http_seconds_sum %.3f\n", (double)get(&figures->milliseconds) / 1000);
    g_string_append_printf(text, "candour_http_seconds_count %" G_GUINT64_FORMAT "\n", n);
}

char *
figures_text(ServerFigures *figures)
{
    GString *text = g_string_new("# HELP candour_http_answers_total Answers by class of status.\n"
                                 "# TYPE candour_http_answers_total counter\n");

    for (unsigned i = 2; i < 6; i++)
        g_string_append_printf(text, "candour_http_answers_total{class=\"%uxx\"} %" G_GUINT64_FORMAT "\n", i,
                               (guint64)get(&figures->classes[i]));
    g_string_append(text, "# HELP candour_http_bytes_total Bytes of answers, without headers and streams.\n"
                          "# TYPE candour_http_bytes_total counter\n");
    g_string_append_printf(text, "candour_http_bytes_total %" G_GUINT64_FORMAT "\n", (guint64)get(&figures->bytes));
    write_seconds(text, figures);
    return g_string_free(text, FALSE);
}
