#include "db/group.h"
#include "base/limits.h"
#include "base/lock.h"
#include "db/checkpoint.h"

struct DbGroup {
    Db             *db;           /* of the writer thread */
    Checkpointer   *checkpointer;
    DbLost          lost;
    void           *lost_data;
    GThread        *thread;
    GArray         *batch;        /* DbJob, of the writer thread */
    pthread_mutex_t lock;         /* of all below */
    pthread_cond_t  wake;
    GArray         *queue;        /* DbJob */
    bool            waiting, closing;
};

/* ---- any thread ---- */

static bool
enqueue(DbGroup *group, const DbJob *job, GError **error)
{
    LOCK_HOLD(&group->lock);

    if (group->closing)
        return error_set(error, ERROR_UNAVAILABLE, "closing down");
    if (group->queue->len >= LIMIT_JOBS)
        return error_set(error, ERROR_BUSY, "%d writes are waiting", LIMIT_JOBS);
    g_array_append_vals(group->queue, job, 1);
    if (group->waiting)
        (void)pthread_cond_signal(&group->wake);
    return true;
}

void
db_group_submit(DbGroup *group, const DbJob *job)
{
    g_autoptr(GError) error = NULL;

    if (!enqueue(group, job, &error))
        job->done(job->data, error);
}

/* ---- the writer thread ---- */

/* False: closed, and nothing left. */
static bool
take_batch(DbGroup *group)
{
    LOCK_HOLD(&group->lock);

    group->waiting = true;
    while (group->queue->len == 0 && !group->closing)
        (void)pthread_cond_wait(&group->wake, &group->lock);
    group->waiting = false;

    GArray *taken = group->queue;
    group->queue = group->batch;
    group->batch = taken;
    return taken->len > 0;
}

static bool
run_plainly(Db *db, const DbJob *job, GError **error)
{
    g_autoptr(GError) local = NULL;

    if (job->run(db, job->data, &local))
        return true;
    if (local)
        g_propagate_error(error, g_steal_pointer(&local));
    else
        error_set(error, ERROR_INTERNAL, "a write failed without saying why");
    return false;
}

static bool
run_as_part(Db *db, const DbJob *job, GError **error)
{
    g_auto(DbTxn) part = DB_TXN_NONE;

    return db_txn_begin(db, &part, error) && run_plainly(db, job, error) && db_txn_commit(&part, error);
}

/* False: the whole transaction can't be kept. A job's own failure is put by. */
static bool
run_job(DbGroup *group, const DbJob *job, GError **ret_failure)
{
    if (!job->run)
        return true;
    bool done = job->kind == DB_JOB_STATEMENT ? run_plainly(group->db, job, ret_failure)
                                              : run_as_part(group->db, job, ret_failure);
    return done || !db_txn_undone(group->db);
}

/* The jobs from `at` up to one that must be alone, or up to the first which took the
 * whole transaction with it; *ret_end is behind the last one that has had its turn. */
static bool
run_jobs(DbGroup *group, size_t at, GPtrArray *failures, size_t *ret_end)
{
    bool whole = true;

    for (; whole && at < group->batch->len; at++) {
        const DbJob *job = &g_array_index(group->batch, DbJob, at);
        GError *failure = NULL;

        if (job->kind == DB_JOB_ALONE)
            break;
        whole = run_job(group, job, &failure);
        g_ptr_array_add(failures, failure);
    }
    *ret_end = at;
    return whole;
}

static bool
run_transaction(DbGroup *group, size_t at, GPtrArray *failures, size_t *ret_end, GError **error)
{
    g_auto(DbTxn) txn = DB_TXN_NONE;

    if (!db_txn_begin(group->db, &txn, error))
        return false;
    if (!run_jobs(group, at, failures, ret_end))
        return error_set(error, ERROR_FULL, "a write beside this one failed, and took it along");
    return db_txn_commit(&txn, error);
}

static size_t
first_alone(const DbGroup *group, size_t at)
{
    while (at < group->batch->len && g_array_index(group->batch, DbJob, at).kind != DB_JOB_ALONE)
        at++;
    return at;
}

static void
free_failure(void *failure)
{
    if (failure)
        g_error_free(failure);
}

/* One transaction from `at` on; returns where the next one begins. */
static size_t
run_together(DbGroup *group, size_t at)
{
    g_autoptr(GPtrArray) failures = g_ptr_array_new_with_free_func(free_failure);
    g_autoptr(GError) error = NULL;
    size_t end = first_alone(group, at);

    if (!run_transaction(group, at, failures, &end, &error) && failures->len > 0 && group->lost)
        group->lost(group->db, group->lost_data);
    for (size_t i = at; i < end; i++) {
        const DbJob *job = &g_array_index(group->batch, DbJob, i);
        const GError *failure = i - at < failures->len ? failures->pdata[i - at] : NULL;

        job->done(job->data, failure ? failure : job->run ? error : NULL);
    }
    return end;
}

static void
run_alone(DbGroup *group, const DbJob *job)
{
    g_autoptr(GError) error = NULL;

    if (job->run)
        (void)!run_plainly(group->db, job, &error);
    job->done(job->data, error);
}

static void *
writer_main(void *data)
{
    DbGroup *group = data;

    while (take_batch(group)) {
        for (size_t at = 0; at < group->batch->len;) {
            const DbJob *job = &g_array_index(group->batch, DbJob, at);

            if (job->kind != DB_JOB_ALONE) {
                at = run_together(group, at);
            } else {
                run_alone(group, job);
                at++;
            }
        }
        g_array_set_size(group->batch, 0);
        checkpointer_help(group->checkpointer);
    }
    return NULL;
}

/* ---- beginning and end ---- */

DbGroup *
db_group_new(Db *db, DbLost lost, void *data, GError **error)
{
    g_autoptr(Db) owned = db;
    g_autoptr(Checkpointer) checkpointer = checkpointer_new(owned, error);

    if (!checkpointer)
        return NULL;
    DbGroup *group = g_new0(DbGroup, 1);
    group->db = g_steal_pointer(&owned);
    group->checkpointer = g_steal_pointer(&checkpointer);
    group->lost = lost;
    group->lost_data = data;
    group->batch = g_array_new(false, false, sizeof(DbJob));
    group->queue = g_array_new(false, false, sizeof(DbJob));
    (void)pthread_mutex_init(&group->lock, NULL);
    (void)pthread_cond_init(&group->wake, NULL);
    group->thread = g_thread_new("writer", writer_main, group);
    return group;
}

static void
refuse_from_now(DbGroup *group)
{
    LOCK_HOLD(&group->lock);

    group->closing = true;
    (void)pthread_cond_signal(&group->wake);
}

void
db_group_close(DbGroup *group)
{
    refuse_from_now(group);
    if (group->thread)
        (void)g_thread_join(g_steal_pointer(&group->thread));
}

void
db_group_free(DbGroup *group)
{
    if (!group)
        return;
    db_group_close(group);
    checkpointer_free(group->checkpointer);
    /* The log has the order of writing in it, which nothing that lies still may tell. */
    (void)!db_checkpoint(group->db, true, NULL);
    db_free(group->db);
    g_array_unref(group->batch);
    g_array_unref(group->queue);
    (void)pthread_mutex_destroy(&group->lock);
    (void)pthread_cond_destroy(&group->wake);
    g_free(group);
}
