#include "domain/everyday.h"
#include <stdlib.h>
#include <string.h>

typedef struct { const char *word; size_t length; } Piece;

const EverydayWords *
everyday_words(const char *language)
{
    const EverydayWords *english = NULL;

    for (size_t i = 0; i < everyday_lists_count; i++) {
        if (g_strcmp0(everyday_lists[i].language, language) == 0)
            return &everyday_lists[i];
        if (g_str_equal(everyday_lists[i].language, "en"))
            english = &everyday_lists[i];
    }
    return english;
}

static int
compare(const void *a, const void *b)
{
    const Piece *piece = a;
    const char *word = *(const char *const *)b;
    const int order = strncmp(piece->word, word, piece->length);

    return order != 0 ? order : -(word[piece->length] != '\0');
}

bool
everyday_has(const EverydayWords *everyday, const char *word, size_t length)
{
    const Piece piece = { word, length };

    return bsearch(&piece, everyday->words, everyday->n, sizeof *everyday->words, compare) != NULL;
}
