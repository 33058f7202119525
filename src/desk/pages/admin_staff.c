#include "base/i18n.h"
#include "base/text.h"
#include "desk/pages/admin.h"
#include "desk/staff_invite.h"

const char *const admin_roles[] = { "facilitator", "analyst", "organiser", "administrator", NULL };

/* ---- the list ---- */

static void
write_posts(Html *html, const Desk *desk, const Staff *staff)
{
    html_open(html, EL_UL, { AT_CLASS, "c-list" });
    if (staff->administrator)
        html_leaf(html, EL_LI, _("administrator"));
    for (guint i = 0; i < staff->posts->len; i++) {
        const StaffPost *post = &g_array_index(staff->posts, StaffPost, i);
        g_autoptr(Gathering) gathering = gatherings_by_id(desk->gatherings, &post->conversation);
        g_autofree char *roles = staff_role_names(post->roles);

        html_open(html, EL_LI);
        html_text_f(html, "%s: %s", gathering != NULL ? gathering->title : "", roles);
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
}

static void
write_one(Html *html, const Desk *desk, const Staff *staff, const Staff *who)
{
    char id[ID_TEXT_SIZE];

    id_to_text(&staff->id, id);
    html_open(html, EL_LI, { AT_CLASS, "c-card c-row c-row--between" });
    html_open(html, EL_DIV);
    html_leaf(html, EL_H2, staff->name, { AT_CLASS, "u-h3" }, { AT_TRANSLATE, "no" });
    html_leaf(html, EL_P, staff->email, { AT_CLASS, "c-small c-quiet" }, { AT_TRANSLATE, "no" });
    write_posts(html, desk, staff);
    html_close(html, EL_DIV);
    if (!id_equal(&staff->id, &who->id))
        page_act(html, "/admin/staff/remove", BUTTON_WARNING, _("Take away all roles"), "staff", id);
    html_close(html, EL_LI);
}

/* ---- the form ---- */

static void
write_roles(Html *html, const HttpRequest *request)
{
    static const char *const texts[] = { N_("Facilitator"), N_("Analyst"), N_("Organiser"), N_("Administrator") };
    FormChoice choices[G_N_ELEMENTS(texts)];

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        choices[i] = (FormChoice){ admin_roles[i], i18n_text(texts[i]) };
    page_select(html, request, &(FormSelect){ .name = "role", .label = _("Role"), .choices = choices, .n = G_N_ELEMENTS(texts) },
                ADMIN_ROLE);
}

static void
write_conversations(Html *html, const HttpRequest *request)
{
    g_autoptr(GPtrArray) all = gatherings_all(web_desk(request)->gatherings);
    g_autofree FormChoice *choices = g_new(FormChoice, MAX(all->len, 1));
    size_t n = 0;

    for (guint i = 0; i < all->len; i++) {
        const Gathering *gathering = all->pdata[i];

        if (gathering->dates.erased == 0)
            choices[n++] = (FormChoice){ gathering->slug, gathering->title };
    }
    page_select(html, request, &(FormSelect){ .name = "conversation", .label = _("Conversation (not for administrators)"),
                                              .choices = choices, .n = n }, ADMIN_SLUG);
}

static void
write_form(Html *html, const HttpRequest *request, const PageField *fields, size_t n)
{
    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_ACTION, "/admin/staff" }, { AT_METHOD, "post" });
    html_leaf(html, EL_H2, _("Invite somebody"));
    for (size_t i = 0; i < n; i++)
        page_field(html, request, &fields[i]);
    write_roles(html, request);
    write_conversations(html, request);
    page_button(html, BUTTON_FILLED, _("Invite"), NULL, NULL);
    html_close(html, EL_FORM);
}

static void
show(HttpRequest *request, HttpReply *reply, unsigned status)
{
    const Desk *desk = web_desk(request);
    g_autoptr(Staff) who = NULL;
    const DeskPage page = admin_page(request, _("Staff"), &who);
    g_autoptr(GPtrArray) all = staff_list_all(desk->staff);
    const PageField fields[] = {
        { "name", _("Name"), NULL, NULL, "off", NULL, false, ADMIN_NAME },
        { "email", _("E-mail address"), _("The sign-in link goes there."), "email", "off", NULL, false, ADMIN_EMAIL },
    };
    Html *html = desk_page_begin(request, &page);

    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    page_errors(html, request, fields, G_N_ELEMENTS(fields));
    page_done(html, request, _("Done. The link to sign in is on its way by mail."));
    html_leaf(html, EL_H1, page.title);
    html_open(html, EL_DIV, { AT_CLASS, "c-two c-two--even" });
    html_open(html, EL_UL, { AT_CLASS, "c-list c-stack" });
    for (guint i = 0; i < all->len; i++)
        write_one(html, desk, all->pdata[i], who);
    html_close(html, EL_UL);
    write_form(html, request, fields, G_N_ELEMENTS(fields));
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    page_send(request, reply, status, &page, html);
}

void
admin_staff(HttpRequest *request, HttpReply *reply)
{
    show(request, reply, 200);
}

/* ---- acts ---- */

/* NULL: taken. */
static const char *
refusal(StaffInviteOutcome outcome)
{
    switch (outcome) {
    case STAFF_INVITED:
    case STAFF_HAS_ROLE:
        return NULL;
    case STAFF_MUST_NOT_COMBINE:
        return _("An administrator cannot be facilitator or analyst as well: the two halves are kept apart.");
    case STAFF_TOO_MANY:
        return _("There are too many members of staff. Take some away first.");
    }
    return NULL;
}

static bool
invite(HttpRequest *request, HttpReply *reply, const Gathering *gathering, bool *ret_refused)
{
    const Role role = staff_role(admin_roles[http_choice(request, ADMIN_ROLE)]);
    g_autoptr(Staff) staff = NULL;
    g_autoptr(GError) error = NULL;
    StaffInviteOutcome outcome;

    if (!staff_invite(web_desk(request), role, http_text(request, ADMIN_NAME), http_text(request, ADMIN_EMAIL),
                      role == ROLE_ADMINISTRATOR ? NULL : gathering, &outcome, &staff, &error)) {
        http_reply_error(reply, request, error);
        return false;
    }
    *ret_refused = refusal(outcome) != NULL;
    if (*ret_refused)
        http_add_error(request, "role", refusal(outcome));
    return true;
}

void
admin_staff_add(HttpRequest *request, HttpReply *reply)
{
    const char *slug = http_text(request, ADMIN_SLUG), *email = http_text(request, ADMIN_EMAIL);
    g_autoptr(Gathering) gathering = slug != NULL ? gatherings_by_slug(web_desk(request)->gatherings, slug) : NULL;
    size_t n_errors = 0;
    bool refused = true;

    if (email != NULL && !text_is_email(email))
        http_add_error(request, "email", _("That is not an e-mail address. Please look at it again."));
    http_errors(request, &n_errors);
    if (n_errors == 0 && gathering == NULL && staff_role(admin_roles[http_choice(request, ADMIN_ROLE)]) != ROLE_ADMINISTRATOR)
        http_add_error(request, "conversation", _("Please choose a conversation."));
    http_errors(request, &n_errors);
    if (n_errors == 0 && !invite(request, reply, gathering, &refused))
        return;
    if (n_errors > 0 || refused)
        show(request, reply, 422);
    else
        http_reply_redirect(reply, "/admin/staff?done=yes");
}

void
admin_staff_remove(HttpRequest *request, HttpReply *reply)
{
    const Session *session = web_session(request);
    g_autoptr(GError) error = NULL;
    Id id;

    /* Not oneself: somebody must be left who can let others in. */
    if (!http_id(request, ADMIN_STAFF, &id) || id_equal(&id, &session->person))
        http_reply_problem(reply, request, 404, NULL);
    else if (!staff_list_remove(web_desk(request)->staff, &id, &error))
        http_reply_error(reply, request, error);
    else
        http_reply_redirect(reply, "/admin/staff");
}
