/* For `candour demo`, and for invented people alone, whose addresses end in ".example" (RFC 2606), where mails are
 * written into files: ready sign-in links, and who has been in. */
#include "base/clock.h"
#include "desk/came_in.h"
#include "desk/control.h"
#include "desk/staff_link.h"

typedef struct { const ControlDesk *control; const Gathering *gathering; char *url; } DemoLink;

static bool
is_invented(const char *email)
{
    return g_str_has_suffix(email, ".example");
}

static bool
take_first(const Person *person, void *data, GError **error)
{
    DemoLink *link = data;
    LinkToken token;
    char text[LINK_TEXT + 1];

    if (!is_invented(person->email))
        return true;
    credential_link(&link->gathering->marks, &person->id, person->epoch_sent, &token);
    link_to_text(&token, text);
    link->url = g_strdup_printf("%s/in/%s", link->control->config->desk_url, text);
    return false;
}

static bool
link_of_person(Db *db, void *data, GError **error)
{
    const DemoLink *link = data;

    return person_each(db, &link->gathering->place, take_first, data, error);
}

static bool
fits(const Staff *staff, Role role, const Gathering *gathering)
{
    const StaffPost *post = staff_post(staff, &gathering->id);

    if (!is_invented(staff->email))
        return false;
    return role == ROLE_ADMINISTRATOR ? staff->administrator : post != NULL && (post->roles & role) != 0;
}

static bool
link_of_staff(DemoLink *link, Role role, GError **error)
{
    g_autoptr(GPtrArray) all = staff_list_all(link->control->desk->staff);

    for (guint i = 0; i < all->len; i++) {
        const Staff *staff = all->pdata[i];

        if (!fits(staff, role, link->gathering))
            continue;
        link->url = staff_link_new(link->control->desk, &staff->id, clock_now(), error);
        return link->url != NULL;
    }
    return true;
}

static bool
find_link(DemoLink *link, const char *role_name, GError **error)
{
    const Role role = staff_role(role_name);

    return role != 0 ? link_of_staff(link, role, error)
                     : vault_read(link->control->desk->vault, link_of_person, link, error);
}

typedef json_t *(*DemoAnswer)(DemoLink *about, const json_t *request, GError **error);

/** Answers by what `find` returns; NULL without an error: nobody. */
static void
answer_for_demo(ControlCall *call, const ControlDesk *control, DemoAnswer find)
{
    json_t *request = control_request(call);
    g_autoptr(Gathering) gathering = request != NULL ? control_gathering(call, control, request) : NULL;
    DemoLink about = { control, gathering, NULL };
    g_autoptr(GError) error = NULL;

    if (gathering != NULL && control->config->mail_transport != MAIL_FILE) {
        control_failed(call, 1, "that is for trying out only: where candour.ini says transport=file");
    } else if (gathering != NULL) {
        json_t *answer = find(&about, request, &error);

        if (answer != NULL)
            control_answer(call, answer);
        else if (error != NULL)
            control_refuse(call, error);
        else
            control_failed(call, 1, "there is nobody invented in that role");
    }
    g_free(about.url);
    json_decref(request);
}

static json_t *
link_answer(DemoLink *link, const json_t *request, GError **error)
{
    if (!find_link(link, control_text(request, "role"), error) || link->url == NULL)
        return NULL;
    return json_pack("{s:s}", "link", link->url);
}

void
control_demo_link(ControlCall *call, void *data)
{
    answer_for_demo(call, data, link_answer);
}

/* ---- who has been in ---- */

static bool
note_invented(const Person *person, void *data, GError **error)
{
    const DemoLink *all = data;

    if (is_invented(person->email))
        came_in_note(all->control->desk->came_in, all->gathering, &person->id);
    return true;
}

static bool
note_people(Db *db, void *data, GError **error)
{
    const DemoLink *all = data;

    return person_each(db, &all->gathering->place, note_invented, data, error);
}

static json_t *
came_in_answer(DemoLink *all, const json_t *request, GError **error)
{
    const Desk *desk = all->control->desk;

    return vault_read(desk->vault, note_people, all, error) && came_in_flush(desk, error) ? json_object() : NULL;
}

void
control_demo_came_in(ControlCall *call, void *data)
{
    answer_for_demo(call, data, came_in_answer);
}
