#include "base/words.h"
#include <glib.h>
#include <string.h>

#define TELLS_APART 4       /* letters that no two words of the list share at their beginning */
#define LONGEST     8

static int
order(const char *typed, size_t length, const char *word)
{
    int first = strncmp(typed, word, length);

    if (first != 0 || strlen(word) == length)
        return first;
    return length >= TELLS_APART ? 0 : -1;
}

int
words_index(const char *typed, size_t length)
{
    char small[LONGEST];
    int low = 0, high = WORDS_COUNT - 1;

    if (length == 0 || length > LONGEST)
        return -1;
    for (size_t i = 0; i < length; i++)
        small[i] = g_ascii_tolower(typed[i]);
    while (low <= high) {
        int middle = (low + high) / 2;
        int side = order(small, length, words_table[middle]);

        if (side == 0)
            return middle;
        if (side < 0)
            high = middle - 1;
        else
            low = middle + 1;
    }
    return -1;
}
