#include "desk/control.h"
#include "base/child.h"
#include "base/clock.h"
#include "base/log.h"
#include "desk/copy.h"
#include "desk/mailbox.h"
#include "desk/participation.h"
#include "desk/room_line.h"

#define REQUEST_MOST (1024 * 1024)

/* ---- reading and answering ---- */

/* Up to the first line break, byte by byte: what follows is the handler's. */
static GString *
read_line(ControlCall *call)
{
    GString *line = g_string_new(NULL);
    char c;

    while (line->len < REQUEST_MOST && control_read(call, &c, 1) == 1 && c != '\n')
        g_string_append_c(line, c);
    return line;
}

json_t *
control_request(ControlCall *call)
{
    GString *line = read_line(call);
    json_t *request = line->len > 0 ? json_loadb(line->str, line->len, 0, NULL) : json_object();

    g_string_free(line, TRUE);
    if (json_is_object(request))
        return request;
    json_decref(request);
    control_failed(call, 1, "the desk did not understand the command");
    return NULL;
}

const char *
control_text(const json_t *request, const char *name)
{
    const char *text = json_string_value(json_object_get(request, name));

    return text != NULL ? text : "";
}

Gathering *
control_gathering(ControlCall *call, const ControlDesk *data, const json_t *request)
{
    const char *slug = control_text(request, "slug");
    Gathering *gathering = gatherings_by_slug(data->desk->gatherings, slug);

    if (gathering == NULL) {
        g_autofree char *said = g_strdup_printf("there is no conversation '%s'; candour conversation list shows those "
                                                "there are", slug);
        control_failed(call, 1, said);
    }
    return gathering;
}

void
control_line_f(ControlCall *call, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    control_line(call, text);
}

void
control_refuse(ControlCall *call, const GError *error)
{
    control_failed(call, 1, error->message);
}

void
control_answer(ControlCall *call, json_t *taken)
{
    char *text = json_dumps(taken, JSON_COMPACT);

    control_done(call, text);
    free(text);
    json_decref(taken);
}

void
control_changed(const ControlDesk *data, const Id *conversation)
{
    g_autoptr(GError) error = NULL;

    if (data->clockwork != NULL) {
        clockwork_look(data->clockwork);
        mailbox_wake(data->desk->mailbox);
    } else if (!mailbox_send_now(data->desk->mailbox, &error)) {
        log_error("mail: %s", error->message);
    }
    g_autoptr(Gathering) now = gatherings_by_id(data->desk->gatherings, conversation);
    if (now != NULL && now->dates.erased == 0)
        room_line_settings(data->desk->room, now);
}

/* ---- small ones ---- */

void
control_participation(ControlCall *call, void *data)
{
    const ControlDesk *control = data;
    json_t *request = control_request(call);
    g_autoptr(Gathering) gathering = request != NULL ? control_gathering(call, control, request) : NULL;
    g_autoptr(GError) error = NULL;
    WireFigures figures;

    json_decref(request);
    if (gathering == NULL)
        return;
    if (!participation_read(control->desk, gathering, &figures, &error)) {
        control_refuse(call, error);
        return;
    }
    json_t *groups = json_array();
    for (unsigned i = 0; i < figures.n_groups; i++)
        json_array_append_new(groups, json_pack("[i, i]", (int)figures.groups[i].invited, (int)figures.groups[i].in));
    control_answer(call, json_pack("{s:b, s:b, s:i, s:i, s:o}", "known", figures.known, "exact", figures.exact, "invited",
                                   (int)figures.all.invited, "in", (int)figures.all.in, "groups", groups));
}

void
control_trust_clock(ControlCall *call, void *data)
{
    const ControlDesk *control = data;

    if (control->clockwork != NULL) {
        clock_trust();
        child_say(CHILD_TRUSTS_CLOCK);
        clockwork_look(control->clockwork);
        room_line_all(control->desk->room);
    }
    control_done(call, NULL);
}

static void
control_backup(ControlCall *call, void *data)
{
    desk_copy_backup(call, ((const ControlDesk *)data)->config);
}

static void
control_check(ControlCall *call, void *data)
{
    desk_copy_check(call, ((const ControlDesk *)data)->config);
}

/* ---- without a desk that can be opened ---- */

static void
command_init(ControlCall *call, void *data)
{
    char text[SECRET_TEXT_SIZE(sizeof(VerifyKey))];
    g_autoptr(GError) error = NULL;
    VerifyKey verify;

    if (!desk_create(data, &verify, &error)) {
        control_refuse(call, error);
        return;
    }
    secret_to_text(verify.bytes, sizeof verify.bytes, text);
    control_answer(call, json_pack("{s:s}", "desk_pub", text));
}

const ControlCommand desk_init_commands[] = { { "init", command_init } };
const size_t desk_init_commands_n = G_N_ELEMENTS(desk_init_commands);

const ControlCommand desk_commands[] = {
    { "conversation-import", control_conversation_import },
    { "conversation-list", control_conversation_list },
    { "conversation-show", control_conversation_show },
    { "conversation-open", control_conversation_open },
    { "conversation-close", control_conversation_close },
    { "conversation-complete", control_conversation_complete },
    { "conversation-hold", control_conversation_hold },
    { "note-copy", control_note_copy },
    { "room-key", control_room_key },
    { "attest-addresses", control_attest_addresses },
    { "roster-import", control_roster_import },
    { "letters", control_letters },
    { "staff-add", control_staff_add },
    { "demo-link", control_demo_link },
    { "demo-came-in", control_demo_came_in },
    { "mail", control_mail },
    { "mail-retry", control_mail_retry },
    { "erase", control_erase },
    { "participation", control_participation },
    { "trust-clock", control_trust_clock },
    { "backup", control_backup },
    { "check", control_check },
};
const size_t desk_commands_n = G_N_ELEMENTS(desk_commands);

const ControlCommand desk_copy_commands[] = { { "backup", control_backup }, { "check", control_check } };
const size_t desk_copy_commands_n = G_N_ELEMENTS(desk_copy_commands);
