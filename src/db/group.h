/* Group commit: one writer thread takes whatever is queued, runs it in one transaction,
 * syncs once, then tells everybody.  Acknowledged means on disk. */
#pragma once
#include "db/db.h"

typedef struct DbGroup DbGroup;

typedef struct {
    /* On the writer thread, inside the transaction, in a savepoint of its own: false
     * undoes this job alone.  NULL: nothing to write, only `done` in its turn. */
    bool (*run)(Db *db, void *data, GError **error);
    /* On the writer thread after the commit is on disk (error NULL), or after it has
     * failed (nothing of this job was kept).  Owns `data` from here. */
    void (*done)(void *data, const GError *error);
    void *data;
} DbJob;

/* `lost` runs on the writer thread after a commit has failed and before the `done` of
 * its jobs: what was put in memory on the strength of it must be loaded anew. */
DbGroup *db_group_new(Db *db /* taken */, void (*lost)(void *data), void *data);
/* From any thread.  After db_group_close the job is refused: done with ERROR_UNAVAILABLE. */
void     db_group_submit(DbGroup *group, const DbJob *job);
/* Finishes what is queued, then refuses; then free. */
void     db_group_close(DbGroup *group);
void     db_group_free(DbGroup *group);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DbGroup, db_group_free)
