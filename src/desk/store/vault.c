#include "desk/store/vault.h"
#include "base/lock.h"
#include "base/log.h"
#include "db/group.h"
#include "db/migrate.h"

struct Vault {
    DbGroup *writer;
    pthread_mutex_t reading;
    Db      *reader;
};

Vault *
vault_open(const char *uri, bool create, GError **error)
{
    g_autoptr(Db) writer = db_open(uri, create ? DB_CREATE : DB_READ_WRITE, error);

    if (writer == NULL || !migrate_up(writer, migrations_desk, migrations_desk_n, error))
        return NULL;
    g_autoptr(Db) reader = db_open(uri, DB_READ_ONLY, error);
    if (reader == NULL)
        return NULL;

    DbGroup *group = db_group_new(g_steal_pointer(&writer), NULL, NULL, error);
    if (group == NULL)
        return NULL;

    Vault *vault = g_new0(Vault, 1);
    pthread_mutex_init(&vault->reading, NULL);
    vault->reader = g_steal_pointer(&reader);
    vault->writer = group;
    return vault;
}

void
vault_close(Vault *vault)
{
    if (vault == NULL)
        return;
    db_group_close(vault->writer);
    db_free(vault->reader);             /* first: the last to go empties the log, and must be able to write */
    db_group_free(vault->writer);
    pthread_mutex_destroy(&vault->reading);
    g_free(vault);
}

/* ---- writing ---- */

typedef struct {
    VaultJob job;
    bool     waited_for;
    pthread_mutex_t lock;
    pthread_cond_t  ended;
    bool     has_ended;
    GError  *error;
} Errand;

static bool
errand_run(Db *db, void *data, GError **error)
{
    const Errand *errand = data;

    return errand->job.run(db, errand->job.data, error);
}

static void
errand_free(Errand *errand)
{
    if (errand->job.free_data != NULL)
        errand->job.free_data(errand->job.data);
    g_free(errand);
}

static void
errand_done(void *data, const GError *error)
{
    Errand *errand = data;

    if (error == NULL && errand->job.after != NULL)
        errand->job.after(errand->job.data);
    if (!errand->waited_for) {
        if (error != NULL)
            log_error("could not save: %s", error->message);
        errand_free(errand);
        return;
    }
    LOCK_HOLD(&errand->lock);
    errand->error = error != NULL ? g_error_copy(error) : NULL;
    errand->has_ended = true;
    pthread_cond_signal(&errand->ended);
}

static bool
write_and_wait(Vault *vault, DbJobKind kind, const VaultJob *job, GError **error)
{
    Errand errand = { .job = *job, .waited_for = true };

    pthread_mutex_init(&errand.lock, NULL);
    pthread_cond_init(&errand.ended, NULL);
    db_group_submit(vault->writer, &(DbJob){ kind, errand_run, errand_done, &errand });
    pthread_mutex_lock(&errand.lock);
    while (!errand.has_ended)
        pthread_cond_wait(&errand.ended, &errand.lock);
    pthread_mutex_unlock(&errand.lock);
    pthread_mutex_destroy(&errand.lock);
    pthread_cond_destroy(&errand.ended);
    if (errand.error == NULL)
        return true;
    g_propagate_error(error, errand.error);
    return false;
}

bool
vault_write(Vault *vault, const VaultJob *job, GError **error)
{
    return write_and_wait(vault, DB_JOB_PART, job, error);
}

void
vault_write_later(Vault *vault, const VaultJob *job)
{
    Errand *errand = g_new0(Errand, 1);

    errand->job = *job;
    db_group_submit(vault->writer, &(DbJob){ DB_JOB_PART, errand_run, errand_done, errand });
}

/* ---- reading ---- */

bool
vault_read(Vault *vault, bool (*work)(Db *db, void *data, GError **error), void *data, GError **error)
{
    LOCK_HOLD(&vault->reading);

    return work(vault->reader, data, error);
}

static bool
tidy(Db *db, void *data, GError **error)
{
    return db_vacuum(db, error);
}

bool
vault_tidy(Vault *vault, GError **error)
{
    /* The reader is held meanwhile, or the log could not be emptied. */
    LOCK_HOLD(&vault->reading);

    return write_and_wait(vault, DB_JOB_ALONE, &(VaultJob){ .run = tidy }, error);
}
