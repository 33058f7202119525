#include "base/program.h"
#include "base/sandbox.h"
#include <string.h>

#define FILES_OF_A_SERVER 65536         /* connections; the system may allow fewer */
#define FILES_OF_A_HELPER 1024

#define RW (SANDBOX_READ | SANDBOX_WRITE)
#define IF_THERE (SANDBOX_READ | SANDBOX_OPTIONAL)

/* Where a path begins; BESIDE: in the folder of the programs. */
typedef enum { ROOT, DATA, KEYS, BESIDE } Base;

typedef struct { Base base; const char *path; unsigned access; } PlanPath;

#define PATHS_OF_ALL                                                                       \
    { ROOT, "/usr/share/zoneinfo", IF_THERE }, { ROOT, "/sys/devices/system/cpu", IF_THERE }, \
    { ROOT, "/dev/urandom", IF_THERE }, { ROOT, "/dev/null", RW | SANDBOX_OPTIONAL }

#define PATHS_OF_FONTS                                                                     \
    { ROOT, "/usr/lib", IF_THERE }, { ROOT, "/etc/fonts", IF_THERE },                      \
    { ROOT, "/usr/share/fonts", IF_THERE }, { ROOT, "/usr/local/share/fonts", IF_THERE },  \
    { ROOT, "/usr/share/fontconfig", IF_THERE }, { ROOT, "/var/cache/fontconfig", IF_THERE }, \
    { BESIDE, "fonts", IF_THERE }

static const struct {
    const char *name, *folder;
    bool        connects;
    unsigned    max_files;
    PlanPath    paths[16];              /* up to the first without a path */
} programs[PROGRAM__COUNT] = {
    [PROGRAM_ROOM] = { "candour-room", "room", false, FILES_OF_A_SERVER,
        { PATHS_OF_ALL, { DATA, "room", RW }, { KEYS, "room", RW } } },
    /* Fonts for letters. Character sets are loaded as libraries when a mail first needs one. */
    [PROGRAM_DESK] = { "candour-desk", "desk", false, FILES_OF_A_SERVER,
        { PATHS_OF_ALL, { DATA, "desk", RW }, { KEYS, "desk", RW }, { DATA, "certificates", RW },
          PATHS_OF_FONTS } },
    /* Whatever finding and trusting a relay reads. */
    [PROGRAM_MAILER] = { "candour-mailer", "desk", true, FILES_OF_A_HELPER,
        { PATHS_OF_ALL, { ROOT, "/usr/lib", IF_THERE }, { ROOT, "/etc/resolv.conf", IF_THERE },
          { ROOT, "/etc/hosts", IF_THERE }, { ROOT, "/etc/nsswitch.conf", IF_THERE }, { ROOT, "/etc/gai.conf", IF_THERE },
          { ROOT, "/etc/host.conf", IF_THERE }, { ROOT, "/etc/services", IF_THERE }, { ROOT, "/etc/ssl", IF_THERE },
          { ROOT, "/usr/share/ca-certificates", IF_THERE }, { ROOT, "/usr/local/share/ca-certificates", IF_THERE },
          { ROOT, "/run/systemd/resolve", IF_THERE } } },
    /* Fonts for charts and PDF. */
    [PROGRAM_WORKER] = { "candour-worker", "room", false, FILES_OF_A_HELPER,
        { PATHS_OF_ALL, { DATA, "room", RW }, { KEYS, "room", SANDBOX_READ }, PATHS_OF_FONTS } },
};

const char *
program_name(Program program)
{
    return programs[program].name;
}

const char *
program_folder(Program program)
{
    return programs[program].folder;
}

static char *
path_beside(const char *name)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = self == NULL ? g_strdup("/nonexistent") : g_path_get_dirname(self);

    return g_build_filename(folder, name, NULL);
}

static char *
path_of(const PlanPath *path, const Config *config)
{
    switch (path->base) {
    case DATA: return g_build_filename(config->dir, path->path, NULL);
    case KEYS: return g_build_filename(config->keys_dir, path->path, NULL);
    case BESIDE: return path_beside(path->path);
    case ROOT:
    default: return g_strdup(path->path);
    }
}

static void
path_clear(void *data)
{
    g_free((char *)(uintptr_t)((SandboxPath *)data)->path);
}

static void
add(GArray *paths, char *owned, unsigned access)
{
    const SandboxPath path = { owned, access };

    g_array_append_val(paths, path);
}

/* NULL: that program has no store of its own. */
static const char *
store_of(Program program, const Config *config)
{
    return program == PROGRAM_DESK ? config->desk_store : program == PROGRAM_MAILER ? NULL : config->room_store;
}

static GArray *
paths_of(Program program, const Config *config)
{
    GArray *paths = g_array_new(FALSE, FALSE, sizeof(SandboxPath));
    const char *store = store_of(program, config);

    g_array_set_clear_func(paths, path_clear);
    for (const PlanPath *path = programs[program].paths; path->path != NULL; path++)
        add(paths, path_of(path, config), path->access);
    /* A database elsewhere comes with its journal: the folder. */
    if (store != NULL && g_str_has_prefix(store, "sqlite://"))
        add(paths, g_path_get_dirname(store + strlen("sqlite://")), RW);
    if (program == PROGRAM_MAILER && config->smtp_password_file != NULL)
        add(paths, g_strdup(config->smtp_password_file), SANDBOX_READ);
    if (program == PROGRAM_MAILER && config->smtp_ca_file != NULL)
        add(paths, g_strdup(config->smtp_ca_file), SANDBOX_READ);
    return paths;
}

bool
program_sandbox(Program program, const Config *config, GError **error)
{
    g_autoptr(GArray) paths = paths_of(program, config);
    const char *store = store_of(program, config);
    const SandboxPlan plan = {
        .paths = (const SandboxPath *)(void *)paths->data,
        .n_paths = paths->len,
        .may_connect = programs[program].connects,
        .may_connect_unix = store != NULL && g_str_has_prefix(store, "postgresql://"),
        .max_files = programs[program].max_files,
    };

    return sandbox_enter(&plan, error);
}
