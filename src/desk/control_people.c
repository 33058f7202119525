/* roster import, staff add, mail, erase. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/when.h"
#include "desk/control.h"
#include "desk/delivery.h"
#include "desk/enrol.h"
#include "desk/erase.h"
#include "desk/mailbox.h"
#include "desk/staff_invite.h"

#define CHUNK (64 * 1024)
#define FAULTS_SHOWN 1000

/* ---- roster import ---- */

static bool
read_roster(ControlCall *call, Roster *roster, GError **error)
{
    g_autofree char *chunk = g_malloc(CHUNK);
    long n;

    while ((n = control_read(call, chunk, CHUNK)) > 0)
        if (!roster_feed(roster, chunk, (size_t)n, error))
            return false;
    return n == 0 ? roster_finish(roster, error) : error_set(error, ERROR_INPUT, "the file was cut off");
}

static void
list_faults(ControlCall *call, const char *name, const Roster *roster)
{
    const GArray *faults = roster_faults(roster);

    for (guint i = 0; i < faults->len && i < FAULTS_SHOWN; i++) {
        const RosterFault *fault = &g_array_index(faults, RosterFault, i);

        control_line_f(call, "%s:%zu: %s", name, fault->line, fault->reason);
    }
    if (faults->len > FAULTS_SHOWN)
        control_line_f(call, "%s: and %u more lines", name, faults->len - FAULTS_SHOWN);
}

/* The rejected lines go back as data: the header line, then each as it was. */
static void
send_rejected(ControlCall *call, const Roster *roster)
{
    const GArray *faults = roster_faults(roster);

    control_data(call, roster_header(roster), strlen(roster_header(roster)));
    for (guint i = 0; i < faults->len; i++) {
        const char *cells = g_array_index(faults, RosterFault, i).cells;

        control_data(call, cells, strlen(cells));
    }
}

static void
enrol(ControlCall *call, const ControlDesk *data, const Gathering *gathering, const Roster *roster)
{
    g_autoptr(GError) error = NULL;
    EnrolResult result;

    if (!enrol_roster(data->desk->gatherings, &gathering->id, roster, clock_now(), &result, &error)) {
        control_refuse(call, error);
        return;
    }
    control_line_f(call, "%zu new, %zu changed, %zu as before", result.n_new, result.n_changed, result.n_same);
    control_changed(data, &gathering->id);
    g_autoptr(Gathering) now = gatherings_by_id(data->desk->gatherings, &gathering->id);
    if (now->group_by[0] != '\0' && !now->group_by_question && gathering_column(now, now->group_by) < 0)
        control_line_f(call, "the roster has no column '%s', which group-by names, and there is no such question", now->group_by);
    control_answer(call, json_pack("{s:I, s:I, s:I, s:I}", "new", (json_int_t)result.n_new, "changed",
                                   (json_int_t)result.n_changed, "same", (json_int_t)result.n_same, "bad",
                                   (json_int_t)roster_faults(roster)->len));
}

void
control_roster_import(ControlCall *call, void *data)
{
    json_t *request = control_request(call);
    g_autoptr(Gathering) gathering = request != NULL ? control_gathering(call, data, request) : NULL;
    const char *name = control_text(request, "name");
    g_autoptr(Roster) roster = roster_new(name[0] != '\0' ? name : "roster.csv");
    const bool skip_bad = json_is_true(json_object_get(request, "skip_bad"));
    g_autoptr(GError) error = NULL;

    if (gathering != NULL) {
        if (!read_roster(call, roster, &error)) {
            control_refuse(call, error);
        } else {
            const guint n_bad = roster_faults(roster)->len;
            list_faults(call, name[0] != '\0' ? name : "roster.csv", roster);
            if (n_bad > 0 && skip_bad)
                send_rejected(call, roster);
            if (n_bad > 0 && !skip_bad)
                control_failed(call, 1, "nothing was imported: mend the lines above, or use --skip-bad");
            else
                enrol(call, data, gathering, roster);
        }
    }
    json_decref(request);
}

/* ---- staff ---- */

/* The one that is meant: by its slug, or the only one there is. */
static Gathering *
post_of(ControlCall *call, const ControlDesk *data, const json_t *request, Role role)
{
    g_autoptr(GPtrArray) all = gatherings_all(data->desk->gatherings);

    if (control_text(request, "slug")[0] != '\0')
        return control_gathering(call, data, request);
    if (role != ROLE_ADMINISTRATOR && all->len == 1)
        return gathering_ref(all->pdata[0]);
    if (role != ROLE_ADMINISTRATOR)
        control_failed(call, 2, "say for which conversation: --conversation SLUG");
    return NULL;
}

static bool
check_staff(ControlCall *call, const json_t *request)
{
    const char *name = control_text(request, "name"), *email = control_text(request, "email");

    if (!text_is_email(email))
        control_failed(call, 2, "that is not an e-mail address");
    else if (name[0] == '\0' || text_length(name) > LIMIT_NAME)
        control_failed(call, 2, "a name is missing or too long");
    else if (staff_role(control_text(request, "role")) == 0)
        control_failed(call, 2, "there is no such role; use facilitator, analyst, organiser or administrator");
    else
        return true;
    return false;
}

static void
answer_invite(ControlCall *call, StaffInviteOutcome outcome)
{
    switch (outcome) {
    case STAFF_INVITED:
        control_line(call, "invited; the sign-in link is on its way by mail");
        control_done(call, NULL);
        return;
    case STAFF_HAS_ROLE:
        control_line(call, "has that role already; a new sign-in link is on its way by mail");
        control_done(call, NULL);
        return;
    case STAFF_MUST_NOT_COMBINE:
        control_failed(call, 1, "an administrator may not be facilitator or analyst as well, unless candour.ini says "
                                "allow-combined-roles = true");
        return;
    case STAFF_TOO_MANY:
        control_failed(call, 1, "there are too many members of staff");
        return;
    }
}

static void
send_if_once(const ControlDesk *data)
{
    g_autoptr(GError) error = NULL;

    if (data->clockwork == NULL && !mailbox_send_now(data->desk->mailbox, &error))
        g_clear_error(&error);          /* it stays in the queue */
}

void
control_staff_add(ControlCall *call, void *data)
{
    const ControlDesk *control = data;
    json_t *request = control_request(call);
    const Role role = staff_role(control_text(request, "role"));
    g_autoptr(GError) error = NULL;
    g_autoptr(Staff) staff = NULL;
    StaffInviteOutcome outcome;

    if (request != NULL && check_staff(call, request)) {
        g_autoptr(Gathering) gathering = post_of(call, control, request, role);

        if (gathering == NULL && role != ROLE_ADMINISTRATOR) {
            json_decref(request);
            return;
        }
        if (staff_invite(control->desk, role, control_text(request, "name"), control_text(request, "email"), gathering,
                         &outcome, &staff, &error)) {
            send_if_once(control);
            answer_invite(call, outcome);
        } else {
            control_refuse(call, error);
        }
    }
    json_decref(request);
}

/* ---- mail ---- */

void
control_mail(ControlCall *call, void *data)
{
    const ControlDesk *control = data;
    g_auto(MailboxState) state = { .problems = NULL };
    g_autoptr(GError) error = NULL;
    GHashTableIter iter;
    gpointer key, value;

    if (!mailbox_look(control->desk->mailbox, &state, &error)) {
        control_refuse(call, error);
        return;
    }
    control_line_f(call, "queued %" G_GINT64_FORMAT ", sent %" G_GINT64_FORMAT ", failing %" G_GINT64_FORMAT,
                   state.queued, state.sent, state.failing);
    control_line_f(call, "(queued and sent are rounded down to multiples of %u; links that somebody asked for, and the like, "
                   "are not counted)", state.k);
    if (state.down != NULL)
        control_line_f(call, "nothing goes out (%s); mails wait and are tried again by themselves", state.down);
    json_t *problems = json_array();
    g_hash_table_iter_init(&iter, state.problems);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        control_line_f(call, "%zu: %s", GPOINTER_TO_SIZE(value), (const char *)key);
        json_array_append_new(problems, json_pack("{s:s, s:I}", "reason", key, "mails",
                                                  (json_int_t)GPOINTER_TO_SIZE(value)));
    }
    control_answer(call, json_pack("{s:i, s:I, s:I, s:I, s:b, s:o}", "rounded_to", (int)state.k, "queued", (json_int_t)state.queued, "sent",
                                   (json_int_t)state.sent, "failing", (json_int_t)state.failing, "relay_down",
                                   state.down != NULL, "problems", problems));
}

void
control_mail_retry(ControlCall *call, void *data)
{
    const ControlDesk *control = data;
    g_autoptr(GError) error = NULL;

    if (!mailbox_retry(control->desk->mailbox, &error)) {
        control_refuse(call, error);
        return;
    }
    send_if_once(control);
    control_line(call, "everything that was put off is tried again");
    control_done(call, NULL);
}

/* ---- erase ---- */

/* True: a hold stands against it, and that was said. */
static bool
is_on_hold(ControlCall *call, const Gathering *gathering)
{
    if (gathering->hold_reason[0] == '\0' || clock_now() >= calendar_erases(&gathering->dates))
        return false;
    g_autofree char *until = when_rfc3339(calendar_erases(&gathering->dates));
    g_autofree char *said = g_strdup_printf("%s is on hold until %s: %s", gathering->slug, until, gathering->hold_reason);
    control_failed(call, 1, said);
    return true;
}

static void
erase_now(ControlCall *call, const ControlDesk *data, const Gathering *gathering, const json_t *room)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *slug = g_strdup(gathering->slug);
    g_autofree char *folder = desk_certificates_folder(data->config);
    char id[ID_TEXT_SIZE];

    id_to_text(&gathering->id, id);
    if (!erase_do(data->desk, gathering, clock_now(), room, &error)) {
        control_refuse(call, error);
        return;
    }
    control_line_f(call, "erased; the certificate is %s/%s.json", folder, slug);
    control_answer(call, json_pack("{s:s, s:s, s:b}", "id", id, "slug", slug, "erased", true));
}

void
control_erase(ControlCall *call, void *data)
{
    const ControlDesk *control = data;
    json_t *request = control_request(call);
    g_autoptr(Gathering) gathering = request != NULL ? control_gathering(call, control, request) : NULL;
    g_autoptr(GError) error = NULL;
    EraseCounts counts;
    char id[ID_TEXT_SIZE];

    if (gathering == NULL) {
        json_decref(request);
        return;
    }
    const bool now = json_is_true(json_object_get(request, "now"));
    if ((now || json_is_true(json_object_get(request, "then"))) && is_on_hold(call, gathering)) {
        json_decref(request);
        return;
    }
    if (now) {
        erase_now(call, control, gathering, json_object_get(request, "room"));
    } else if (!erase_look(control->desk, gathering, &counts, &error)) {
        control_refuse(call, error);
    } else {
        id_to_text(&gathering->id, id);
        control_line_f(call, "at the desk (rounded down): %" G_GINT64_FORMAT " people, %" G_GINT64_FORMAT " marks of people who left, "
                       "all waiting mails, all mail files, the conversation's key", counts.people, counts.left);
        control_answer(call, json_pack("{s:s, s:s, s:b}", "id", id, "slug", gathering->slug, "erased", false));
    }
    json_decref(request);
}
