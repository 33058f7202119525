#include "names/first_names.h"
#include <stdlib.h>
#include <string.h>

static int
compare(const void *key, const void *row)
{
    /* A row of either table begins with its word. */
    return strcmp(key, row);
}

FirstNameKind
first_name_kind(const char *folded)
{
    const FirstName *found = bsearch(folded, first_names, first_names_count, sizeof *first_names, compare);

    return found != NULL ? (FirstNameKind)found->kind : FIRST_NAME_NONE;
}

bool
word_is_common(const char *folded)
{
    return bsearch(folded, common_words, common_words_count, sizeof *common_words, compare) != NULL;
}
