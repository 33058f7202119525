#include "desk/mask.h"
#include "base/text.h"
#include <string.h>

/* "Okafor, Marsha" and "Marsha Okafor" in the second order. */
static char *
in_order(const char *name)
{
    const char *comma = strchr(name, ',');

    if (comma == NULL || comma[1] == '\0')
        return g_strdup(name);
    g_autofree char *last = g_strndup(name, (gsize)(comma - name));
    g_autofree char *first = text_trim(comma + 1);
    return g_strdup_printf("%s %s", first, last);
}

char *
mask_name(const char *name)
{
    g_autofree char *ordered = in_order(name);
    g_auto(GStrv) words = g_strsplit_set(ordered, " \t", -1);
    const char *first = NULL, *last = NULL;
    char initial[7] = "";

    for (size_t i = 0; words[i] != NULL; i++) {
        if (words[i][0] == '\0')
            continue;
        if (first == NULL)
            first = words[i];
        else
            last = words[i];
    }
    if (first == NULL || last == NULL)
        return g_strdup(first != NULL ? first : "");
    g_unichar_to_utf8(g_utf8_get_char(last), initial);
    return g_strdup_printf("%s %s.", first, initial);
}

char *
mask_address(const char *email)
{
    const char *at = strrchr(email, '@');
    char initial[7] = "";

    if (at == NULL || at == email)
        return g_strdup("");
    g_unichar_to_utf8(g_utf8_get_char(email), initial);
    return g_strdup_printf("%s\xe2\x80\xa6%s", initial, at);
}

char *
mask_addresses(const char *problem)
{
    g_auto(GStrv) words = g_strsplit(problem, " ", -1);

    for (size_t i = 0; words[i] != NULL; i++)
        if (strchr(words[i], '@') != NULL) {
            g_free(words[i]);
            words[i] = g_strdup("(address)");
        }
    return g_strjoinv(" ", words);
}
