/* Group commit: one writer thread takes whatever is queued, runs it in one transaction,
 * syncs once, then tells everybody.  Acknowledged means on disk. */
#pragma once
#include "db/db.h"

typedef struct DbGroup DbGroup;

typedef enum {
    DB_JOB_PART,       /* in a savepoint of its own: a failure undoes this job alone */
    DB_JOB_STATEMENT,  /* one db_run at most, which is undone by itself: saves the savepoint */
    DB_JOB_ALONE,      /* outside any transaction (begins its own or none): vacuum, truncating the log */
} DbJobKind;

typedef struct {
    DbJobKind kind;
    /* On the writer thread: false undoes this job alone.  May end well and the commit
     * fail yet; see `lost`.  NULL: nothing to write, only `done` in its turn (error NULL). */
    bool (*run)(Db *db, void *data, GError **error);
    /* On the writer thread after the commit is on disk (error NULL), or after it has
     * failed (nothing of this job was kept).  Owns `data` from here.  May submit. */
    void (*done)(void *data, const GError *error);
    void *data;
} DbJob;

/* `lost` (NULL is fine) runs on the writer thread after a commit has failed and before
 * the `done` of its jobs: what was put in memory on the strength of it must be loaded
 * anew, from `db`. */
typedef void (*DbLost)(Db *db, void *data);

/* Starts the writer thread and a second one which copies the log into the database
 * in the background.  NULL: the second connection could not be opened. */
DbGroup *db_group_new(Db *db /* taken */, DbLost lost, void *data, GError **error) MUST_CHECK;
/* From any thread, in order.  Refused, with `done` called at once on this thread: after
 * db_group_close (ERROR_UNAVAILABLE), or with LIMIT_JOBS waiting (ERROR_BUSY). */
void     db_group_submit(DbGroup *group, const DbJob *job);
/* Finishes what is queued, then refuses; then free.  Not from the writer thread. */
void     db_group_close(DbGroup *group);
void     db_group_free(DbGroup *group);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DbGroup, db_group_free)
