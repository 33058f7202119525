/* Everything the desk's parts share.  Made by desk_open(), complete before any thread of the
 * desk starts; its pointers never change after that, and each thing sees to its own locks. */
#pragma once
#include "base/config.h"
#include "desk/gatherings.h"
#include "desk/staff.h"

typedef struct Mailbox  Mailbox;
typedef struct Limiter  Limiter;
typedef struct RoomLine RoomLine;
typedef struct CameIn   CameIn;

typedef struct {
    const Config *config;           /* borrowed */
    char         *fonts;            /* paper_fonts() */
    Keyring      *keys;
    SigningKey    signing;          /* of tickets and certificates */
    VerifyKey     verify;
    SealedPlace   general;          /* rows of no conversation */
    SecretKey     cookies, unsubscribe, marks;
    Vault        *vault;
    Gatherings   *gatherings;
    StaffList    *staff;
    Mailbox      *mailbox;
    Limiter      *limiter;
    CameIn       *came_in;
    RoomLine     *room;             /* NULL with --once */
} Desk;

/* Where things lie; caller frees. */
char *desk_path(const Config *config, const char *name);        /* DIR/desk/NAME */
char *desk_keys_folder(const Config *config);
char *desk_certificates_folder(const Config *config);

/* Makes keys and store; fails where there are some. */
bool  desk_create(const Config *config, VerifyKey *ret_verify, GError **error) MUST_CHECK;
Desk *desk_open(const Config *config, GError **error) MUST_CHECK;
void  desk_close(Desk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Desk, desk_close)
