#include "desk/staff_link.h"
#include "desk/pack.h"

typedef struct {
    const Desk *desk;
    Id      mark;               /* keyed hash of the token */
    Id      staff;
    int64_t now, expires;
    bool    use, found;
} LinkJob;

static Id
mark_of(const Desk *desk, const LinkToken *token)
{
    Id mark;

    secret_hash(&desk->marks, "staff-link", token->bytes, sizeof token->bytes, mark.bytes, sizeof mark.bytes);
    return mark;
}

static bool
put_link(Db *db, void *data, GError **error)
{
    const LinkJob *job = data;
    g_autoptr(GByteArray) out = g_byte_array_new();

    pack_id(out, &job->staff);
    pack_i64(out, job->expires);
    return sealed_put(db, SEALED_STAFF_LINK, &job->desk->general, &job->mark, out->data, out->len, error);
}

char *
staff_link_new(const Desk *desk, const Id *staff, int64_t now, GError **error)
{
    LinkToken token;
    char text[LINK_TEXT + 1];
    LinkJob job = { .desk = desk, .staff = *staff, .expires = now + STAFF_LINK_SECONDS };

    secret_random(token.bytes, sizeof token.bytes);
    job.mark = mark_of(desk, &token);
    if (!vault_write(desk->vault, &(VaultJob){ .run = put_link, .data = &job }, error))
        return NULL;
    link_to_text(&token, text);
    return g_strdup_printf("%s/in/%s", desk->config->desk_url, text);
}

static bool
read_link(GBytes *bytes, LinkJob *job, GError **error)
{
    Unpack in = unpack_of(bytes);

    job->staff = unpack_id(&in);
    job->expires = unpack_i64(&in);
    if (!unpack_ended(&in))
        return error_set(error, ERROR_CORRUPT, "a staff link's row is not of a known form");
    return true;
}

static bool
look_up(Db *db, void *data, GError **error)
{
    LinkJob *job = data;
    g_autoptr(GBytes) bytes = NULL;

    if (!sealed_get(db, SEALED_STAFF_LINK, &job->desk->general, &job->mark, &bytes, error))
        return false;
    job->found = false;
    if (bytes == NULL)
        return true;
    if (!read_link(bytes, job, error))
        return false;
    job->found = job->expires > job->now;
    return !job->use || sealed_remove(db, SEALED_STAFF_LINK, &job->desk->general, &job->mark, error);
}

bool
staff_link_look(const Desk *desk, const LinkToken *token, int64_t now, Staff **ret_staff, GError **error)
{
    LinkJob job = { .desk = desk, .mark = mark_of(desk, token), .now = now };

    if (!vault_read(desk->vault, look_up, &job, error))
        return false;
    *ret_staff = job.found ? staff_list_by_id(desk->staff, &job.staff) : NULL;
    return true;
}

bool
staff_link_use(const Desk *desk, const LinkToken *token, int64_t now, Staff **ret_staff, GError **error)
{
    LinkJob job = { .desk = desk, .mark = mark_of(desk, token), .now = now, .use = true };

    if (!vault_write(desk->vault, &(VaultJob){ .run = look_up, .data = &job }, error))
        return false;
    *ret_staff = job.found ? staff_list_by_id(desk->staff, &job.staff) : NULL;
    return true;
}

/* ---- old ones ---- */

typedef struct { const Desk *desk; int64_t now; GArray *old; } Sweep;

static bool
note_old(const Id *item, GBytes *bytes, void *data, GError **error)
{
    const Sweep *sweep = data;
    LinkJob job = { .desk = sweep->desk };

    if (!read_link(bytes, &job, error))
        return false;
    if (job.expires <= sweep->now)
        g_array_append_val(sweep->old, *item);
    return true;
}

static bool
sweep_old(Db *db, void *data, GError **error)
{
    const Sweep *sweep = data;
    const SealedPlace *general = &sweep->desk->general;

    if (!sealed_each(db, SEALED_STAFF_LINK, general, note_old, data, error))
        return false;
    for (guint i = 0; i < sweep->old->len; i++)
        if (!sealed_remove(db, SEALED_STAFF_LINK, general, &g_array_index(sweep->old, Id, i), error))
            return false;
    return true;
}

bool
staff_link_sweep(const Desk *desk, int64_t now, GError **error)
{
    Sweep sweep = { desk, now, g_array_new(FALSE, FALSE, sizeof(Id)) };
    const bool swept = vault_write(desk->vault, &(VaultJob){ .run = sweep_old, .data = &sweep }, error);

    g_array_unref(sweep.old);
    return swept;
}
