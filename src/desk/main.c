/* candour-desk: who people are.  Started by `candour`. */
#include "base/child.h"
#include "base/fd.h"
#include "base/keys.h"
#include "base/log.h"
#include "base/program.h"
#include "db/migrate.h"
#include "desk/copy.h"
#include "wire/control.h"
#include <stdlib.h>

/* ---- candour init ---- */

static bool
make_keys(const Config *config, VerifyKey *ret_verify, GError **error)
{
    g_autofree char *folder = g_build_filename(config->keys_dir, program_folder(PROGRAM_DESK), NULL);
    g_autoptr(Keyring) keys = NULL;
    SigningKey pair;
    bool made;

    if (!keyring_create(folder, error))
        return false;
    keys = keyring_open(folder, error);
    made = keys != NULL && keyring_signing(keys, true, &pair, ret_verify, error);
    secret_wipe(&pair, sizeof pair);
    return made;
}

static bool
make_store(const Config *config, GError **error)
{
    g_autoptr(Db) db = db_open(config->desk_store, DB_CREATE, error);

    return db != NULL && migrate_up(db, migrations_desk, migrations_desk_n, error);
}

static void
make_desk(ControlCall *call, void *data)
{
    const Config *config = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *reply = NULL;
    char text[SECRET_TEXT_SIZE(sizeof(VerifyKey))];
    VerifyKey verify;

    if (!make_keys(config, &verify, &error) || !make_store(config, &error)) {
        control_failed(call, 1, error->message);
        return;
    }
    secret_to_text(verify.bytes, sizeof verify.bytes, text);
    reply = g_strdup_printf("{\"desk_pub\":\"%s\"}", text);
    control_done(call, reply);
}

static void
command_backup(ControlCall *call, void *data)
{
    desk_copy_backup(call, data);
}

static void
command_check(ControlCall *call, void *data)
{
    desk_copy_check(call, data);
}

static const ControlCommand commands[] = {
    { "init", make_desk },
    { "backup", command_backup },
    { "check", command_check },
};

/* ---- serving ---- */

static bool
serve(Config *config, int control_fd, GError **error)
{
    ControlThread *control = control_thread_start(control_fd, commands, G_N_ELEMENTS(commands), config);
    ChildOrder order = CHILD_NOTHING;

    if (control == NULL)
        return error_set(error, ERROR_BUSY, "no thread for commands");
    child_say(CHILD_IS_READY);
    while (order != CHILD_STOP) {
        FD_AUTO int fd = -1;

        order = child_wait(-1, &fd);
    }
    control_thread_stop(control);
    return true;
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
        return control_serve_one(FD_CONTROL, commands, G_N_ELEMENTS(commands), config);
    return serve(config, fd_steal(&control), error);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    ChildInfo info;

    if (!child_start(argc, argv, &info, &error)) {
        log_error("%s", error->message);
        return 2;
    }
    if (!secret_init() || !run(&info, &error)) {
        log_error("%s", error == NULL ? "it could not start" : error->message);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
