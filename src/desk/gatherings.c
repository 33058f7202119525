#include "desk/gatherings.h"
#include "base/log.h"

struct Gatherings {
    Vault      *vault;
    SealedPlace general;
    Keyring    *keys;
    GRWLock     lock;
    GHashTable *by_id;          /* Id in the value -> Gathering */
};

/* ---- loading ---- */

static bool
load_person(const Person *person, void *data, GError **error)
{
    people_put(data, person);
    return true;
}

static bool
load_row(const Id *id, GBytes *bytes, void *data, GError **error)
{
    Gatherings *gatherings = data;
    g_autoptr(Gathering) gathering = gathering_read(id, bytes, error);

    if (gathering == NULL)
        return false;
    if (gathering->dates.erased == 0 && !gathering_unlock(gathering, gatherings->keys, false, error))
        return false;
    g_hash_table_replace(gatherings->by_id, &gathering->id, gathering_ref(gathering));
    return true;
}

static bool
load_all(Db *db, void *data, GError **error)
{
    Gatherings *gatherings = data;
    GHashTableIter iter;
    gpointer value;

    if (!sealed_each(db, SEALED_CONVERSATION, &gatherings->general, load_row, gatherings, error))
        return false;
    g_hash_table_iter_init(&iter, gatherings->by_id);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        Gathering *gathering = value;

        if (gathering->people != NULL && !person_each(db, &gathering->place, load_person, gathering->people, error))
            return false;
    }
    return true;
}

Gatherings *
gatherings_load(Vault *vault, const SealedPlace *general, Keyring *keys, GError **error)
{
    g_autoptr(Gatherings) gatherings = g_new0(Gatherings, 1);

    gatherings->vault = vault;
    gatherings->general = *general;
    gatherings->keys = keys;
    g_rw_lock_init(&gatherings->lock);
    gatherings->by_id = g_hash_table_new_full(id_hash, id_equal_func, NULL, (GDestroyNotify)gathering_unref);
    if (!vault_read(vault, load_all, gatherings, error))
        return NULL;
    return g_steal_pointer(&gatherings);
}

void
gatherings_free(Gatherings *gatherings)
{
    if (gatherings == NULL)
        return;
    g_hash_table_unref(gatherings->by_id);
    g_rw_lock_clear(&gatherings->lock);
    g_free(gatherings);
}

/* ---- finding ---- */

static int
by_opening(const void *a, const void *b)
{
    const Gathering *one = *(Gathering *const *)a, *other = *(Gathering *const *)b;

    if (one->dates.opens != other->dates.opens)
        return one->dates.opens < other->dates.opens ? -1 : 1;
    return strcmp(one->slug, other->slug);
}

GPtrArray *
gatherings_all(Gatherings *gatherings)
{
    GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)gathering_unref);
    GHashTableIter iter;
    gpointer value;

    g_rw_lock_reader_lock(&gatherings->lock);
    g_hash_table_iter_init(&iter, gatherings->by_id);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        g_ptr_array_add(all, gathering_ref(value));
    g_rw_lock_reader_unlock(&gatherings->lock);
    g_ptr_array_sort(all, by_opening);
    return all;
}

Gathering *
gatherings_by_id(Gatherings *gatherings, const Id *id)
{
    g_rw_lock_reader_lock(&gatherings->lock);
    Gathering *gathering = g_hash_table_lookup(gatherings->by_id, id);
    if (gathering != NULL)
        gathering_ref(gathering);
    g_rw_lock_reader_unlock(&gatherings->lock);
    return gathering;
}

Gathering *
gatherings_by_slug(Gatherings *gatherings, const char *slug)
{
    g_autoptr(GPtrArray) all = gatherings_all(gatherings);

    for (guint i = 0; i < all->len; i++) {
        Gathering *gathering = all->pdata[i];

        if (gathering->dates.erased == 0 && strcmp(gathering->slug, slug) == 0)
            return gathering_ref(gathering);
    }
    return NULL;
}

void
gathering_member_clear(GatheringMember *member)
{
    gathering_unref(member->gathering);
    member->gathering = NULL;
}

typedef bool (*Finder)(People *people, const void *key, PersonEntry *ret_entry, uint32_t *ret_epoch);

static bool
find_member(Gatherings *gatherings, Finder finder, const void *key, GatheringMember *ret_member)
{
    g_autoptr(GPtrArray) all = gatherings_all(gatherings);

    for (guint i = 0; i < all->len; i++) {
        Gathering *gathering = all->pdata[i];
        GatheringMember member = GATHERING_MEMBER_NONE;

        if (gathering->people == NULL || !finder(gathering->people, key, &member.entry, &member.epoch))
            continue;
        member.gathering = gathering_ref(gathering);
        *ret_member = member;
        return true;
    }
    return false;
}

static bool
find_link(People *people, const void *key, PersonEntry *ret_entry, uint32_t *ret_epoch)
{
    return people_by_link(people, key, ret_entry, ret_epoch);
}

static bool
find_code(People *people, const void *key, PersonEntry *ret_entry, uint32_t *ret_epoch)
{
    return people_by_code(people, key, ret_entry, ret_epoch);
}

bool
gatherings_by_link(Gatherings *gatherings, const LinkToken *link, GatheringMember *ret_member)
{
    return find_member(gatherings, find_link, link, ret_member);
}

bool
gatherings_by_code(Gatherings *gatherings, const Code *code, GatheringMember *ret_member)
{
    return find_member(gatherings, find_code, code, ret_member);
}

/* ---- changing ---- */

static void
put_in_place(Gatherings *gatherings, Gathering *gathering)
{
    g_rw_lock_writer_lock(&gatherings->lock);
    g_hash_table_replace(gatherings->by_id, &gathering->id, gathering_ref(gathering));
    g_rw_lock_writer_unlock(&gatherings->lock);
}

typedef struct {
    Gatherings *gatherings;
    Id id;
    const GatheringChange *change;
    Gathering *copy;
} ChangeJob;

static bool
change_run(Db *db, void *data, GError **error)
{
    ChangeJob *job = data;
    g_autoptr(Gathering) old = gatherings_by_id(job->gatherings, &job->id);

    if (old == NULL)
        return error_set(error, ERROR_INPUT, "there is no such conversation");
    gathering_unref(job->copy);
    job->copy = gathering_copy(old);
    return job->change->change(db, job->copy, job->change->data, error) &&
           gathering_put(db, &job->gatherings->general, job->copy, error);
}

static void
change_after(void *data)
{
    ChangeJob *job = data;

    put_in_place(job->gatherings, job->copy);
    if (job->change->after != NULL)
        job->change->after(job->copy, job->change->data);
}

bool
gatherings_change(Gatherings *gatherings, const Id *id, const GatheringChange *change, GError **error)
{
    ChangeJob job = { gatherings, *id, change, NULL };
    const bool changed =
        vault_write(gatherings->vault, &(VaultJob){ .run = change_run, .after = change_after, .data = &job }, error);

    gathering_unref(job.copy);
    return changed;
}

static bool
add_run(Db *db, void *data, GError **error)
{
    const ChangeJob *job = data;

    return gathering_put(db, &job->gatherings->general, job->copy, error);
}

static void
add_after(void *data)
{
    const ChangeJob *job = data;

    put_in_place(job->gatherings, job->copy);
}

bool
gatherings_add(Gatherings *gatherings, Gathering *gathering, GError **error)
{
    ChangeJob job = { .gatherings = gatherings, .copy = gathering };

    return gathering_unlock(gathering, gatherings->keys, true, error) &&
           vault_write(gatherings->vault, &(VaultJob){ .run = add_run, .after = add_after, .data = &job }, error);
}

/* ---- loading again ---- */

static bool
reload(Db *db, void *data, GError **error)
{
    const Gathering *gathering = data;

    people_empty(gathering->people);
    return person_each(db, &gathering->place, load_person, gathering->people, error);
}

void
gatherings_reload_people(Gatherings *gatherings, const Id *id)
{
    g_autoptr(Gathering) gathering = gatherings_by_id(gatherings, id);
    g_autoptr(GError) error = NULL;

    if (gathering != NULL && gathering->people != NULL && !vault_read(gatherings->vault, reload, gathering, &error))
        log_error("the list of people could not be read again: %s", error->message);
}
