#include "domain/quote.h"

typedef struct { const char *name, *words; bool fits; } FitsCase;

static const char *const text = "Quiet rooms,  with a kettle\nand a door that shuts. Quiet é.";

static const FitsCase fits_cases[] = {
    { "whole", "Quiet rooms, with a kettle and a door that shuts. Quiet é.", true },
    { "beginning", "Quiet rooms, [...]", true },
    { "one sign for three dots", "Quiet rooms […] kettle", true },
    { "end", "[...] a door that shuts.", true },
    { "three parts", "Quiet rooms [...] kettle [...] é.", true },
    { "twice in the text", "Quiet [...] Quiet", true },
    { "more often than in the text", "Quiet [...] Quiet [...] Quiet", false },
    { "other order", "a door [...] rooms", false },
    { "other words", "Noisy rooms", false },
    { "a word added", "Quiet red rooms", false },
    { "gaps alone", "[...] [...]", false },
    { "nothing", "", false },
    { "other case", "quiet rooms", false },
};

static void
test_fits(gconstpointer data)
{
    const FitsCase *c = data;

    g_assert_cmpint(quote_fits(c->words, text), ==, c->fits);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(fits_cases); i++) {
        g_autofree char *path = g_strconcat("/quote/fits/", fits_cases[i].name, NULL);
        g_test_add_data_func(path, &fits_cases[i], test_fits);
    }
    return g_test_run();
}
