#include "http/stream.h"
#include "base/hash.h"
#include "base/ids.h"
#include "base/limits.h"
#include "http/private.h"
#include <pthread.h>
#include <string.h>
#include <time.h>

#define BEAT_SECONDS 25
#define FIRST_LINES  "retry: 3000\n\n"
#define MISSED_LINES "event: missed\ndata: {}\n\n"
#define BEAT_LINES   ":\n\n"
/* To who makes room for a newer stream of the same holder: two that both came back at once would go on
 * driving each other out. */
#define LEAVE_LINES "retry: 600000\n\n"

/* Whose streams are counted together. */
typedef struct {
    uint64_t key;
    unsigned n;  /* all of them, also those that are leaving and whose other end does not read */
    GQueue live; /* of Listener, oldest first */
} Holder;

typedef enum { STAYS, LEAVES, HAS_LEFT } Leaving;

typedef struct Listener Listener;
struct Listener {
    HttpHub *hub;
    Holder *holder;
    GList place;            /* in the holder's `live`, while it stays */
    Leaving leaving;
    HttpRequest *request;
    unsigned channel, beat; /* beat: the second of BEAT_SECONDS that is its own */
    uint64_t at;            /* the number of the next event to look at */
    GBytes *current;        /* being sent; its number is at - 1 */
    const char *lines;      /* fixed ones being sent, or NULL */
    size_t offset;          /* of what has been sent of `lines` or `current` */
    bool is_asleep, missed, beat_due;
    Listener *next, **before;
};

typedef struct {
    unsigned channel;
    GBytes *text;
} Event;

struct HttpHub {
    pthread_mutex_t lock; /* pthread's, because thread checkers do not see into GLib's */
    pthread_cond_t changed;
    GThread *thread;          /* of the beats; from the first listener on */
    char name[ID_TEXT_SIZE];  /* tells this hub's event numbers from those of an earlier run */
    Event ring[LIMIT_EVENTS]; /* event n is at n % LIMIT_EVENTS */
    uint64_t next;            /* the number of the next event; the first is 1 */
    Listener *listeners;
    unsigned n_listeners;
    GHashTable *holders; /* of Holder, by key: who listens now */
    bool closed;
};

static uint64_t
oldest(const HttpHub *hub)
{
    return hub->next > LIMIT_EVENTS ? hub->next - LIMIT_EVENTS : 1;
}

/* ---- what a listener reads; all under the hub's lock ---- */

static size_t
copy_part(Listener *listener, const char *text, size_t length, char *buffer, size_t size)
{
    size_t n = MIN(size, length - listener->offset);

    memcpy(buffer, text + listener->offset, n);
    listener->offset += n;
    return n;
}

static size_t
send_lines(Listener *listener, char *buffer, size_t size)
{
    size_t length = strlen(listener->lines), n = copy_part(listener, listener->lines, length, buffer, size);

    if (listener->offset == length)
        listener->lines = NULL;
    return n;
}

static size_t
send_event(Listener *listener, char *buffer, size_t size)
{
    size_t length;
    const char *text = g_bytes_get_data(listener->current, &length);
    size_t n = copy_part(listener, text, length, buffer, size);

    if (listener->offset == length)
        g_clear_pointer(&listener->current, g_bytes_unref);
    return n;
}

/* Chooses what comes next; false: nothing. */
static bool
take_next(HttpHub *hub, Listener *listener)
{
    listener->offset = 0;
    if (listener->leaving != STAYS) {
        listener->lines = listener->leaving == LEAVES ? LEAVE_LINES : NULL;
        listener->leaving = HAS_LEFT;
        return listener->lines != NULL;
    }
    if (listener->at < oldest(hub)) {
        listener->at = oldest(hub);
        listener->missed = true;
    }
    if (listener->missed) {
        listener->missed = false;
        listener->lines = MISSED_LINES;
        return true;
    }
    while (listener->at < hub->next) {
        const Event *event = &hub->ring[listener->at++ % LIMIT_EVENTS];
        if (event->channel == listener->channel) {
            listener->current = g_bytes_ref(event->text);
            return true;
        }
    }
    if (listener->beat_due)
        listener->lines = BEAT_LINES;
    listener->beat_due = false;
    return listener->lines != NULL;
}

static size_t
fill(HttpHub *hub, Listener *listener, char *buffer, size_t size)
{
    size_t n = 0;

    while (n < size) {
        if (listener->lines)
            n += send_lines(listener, buffer + n, size - n);
        else if (listener->current)
            n += send_event(listener, buffer + n, size - n);
        else if (!take_next(hub, listener))
            break;
    }
    return n;
}

static ssize_t
read_stream(void *data, char *buffer, size_t size)
{
    Listener *listener = data;
    HttpHub *hub = listener->hub;
    ssize_t n = -1;

    pthread_mutex_lock(&hub->lock);
    if (!hub->closed) {
        n = (ssize_t)fill(hub, listener, buffer, size);
        if (n == 0 && listener->leaving == HAS_LEFT) {
            n = -1;
        } else if (n == 0) {
            listener->is_asleep = true;
            http_sleep(listener->request);
        }
    }
    pthread_mutex_unlock(&hub->lock);
    return n;
}

static void
wake(Listener *listener)
{
    if (!listener->is_asleep)
        return;
    listener->is_asleep = false;
    http_wake(listener->request);
}

/* ---- whose it is ---- */

static Holder *
holder_of(HttpHub *hub, uint64_t key)
{
    Holder *holder = g_hash_table_lookup(hub->holders, &key);

    if (!holder) {
        holder = g_new0(Holder, 1);
        holder->key = key;
        g_queue_init(&holder->live);
        g_hash_table_insert(hub->holders, &holder->key, holder);
    }
    return holder;
}

/* The oldest makes room: most likely its phone went out of reach or its tab is long forgotten. */
static void
take_in(Holder *holder, Listener *listener)
{
    if (holder->live.length >= LIMIT_HOLDER_STREAMS) {
        Listener *first = g_queue_pop_head_link(&holder->live)->data;
        first->leaving = LEAVES;
        wake(first);
    }
    listener->holder = holder;
    listener->place.data = listener;
    g_queue_push_tail_link(&holder->live, &listener->place);
    holder->n++;
}

static void
take_out(HttpHub *hub, Listener *listener)
{
    Holder *holder = listener->holder;

    if (listener->leaving == STAYS)
        g_queue_unlink(&holder->live, &listener->place);
    if (--holder->n == 0)
        g_hash_table_remove(hub->holders, &holder->key);
}

static void
end_stream(void *data)
{
    Listener *listener = data;
    HttpHub *hub = listener->hub;

    pthread_mutex_lock(&hub->lock);
    *listener->before = listener->next;
    if (listener->next)
        listener->next->before = listener->before;
    hub->n_listeners--;
    take_out(hub, listener);
    pthread_mutex_unlock(&hub->lock);
    if (listener->current)
        g_bytes_unref(listener->current);
    g_free(listener);
}

/* ---- beats: a line now and then, so that a listener who has gone is noticed ---- */

static void
beat(HttpHub *hub, unsigned second)
{
    for (Listener *listener = hub->listeners; listener; listener = listener->next)
        if (listener->beat == second && listener->is_asleep) {
            listener->beat_due = true;
            wake(listener);
        }
}

/* False after a second in which nothing changed. */
static bool
wait_a_second(HttpHub *hub)
{
    struct timespec end;

    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec++;
    return pthread_cond_timedwait(&hub->changed, &hub->lock, &end) == 0;
}

static gpointer
run_beats(gpointer data)
{
    HttpHub *hub = data;
    unsigned second = 0;

    pthread_mutex_lock(&hub->lock);
    while (!hub->closed) {
        if (hub->n_listeners == 0) {
            pthread_cond_wait(&hub->changed, &hub->lock);
        } else if (!wait_a_second(hub)) {
            second = (second + 1) % BEAT_SECONDS;
            beat(hub, second);
        }
    }
    pthread_mutex_unlock(&hub->lock);
    return NULL;
}

/* ---- listening ---- */

/* Last-Event-ID is "HUB-NUMBER" of what was seen last. */
static void
find_place(HttpHub *hub, Listener *listener, const char *last_event)
{
    size_t length = strlen(hub->name);
    uint64_t seen;

    listener->at = hub->next;
    if (!last_event || !*last_event)
        return;
    if (strncmp(last_event, hub->name, length) == 0 && last_event[length] == '-') {
        seen = g_ascii_strtoull(last_event + length + 1, NULL, 10);
        if (seen < hub->next && seen + 1 >= oldest(hub)) {
            listener->at = seen + 1;
            return;
        }
    }
    listener->missed = true;
}

static void
join(HttpHub *hub, Listener *listener)
{
    listener->next = hub->listeners;
    listener->before = &hub->listeners;
    if (hub->listeners)
        hub->listeners->before = &listener->next;
    hub->listeners = listener;
    listener->beat = hub->n_listeners++ % BEAT_SECONDS;
    if (!hub->thread)
        hub->thread = g_thread_new("beats", run_beats, hub);
    if (hub->n_listeners == 1)
        pthread_cond_signal(&hub->changed);
}

/* 0, or the status of the refusal. */
static unsigned
refusal(const HttpHub *hub, const Holder *holder)
{
    if (hub->closed || hub->n_listeners >= LIMIT_STREAMS)
        return 503;
    return holder && holder->n >= 2 * LIMIT_HOLDER_STREAMS ? 429 : 0;
}

/* NULL: refused. */
static Listener *
listen_to(HttpHub *hub, HttpRequest *request, unsigned channel, uint64_t holder, unsigned *ret_refusal)
{
    Listener *listener = NULL;

    pthread_mutex_lock(&hub->lock);
    *ret_refusal = refusal(hub, g_hash_table_lookup(hub->holders, &holder));
    if (*ret_refusal == 0) {
        listener = g_new0(Listener, 1);
        listener->hub = hub;
        listener->request = request;
        listener->channel = channel;
        listener->lines = FIRST_LINES;
        find_place(hub, listener, http_last_event(request));
        take_in(holder_of(hub, holder), listener);
        join(hub, listener);
    }
    pthread_mutex_unlock(&hub->lock);
    return listener;
}

void
http_reply_stream(HttpReply *reply, HttpRequest *request, HttpHub *hub, unsigned channel, uint64_t holder)
{
    unsigned status;

    if (request->is_head) {
        http_reply_static(reply, 200, "text/event-stream", "", 0);
        return;
    }
    Listener *listener = listen_to(hub, request, channel, holder, &status);
    if (!listener) {
        http_reply_header(reply, "Retry-After", status == 429 ? "60" : "5");
        http_reply_problem(reply, request, status, NULL);
        return;
    }
    server_add_hub(request->server, hub);
    http_reply_header(reply, "X-Accel-Buffering", "no"); /* a proxy in front lets events through at once */
    reply_source(reply, 200, "text/event-stream", (HttpSource){ read_stream, end_stream, listener });
}

/* ---- the hub ---- */

HttpHub *
http_hub_new(void)
{
    HttpHub *hub = g_new0(HttpHub, 1);
    Id id;

    id_random(&id);
    id_to_text(&id, hub->name);
    hub->next = 1;
    hub->holders = g_hash_table_new_full(hash_int64, g_int64_equal, NULL, g_free);
    pthread_mutex_init(&hub->lock, NULL);
    pthread_condattr_t clock;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&hub->changed, &clock);
    pthread_condattr_destroy(&clock);
    return hub;
}

void
http_hub_publish(HttpHub *hub, unsigned channel, const char *event, const char *data)
{
    g_return_if_fail(!strpbrk(event, "\r\n") && !strpbrk(data, "\r\n"));
    pthread_mutex_lock(&hub->lock);
    Event *place = &hub->ring[hub->next % LIMIT_EVENTS];
    char *text = g_strdup_printf("id: %s-%" G_GUINT64_FORMAT "\nevent: %s\ndata: %s\n\n", hub->name,
                                 hub->next, event, data);
    if (place->text)
        g_bytes_unref(place->text);
    *place = (Event){ channel, g_bytes_new_take(text, strlen(text)) };
    hub->next++;
    for (Listener *listener = hub->listeners; listener; listener = listener->next)
        if (listener->channel == channel)
            wake(listener);
    pthread_mutex_unlock(&hub->lock);
}

void
http_hub_close(HttpHub *hub)
{
    pthread_mutex_lock(&hub->lock);
    hub->closed = true;
    for (Listener *listener = hub->listeners; listener; listener = listener->next)
        wake(listener);
    pthread_cond_signal(&hub->changed);
    pthread_mutex_unlock(&hub->lock);
}

void
http_hub_free(HttpHub *hub)
{
    if (!hub)
        return;
    http_hub_close(hub);
    if (hub->thread)
        g_thread_join(hub->thread);
    for (size_t i = 0; i < LIMIT_EVENTS; i++)
        if (hub->ring[i].text)
            g_bytes_unref(hub->ring[i].text);
    g_hash_table_unref(hub->holders);
    pthread_mutex_destroy(&hub->lock);
    pthread_cond_destroy(&hub->changed);
    g_free(hub);
}
