#include "desk/room_line.h"
#include "base/clock.h"
#include "base/lock.h"
#include "base/log.h"
#include "desk/cohort_mail.h"
#include "desk/leave.h"
#include "desk/names.h"
#include "desk/participation.h"
#include "wire/peer.h"

struct RoomLine {
    const Desk *desk;
    RoomLineAsk ask;
    void       *ask_data;
    pthread_mutex_t lock;           /* of `peer` and `worker`: against their being taken away */
    WirePeer   *peer, *worker;      /* NULL: none */
    GThread    *reader, *worker_reader;
};

RoomLine *
room_line_new(const Desk *desk, RoomLineAsk ask, void *data)
{
    RoomLine *line = g_new0(RoomLine, 1);

    line->desk = desk;
    line->ask = ask;
    line->ask_data = data;
    pthread_mutex_init(&line->lock, NULL);
    return line;
}

static void
end_reader(GThread **reader, WirePeer **peer, RoomLine *line)
{
    WirePeer *ended;

    pthread_mutex_lock(&line->lock);
    ended = g_steal_pointer(peer);
    pthread_mutex_unlock(&line->lock);
    if (ended == NULL)
        return;
    wire_peer_close(ended);
    g_thread_join(g_steal_pointer(reader));
    wire_peer_free(ended);
}

void
room_line_free(RoomLine *line)
{
    if (line == NULL)
        return;
    end_reader(&line->reader, &line->peer, line);
    end_reader(&line->worker_reader, &line->worker, line);
    pthread_mutex_destroy(&line->lock);
    g_free(line);
}

/* ---- saying ---- */

static void
say(RoomLine *line, const WireMessage *message)
{
    LOCK_HOLD(&line->lock);
    if (line->peer != NULL && !wire_send(line->peer, message))
        log_warning("the room could not be told of a change");
}

static void
fill_settings(const Gathering *gathering, WireConversation *settings)
{
    const Calendar *dates = &gathering->dates;

    memcpy(settings->id, gathering->id.bytes, sizeof settings->id);
    g_strlcpy(settings->slug, gathering->slug, sizeof settings->slug);
    g_strlcpy(settings->title, gathering->title, sizeof settings->title);
    g_strlcpy(settings->language, gathering->language, sizeof settings->language);
    g_strlcpy(settings->timezone, gathering->timezone, sizeof settings->timezone);
    g_strlcpy(settings->support_email, gathering->support_email, sizeof settings->support_email);
    settings->opens = dates->opens;
    settings->closes = dates->closes;
    settings->posting_ends = dates->posting_ends;
    settings->completes = dates->completes;
    settings->erases = dates->erases;
    settings->published = dates->published;
    settings->held_until = dates->held;
    settings->now = clock_now();
    g_strlcpy(settings->hold_reason, gathering->hold_reason, sizeof settings->hold_reason);
    settings->k = (uint16_t)gathering->k;
    settings->slot_minutes = (uint16_t)gathering->slot_minutes;
    settings->counts = (uint8_t)gathering->rules.counts;
    settings->hide_after = (uint8_t)gathering->rules.hide_after;
    settings->no_comments = gathering->rules.no_comments;
    settings->names_from_roster = gathering->names_from_roster;
    for (unsigned i = 0; i < WIRE_GROUPS && gathering->labels[i] != NULL && gathering->labels[i + 1] != NULL; i++) {
        g_strlcpy(settings->groups[i], gathering->labels[i + 1], sizeof settings->groups[i]);
        settings->n_groups++;
    }
}

void
room_line_settings(RoomLine *line, const Gathering *gathering)
{
    WireMessage message = { .type = WIRE_CONVERSATION };

    if (line == NULL)
        return;
    fill_settings(gathering, &message.conversation);
    say(line, &message);
}

void
room_line_forget(RoomLine *line, const Id *conversation)
{
    WireMessage message = { .type = WIRE_FORGET };

    if (line == NULL)
        return;
    memcpy(message.forget.conversation, conversation->bytes, sizeof message.forget.conversation);
    say(line, &message);
}

/* A message holds the people of one conversation; its other places are filled at random. */
static void
say_unlink(RoomLine *line, const LeaveNote *notes, guint n)
{
    WireMessage message = { .type = WIRE_UNLINK };

    memcpy(message.unlink.conversation, notes[0].conversation.bytes, sizeof message.unlink.conversation);
    for (guint i = 0; i < n; i++)
        memcpy(message.unlink.pseudonyms[i], notes[i].pseudonym, sizeof message.unlink.pseudonyms[i]);
    wire_unlink_pad(&message.unlink, n);
    say(line, &message);
}

void
room_line_unlink(RoomLine *line, GArray *notes)
{
    const LeaveNote *all = (const LeaveNote *)(const void *)notes->data;
    guint first = 0;

    /* They come conversation by conversation. */
    for (guint i = 1; line != NULL && i <= notes->len; i++) {
        if (i < notes->len && i - first < WIRE_BATCH && id_equal(&all[i].conversation, &all[first].conversation))
            continue;
        say_unlink(line, all + first, i - first);
        first = i;
    }
}

void
room_line_all(RoomLine *line)
{
    if (line == NULL)
        return;
    g_autoptr(GPtrArray) all = gatherings_all(line->desk->gatherings);
    g_autoptr(GArray) notes = NULL;
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < all->len; i++) {
        const Gathering *gathering = all->pdata[i];

        if (gathering->dates.erased != 0)
            room_line_forget(line, &gathering->id);
        else
            room_line_settings(line, gathering);
    }
    if (leave_notes(line->desk, &notes, &error))
        room_line_unlink(line, notes);
    else
        log_error("%s", error->message);
}

/* ---- hearing ---- */

typedef struct { RoomLine *line; WirePeer *peer; Names *names; bool is_room; } Reader;

static Gathering *
gathering_of(const Reader *reader, const uint8_t conversation[16])
{
    Id id;

    memcpy(id.bytes, conversation, sizeof id.bytes);
    g_autoptr(Gathering) gathering = gatherings_by_id(reader->line->desk->gatherings, &id);
    return gathering != NULL && gathering->dates.erased == 0 ? g_steal_pointer(&gathering) : NULL;
}

static void
answer(const Reader *reader, const WireMessage *message)
{
    if (!wire_send(reader->peer, message))
        log_warning("an answer to %s could not be sent", reader->is_room ? "the room" : "the worker");
}

static bool
hear_names(const Reader *reader, const WireNames *asked, GError **error)
{
    WireMessage message = { .type = WIRE_SPANS, .spans = { .serial = asked->serial } };
    g_autoptr(Gathering) gathering = gathering_of(reader, asked->conversation);
    size_t n = 0;

    /* An answer comes in any case: the room counts those that it waits for. */
    const bool found = gathering == NULL || names_find(reader->names, reader->line->desk, gathering, asked->text,
                                                       message.spans.spans, &n, error);
    message.spans.n = (uint16_t)n;
    answer(reader, &message);
    return found;
}

static bool
hear_participation(const Reader *reader, const WireParticipation *asked, GError **error)
{
    WireMessage message = { .type = WIRE_FIGURES };
    g_autoptr(Gathering) gathering = gathering_of(reader, asked->conversation);

    if (gathering != NULL &&
        !participation_read(reader->line->desk, gathering, &message.figures, error))
        return false;
    message.figures.serial = asked->serial;
    answer(reader, &message);
    return true;
}

static bool
hear_remind(const Reader *reader, const WireRemind *asked, GError **error)
{
    g_autoptr(Gathering) gathering = gathering_of(reader, asked->conversation);
    ReminderOutcome outcome;

    return gathering == NULL || reminder_order(reader->line->desk, gathering, clock_now(), &outcome, error);
}

static bool
hear(const Reader *reader, const WireMessage *message, GError **error)
{
    switch (message->type) {
    case WIRE_WAITING:
        return cohort_mail_note(reader->line->desk, message->waiting.pseudonym, clock_now(), error);
    case WIRE_NAMES:
        return hear_names(reader, &message->names, error);
    case WIRE_PARTICIPATION:
        return hear_participation(reader, &message->participation, error);
    case WIRE_REMIND:
        return hear_remind(reader, &message->remind, error);
    case WIRE_HELLO:
    case WIRE_SPANS:
    case WIRE_FIGURES:
    case WIRE_CONVERSATION:
    case WIRE_UNLINK:
    case WIRE_FORGET:
    case WIRE__COUNT:
        break;          /* the wire lets none of these through to us */
    }
    return true;
}

static void
read_on(Reader *reader)
{
    WireOutcome outcome;

    do {
        WireMessage message;
        g_autoptr(GError) error = NULL;

        outcome = wire_read(reader->peer, -1, &message);
        if (outcome == WIRE_GOT && !hear(reader, &message, &error))
            log_error("%s", error->message);
    } while (outcome == WIRE_GOT || outcome == WIRE_NOTHING);
    if (outcome == WIRE_BROKEN)
        log_warning("the line to %s broke: %s", reader->is_room ? "the room" : "the worker",
                    wire_peer_fault(reader->peer));
}

static void *
run_reader(void *data)
{
    g_autofree Reader *reader = data;
    RoomLine *line = reader->line;
    g_autoptr(Names) names = names_new();

    reader->names = names;
    if (reader->is_room)
        room_line_all(line);
    read_on(reader);
    if (!reader->is_room)
        return NULL;
    pthread_mutex_lock(&line->lock);
    const bool is_wanted = line->peer == reader->peer;
    pthread_mutex_unlock(&line->lock);
    if (is_wanted)
        line->ask(line->ask_data);
    return NULL;
}

static void
start_reader(RoomLine *line, int fd, WireSide theirs, WirePeer **place, GThread **thread)
{
    Reader *reader = g_new0(Reader, 1);

    end_reader(thread, place, line);
    reader->line = line;
    reader->is_room = theirs == WIRE_ROOM;
    reader->peer = wire_peer_new(fd, WIRE_DESK, theirs);
    if (reader->peer == NULL) {
        log_error("no memory for a line to %s", reader->is_room ? "the room" : "the worker");
        g_free(reader);
        return;
    }
    pthread_mutex_lock(&line->lock);
    *place = reader->peer;
    pthread_mutex_unlock(&line->lock);
    *thread = g_thread_new("line", run_reader, reader);
}

void
room_line_take(RoomLine *line, int fd)
{
    start_reader(line, fd, WIRE_ROOM, &line->peer, &line->reader);
}

void
room_line_take_worker(RoomLine *line, int fd)
{
    start_reader(line, fd, WIRE_WORKER, &line->worker, &line->worker_reader);
}
