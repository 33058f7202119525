#include "room/desk_link.h"
#include "base/clock.h"
#include "base/log.h"
#include "domain/erase.h"
#include "domain/member.h"
#include "room/mention.h"
#include <jansson.h>

#define ASK_SECONDS (10 * 60)
#define ASK_AGAIN_SECONDS 60            /* where the desk had none yet */

struct RoomDesk {
    Room       *room;
    WirePeer   *peer;
    GThread    *reader;
    GMutex      lock;                   /* figures and asked */
    GHashTable *figures;                /* conversation -> WireFigures */
    GHashTable *asked;                  /* serial -> conversation */
    uint32_t    serial;
    int64_t     asked_at;
    gint        ended, away;            /* atomic; away: the line is at its end */
};

G_STATIC_ASSERT(WIRE_COUNTS == COUNTS__COUNT - 1);

static void
put_text(json_t *settings, const char *key, const char *text)
{
    json_object_set_new(settings, key, json_string(text));
}

char *
settings_from_wire(const WireConversation *message)
{
    Id id;
    char id_text[ID_TEXT_SIZE];
    json_t *settings = json_object(), *groups = json_array();

    memcpy(id.bytes, message->id, sizeof id.bytes);
    id_to_text(&id, id_text);
    put_text(settings, "id", id_text);
    put_text(settings, "slug", message->slug);
    put_text(settings, "title", message->title);
    put_text(settings, "language", message->language);
    put_text(settings, "timezone", message->timezone);
    put_text(settings, "support_email", message->support_email);
    json_object_set_new(settings, "opens", json_integer(message->opens));
    json_object_set_new(settings, "closes", json_integer(message->closes));
    json_object_set_new(settings, "posting_ends", json_integer(message->posting_ends));
    json_object_set_new(settings, "completes", json_integer(message->completes));
    json_object_set_new(settings, "erases", json_integer(message->erases));
    json_object_set_new(settings, "published", json_integer(message->published));
    json_object_set_new(settings, "held_until", json_integer(message->held_until));
    put_text(settings, "hold_reason", message->hold_reason);
    json_object_set_new(settings, "k", json_integer(message->k));
    json_object_set_new(settings, "slot_minutes", json_integer(message->slot_minutes));
    put_text(settings, "counts", counts_names[message->counts]);
    json_object_set_new(settings, "hide_after", json_integer(message->hide_after));
    json_object_set_new(settings, "no_comments", json_boolean(message->no_comments));
    for (size_t i = 0; i < message->n_groups; i++)
        json_array_append_new(groups, json_string(message->groups[i]));
    json_object_set_new(settings, "groups", groups);
    char *text = json_dumps(settings, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(settings);
    return text;
}

/* ---- what the desk says, carried out on the writer thread ---- */

typedef struct { Room *room; WireMessage message; bool erased; } FromDesk;

static bool
unlink_all(Room *room, Db *db, const WireUnlink *batch, GError **error)
{
    Id conversation, pseudonyms[WIRE_BATCH];

    memcpy(conversation.bytes, batch->conversation, sizeof conversation.bytes);
    for (size_t i = 0; i < WIRE_BATCH; i++)
        memcpy(pseudonyms[i].bytes, batch->pseudonyms[i], sizeof pseudonyms[i].bytes);
    return member_unlink(room->hall, db, &conversation, pseudonyms, WIRE_BATCH, error);
}

static bool
follow_message(Db *db, void *data, GError **error)
{
    FromDesk *from = data;
    const WireMessage *message = &from->message;

    if (message->type == WIRE_CONVERSATION) {
        clock_believe(message->conversation.now);
        char *settings = settings_from_wire(&message->conversation);
        bool ok = hall_put_conversation(from->room->hall, db, settings, NULL, error);

        free(settings);
        return ok;
    }
    if (message->type == WIRE_UNLINK)
        return unlink_all(from->room, db, &message->unlink, error);
    Id conversation;
    memcpy(conversation.bytes, message->forget.conversation, sizeof conversation.bytes);
    return erase_conversation(from->room->hall, db, &conversation, &from->erased, error);
}

static bool
run_message(Db *db, void *data, GError **error)
{
    FromDesk *from = data;

    return hall_run(from->room->hall, db, follow_message, from, error);
}

static void
message_done(void *data, const GError *error)
{
    FromDesk *from = data;

    if (error)
        log_error("carrying out what the desk says: %s", error->message);
    else if (from->erased)
        erase_compact(from->room->group);
    g_free(from);
}

static void
carry_out(RoomDesk *desk, const WireMessage *message)
{
    FromDesk *from = g_new0(FromDesk, 1);

    *from = (FromDesk){ desk->room, *message, false };
    db_group_submit(desk->room->group, &(DbJob){ .run = run_message, .done = message_done, .data = from });
}

/* ---- figures ---- */

static void
keep_figures(RoomDesk *desk, const WireFigures *figures)
{
    g_mutex_lock(&desk->lock);
    Id *conversation = g_hash_table_lookup(desk->asked, GUINT_TO_POINTER(figures->serial));
    if (conversation)
        g_hash_table_insert(desk->figures, g_memdup2(conversation, sizeof *conversation), g_memdup2(figures, sizeof *figures));
    g_hash_table_remove(desk->asked, GUINT_TO_POINTER(figures->serial));
    g_mutex_unlock(&desk->lock);
    if (!figures->known)
        desk->asked_at = MIN(desk->asked_at, clock_now() - ASK_SECONDS + ASK_AGAIN_SECONDS);
}

static void
ask_one(RoomDesk *desk, const Id *conversation)
{
    WireMessage message = { .type = WIRE_PARTICIPATION };

    g_mutex_lock(&desk->lock);
    message.participation.serial = ++desk->serial;
    g_hash_table_insert(desk->asked, GUINT_TO_POINTER(desk->serial), g_memdup2(conversation, sizeof *conversation));
    g_mutex_unlock(&desk->lock);
    memcpy(message.participation.conversation, conversation->bytes, sizeof conversation->bytes);
    if (!wire_send(desk->peer, &message))
        log_warning("the desk cannot be asked for figures");
}

/* Every ten minutes: they change once a night. */
static void
ask_figures(RoomDesk *desk)
{
    int64_t now = clock_now();
    g_autoptr(GArray) ids = g_array_new(false, false, sizeof(Id));

    if (now - desk->asked_at < ASK_SECONDS)
        return;
    desk->asked_at = now;
    hall_read(desk->room->hall);
    for (size_t i = 0; i < hall_n_boards(desk->room->hall); i++)
        g_array_append_val(ids, hall_board_at(desk->room->hall, i)->about->id);
    hall_read_end(desk->room->hall);
    for (guint i = 0; i < ids->len; i++)
        ask_one(desk, &g_array_index(ids, Id, i));
}

static void
hear(RoomDesk *desk, const WireMessage *message)
{
    switch (message->type) {
    case WIRE_CONVERSATION:
    case WIRE_UNLINK:
    case WIRE_FORGET:
        carry_out(desk, message);
        break;
    case WIRE_FIGURES:
        keep_figures(desk, &message->figures);
        break;
    case WIRE_SPANS:
        mention_heard(desk->room, &message->spans);
        break;
    case WIRE_HELLO:
    case WIRE_WAITING:
    case WIRE_NAMES:
    case WIRE_PARTICIPATION:
    case WIRE_REMIND:
    case WIRE__COUNT:
        break;
    }
}

static void *
read_desk(void *data)
{
    RoomDesk *desk = data;
    WireOutcome outcome = WIRE_NOTHING;
    WireMessage *message = g_new0(WireMessage, 1);

    while (!g_atomic_int_get(&desk->ended) && (outcome == WIRE_NOTHING || outcome == WIRE_GOT)) {
        outcome = wire_read(desk->peer, 1000, message);
        if (outcome == WIRE_GOT)
            hear(desk, message);
        ask_figures(desk);
    }
    if (outcome == WIRE_BROKEN)
        log_error("the line to the desk: %s", wire_peer_fault(desk->peer));
    /* Until a new line comes. */
    g_atomic_int_set(&desk->away, 1);
    g_free(message);
    return NULL;
}

static void
desk_free(RoomDesk *desk)
{
    if (!desk)
        return;
    g_atomic_int_set(&desk->ended, 1);
    wire_peer_close(desk->peer);
    g_thread_join(desk->reader);
    wire_peer_free(desk->peer);
    g_hash_table_unref(desk->figures);
    g_hash_table_unref(desk->asked);
    g_mutex_clear(&desk->lock);
    g_free(desk);
}

bool
room_desk_is_here(Room *room)
{
    g_mutex_lock(&room->desk_lock);
    bool here = room->desk && !g_atomic_int_get(&room->desk->away);
    g_mutex_unlock(&room->desk_lock);
    return here;
}

void
room_desk_connect(Room *room, int fd)
{
    RoomDesk *desk = g_new0(RoomDesk, 1);

    desk->room = room;
    desk->peer = wire_peer_new(fd, WIRE_ROOM, WIRE_DESK);
    g_mutex_init(&desk->lock);
    desk->figures = g_hash_table_new_full(id_hash, id_equal_func, g_free, g_free);
    desk->asked = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    g_mutex_lock(&room->desk_lock);
    RoomDesk *old = room->desk;
    room->desk = desk;
    desk->reader = g_thread_new("desk-link", read_desk, desk);
    g_mutex_unlock(&room->desk_lock);
    desk_free(old);
    mention_restart(room);
}

void
room_desk_end(Room *room)
{
    g_mutex_lock(&room->desk_lock);
    RoomDesk *old = room->desk;
    room->desk = NULL;
    g_mutex_unlock(&room->desk_lock);
    desk_free(old);
}

static void
say(Room *room, const WireMessage *message, const char *what)
{
    g_mutex_lock(&room->desk_lock);
    if (!room->desk || !wire_send(room->desk->peer, message))
        log_warning("the desk is away: %s was not said", what);
    g_mutex_unlock(&room->desk_lock);
}

void
room_tell_waiting(Room *room, const Id *pseudonym)
{
    WireMessage message = { .type = WIRE_WAITING };

    memcpy(message.waiting.pseudonym, pseudonym->bytes, sizeof pseudonym->bytes);
    say(room, &message, "waiting");
}

void
room_ask_reminder(Room *room, const Id *conversation)
{
    WireMessage message = { .type = WIRE_REMIND };

    memcpy(message.remind.conversation, conversation->bytes, sizeof conversation->bytes);
    say(room, &message, "remind");
}

bool
room_ask_names(Room *room, const Id *conversation, uint32_t serial, const char *text)
{
    WireMessage message = { .type = WIRE_NAMES, .names = { .serial = serial } };

    if (g_strlcpy(message.names.text, text, sizeof message.names.text) >= sizeof message.names.text)
        return false;
    memcpy(message.names.conversation, conversation->bytes, sizeof conversation->bytes);
    g_mutex_lock(&room->desk_lock);
    bool sent = room->desk && wire_send(room->desk->peer, &message);
    g_mutex_unlock(&room->desk_lock);
    return sent;
}

bool
room_figures(Room *room, const Id *conversation, WireFigures *ret_figures)
{
    bool known = false;

    g_mutex_lock(&room->desk_lock);
    if (room->desk) {
        g_mutex_lock(&room->desk->lock);
        const WireFigures *figures = g_hash_table_lookup(room->desk->figures, conversation);

        known = figures && figures->known;
        if (known)
            *ret_figures = *figures;
        g_mutex_unlock(&room->desk->lock);
    }
    g_mutex_unlock(&room->desk_lock);
    return known;
}
