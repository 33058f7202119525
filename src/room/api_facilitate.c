#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/history.h"
#include "domain/message.h"
#include "domain/queue.h"
#include "room/api_staff.h"
#include "room/desk_link.h"

unsigned
facilitate_status(FacilitateOutcome outcome)
{
    switch (outcome) {
    case FACILITATE_DONE:        return 200;
    case FACILITATE_NOT_FOUND:   return 404;
    case FACILITATE_OVER:        return 409;
    case FACILITATE_STALE:       return 409;
    case FACILITATE_GONE:        return 409;
    case FACILITATE_NOTHING:     return 409;
    case FACILITATE_ENTANGLED:   return 409;
    case FACILITATE_DELETED:     return 409;
    case FACILITATE_ONLY_IDEAS:  return 422;
    case FACILITATE_NO_SECTION:  return 422;
    case FACILITATE_NO_TARGET:   return 422;
    case FACILITATE_TARGET_GONE: return 409;
    case FACILITATE_ITSELF:      return 422;
    case FACILITATE_FULL:        return 409;
    case FACILITATE_LOOKED:      return 409;
    case FACILITATE_PROPOSED:    return 202;
    case FACILITATE_BUSY:        return 409;
    case FACILITATE_ASKED:       return 409;
    }
    return 500;
}

const char *
facilitate_text(FacilitateOutcome outcome)
{
    switch (outcome) {
    case FACILITATE_DONE:        return "";
    case FACILITATE_NOT_FOUND:   return _("There is nothing here, or you cannot see it.");
    case FACILITATE_OVER:        return _("The conversation has not opened yet, or it is over.");
    case FACILITATE_STALE:       return _("Somebody has changed this since you opened it. Look at it again, then decide.");
    case FACILITATE_GONE:        return _("This was taken away, merged or split already. Restore it first.");
    case FACILITATE_NOTHING:     return _("There is nothing to restore here.");
    case FACILITATE_ENTANGLED:   return _("Something was merged or split after that. Take that back first.");
    case FACILITATE_DELETED:     return _("Its author has deleted a part of it. The words stay deleted, so it cannot be put together again.");
    case FACILITATE_ONLY_IDEAS:  return _("Only ideas can be moved, split or merged.");
    case FACILITATE_NO_SECTION:  return _("There is no such section.");
    case FACILITATE_NO_TARGET:   return _("There is no such idea to merge into.");
    case FACILITATE_TARGET_GONE: return _("The idea to merge into is not shown any more. Choose another.");
    case FACILITATE_ITSELF:      return _("An idea cannot be merged into itself.");
    case FACILITATE_ASKED:       return _("You asked for a second opinion, so another facilitator decides. You can take the question back.");
    case FACILITATE_PROPOSED:    return _("It was merged before, and few people have voted. Merging it again could show how somebody voted, so another facilitator is asked to confirm it.");
    case FACILITATE_BUSY:        return _("A second facilitator has to confirm this merge, and a colleague has asked something about it already. Answer that first.");
    case FACILITATE_LOOKED:      return _("Another facilitator has looked at it meanwhile.");
    case FACILITATE_FULL:        return _("There is no room for more contributions in this conversation.");
    }
    return "";
}

ActReason
reason_of(const char *written)
{
    for (size_t i = 0; written && act_reason_names[i]; i++)
        if (g_str_equal(act_reason_names[i], written))
            return (ActReason)i;
    return REASON_OTHER;
}

/* ---- POST actions ---- */

enum { ACT_FIELD_ACTION, ACT_FIELD_REASON, ACT_FIELD_NOTE, ACT_FIELD_VERSION, ACT_FIELD_TEXT, ACT_FIELD_SECTION, ACT_FIELD_PARTS,
       ACT_FIELD_INTO, ACT_FIELD_VOTES, ACT_FIELD_CHECK };
static const char *const votes_names[] = { "none", "copied", NULL };
/* The acts in their order, and one that changes nothing. */
static const char *const action_names[] = { "edit", "hide", "remove", "restore", "move", "split", "merge", "keep", NULL };
#define ACTION_KEEP ((int)ACT__COUNT)

static const HttpField act_fields[] = {
    [ACT_FIELD_ACTION] = { "action", HTTP_FIELD_CHOICE, 0, true, action_names },
    [ACT_FIELD_REASON] = { "reason", HTTP_FIELD_LINE, LIMIT_NOTE, false, NULL },
    [ACT_FIELD_NOTE] = { "note", HTTP_FIELD_TEXT, LIMIT_NOTE, false, NULL },
    [ACT_FIELD_VERSION] = { "version", HTTP_FIELD_NUMBER, UINT32_MAX, false, NULL },
    [ACT_FIELD_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_IDEA, false, NULL },
    [ACT_FIELD_SECTION] = { "section", HTTP_FIELD_LINE, 60, false, NULL },
    [ACT_FIELD_PARTS] = { "parts", HTTP_FIELD_JSON, 0, false, NULL },
    [ACT_FIELD_INTO] = { "into", HTTP_FIELD_ID, 0, false, NULL },
    [ACT_FIELD_VOTES] = { "votes", HTTP_FIELD_CHOICE, 0, false, votes_names },
    [ACT_FIELD_CHECK] = API_CHECK_NAMES,
};
const HttpInput api_act_input = { HTTP_INPUT_JSON, act_fields, G_N_ELEMENTS(act_fields), 0 };

typedef struct { SplitPart parts[LIMIT_SPLIT_PARTS]; size_t n; GPtrArray *texts; } Parts;

static void
parts_clear(Parts *parts)
{
    g_clear_pointer(&parts->texts, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Parts, parts_clear)

static bool
take_part(const json_t *json, Parts *parts)
{
    const char *section = json_string_value(json_object_get(json, "section"));
    const char *typed = json_string_value(json_object_get(json, "text"));
    char *text = text_trim(typed ? typed : "");

    g_ptr_array_add(parts->texts, text);
    parts->parts[parts->n++] = (SplitPart){ section, text };
    return section && *text && text_length(text) <= LIMIT_IDEA;
}

/* NULL, or what is wrong with them. */
static const char *
read_parts(const HttpRequest *request, Parts *parts)
{
    const json_t *list = http_json(request, ACT_FIELD_PARTS);

    parts->texts = g_ptr_array_new_with_free_func(g_free);
    if (json_array_size(list) < 2 || json_array_size(list) > LIMIT_SPLIT_PARTS)
        return _("Write at least two parts, each with a section and a text, and at most twelve.");
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!take_part(json_array_get(list, i), parts))
            return _("Each part needs a section and a text of at most 2,000 characters.");
    return NULL;
}

/* NULL, or what is missing for the action. */
static const char *
act_fault(const HttpRequest *request)
{
    int action = http_choice(request, ACT_FIELD_ACTION);
    g_auto(Parts) parts = { .n = 0 };

    if (action == ACTION_KEEP)
        return NULL;
    if (action != ACT_RESTORE && !http_text(request, ACT_FIELD_REASON))
        return _("Give a reason: the author will see it.");
    switch ((Act)action) {
    case ACT_EDIT:
        return http_text(request, ACT_FIELD_TEXT) ? NULL : _("Write the new text.");
    case ACT_MOVE:
        return http_text(request, ACT_FIELD_SECTION) ? NULL : _("Say to which section.");
    case ACT_SPLIT:
        return read_parts(request, &parts);
    case ACT_MERGE:
        return http_has(request, ACT_FIELD_INTO) ? NULL : _("Say into which idea.");
    case ACT_HIDE:
    case ACT_REMOVE:
    case ACT_RESTORE:
    case ACT__COUNT:
        break;
    }
    return NULL;
}

typedef struct { Id id; FacilitateOutcome outcome; bool naming; ActMade made; Id cohort; } ActWork;

/* What goes to the author: the note, or a reason in words of its own. */
static const char *
note_of(const HttpRequest *request)
{
    const char *reason = http_text(request, ACT_FIELD_REASON), *note = http_text(request, ACT_FIELD_NOTE);

    return note ? note : reason_of(reason) == REASON_OTHER && g_strcmp0(reason, "other") != 0 ? reason : NULL;
}

static bool
run_act(RoomWrite *write, Db *db, GError **error)
{
    const HttpRequest *request = write->request;
    ActWork *work = write->data;
    g_auto(Parts) parts = { .n = 0 };
    ActOrder order = {
        .act = (Act)http_choice(request, ACT_FIELD_ACTION),
        .reason = reason_of(http_text(request, ACT_FIELD_REASON)),
        .note = note_of(request),
        .version = (uint32_t)http_number(request, ACT_FIELD_VERSION, 0),
        .text = http_text(request, ACT_FIELD_TEXT),
        .section = http_text(request, ACT_FIELD_SECTION),
        .parts = parts.parts,
        .copy_votes = http_choice(request, ACT_FIELD_VOTES) == 1,
    };

    if (write->mentions)
        return work->naming = true, true;
    if (http_choice(request, ACT_FIELD_ACTION) == ACTION_KEEP)
        return facilitate_keep(write->room->hall, db, &write->actor, &work->id, NULL, &work->outcome, error);
    if (order.act == ACT_SPLIT)
        (void)read_parts(request, &parts);
    order.n_parts = parts.n;
    (void)http_id(request, ACT_FIELD_INTO, &order.into);
    if (!facilitate_act(write->room->hall, db, &write->actor, &work->id, &order, &work->outcome, &work->made, error))
        return false;
    if (work->outcome == FACILITATE_DONE)
        work->cohort = message_cohort_of_act(write->room->hall, &write->actor, &work->id, order.note);
    return true;
}

/* Both versions: what it is now, as staff know it, and what was sent. */
static void
reply_stale(HttpRequest *request, HttpReply *reply, const RoomWrite *write, const ActWork *work)
{
    const char *typed = http_text(request, ACT_FIELD_TEXT);
    json_t *problem = json_pack("{s:s, s:s, s:i, s:s}", "type", "about:blank", "title", "Conflict", "status", 409, "detail",
                                facilitate_text(FACILITATE_STALE));

    hall_read(write->room->hall);
    const Board *board = hall_board_by_id(write->room->hall, &write->actor.conversation);
    const Item *item = board ? board_find(board, &work->id) : NULL;
    if (item) {
        json_object_set_new(problem, "current", json_pack("{s:I, s:s}", "version", (json_int_t)item_staff_version(item),
                                                          "text", item_staff_face(item, 0)->text));
        json_object_set_new(problem, "yours", json_pack("{s:I, s:s?}", "version",
                                                        (json_int_t)http_number(request, ACT_FIELD_VERSION, 0), "text", typed));
    }
    hall_read_end(write->room->hall);
    char *text = json_dumps(problem, JSON_COMPACT);
    json_decref(problem);
    http_reply_bytes(reply, 409, "application/problem+json", g_strdup(text), strlen(text));
    free(text);
}

/* The contribution as it is now; of a split the parts too; of a merge, whether it waits for a second facilitator. */
static void
reply_acted(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const bool proposed = ((const ActWork *)write->data)->outcome == FACILITATE_PROPOSED;
    const Visitor *visitor = request_visitor(request);
    const ActWork *work = write->data;
    json_t *answer = NULL, *parts = json_array();

    hall_read(write->room->hall);
    const Board *board = visitor_board(visitor);
    const Item *item = board ? board_find(board, &work->id) : NULL;
    if (item)
        answer = api_contribution(board, item, visitor, true);
    for (size_t i = 0; answer && i < work->made.n_parts; i++)
        json_array_append_new(parts, api_contribution(board, board_find(board, &work->made.parts[i]), visitor, true));
    hall_read_end(write->room->hall);
    if (answer && work->made.n_parts)
        json_object_set(answer, "parts", parts);
    json_decref(parts);
    if (answer && proposed)
        json_object_set_new(answer, "proposed", json_string(facilitate_text(FACILITATE_PROPOSED)));
    if (answer)
        http_reply_json(reply, proposed ? 202 : 200, answer);
    else
        http_reply_problem(reply, request, 404, NULL);
}

static void
then_act(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const ActWork *work = write->data;

    if (!id_is_zero(&work->cohort))
        room_tell_waiting(write->room, &work->cohort);
    if (work->outcome == FACILITATE_DONE || work->outcome == FACILITATE_PROPOSED)
        reply_acted(request, reply, write);
    else if (work->naming)
        api_refuse_naming(request, reply, write, note_of(request));
    else if (work->outcome == FACILITATE_STALE)
        reply_stale(request, reply, write, work);
    else
        http_reply_problem(reply, request, facilitate_status(work->outcome), facilitate_text(work->outcome));
}

void
api_act(HttpRequest *request, HttpReply *reply)
{
    const char *fault = act_fault(request);
    Id id;

    if (!api_path_id(request, reply, 0, &id))
        return;
    if (fault) {
        http_reply_problem(reply, request, 422, fault);
        return;
    }
    ActWork *work = g_new0(ActWork, 1);
    work->id = id;
    const bool asks = http_flag(request, ACT_FIELD_CHECK) && http_choice(request, ACT_FIELD_ACTION) != ACTION_KEEP;
    room_write_text(request, asks ? note_of(request) : NULL, run_act, then_act, work);
}

/* ---- GET queue ---- */

static json_t *
reasons_json(const Item *item)
{
    json_t *reasons = json_array();

    for (size_t i = 0; i < FLAG__COUNT; i++)
        if (item->seen.reasons & (1u << i))
            json_array_append_new(reasons, json_string(flag_reason_names[i]));
    return reasons;
}

static json_t *
waiting_json(const Board *board, const Waiting *waiting, const Visitor *visitor)
{
    const Item *item = board_at(board, waiting->item);
    json_t *one = api_contribution(board, item, visitor, false);

    json_object_set_new(one, "why", json_string(wait_names[waiting->why]));
    json_object_set_new(one, "reports", json_integer(waiting->flags));
    json_object_set_new(one, "reasons", reasons_json(item));
    if (item->asked)
        json_object_set_new(one, "second_opinion_for", json_integer(item->asked));
    json_object_set_new(one, "since", api_time(waiting->since));
    return one;
}

void
api_queue(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    Waiting waiting[LIMIT_PAGE_ITEMS];
    g_autofree char *next = NULL;
    json_t *items = json_array();
    QueueCounts counts;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    size_t n = board_queue(board, &QUEUE_ALL, http_query(request, "cursor"), api_limit(request), waiting, &next, &counts);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(items, waiting_json(board, &waiting[i], visitor));
    hall_read_end(visitor->room->hall);
    g_autofree char *more = next ? g_strdup_printf("/api/v1/conversations/%s/queue?limit=%zu&cursor=%s", http_arg(request, 0),
                                                   api_limit(request), next) : NULL;
    http_reply_json(reply, 200, json_pack("{s:o, s:s?, s:I}", "items", items, "next", more, "total",
                                        (json_int_t)counts.total));
}

/* ---- GET history ---- */

static void
set_text(json_t *object, const char *name, const char *text)
{
    if (text)
        json_object_set_new(object, name, json_string(text));
}

static json_t *
entry_json(const HistoryEntry *entry)
{
    g_autofree char *by = entry->by_author ? g_strdup(_("author")) : !entry->staff ? g_strdup(_("system")) : i18n_format(_("Facilitator %u"), entry->staff);
    json_t *one = json_pack("{s:s, s:s, s:I, s:b}", "action", act_names[entry->act], "by", by, "version",
                            (json_int_t)entry->version, "undone", entry->undone);

    if (!entry->by_author) {
        set_text(one, "reason", act_reason_names[entry->reason]);
        set_text(one, "note", entry->note);
        json_object_set_new(one, "created", api_time(entry->at));
    }
    set_text(one, "before", entry->before);
    set_text(one, "after", entry->after);
    set_text(one, "section_before", entry->section_before);
    set_text(one, "section_after", entry->section_after);
    if (!id_is_zero(&entry->into))
        json_object_set_new(one, "into", api_id(&entry->into));
    json_t *parts = json_array();
    for (size_t i = 0; i < entry->n_parts; i++)
        json_array_append_new(parts, api_id(&entry->parts[i]));
    if (entry->n_parts)
        json_object_set(one, "parts", parts);
    json_decref(parts);
    return one;
}

/* False: no such contribution, or none that staff can see yet. The texts are copies. */
static bool
present_words(const Visitor *visitor, const Id *id, char **ret_text, char **ret_section, uint32_t *ret_version)
{
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Item *item = board ? board_find(board, id) : NULL;
    uint32_t voice = board ? actor_voice(board, &visitor->actor) : 0;
    if (item && !item_staff_visible(item, voice))
        item = NULL;
    if (item) {
        const Face *face = item_staff_face(item, voice);

        *ret_text = g_strdup(face->text);
        *ret_section = g_strdup(board->about->sections[face->section].slug);
        *ret_version = face == &item->now ? item->version : item_staff_version(item);
    }
    hall_read_end(visitor->room->hall);
    return item != NULL;
}

/* What the author changed since the slot began is not to be told yet. */
static void
drop_unseen(GArray *entries, uint32_t version)
{
    for (guint i = entries->len; i-- > 0;) {
        const HistoryEntry *entry = &g_array_index(entries, HistoryEntry, i);

        if (entry->by_author && entry->version > version)
            g_array_remove_index(entries, i);
    }
}

bool
room_history(const Visitor *visitor, const Id *id, GArray **ret_entries, GError **error)
{
    g_autofree char *text = NULL, *section = NULL;
    HistoryOf of = { .conversation = visitor->badge.conversation, .contribution = *id };
    Room *room = visitor->room;

    uint32_t version = 0;

    if (!present_words(visitor, id, &text, &section, &version)) {
        *ret_entries = NULL;
        return true;
    }
    of.text = text;
    of.section = section;
    g_mutex_lock(&room->reader_lock);
    bool ok = history_read(room->reader, &of, ret_entries, error);
    g_mutex_unlock(&room->reader_lock);
    if (ok)
        drop_unseen(*ret_entries, version);
    return ok;
}

void
api_history(HttpRequest *request, HttpReply *reply)
{
    g_autoptr(GArray) entries = NULL;
    g_autoptr(GError) error = NULL;
    json_t *items;
    Id id;

    if (!api_path_id(request, reply, 0, &id))
        return;
    if (!room_history(request_visitor(request), &id, &entries, &error)) {
        http_reply_error(reply, request, error);
        return;
    }
    if (!entries) {
        http_reply_problem(reply, request, 404, NULL);
        return;
    }
    items = json_array();
    for (guint i = 0; i < entries->len; i++)
        json_array_append_new(items, entry_json(&g_array_index(entries, HistoryEntry, i)));
    http_reply_json(reply, 200, json_pack("{s:o, s:n}", "items", items, "next"));
}
