#include "base/i18n.h"
#include "base/text.h"
#include "desk/pages/admin.h"
#include "desk/staff_invite.h"

const char *const admin_roles[] = { "facilitator", "analyst", "organiser", "administrator", NULL };

/* ---- the list ---- */

static void
write_posts(Html *html, const Desk *desk, const Staff *staff)
{
    html_open(html, EL_UL, { AT_CLASS, "govuk-list" });
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
    html_open(html, EL_LI, { AT_CLASS, "c-card c-stack" });
    html_leaf(html, EL_H2, staff->name, { AT_CLASS, "c-small" }, { AT_TRANSLATE, "no" });
    html_leaf(html, EL_P, staff->email, { AT_CLASS, "c-quiet" }, { AT_TRANSLATE, "no" });
    write_posts(html, desk, staff);
    if (!id_equal(&staff->id, &who->id))
        page_act(html, "/admin/staff/remove", PAGE_BUTTON_WARNING, _("Take away all roles"), "staff", id);
    html_close(html, EL_LI);
}

/* ---- the form ---- */

static void
write_select(Html *html, const char *id, const char *name, const char *label, const char *const *values,
             const char *const *texts)
{
    html_open(html, EL_DIV, { AT_CLASS, "govuk-form-group" });
    html_leaf(html, EL_LABEL, label, { AT_CLASS, "govuk-label" }, { AT_FOR, id });
    html_open(html, EL_SELECT, { AT_CLASS, "govuk-select" }, { AT_ID, id }, { AT_NAME, name });
    for (size_t i = 0; values[i] != NULL; i++)
        html_leaf(html, EL_OPTION, texts[i], { AT_VALUE, values[i] });
    html_close(html, EL_SELECT);
    html_close(html, EL_DIV);
}

static void
write_conversations(Html *html, const Desk *desk)
{
    g_autoptr(GPtrArray) all = gatherings_all(desk->gatherings);
    g_autoptr(GPtrArray) values = g_ptr_array_new(), texts = g_ptr_array_new();

    for (guint i = 0; i < all->len; i++) {
        const Gathering *gathering = all->pdata[i];

        if (gathering->dates.erased != 0)
            continue;
        g_ptr_array_add(values, gathering->slug);
        g_ptr_array_add(texts, gathering->title);
    }
    g_ptr_array_add(values, NULL);
    write_select(html, "f-conversation", "conversation", _("Conversation (not for administrators)"),
                 (const char *const *)values->pdata, (const char *const *)texts->pdata);
}

static void
write_form(Html *html, const HttpRequest *request)
{
    static const char *const role_texts[] = { N_("Facilitator"), N_("Analyst"), N_("Organiser"), N_("Administrator") };
    const char *texts[G_N_ELEMENTS(role_texts)];
    const PageField name = { "name", _("Name"), NULL, NULL, "off", NULL, false, ADMIN_NAME };
    const PageField email = { "email", _("E-mail address"), _("The sign-in link goes there."), "email", "off", NULL, false,
                              ADMIN_EMAIL };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        texts[i] = i18n_text(role_texts[i]);
    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_ACTION, "/admin/staff" }, { AT_METHOD, "post" });
    html_leaf(html, EL_H2, _("Invite somebody"));
    page_field(html, request, &name);
    page_field(html, request, &email);
    write_select(html, "f-role", "role", _("Role"), admin_roles, texts);
    write_conversations(html, web_desk(request));
    page_button(html, PAGE_BUTTON, _("Invite"), NULL, NULL);
    html_close(html, EL_FORM);
}

static void
show(HttpRequest *request, HttpReply *reply, unsigned status)
{
    const Desk *desk = web_desk(request);
    g_autoptr(Staff) who = NULL;
    const DeskPage page = admin_page(request, _("Staff"), &who);
    g_autoptr(GPtrArray) all = staff_list_all(desk->staff);
    Html *html = desk_page_begin(request, &page);

    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    page_errors(html, request);
    html_leaf(html, EL_H1, page.title);
    html_open(html, EL_UL, { AT_CLASS, "c-list c-stack" });
    for (guint i = 0; i < all->len; i++)
        write_one(html, desk, all->pdata[i], who);
    html_close(html, EL_UL);
    write_form(html, request);
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
        http_reply_redirect(reply, "/admin/staff");
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
