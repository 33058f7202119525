#include "room/staff_care.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/when.h"
#include "domain/sanction.h"
#include "room/desk_link.h"
#include "room/pages/guide.h"

void
page_guide(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    g_autoptr(Scratch) scratch = scratch_new();
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    PageFrame frame = frame_of(request, visitor_board(visitor), scratch);
    bool made = guide_page(&frame, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}

/* ---- slowing down, pausing ---- */

SanctionView
care_sanction(Look *look, const Item *item)
{
    const Sanction *sanction = sanction_at(look->board, item, clock_now());

    if (!sanction)
        return (SanctionView){ .open = look->open };
    return (SanctionView){
        .open = look->open,
        .until = scratch_keep(look->scratch, when_date_time(sanction->until, look->board->about->timezone)),
        .hours = sanction->hours,
        .who = scratch_keep(look->scratch, g_strdup_printf(_("Facilitator %u"), sanction->staff)),
        .own = sanction->staff == look->visitor->badge.staff_number,
    };
}

enum { SANCTION_EVERY, SANCTION_DAYS, SANCTION_REASON, SANCTION_NOTE };
static const char *const every_names[] = { "pause", "1", "6", "24", NULL };
static const unsigned every_hours[] = { 0, 1, 6, 24 };
static const char *const days_names[] = { "1", "3", "7", NULL };
static const unsigned days_numbers[] = { 1, 3, 7 };
static const HttpField sanction_fields[] = {
    [SANCTION_EVERY] = { "every", HTTP_FIELD_CHOICE, 0, true, every_names },
    [SANCTION_DAYS] = { "days", HTTP_FIELD_CHOICE, 0, true, days_names },
    [SANCTION_REASON] = { "sanction-reason", HTTP_FIELD_CHOICE, 0, true, act_reason_names },
    [SANCTION_NOTE] = { "sanction-note", HTTP_FIELD_TEXT, LIMIT_NOTE, false, NULL },
};
const HttpInput page_sanction_input = { HTTP_INPUT_FORM, sanction_fields, G_N_ELEMENTS(sanction_fields), 0 };

static unsigned
sanction_status(SanctionOutcome outcome)
{
    switch (outcome) {
    case SANCTION_DONE:      return 200;
    case SANCTION_NOT_FOUND: return 404;
    case SANCTION_ANOTHERS:  return 403;
    case SANCTION_OVER:
    case SANCTION_STANDS:
    case SANCTION_NONE:
    case SANCTION_FULL:      return 409;
    }
    return 500;
}

static const char *
sanction_text(SanctionOutcome outcome)
{
    switch (outcome) {
    case SANCTION_DONE:      return "";
    case SANCTION_NOT_FOUND: return _("There is nothing here, or you cannot see it.");
    case SANCTION_OVER:      return _("The conversation is not open, so nobody can post anyway.");
    case SANCTION_STANDS:    return _("Through this post its author is slowed down or paused already.");
    case SANCTION_NONE:      return _("Through this post nothing holds any more.");
    case SANCTION_ANOTHERS:  return _("Another facilitator set this. Only they can take it back.");
    case SANCTION_FULL:      return _("This has been done through this post very often. Talk about it with the other facilitators.");
    }
    return "";
}

typedef struct { Id id; SanctionOutcome outcome; Id cohort; bool back; } SanctionWork;

static bool
run_sanction(RoomWrite *write, Db *db, GError **error)
{
    const HttpRequest *request = write->request;
    SanctionWork *work = write->data;

    if (work->back)
        return sanction_take_back(write->room->hall, db, &write->actor, &work->id, false, &work->outcome, error);
    const SanctionOrder order = {
        .hours = every_hours[http_choice(request, SANCTION_EVERY)],
        .days = days_numbers[http_choice(request, SANCTION_DAYS)],
        .reason = (ActReason)http_choice(request, SANCTION_REASON),
        .note = http_text(request, SANCTION_NOTE),
    };
    return sanction_set(write->room->hall, db, &write->actor, &work->id, &order, &work->outcome, &work->cohort, error);
}

static const char *
chosen(const HttpRequest *request, unsigned field, const char *const *names)
{
    int choice = http_choice(request, field);

    return choice < 0 ? NULL : names[choice];
}

/* With what was typed. */
static void
sanction_again(HttpRequest *request, HttpReply *reply, const Id *id, unsigned status, const char *text)
{
    const ItemRefusal refusal = {
        .status = status,
        .field = "every",
        .text = text,
        .sanction = { .again = true, .every = chosen(request, SANCTION_EVERY, every_names),
                      .days = chosen(request, SANCTION_DAYS, days_names),
                      .reason = chosen(request, SANCTION_REASON, act_reason_names), .note = http_typed(request, SANCTION_NOTE) },
    };

    item_show(request, reply, id, &refusal);
}

static void
sanction_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const SanctionWork *work = write->data;
    char id[ID_TEXT_SIZE];

    if (work->outcome != SANCTION_DONE && !work->back) {
        sanction_again(request, reply, &work->id, sanction_status(work->outcome), sanction_text(work->outcome));
        return;
    }
    if (work->outcome != SANCTION_DONE) {
        http_reply_problem(reply, request, sanction_status(work->outcome), sanction_text(work->outcome));
        return;
    }
    if (!id_is_zero(&work->cohort))
        room_tell_waiting(write->room, &work->cohort);
    id_to_text(&work->id, id);
    g_autofree char *rest = g_strdup_printf("/facilitate/%s?done=%s", id, work->back ? "unslowed" : "slowed");
    g_autofree char *path = frame_path(request_visitor(request), rest);
    http_reply_redirect(reply, path);
}

void
page_sanction_post(HttpRequest *request, HttpReply *reply)
{
    SanctionWork work = { .outcome = SANCTION_NOT_FOUND };
    size_t n;

    if (!api_path_id(request, reply, 1, &work.id))
        return;
    http_errors(request, &n);
    if (n > 0)
        sanction_again(request, reply, &work.id, 422, NULL);
    else
        room_write(request, run_sanction, sanction_done, g_memdup2(&work, sizeof work));
}

void
page_unsanction_post(HttpRequest *request, HttpReply *reply)
{
    SanctionWork work = { .outcome = SANCTION_NOT_FOUND, .back = true };

    if (api_path_id(request, reply, 1, &work.id))
        room_write(request, run_sanction, sanction_done, g_memdup2(&work, sizeof work));
}
