#include "desk/pages/staff_in.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/when.h"
#include "desk/admission.h"
#include "desk/limiter.h"
#include "desk/staff_invite.h"
#include "desk/staff_link.h"
#include "desk/totp.h"
#include "http/language.h"

/* ---- the link ---- */

static bool
refuse(HttpRequest *request, HttpReply *reply, const GError *error)
{
    http_reply_error(reply, request, error);
    return true;
}

bool
staff_in_show(HttpRequest *request, HttpReply *reply, const LinkToken *link)
{
    const DeskPage page = { .title = _("Sign in") };
    g_autoptr(Staff) staff = NULL;
    g_autoptr(GError) error = NULL;

    if (!staff_link_look(web_desk(request), link, clock_now(), &staff, &error))
        return refuse(request, reply, error);
    if (staff == NULL)
        return false;
    Html *html = desk_page_begin(request, &page);
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack c-narrow" });
    html_leaf(html, EL_H1, page.title);
    html_leaf(html, EL_H2, _("This link is for"), { AT_CLASS, "c-small c-quiet" });
    html_leaf(html, EL_P, staff->name, { AT_CLASS, "c-forwhom" }, { AT_TRANSLATE, "no" });
    page_paragraph(html, "c-quiet", _("It works once. You stay signed in for twelve hours."));
    html_open(html, EL_FORM, { AT_ACTION, http_path(request) }, { AT_METHOD, "post" });
    page_button(html, BUTTON_BIG, _("Continue"), NULL, NULL);
    html_close(html, EL_FORM);
    html_close(html, EL_DIV);
    page_send(request, reply, 200, &page, html);
    return true;
}

/* The one place to go on to: the room where there is one post and nothing else, administration where there is no post, or the home. */
static char *
first_place(const Desk *desk, const Staff *staff)
{
    if (staff->administrator && staff->posts->len == 0)
        return g_strdup("/admin");
    if (staff->administrator || staff->posts->len != 1)
        return g_strdup("/staff");
    const StaffPost *post = &g_array_index(staff->posts, StaffPost, 0);
    g_autoptr(Gathering) gathering = gatherings_by_id(desk->gatherings, &post->conversation);
    if (gathering == NULL || gathering->dates.erased != 0)
        return g_strdup("/staff");
    return admission_staff(desk, gathering, staff, post);
}

static void
begin_session(HttpRequest *request, HttpReply *reply, const Staff *staff)
{
    const Desk *desk = web_desk(request);
    const bool needs_more = desk->config->second_factor == SECOND_FACTOR_TOTP;
    const Session session = {
        .kind = needs_more ? SESSION_STAFF_HALF : SESSION_STAFF,
        .person = staff->id,
        .expires = clock_now() + (needs_more ? STAFF_LINK_SECONDS : STAFF_SESSION_SECONDS),
        .generation = staff->generation,
    };
    g_autofree char *place = needs_more ? g_strdup("/staff/second-step") : first_place(desk, staff);

    web_set_session(request, reply, &session);
    http_reply_redirect(reply, place);
}

bool
staff_in_use(HttpRequest *request, HttpReply *reply, const LinkToken *link)
{
    g_autoptr(Staff) staff = NULL;
    g_autoptr(GError) error = NULL;

    if (!staff_link_use(web_desk(request), link, clock_now(), &staff, &error))
        return refuse(request, reply, error);
    if (staff == NULL)
        return false;
    begin_session(request, reply, staff);
    return true;
}

/* ---- the second step ---- */

/* A key is made when the page is first shown, and counts when a right number has come back. */
static bool
make_key(Db *db, Staff *copy, void *data, GError **error)
{
    static const uint8_t none[TOTP_KEY];

    if (!copy->has_totp && secret_equal(copy->totp_key, none, sizeof none))
        secret_random(copy->totp_key, sizeof copy->totp_key);
    return true;
}

static void
write_key(Html *html, const Staff *staff)
{
    g_autofree char *key = totp_key_text(staff->totp_key, TOTP_KEY);

    page_paragraph(html, NULL, _("Open the authenticator program on your phone, add an account, and type this key:"));
    html_open(html, EL_P, { AT_CLASS, "c-forwhom" });
    html_leaf(html, EL_CODE, key, { AT_TRANSLATE, "no" });
    html_close(html, EL_P);
    page_paragraph(html, "c-quiet", _("Account: Candour. Kind: time-based, six digits. We show the key until you have used it "
                                      "once, and never again."));
}

static void
show_factor(HttpRequest *request, HttpReply *reply, const Staff *staff, unsigned status)
{
    const DeskPage page = { .title = staff->has_totp ? _("One more step") : _("Set up your second step") };
    const PageField field = { "digits", _("Six digits from your authenticator program"), NULL, NULL, "one-time-code",
                              "numeric", false, STAFF_DIGITS };
    Html *html = desk_page_begin(request, &page);

    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack c-narrow" });
    page_errors(html, request, &field, 1);
    html_leaf(html, EL_H1, page.title);
    if (!staff->has_totp)
        write_key(html, staff);
    html_open(html, EL_FORM, { AT_CLASS, "c-stack" }, { AT_ACTION, "/staff/second-step" }, { AT_METHOD, "post" });
    page_field(html, request, &field);
    page_button(html, BUTTON_FILLED, _("Sign in"), NULL, NULL);
    html_close(html, EL_FORM);
    html_close(html, EL_DIV);
    page_send(request, reply, status, &page, html);
}

void
staff_factor_show(HttpRequest *request, HttpReply *reply)
{
    const Desk *desk = web_desk(request);
    const Session *session = web_session(request);
    g_autoptr(GError) error = NULL;

    if (!staff_list_change(desk->staff, &session->person, &(StaffChange){ make_key, NULL }, &error)) {
        http_reply_error(reply, request, error);
        return;
    }
    g_autoptr(Staff) staff = web_staff(request);
    show_factor(request, reply, staff, 200);
}

typedef struct { const char *digits; int64_t now; bool right; } Digits;

static bool
check_digits(Db *db, Staff *copy, void *data, GError **error)
{
    Digits *digits = data;
    const int64_t step = totp_check(copy->totp_key, TOTP_KEY, digits->digits, digits->now, copy->totp_step);

    digits->right = step >= 0;
    if (digits->right) {
        copy->has_totp = true;
        copy->totp_step = step;
    }
    return true;
}

static void
is_through(HttpRequest *request, HttpReply *reply, const Staff *staff)
{
    const Session session = {
        .kind = SESSION_STAFF,
        .person = staff->id,
        .expires = clock_now() + STAFF_SESSION_SECONDS,
        .generation = staff->generation,
    };
    g_autofree char *place = first_place(web_desk(request), staff);

    web_set_session(request, reply, &session);
    http_reply_redirect(reply, place);
}

void
staff_factor_use(HttpRequest *request, HttpReply *reply)
{
    const Desk *desk = web_desk(request);
    const Session *session = web_session(request);
    const char *typed = http_text(request, STAFF_DIGITS);
    Digits digits = { typed != NULL ? typed : "", clock_now(), false };
    g_autoptr(GError) error = NULL;

    if (!limiter_take(desk->limiter, LIMIT_TOTP_STAFF, &session->person, sizeof session->person)) {
        http_reply_header(reply, "Retry-After", "600");
        page_say(request, reply, 429, NULL, _("Too many numbers that did not fit"),
                 _("Please wait ten minutes and try again."), NULL);
        return;
    }
    if (!staff_list_change(desk->staff, &session->person, &(StaffChange){ check_digits, &digits }, &error)) {
        http_reply_error(reply, request, error);
        return;
    }
    g_autoptr(Staff) staff = web_staff(request);
    if (digits.right) {
        is_through(request, reply, staff);
        return;
    }
    http_add_error(request, "digits", _("That number does not fit. Each one counts once and for half a minute: please wait "
                                        "for the next."));
    show_factor(request, reply, staff, 422);
}

/* ---- home ---- */

static void
write_post(Html *html, const Gathering *gathering, uint32_t held)
{
    g_autofree char *roles = staff_role_names(held);
    g_autofree char *action = g_strconcat("/staff/enter/", gathering->slug, NULL);
    g_autofree char *closes = when_date(gathering->dates.closes, gathering->timezone);

    html_open(html, EL_LI, { AT_CLASS, "c-card c-stack" });
    html_leaf(html, EL_H2, gathering->title);
    html_open(html, EL_P, { AT_CLASS, "c-quiet" });
    if (held)
        html_text_f(html, _("You are %s. It closes on %s."), roles, closes);
    else
        html_text(html, _("You look after the lists of people, so you cannot go in as facilitator or analyst: one person may "
                          "not be both here."));
    html_close(html, EL_P);
    if (!held) {
        html_close(html, EL_LI);
        return;
    }
    html_open(html, EL_FORM, { AT_ACTION, action }, { AT_METHOD, "post" });
    page_button(html, BUTTON_FILLED, _("Go in"), NULL, NULL);
    html_close(html, EL_FORM);
    html_close(html, EL_LI);
}

void
staff_home(HttpRequest *request, HttpReply *reply)
{
    const Desk *desk = web_desk(request);
    g_autoptr(Staff) staff = web_staff(request);
    const DeskPage page = { .title = _("Your conversations"), .who = staff->name, .sign_out = "/staff/sign-out" };
    Html *html = desk_page_begin(request, &page);

    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    html_leaf(html, EL_H1, page.title);
    if (staff->administrator) {
        html_open(html, EL_P);
        html_leaf(html, EL_A, _("Administration: rosters, staff, mails, dates"), { AT_HREF, "/admin" });
        html_close(html, EL_P);
    }
    html_open(html, EL_UL, { AT_CLASS, "c-list c-stack" });
    for (guint i = 0; i < staff->posts->len; i++) {
        const StaffPost *post = &g_array_index(staff->posts, StaffPost, i);
        g_autoptr(Gathering) gathering = gatherings_by_id(desk->gatherings, &post->conversation);

        if (gathering != NULL && gathering->dates.erased == 0)
            write_post(html, gathering, staff_roles_held(desk, staff, post));
    }
    html_close(html, EL_UL);
    html_close(html, EL_DIV);
    page_send(request, reply, 200, &page, html);
}

void
staff_enter(HttpRequest *request, HttpReply *reply)
{
    const Desk *desk = web_desk(request);
    g_autoptr(Staff) staff = web_staff(request);
    g_autoptr(Gathering) gathering = gatherings_by_slug(desk->gatherings, http_arg(request, 0));
    const StaffPost *post = gathering != NULL ? staff_post(staff, &gathering->id) : NULL;

    if (post == NULL) {
        http_reply_problem(reply, request, 404, NULL);
        return;
    }
    if (staff_roles_held(desk, staff, post) == 0) {
        http_reply_problem(reply, request, 403, _("You look after the lists of people, so you cannot go in as facilitator or "
                                                  "analyst: one person may not be both here."));
        return;
    }
    g_autofree char *room = admission_staff(desk, gathering, staff, post);
    g_autofree char *onward = language_onward(language_chosen(request), room);
    http_reply_redirect(reply, onward);
}

static bool
end_sessions(Db *db, Staff *copy, void *data, GError **error)
{
    copy->generation++;
    return true;
}

void
staff_sign_out(HttpRequest *request, HttpReply *reply)
{
    const Session *session = web_session(request);
    g_autoptr(GError) error = NULL;

    if (!staff_list_change(web_desk(request)->staff, &session->person, &(StaffChange){ end_sessions, NULL }, &error)) {
        http_reply_error(reply, request, error);
        return;
    }
    page_leave(request, reply, "/signout");
}
