#include "room/staff_again.h"
#include "room/staff_queue.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "domain/message.h"
#include "room/claims.h"
#include "room/desk_link.h"

/* ---- POST act ---- */

enum { ACT_FIELD_ACTION, ACT_FIELD_REASON, ACT_FIELD_NOTE, ACT_FIELD_VERSION, ACT_FIELD_TEXT, ACT_FIELD_SECTION, ACT_FIELD_INTO,
       ACT_FIELD_ADDRESS, ACT_FIELD_FROM, ACT_FIELD_PART, ACT_FIELD_AT, ACT_FIELD_SURE, ACT_FIELD_VOTES };
static const char *const votes_names[] = { "none", "copied", NULL };
/* The acts in their order, then "looks fine" and taking back the last one of both; a look at the change, which is none. */
static const char *const actions[] = { "edit", "hide", "remove", "restore", "move", "split", "merge", "fine", "undo", "unkeep", "look",
                                       NULL };
enum { ACTION_FINE = ACT__COUNT, ACTION_UNDO, ACTION_UNKEEP, ACTION_LOOK };

static const HttpField act_fields[] = {
    [ACT_FIELD_ACTION] = { "action", HTTP_FIELD_CHOICE, 0, true, actions },
    [ACT_FIELD_REASON] = { "reason", HTTP_FIELD_CHOICE, 0, false, act_reason_names },
    [ACT_FIELD_NOTE] = { "note", HTTP_FIELD_TEXT, LIMIT_NOTE, false, NULL },
    [ACT_FIELD_VERSION] = { "version", HTTP_FIELD_NUMBER, UINT32_MAX, false, NULL },
    [ACT_FIELD_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_IDEA, false, NULL },
    [ACT_FIELD_SECTION] = { "section", HTTP_FIELD_LINE, 60, false, NULL },
    [ACT_FIELD_INTO] = { "into", HTTP_FIELD_LINE, ID_TEXT_LENGTH, false, NULL },
    [ACT_FIELD_ADDRESS] = { "into-id", HTTP_FIELD_LINE, 400, false, NULL },
    [ACT_FIELD_FROM] = { "from", HTTP_FIELD_LINE, 120, false, NULL },
    [ACT_FIELD_PART] = { "part", HTTP_FIELD_MAP, LIMIT_IDEA, false, NULL },
    [ACT_FIELD_AT] = { "at", HTTP_FIELD_MAP, 60, false, NULL },
    [ACT_FIELD_SURE] = AGAIN_SURE,
    [ACT_FIELD_VOTES] = { "votes", HTTP_FIELD_CHOICE, 0, false, votes_names },
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
    int chosen = http_choice(request, ACT_FIELD_REASON);

    return chosen >= 0 ? (ActReason)chosen : staff_usual_reason(http_choice(request, ACT_FIELD_ACTION));
}

typedef struct { Id id; FacilitateOutcome outcome; bool naming; ActMade made; Id cohort; } ActWork;

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
        .copy_votes = http_choice(request, ACT_FIELD_VOTES) == 1,
    };

    if (write->mentions)
        return work->naming = true, true;
    if (action == ACTION_FINE)
        return facilitate_keep(hall, db, &write->actor, &work->id, &order, &work->outcome, error);
    if (action == ACTION_UNDO)
        return facilitate_take_back(hall, db, &write->actor, &work->id, 0, &work->outcome, error);
    if (action == ACTION_UNKEEP)
        return facilitate_unkeep(hall, db, &write->actor, &work->id, 0, &work->outcome, error);
    if (!read_address(http_text(request, ACT_FIELD_ADDRESS), &order.into))
        (void)id_from_text(http_text(request, ACT_FIELD_INTO), &order.into);
    if (!facilitate_act(hall, db, &write->actor, &work->id, &order, &work->outcome, &work->made, error))
        return false;
    if (work->outcome == FACILITATE_DONE)
        work->cohort = message_cohort_of_act(hall, &write->actor, &work->id, order.note);
    return true;
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
    case FACILITATE_PROPOSED:
    case FACILITATE_BUSY:
    case FACILITATE_LOOKED:
    case FACILITATE_ASKED:
        break;
    }
    return "text";
}

static void
show_again(HttpRequest *request, HttpReply *reply, const Id *id, ItemRefusal refusal)
{
    int reason = http_choice(request, ACT_FIELD_REASON);

    refusal.input = &page_act_input;
    refusal.path = "act";
    refusal.typed = http_typed(request, ACT_FIELD_TEXT);
    refusal.note = http_typed(request, ACT_FIELD_NOTE);
    refusal.reason = reason < 0 ? NULL : act_reason_names[reason];
    item_show(request, reply, id, &refusal);
}

/* To what waits next behind it, as far as the filter goes; what was taken back is shown itself. */
static void
go_on(HttpRequest *request, HttpReply *reply, const ActWork *work)
{
    static const char *const words[] = { "changed", "hidden", "removed", "restored", "moved", "split", "merged", "kept", "undone",
                                         "undone" };
    const Visitor *visitor = request_visitor(request);
    int action = http_choice(request, ACT_FIELD_ACTION);
    char id[ID_TEXT_SIZE], next[ID_TEXT_SIZE];
    g_autofree char *rest = NULL, *query = NULL;

    id_to_text(&work->id, id);
    claims_give_back(visitor->room->claims, &work->id, visitor->badge.staff_number);
    staff_next(request, &work->id, http_text(request, ACT_FIELD_FROM), next, &query);
    if (work->outcome == FACILITATE_PROPOSED)
        rest = g_strdup_printf("/facilitate%s%s?done=proposed%s%s", *next ? "/" : "", next, *query ? "&" : "", query);
    else if (action == ACTION_UNDO || action == ACTION_UNKEEP)
        rest = g_strdup_printf("/facilitate/%s?done=%s%s%s", id, words[action], *query ? "&" : "", query);
    else
        rest = g_strdup_printf("/facilitate%s%s?done=%s&was=%s%s%s", *next ? "/" : "", next, words[action], id, *query ? "&" : "",
                               query);
    g_autofree char *path = frame_path(visitor, rest);
    http_reply_redirect(reply, path);
}

static void
then_act(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const ActWork *work = write->data;

    if (!id_is_zero(&work->cohort))
        room_tell_waiting(write->room, &work->cohort);
    if (work->outcome == FACILITATE_DONE || work->outcome == FACILITATE_PROPOSED)
        go_on(request, reply, work);
    else if (work->naming)
        show_again(request, reply, &work->id, (ItemRefusal){ .status = 422, .field = "note", .names = write->mentions,
                                                             .noted = http_text(request, ACT_FIELD_NOTE) });
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

/* A note goes to the author, so it is looked at before; "looks fine" and taking back have none. */
static const char *
note_to_check(const HttpRequest *request)
{
    const int action = http_choice(request, ACT_FIELD_ACTION);

    return action < ACT__COUNT && !http_flag(request, ACT_FIELD_SURE) ? http_text(request, ACT_FIELD_NOTE) : NULL;
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
    const char *fault = n || http_choice(request, ACT_FIELD_ACTION) == ACTION_LOOK ? NULL : act_fault(request, &field);
    if (n > 0)
        show_again(request, reply, &work.id, (ItemRefusal){ .status = 422 });
    else if (http_choice(request, ACT_FIELD_ACTION) == ACTION_LOOK)
        show_again(request, reply, &work.id, (ItemRefusal){ .status = 200 });
    else if (fault)
        show_again(request, reply, &work.id, (ItemRefusal){ .status = 422, .field = field, .text = fault });
    else
        room_write_text(request, note_to_check(request), run_act, then_act, g_memdup2(&work, sizeof work));
}
