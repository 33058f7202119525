#include "room/slow.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/words.h"
#include <ctype.h>

#define SEALED_WORDS (sizeof(ReturnWords) + sizeof(Id))

static const char words_use[] = "words 2";

void
words_random(ReturnWords *ret_words)
{
    for (size_t i = 0; i < WORDS_IN_KEY; i++)
        ret_words->at[i] = (uint16_t)secret_random_below(WORDS_COUNT);
    secret_random(ret_words->salt, sizeof ret_words->salt);
}

bool
words_read(const char *typed, ReturnWords *ret_words)
{
    ReturnWords words;
    size_t n = 0;

    while (*typed) {
        size_t length = 0;

        while (*typed && !isalpha((unsigned char)*typed))
            typed++;
        while (isalpha((unsigned char)typed[length]))
            length++;
        if (length == 0)
            break;
        int at = n < WORDS_IN_KEY ? words_index(typed, length) : -1;
        if (at < 0)
            return false;
        words.at[n++] = (uint16_t)at;
        typed += length;
    }
    if (n == WORDS_IN_KEY)
        memcpy(ret_words->at, words.at, sizeof words.at);
    return n == WORDS_IN_KEY;
}

char *
words_text(const ReturnWords *words)
{
    const uint16_t *at = words->at;

    return g_strjoin(" ", words_table[at[0]], words_table[at[1]], words_table[at[2]], words_table[at[3]],
                     words_table[at[4]], NULL);
}

char *
words_seal(const Room *room, const ReturnWords *words, const Id *pseudonym)
{
    uint8_t plain[SEALED_WORDS], sealed[SEALED_WORDS + SECRET_SEAL_OVERHEAD];
    char text[SECRET_TEXT_SIZE(sizeof sealed)];

    memcpy(plain, words, sizeof *words);
    memcpy(plain + sizeof *words, pseudonym, sizeof *pseudonym);
    secret_seal(&room->words_key, words_use, sizeof words_use, plain, sizeof plain, sealed);
    secret_to_text(sealed, sizeof sealed, text);
    secret_wipe(plain, sizeof plain);
    return g_strdup(text);
}

bool
words_open(const Room *room, const char *text, const Id *pseudonym, ReturnWords *ret_words)
{
    uint8_t plain[SEALED_WORDS], sealed[SEALED_WORDS + SECRET_SEAL_OVERHEAD];

    if (!text || !secret_from_text(text, sealed, sizeof sealed) ||
        !secret_open(&room->words_key, words_use, sizeof words_use, sealed, sizeof sealed, plain) ||
        memcmp(plain + sizeof *ret_words, pseudonym, sizeof *pseudonym) != 0)
        return false;
    memcpy(ret_words, plain, sizeof *ret_words);
    for (size_t i = 0; i < WORDS_IN_KEY; i++)
        if (ret_words->at[i] >= WORDS_COUNT)
            return false;
    return true;
}

struct SlowPool { const Room *room; GThreadPool *threads; pthread_mutex_t lock; GHashTable *waiting; /* pseudonym -> how many */ };

static bool
count_in(SlowPool *pool, const Id *pseudonym)
{
    LOCK_HOLD(&pool->lock);
    const size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(pool->waiting, pseudonym));

    if (n >= LIMIT_SLOW_HASHES)
        return false;
    g_hash_table_replace(pool->waiting, g_memdup2(pseudonym, sizeof *pseudonym), GSIZE_TO_POINTER(n + 1));
    return true;
}

static void
count_out(SlowPool *pool, const Id *pseudonym)
{
    LOCK_HOLD(&pool->lock);
    const size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(pool->waiting, pseudonym));

    if (n > 1)
        g_hash_table_replace(pool->waiting, g_memdup2(pseudonym, sizeof *pseudonym), GSIZE_TO_POINTER(n - 1));
    else
        g_hash_table_remove(pool->waiting, pseudonym);
}

static void
slow_run(void *data, void *user)
{
    SlowJob *job = data;
    SlowPool *pool = user;
    const Id pseudonym = job->pseudonym;
    uint8_t secret[sizeof job->words.at + sizeof(Id)];

    memcpy(secret, job->words.at, sizeof job->words.at);
    memcpy(secret + sizeof job->words.at, &job->pseudonym, sizeof job->pseudonym);
    memcpy(job->result.salt, job->salt, sizeof job->salt);
    job->ok = secret_slow_hash(&pool->room->return_key, secret, sizeof secret, job->salt, job->result.hash);
    secret_wipe(secret, sizeof secret);
    job->done(job);             /* may free it */
    count_out(pool, &pseudonym);
}

SlowPool *
slow_pool_new(Room *room)
{
    SlowPool *pool = g_new0(SlowPool, 1);

    pool->room = room;
    pthread_mutex_init(&pool->lock, NULL);
    pool->waiting = g_hash_table_new_full(id_hash, id_equal_func, g_free, NULL);
    pool->threads = g_thread_pool_new(slow_run, pool, 1, true, NULL);
    return pool;
}

void
slow_pool_free(SlowPool *pool)
{
    if (!pool)
        return;
    g_thread_pool_free(pool->threads, false, true);
    g_hash_table_unref(pool->waiting);
    pthread_mutex_destroy(&pool->lock);
    g_free(pool);
}

bool
slow_start(SlowPool *pool, SlowJob *job)
{
    if (!count_in(pool, &job->pseudonym))
        return false;
    g_thread_pool_push(pool->threads, job, NULL);
    return true;
}
