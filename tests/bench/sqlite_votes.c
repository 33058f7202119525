/* The rate at which SQLite itself writes the room's vote rows: one prepared statement, batched transactions.
 *
 *   sqlite_votes DB VOTES COMMITS
 *
 * DB is a copy of a room's store whose vote_log holds the rows.  They are taken out, and then VOTES of them (over and
 * over, the vote changing each time round, as in the run that is compared) are written back in COMMITS transactions.
 * Each is on disk before the next begins.  Prints one line of JSON. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BLOBS      4            /* conversation, contribution, tag, mask */
#define BLOB_MOST  64

typedef struct {
    unsigned char bytes[BLOBS][BLOB_MOST];
    int           length[BLOBS];
} Row;

static double
now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void
must(sqlite3 *db, int rc, const char *what)
{
    if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
        return;
    fprintf(stderr, "sqlite_votes: %s: %s\n", what, db ? sqlite3_errmsg(db) : "no memory");
    exit(2);
}

static sqlite3_stmt *
prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;

    must(db, sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), sql);
    return statement;
}

static void
run(sqlite3 *db, const char *sql)
{
    must(db, sqlite3_exec(db, sql, NULL, NULL, NULL), sql);
}

static Row *
take_rows(sqlite3 *db, size_t *ret_n)
{
    sqlite3_stmt *select = prepare(db, "SELECT conversation, contribution, tag, mask FROM vote_log ORDER BY random()");
    Row   *rows = NULL;
    size_t n = 0, room = 0;

    while (sqlite3_step(select) == SQLITE_ROW) {
        if (n == room) {
            room = room ? room * 2 : 1024;
            rows = realloc(rows, room * sizeof *rows);
            must(NULL, rows ? SQLITE_OK : SQLITE_NOMEM, "rows");
        }
        for (int i = 0; i < BLOBS; i++) {
            int length = sqlite3_column_bytes(select, i);
            rows[n].length[i] = length < BLOB_MOST ? length : BLOB_MOST;
            memcpy(rows[n].bytes[i], sqlite3_column_blob(select, i), (size_t)rows[n].length[i]);
        }
        n++;
    }
    sqlite3_finalize(select);
    *ret_n = n;
    return rows;
}

static void
write_row(sqlite3 *db, sqlite3_stmt *insert, const Row *row, int vote)
{
    for (int i = 0; i < BLOBS; i++)
        sqlite3_bind_blob(insert, i + 1, row->bytes[i], row->length[i], SQLITE_STATIC);
    sqlite3_bind_int(insert, BLOBS + 1, vote);
    must(db, sqlite3_step(insert), "insert");
    sqlite3_reset(insert);
}

static double
write_votes(sqlite3 *db, const Row *rows, size_t n_rows, uint64_t votes, uint64_t commits)
{
    sqlite3_stmt *begin = prepare(db, "BEGIN IMMEDIATE"), *commit = prepare(db, "COMMIT");
    sqlite3_stmt *insert = prepare(db, "INSERT INTO vote_log (conversation, contribution, tag, mask, vote)"
        " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET vote = excluded.vote");
    double   start = now();
    uint64_t written = 0;

    for (uint64_t batch = 0; batch < commits; batch++) {
        uint64_t until = votes * (batch + 1) / commits;
        must(db, sqlite3_step(begin), "begin");
        sqlite3_reset(begin);
        for (; written < until; written++)
            write_row(db, insert, &rows[written % n_rows], 1 + (int)(written / n_rows % 2));
        must(db, sqlite3_step(commit), "commit");
        sqlite3_reset(commit);
    }
    double took = now() - start;
    sqlite3_finalize(begin);
    sqlite3_finalize(insert);
    sqlite3_finalize(commit);
    return took;
}

int
main(int argc, char **argv)
{
    sqlite3 *db = NULL;
    size_t   n_rows = 0;

    if (argc != 4) {
        fprintf(stderr, "usage: sqlite_votes DB VOTES COMMITS\n");
        return 2;
    }
    uint64_t votes = strtoull(argv[2], NULL, 10), commits = strtoull(argv[3], NULL, 10);
    must(db, sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL), argv[1]);
    run(db, "PRAGMA journal_mode = WAL");
    run(db, "PRAGMA synchronous = FULL");
    run(db, "PRAGMA wal_autocheckpoint = 0");
    Row *rows = take_rows(db, &n_rows);
    if (!n_rows || !commits || votes < commits) {
        fprintf(stderr, "sqlite_votes: no rows, or fewer votes than commits\n");
        return 2;
    }
    run(db, "DELETE FROM vote_log");
    run(db, "PRAGMA wal_checkpoint(TRUNCATE)");
    double took = write_votes(db, rows, n_rows, votes, commits);
    printf("{\"per_second\": %.1f, \"votes\": %llu, \"commits\": %llu, \"seconds\": %.3f}\n", (double)votes / took,
           (unsigned long long)votes, (unsigned long long)commits, took);
    free(rows);
    sqlite3_close(db);
    return 0;
}
