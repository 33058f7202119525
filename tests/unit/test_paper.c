/* Printed text: where lines may break. */
#include "paper/fonts.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PangoContext, g_object_unref)

/* The start of each line, as a place in the text. */
static void
test_links(void)
{
    static const char *const texts[] = {
        "The same as a link: https://desk.example.org/in/ab-cd-ef-gh-ij-kl-mn-op-qr",
        "https://desk.example.org/in/ab-cd-ef-gh-ij-kl-mn-op-qr and more words after it",
        "Two: http://a.example/in/ab-cd-ef-gh and http://b.example/in/ij-kl-mn-op-qr-st-uv",
    };
    g_autoptr(PangoContext) context = paper_context(NULL, NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        for (double width = 250; width < 480; width += 7) {
            g_autoptr(PangoLayout) layout = paper_layout(context, 9, PANGO_WEIGHT_NORMAL, texts[i], width);

            for (int line = 1; line < pango_layout_get_line_count(layout); line++) {
                int start = pango_layout_get_line_readonly(layout, line)->start_index;

                if (start > 0 && texts[i][start - 1] != ' ')
                    g_error("broken inside a word at %.0f points: %s", width, texts[i] + start);
            }
        }
}

/* Without one, long words break where they can: nothing runs off the paper. */
static void
test_long_words(void)
{
    g_autofree char *word = g_strnfill(300, 'w');
    g_autoptr(PangoContext) context = paper_context(NULL, NULL);
    g_autoptr(PangoLayout) layout = paper_layout(context, 9, PANGO_WEIGHT_NORMAL, word, 200);

    g_assert_cmpint(pango_layout_get_line_count(layout), >, 3);
}

static double
width_of(PangoContext *context, const char *text)
{
    g_autoptr(PangoLayout) layout = paper_layout(context, 100, PANGO_WEIGHT_NORMAL, text, 0);
    PangoRectangle logical;

    pango_layout_get_extents(layout, NULL, &logical);
    return (double)logical.width / PANGO_SCALE;
}

/* Letters of a link are neither moved apart nor joined: readers that copy it would take a blank along. */
static void
test_link_letters(void)
{
    static const char *const pairs[] = { "qj", "fi", "ff", "Te", "AV", "--" };
    g_autoptr(PangoContext) context = paper_context(NULL, NULL);
    const double none = width_of(context, "http://");

    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        const char first[] = { 'h', 't', 't', 'p', ':', '/', '/', pairs[i][0], '\0' };
        const char second[] = { 'h', 't', 't', 'p', ':', '/', '/', pairs[i][1], '\0' };
        g_autofree char *both = g_strconcat("http://", pairs[i], NULL);

        g_assert_cmpfloat_with_epsilon(width_of(context, both) - none,
                                       width_of(context, first) + width_of(context, second) - 2 * none, 0.1);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paper/links", test_links);
    g_test_add_func("/paper/links/letters", test_link_letters);
    g_test_add_func("/paper/long-words", test_long_words);
    return g_test_run();
}
