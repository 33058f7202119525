#include "base/limits.h"
#include "base/text.h"
#include <string.h>

/* In a file of its own: programs that know nobody have no use for it and leave it out. */

#define LOCAL_MOST 64           /* RFC 5321 4.5.3.1.1 */
#define LABEL_MOST 63           /* RFC 1035 2.3.4 */

/* dot-atom of RFC 5322 3.2.3. */
static bool
is_local_part(const char *text, size_t length)
{
    if (length < 1 || length > LOCAL_MOST || text[0] == '.' || text[length - 1] == '.')
        return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '.' ? text[i + 1] == '.'
                           : !g_ascii_isalnum(text[i]) && strchr("!#$%&'*+-/=?^_`{|}~", text[i]) == NULL)
            return false;
    }
    return true;
}

static bool
is_label(const char *text, size_t length)
{
    if (length < 1 || length > LABEL_MOST || text[0] == '-' || text[length - 1] == '-')
        return false;
    for (size_t i = 0; i < length; i++)
        if (!g_ascii_isalnum(text[i]) && text[i] != '-')
            return false;
    return true;
}

/* RFC 1123 2.1: names of hosts; the last label is never only digits. */
static bool
is_domain(const char *text)
{
    const char *last = text;

    for (const char *label = text;; label = last + 1) {
        size_t length = strcspn(label, ".");

        if (!is_label(label, length))
            return false;
        last = label + length;
        if (*last == '\0')
            return strspn(label, "0123456789") < length;
    }
}

/* The plain form only.  Quoted local parts, comments and numeric hosts are legal on paper,
 * but in a roster they are slips of typing, and relays refuse most of them. */
bool
text_is_email(const char *text)
{
    const char *at = strrchr(text, '@');

    if (at == NULL || strlen(text) > LIMIT_EMAIL)
        return false;
    return is_local_part(text, (size_t)(at - text)) && is_domain(at + 1);
}
