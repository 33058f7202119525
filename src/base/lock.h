/* A mutex held to the end of a scope. POSIX threads and not GMutex, which ThreadSanitizer
 * can't see into.
 *
 *     LOCK_HOLD(&thing->lock);
 */
#pragma once
#include <pthread.h>

static inline pthread_mutex_t *
lock_take(pthread_mutex_t *mutex)
{
    (void)pthread_mutex_lock(mutex);
    return mutex;
}

static inline void
lock_release(pthread_mutex_t **held)
{
    (void)pthread_mutex_unlock(*held);
}

/* One a scope. */
#define LOCK_HOLD(mutex) \
    __attribute__((cleanup(lock_release), unused)) pthread_mutex_t *lock_held = lock_take(mutex)
