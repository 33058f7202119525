/* Many contributions of the queue treated alike.
 *
 * All of them in one transaction: one sync, and after an error none is done, while what is refused (it has changed, or
 * somebody has looked at it) is left as it is and said of that one alone. */
#include "base/i18n.h"
#include "base/limits.h"
#include "domain/message.h"
#include "room/claims.h"
#include "room/desk_link.h"
#include "room/mention.h"
#include "room/staff_again.h"
#include "room/staff_queue.h"

enum { BULK_FIELD_ACTION, BULK_FIELD_REASON, BULK_FIELD_NOTE, BULK_FIELD_SECTION, BULK_FIELD_WAS, BULK_FIELD_SURE, BULK_FIELD_ITEM };
enum { BULK_FINE, BULK_HIDE, BULK_REMOVE, BULK_MOVE, BULK_UNDO };
static const char *const actions[] = { "fine", "hide", "remove", "move", "undo", NULL };
static const Act acts[] = { ACT__COUNT, ACT_HIDE, ACT_REMOVE, ACT_MOVE, ACT__COUNT };

static const HttpField bulk_fields[] = {
    [BULK_FIELD_ACTION] = { "action", HTTP_FIELD_CHOICE, 0, true, actions },
    [BULK_FIELD_REASON] = { "reason", HTTP_FIELD_CHOICE, 0, false, act_reason_names },
    [BULK_FIELD_NOTE] = { "note", HTTP_FIELD_TEXT, LIMIT_NOTE, false, NULL },
    [BULK_FIELD_SECTION] = { "to", HTTP_FIELD_LINE, 60, false, NULL },
    [BULK_FIELD_WAS] = { "was", HTTP_FIELD_CHOICE, 0, false, actions },
    [BULK_FIELD_SURE] = AGAIN_SURE,
    [BULK_FIELD_ITEM] = { "item", HTTP_FIELD_MAP, 10, false, NULL },
};
const HttpInput page_bulk_input = { HTTP_INPUT_FORM, bulk_fields, G_N_ELEMENTS(bulk_fields), 0 };

typedef struct { Id id; uint32_t version; FacilitateOutcome outcome; Id cohort; } BulkLine;
typedef struct { bool naming; size_t n; BulkLine lines[LIMIT_BULK]; } BulkWork;

/* Each field is "item-ID" with the version that was on the page. */
static void
read_lines(const HttpRequest *request, BulkWork *work)
{
    for (size_t i = 0; i < http_map_size(request, BULK_FIELD_ITEM) && work->n < LIMIT_BULK; i++) {
        const char *name, *value;
        guint64 version;
        BulkLine line = { .outcome = FACILITATE_NOT_FOUND };

        http_map_at(request, BULK_FIELD_ITEM, i, &name, &value);
        if (!id_from_text(name, &line.id) || !g_ascii_string_to_unsigned(value, 10, 1, UINT32_MAX, &version, NULL))
            continue;
        line.version = (uint32_t)version;
        work->lines[work->n++] = line;
    }
}

static ActReason
reason_of_bulk(const HttpRequest *request)
{
    const int chosen = http_choice(request, BULK_FIELD_REASON);

    return chosen >= 0 ? (ActReason)chosen : staff_usual_reason((int)acts[http_choice(request, BULK_FIELD_ACTION)]);
}

static bool
take_back(const RoomWrite *write, Db *db, BulkLine *line, GError **error)
{
    Hall *hall = write->room->hall;

    if (http_choice(write->request, BULK_FIELD_WAS) == BULK_FINE)
        return facilitate_unkeep(hall, db, &write->actor, &line->id, line->version, &line->outcome, error);
    return facilitate_take_back(hall, db, &write->actor, &line->id, line->version, &line->outcome, error);
}

static bool
run_line(const RoomWrite *write, Db *db, BulkLine *line, GError **error)
{
    const HttpRequest *request = write->request;
    Hall *hall = write->room->hall;
    const int action = http_choice(request, BULK_FIELD_ACTION);
    const ActOrder order = {
        .act = acts[action],
        .reason = reason_of_bulk(request),
        .note = http_text(request, BULK_FIELD_NOTE),
        .version = line->version,
        .section = http_text(request, BULK_FIELD_SECTION),
        .waiting = true,
    };
    ActMade made;

    if (action == BULK_UNDO)
        return take_back(write, db, line, error);
    if (action == BULK_FINE)
        return facilitate_keep(hall, db, &write->actor, &line->id, &order, &line->outcome, error);
    if (!facilitate_act(hall, db, &write->actor, &line->id, &order, &line->outcome, &made, error))
        return false;
    if (line->outcome == FACILITATE_DONE)
        line->cohort = message_cohort_of_act(hall, &write->actor, &line->id, order.note);
    return true;
}

static bool
run_bulk(RoomWrite *write, Db *db, GError **error)
{
    BulkWork *work = write->data;

    if (write->mentions)
        return work->naming = true, true;
    for (size_t i = 0; i < work->n; i++)
        if (!run_line(write, db, &work->lines[i], error))
            return false;
    return true;
}

/* ---- the answer ---- */

static char *
done_text(int action, size_t n)
{
    switch (action) {
    case BULK_FINE:   return i18n_format(i18n_plural("%zu stays as it is.", "%zu stay as they are.", n), n);
    case BULK_HIDE:   return i18n_format(i18n_plural("%zu is hidden.", "%zu are hidden.", n), n);
    case BULK_REMOVE: return i18n_format(i18n_plural("%zu is removed.", "%zu are removed.", n), n);
    case BULK_MOVE:   return i18n_format(i18n_plural("%zu is moved.", "%zu are moved.", n), n);
    default:          return i18n_format(i18n_plural("%zu is as it was before.", "%zu are as they were before.", n), n);
    }
}

static const char *
bulk_path(Look *look, const StaffFilter *filter)
{
    return scratch_keep(look->scratch, g_strdup_printf("/c/%s/facilitate/bulk%s%s", look->board->about->slug,
                                                       *filter->query ? "?" : "", filter->query));
}

/* One step back for all that were done. */
static void
add_undo(Look *look, const StaffFilter *filter, const BulkWork *work, int action, PageFrame *frame)
{
    PageHidden *fields = g_new0(PageHidden, work->n + 2);
    size_t n = 0;

    scratch_keep(look->scratch, (char *)fields);
    fields[n++] = (PageHidden){ "action", "undo" };
    fields[n++] = (PageHidden){ "was", actions[action] };
    for (size_t i = 0; i < work->n; i++) {
        const BulkLine *line = &work->lines[i];
        const Item *item = line->outcome == FACILITATE_DONE ? board_find(look->board, &line->id) : NULL;

        if (item)
            fields[n++] = (PageHidden){ scratch_keep(look->scratch, g_strconcat("item-", scratch_id(look->scratch, &line->id), NULL)),
                                        scratch_keep(look->scratch, g_strdup_printf("%u", staff_version(look, item))) };
    }
    frame->undo = bulk_path(look, filter);
    frame->undo_fields = fields;
    frame->n_undo_fields = n;
}

static void
add_refused(Look *look, const BulkWork *work, QueueView *view)
{
    QueueRefusal *refused = g_new0(QueueRefusal, work->n + 1);

    scratch_keep(look->scratch, (char *)refused);
    view->refused = refused;
    for (size_t i = 0; i < work->n; i++) {
        const BulkLine *line = &work->lines[i];
        const Item *item = board_find(look->board, &line->id);

        if (line->outcome == FACILITATE_DONE)
            continue;
        refused[view->n_refused++] = (QueueRefusal){ scratch_id(look->scratch, &line->id), item ? staff_excerpt(look, item) : "",
                                                     facilitate_text(line->outcome) };
    }
}

typedef struct { const HttpRequest *request; const BulkWork *work; } BulkAnswer;

static void
add_answer(Look *look, const StaffFilter *filter, void *data, PageFrame *frame, QueueView *view)
{
    const BulkAnswer *answer = data;
    const int action = http_choice(answer->request, BULK_FIELD_ACTION);
    size_t n = 0;

    for (size_t i = 0; i < answer->work->n; i++)
        n += answer->work->lines[i].outcome == FACILITATE_DONE;
    add_refused(look, answer->work, view);
    if (n == 0)
        return;
    frame->done = scratch_keep(look->scratch, done_text(action, n));
    if (action != BULK_UNDO)
        add_undo(look, filter, answer->work, action, frame);
}

/* ---- what is missing ---- */

typedef struct {
    const HttpRequest *request;
    const BulkWork *work;
    const Mentions *names;              /* in the note; NULL */
    const char *field, *text;
    FormError errors[4];
} BulkFault;

static void
add_fault(Look *look, const StaffFilter *filter, void *data, PageFrame *frame, QueueView *view)
{
    BulkFault *fault = data;
    const int reason = http_choice(fault->request, BULK_FIELD_REASON);
    const char **chosen = g_new0(const char *, fault->work->n + 1);

    scratch_keep(look->scratch, (char *)chosen);
    for (size_t i = 0; i < fault->work->n; i++)
        chosen[i] = scratch_id(look->scratch, &fault->work->lines[i].id);
    frame->errors = fault->errors;
    frame->n_errors = fault->text ? 1 : frame_errors(fault->request, fault->errors, G_N_ELEMENTS(fault->errors));
    if (fault->text)
        fault->errors[0] = (FormError){ fault->field, fault->text, NULL };
    view->chosen = chosen;
    view->reason = reason < 0 ? NULL : act_reason_names[reason];
    view->note = http_typed(fault->request, BULK_FIELD_NOTE);
    view->section = http_typed(fault->request, BULK_FIELD_SECTION);
    if (!fault->names)
        return;
    view->again = again_sure(look, fault->request, &page_bulk_input, bulk_path(look, filter));
    mention_show(fault->names, view->note, &view->noted);
}

static bool
find_fault(const HttpRequest *request, BulkFault *fault)
{
    const int action = http_choice(request, BULK_FIELD_ACTION);
    size_t n;

    http_errors(request, &n);
    if (n > 0)
        return true;
    if (fault->work->n == 0) {
        fault->text = _("Choose at least one first.");
    } else if (reason_of_bulk(request) == REASON__COUNT) {
        fault->field = "reason";
        fault->text = _("Choose the reason: the authors are told it.");
    } else if (action == BULK_MOVE && !http_text(request, BULK_FIELD_SECTION)) {
        fault->field = "to";
        fault->text = _("Choose the section.");
    }
    return fault->text != NULL;
}

static void
then_bulk(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const BulkWork *work = write->data;
    BulkAnswer answer = { request, work };
    BulkFault fault = { .request = request, .work = work, .names = write->mentions };
    bool any = false;

    if (work->naming) {
        staff_show_queue(request, reply, &(QueueShow){ .status = 422, .add = add_fault, .data = &fault });
        return;
    }
    for (size_t i = 0; i < work->n; i++) {
        claims_give_back(write->room->claims, &work->lines[i].id, request_visitor(request)->badge.staff_number);
        if (!id_is_zero(&work->lines[i].cohort))
            room_tell_waiting(write->room, &work->lines[i].cohort);
        any = any || work->lines[i].outcome == FACILITATE_DONE;
    }
    staff_show_queue(request, reply, &(QueueShow){ .status = any ? 200 : 409, .add = add_answer, .data = &answer });
}

/* What the authors read is looked at before; keeping and taking back have no note. */
static const char *
note_to_check(const HttpRequest *request)
{
    return acts[http_choice(request, BULK_FIELD_ACTION)] != ACT__COUNT && !http_flag(request, BULK_FIELD_SURE)
        ? http_text(request, BULK_FIELD_NOTE) : NULL;
}

void
page_bulk_post(HttpRequest *request, HttpReply *reply)
{
    g_autofree BulkWork *work = g_new0(BulkWork, 1);
    BulkFault fault = { .request = request, .work = work };

    read_lines(request, work);
    if (find_fault(request, &fault))
        staff_show_queue(request, reply, &(QueueShow){ .status = 422, .add = add_fault, .data = &fault });
    else
        room_write_text(request, note_to_check(request), run_bulk, then_bulk, g_steal_pointer(&work));
}
