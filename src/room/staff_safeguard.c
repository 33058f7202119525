#include "room/staff_safeguard.h"
#include "base/i18n.h"
#include "base/limits.h"

/* ---- on the page ---- */

static char *
entry_text(const SafeguardEntry *entry, const char *day)
{
    switch (entry->step) {
    case SAFEGUARD_LOOKED:  return i18n_format(_("Facilitator %u looked at it and worries, %s"), entry->staff, day);
    case SAFEGUARD_OFFERED: return i18n_format(_("Facilitator %u wrote down that support was offered, %s"), entry->staff, day);
    case SAFEGUARD_TOLD:    return i18n_format(_("Facilitator %u told the safeguarding lead, %s"), entry->staff, day);
    case SAFEGUARD_CLOSE:   return i18n_format(_("Facilitator %u said that nothing more is to be done, %s"), entry->staff, day);
    case SAFEGUARD__COUNT:  break;
    }
    return g_strdup("");
}

void
safeguard_add_to(Look *look, const GArray *entries, ItemView *view)
{
    SafeguardLine *lines = g_new0(SafeguardLine, entries->len + 1);
    SafeguardState state = { .open = false };

    scratch_keep(look->scratch, (char *)lines);
    for (guint i = 0; i < entries->len; i++) {
        const SafeguardEntry *entry = &g_array_index(entries, SafeguardEntry, i);

        safeguard_step(&state, entry->step, entry->staff);
        lines[i] = (SafeguardLine){ scratch_keep(look->scratch, entry_text(entry, look_day(look, entry->slot))),
                                    *entry->note ? entry->note : NULL };
    }
    view->safeguard = (SafeguardView){
        .lines = lines,
        .n_lines = entries->len,
        .open = state.open,
        .closing = state.closing ? scratch_keep(look->scratch, i18n_format(_("Facilitator %u"), state.closing)) : NULL,
        .own = state.closing == look->visitor->badge.staff_number,
    };
}

/* ---- POST safeguard ---- */

enum { FIELD_STEP, FIELD_NOTE, FIELD_SEEN, FIELD_SURE };
static const HttpField fields[] = {
    [FIELD_STEP] = { "step", HTTP_FIELD_CHOICE, 0, true, safeguard_step_names },
    [FIELD_NOTE] = { "safeguard-note", HTTP_FIELD_TEXT, LIMIT_NOTE, false, NULL },
    [FIELD_SEEN] = { "seen", HTTP_FIELD_NUMBER, UINT32_MAX, false, NULL },
    [FIELD_SURE] = { "sure", HTTP_FIELD_FLAG, 0, false, NULL },
};
const HttpInput page_safeguard_input = { HTTP_INPUT_FORM, fields, G_N_ELEMENTS(fields), 0 };

static unsigned
safeguard_status(SafeguardOutcome outcome)
{
    switch (outcome) {
    case SAFEGUARD_DONE:      return 200;
    case SAFEGUARD_NOT_FOUND: return 404;
    case SAFEGUARD_OWN:       return 403;
    case SAFEGUARD_OVER:
    case SAFEGUARD_STALE:
    case SAFEGUARD_NONE:
    case SAFEGUARD_FULL:      return 409;
    }
    return 500;
}

static const char *
safeguard_text(SafeguardOutcome outcome)
{
    switch (outcome) {
    case SAFEGUARD_DONE:      return "";
    case SAFEGUARD_NOT_FOUND: return _("There is nothing here, or you cannot see it.");
    case SAFEGUARD_OVER:      return _("The conversation has not opened yet, or it is over.");
    case SAFEGUARD_STALE:     return _("Another facilitator has written a step down meanwhile. Please look at it, then send yours again.");
    case SAFEGUARD_NONE:      return _("Nothing is open here that could be closed.");
    case SAFEGUARD_OWN:       return _("You said so already. Another facilitator has to agree before it is closed.");
    case SAFEGUARD_FULL:      return _("Very many steps stand here already. Talk about it with the other facilitators.");
    }
    return "";
}

typedef struct { Id id; SafeguardOutcome outcome; bool naming; } SafeguardWork;

static bool
run_safeguard(RoomWrite *write, Db *db, GError **error)
{
    const HttpRequest *request = write->request;
    SafeguardWork *work = write->data;
    const SafeguardOrder order = {
        .step = (SafeguardStep)(http_choice(request, FIELD_STEP) + SAFEGUARD_LOOKED),
        .seen = http_number(request, FIELD_SEEN, -1),
        .note = http_text(request, FIELD_NOTE),
    };

    if (write->mentions)
        return work->naming = true, true;
    return safeguard_take(write->room->hall, db, &write->actor, &work->id, &order, &work->outcome, error);
}

static void
safeguard_again(HttpRequest *request, HttpReply *reply, const Id *id, unsigned status, const char *text, const Mentions *mentions)
{
    const int step = http_choice(request, FIELD_STEP);
    ItemRefusal refusal = {
        .status = status,
        .field = "step",
        .text = text,
        .safeguard_again = true,
        .safeguard_step = step < 0 ? NULL : safeguard_step_names[step],
        .safeguard_note = { .text = http_typed(request, FIELD_NOTE), .go_on = _("Write it down as it is") },
    };

    mention_show(mentions, http_text(request, FIELD_NOTE), &refusal.safeguard_note);
    item_show(request, reply, id, &refusal);
}

static void
safeguard_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const SafeguardWork *work = write->data;
    char id[ID_TEXT_SIZE];

    if (work->naming || work->outcome != SAFEGUARD_DONE) {
        safeguard_again(request, reply, &work->id, work->naming ? 422 : safeguard_status(work->outcome),
                        work->naming ? NULL : safeguard_text(work->outcome), write->mentions);
        return;
    }
    id_to_text(&work->id, id);
    g_autofree char *rest = g_strdup_printf("/facilitate/%s?done=step", id);
    g_autofree char *path = frame_path(request_visitor(request), rest);
    http_reply_redirect(reply, path);
}

void
page_safeguard_post(HttpRequest *request, HttpReply *reply)
{
    SafeguardWork work = { .outcome = SAFEGUARD_NOT_FOUND };
    size_t n;

    if (!api_path_id(request, reply, 1, &work.id))
        return;
    http_errors(request, &n);
    if (n > 0)
        safeguard_again(request, reply, &work.id, 422, NULL, NULL);
    else
        room_write_text(request, http_flag(request, FIELD_SURE) ? NULL : http_text(request, FIELD_NOTE), run_safeguard,
                        safeguard_done, g_memdup2(&work, sizeof work));
}
