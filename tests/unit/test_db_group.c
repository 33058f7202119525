#include "db/group.h"
#include "db_fixture.h"
#include "faults.h"
#include <glib/gstdio.h>
#include <pthread.h>

/* What became of the jobs, in the order of `done`. Written on the writer thread, read
 * after db_group_close(). */
typedef struct {
    GArray *numbers;      /* int64_t */
    GArray *kinds;        /* int: -1 kept, else the ErrorKind */
    int     lost;
    int64_t count_when_lost;
} Log;

static void
log_init(Log *log)
{
    *log = (Log){ g_array_new(false, false, sizeof(int64_t)), g_array_new(false, false, sizeof(int)), 0, -1 };
}

static void
log_clear(Log *log)
{
    g_array_unref(log->numbers);
    g_array_unref(log->kinds);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Log, log_clear)

static void
note_lost(Db *db, void *data)
{
    Log *log = data;

    log->lost++;
    log->count_when_lost = db_count(db);
}

typedef struct { Log *log; int64_t number; bool fails, says_nothing; struct Gate *gate; } Put;

static const DbQuery query_put = { "putting", "INSERT INTO item VALUES (?, 'x')", NULL };

/* Holds the writer up, so that all that comes after is one batch. */
typedef struct Gate { pthread_mutex_t lock; _Atomic bool reached; } Gate;

static void
wait_at(Gate *gate)
{
    if (!gate)
        return;
    gate->reached = true;
    pthread_mutex_lock(&gate->lock);
    pthread_mutex_unlock(&gate->lock);
}

static bool
put_run(Db *db, void *data, GError **error)
{
    Put *put = data;

    wait_at(put->gate);
    if (!db_run(db, &query_put, DB_PARAMS(DB_INT(put->number)), error))
        return false;
    if (put->says_nothing)
        return false;
    return !put->fails || error_set(error, ERROR_INPUT, "fails after writing");
}

static void
put_done(void *data, const GError *error)
{
    Put *put = data;
    int kind = error ? error->code : -1;

    g_array_append_val(put->log->numbers, put->number);
    g_array_append_val(put->log->kinds, kind);
    g_free(put);
}

static void
submit(DbGroup *group, DbJobKind kind, Put put)
{
    DbJob job = { kind, put_run, put_done, g_memdup2(&put, sizeof put) };

    db_group_submit(group, &job);
}

/* Job 0: the writer stands at the gate when this returns. */
static void
submit_gate(DbGroup *group, Log *log, Gate *gate)
{
    pthread_mutex_init(&gate->lock, NULL);
    pthread_mutex_lock(&gate->lock);
    gate->reached = false;
    submit(group, DB_JOB_ALONE, (Put){ .log = log, .number = 0, .gate = gate });
    while (!gate->reached)
        g_thread_yield();
}

static void
open_gate(DbGroup *group, Gate *gate)
{
    pthread_mutex_unlock(&gate->lock);
    db_group_close(group);
    pthread_mutex_destroy(&gate->lock);
}

static int
kind_at(const Log *log, guint i)
{
    return g_array_index(log->kinds, int, i);
}

static void
assert_in_order(const Log *log, guint n)
{
    g_assert_cmpuint(log->numbers->len, ==, n);
    for (guint i = 0; i < n; i++)
        g_assert_cmpint(g_array_index(log->numbers, int64_t, i), ==, i);
}

typedef struct { DbPlace place; Log log; DbGroup *group; } Fixture;

static void
fixture_clear(Fixture *f)
{
    faults_set(FAULT_NONE);
    db_group_free(f->group);
    db_place_clear(&f->place);
    log_clear(&f->log);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fixture, fixture_clear)

static void
fixture_init(Fixture *f)
{
    g_autoptr(GError) error = NULL;

    db_place_init(&f->place);
    log_init(&f->log);
    f->group = db_group_new(db_place_open(&f->place), note_lost, &f->log, &error);
    g_assert_no_error(error);
}

static int64_t
count_kept(const Fixture *f)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Db) reader = db_open(f->place.uri, DB_READ_ONLY, &error);

    g_assert_no_error(error);
    return db_count(reader);
}

/* ---- cases ---- */

static void
test_order(void)
{
    g_auto(Fixture) f = { 0 };

    fixture_init(&f);
    for (int i = 0; i < 1000; i++)
        submit(f.group, i % 3 == 0 ? DB_JOB_PART : DB_JOB_STATEMENT, (Put){ .log = &f.log, .number = i });
    db_group_close(f.group);
    assert_in_order(&f.log, 1000);
    for (guint i = 0; i < 1000; i++)
        g_assert_cmpint(kind_at(&f.log, i), ==, -1);
    g_assert_cmpint(count_kept(&f), ==, 1000);
    g_assert_cmpint(f.log.lost, ==, 0);
}

/* A failing job is undone alone, though it has written; its neighbours are kept. */
static void
test_failing_job(void)
{
    g_auto(Fixture) f = { 0 };
    Gate gate;

    fixture_init(&f);
    submit_gate(f.group, &f.log, &gate);
    submit(f.group, DB_JOB_PART, (Put){ .log = &f.log, .number = 1, .fails = true });
    submit(f.group, DB_JOB_STATEMENT, (Put){ .log = &f.log, .number = 2 });
    submit(f.group, DB_JOB_PART, (Put){ .log = &f.log, .number = 3, .says_nothing = true });
    submit(f.group, DB_JOB_ALONE, (Put){ .log = &f.log, .number = 4 });
    submit(f.group, DB_JOB_PART, (Put){ .log = &f.log, .number = 5 });
    open_gate(f.group, &gate);

    static const int kinds[] = { -1, ERROR_INPUT, -1, ERROR_INTERNAL, -1, -1 };
    assert_in_order(&f.log, 6);
    for (guint i = 0; i < 6; i++)
        g_assert_cmpint(kind_at(&f.log, i), ==, kinds[i]);
    g_assert_cmpint(count_kept(&f), ==, 4);
    g_assert_cmpint(f.log.lost, ==, 0);
}

/* A single statement that clashes undoes itself. */
static void
test_failing_statement(void)
{
    g_auto(Fixture) f = { 0 };
    Gate gate;

    fixture_init(&f);
    submit_gate(f.group, &f.log, &gate);
    submit(f.group, DB_JOB_STATEMENT, (Put){ .log = &f.log, .number = 0 });
    submit(f.group, DB_JOB_STATEMENT, (Put){ .log = &f.log, .number = 2 });
    open_gate(f.group, &gate);
    g_assert_cmpint(kind_at(&f.log, 0), ==, -1);
    g_assert_cmpint(kind_at(&f.log, 1), ==, ERROR_INTERNAL);
    g_assert_cmpint(kind_at(&f.log, 2), ==, -1);
    g_assert_cmpint(count_kept(&f), ==, 2);
}

static bool
fault_run(Db *db, void *data, GError **error)
{
    faults_set(*(Fault *)data);
    return true;
}

static void
fault_done(void *data, const GError *error)
{
    faults_set(FAULT_NONE);
    g_free(data);
}

/* From this job on, to the end of its transaction, the disk fails. */
static void
submit_fault(DbGroup *group, Fault fault)
{
    DbJob job = { DB_JOB_PART, fault_run, fault_done, g_memdup2(&fault, sizeof fault) };

    db_group_submit(group, &job);
}

typedef struct { const char *name; Fault fault; } FaultCase;

static const FaultCase fault_cases[] = {
    { "full", FAULT_FULL },
    { "read-only", FAULT_READ_ONLY },
    { "sync", FAULT_SYNC },
};

/* The commit fails: nothing of its jobs is kept, memory is told before they are, and
 * the next transaction goes well again. */
static void
test_failing_commit(const void *data)
{
    const FaultCase *c = data;
    g_auto(Fixture) f = { 0 };
    Gate gate;

    fixture_init(&f);
    submit_gate(f.group, &f.log, &gate);
    submit(f.group, DB_JOB_PART, (Put){ .log = &f.log, .number = 1 });
    submit(f.group, DB_JOB_PART, (Put){ .log = &f.log, .number = 2 });
    submit_fault(f.group, c->fault);
    submit(f.group, DB_JOB_STATEMENT, (Put){ .log = &f.log, .number = 3 });
    submit(f.group, DB_JOB_ALONE, (Put){ .log = &f.log, .number = 4 });
    submit(f.group, DB_JOB_PART, (Put){ .log = &f.log, .number = 5 });
    open_gate(f.group, &gate);

    static const int kinds[] = { -1, ERROR_FULL, ERROR_FULL, ERROR_FULL, -1, -1 };
    assert_in_order(&f.log, 6);
    for (guint i = 0; i < 6; i++)
        g_assert_cmpint(kind_at(&f.log, i), ==, kinds[i]);
    g_assert_cmpint(f.log.lost, ==, 1);
    g_assert_cmpint(f.log.count_when_lost, ==, 1);
    g_assert_cmpint(count_kept(&f), ==, 3);
}

static const DbQuery query_small = { "limit", "PRAGMA max_page_count = 4", NULL };
static const DbQuery query_fill = { "filling", "INSERT INTO item VALUES (?, hex(zeroblob(20000)))", NULL };

static bool
fill_run(Db *db, void *data, GError **error)
{
    const Put *put = data;

    return db_run(db, &query_small, DB_NO_PARAMS, error) &&
           db_run(db, &query_fill, DB_PARAMS(DB_INT(put->number)), error);
}

/* A job without room takes the whole transaction with it; those after it get a new one. */
static void
test_job_takes_all_along(void)
{
    g_auto(Fixture) f = { 0 };
    Gate gate;

    fixture_init(&f);
    submit_gate(f.group, &f.log, &gate);
    submit(f.group, DB_JOB_PART, (Put){ .log = &f.log, .number = 1 });
    DbJob fill = { DB_JOB_PART, fill_run, put_done, g_memdup2(&(Put){ .log = &f.log, .number = 2 }, sizeof(Put)) };
    db_group_submit(f.group, &fill);
    submit(f.group, DB_JOB_PART, (Put){ .log = &f.log, .number = 3 });
    open_gate(f.group, &gate);

    assert_in_order(&f.log, 4);
    static const int kinds[] = { -1, ERROR_FULL, ERROR_FULL, -1 };
    for (guint i = 0; i < 4; i++)
        g_assert_cmpint(kind_at(&f.log, i), ==, kinds[i]);
    g_assert_cmpint(f.log.lost, ==, 1);
    g_assert_cmpint(count_kept(&f), ==, 2);
}

/* Nobody is left out when the disk fails all the time, and one that only waits its turn has no error. */
static void
test_disk_stays_full(void)
{
    g_auto(Fixture) f = { 0 };

    fixture_init(&f);
    faults_set(FAULT_FULL);
    for (int i = 0; i < 50; i++)
        submit(f.group, i % 2 ? DB_JOB_PART : DB_JOB_STATEMENT, (Put){ .log = &f.log, .number = i });
    DbJob turn = { .done = put_done, .data = g_memdup2(&(Put){ .log = &f.log, .number = 50 }, sizeof(Put)) };
    db_group_submit(f.group, &turn);
    db_group_close(f.group);
    faults_set(FAULT_NONE);
    assert_in_order(&f.log, 51);
    for (guint i = 0; i < 50; i++)
        g_assert_cmpint(kind_at(&f.log, i), ==, ERROR_FULL);
    g_assert_cmpint(kind_at(&f.log, 50), ==, -1);
    g_assert_cmpint(count_kept(&f), ==, 0);
}

static void
test_refused_after_close(void)
{
    g_auto(Fixture) f = { 0 };

    fixture_init(&f);
    submit(f.group, DB_JOB_PART, (Put){ .log = &f.log, .number = 0 });
    db_group_close(f.group);
    submit(f.group, DB_JOB_PART, (Put){ .log = &f.log, .number = 1 });
    assert_in_order(&f.log, 2);
    g_assert_cmpint(kind_at(&f.log, 1), ==, ERROR_UNAVAILABLE);
    g_assert_cmpint(count_kept(&f), ==, 1);
}

/* ---- many threads ---- */

#define THREADS 8
#define EACH 500

typedef struct { DbGroup *group; int thread; _Atomic int *kept; int last; } Sender;
typedef struct { Sender *sender; int i; } Sent;

static bool
sent_run(Db *db, void *data, GError **error)
{
    const Sent *sent = data;

    return db_run(db, &query_put, DB_PARAMS(DB_INT((int64_t)sent->sender->thread * EACH + sent->i)), error);
}

/* Each thread's jobs end in its own order. */
static void
sent_done(void *data, const GError *error)
{
    g_autofree Sent *sent = data;

    g_assert_no_error(error);
    g_assert_cmpint(sent->sender->last, <, sent->i);
    sent->sender->last = sent->i;
    (*sent->sender->kept)++;
}

static void *
sender_main(void *data)
{
    Sender *sender = data;

    for (int i = 0; i < EACH; i++) {
        DbJob job = { i % 2 ? DB_JOB_PART : DB_JOB_STATEMENT, sent_run, sent_done,
                      g_memdup2(&(Sent){ sender, i }, sizeof(Sent)) };
        db_group_submit(sender->group, &job);
        if (i % 50 == 0)
            g_thread_yield();
    }
    return NULL;
}

static void
test_many_threads(void)
{
    g_auto(Fixture) f = { 0 };
    Sender senders[THREADS];
    GThread *threads[THREADS];
    _Atomic int kept = 0;

    fixture_init(&f);
    for (int i = 0; i < THREADS; i++) {
        senders[i] = (Sender){ f.group, i, &kept, -1 };
        threads[i] = g_thread_new("sender", sender_main, &senders[i]);
    }
    for (int i = 0; i < THREADS; i++)
        g_thread_join(threads[i]);
    db_group_close(f.group);
    g_assert_cmpint(kept, ==, THREADS * EACH);
    g_assert_cmpint(count_kept(&f), ==, THREADS * EACH);
}

/* ---- the log beside the database ---- */

static bool
vacuum_run(Db *db, void *data, GError **error)
{
    return db_vacuum(db, error);
}

static const DbQuery query_long = { "a long text", "INSERT INTO item VALUES (?, hex(zeroblob(100000)))", NULL };

static bool
long_run(Db *db, void *data, GError **error)
{
    return db_run(db, &query_long, DB_PARAMS(DB_INT(((const Put *)data)->number)), error);
}

static goffset
size_of(const char *path)
{
    GStatBuf at;

    return g_stat(path, &at) == 0 ? at.st_size : -1;
}

/* More than the background copies at a time is in the database soon, without anybody asking. */
static void
test_log_is_copied(void)
{
    g_auto(Fixture) f = { 0 };

    fixture_init(&f);
    for (int i = 0; i < 40; i++) {
        DbJob job = { DB_JOB_PART, long_run, put_done,
                      g_memdup2(&(Put){ .log = &f.log, .number = i }, sizeof(Put)) };
        db_group_submit(f.group, &job);
    }
    for (int tries = 0; size_of(f.place.path) < 1000 * 4096 && tries < 1000; tries++)
        g_usleep(10000);
    g_assert_cmpint(size_of(f.place.path), >=, 1000 * 4096);
}

/* Between transactions, in its turn. */
static void
test_vacuum_alone(void)
{
    g_auto(Fixture) f = { 0 };

    fixture_init(&f);
    g_autofree char *log = g_strconcat(f.place.path, "-wal", NULL);
    submit(f.group, DB_JOB_PART, (Put){ .log = &f.log, .number = 0 });
    DbJob vacuum = { DB_JOB_ALONE, vacuum_run, put_done,
                     g_memdup2(&(Put){ .log = &f.log, .number = 1 }, sizeof(Put)) };
    db_group_submit(f.group, &vacuum);
    db_group_close(f.group);
    assert_in_order(&f.log, 2);
    g_assert_cmpint(kind_at(&f.log, 1), ==, -1);
    g_assert_cmpint(size_of(log), ==, 0);
    g_assert_cmpint(count_kept(&f), ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/group/order", test_order);
    g_test_add_func("/group/failing-job", test_failing_job);
    g_test_add_func("/group/failing-statement", test_failing_statement);
    for (size_t i = 0; i < G_N_ELEMENTS(fault_cases); i++) {
        g_autofree char *path = g_strdup_printf("/group/failing-commit/%s", fault_cases[i].name);
        g_test_add_data_func(path, &fault_cases[i], test_failing_commit);
    }
    g_test_add_func("/group/job-takes-all-along", test_job_takes_all_along);
    g_test_add_func("/group/disk-stays-full", test_disk_stays_full);
    g_test_add_func("/group/refused-after-close", test_refused_after_close);
    g_test_add_func("/group/many-threads", test_many_threads);
    g_test_add_func("/group/log-is-copied", test_log_is_copied);
    g_test_add_func("/group/vacuum-alone", test_vacuum_alone);
    return g_test_run();
}
