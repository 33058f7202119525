/* The desk's store: one connection that writes (on a thread of its own, whatever is queued
 * in one commit) and one that reads. */
#pragma once
#include "db/db.h"

typedef struct Vault Vault;

/* Opens `uri`, makes it where it is missing and `create`, and brings the schema up to date. */
Vault *vault_open(const char *uri, bool create, GError **error) MUST_CHECK;
void   vault_close(Vault *vault);            /* finishes what is queued */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Vault, vault_close)

typedef struct {
    /* Inside the transaction; false undoes this job alone. */
    bool (*run)(Db *db, void *data, GError **error);
    /* On the writer thread once it is on disk, in the order of the commits: for what is kept in
     * memory. NULL: nothing to do. */
    void (*after)(void *data);
    void *data;
    GDestroyNotify free_data;                /* vault_write_later alone; NULL: nothing to free */
} VaultJob;

/* Returns when it is on disk, or failed. Not from within a job. */
bool vault_write(Vault *vault, const VaultJob *job, GError **error) MUST_CHECK;
/* Returns at once; a failure is logged. */
void vault_write_later(Vault *vault, const VaultJob *job);

/* Runs `work` on the reading connection; others wait meanwhile, so keep it short. */
bool vault_read(Vault *vault, bool (*work)(Db *db, void *data, GError **error), void *data,
                GError **error) MUST_CHECK;
/* No free pages, no log left behind (A14). */
bool vault_tidy(Vault *vault, GError **error) MUST_CHECK;
