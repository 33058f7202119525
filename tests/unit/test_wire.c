#include "wire/frame.h"
#include "wire/messages.h"
#include "wire/peer.h"
#include <glib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- messages ---- */

static WireMessage
sample(WireType type)
{
    WireMessage m;

    memset(&m, 0, sizeof m);
    m.type = type;
    switch (type) {
    case WIRE_HELLO: m.hello = (WireHello){ WIRE_VERSION, WIRE_DESK }; break;
    case WIRE_WAITING: m.waiting.pseudonym[3] = 7; break;
    case WIRE_NAMES:
        m.names.serial = 9;
        strcpy(m.names.text, "I met J\xc3\xbcrgen");
        break;
    case WIRE_SPANS: m.spans = (WireSpans){ 9, 2, { { 6, 7 }, { 8000, 0 } } }; break;
    case WIRE_PARTICIPATION: m.participation.serial = 4; break;
    case WIRE_FIGURES: m.figures = (WireFigures){ 4, true, false, { 200, 50 }, 2, { { 100, 30 }, { 100, 20 } } }; break;
    case WIRE_REMIND: m.remind.conversation[0] = 1; break;
    case WIRE_CONVERSATION:
        m.conversation.opens = 1795942800;
        m.conversation.k = 10;
        m.conversation.n_groups = 1;
        m.conversation.names_from_roster = true;
        m.conversation.no_comments = true;
        m.conversation.counts = 2;
        m.conversation.posting_ends = 1795942900;
        strcpy(m.conversation.slug, "our-framework");
        strcpy(m.conversation.title, "Our strategic framework");
        strcpy(m.conversation.groups[0], "Nursing");
        break;
    case WIRE_UNLINK: wire_unlink_pad(&m.unlink, 1); break;
    case WIRE_FORGET: m.forget.conversation[15] = 255; break;
    case WIRE__COUNT: break;
    }
    return m;
}

static void
test_there_and_back(void)
{
    for (unsigned type = 1; type < WIRE__COUNT; type++) {
        WireMessage out = sample((WireType)type), in;
        uint8_t bytes[WIRE_LENGTH_MOST], again[WIRE_LENGTH_MOST];
        size_t length = wire_length((WireType)type);

        g_assert_cmpuint(length, >, 0);
        g_assert_cmpuint(length, <, WIRE_LENGTH_MOST);
        g_assert_true(wire_pack(&out, bytes));
        g_assert_true(wire_unpack(type, bytes, length, &in));
        g_assert_true(wire_pack(&in, again));
        g_assert_true(memcmp(bytes, again, length) == 0);
        g_assert_false(wire_unpack(type, bytes, length - 1, &in));
        g_assert_false(wire_unpack(type, bytes, length + 1, &in));
        g_assert_false(wire_unpack(type, bytes, 0, &in));
    }
}

/* Each flipped bit is refused, or is read and written again as it stands. */
static void
test_every_bit(void)
{
    for (unsigned type = 1; type < WIRE__COUNT; type++) {
        WireMessage out = sample((WireType)type), in;
        uint8_t bytes[WIRE_LENGTH_MOST], again[WIRE_LENGTH_MOST];
        size_t length = wire_length((WireType)type);

        g_assert_true(wire_pack(&out, bytes));
        for (size_t bit = 0; bit < length * 8; bit += length > 1000 ? 7 : 1) {
            bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
            if (wire_unpack(type, bytes, length, &in)) {
                g_assert_true(wire_pack(&in, again));
                g_assert_true(memcmp(bytes, again, length) == 0);
            }
            bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        }
    }
}

typedef struct { const char *name; WireType type; size_t at; uint8_t value; } FaultCase;

static const FaultCase faults[] = {
    { "text-longer-than-its-field", WIRE_CONVERSATION, 16, 1 },
    { "text-with-nul", WIRE_CONVERSATION, 19, 0 },
    { "text-not-utf8", WIRE_CONVERSATION, 19, 0xff },
    { "text-surrogate", WIRE_NAMES, 22, 0xed },
    { "bytes-after-text", WIRE_CONVERSATION, 16 + 2 + 59, 'x' },
    { "too-many-spans", WIRE_SPANS, 5, 200 },
    { "span-past-the-end", WIRE_SPANS, 6, 0x40 },
    { "span-too-long", WIRE_SPANS, 8, 0x40 },
    { "flag-of-two", WIRE_FIGURES, 4, 2 },
    { "more-in-than-invited", WIRE_FIGURES, 10, 255 },
    { "too-many-groups", WIRE_FIGURES, 14, WIRE_GROUPS + 1 },
    { "unknown-type", WIRE__COUNT, 0, 0 },
    { "no-type", 0, 0, 0 },
};

static void
test_fault(const void *data)
{
    const FaultCase *c = data;
    WireMessage out = sample(c->type), in;
    uint8_t bytes[WIRE_LENGTH_MOST];

    g_assert_true(wire_pack(&out, bytes));
    bytes[c->at] = c->value;
    g_assert_false(wire_unpack(c->type, bytes, wire_length(c->type), &in));
}

static void
test_not_packed(void)
{
    WireMessage m = sample(WIRE_FIGURES);
    uint8_t bytes[WIRE_LENGTH_MOST];

    m.figures.groups[3] = (WireShare){ 1, 2 };
    g_assert_false(wire_pack(&m, bytes));
    m = sample(WIRE_CONVERSATION);
    m.conversation.opens = -1;
    g_assert_false(wire_pack(&m, bytes));
    m = sample(WIRE_CONVERSATION);
    memset(m.conversation.slug, 'a', sizeof m.conversation.slug);       /* without its NUL it runs on */
    g_assert_false(wire_pack(&m, bytes));
}

/* The promise of the wall in one loop: who may say what. */
static void
test_table(void)
{
    for (unsigned type = 1; type < WIRE__COUNT; type++) {
        const WireRule *rule = wire_rule(type);

        g_assert_nonnull(rule);
        g_assert_cmpuint(rule->from, !=, 0);
        g_assert_cmpuint(rule->to, !=, 0);
        g_assert_cmpuint(rule->burst, >, 0);
        if (type == WIRE_HELLO)
            continue;
        /* Nothing goes between room and worker here, and the worker only asks for figures. */
        g_assert_true(((rule->from | rule->to) & WIRE_DESK) != 0);
        g_assert_cmpuint(rule->from & rule->to, ==, 0);
        if (((rule->from | rule->to) & WIRE_WORKER) != 0)
            g_assert_true(type == WIRE_PARTICIPATION || type == WIRE_FIGURES);
    }
    g_assert_null(wire_rule(0));
    g_assert_null(wire_rule(WIRE__COUNT));
    g_assert_null(wire_rule(1000));
}

/* ---- the line ---- */

typedef struct { int raw; WirePeer *peer; } Line;      /* a desk, and bare hands where the room would be */

static void
line_set_up(Line *line, const void *data)
{
    int pair[2];

    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), ==, 0);
    line->raw = pair[0];
    line->peer = wire_peer_new(pair[1], WIRE_DESK, WIRE_ROOM);
}

static void
line_tear_down(Line *line, const void *data)
{
    wire_peer_free(line->peer);
    close(line->raw);
}

static void
say(Line *line, WireMessage message)
{
    uint8_t bytes[WIRE_LENGTH_MOST];

    g_assert_true(wire_pack(&message, bytes));
    g_assert_true(frame_send(line->raw, (uint8_t)message.type, bytes, wire_length(message.type)));
}

static void
say_hello(Line *line, uint32_t version, WireSide side)
{
    WireMessage hello = { .type = WIRE_HELLO };

    hello.hello = (WireHello){ version, (uint8_t)side };
    say(line, hello);
}

static void
assert_broken(Line *line, const char *why)
{
    WireMessage in;

    g_assert_cmpint(wire_read(line->peer, 1000, &in), ==, WIRE_BROKEN);
    g_assert_nonnull(strstr(wire_peer_fault(line->peer), why));
    g_assert_cmpint(wire_read(line->peer, 1000, &in), ==, WIRE_BROKEN);
    g_assert_false(wire_send(line->peer, &(WireMessage){ .type = WIRE_FORGET }));
}

static void
test_line(Line *line, const void *data)
{
    WireMessage in;

    g_assert_cmpint(wire_read(line->peer, 0, &in), ==, WIRE_NOTHING);
    say_hello(line, WIRE_VERSION, WIRE_ROOM);
    g_assert_cmpint(wire_read(line->peer, 0, &in), ==, WIRE_NOTHING);
    say(line, sample(WIRE_WAITING));
    say(line, sample(WIRE_NAMES));
    g_assert_cmpint(wire_read(line->peer, 1000, &in), ==, WIRE_GOT);
    g_assert_cmpint(in.type, ==, WIRE_WAITING);
    g_assert_cmpint(wire_read(line->peer, 1000, &in), ==, WIRE_GOT);
    g_assert_cmpstr(in.names.text, ==, "I met J\xc3\xbcrgen");
    shutdown(line->raw, SHUT_RDWR);
    g_assert_cmpint(wire_read(line->peer, 1000, &in), ==, WIRE_ENDED);
}

static void
test_other_version(Line *line, const void *data)
{
    say_hello(line, WIRE_VERSION + 1, WIRE_ROOM);
    assert_broken(line, "version");
}

static void
test_somebody_else(Line *line, const void *data)
{
    say_hello(line, WIRE_VERSION, WIRE_WORKER);
    assert_broken(line, "somebody else");
}

static void
test_before_hello(Line *line, const void *data)
{
    say(line, sample(WIRE_WAITING));
    assert_broken(line, "time");
}

static void
test_second_hello(Line *line, const void *data)
{
    say_hello(line, WIRE_VERSION, WIRE_ROOM);
    say_hello(line, WIRE_VERSION, WIRE_ROOM);
    assert_broken(line, "time");
}

static void
test_not_theirs(Line *line, const void *data)
{
    say_hello(line, WIRE_VERSION, WIRE_ROOM);
    say(line, sample(WIRE_FORGET));
    assert_broken(line, "may not send");
}

static void
test_not_mine(Line *line, const void *data)
{
    WireMessage message = sample(WIRE_WAITING);

    g_assert_false(wire_send(line->peer, &message));
}

static void
test_wrong_length(Line *line, const void *data)
{
    say_hello(line, WIRE_VERSION, WIRE_ROOM);
    g_assert_true(frame_send(line->raw, WIRE_WAITING, "x", 1));
    assert_broken(line, "wrong length");
}

static void
test_unknown(Line *line, const void *data)
{
    say_hello(line, WIRE_VERSION, WIRE_ROOM);
    g_assert_true(frame_send(line->raw, 99, "x", 1));
    assert_broken(line, "unknown");
}

static void
test_too_often(Line *line, const void *data)
{
    WireMessage in;

    say_hello(line, WIRE_VERSION, WIRE_ROOM);
    for (unsigned i = 0; i < wire_rule(WIRE_REMIND)->burst; i++) {
        say(line, sample(WIRE_REMIND));
        g_assert_cmpint(wire_read(line->peer, 1000, &in), ==, WIRE_GOT);
    }
    say(line, sample(WIRE_REMIND));
    assert_broken(line, "too often");
}

/* Seen from a room: figures that it never asked for, then asked for once and given twice. */
static void
test_answers(void)
{
    int pair[2];
    Line line;
    WireMessage ask = sample(WIRE_PARTICIPATION), in;

    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), ==, 0);
    line.raw = pair[0];
    line.peer = wire_peer_new(pair[1], WIRE_ROOM, WIRE_DESK);
    say_hello(&line, WIRE_VERSION, WIRE_DESK);
    g_assert_true(wire_send(line.peer, &ask));
    say(&line, sample(WIRE_FIGURES));
    g_assert_cmpint(wire_read(line.peer, 1000, &in), ==, WIRE_GOT);
    g_assert_cmpuint(in.figures.all.in, ==, 50);
    say(&line, sample(WIRE_FIGURES));
    assert_broken(&line, "nobody asked");
    line_tear_down(&line, NULL);
}

static void
test_padding(void)
{
    WireUnlink batch;
    static const uint8_t zero[16];

    memset(&batch, 0, sizeof batch);
    wire_unlink_pad(&batch, 2);
    g_assert_cmpmem(batch.pseudonyms[1], 16, zero, 16);
    for (size_t i = 2; i < WIRE_BATCH; i++)
        g_assert_true(memcmp(batch.pseudonyms[i], zero, 16) != 0);
}

#define LINE(name, test) g_test_add("/wire/line/" name, Line, NULL, line_set_up, test, line_tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/wire/there-and-back", test_there_and_back);
    g_test_add_func("/wire/every-bit", test_every_bit);
    g_test_add_func("/wire/not-packed", test_not_packed);
    g_test_add_func("/wire/table", test_table);
    g_test_add_func("/wire/padding", test_padding);
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_autofree char *path = g_strdup_printf("/wire/fault/%s", faults[i].name);
        g_test_add_data_func(path, &faults[i], test_fault);
    }
    LINE("plain", test_line);
    LINE("other-version", test_other_version);
    LINE("somebody-else", test_somebody_else);
    LINE("before-hello", test_before_hello);
    LINE("second-hello", test_second_hello);
    LINE("not-theirs", test_not_theirs);
    LINE("not-mine", test_not_mine);
    LINE("wrong-length", test_wrong_length);
    LINE("unknown", test_unknown);
    LINE("too-often", test_too_often);
    g_test_add_func("/wire/line/answers", test_answers);
    return g_test_run();
}
