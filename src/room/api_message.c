#include "base/i18n.h"
#include "base/limits.h"
#include "room/api_staff.h"
#include "room/desk_link.h"

unsigned
message_status(MessageOutcome outcome)
{
    switch (outcome) {
    case MESSAGE_SENT:        return 201;
    case MESSAGE_NOT_FOUND:   return 404;
    case MESSAGE_OVER:        return 409;
    case MESSAGE_NO_KEY:      return 403;
    case MESSAGE_NOTHING_YET: return 409;
    case MESSAGE_FULL:        return 409;
    case MESSAGE_NAMING:      return outcome_status(TALK_NAMING);
    }
    return 500;
}

const char *
message_text(MessageOutcome outcome)
{
    switch (outcome) {
    case MESSAGE_SENT:        return "";
    case MESSAGE_NOT_FOUND:   return _("There is nothing here, or you cannot see it.");
    case MESSAGE_OVER:        return _("The conversation is over, so no messages can be sent any more.");
    case MESSAGE_NO_KEY:      return outcome_text(TALK_NO_KEY);
    case MESSAGE_NOTHING_YET: return _("No facilitator has written to you about this, so there is nothing to answer.");
    case MESSAGE_FULL:        return _("This talk is full. Please write to support instead.");
    case MESSAGE_NAMING:      return outcome_text(TALK_NAMING);
    }
    return "";
}

/* ---- POST messages ---- */

enum { MESSAGE_FIELD_TEXT, MESSAGE_FIELD_KIND, MESSAGE_FIELD_CHECK };
static const char *const kinds[] = { "moderation", "question", "support", "answer", NULL };
static const HttpField message_fields[] = {
    [MESSAGE_FIELD_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_MESSAGE, true, NULL },
    [MESSAGE_FIELD_KIND] = { "kind", HTTP_FIELD_CHOICE, 0, true, kinds },
    [MESSAGE_FIELD_CHECK] = API_CHECK_NAMES,
};
const HttpInput api_message_input = { HTTP_INPUT_JSON, message_fields, G_N_ELEMENTS(message_fields), 0 };

/* Also of the pages: `kind` and `text` are set before it is queued. */
bool
message_run(RoomWrite *write, Db *db, GError **error)
{
    MessageWork *work = write->data;
    Hall *hall = write->room->hall;

    if (write->mentions)
        return work->outcome = MESSAGE_NAMING, true;
    if (work->kind == MESSAGE_AN_ANSWER)
        return message_answer(hall, db, &write->actor, &work->id, work->text, &work->outcome, error);
    return message_to_author(hall, db, &write->actor, &work->id, work->kind, work->text, &work->outcome, &work->pseudonym, error);
}

void
message_tell(const RoomWrite *write)
{
    const MessageWork *work = write->data;

    if (work->outcome == MESSAGE_SENT && !id_is_zero(&work->pseudonym))
        room_tell_waiting(write->room, &work->pseudonym);
}

static void
then_message(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const MessageWork *work = write->data;

    message_tell(write);
    if (work->outcome == MESSAGE_NAMING) {
        api_refuse_naming(request, reply, write, work->text);
        return;
    }
    if (work->outcome != MESSAGE_SENT) {
        http_reply_problem(reply, request, message_status(work->outcome), message_text(work->outcome));
        return;
    }
    http_reply_json(reply, 201, json_pack("{s:o, s:s, s:s, s:s}", "contribution", api_id(&work->id), "from",
                                          work->kind == MESSAGE_AN_ANSWER ? "author" : "facilitator", "kind",
                                          message_kind_names[work->kind], "text", work->text));
}

void
api_message_post(HttpRequest *request, HttpReply *reply)
{
    MessageKind kind = (MessageKind)(http_choice(request, MESSAGE_FIELD_KIND) + 1);
    MessageWork work = { .kind = kind, .text = http_text(request, MESSAGE_FIELD_TEXT) };

    if (!api_path_id(request, reply, 0, &work.id))
        return;
    if (kind != MESSAGE_AN_ANSWER && !visitor_is(request_visitor(request), ROLE_FACILITATOR)) {
        http_reply_problem(reply, request, 403, _("Only facilitators write to authors. To answer them, send an answer."));
        return;
    }
    room_write_text(request, http_flag(request, MESSAGE_FIELD_CHECK) ? work.text : NULL, message_run, then_message,
                    g_memdup2(&work, sizeof work));
}

/* ---- GET messages ---- */

typedef struct { Id id; int64_t slot; bool mine; } TalkPlace;

/* By slot and random id, as every list. */
static int
compare_places(const void *a, const void *b)
{
    const TalkPlace *one = a, *two = b;

    if (one->slot != two->slot)
        return one->slot < two->slot ? -1 : 1;
    return memcmp(one->id.bytes, two->id.bytes, sizeof(Id));
}

/* Facilitators: every talk; others: those about what they wrote. */
static GArray *
talk_places(const Visitor *visitor)
{
    GArray *places = g_array_new(false, false, sizeof(TalkPlace));
    bool all = visitor_is(visitor, ROLE_FACILITATOR);

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    uint32_t voice = board ? actor_voice(board, &visitor->actor) : 0;
    const GArray *own = voice ? g_array_index(board->voices, Voice, voice).items : NULL;
    guint n = !board ? 0 : all ? board->items->len : own ? own->len : 0;
    for (guint i = 0; i < n; i++) {
        const Item *item = board_at(board, all ? i : g_array_index(own, uint32_t, i));
        TalkPlace place = { item->id, item->slot, item_mine(item, voice) };

        if (item->messages > 0)
            g_array_append_val(places, place);
    }
    hall_read_end(visitor->room->hall);
    g_array_sort(places, compare_places);
    return places;
}

GArray *
room_talks(const Visitor *visitor, bool own_only, GError **error)
{
    g_autoptr(GArray) places = talk_places(visitor);
    g_autoptr(GArray) talks = g_array_new(false, true, sizeof(RoomTalk));
    Room *room = visitor->room;
    bool ok = true;

    g_array_set_clear_func(talks, (GDestroyNotify)room_talk_clear);
    g_mutex_lock(&room->reader_lock);
    for (guint i = 0; ok && i < places->len; i++) {
        const TalkPlace *place = &g_array_index(places, TalkPlace, i);
        RoomTalk talk = { .contribution = place->id, .mine = place->mine };

        if (own_only && !place->mine)
            continue;
        ok = message_talk(room->reader, &visitor->badge.conversation, &place->id, place->mine, &talk.messages, error);
        if (ok)
            g_array_append_val(talks, talk);
    }
    g_mutex_unlock(&room->reader_lock);
    return ok ? g_steal_pointer(&talks) : NULL;
}

void
room_talk_clear(RoomTalk *talk)
{
    g_clear_pointer(&talk->messages, g_array_unref);
}

json_t *
room_talk_json(const RoomTalk *talk)
{
    json_t *messages = json_array();

    for (guint i = 0; i < talk->messages->len; i++) {
        const Message *message = &g_array_index(talk->messages, Message, i);

        json_array_append_new(messages, json_pack("{s:s, s:s, s:s, s:o}", "from", message->from_author ? "author" : "facilitator",
                                                  "kind", message_kind_names[message->kind], "text", message->text,
                                                  "created", api_time(message->at)));
    }
    return json_pack("{s:o, s:b, s:o}", "contribution", api_id(&talk->contribution), "mine", talk->mine, "messages", messages);
}

void
api_messages(HttpRequest *request, HttpReply *reply)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) talks = room_talks(request_visitor(request), false, &error);

    if (!talks) {
        http_reply_error(reply, request, error);
        return;
    }
    json_t *items = json_array();
    for (guint i = 0; i < talks->len; i++) {
        const RoomTalk *talk = &g_array_index(talks, RoomTalk, i);

        if (talk->messages->len > 0)
            json_array_append_new(items, room_talk_json(talk));
    }
    http_reply_json(reply, 200, json_pack("{s:o, s:n}", "items", items, "next"));
}
