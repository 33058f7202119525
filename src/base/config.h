/* candour.ini: everything an operator sets.  Read once at start by each process. */
#pragma once
#include "base/error.h"
#include <stdint.h>

typedef enum { MAIL_FILE, MAIL_SMTP } MailTransport;
typedef enum { SECOND_FACTOR_NONE, SECOND_FACTOR_TOTP } SecondFactor;

typedef struct {
    char *dir;                  /* the data folder, absolute */
    char *room_listen, *desk_listen;        /* "127.0.0.1:8080" */
    char *room_url, *desk_url;  /* without a slash at the end; by default http://LISTEN */
    unsigned threads;           /* 0: one per core */
    char *trusted_proxy, *metrics_listen;   /* NULL: none */
    char *room_store, *desk_store;          /* "sqlite:///..." */
    char *keys_dir;             /* holds room/ and desk/ */
    bool  keys_apart;           /* on another device than dir */

    MailTransport mail_transport;
    char *smtp_url, *smtp_username, *smtp_password_file, *mail_from;
    char *smtp_ca_file;         /* certificates to trust, in the place of the system's; NULL: those */
    unsigned mail_per_minute;   /* 0: no limit */
    int   waiting_at;           /* minutes after midnight, -1: now */

    unsigned k, slot_minutes, complete_after_days, erase_after_days;
    SecondFactor second_factor;
    bool  combined_roles;
    unsigned posts_per_hour, votes_per_minute;
} Config;

/* DIR/candour.ini.  An unknown key or a bad value is an ERROR_INPUT naming the line. */
Config *config_read(const char *dir, GError **error) MUST_CHECK;
void    config_free(Config *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Config, config_free)

/* The commented file that `candour init` writes; static. */
const char *config_template(void);
