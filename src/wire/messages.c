#include "wire/messages.h"
#include "wire/frame.h"
#include <string.h>

static const WireRule rules[WIRE__COUNT] = {
    [WIRE_HELLO] = { "hello", WIRE_ROOM | WIRE_DESK | WIRE_WORKER, WIRE_ROOM | WIRE_DESK | WIRE_WORKER, 0, 1, 0 },
    [WIRE_WAITING] = { "waiting", WIRE_ROOM, WIRE_DESK, 0, 200, 600 },
    [WIRE_NAMES] = { "names", WIRE_ROOM, WIRE_DESK, 0, 200, 6000 },
    [WIRE_SPANS] = { "spans", WIRE_DESK, WIRE_ROOM, WIRE_NAMES, 1000, 60000 },
    [WIRE_PARTICIPATION] = { "participation", WIRE_ROOM | WIRE_WORKER, WIRE_DESK, 0, 200, 600 },
    [WIRE_FIGURES] = { "figures", WIRE_DESK, WIRE_ROOM | WIRE_WORKER, WIRE_PARTICIPATION, 1000, 60000 },
    [WIRE_REMIND] = { "remind", WIRE_ROOM, WIRE_DESK, 0, 10, 10 },
    [WIRE_CONVERSATION] = { "conversation", WIRE_DESK, WIRE_ROOM, 0, 2000, 6000 },
    [WIRE_UNLINK] = { "unlink", WIRE_DESK, WIRE_ROOM, 0, 2000, 6000 },
    [WIRE_FORGET] = { "forget", WIRE_DESK, WIRE_ROOM, 0, 1000, 60 },
};

const WireRule *
wire_rule(unsigned type)
{
    return type < WIRE__COUNT && rules[type].name != NULL ? &rules[type] : NULL;
}

/* One function per message describes its layout once, for both directions. */
typedef struct {
    FrameWriter *writer;                /* one of the two is set */
    FrameReader *reader;
} Layout;

static void
number(Layout *layout, void *field, unsigned bytes, uint64_t value, uint64_t most)
{
    if (layout->writer != NULL) {
        layout->writer->bad |= value > most;
        frame_put_number(layout->writer, bytes, value);
        return;
    }
    value = frame_get_number(layout->reader, bytes, most);
    switch (bytes) {
    case 1: *(uint8_t *)field = (uint8_t)value; break;
    case 2: *(uint16_t *)field = (uint16_t)value; break;
    case 4: *(uint32_t *)field = (uint32_t)value; break;
    default: *(int64_t *)field = (int64_t)value;
    }
}

#define NUMBER(layout, field, most)                                                        \
    number((layout), &(field), sizeof(field), (uint64_t)(field), (most))

static void
flag(Layout *layout, bool *field)
{
    uint8_t value = *field;

    number(layout, &value, 1, value, 1);
    *field = value == 1;
}

static void
bytes(Layout *layout, uint8_t *field, size_t length)
{
    if (layout->writer != NULL)
        frame_put_bytes(layout->writer, field, length);
    else
        frame_get_bytes(layout->reader, field, length);
}

static void
text(Layout *layout, char *field, size_t most)
{
    if (layout->writer != NULL)
        frame_put_text(layout->writer, field, most);
    else
        frame_get_text(layout->reader, field, most);
}

#define TEXT(layout, field) text((layout), (field), sizeof(field) - 1)
#define BYTES(layout, field) bytes((layout), (field), sizeof(field))

static void
spans(Layout *l, WireSpans *m)
{
    NUMBER(l, m->serial, UINT32_MAX);
    NUMBER(l, m->n, WIRE_SPANS_MOST);
    for (size_t i = 0; i < WIRE_SPANS_MOST; i++) {
        NUMBER(l, m->spans[i].start, WIRE_NAMES_TEXT);
        NUMBER(l, m->spans[i].length, (uint64_t)(WIRE_NAMES_TEXT - m->spans[i].start));
    }
}

static void
share(Layout *l, WireShare *m)
{
    NUMBER(l, m->invited, UINT32_MAX);
    NUMBER(l, m->in, m->invited);
}

static void
figures(Layout *l, WireFigures *m)
{
    NUMBER(l, m->serial, UINT32_MAX);
    flag(l, &m->known);
    flag(l, &m->exact);
    share(l, &m->all);
    NUMBER(l, m->n_groups, WIRE_GROUPS);
    for (size_t i = 0; i < WIRE_GROUPS; i++)
        share(l, &m->groups[i]);
}

static void
conversation(Layout *l, WireConversation *m)
{
    BYTES(l, m->id);
    TEXT(l, m->slug);
    TEXT(l, m->title);
    TEXT(l, m->language);
    TEXT(l, m->timezone);
    TEXT(l, m->support_email);
    NUMBER(l, m->opens, INT64_MAX);
    NUMBER(l, m->closes, INT64_MAX);
    NUMBER(l, m->completes, INT64_MAX);
    NUMBER(l, m->erases, INT64_MAX);
    NUMBER(l, m->published, INT64_MAX);
    NUMBER(l, m->posting_ends, INT64_MAX);
    NUMBER(l, m->held_until, INT64_MAX);
    NUMBER(l, m->now, INT64_MAX);
    TEXT(l, m->hold_reason);
    NUMBER(l, m->k, UINT16_MAX);
    NUMBER(l, m->slot_minutes, UINT16_MAX);
    flag(l, &m->names_from_roster);
    flag(l, &m->no_comments);
    NUMBER(l, m->hide_after, WIRE_HIDE_AFTER);
    NUMBER(l, m->counts, WIRE_COUNTS);
    NUMBER(l, m->n_groups, WIRE_GROUPS);
    for (size_t i = 0; i < WIRE_GROUPS; i++)
        TEXT(l, m->groups[i]);
}

static void
unlink_batch(Layout *l, WireUnlink *m)
{
    BYTES(l, m->conversation);
    for (size_t i = 0; i < WIRE_BATCH; i++)
        BYTES(l, m->pseudonyms[i]);
}

static void
lay_out(Layout *l, WireMessage *m)
{
    switch (m->type) {
    case WIRE_HELLO:
        NUMBER(l, m->hello.version, UINT32_MAX);
        NUMBER(l, m->hello.side, UINT8_MAX);
        break;
    case WIRE_WAITING: BYTES(l, m->waiting.pseudonym); break;
    case WIRE_NAMES:
        NUMBER(l, m->names.serial, UINT32_MAX);
        BYTES(l, m->names.conversation);
        TEXT(l, m->names.text);
        break;
    case WIRE_SPANS: spans(l, &m->spans); break;
    case WIRE_PARTICIPATION:
        NUMBER(l, m->participation.serial, UINT32_MAX);
        BYTES(l, m->participation.conversation);
        break;
    case WIRE_FIGURES: figures(l, &m->figures); break;
    case WIRE_REMIND: BYTES(l, m->remind.conversation); break;
    case WIRE_CONVERSATION: conversation(l, &m->conversation); break;
    case WIRE_UNLINK: unlink_batch(l, &m->unlink); break;
    case WIRE_FORGET: BYTES(l, m->forget.conversation); break;
    case WIRE__COUNT: break;
    }
}

/* Packs zeros and counts them: the length cannot disagree with the layout. */
size_t
wire_length(WireType type)
{
    uint8_t scratch[WIRE_LENGTH_MOST];
    WireMessage message;
    FrameWriter writer = { scratch, sizeof scratch, 0, false };
    Layout layout = { &writer, NULL };

    memset(&message, 0, sizeof message);
    message.type = type;
    lay_out(&layout, &message);
    return writer.used;
}

bool
wire_pack(const WireMessage *message, uint8_t *ret_bytes)
{
    WireMessage copy = *message;        /* the layout functions take a message they may fill */
    FrameWriter writer = { ret_bytes, WIRE_LENGTH_MOST, 0, false };
    Layout layout = { &writer, NULL };

    lay_out(&layout, &copy);
    return !writer.bad;
}

bool
wire_unpack(unsigned type, const uint8_t *bytes_read, size_t length, WireMessage *ret_message)
{
    WireMessage message;
    FrameReader reader = { bytes_read, length, false };
    Layout layout = { NULL, &reader };

    if (wire_rule(type) == NULL)
        return false;
    memset(&message, 0, sizeof message);
    message.type = (WireType)type;
    lay_out(&layout, &message);
    if (!frame_used_up(&reader))
        return false;
    *ret_message = message;
    return true;
}
