#include "room/staff_second.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/claims.h"

/* ---- on the page ---- */

static const char *
facilitator(Look *look, unsigned staff)
{
    return scratch_keep(look->scratch, i18n_format(_("Facilitator %u"), staff));
}

static const char *
asked_text(Look *look, const Second *second)
{
    if (!id_is_zero(&second->into))
        return scratch_keep(look->scratch, i18n_format(_("Facilitator %u proposed to merge it %s"), second->staff,
                                                       look_day(look, second->slot)));
    return scratch_keep(look->scratch, i18n_format(_("Facilitator %u asked for a second opinion %s"), second->staff,
                                                   look_day(look, second->slot)));
}

/* Behind what was done to it. */
static void
add_history(Look *look, const GArray *seconds, ItemView *view)
{
    HistoryLine *lines = g_new0(HistoryLine, view->n_history + 2 * seconds->len + 1);

    scratch_keep(look->scratch, (char *)lines);
    for (size_t i = 0; i < view->n_history; i++)
        lines[i] = view->history[i];
    for (guint i = 0; i < seconds->len; i++) {
        const Second *second = &g_array_index(seconds, Second, i);

        lines[view->n_history++] = (HistoryLine){ .text = asked_text(look, second), .note = second->note,
                                                  .undone = second->taken_back };
        if (!second->open && !second->taken_back)
            lines[view->n_history++].text = scratch_keep(look->scratch, i18n_format(_("Facilitator %u decided upon that"),
                                                                                    second->ended_by));
    }
    view->history = lines;
}

void
second_add_to(Look *look, const Item *item, const GArray *seconds, ItemView *view)
{
    const Second *last = seconds->len ? &g_array_index(seconds, Second, seconds->len - 1) : NULL;
    const ContributionState state = view->state;

    add_history(look, seconds, view);
    view->second.may = state == STATE_SHOWN || state == STATE_HIDDEN || state == STATE_REMOVED;
    if (!item->asked || !last || !last->open)
        return;
    view->second.who = facilitator(look, last->staff);
    view->second.note = last->note;
    const Item *into = id_is_zero(&last->into) ? NULL : board_find(look->board, &last->into);
    if (into && item_staff_visible(into, look->voice)) {
        view->second.into = scratch_id(look->scratch, &into->id);
        view->second.into_text = item_staff_face(into, look->voice)->text;
    }
    view->second.own = last->staff == look->visitor->badge.staff_number;
}

/* ---- POST second ---- */

enum { SECOND_FIELD_ACTION, SECOND_FIELD_NOTE };
enum { SECOND_ACTION_ASK, SECOND_ACTION_BACK };
static const char *const actions[] = { "ask", "back", NULL };
static const HttpField second_fields[] = {
    [SECOND_FIELD_ACTION] = { "action", HTTP_FIELD_CHOICE, 0, true, actions },
    [SECOND_FIELD_NOTE] = { "second-note", HTTP_FIELD_TEXT, LIMIT_NOTE, false, NULL },
};
const HttpInput page_second_input = { HTTP_INPUT_FORM, second_fields, G_N_ELEMENTS(second_fields), 0 };

static unsigned
second_status(SecondOutcome outcome)
{
    switch (outcome) {
    case SECOND_DONE:      return 200;
    case SECOND_NOT_FOUND: return 404;
    case SECOND_OVER:
    case SECOND_GONE:
    case SECOND_ASKED:
    case SECOND_NONE:
    case SECOND_FULL:      return 409;
    }
    return 500;
}

static const char *
second_text(SecondOutcome outcome)
{
    switch (outcome) {
    case SECOND_DONE:      return "";
    case SECOND_NOT_FOUND: return _("There is nothing here, or you cannot see it.");
    case SECOND_OVER:      return _("The conversation has not opened yet, or it is over.");
    case SECOND_GONE:      return _("This was deleted, merged or split. There is nothing to decide.");
    case SECOND_ASKED:     return _("A second opinion has been asked for already.");
    case SECOND_NONE:      return _("Your question is not open any more.");
    case SECOND_FULL:      return _("This has been asked about very often. Talk about it with the other facilitators.");
    }
    return "";
}

typedef struct { Id id; SecondOutcome outcome; } SecondWork;

static bool
run_second(RoomWrite *write, Db *db, GError **error)
{
    SecondWork *work = write->data;
    Hall *hall = write->room->hall;

    if (http_choice(write->request, SECOND_FIELD_ACTION) == SECOND_ACTION_BACK)
        return second_take_back(hall, db, &write->actor, &work->id, &work->outcome, error);
    return second_ask(hall, db, &write->actor, &work->id, http_text(write->request, SECOND_FIELD_NOTE), &work->outcome, error);
}

static void
second_again(HttpRequest *request, HttpReply *reply, const Id *id, unsigned status, const char *text)
{
    item_show(request, reply, id, &(ItemRefusal){ .status = status, .field = "second-note", .text = text,
                                                  .second = http_typed(request, SECOND_FIELD_NOTE) });
}

/* A question leads on to what waits next; taken back, the item is there to be decided. */
static void
then_second(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const SecondWork *work = write->data;
    const bool back = http_choice(request, SECOND_FIELD_ACTION) == SECOND_ACTION_BACK;
    const Visitor *visitor = request_visitor(request);
    char id[ID_TEXT_SIZE], next[ID_TEXT_SIZE];
    g_autofree char *query = NULL;

    if (work->outcome != SECOND_DONE) {
        second_again(request, reply, &work->id, second_status(work->outcome), second_text(work->outcome));
        return;
    }
    id_to_text(&work->id, id);
    if (!back)
        claims_give_back(visitor->room->claims, &work->id, visitor->badge.staff_number);
    staff_next(request, &work->id, NULL, next, &query);
    g_autofree char *rest = g_strdup_printf("/facilitate%s%s?done=%s%s%s", back || *next ? "/" : "", back ? id : next,
                                            back ? "unasked" : "second", *query ? "&" : "", query);
    g_autofree char *path = frame_path(visitor, rest);
    http_reply_redirect(reply, path);
}

void
page_second_post(HttpRequest *request, HttpReply *reply)
{
    SecondWork work = { .outcome = SECOND_NOT_FOUND };
    size_t n;

    if (!api_path_id(request, reply, 1, &work.id))
        return;
    http_errors(request, &n);
    if (n > 0)
        second_again(request, reply, &work.id, 422, NULL);
    else if (http_choice(request, SECOND_FIELD_ACTION) == SECOND_ACTION_ASK && !http_text(request, SECOND_FIELD_NOTE))
        second_again(request, reply, &work.id, 422, _("Write what you would like to know."));
    else
        room_write(request, run_second, then_second, g_memdup2(&work, sizeof work));
}
