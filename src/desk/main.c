/* candour-desk: who people are.  Started by `candour`. */
#include "base/child.h"
#include "base/fd.h"
#include "base/log.h"
#include "base/program.h"
#include "desk/control.h"
#include "desk/mailbox.h"
#include "desk/room_line.h"
#include "desk/web.h"

/* ---- one command, without a server ---- */

static bool
run_once(const Config *config, GError **error)
{
    g_autofree char *folder = desk_keys_folder(config);
    g_autofree char *master = g_build_filename(folder, "master.key", NULL);
    ControlDesk control = { .config = config };

    if (!g_file_test(master, G_FILE_TEST_EXISTS))
        return control_serve_one(FD_CONTROL, desk_init_commands, desk_init_commands_n, (Config *)(uintptr_t)config);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Desk) desk = desk_open(config, &fault);
    if (desk == NULL) {
        log_error("%s", fault->message);
        return control_serve_one(FD_CONTROL, desk_copy_commands, desk_copy_commands_n, &control);
    }
    control.desk = desk;
    return control_serve_one(FD_CONTROL, desk_commands, desk_commands_n, &control);
}

/* ---- serving ---- */

static void
ask_mailer(void *data)
{
    child_say(CHILD_NEEDS_MAILER);
}

static void
ask_peer(void *data)
{
    child_say(CHILD_NEEDS_PEER);
}

static void
follow_orders(const Desk *desk)
{
    for (;;) {
        FD_AUTO int fd = -1;

        switch (child_wait(-1, &fd)) {
        case CHILD_STOP:
            return;
        case CHILD_PEER:
            room_line_take(desk->room, fd_steal(&fd));
            break;
        case CHILD_MAILER:
            mailbox_take_mailer(desk->mailbox, fd_steal(&fd));
            break;
        case CHILD_WORKER:
            room_line_take_worker(desk->room, fd_steal(&fd));
            break;
        case CHILD_NOTHING:
            break;
        }
    }
}

static bool
serve_desk(Desk *desk, Clockwork *clockwork, ControlThread **ret_control, int control_fd, Web **ret_web, GError **error)
{
    static ControlDesk control;

    control = (ControlDesk){ desk->config, desk, clockwork };
    clockwork_look(clockwork);          /* what an outage kept waiting, before anybody comes */
    if (!mailbox_start(desk->mailbox, ask_mailer, NULL, error) || !clockwork_start(clockwork, error))
        return false;
    *ret_web = web_start(desk, clockwork, FD_LISTEN, error);
    if (*ret_web == NULL)
        return false;
    *ret_control = control_thread_start(control_fd, desk_commands, desk_commands_n, &control);
    if (*ret_control == NULL)
        return error_set(error, ERROR_BUSY, "no thread for commands");
    child_say(CHILD_IS_READY);
    follow_orders(desk);
    return true;
}

static bool
serve(const Config *config, int control_fd, GError **error)
{
    Desk *desk = desk_open(config, error);
    ControlThread *control = NULL;
    Web *web = NULL;

    if (desk == NULL)
        return false;
    if (config->mail_transport == MAIL_FILE)
        log_info("mails are written in clear into %s/desk/mail: for trying out only", config->dir);
    desk->room = room_line_new(desk, ask_peer, NULL);
    Clockwork *clockwork = clockwork_new(desk);
    const bool served = serve_desk(desk, clockwork, &control, control_fd, &web, error);
    control_thread_stop(control);
    web_stop(web);
    clockwork_free(clockwork);
    room_line_free(desk->room);
    desk_close(desk);
    return served;
}

static bool
run(const ChildInfo *info, GError **error)
{
    g_autoptr(Config) config = config_read(info->dir, error);
    g_autofree char *folder = NULL;
    FD_AUTO int control = -1;

    if (config == NULL)
        return false;
    folder = g_build_filename(config->dir, program_folder(PROGRAM_DESK), NULL);
    if (!info->once && (control = control_listen(folder)) < 0)
        return error_set(error, ERROR_UNAVAILABLE, "%s/control.sock cannot be made", folder);
    if (!program_sandbox(PROGRAM_DESK, config, error))
        return false;
    if (info->once)
        return run_once(config, error);
    return serve(config, fd_steal(&control), error);
}

int
main(int argc, char **argv)
{
    return child_main(argc, argv, run);
}
