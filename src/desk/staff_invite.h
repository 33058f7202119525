/* Gives somebody a role, and mails them a link to sign in. */
#pragma once
#include "desk/desk.h"

typedef enum {
    STAFF_INVITED = 1,
    STAFF_HAS_ROLE,             /* nothing to change; the link was mailed again */
    STAFF_MUST_NOT_COMBINE,     /* administrator and facilitator or analyst need [security] allow-combined-roles */
    STAFF_TOO_MANY,
} StaffInviteOutcome;

/* Which roles of the post count: where roles may not be combined (any more), an administrator is neither facilitator
 * nor analyst, whatever was given while they could be. */
uint32_t staff_roles_held(const Desk *desk, const Staff *staff, const StaffPost *post);
/* `gathering` NULL: of the whole installation, for an administrator only. *ret_staff is the caller's. */
bool staff_invite(const Desk *desk, Role role, const char *name, const char *email, const Gathering *gathering,
                  StaffInviteOutcome *ret_outcome, Staff **ret_staff, GError **error) MUST_CHECK;
