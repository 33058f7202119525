#include "base/config.h"
#include "base/ini.h"
#include "base/limits.h"
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>

typedef struct Row Row;
typedef bool Reader(Config *config, const Row *row, const char *text);

/* One key of the file.  `read` is false for a value that it cannot take; `wants` then says
 * what it would have taken. */
struct Row {
    const char *group, *key;
    Reader     *read;
    size_t      offset;
    unsigned    least, most;
    const char *choices[4];
    const char *standard;       /* what an empty or missing value means; NULL: nothing */
    const char *wants;
};

static Reader read_text, read_listen, read_url, read_number, read_choice, read_bool, read_hour, read_store;

#define AT(field) offsetof(Config, field)
#define NUMBERS(low, high) .least = (low), .most = (high), .wants = "a number from " #low " to " #high

_Static_assert(LIMIT_K_MIN == 5 && LIMIT_K_DEFAULT == 10, "the rows below say so");

static const Row rows[] = {
    { "server", "room-listen", read_listen, AT(room_listen), .standard = "127.0.0.1:8080",
      .wants = "ADDRESS:PORT, as in 127.0.0.1:8080" },
    { "server", "desk-listen", read_listen, AT(desk_listen), .standard = "127.0.0.1:8081",
      .wants = "ADDRESS:PORT, as in 127.0.0.1:8081" },
    { "server", "room-url", read_url, AT(room_url), .wants = "http(s)://HOST without a path" },
    { "server", "desk-url", read_url, AT(desk_url), .wants = "http(s)://HOST without a path" },
    { "server", "threads", read_number, AT(threads), .standard = "0", NUMBERS(0, 256) },
    { "server", "trusted-proxy", read_text, AT(trusted_proxy), .wants = "an address" },
    { "server", "metrics-listen", read_listen, AT(metrics_listen), .wants = "ADDRESS:PORT, as in 127.0.0.1:9090" },

    { "store", "room", read_store, AT(room_store), .wants = "sqlite:///PATH or postgresql://..." },
    { "store", "desk", read_store, AT(desk_store), .wants = "sqlite:///PATH or postgresql://..." },

    { "mail", "transport", read_choice, AT(mail_transport), .choices = { "file", "smtp" }, .standard = "file",
      .wants = "file or smtp" },
    { "mail", "smtp-url", read_text, AT(smtp_url), .wants = "smtp://HOST:PORT or smtps://HOST:PORT" },
    { "mail", "username", read_text, AT(smtp_username), .wants = "a name" },
    { "mail", "password-file", read_text, AT(smtp_password_file), .wants = "the path of a file" },
    { "mail", "ca-file", read_text, AT(smtp_ca_file), .wants = "the path of a file" },
    { "mail", "from", read_text, AT(mail_from), .standard = "candour@localhost", .wants = "an address" },
    { "mail", "per-minute", read_number, AT(mail_per_minute), .standard = "0", NUMBERS(0, 1000000) },
    { "mail", "waiting-at", read_hour, AT(waiting_at), .standard = "17:00", .wants = "an hour such as 17:00, or now" },

    { "privacy", "k", read_number, AT(k), .standard = "10", NUMBERS(5, 1000) },
    { "privacy", "slot-minutes", read_number, AT(slot_minutes), .standard = "15", NUMBERS(0, 1440) },
    { "privacy", "complete-after-days", read_number, AT(complete_after_days), .standard = "90", NUMBERS(1, 90) },
    { "privacy", "erase-after-days", read_number, AT(erase_after_days), .standard = "30", NUMBERS(0, 30) },

    { "keys", "dir", read_text, AT(keys_dir), .wants = "the path of a folder" },

    { "security", "staff-second-factor", read_choice, AT(second_factor), .choices = { "none", "totp" },
      .standard = "none", .wants = "none or totp" },
    { "security", "allow-combined-roles", read_bool, AT(combined_roles), .standard = "false", .wants = "true or false" },

    { "limits", "posts-per-hour", read_number, AT(posts_per_hour), .standard = "60", NUMBERS(1, 100000) },
    { "limits", "votes-per-minute", read_number, AT(votes_per_minute), .standard = "300", NUMBERS(1, 100000) },
};

static void *
place(Config *config, const Row *row)
{
    return (char *)config + row->offset;
}

static bool
read_text(Config *config, const Row *row, const char *text)
{
    char **field = place(config, row);

    g_free(*field);
    *field = g_strdup(text);
    return true;
}

static bool
is_port(const char *text)
{
    guint64 port;

    return g_ascii_string_to_unsigned(text, 10, 1, 65535, &port, NULL);
}

/* A number, a name or a bracketed IPv6 address before the colon. */
static bool
read_listen(Config *config, const Row *row, const char *text)
{
    const char *colon = strrchr(text, ':');
    size_t host = colon == NULL ? 0 : (size_t)(colon - text);

    if (host == 0 || !is_port(colon + 1))
        return false;
    if (text[0] == '[' ? text[host - 1] != ']' : memchr(text, ':', host) != NULL)
        return false;
    return read_text(config, row, text);
}

static bool
read_url(Config *config, const Row *row, const char *text)
{
    const char *host = g_str_has_prefix(text, "https://") ? text + 8 : g_str_has_prefix(text, "http://") ? text + 7 : "";
    size_t length = strlen(host);
    g_autofree char *bare = NULL;

    if (length > 0 && host[length - 1] == '/')
        length--;
    if (length == 0 || strcspn(host, "/?#@ \t\"'<>\\") < length)
        return false;
    bare = g_strndup(text, (gsize)(host - text) + length);
    return read_text(config, row, bare);
}

static bool
read_number(Config *config, const Row *row, const char *text)
{
    guint64 number;

    if (!g_ascii_string_to_unsigned(text, 10, row->least, row->most, &number, NULL))
        return false;
    *(unsigned *)place(config, row) = (unsigned)number;
    return true;
}

_Static_assert(sizeof(MailTransport) == sizeof(unsigned) && sizeof(SecondFactor) == sizeof(unsigned), "choices");

static bool
read_choice(Config *config, const Row *row, const char *text)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(row->choices) && row->choices[i] != NULL; i++)
        if (strcmp(row->choices[i], text) == 0) {
            memcpy(place(config, row), &i, sizeof i);
            return true;
        }
    return false;
}

static bool
read_bool(Config *config, const Row *row, const char *text)
{
    bool yes = strcmp(text, "true") == 0;

    if (!yes && strcmp(text, "false") != 0)
        return false;
    *(bool *)place(config, row) = yes;
    return true;
}

static bool
read_hour(Config *config, const Row *row, const char *text)
{
    int *minutes = place(config, row);

    if (strcmp(text, "now") == 0) {
        *minutes = -1;
        return true;
    }
    if (strlen(text) != 5 || text[2] != ':' || !g_ascii_isdigit(text[0]) || !g_ascii_isdigit(text[1]) ||
        !g_ascii_isdigit(text[3]) || !g_ascii_isdigit(text[4]))
        return false;
    *minutes = ((text[0] - '0') * 10 + (text[1] - '0')) * 60 + (text[3] - '0') * 10 + (text[4] - '0');
    return *minutes < 24 * 60 && text[3] < '6';
}

static bool
read_store(Config *config, const Row *row, const char *text)
{
    if (!g_str_has_prefix(text, "sqlite:///") && !g_str_has_prefix(text, "postgresql://"))
        return false;
    return read_text(config, row, text);
}

/* ---- the whole file ---- */

static const Row *
row_of(const char *group, const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strcmp(rows[i].group, group) == 0 && (key == NULL || strcmp(rows[i].key, key) == 0))
            return &rows[i];
    return NULL;
}

static bool
refuse_unknown(const Ini *ini, GError **error)
{
    size_t n_groups, n_keys;
    const char *const *groups = ini_groups(ini, &n_groups);

    for (size_t i = 0; i < n_groups; i++) {
        const char *const *keys = ini_keys(ini, groups[i], &n_keys);

        if (row_of(groups[i], NULL) == NULL)
            return ini_fault(ini, groups[i], NULL, error, "there is no group [%s]; correct or remove it", groups[i]);
        for (size_t j = 0; j < n_keys; j++)
            if (row_of(groups[i], keys[j]) == NULL)
                return ini_fault(ini, groups[i], keys[j], error, "there is no setting '%s' in [%s]; correct or remove it",
                                 keys[j], groups[i]);
    }
    return true;
}

static bool
read_rows(Config *config, const Ini *ini, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const char *text = ini_get(ini, rows[i].group, rows[i].key);

        if (text == NULL || text[0] == '\0')
            text = rows[i].standard;
        if (text != NULL && !rows[i].read(config, &rows[i], text))
            return ini_fault(ini, rows[i].group, rows[i].key, error, "%s = %s: that should be %s", rows[i].key, text,
                             rows[i].wants);
    }
    return true;
}

/* ---- what follows from the rest ---- */

static char *
host_of(const char *url_or_listen)
{
    const char *host = strstr(url_or_listen, "://");
    const char *end;

    host = host == NULL ? url_or_listen : host + 3;
    end = host[0] == '[' ? strchr(host, ']') : strchr(host, ':');
    return end == NULL ? g_strdup(host) : g_strndup(host, (gsize)(end - host) + (host[0] == '['));
}

static bool
is_loopback(const char *host)
{
    return g_str_has_prefix(host, "127.") || strcmp(host, "[::1]") == 0 || strcmp(host, "localhost") == 0 ||
           g_str_has_suffix(host, ".localhost");
}

static bool
fill_url(const Ini *ini, const char *key, const char *listen, char **url, GError **error)
{
    g_autofree char *host = host_of(listen);

    if (*url != NULL)
        return true;
    if (!is_loopback(host))
        return ini_fault(ini, "server", NULL, error,
                         "%s is missing: say by which address people reach %s, as in https://talk.example.org", key, listen);
    *url = g_strconcat("http://", listen, NULL);
    return true;
}

/* Badges and desk cookies must never be sent to the other side (4-anonymity of the design). */
static bool
hosts_differ(const Config *config, const Ini *ini, GError **error)
{
    g_autofree char *room = host_of(config->room_url), *desk = host_of(config->desk_url);

    if (g_ascii_strcasecmp(room, desk) != 0 || is_loopback(room))
        return true;
    return ini_fault(ini, "server", "desk-url", error,
                     "room-url and desk-url are on the same host %s; give the desk a host name of its own", desk);
}

static bool
fill_paths(Config *config, const char *dir)
{
    struct stat data, keys;

    if (config->room_store == NULL)
        config->room_store = g_strconcat("sqlite://", dir, "/room/room.db", NULL);
    if (config->desk_store == NULL)
        config->desk_store = g_strconcat("sqlite://", dir, "/desk/desk.db", NULL);
    if (config->keys_dir == NULL)
        config->keys_dir = g_build_filename(dir, "keys", NULL);
    config->keys_apart = stat(dir, &data) == 0 && stat(config->keys_dir, &keys) == 0 && data.st_dev != keys.st_dev;
    return true;
}

static bool
is_whole(Config *config, const Ini *ini, GError **error)
{
    if (!fill_url(ini, "room-url", config->room_listen, &config->room_url, error) ||
        !fill_url(ini, "desk-url", config->desk_listen, &config->desk_url, error) || !hosts_differ(config, ini, error))
        return false;
    if (config->mail_transport == MAIL_SMTP && config->smtp_url == NULL)
        return ini_fault(ini, "mail", "transport", error, "smtp-url is missing: say which relay takes the mail");
    if (config->keys_dir != NULL && config->keys_dir[0] != '/')
        return ini_fault(ini, "keys", "dir", error, "dir = %s: write the whole path, from / on", config->keys_dir);
    return true;
}

Config *
config_read(const char *dir, GError **error)
{
    g_autoptr(Config) config = g_new0(Config, 1);
    g_autoptr(Ini) ini = NULL;
    g_autofree char *path = NULL;

    config->dir = g_canonicalize_filename(dir, NULL);
    path = g_build_filename(config->dir, "candour.ini", NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        error_set(error, ERROR_INPUT, "%s is not there; is this the data folder? 'candour init %s' makes one", path, dir);
        return NULL;
    }
    ini = ini_read(path, error);
    if (ini == NULL || !refuse_unknown(ini, error) || !read_rows(config, ini, error) || !is_whole(config, ini, error) ||
        !fill_paths(config, config->dir))
        return NULL;
    return g_steal_pointer(&config);
}

void
config_free(Config *config)
{
    if (config == NULL)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].read == read_text || rows[i].read == read_listen || rows[i].read == read_url ||
            rows[i].read == read_store)
            g_free(*(char **)place(config, &rows[i]));
    g_free(config->dir);
    g_free(config);
}

const char *
config_template(void)
{
    return "# What an operator sets.  A line that starts with # is a remark; an empty value means the usual one.\n"
           "# After a change: stop and start the server.\n"
           "\n"
           "[server]\n"
           "# Where the two halves listen, and by which addresses people reach them (two different host names).\n"
           "room-listen = 127.0.0.1:8080\n"
           "desk-listen = 127.0.0.1:8081\n"
           "room-url =\n"
           "desk-url =\n"
           "# Threads of each half; 0: one per processor core.\n"
           "threads = 0\n"
           "# The address of the proxy in front, whose X-Forwarded-For the desk may believe.\n"
           "trusted-proxy =\n"
           "# Where figures for operators are served (Prometheus text); empty: nowhere.\n"
           "metrics-listen =\n"
           "\n"
           "[mail]\n"
           "# file: each mail becomes a file in desk/mail, for trying out only.  smtp: sent by a relay.\n"
           "transport = file\n"
           "smtp-url =\n"
           "username =\n"
           "password-file =\n"
           "# The relay's certificate, or that of its authority, where the system does not trust it; the line is encrypted then.\n"
           "ca-file =\n"
           "from =\n"
           "# Mails a minute; 0: no limit.\n"
           "per-minute = 0\n"
           "# When the daily \"there may be a message for you\" goes out.\n"
           "waiting-at = 17:00\n"
           "\n"
           "[privacy]\n"
           "# Numbers of people smaller than k are never shown.  Others see changes in slots of so many minutes.\n"
           "k = 10\n"
           "slot-minutes = 15\n"
           "complete-after-days = 90\n"
           "erase-after-days = 30\n"
           "\n"
           "[store]\n"
           "# Empty: a database file each, in this folder.\n"
           "room =\n"
           "desk =\n"
           "\n"
           "[keys]\n"
           "# Keys on another medium than the data protect a stolen disk: the whole path of a folder.\n"
           "dir =\n"
           "\n"
           "[security]\n"
           "# totp: staff also type six digits from an app.\n"
           "staff-second-factor = none\n"
           "\n"
           "[limits]\n"
           "posts-per-hour = 60\n"
           "votes-per-minute = 300\n";
}
