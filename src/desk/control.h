/* The commands of the command line, for a running desk and for `--once`: DIR/desk/control.sock. */
#pragma once
#include "desk/clockwork.h"
#include "wire/control.h"

/* What the handlers work with. */
typedef struct {
    const Config *config;
    const Desk   *desk;
    Clockwork    *clockwork;        /* NULL with --once: what is due waits for the server */
} ControlDesk;

extern const ControlCommand desk_commands[];
extern const size_t         desk_commands_n;

/* `candour init`, before there is a desk; its data is the Config. */
extern const ControlCommand desk_init_commands[];
extern const size_t         desk_init_commands_n;

/* What works on a desk that cannot be opened, its keys or its store being damaged. */
extern const ControlCommand desk_copy_commands[];
extern const size_t         desk_copy_commands_n;

/* ---- for the files of handlers ---- */

/* The request (one line of JSON, then for a roster its bytes, which are left to be read).  NULL: refused
 * already.  The caller's reference. */
json_t     *control_request(ControlCall *call);
const char *control_text(const json_t *request, const char *name);              /* "" where it is missing */
/* The conversation of the request's "slug"; NULL: refused already. */
Gathering  *control_gathering(ControlCall *call, const ControlDesk *data, const json_t *request);
void        control_line_f(ControlCall *call, const char *format, ...) G_GNUC_PRINTF(2, 3);
void        control_refuse(ControlCall *call, const GError *error);
void        control_answer(ControlCall *call, json_t *taken);
/* After a change of dates or of a roster: what is due now, mails with --once, the room. */
void        control_changed(const ControlDesk *data, const Id *conversation);

void control_conversation_import(ControlCall *call, void *data);
void control_conversation_list(ControlCall *call, void *data);
void control_conversation_show(ControlCall *call, void *data);
void control_conversation_open(ControlCall *call, void *data);
void control_conversation_close(ControlCall *call, void *data);
void control_conversation_complete(ControlCall *call, void *data);
void control_conversation_hold(ControlCall *call, void *data);
void control_note_copy(ControlCall *call, void *data);
void control_room_key(ControlCall *call, void *data);
void control_attest_addresses(ControlCall *call, void *data);
void control_roster_import(ControlCall *call, void *data);
void control_letters(ControlCall *call, void *data);
void control_staff_add(ControlCall *call, void *data);
void control_demo_link(ControlCall *call, void *data);
void control_demo_came_in(ControlCall *call, void *data);
void control_mail(ControlCall *call, void *data);
void control_mail_retry(ControlCall *call, void *data);
void control_erase(ControlCall *call, void *data);
void control_participation(ControlCall *call, void *data);
void control_trust_clock(ControlCall *call, void *data);
