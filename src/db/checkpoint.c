#include "db/checkpoint.h"
#include "base/lock.h"
#include "base/log.h"
#include "db/db_sqlite.h"

#define STEP_PAGES 1000     /* copied at least so many at a time: 4 MB */
#define LONG_PAGES 20000    /* longer than this the writer helps: 80 MB */

struct Checkpointer {
    Db             *writer;       /* borrowed; touched on the writer's thread only */
    Db             *own;          /* of the thread */
    GThread        *thread;
    pthread_mutex_t lock;         /* of all below */
    pthread_cond_t  wake;
    int             pages;        /* in the log, after the last commit */
    int             asked_at;     /* of these, seen by the thread */
    bool            help_wanted, failing, stopping;
};

/* After each commit, on the writer's thread. */
static int
on_commit(void *data, sqlite3 *handle, const char *database, int pages)
{
    Checkpointer *checkpointer = data;
    LOCK_HOLD(&checkpointer->lock);

    checkpointer->pages = pages;
    if (pages < checkpointer->asked_at)
        checkpointer->asked_at = 0;        /* the log has started again */
    if (pages - checkpointer->asked_at >= STEP_PAGES)
        (void)pthread_cond_signal(&checkpointer->wake);
    return SQLITE_OK;
}

static bool
wait_for_work(Checkpointer *checkpointer)
{
    LOCK_HOLD(&checkpointer->lock);

    while (!checkpointer->stopping && checkpointer->pages - checkpointer->asked_at < STEP_PAGES)
        (void)pthread_cond_wait(&checkpointer->wake, &checkpointer->lock);
    checkpointer->asked_at = checkpointer->pages;
    return !checkpointer->stopping;
}

/* A full disk stays full for many rounds: it is said once. */
static void
note_result(Checkpointer *checkpointer, const GError *error)
{
    LOCK_HOLD(&checkpointer->lock);

    if (error && !checkpointer->failing)
        log_warning("%s", error->message);
    checkpointer->failing = error != NULL;
    checkpointer->help_wanted = !error && checkpointer->pages > LONG_PAGES;
}

static void *
checkpointer_main(void *data)
{
    Checkpointer *checkpointer = data;

    while (wait_for_work(checkpointer)) {
        g_autoptr(GError) error = NULL;

        (void)!db_checkpoint(checkpointer->own, false, &error);
        note_result(checkpointer, error);
    }
    return NULL;
}

static bool
take_help_wanted(Checkpointer *checkpointer)
{
    LOCK_HOLD(&checkpointer->lock);
    bool wanted = checkpointer->help_wanted;

    checkpointer->help_wanted = false;
    return wanted;
}

void
checkpointer_help(Checkpointer *checkpointer)
{
    /* A failure shows in the thread's next round. */
    if (take_help_wanted(checkpointer))
        (void)!db_checkpoint(checkpointer->writer, false, NULL);
}

Checkpointer *
checkpointer_new(Db *writer, GError **error)
{
    g_autofree char *uri = g_strconcat("sqlite://", writer->path, NULL);
    g_autoptr(Db) own = db_open(uri, DB_READ_WRITE, error);

    if (!own)
        return NULL;
    Checkpointer *checkpointer = g_new0(Checkpointer, 1);
    (void)pthread_mutex_init(&checkpointer->lock, NULL);
    (void)pthread_cond_init(&checkpointer->wake, NULL);
    checkpointer->writer = writer;
    checkpointer->own = g_steal_pointer(&own);
    (void)sqlite3_wal_hook(writer->handle, on_commit, checkpointer);    /* takes the place of autocheckpoint */
    checkpointer->thread = g_thread_new("checkpoint", checkpointer_main, checkpointer);
    return checkpointer;
}

static void
stop(Checkpointer *checkpointer)
{
    LOCK_HOLD(&checkpointer->lock);

    checkpointer->stopping = true;
    (void)pthread_cond_signal(&checkpointer->wake);
}

void
checkpointer_free(Checkpointer *checkpointer)
{
    if (!checkpointer)
        return;
    (void)sqlite3_wal_hook(checkpointer->writer->handle, NULL, NULL);
    stop(checkpointer);
    (void)g_thread_join(checkpointer->thread);
    db_free(checkpointer->own);
    (void)pthread_mutex_destroy(&checkpointer->lock);
    (void)pthread_cond_destroy(&checkpointer->wake);
    g_free(checkpointer);
}
