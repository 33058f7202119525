/* Members of staff: who they are and which roles they have.  In the room they are a number. */
#pragma once
#include "desk/store/vault.h"
#include "desk/store/sealed.h"
#include "wire/ticket.h"
#include <glib.h>

#define TOTP_KEY 20                     /* bytes: RFC 6238 with SHA-1, as authenticator programs expect */
#define STAFF_LINK_SECONDS 3600
#define STAFF_SESSION_SECONDS (12 * 3600)

typedef struct {
    Id       conversation;
    uint32_t roles;                     /* Role bits, without ROLE_ADMINISTRATOR */
    uint32_t number;                    /* "Facilitator 2" */
} StaffPost;

typedef struct {
    gatomicrefcount refs;
    Id        id;
    char     *name, *email;
    bool      administrator;            /* of the whole installation */
    GArray   *posts;                    /* StaffPost */
    uint8_t   totp_key[TOTP_KEY];
    bool      has_totp;                 /* confirmed by a first right number */
    int64_t   totp_step;                /* of the last number that was used: none counts twice */
    uint32_t  generation;               /* of the sessions: signing out ends those before */
    char     *problem;                  /* the relay refused the address; "" */
} Staff;

Staff *staff_new(const char *name, const char *email);
Staff *staff_copy(const Staff *staff);
Staff *staff_ref(Staff *staff);
void   staff_unref(Staff *staff);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Staff, staff_unref)

/* NULL: holds none there; borrowed. */
const StaffPost *staff_post(const Staff *staff, const Id *conversation);
/* Role bits by the contract's word ("facilitator"); 0: no such role. */
Role             staff_role(const char *word);
/* "facilitator, analyst" in words for people; caller frees. */
char            *staff_role_names(uint32_t roles);

/* ---- all of them, in memory; any thread ---- */

typedef struct StaffList StaffList;

StaffList *staff_list_load(Vault *vault, const SealedPlace *general, GError **error) MUST_CHECK;
void       staff_list_free(StaffList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StaffList, staff_list_free)

Staff     *staff_list_by_id(StaffList *list, const Id *id);            /* the caller's reference; NULL */
Staff     *staff_list_by_email(StaffList *list, const char *email);
GPtrArray *staff_list_all(StaffList *list);                            /* by name; owns references */

/* Stores what `change` made of a copy, on the writer's thread. An id that is unknown is an ERROR_INPUT. */
typedef struct {
    bool (*change)(Db *db, Staff *copy, void *data, GError **error);
    void *data;
} StaffChange;
bool staff_list_change(StaffList *list, const Id *id, const StaffChange *change, GError **error) MUST_CHECK;
bool staff_list_add(StaffList *list, Staff *staff, GError **error) MUST_CHECK;
bool staff_list_remove(StaffList *list, const Id *id, GError **error) MUST_CHECK;
/* Takes the posts of a conversation that is erased from everybody. */
bool staff_list_forget(StaffList *list, const Id *conversation, GError **error) MUST_CHECK;
