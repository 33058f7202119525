#include "desk/copies.h"
#include "base/when.h"

static bool
add_copy(Db *db, Gathering *copy, void *data, GError **error)
{
    const char *entry = data;
    const size_t n = g_strv_length(copy->copies);

    (void)db, (void)error;
    if (g_strv_contains((const char *const *)copy->copies, entry))
        return true;
    copy->copies = g_renew(char *, copy->copies, n + 2);
    copy->copies[n] = g_strdup(entry);
    copy->copies[n + 1] = NULL;
    return true;
}

bool
copies_note(const Desk *desk, const Id *conversation, const char *what, int64_t now, GError **error)
{
    g_autoptr(GPtrArray) all = gatherings_all(desk->gatherings);

    for (guint i = 0; i < all->len; i++) {
        const Gathering *gathering = all->pdata[i];
        const CivilTime day = when_civil(now, gathering->timezone);
        g_autofree char *entry = g_strdup_printf("%04d-%02d-%02d %s", day.year, day.month, day.day, what);

        if (gathering->dates.erased != 0 || (conversation != NULL && !id_equal(conversation, &gathering->id)))
            continue;
        if (!gatherings_change(desk->gatherings, &gathering->id, &(GatheringChange){ add_copy, NULL, entry }, error))
            return false;
    }
    return true;
}
