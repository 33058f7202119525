#include "room/staff_facilitate.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/history.h"
#include "domain/message.h"
#include "html/markdown.h"
#include "room/claims.h"
#include "room/desk_link.h"

#define EXCERPT     100
#define PAGE_LINES  25
#define DONE_LINES  50

/* ---- lines of the queue ---- */

QueueWhy
staff_why(WaitWhy why)
{
    switch (why) {
    case WAIT_WORRY:    return WHY_DISTRESS;
    case WAIT_NAMES:    return WHY_NAMES;
    case WAIT_ABUSE:    return WHY_ABUSE;
    case WAIT_FLAGGED:  return WHY_FLAGGED;
    case WAIT_APPEAL:   return WHY_APPEAL;
    case WAIT_ANSWERED: return WHY_ANSWERED;
    case WAIT_CHANGED:
    case WAIT_NEW:      return WHY_NEW;
    case WAIT_NOTHING:  return WHY_DONE;
    }
    return WHY_DONE;
}

const char *
staff_excerpt(Look *look, const Item *item)
{
    g_autofree char *plain = markdown_plain(item_staff_face(item, look->voice)->text);

    return scratch_keep(look->scratch, text_excerpt(plain, EXCERPT));
}

static const char *
holder_name(Look *look, const Item *item)
{
    unsigned staff = claims_holder(look->visitor->room->claims, &item->id, look->visitor->badge.staff_number, clock_now());

    return staff ? scratch_keep(look->scratch, i18n_format(_("Facilitator %u"), staff)) : NULL;
}

static QueueLine
queue_line(Look *look, const Waiting *waiting)
{
    const Item *item = board_at(look->board, waiting->item);

    return (QueueLine){
        .id = scratch_id(look->scratch, &item->id),
        .excerpt = staff_excerpt(look, item),
        .why = staff_why(waiting->why),
        .number = waiting->flags,
        .waited = look_duration(look, clock_now() - waiting->since),
        .holder = holder_name(look, item),
    };
}

QueueView
staff_queue(Look *look, const char *cursor, size_t limit)
{
    g_autofree Waiting *waiting = g_new0(Waiting, limit);
    g_autofree char *next = NULL;
    size_t total;
    size_t n = board_queue(look->board, cursor, limit, waiting, &next, &total);
    QueueLine *lines = g_new0(QueueLine, n + 1);

    scratch_keep(look->scratch, (char *)lines);
    for (size_t i = 0; i < n; i++)
        lines[i] = queue_line(look, &waiting[i]);
    return (QueueView){
        .lines = lines,
        .n_lines = n,
        .total = total,
        .longest = total ? look_duration(look, board_longest_wait(look->board, clock_now())) : NULL,
        .more = next ? scratch_keep(look->scratch, g_strdup_printf("/c/%s/facilitate?after=%s", look->board->about->slug, next))
                     : NULL,
    };
}

/* ---- what has been done ---- */

char *
staff_act_text(Act act, unsigned staff, const char *day)
{
    switch (act) {
    case ACT_EDIT:    return i18n_format(_("Edited by Facilitator %u %s"), staff, day);
    case ACT_HIDE:    return i18n_format(_("Hidden by Facilitator %u %s"), staff, day);
    case ACT_REMOVE:  return i18n_format(_("Removed by Facilitator %u %s"), staff, day);
    case ACT_RESTORE: return i18n_format(_("Brought back by Facilitator %u %s"), staff, day);
    case ACT_MOVE:    return i18n_format(_("Moved by Facilitator %u %s"), staff, day);
    case ACT_SPLIT:   return i18n_format(_("Split by Facilitator %u %s"), staff, day);
    case ACT_MERGE:   return i18n_format(_("Merged by Facilitator %u %s"), staff, day);
    case ACT__COUNT:  break;
    }
    return g_strdup("");
}

/* The latest acts, one line a contribution. */
static QueueView
done_view(Look *look, const GArray *acts)
{
    QueueLine *lines = g_new0(QueueLine, acts->len + 1);
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    size_t n = 0;

    scratch_keep(look->scratch, (char *)lines);
    for (guint i = 0; i < acts->len; i++) {
        const HistoryAct *act = &g_array_index(acts, HistoryAct, i);
        Item *item = board_find(look->board, &act->contribution);

        if (!item || !g_hash_table_add(seen, item))
            continue;
        lines[n++] = (QueueLine){
            .id = scratch_id(look->scratch, &item->id),
            .excerpt = staff_excerpt(look, item),
            .why = WHY_DONE,
            .last = scratch_keep(look->scratch, staff_act_text(act->act, act->staff, look_day(look, act->at))),
        };
    }
    return (QueueView){ .lines = lines, .n_lines = n, .total = n, .done = true };
}

static bool
read_latest(const Visitor *visitor, GArray **ret_acts, GError **error)
{
    Room *room = visitor->room;

    g_mutex_lock(&room->reader_lock);
    bool ok = history_latest(room->reader, &visitor->badge.conversation, DONE_LINES, ret_acts, error);
    g_mutex_unlock(&room->reader_lock);
    return ok;
}

void
staff_undo(HttpRequest *request, Look *look, PageFrame *frame)
{
    static const PageHidden fields[] = { { "action", "undo" }, { "reason", "other" } };
    const char *was = http_query(request, "was");
    Id id;

    if (!frame->done || !id_from_text(was, &id) || !board_find(look->board, &id))
        return;
    const char *text = scratch_id(look->scratch, &id);
    frame->done_href = scratch_keep(look->scratch, g_strdup_printf("/c/%s/facilitate/%s", look->board->about->slug, text));
    if (g_strcmp0(http_query(request, "done"), "kept") == 0)
        return;
    frame->undo = scratch_keep(look->scratch, g_strdup_printf("/c/%s/facilitate/%s/act", look->board->about->slug, text));
    frame->undo_fields = fields;
    frame->n_undo_fields = G_N_ELEMENTS(fields);
}

void
page_queue(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    bool done = g_strcmp0(http_query(request, "list"), "done") == 0;
    g_autoptr(GArray) acts = NULL;
    GError *error = NULL;
    Page page;

    if (done && !read_latest(visitor, &acts, &error)) {
        http_reply_error(reply, request, error);
        g_clear_error(&error);
        return;
    }
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    staff_undo(request, &look, &frame);
    QueueView view = done ? done_view(&look, acts) : staff_queue(&look, http_query(request, "after"), PAGE_LINES);
    bool made = queue_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}

/* ---- POST act ---- */

enum { ACT_FIELD_ACTION, ACT_FIELD_REASON, ACT_FIELD_NOTE, ACT_FIELD_VERSION, ACT_FIELD_TEXT, ACT_FIELD_SECTION, ACT_FIELD_INTO,
       ACT_FIELD_ADDRESS, ACT_FIELD_PART, ACT_FIELD_AT };
/* The acts in their order, then "looks fine" and taking back the last one. */
static const char *const actions[] = { "edit", "hide", "remove", "restore", "move", "split", "merge", "fine", "undo", NULL };
enum { ACTION_FINE = ACT__COUNT, ACTION_UNDO };

static const HttpField act_fields[] = {
    [ACT_FIELD_ACTION] = { "action", HTTP_FIELD_CHOICE, 0, true, actions },
    [ACT_FIELD_REASON] = { "reason", HTTP_FIELD_CHOICE, 0, false, act_reason_names },
    [ACT_FIELD_NOTE] = { "note", HTTP_FIELD_TEXT, LIMIT_NOTE, false, NULL },
    [ACT_FIELD_VERSION] = { "version", HTTP_FIELD_NUMBER, UINT32_MAX, false, NULL },
    [ACT_FIELD_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_IDEA, false, NULL },
    [ACT_FIELD_SECTION] = { "section", HTTP_FIELD_LINE, 60, false, NULL },
    [ACT_FIELD_INTO] = { "into", HTTP_FIELD_LINE, ID_TEXT_LENGTH, false, NULL },
    [ACT_FIELD_ADDRESS] = { "into-id", HTTP_FIELD_LINE, 400, false, NULL },
    [ACT_FIELD_PART] = { "part", HTTP_FIELD_MAP, LIMIT_IDEA, false, NULL },
    [ACT_FIELD_AT] = { "at", HTTP_FIELD_MAP, 60, false, NULL },
};
const HttpInput page_act_input = { HTTP_INPUT_FORM, act_fields, G_N_ELEMENTS(act_fields), 0 };

/* An idea's address as people copy it: its id stands after "/i/". */
static bool
read_address(const char *address, Id *ret_id)
{
    const char *at = address ? g_strrstr(address, "/i/") : NULL;
    g_autofree char *id = address ? g_strndup(at ? at + 3 : address, ID_TEXT_LENGTH) : NULL;

    return id_from_text(id, ret_id);
}

static const char *
section_of_part(const HttpRequest *request, const char *number)
{
    for (size_t i = 0; i < http_map_size(request, ACT_FIELD_AT); i++) {
        const char *name, *value;

        http_map_at(request, ACT_FIELD_AT, i, &name, &value);
        if (g_str_equal(name, number))
            return value;
    }
    return "";
}

/* Empty boxes are left out. */
static size_t
read_parts(const HttpRequest *request, SplitPart parts[LIMIT_SPLIT_PARTS])
{
    size_t n = 0;

    for (size_t i = 0; i < http_map_size(request, ACT_FIELD_PART) && n < LIMIT_SPLIT_PARTS; i++) {
        const char *name, *value;

        http_map_at(request, ACT_FIELD_PART, i, &name, &value);
        if (value && *value)
            parts[n++] = (SplitPart){ section_of_part(request, name), value };
    }
    return n;
}

/* What was chosen, or what usually is the reason of such a step; REASON__COUNT: it has none, one must be chosen. */
static ActReason
reason_chosen(const HttpRequest *request)
{
    static const ActReason usual[ACT__COUNT] = {
        [ACT_EDIT] = REASON_ANONYMISE, [ACT_HIDE] = REASON__COUNT,      [ACT_REMOVE] = REASON_ABUSE,
        [ACT_RESTORE] = REASON_OTHER,  [ACT_MOVE] = REASON_WRONG_SECTION, [ACT_SPLIT] = REASON_SEVERAL_IDEAS,
        [ACT_MERGE] = REASON_DUPLICATE,
    };
    int chosen = http_choice(request, ACT_FIELD_REASON), action = http_choice(request, ACT_FIELD_ACTION);

    if (chosen >= 0)
        return (ActReason)chosen;
    return action >= 0 && action < ACT__COUNT ? usual[action] : REASON_OTHER;
}

typedef struct { Id id; FacilitateOutcome outcome; ActMade made; Id cohort; char next[ID_TEXT_SIZE]; } ActWork;

static bool
run_act(RoomWrite *write, Db *db, GError **error)
{
    const HttpRequest *request = write->request;
    ActWork *work = write->data;
    Hall *hall = write->room->hall;
    SplitPart parts[LIMIT_SPLIT_PARTS];
    int action = http_choice(request, ACT_FIELD_ACTION);
    ActOrder order = {
        .act = (Act)action,
        .reason = reason_chosen(request),
        .note = http_text(request, ACT_FIELD_NOTE),
        .version = (uint32_t)http_number(request, ACT_FIELD_VERSION, 0),
        .text = http_text(request, ACT_FIELD_TEXT),
        .section = http_text(request, ACT_FIELD_SECTION),
        .parts = parts,
        .n_parts = read_parts(request, parts),
    };

    if (action == ACTION_FINE)
        return facilitate_keep(hall, db, &write->actor, &work->id, &work->outcome, error);
    if (action == ACTION_UNDO)
        return facilitate_undo(hall, db, &write->actor, &work->id, &work->outcome, error);
    if (!read_address(http_text(request, ACT_FIELD_ADDRESS), &order.into))
        (void)id_from_text(http_text(request, ACT_FIELD_INTO), &order.into);
    if (!facilitate_act(hall, db, &write->actor, &work->id, &order, &work->outcome, &work->made, error))
        return false;
    if (work->outcome == FACILITATE_DONE)
        work->cohort = message_cohort_of_act(hall, &write->actor, &work->id, order.note);
    return true;
}

/* What waits next, that no other facilitator has open; "": nothing. */
static void
find_next(const Visitor *visitor, const Id *done, char ret_text[ID_TEXT_SIZE])
{
    Waiting waiting[PAGE_LINES];
    g_autofree char *more = NULL;
    size_t total;

    *ret_text = '\0';
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    size_t n = board ? board_queue(board, NULL, PAGE_LINES, waiting, &more, &total) : 0;
    for (size_t i = n; i-- > 0;) {
        const Item *item = board_at(board, waiting[i].item);

        if (!id_equal(&item->id, done) &&
            !claims_holder(visitor->room->claims, &item->id, visitor->badge.staff_number, clock_now()))
            id_to_text(&item->id, ret_text);
    }
    hall_read_end(visitor->room->hall);
}

static const char *
outcome_field(FacilitateOutcome outcome)
{
    switch (outcome) {
    case FACILITATE_NO_TARGET:
    case FACILITATE_TARGET_GONE:
    case FACILITATE_ITSELF:
        return "into";
    case FACILITATE_NO_SECTION:
        return "section";
    case FACILITATE_DONE:
    case FACILITATE_NOT_FOUND:
    case FACILITATE_OVER:
    case FACILITATE_STALE:
    case FACILITATE_GONE:
    case FACILITATE_NOTHING:
    case FACILITATE_ENTANGLED:
    case FACILITATE_DELETED:
    case FACILITATE_ONLY_IDEAS:
    case FACILITATE_FULL:
        break;
    }
    return "text";
}

static void
show_again(HttpRequest *request, HttpReply *reply, const Id *id, ItemRefusal refusal)
{
    int reason = http_choice(request, ACT_FIELD_REASON);

    refusal.typed = http_typed(request, ACT_FIELD_TEXT);
    refusal.note = http_typed(request, ACT_FIELD_NOTE);
    refusal.reason = reason < 0 ? NULL : act_reason_names[reason];
    item_show(request, reply, id, &refusal);
}

static void
go_on(HttpRequest *request, HttpReply *reply, const ActWork *work)
{
    static const char *const words[] = { "changed", "hidden", "removed", "restored", "moved", "split", "merged", "kept", "undone" };
    const Visitor *visitor = request_visitor(request);
    int action = http_choice(request, ACT_FIELD_ACTION);
    char id[ID_TEXT_SIZE], next[ID_TEXT_SIZE];
    g_autofree char *rest = NULL;

    id_to_text(&work->id, id);
    claims_give_back(visitor->room->claims, &work->id, visitor->badge.staff_number);
    find_next(visitor, &work->id, next);
    if (action == ACTION_UNDO)
        rest = g_strdup_printf("/facilitate/%s?done=%s", id, words[action]);
    else
        rest = g_strdup_printf("/facilitate%s%s?done=%s&was=%s", *next ? "/" : "", next, words[action], id);
    g_autofree char *path = frame_path(visitor, rest);
    http_reply_redirect(reply, path);
}

static void
then_act(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const ActWork *work = write->data;

    if (!id_is_zero(&work->cohort))
        room_tell_waiting(write->room, &work->cohort);
    if (work->outcome == FACILITATE_DONE)
        go_on(request, reply, work);
    else
        show_again(request, reply, &work->id, (ItemRefusal){
            .status = facilitate_status(work->outcome),
            .field = outcome_field(work->outcome),
            .text = facilitate_text(work->outcome),
            .stale = work->outcome == FACILITATE_STALE,
        });
}

/* NULL, or what is missing for the action. */
static const char *
act_fault(const HttpRequest *request, const char **ret_field)
{
    SplitPart parts[LIMIT_SPLIT_PARTS];
    int action = http_choice(request, ACT_FIELD_ACTION);

    *ret_field = action == ACT_SPLIT ? "part-1" : "text";
    if (action == ACT_EDIT && !http_text(request, ACT_FIELD_TEXT))
        return _("Write the new text. To take it away, hide or remove it.");
    if (action == ACT_SPLIT && read_parts(request, parts) < 2)
        return _("Write at least two parts.");
    if (reason_chosen(request) != REASON__COUNT)
        return NULL;
    *ret_field = "reason";
    return _("Choose the reason: the author is told it.");
}

void
page_act_post(HttpRequest *request, HttpReply *reply)
{
    ActWork work = { .outcome = FACILITATE_NOT_FOUND };
    const char *field;
    size_t n;

    if (!api_path_id(request, reply, 1, &work.id))
        return;
    http_errors(request, &n);
    const char *fault = n ? NULL : act_fault(request, &field);
    if (n > 0)
        show_again(request, reply, &work.id, (ItemRefusal){ .status = 422 });
    else if (fault)
        show_again(request, reply, &work.id, (ItemRefusal){ .status = 422, .field = field, .text = fault });
    else
        room_write(request, run_act, then_act, g_memdup2(&work, sizeof work));
}

/* ---- POST message ---- */

enum { MESSAGE_FIELD_KIND, MESSAGE_FIELD_TEXT, MESSAGE_FIELD_SURE };
static const char *const kinds[] = { "moderation", "question", "support", NULL };
static const HttpField message_fields[] = {
    [MESSAGE_FIELD_KIND] = { "kind", HTTP_FIELD_CHOICE, 0, true, kinds },
    [MESSAGE_FIELD_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_MESSAGE, true, NULL },
    [MESSAGE_FIELD_SURE] = { "sure", HTTP_FIELD_FLAG, 0, false, NULL },
};
const HttpInput page_message_input = { HTTP_INPUT_FORM, message_fields, G_N_ELEMENTS(message_fields), 0 };

/* With what was typed; `text` NULL: no error, it may name a colleague. */
static void
message_again(HttpRequest *request, HttpReply *reply, const Id *id, ItemRefusal refusal, const Mentions *mentions)
{
    int kind = http_choice(request, MESSAGE_FIELD_KIND);

    refusal.message = (Composer){ .text = http_typed(request, MESSAGE_FIELD_TEXT), .go_on = _("Send it as it is") };
    refusal.kind = kind < 0 ? NULL : kinds[kind];
    mention_show(mentions, http_text(request, MESSAGE_FIELD_TEXT), &refusal.message);
    item_show(request, reply, id, &refusal);
}

static void
then_message(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const MessageWork *work = write->data;
    char id[ID_TEXT_SIZE];

    message_tell(write);
    if (work->outcome != MESSAGE_SENT) {
        message_again(request, reply, &work->id, (ItemRefusal){
            .status = message_status(work->outcome), .field = "message",
            .text = work->outcome == MESSAGE_NAMING ? NULL : message_text(work->outcome) }, write->mentions);
        return;
    }
    id_to_text(&work->id, id);
    g_autofree char *rest = g_strdup_printf("/facilitate/%s?done=sent", id);
    g_autofree char *path = frame_path(request_visitor(request), rest);
    http_reply_redirect(reply, path);
}

void
page_message_post(HttpRequest *request, HttpReply *reply)
{
    MessageWork work = { .kind = (MessageKind)(http_choice(request, MESSAGE_FIELD_KIND) + 1),
                         .text = http_text(request, MESSAGE_FIELD_TEXT) };
    size_t n;
    const HttpFieldError *errors = http_errors(request, &n);

    if (!api_path_id(request, reply, 1, &work.id))
        return;
    if (n > 0) {
        const char *field = g_str_equal(errors[0].field, "text") ? "message" : errors[0].field;

        message_again(request, reply, &work.id, (ItemRefusal){ .status = 422, .field = field, .text = errors[0].text }, NULL);
        return;
    }
    room_write_text(request, http_flag(request, MESSAGE_FIELD_SURE) ? NULL : work.text, message_run, then_message,
                    g_memdup2(&work, sizeof work));
}
