#include "desk/staff_invite.h"
#include "base/limits.h"
#include "desk/link_request.h"

/* ---- what may not stand together ---- */

static bool
reads_what_is_said(uint32_t roles)
{
    return (roles & (ROLE_FACILITATOR | ROLE_ANALYST)) != 0;
}

/* In whichever conversations: an administrator sees the rosters of all. */
static bool
must_not_combine(const Desk *desk, const Staff *staff, Role role)
{
    bool reads = reads_what_is_said(role);

    if (desk->config->combined_roles)
        return false;
    for (guint i = 0; i < staff->posts->len; i++)
        reads = reads || reads_what_is_said(g_array_index(staff->posts, StaffPost, i).roles);
    return reads && (staff->administrator || role == ROLE_ADMINISTRATOR);
}

uint32_t
staff_roles_held(const Desk *desk, const Staff *staff, const StaffPost *post)
{
    const uint32_t reading = ROLE_FACILITATOR | ROLE_ANALYST;

    return staff->administrator && !desk->config->combined_roles ? post->roles & ~reading : post->roles;
}

static bool
has_role(const Staff *staff, Role role, const Gathering *gathering)
{
    const StaffPost *post = gathering != NULL ? staff_post(staff, &gathering->id) : NULL;

    return role == ROLE_ADMINISTRATOR ? staff->administrator : post != NULL && (post->roles & role) != 0;
}

/* ---- giving the role ---- */

typedef struct { const Desk *desk; Role role; Id conversation; uint32_t number; bool held, refused; } NewRole;

static void
give_role(Staff *staff, const NewRole *wanted)
{
    StaffPost *post = NULL;

    if (wanted->role == ROLE_ADMINISTRATOR) {
        staff->administrator = true;
        return;
    }
    for (guint i = 0; i < staff->posts->len && post == NULL; i++)
        if (id_equal(&g_array_index(staff->posts, StaffPost, i).conversation, &wanted->conversation))
            post = &g_array_index(staff->posts, StaffPost, i);
    if (post == NULL) {
        const StaffPost fresh = { wanted->conversation, 0, wanted->number };

        g_array_append_val(staff->posts, fresh);
        post = &g_array_index(staff->posts, StaffPost, staff->posts->len - 1);
    }
    post->roles |= wanted->role;
}

/* Asked again where changes come one after another: two invitations at once may each be right without the other. */
static bool
change_role(Db *db, Staff *copy, void *data, GError **error)
{
    NewRole *wanted = data;

    wanted->refused = !wanted->held && must_not_combine(wanted->desk, copy, wanted->role);
    if (!wanted->refused)
        give_role(copy, wanted);
    return true;
}

static bool
next_number(Db *db, Gathering *copy, void *data, GError **error)
{
    *(uint32_t *)data = ++copy->n_staff;
    return true;
}

static bool
take_number(const Desk *desk, const Staff *known, const Gathering *gathering, uint32_t *ret_number, GError **error)
{
    if (gathering == NULL || (known != NULL && staff_post(known, &gathering->id) != NULL))
        return true;
    return gatherings_change(desk->gatherings, &gathering->id, &(GatheringChange){ next_number, NULL, ret_number },
                             error);
}

static bool
invite_known(const Desk *desk, Staff *known, NewRole *wanted, GError **error)
{
    return staff_list_change(desk->staff, &known->id, &(StaffChange){ change_role, wanted }, error) &&
           (wanted->refused || link_request_staff(desk, &known->id, error));
}

static StaffInviteOutcome
outcome_of(const Desk *desk, const Staff *known, Role role, const Gathering *gathering)
{
    g_autoptr(GPtrArray) all = staff_list_all(desk->staff);

    if (known == NULL)
        return all->len >= LIMIT_STAFF ? STAFF_TOO_MANY : STAFF_INVITED;
    if (has_role(known, role, gathering))
        return STAFF_HAS_ROLE;
    return must_not_combine(desk, known, role) ? STAFF_MUST_NOT_COMBINE : STAFF_INVITED;
}

bool
staff_invite(const Desk *desk, Role role, const char *name, const char *email, const Gathering *gathering,
             StaffInviteOutcome *ret_outcome, Staff **ret_staff, GError **error)
{
    g_autoptr(Staff) known = staff_list_by_email(desk->staff, email);
    const StaffInviteOutcome outcome = outcome_of(desk, known, role, gathering);
    NewRole wanted = { .desk = desk, .role = role, .held = outcome == STAFF_HAS_ROLE };

    if (outcome == STAFF_INVITED || outcome == STAFF_HAS_ROLE) {
        if (gathering != NULL)
            wanted.conversation = gathering->id;
        if (!take_number(desk, known, gathering, &wanted.number, error))
            return false;
        if (known != NULL) {
            if (!invite_known(desk, known, &wanted, error))
                return false;
        } else {
            known = staff_new(name, email);
            give_role(known, &wanted);
            if (!staff_list_add(desk->staff, known, error) || !link_request_staff(desk, &known->id, error))
                return false;
        }
    }
    *ret_outcome = wanted.refused ? STAFF_MUST_NOT_COMBINE : outcome;
    *ret_staff = g_steal_pointer(&known);
    return true;
}
