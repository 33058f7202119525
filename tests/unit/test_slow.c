/* Slow hashes: one badge cannot make all others wait. */
#include "base/limits.h"
#include "room/slow.h"

typedef struct { SlowJob job; GMutex *gate; gint *done; } Waiting;

static void
job_done(SlowJob *job)
{
    Waiting *waiting = job->data;

    g_mutex_lock(waiting->gate);
    g_mutex_unlock(waiting->gate);
    g_atomic_int_inc(waiting->done);
}

static bool
start(SlowPool *pool, Waiting *waiting, uint8_t who, GMutex *gate, gint *done)
{
    *waiting = (Waiting){ .gate = gate, .done = done };
    waiting->job = (SlowJob){ .pseudonym = { .bytes = { who } }, .done = job_done, .data = waiting };
    return slow_start(pool, &waiting->job);
}

static void
test_one_badge(void)
{
    g_autofree Room *room = g_new0(Room, 1);
    g_autofree Waiting *jobs = g_new0(Waiting, LIMIT_SLOW_HASHES + 3);
    g_autoptr(SlowPool) pool = slow_pool_new(room);
    GMutex gate;
    gint done = 0;

    g_mutex_init(&gate);
    g_mutex_lock(&gate);
    for (size_t i = 0; i < LIMIT_SLOW_HASHES; i++)
        g_assert_true(start(pool, &jobs[i], 1, &gate, &done));
    g_assert_false(start(pool, &jobs[LIMIT_SLOW_HASHES], 1, &gate, &done));
    g_assert_true(start(pool, &jobs[LIMIT_SLOW_HASHES + 1], 2, &gate, &done));
    g_mutex_unlock(&gate);
    while (g_atomic_int_get(&done) < LIMIT_SLOW_HASHES + 1)
        g_usleep(1000);
    /* The other badge's was the last: all of the first one's have been counted out. */
    g_assert_true(start(pool, &jobs[LIMIT_SLOW_HASHES + 2], 1, &gate, &done));
    g_clear_pointer(&pool, slow_pool_free);
    g_assert_cmpint(done, ==, LIMIT_SLOW_HASHES + 2);
    g_mutex_clear(&gate);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (!secret_init())
        return 1;
    g_test_add_func("/slow/one-badge", test_one_badge);
    return g_test_run();
}
