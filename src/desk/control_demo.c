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

void
control_demo_link(ControlCall *call, void *data)
{
    const ControlDesk *control = data;
    json_t *request = control_request(call);
    g_autoptr(Gathering) gathering = request != NULL ? control_gathering(call, control, request) : NULL;
    DemoLink link = { control, gathering, NULL };
    g_autoptr(GError) error = NULL;

    if (gathering != NULL) {
        if (control->config->mail_transport != MAIL_FILE)
            control_failed(call, 1, "links are given out by mail alone, unless candour.ini says transport=file");
        else if (!find_link(&link, control_text(request, "role"), &error))
            control_refuse(call, error);
        else if (link.url == NULL)
            control_failed(call, 1, "there is nobody invented in that role");
        else
            control_answer(call, json_pack("{s:s}", "link", link.url));
    }
    g_free(link.url);
    json_decref(request);
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

void
control_demo_came_in(ControlCall *call, void *data)
{
    const ControlDesk *control = data;
    json_t *request = control_request(call);
    g_autoptr(Gathering) gathering = request != NULL ? control_gathering(call, control, request) : NULL;
    DemoLink all = { control, gathering, NULL };
    g_autoptr(GError) error = NULL;

    if (gathering != NULL) {
        if (control->config->mail_transport != MAIL_FILE)
            control_failed(call, 1, "invented people come in only where candour.ini says transport=file");
        else if (!vault_read(control->desk->vault, note_people, &all, &error) || !came_in_flush(control->desk, &error))
            control_refuse(call, error);
        else
            control_answer(call, json_object());
    }
    json_decref(request);
}
