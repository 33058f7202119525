#include "desk/staff.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "desk/pack.h"

#define STAFF_FORM 1
#define TEXT_BYTES (4 * LIMIT_NAME)

/* ---- life ---- */

Staff *
staff_new(const char *name, const char *email)
{
    Staff *staff = g_new0(Staff, 1);

    g_atomic_ref_count_init(&staff->refs);
    id_random(&staff->id);
    staff->name = g_strdup(name);
    staff->email = g_strdup(email);
    staff->problem = g_strdup("");
    staff->posts = g_array_new(FALSE, TRUE, sizeof(StaffPost));
    return staff;
}

Staff *
staff_copy(const Staff *staff)
{
    Staff *copy = g_new0(Staff, 1);

    *copy = *staff;
    g_atomic_ref_count_init(&copy->refs);
    copy->name = g_strdup(staff->name);
    copy->email = g_strdup(staff->email);
    copy->problem = g_strdup(staff->problem);
    copy->posts = g_array_copy(staff->posts);
    return copy;
}

Staff *
staff_ref(Staff *staff)
{
    g_atomic_ref_count_inc(&staff->refs);
    return staff;
}

void
staff_unref(Staff *staff)
{
    if (staff == NULL || !g_atomic_ref_count_dec(&staff->refs))
        return;
    g_free(staff->name);
    g_free(staff->email);
    g_free(staff->problem);
    if (staff->posts != NULL)
        g_array_unref(staff->posts);
    secret_wipe(staff->totp_key, sizeof staff->totp_key);
    g_free(staff);
}

/* ---- roles ---- */

static const struct { Role role; const char *word, *text; } roles[] = {
    { ROLE_FACILITATOR, "facilitator", N_("facilitator") },
    { ROLE_ANALYST, "analyst", N_("analyst") },
    { ROLE_ORGANISER, "organiser", N_("organiser") },
    { ROLE_ADMINISTRATOR, "administrator", N_("administrator") },
};

Role
staff_role(const char *word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
        if (strcmp(roles[i].word, word) == 0)
            return roles[i].role;
    return (Role)0;
}

char *
staff_role_names(uint32_t bits)
{
    g_autoptr(GString) names = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
        if ((bits & roles[i].role) != 0)
            g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", _(roles[i].text));
    return g_string_free(g_steal_pointer(&names), FALSE);
}

const StaffPost *
staff_post(const Staff *staff, const Id *conversation)
{
    for (guint i = 0; i < staff->posts->len; i++) {
        const StaffPost *post = &g_array_index(staff->posts, StaffPost, i);

        if (id_equal(&post->conversation, conversation))
            return post;
    }
    return NULL;
}

/* ---- rows ---- */

static bool
staff_put(Db *db, const SealedPlace *general, const Staff *staff, GError **error)
{
    g_autoptr(GByteArray) out = g_byte_array_new();

    pack_u8(out, STAFF_FORM);
    pack_text(out, staff->name);
    pack_text(out, staff->email);
    pack_u8(out, staff->administrator);
    pack_u32(out, staff->posts->len);
    for (guint i = 0; i < staff->posts->len; i++) {
        const StaffPost *post = &g_array_index(staff->posts, StaffPost, i);

        pack_id(out, &post->conversation);
        pack_u32(out, post->roles);
        pack_u32(out, post->number);
    }
    g_byte_array_append(out, staff->totp_key, TOTP_KEY);
    pack_u8(out, staff->has_totp);
    pack_i64(out, staff->totp_step);
    pack_u32(out, staff->generation);
    pack_text(out, staff->problem);
    return sealed_put(db, SEALED_STAFF, general, &staff->id, out->data, out->len, error);
}

static Staff *
staff_unpack(const Id *id, GBytes *bytes)
{
    Unpack in = unpack_of(bytes);
    const uint8_t form = unpack_u8(&in);
    g_autofree char *name = unpack_text(&in, TEXT_BYTES);
    g_autofree char *email = unpack_text(&in, LIMIT_EMAIL);
    g_autoptr(Staff) staff = staff_new(name, email);

    staff->id = *id;
    staff->administrator = unpack_u8(&in);
    for (uint32_t n = unpack_u32(&in); n > 0 && !in.failed; n--) {
        StaffPost post = { .conversation = unpack_id(&in) };

        post.roles = unpack_u32(&in);
        post.number = unpack_u32(&in);
        g_array_append_val(staff->posts, post);
    }
    for (unsigned i = 0; i < TOTP_KEY; i++)
        staff->totp_key[i] = unpack_u8(&in);
    staff->has_totp = unpack_u8(&in);
    staff->totp_step = unpack_i64(&in);
    staff->generation = unpack_u32(&in);
    g_free(staff->problem);
    staff->problem = unpack_text(&in, TEXT_BYTES);
    return form == STAFF_FORM && unpack_ended(&in) ? g_steal_pointer(&staff) : NULL;
}

/* ---- the list ---- */

struct StaffList {
    Vault      *vault;
    SealedPlace general;
    GRWLock     lock;
    GHashTable *by_id;
};

static bool
load_row(const Id *id, GBytes *bytes, void *data, GError **error)
{
    StaffList *list = data;
    Staff *staff = staff_unpack(id, bytes);

    if (staff == NULL)
        return error_set(error, ERROR_CORRUPT, "a staff row is not of a known form");
    g_hash_table_replace(list->by_id, &staff->id, staff);
    return true;
}

static bool
load_all(Db *db, void *data, GError **error)
{
    StaffList *list = data;

    return sealed_each(db, SEALED_STAFF, &list->general, load_row, list, error);
}

StaffList *
staff_list_load(Vault *vault, const SealedPlace *general, GError **error)
{
    g_autoptr(StaffList) list = g_new0(StaffList, 1);

    list->vault = vault;
    list->general = *general;
    g_rw_lock_init(&list->lock);
    list->by_id = g_hash_table_new_full(id_hash, id_equal_func, NULL, (GDestroyNotify)staff_unref);
    return vault_read(vault, load_all, list, error) ? g_steal_pointer(&list) : NULL;
}

void
staff_list_free(StaffList *list)
{
    if (list == NULL)
        return;
    g_hash_table_unref(list->by_id);
    g_rw_lock_clear(&list->lock);
    g_free(list);
}

static int
by_name(const void *a, const void *b)
{
    const Staff *one = *(Staff *const *)a, *other = *(Staff *const *)b;

    return g_utf8_collate(one->name, other->name);
}

GPtrArray *
staff_list_all(StaffList *list)
{
    GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)staff_unref);
    GHashTableIter iter;
    gpointer value;

    g_rw_lock_reader_lock(&list->lock);
    g_hash_table_iter_init(&iter, list->by_id);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        g_ptr_array_add(all, staff_ref(value));
    g_rw_lock_reader_unlock(&list->lock);
    g_ptr_array_sort(all, by_name);
    return all;
}

Staff *
staff_list_by_id(StaffList *list, const Id *id)
{
    g_rw_lock_reader_lock(&list->lock);
    Staff *staff = g_hash_table_lookup(list->by_id, id);
    if (staff != NULL)
        staff_ref(staff);
    g_rw_lock_reader_unlock(&list->lock);
    return staff;
}

Staff *
staff_list_by_email(StaffList *list, const char *email)
{
    g_autoptr(GPtrArray) all = staff_list_all(list);

    for (guint i = 0; i < all->len; i++) {
        Staff *staff = all->pdata[i];

        if (g_ascii_strcasecmp(staff->email, email) == 0)
            return staff_ref(staff);
    }
    return NULL;
}

/* ---- changing ---- */

typedef struct { StaffList *list; Id id; const StaffChange *change; Staff *copy; } ChangeJob;

static void
put_in_place(StaffList *list, Staff *staff)
{
    g_rw_lock_writer_lock(&list->lock);
    g_hash_table_replace(list->by_id, &staff->id, staff_ref(staff));
    g_rw_lock_writer_unlock(&list->lock);
}

static void
change_after(void *data)
{
    const ChangeJob *job = data;

    put_in_place(job->list, job->copy);
}

static bool
change_run(Db *db, void *data, GError **error)
{
    ChangeJob *job = data;
    g_autoptr(Staff) old = staff_list_by_id(job->list, &job->id);

    if (old == NULL)
        return error_set(error, ERROR_INPUT, "there is no such member of staff");
    staff_unref(job->copy);
    job->copy = staff_copy(old);
    return job->change->change(db, job->copy, job->change->data, error) &&
           staff_put(db, &job->list->general, job->copy, error);
}

bool
staff_list_change(StaffList *list, const Id *id, const StaffChange *change, GError **error)
{
    ChangeJob job = { list, *id, change, NULL };
    const bool changed =
        vault_write(list->vault, &(VaultJob){ .run = change_run, .after = change_after, .data = &job }, error);

    staff_unref(job.copy);
    return changed;
}

static bool
add_run(Db *db, void *data, GError **error)
{
    const ChangeJob *job = data;

    return staff_put(db, &job->list->general, job->copy, error);
}

bool
staff_list_add(StaffList *list, Staff *staff, GError **error)
{
    ChangeJob job = { .list = list, .copy = staff };

    return vault_write(list->vault, &(VaultJob){ .run = add_run, .after = change_after, .data = &job }, error);
}

static bool
remove_run(Db *db, void *data, GError **error)
{
    const ChangeJob *job = data;

    return sealed_remove(db, SEALED_STAFF, &job->list->general, &job->id, error);
}

static void
remove_after(void *data)
{
    const ChangeJob *job = data;

    g_rw_lock_writer_lock(&job->list->lock);
    g_hash_table_remove(job->list->by_id, &job->id);
    g_rw_lock_writer_unlock(&job->list->lock);
}

bool
staff_list_remove(StaffList *list, const Id *id, GError **error)
{
    ChangeJob job = { .list = list, .id = *id };

    return vault_write(list->vault, &(VaultJob){ .run = remove_run, .after = remove_after, .data = &job }, error);
}

static bool
drop_post(Db *db, Staff *copy, void *data, GError **error)
{
    for (guint i = copy->posts->len; i > 0; i--)
        if (id_equal(&g_array_index(copy->posts, StaffPost, i - 1).conversation, data))
            g_array_remove_index(copy->posts, i - 1);
    return true;
}

bool
staff_list_forget(StaffList *list, const Id *conversation, GError **error)
{
    g_autoptr(GPtrArray) all = staff_list_all(list);
    Id id = *conversation;
    const StaffChange change = { drop_post, &id };

    for (guint i = 0; i < all->len; i++) {
        const Staff *staff = all->pdata[i];

        if (staff_post(staff, conversation) != NULL && !staff_list_change(list, &staff->id, &change, error))
            return false;
    }
    return true;
}
