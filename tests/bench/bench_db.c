/* Votes a second through the group commit, against SQLite itself writing the same rows in as many transactions.
 *
 *   bench_db FOLDER [VOTES [CONNECTIONS]]
 *
 * CONNECTIONS votes are under way at any time, as with so many browsers waiting for their answer.  Prints one line of
 * JSON for each kind of job: rates, commits, and the ratio of the two rates. */
#include "base/lock.h"
#include "db/group.h"
#include "db/migrate.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#define SQL "INSERT OR REPLACE INTO vote_log (conversation, contribution, tag, mask, vote) VALUES (?, ?, ?, ?, ?)"

static const DbQuery query_vote = { "vote", SQL, NULL };

typedef struct { Id conversation, contribution, tag, mask; } VoteRow;

typedef struct {
    VoteRow        *rows;
    size_t          n, commits, done, under_way, most;
    bool            after_done;      /* of the writer thread: the next run begins a transaction */
    pthread_mutex_t lock;
    pthread_cond_t  wake;
} Run;

typedef struct { Run *run; size_t at; } Job;

static void
must(bool well, const char *what, const GError *error)
{
    if (well)
        return;
    fprintf(stderr, "bench_db: %s: %s\n", what, error ? error->message : "failed");
    exit(2);
}

static double
now(void)
{
    return (double)g_get_monotonic_time() * 1e-6;
}

/* 800 contributions, each row another voter. */
static VoteRow *
make_rows(size_t n)
{
    VoteRow *rows = g_new(VoteRow, n);
    g_autofree Id *contributions = g_new(Id, 800);

    for (size_t i = 0; i < 800; i++)
        id_random(&contributions[i]);
    for (size_t i = 0; i < n; i++) {
        rows[i] = (VoteRow){ .contribution = contributions[g_random_int_range(0, 800)] };
        id_random(&rows[i].tag);
        id_random(&rows[i].mask);
    }
    return rows;
}

static char *
new_store(const char *folder, const char *name, Db **ret_db)
{
    g_autoptr(GError) error = NULL;
    char *path = g_build_filename(folder, name, NULL);
    g_autofree char *uri = g_strconcat("sqlite://", path, NULL);

    *ret_db = db_open(uri, DB_CREATE, &error);
    must(*ret_db != NULL, uri, error);
    must(migrate_up(*ret_db, migrations_room, migrations_room_n, &error), "migrating", error);
    return path;
}

/* ---- through the group ---- */

static bool
vote_run(Db *db, void *data, GError **error)
{
    const Job *job = data;
    const VoteRow *row = &job->run->rows[job->at];

    job->run->commits += job->run->after_done;
    job->run->after_done = false;
    return db_run(db, &query_vote,
                  DB_PARAMS(DB_ID(&row->conversation), DB_ID(&row->contribution), DB_ID(&row->tag),
                            DB_ID(&row->mask), DB_INT(1)),
                  error);
}

static void
vote_done(void *data, const GError *error)
{
    g_autofree Job *job = data;
    Run *run = job->run;

    must(error == NULL, "voting", error);
    run->after_done = true;
    LOCK_HOLD(&run->lock);
    run->done++;
    if (--run->under_way < run->most)
        pthread_cond_signal(&run->wake);
}

static void
wait_until(Run *run, size_t under_way)
{
    LOCK_HOLD(&run->lock);

    while (run->under_way > under_way)
        pthread_cond_wait(&run->wake, &run->lock);
    run->under_way++;
}

static double
vote_through_group(const char *folder, DbJobKind kind, Run *run)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *name = g_strdup_printf("group-%d.db", (int)kind);
    Db *db;
    g_autofree char *path = new_store(folder, name, &db);
    g_autoptr(DbGroup) group = db_group_new(db, NULL, NULL, &error);

    must(group != NULL, path, error);
    run->after_done = true;
    double from = now();
    for (size_t i = 0; i < run->n; i++) {
        wait_until(run, run->most - 1);
        DbJob job = { kind, vote_run, vote_done, g_memdup2(&(Job){ run, i }, sizeof(Job)) };
        db_group_submit(group, &job);
    }
    db_group_close(group);
    return (double)run->n / (now() - from);
}

/* ---- SQLite alone ---- */

static void
bind_id(sqlite3_stmt *statement, int at, const Id *id)
{
    (void)sqlite3_bind_blob(statement, at, id->bytes, sizeof id->bytes, SQLITE_STATIC);
}

static void
write_row(sqlite3_stmt *statement, const VoteRow *row)
{
    bind_id(statement, 1, &row->conversation);
    bind_id(statement, 2, &row->contribution);
    bind_id(statement, 3, &row->tag);
    bind_id(statement, 4, &row->mask);
    (void)sqlite3_bind_int(statement, 5, 1);
    must(sqlite3_step(statement) == SQLITE_DONE, "writing", NULL);
    (void)sqlite3_reset(statement);
}

static void
must_exec(sqlite3 *handle, const char *sql)
{
    must(sqlite3_exec(handle, sql, NULL, NULL, NULL) == SQLITE_OK, sql, NULL);
}

static double
vote_alone(const char *folder, DbJobKind kind, const Run *run)
{
    g_autofree char *name = g_strdup_printf("alone-%d.db", (int)kind);
    Db *db;
    g_autofree char *path = new_store(folder, name, &db);
    sqlite3 *handle;
    sqlite3_stmt *statement;
    size_t at = 0;

    db_free(db);
    must(sqlite3_open(path, &handle) == SQLITE_OK, path, NULL);
    must_exec(handle, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    must(sqlite3_prepare_v2(handle, SQL, -1, &statement, NULL) == SQLITE_OK, "preparing", NULL);
    double from = now();
    for (size_t commit = 1; commit <= run->commits; commit++) {
        must_exec(handle, "BEGIN IMMEDIATE");
        for (; at < run->n * commit / run->commits; at++)
            write_row(statement, &run->rows[at]);
        must_exec(handle, "COMMIT");
    }
    double rate = (double)run->n / (now() - from);
    (void)sqlite3_finalize(statement);
    (void)sqlite3_close(handle);
    return rate;
}

static void
compare(const char *folder, const char *name, DbJobKind kind, size_t votes, size_t connections)
{
    Run run = { .rows = make_rows(votes), .n = votes, .most = connections };

    (void)pthread_mutex_init(&run.lock, NULL);
    (void)pthread_cond_init(&run.wake, NULL);
    double through_group = vote_through_group(folder, kind, &run);
    double alone = vote_alone(folder, kind, &run);
    printf("{\"jobs\": \"%s\", \"votes\": %zu, \"connections\": %zu, \"commits\": %zu, "
           "\"group_per_second\": %.0f, \"sqlite_per_second\": %.0f, \"ratio\": %.2f}\n",
           name, votes, connections, run.commits, through_group, alone, through_group / alone);
    (void)pthread_mutex_destroy(&run.lock);
    (void)pthread_cond_destroy(&run.wake);
    g_free(run.rows);
}

int
main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: bench_db FOLDER [VOTES [CONNECTIONS]]\n");
        return 2;
    }
    size_t votes = argc > 2 ? strtoul(argv[2], NULL, 10) : 200000;
    size_t connections = argc > 3 ? strtoul(argv[3], NULL, 10) : 64;

    compare(argv[1], "part", DB_JOB_PART, votes, connections);
    compare(argv[1], "statement", DB_JOB_STATEMENT, votes, connections);
    return 0;
}
