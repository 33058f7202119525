#include "wire/peer.h"
#include "wire/frame.h"
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_SECONDS 5              /* a peer that takes nothing, or stops inside a message, counts as gone */

/* Tokens in thousandths of a message. */
typedef struct { uint64_t tokens; int64_t at; } Bucket;

struct WirePeer {
    int         fd;
    WireSide    mine, theirs;
    bool        greeted;                /* their hello has come */
    const char *fault;
    Bucket      buckets[WIRE__COUNT];
    pthread_mutex_t lock;               /* sending, and `unanswered` */
    unsigned    unanswered[WIRE__COUNT];
};

static int64_t
now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
buckets_fill(WirePeer *peer)
{
    for (unsigned type = 0; type < WIRE__COUNT; type++) {
        const WireRule *rule = wire_rule(type);

        if (rule != NULL)
            peer->buckets[type] = (Bucket){ (uint64_t)rule->burst * 1000, now_ms() };
    }
}

WirePeer *
wire_peer_new(int fd, WireSide mine, WireSide theirs)
{
    WirePeer *peer = calloc(1, sizeof *peer);
    const struct timeval patience = { PATIENCE_SECONDS, 0 };
    WireMessage hello = { .type = WIRE_HELLO };

    if (peer == NULL) {
        close(fd);
        return NULL;
    }
    peer->fd = fd;
    peer->mine = mine;
    peer->theirs = theirs;
    peer->fault = "";
    pthread_mutex_init(&peer->lock, NULL);
    buckets_fill(peer);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    hello.hello = (WireHello){ WIRE_VERSION, (uint8_t)mine };
    if (!wire_send(peer, &hello))
        shutdown(fd, SHUT_RDWR);        /* the reader will see the end */
    return peer;
}

void
wire_peer_close(WirePeer *peer)
{
    shutdown(peer->fd, SHUT_RDWR);
}

void
wire_peer_free(WirePeer *peer)
{
    if (peer == NULL)
        return;
    close(peer->fd);
    pthread_mutex_destroy(&peer->lock);
    free(peer);
}

const char *
wire_peer_fault(const WirePeer *peer)
{
    return peer->fault;
}

/* ---- sending ---- */

bool
wire_send(WirePeer *peer, const WireMessage *message)
{
    const WireRule *rule = wire_rule(message->type);
    uint8_t payload[WIRE_LENGTH_MOST];
    bool sent;

    if (rule == NULL || (rule->from & peer->mine) == 0 || (rule->to & peer->theirs) == 0 ||
        !wire_pack(message, payload))
        return false;
    pthread_mutex_lock(&peer->lock);
    /* Counted before it leaves: the answer may be here before frame_send() returns. */
    peer->unanswered[message->type]++;
    sent = frame_send(peer->fd, (uint8_t)message->type, payload, wire_length(message->type));
    if (!sent)
        shutdown(peer->fd, SHUT_RDWR);  /* half a frame may have gone out */
    pthread_mutex_unlock(&peer->lock);
    return sent;
}

/* ---- reading ---- */

static bool
within_rate(Bucket *bucket, const WireRule *rule)
{
    int64_t now = now_ms();
    uint64_t most = (uint64_t)rule->burst * 1000;

    bucket->tokens += (uint64_t)(now - bucket->at) * rule->per_minute / 60;
    bucket->at = now;
    if (bucket->tokens > most)
        bucket->tokens = most;
    if (bucket->tokens < 1000)
        return false;
    bucket->tokens -= 1000;
    return true;
}

static bool
answers_something(WirePeer *peer, const WireRule *rule)
{
    bool asked;

    if (rule->answers == 0)
        return true;
    pthread_mutex_lock(&peer->lock);
    asked = peer->unanswered[rule->answers] > 0;
    if (asked)
        peer->unanswered[rule->answers]--;
    pthread_mutex_unlock(&peer->lock);
    return asked;
}

/* NULL, or what is wrong with a message of this type and length coming now. */
static const char *
refusal(WirePeer *peer, unsigned type, size_t length)
{
    const WireRule *rule = wire_rule(type);

    if (rule == NULL)
        return "unknown message";
    if ((rule->from & peer->theirs) == 0 || (rule->to & peer->mine) == 0)
        return "message that this side may not send";
    if ((type == WIRE_HELLO) == peer->greeted)
        return "message before or after its time";
    if (length != wire_length((WireType)type))
        return "message of wrong length";
    if (!within_rate(&peer->buckets[type], rule))
        return "message sent too often";
    if (!answers_something(peer, rule))
        return "answer that nobody asked for";
    return NULL;
}

static WireOutcome
broken(WirePeer *peer, const char *fault)
{
    peer->fault = fault;
    shutdown(peer->fd, SHUT_RDWR);
    return WIRE_BROKEN;
}

static WireOutcome
greet(WirePeer *peer, const WireHello *hello)
{
    if (hello->version != WIRE_VERSION)
        return broken(peer, "hello of another version; all programs must come from the same build");
    if (hello->side != peer->theirs)
        return broken(peer, "hello of somebody else");
    peer->greeted = true;
    return WIRE_GOT;
}

static WireOutcome
read_message(WirePeer *peer, WireMessage *ret_message)
{
    uint8_t header[FRAME_HEADER], payload[WIRE_LENGTH_MOST], type;
    size_t length;
    const char *fault;

    if (!frame_read_all(peer->fd, header, sizeof header))
        return WIRE_ENDED;
    frame_header_read(header, &type, &length);
    fault = refusal(peer, type, length);
    if (fault != NULL)
        return broken(peer, fault);
    if (!frame_read_all(peer->fd, payload, length))
        return WIRE_ENDED;
    if (!wire_unpack(type, payload, length, ret_message))
        return broken(peer, "message with a field out of bounds");
    return type == WIRE_HELLO ? greet(peer, &ret_message->hello) : WIRE_GOT;
}

/* Hellos are dealt with here: the caller never sees one. */
WireOutcome
wire_read(WirePeer *peer, int milliseconds, WireMessage *ret_message)
{
    int64_t until = now_ms() + milliseconds;

    if (peer->fault[0] != '\0')
        return WIRE_BROKEN;
    for (;;) {
        int64_t left = milliseconds < 0 ? -1 : until - now_ms();
        struct pollfd waiting = { peer->fd, POLLIN, 0 };
        int ready = poll(&waiting, 1, milliseconds >= 0 && left < 0 ? 0 : (int)left);
        WireOutcome outcome;

        if (ready < 0 && errno == EINTR)
            continue;
        if (ready < 0)
            return WIRE_ENDED;
        if (ready == 0)
            return WIRE_NOTHING;
        outcome = read_message(peer, ret_message);
        if (outcome != WIRE_GOT || ret_message->type != WIRE_HELLO)
            return outcome;
    }
}

void
wire_unlink_pad(WireUnlink *batch, size_t used)
{
    for (size_t i = used; i < WIRE_BATCH; i++)
        if (getrandom(batch->pseudonyms[i], sizeof batch->pseudonyms[i], 0) < 0)
            memset(batch->pseudonyms[i], 0, sizeof batch->pseudonyms[i]);
}
