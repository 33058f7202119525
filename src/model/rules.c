#include "model/rules.h"
#include <string.h>

const char *const counts_names[COUNTS__COUNT + 1] = { "open", "after-voting", "after-closing", NULL };

int
rules_counts(const char *name)
{
    for (int i = 0; name && counts_names[i]; i++)
        if (strcmp(counts_names[i], name) == 0)
            return i;
    return -1;
}

bool
rules_show_counts(const Rules *rules, bool closed, bool has_voted)
{
    switch (rules->counts) {
    case COUNTS_OPEN:
        return true;
    case COUNTS_AFTER_VOTING:
        return closed || has_voted;
    case COUNTS_AFTER_CLOSING:
    case COUNTS__COUNT:
        break;
    }
    return closed;
}
