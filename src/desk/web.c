#include "desk/web.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "desk/pages/admin.h"
#include "desk/pages/help.h"
#include "desk/pages/in.h"
#include "desk/pages/me.h"
#include "desk/pages/staff_in.h"
#include "html/asset.h"
#include "http/language.h"

/* ---- what forms may hold ---- */

#define FORM(table) { HTTP_INPUT_FORM, table, G_N_ELEMENTS(table), 0 }

static const HttpInput empty_form = { HTTP_INPUT_FORM, NULL, 0, 0 };

static const HttpField link_fields[] = { [IN_SHARED] = { "shared", HTTP_FIELD_FLAG } };
static const HttpInput link_form = FORM(link_fields);

static const HttpField code_fields[] = {
    [IN_SHARED] = { "shared", HTTP_FIELD_FLAG },
    [IN_CODE] = { "code", HTTP_FIELD_LINE, 60, true },
    [IN_GO] = { "go", HTTP_FIELD_FLAG },
};
static const HttpInput code_form = FORM(code_fields);

static const HttpField email_fields[] = { [LINK_EMAIL] = { "email", HTTP_FIELD_LINE, LIMIT_EMAIL, true } };
static const HttpInput email_form = FORM(email_fields);

static const HttpField call_fields[] = {
    [CALL_SLUG] = { "conversation", HTTP_FIELD_LINE, 60 },
    [CALL_NAME] = { "name", HTTP_FIELD_LINE, LIMIT_NAME, true },
    [CALL_NUMBER] = { "number", HTTP_FIELD_LINE, 60, true },
};
static const HttpInput call_form = FORM(call_fields);

static const char *const label_choices[] = { "decline", "take", NULL };
static const HttpField label_fields[] = {
    [ME_CHOICE] = { "choice", HTTP_FIELD_CHOICE, .required = true, .choices = label_choices },
};
static const HttpInput label_form = FORM(label_fields);

static const char *const mail_choices[] = { "stop", "start", NULL };
static const HttpField mail_fields[] = {
    [ME_CHOICE] = { "choice", HTTP_FIELD_CHOICE, .required = true, .choices = mail_choices },
};
static const HttpInput mail_form = FORM(mail_fields);

static const HttpField leave_fields[] = { [ME_SURE] = { "sure", HTTP_FIELD_FLAG } };
static const HttpInput leave_form = FORM(leave_fields);

static const HttpField digit_fields[] = { [STAFF_DIGITS] = { "digits", HTTP_FIELD_LINE, 20, true } };
static const HttpInput digit_form = FORM(digit_fields);

static const HttpField resend_fields[] = { [ADMIN_PERSON] = { "person", HTTP_FIELD_ID, .required = true } };
static const HttpInput resend_form = FORM(resend_fields);

static const HttpField staff_fields[] = {
    [ADMIN_ROLE] = { "role", HTTP_FIELD_CHOICE, .required = true, .choices = admin_roles },
    [ADMIN_NAME] = { "name", HTTP_FIELD_LINE, LIMIT_NAME, true },
    [ADMIN_EMAIL] = { "email", HTTP_FIELD_LINE, LIMIT_EMAIL, true },
    [ADMIN_SLUG] = { "conversation", HTTP_FIELD_LINE, 60 },
};
static const HttpInput staff_form = FORM(staff_fields);

static const HttpField remove_fields[] = { [ADMIN_STAFF] = { "staff", HTTP_FIELD_ID, .required = true } };
static const HttpInput remove_form = FORM(remove_fields);

/* ---- small answers ---- */

static void
show_root(HttpRequest *request, HttpReply *reply)
{
    http_reply_redirect(reply, "/in");
}

static void
show_health(HttpRequest *request, HttpReply *reply)
{
    http_reply_static(reply, 200, "text/plain; charset=utf-8", "ok\n", 3);
}

static void
show_robots(HttpRequest *request, HttpReply *reply)
{
    static const char text[] = "User-agent: *\nDisallow: /\n";

    http_reply_static(reply, 200, "text/plain; charset=utf-8", text, sizeof text - 1);
}

static void
show_asset(HttpRequest *request, HttpReply *reply)
{
    const Asset *asset = asset_find(http_path(request));

    if (asset == NULL) {
        http_reply_problem(reply, request, 404, NULL);
        return;
    }
    const bool gzip = asset->gzip != NULL && http_accepts_gzip(request);
    http_reply_static(reply, 200, asset->type, gzip ? asset->gzip : asset->bytes,
                      gzip ? asset->gzip_length : asset->length);
    if (gzip)
        http_reply_gzip(reply);
    http_reply_etag(reply, asset->path, true);
}

/* Accent and logo of a conversation that is not erased; their names say what is in them. */
static void
show_brand(HttpRequest *request, HttpReply *reply)
{
    g_autoptr(GPtrArray) all = gatherings_all(web_desk(request)->gatherings);
    const char *path = http_path(request), *type = NULL;
    size_t length = 0;

    for (guint i = 0; i < all->len; i++) {
        const Gathering *gathering = all->pdata[i];
        const void *bytes = gathering->dates.erased == 0 ? brand_file(gathering->brand, path, &length, &type) : NULL;

        if (bytes == NULL)
            continue;
        http_reply_bytes(reply, 200, type, g_memdup2(bytes, length), length);
        /* Somebody else's picture, should it be opened by itself. */
        http_reply_header(reply, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
        http_reply_etag(reply, path, true);
        return;
    }
    http_reply_problem(reply, request, 404, NULL);
}

static void
choose_language(HttpRequest *request, HttpReply *reply)
{
    const Session *session = web_session(request);

    language_choose(request, reply, session != NULL && session->shared_computer);
}

/* ---- the table ---- */

const HttpRoute desk_routes[] = {
    { HTTP_GET, "/", GUARD_ANYONE, NULL, show_root },
    { HTTP_GET, "/healthz", GUARD_ANYONE, NULL, show_health },
    { HTTP_GET, "/robots.txt", GUARD_ANYONE, NULL, show_robots },
    { HTTP_GET, "/assets/:file", GUARD_ANYONE, NULL, show_asset },
    { HTTP_GET, "/brand/:file", GUARD_ANYONE, NULL, show_brand },
    { HTTP_POST, LANGUAGE_PATH, GUARD_ANYONE, &language_input, choose_language },
    { HTTP_GET, "/in", GUARD_ANYONE, NULL, in_show_code },
    { HTTP_POST, "/in", GUARD_ANYONE, &code_form, in_use_code, .shows_errors = true },
    { HTTP_GET, "/in/:token", GUARD_ANYONE, NULL, in_show_link },
    { HTTP_POST, "/in/:token", GUARD_ANYONE, &link_form, in_use_link },
    { HTTP_GET, "/link", GUARD_ANYONE, NULL, help_show_link },
    { HTTP_POST, "/link", GUARD_ANYONE, &email_form, help_ask_link, .shows_errors = true },
    { HTTP_GET, "/unsubscribe/:token", GUARD_ANYONE, NULL, help_show_unsubscribe },
    { HTTP_POST, "/unsubscribe/:token", GUARD_ANYONE, &empty_form, help_unsubscribe },
    { HTTP_GET, "/call-me", GUARD_ANYONE, NULL, help_show_call },
    { HTTP_POST, "/call-me", GUARD_ANYONE, &call_form, help_call, .shows_errors = true },
    { HTTP_GET, "/me", GUARD_PERSON, NULL, me_show },
    { HTTP_GET, "/me/copy", GUARD_PERSON, NULL, me_copy },
    { HTTP_POST, "/me/label", GUARD_PERSON, &label_form, me_label },
    { HTTP_POST, "/me/mails", GUARD_PERSON, &mail_form, me_mails },
    { HTTP_POST, "/me/leave", GUARD_PERSON, &leave_form, me_leave },
    { HTTP_POST, "/sign-out", GUARD_ANYONE, &empty_form, me_sign_out },
    { HTTP_GET, "/signed-out", GUARD_ANYONE, NULL, me_signed_out },
    { HTTP_GET, "/staff", GUARD_STAFF, NULL, staff_home },
    { HTTP_GET, "/staff/second-step", GUARD_STAFF_HALF, NULL, staff_factor_show },
    { HTTP_POST, "/staff/second-step", GUARD_STAFF_HALF, &digit_form, staff_factor_use, .shows_errors = true },
    { HTTP_POST, "/staff/enter/:slug", GUARD_STAFF, &empty_form, staff_enter },
    { HTTP_POST, "/staff/sign-out", GUARD_STAFF, &empty_form, staff_sign_out },
    { HTTP_GET, "/admin", GUARD_ADMIN, NULL, admin_home },
    { HTTP_GET, "/admin/c/:slug", GUARD_ADMIN, NULL, admin_roster },
    { HTTP_POST, "/admin/c/:slug/resend", GUARD_ADMIN, &resend_form, admin_resend },
    { HTTP_GET, "/admin/staff", GUARD_ADMIN, NULL, admin_staff },
    { HTTP_POST, "/admin/staff", GUARD_ADMIN, &staff_form, admin_staff_add, .shows_errors = true },
    { HTTP_POST, "/admin/staff/remove", GUARD_ADMIN, &remove_form, admin_staff_remove },
    { HTTP_GET, "/admin/mail", GUARD_ADMIN, NULL, admin_mail },
    { HTTP_POST, "/admin/mail/retry", GUARD_ADMIN, &empty_form, admin_mail_retry },
};
const size_t desk_routes_n = G_N_ELEMENTS(desk_routes);

/* ---- who may see what ---- */

/* A member of staff may have been taken away, or have signed out elsewhere. */
static bool
staff_still_there(const Desk *desk, const Session *session, bool *ret_administrator)
{
    g_autoptr(Staff) staff = staff_list_by_id(desk->staff, &session->person);

    *ret_administrator = staff != NULL && staff->administrator;
    return staff != NULL && staff->generation == session->generation;
}

static bool
guard_lets(DeskGuard guard, SessionKind kind, bool administrator)
{
    switch (guard) {
    case GUARD_ANYONE:
        return true;
    case GUARD_PERSON:
        return kind == SESSION_PERSON;
    case GUARD_STAFF_HALF:
        return kind == SESSION_STAFF_HALF;
    case GUARD_STAFF:
        return kind == SESSION_STAFF;
    case GUARD_ADMIN:
        return kind == SESSION_STAFF && administrator;
    }
    return false;
}

static void
send_away(HttpRequest *request, HttpReply *reply, DeskGuard guard, SessionKind kind)
{
    if (kind == SESSION_STAFF)
        page_say(request, reply, 403, NULL, _("This page is for administrators"),
                 _("Your roles do not include it. Ask an administrator if you need it."), NULL);
    else if (guard == GUARD_PERSON)
        page_say(request, reply, 401, NULL, _("Please come in first"),
                 _("For your safety this page is open for half an hour after you have used your link or code. Open the link in your "
                   "mail again, press Continue, and come back here."), NULL);
    else
        page_say(request, reply, 401, NULL, _("Please sign in"),
                 _("Ask for a new link on the page Send me a new link. It comes by mail and works once."), NULL);
}

static HttpAdmit
admit(HttpRequest *request, HttpReply *reply, const HttpRoute *route, void *data)
{
    const DeskWeb *web = data;
    Session session = { .kind = SESSION_NONE };
    bool administrator = false;
    const bool opened = session_open(web->desk, http_cookie(request, SESSION_COOKIE), clock_now(), &session);

    if (opened && session.kind != SESSION_PERSON && !staff_still_there(web->desk, &session, &administrator))
        session.kind = SESSION_NONE;
    if (session.kind != SESSION_NONE)
        http_set_principal(request, g_memdup2(&session, sizeof session), g_free);
    if (session.kind == SESSION_PERSON)
        page_prefer(request, web->desk, &session.conversation);
    if (http_method(request) == HTTP_GET)
        language_carry(request, reply, session.shared_computer);
    if (guard_lets((DeskGuard)route->guard, session.kind, administrator))
        return HTTP_ADMIT_YES;
    send_away(request, reply, (DeskGuard)route->guard, session.kind);
    return HTTP_ADMIT_REPLIED;
}

static void
show_fault(HttpRequest *request, HttpReply *reply, unsigned status, const char *detail, void *data)
{
    const DeskPage page = { .title = status == 404 ? _("There is no such page") : _("That did not work") };
    const char *text = status == 404    ? _("Please look at the address again, or use the link in your mail.")
                       : detail != NULL ? detail
                                        : _("Please go back and try again.");
    Html *html = desk_page_begin(request, &page);

    html_open(html, EL_DIV, { AT_CLASS, "c-short" });
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    html_open(html, EL_SPAN, { AT_CLASS, "c-tile" });
    shell_icon(html, status == 404 ? "compass" : "alert", NULL);
    html_close(html, EL_SPAN);
    html_leaf(html, EL_H1, page.title);
    page_paragraph(html, "c-lead", text);
    html_open(html, EL_P);
    shell_sentence(html, _("You can [ask for a new link]."), "/link", NULL);
    html_close(html, EL_P);
    html_open(html, EL_P);
    shell_sentence(html, _("Or [type the code] that stands in your mail or letter."), "/in", NULL);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    shell_symbol(html, "c-short__art", "art");
    html_close(html, EL_DIV);
    page_send(request, reply, status, &page, html);
}

/* ---- life ---- */

struct Web { DeskWeb context; HttpServer *server; };

Web *
web_start(const Desk *desk, Clockwork *clockwork, int listen_fd, GError **error)
{
    Web *web = g_new0(Web, 1);

    web->context = (DeskWeb){ desk, clockwork };
    web->server = http_server_start(&(HttpServerConfig){
        .listen_fd = listen_fd,
        .threads = desk->config->threads,
        .site_url = desk->config->desk_url,
        .form_targets = desk->config->room_url,
        .routes = desk_routes,
        .n_routes = desk_routes_n,
        .admit = admit,
        .fault = show_fault,
        .data = &web->context,
        .tells_network = true,
        .trusted_proxy = desk->config->trusted_proxy,
    }, error);
    if (web->server == NULL)
        g_clear_pointer(&web, g_free);
    return web;
}

void
web_stop(Web *web)
{
    if (web == NULL)
        return;
    http_server_stop(web->server);
    http_server_free(web->server);
    g_free(web);
}
