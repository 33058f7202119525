#include "base/config.h"
#include <glib/gstdio.h>
#include <string.h>

static char *
folder_with(const char *text)
{
    char *dir = g_dir_make_tmp("candour-config-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "candour.ini", NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    return dir;
}

static void
folder_remove(char *dir)
{
    g_autofree char *path = g_build_filename(dir, "candour.ini", NULL);

    g_unlink(path);
    g_rmdir(dir);
    g_free(dir);
}

static Config *
config_of(const char *text, char **ret_dir, GError **error)
{
    *ret_dir = folder_with(text);
    return config_read(*ret_dir, error);
}

static void
assert_standard(const char *text)
{
    g_autoptr(GError) error = NULL;
    char *dir;
    g_autoptr(Config) c = config_of(text, &dir, &error);
    g_autofree char *room = g_strconcat("sqlite://", dir, "/room/room.db", NULL);
    g_autofree char *keys = g_strconcat(dir, "/keys", NULL);

    g_assert_no_error(error);
    g_assert_cmpstr(c->dir, ==, dir);
    g_assert_cmpstr(c->room_listen, ==, "127.0.0.1:8080");
    g_assert_cmpstr(c->room_url, ==, "http://127.0.0.1:8080");
    g_assert_cmpstr(c->desk_url, ==, "http://127.0.0.1:8081");
    g_assert_cmpstr(c->room_store, ==, room);
    g_assert_cmpstr(c->keys_dir, ==, keys);
    g_assert_false(c->keys_apart);
    g_assert_null(c->metrics_listen);
    g_assert_null(c->trusted_proxy);
    g_assert_cmpint(c->mail_transport, ==, MAIL_FILE);
    g_assert_cmpint(c->waiting_at, ==, 17 * 60);
    g_assert_cmpuint(c->k, ==, 10);
    g_assert_cmpuint(c->slot_minutes, ==, 15);
    g_assert_cmpuint(c->complete_after_days, ==, 90);
    g_assert_cmpuint(c->erase_after_days, ==, 30);
    g_assert_cmpuint(c->posts_per_hour, ==, 60);
    g_assert_cmpuint(c->votes_per_minute, ==, 300);
    folder_remove(dir);
}

static void
test_standard(void)
{
    assert_standard("");
    assert_standard(config_template());
    assert_standard("[server]\nroom-listen=\n");
}

static void
test_set(void)
{
    g_autoptr(GError) error = NULL;
    char *dir;
    g_autoptr(Config) c = config_of("[server]\nroom-listen=[::1]:80\nroom-url=https://talk.example.org/\n"
                                    "desk-url=https://desk.example.org\n[mail]\ntransport=smtp\n"
                                    "smtp-url=smtp://localhost:2525\nwaiting-at=now\n[privacy]\nk=12\n"
                                    "[privacy]\nslot-minutes=0\n[security]\nallow-combined-roles=true\n"
                                    "staff-second-factor=totp\n", &dir, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(c->room_listen, ==, "[::1]:80");
    g_assert_cmpstr(c->room_url, ==, "https://talk.example.org");
    g_assert_cmpint(c->mail_transport, ==, MAIL_SMTP);
    g_assert_cmpint(c->waiting_at, ==, -1);
    g_assert_cmpuint(c->k, ==, 12);
    g_assert_cmpuint(c->slot_minutes, ==, 0);
    g_assert_cmpint(c->second_factor, ==, SECOND_FACTOR_TOTP);
    g_assert_true(c->combined_roles);
    folder_remove(dir);
}

typedef struct { const char *name, *text, *said; } FaultCase;

static const FaultCase faults[] = {
    { "unknown-key", "[server]\nroom-listem=x\n", "candour.ini:2: there is no setting 'room-listem' in [server]" },
    { "unknown-group", "\n[sever]\n", "candour.ini:2: there is no group [sever]" },
    { "key-of-another-group", "[mail]\nk=10\n", "candour.ini:2: there is no setting 'k'" },
    { "k-too-small", "[privacy]\nk=4\n", "candour.ini:2: k = 4: that should be a number from 5 to 1000" },
    { "k-no-number", "[privacy]\nk=ten\n", "candour.ini:2: k = ten" },
    { "k-negative", "[privacy]\nk=-10\n", "candour.ini:2: k = -10" },
    { "completion-too-late", "[privacy]\ncomplete-after-days=91\n", "candour.ini:2: " },
    { "erasure-too-late", "[privacy]\nerase-after-days=31\n", "candour.ini:2: " },
    { "second-value-is-bad", "[privacy]\nk=10\n[privacy]\nk=1\n", "candour.ini:4: k = 1" },
    { "no-port", "[server]\nroom-listen=127.0.0.1\n", "candour.ini:2: " },
    { "port-too-high", "[server]\nroom-listen=127.0.0.1:65536\n", "candour.ini:2: " },
    { "port-zero", "[server]\nroom-listen=127.0.0.1:0\n", "candour.ini:2: " },
    { "bare-ipv6", "[server]\nroom-listen=::1:8080\n", "candour.ini:2: " },
    { "url-with-path", "[server]\nroom-url=https://example.org/talk\n", "candour.ini:2: " },
    { "url-with-user", "[server]\nroom-url=https://a@example.org\n", "candour.ini:2: " },
    { "url-ftp", "[server]\nroom-url=ftp://example.org\n", "candour.ini:2: " },
    { "one-host", "[server]\nroom-url=https://a.example\ndesk-url=https://a.example:444\n", "candour.ini:3: " },
    { "url-needed", "[server]\nroom-listen=0.0.0.0:80\n", "candour.ini:1: room-url is missing" },
    { "transport", "[mail]\ntransport=pigeon\n", "candour.ini:2: transport = pigeon: that should be file or smtp" },
    { "smtp-without-url", "[mail]\ntransport=smtp\n", "candour.ini:2: smtp-url is missing" },
    { "hour-24", "[mail]\nwaiting-at=24:00\n", "candour.ini:2: " },
    { "hour-60", "[mail]\nwaiting-at=17:60\n", "candour.ini:2: " },
    { "hour-short", "[mail]\nwaiting-at=7:00\n", "candour.ini:2: " },
    { "store", "[store]\nroom=mysql://x\n", "candour.ini:2: " },
    { "keys-relative", "[keys]\ndir=keys\n", "candour.ini:2: " },
    { "no-ini-at-all", "hello\n", "candour.ini:1: " },
};

static void
test_fault(const void *data)
{
    const FaultCase *c = data;
    g_autoptr(GError) error = NULL;
    char *dir;
    g_autoptr(Config) config = config_of(c->text, &dir, &error);

    g_assert_null(config);
    g_assert_error(error, ERROR_DOMAIN, ERROR_INPUT);
    if (strstr(error->message, c->said) == NULL)
        g_error("said: %s", error->message);
    folder_remove(dir);
}

static void
test_missing(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = config_read("/nonexistent/folder", &error);

    g_assert_null(config);
    g_assert_nonnull(strstr(error->message, "/nonexistent/folder/candour.ini is not there"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/config/standard", test_standard);
    g_test_add_func("/config/set", test_set);
    g_test_add_func("/config/missing", test_missing);
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_autofree char *path = g_strdup_printf("/config/fault/%s", faults[i].name);
        g_test_add_data_func(path, &faults[i], test_fault);
    }
    return g_test_run();
}
