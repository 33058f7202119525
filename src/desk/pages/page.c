#include "desk/pages/page.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "http/network.h"

/* ---- context ---- */

const Desk *
web_desk(const HttpRequest *request)
{
    return ((const DeskWeb *)http_context(request))->desk;
}

const Session *
web_session(const HttpRequest *request)
{
    return http_principal(request);
}

Staff *
web_staff(const HttpRequest *request)
{
    const Session *session = web_session(request);

    return session != NULL ? staff_list_by_id(web_desk(request)->staff, &session->person) : NULL;
}

void
web_set_session(HttpRequest *request, HttpReply *reply, const Session *session)
{
    g_autofree char *cookie = session_seal(web_desk(request), session);

    http_reply_cookie(reply, request, SESSION_COOKIE, cookie,
                      session->shared_computer ? -1 : session->expires - clock_now());
}

/* ---- the frame ---- */

#define PAGES_OF_ROOM 4
#define PAGES_OF_ADMIN 3

typedef struct { char *hrefs[PAGES_OF_ROOM]; ShellLink links[PAGES_OF_ROOM]; } RoomLinks;

static void
room_links(const Desk *desk, const Gathering *gathering, RoomLinks *ret_links)
{
    static const struct { const char *page, *text; } pages[PAGES_OF_ROOM] = {
        { "rules", N_("House rules") },
        { "faq", N_("Questions and answers") },
        { "privacy", N_("Privacy") },
        { "accessibility", N_("Accessibility") },
    };

    for (size_t i = 0; i < PAGES_OF_ROOM; i++) {
        ret_links->hrefs[i] = g_strdup_printf("%s/c/%s/p/%s", desk->config->room_url, gathering->slug, pages[i].page);
        ret_links->links[i] = (ShellLink){ .href = ret_links->hrefs[i], .text = i18n_text(pages[i].text) };
    }
}

static ShellBrand
brand_of(const Gathering *gathering)
{
    const Brand *brand = gathering != NULL ? gathering->brand : NULL;

    return brand != NULL ? (ShellBrand){ brand->style_path, brand->logo_path, brand->logo_width, brand->logo_height }
                         : (ShellBrand){ NULL };
}

static Shell
shell_of(const DeskPage *page, const RoomLinks *links, const ShellLink nav[PAGES_OF_ADMIN])
{
    const Gathering *gathering = page->gathering;

    return (Shell){
        .title = page->title,
        .name = gathering != NULL ? gathering->title : "Candour",
        .organisation = gathering != NULL && gathering->organisation[0] != '\0' ? gathering->organisation : NULL,
        .brand = brand_of(gathering),
        .home = "/in",
        .who = page->who,
        .sign_out = page->sign_out,
        .nav = page->is_admin ? nav : NULL,
        .n_nav = page->is_admin ? PAGES_OF_ADMIN : 0,
        .support_email = gathering != NULL ? gathering->support_email : NULL,
        .links = gathering != NULL ? links->links : NULL,
        .n_links = gathering != NULL ? PAGES_OF_ROOM : 0,
        .wide = page->is_admin,
        .scripts = SHELL_PLAIN,
    };
}

static void
admin_links(const HttpRequest *request, ShellLink ret_nav[PAGES_OF_ADMIN])
{
    const char *path = http_path(request);

    ret_nav[0] = (ShellLink){ .href = "/admin", .text = _("Conversations"), .current = g_str_equal(path, "/admin") };
    ret_nav[0].inside = g_str_has_prefix(path, "/admin/c/");
    ret_nav[1] = (ShellLink){ .href = "/admin/staff", .text = _("Staff"), .current = g_str_equal(path, "/admin/staff") };
    ret_nav[2] = (ShellLink){ .href = "/admin/mail", .text = _("Mails"), .current = g_str_equal(path, "/admin/mail") };
}

/* "Error: ..." where the form that was sent is shown again: the first thing that is read out. */
static char *
title_of(const HttpRequest *request, const DeskPage *page)
{
    size_t n = 0;

    if (http_method(request) == HTTP_POST)
        http_errors(request, &n);
    return n > 0 ? i18n_format(_("Error: %s"), page->title) : g_strdup(page->title);
}

Html *
desk_page_begin(const HttpRequest *request, const DeskPage *page)
{
    g_autofree char *title = title_of(request, page);
    const RoomLinks none = { { NULL }, { { NULL } } };
    ShellLink nav[PAGES_OF_ADMIN];
    admin_links(request, nav);
    Shell shell = shell_of(page, &none, nav);

    shell.title = title;
    shell.here = http_page_path(request);
    Html *html = shell_begin(&shell, LIMIT_PAGE_BYTES);
    html_open(html, EL_DIV, { AT_CLASS, page->is_admin ? "c-wrap c-wrap--wide" : "c-wrap" });
    return html;
}

void
page_send(HttpRequest *request, HttpReply *reply, unsigned status, const DeskPage *page, Html *html)
{
    g_autoptr(GError) error = NULL;
    RoomLinks links = { { NULL }, { { NULL } } };
    size_t length = 0;

    html_close(html, EL_DIV);
    if (page->gathering != NULL)
        room_links(web_desk(request), page->gathering, &links);
    Shell shell = shell_of(page, &links, NULL);
    shell.here = http_page_path(request);
    shell_end(html, &shell);
    char *text = html_finish(html, &length, &error);
    html_free(html);
    for (size_t i = 0; i < PAGES_OF_ROOM; i++)
        g_free(links.hrefs[i]);
    if (text == NULL)
        http_reply_error(reply, request, error);
    else
        http_reply_html(reply, status, text, length);
}

void
page_prefer(HttpRequest *request, const Desk *desk, const Id *conversation)
{
    g_autoptr(Gathering) gathering = gatherings_by_id(desk->gatherings, conversation);

    if (gathering != NULL)
        http_prefer_language(request, gathering->language);
}

void
page_leave(HttpRequest *request, HttpReply *reply, const char *path)
{
    g_autofree char *url = g_strconcat(web_desk(request)->config->room_url, path, NULL);

    http_reply_redirect(reply, url);
    http_reply_cookie(reply, request, SESSION_COOKIE, "", 0);
    http_reply_clear_site_data(reply);
}

void
page_say(HttpRequest *request, HttpReply *reply, unsigned status, const Gathering *gathering, const char *title, ...)
{
    const DeskPage page = { .title = title, .gathering = gathering };
    Html *html = desk_page_begin(request, &page);
    const char *text;
    va_list texts;

    html_open(html, EL_DIV, { AT_CLASS, "c-short" });
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    html_leaf(html, EL_H1, title);
    va_start(texts, title);
    while ((text = va_arg(texts, const char *)) != NULL)
        page_paragraph(html, "c-lead", text);
    va_end(texts);
    html_close(html, EL_DIV);
    shell_symbol(html, "c-short__art", "art");
    html_close(html, EL_DIV);
    page_send(request, reply, status, &page, html);
}

/* ---- parts ---- */

void
page_button(Html *html, PageButton kind, const char *text, const char *name, const char *value)
{
    static const char *const classes[] = {
        [PAGE_BUTTON] = "govuk-button",
        [PAGE_BUTTON_BIG] = "govuk-button c-big",
        [PAGE_BUTTON_SECOND] = "govuk-button govuk-button--secondary",
        [PAGE_BUTTON_WARNING] = "govuk-button govuk-button--warning",
    };

    html_open(html, EL_P);
    html_open(html, EL_BUTTON, { AT_CLASS, classes[kind] }, { AT_TYPE, "submit" }, { AT_NAME, name }, { AT_VALUE, value });
    html_text(html, text);
    if (kind == PAGE_BUTTON_BIG) {
        html_text(html, " ");
        shell_icon(html, "arrow", "c-icon--dir");
    }
    html_close(html, EL_BUTTON);
    html_close(html, EL_P);
}

void
page_hidden(Html *html, const char *name, const char *value)
{
    html_void(html, EL_INPUT, { AT_TYPE, "hidden" }, { AT_NAME, name }, { AT_VALUE, value });
}

void
page_paragraph(Html *html, const char *class_name, const char *text)
{
    html_leaf(html, EL_P, text, { AT_CLASS, class_name });
}

void
page_act(Html *html, const char *action, PageButton kind, const char *text, const char *name, const char *value)
{
    html_open(html, EL_FORM, { AT_ACTION, action }, { AT_METHOD, "post" });
    if (name != NULL)
        page_hidden(html, name, value);
    page_button(html, kind, text, NULL, NULL);
    html_close(html, EL_FORM);
}

static const char *
error_of(const HttpRequest *request, const char *name)
{
    size_t n = 0;
    const HttpFieldError *errors = http_errors(request, &n);

    for (size_t i = 0; i < n; i++)
        if (g_str_equal(errors[i].field, name))
            return errors[i].text;
    return NULL;
}

void
page_field(Html *html, const HttpRequest *request, const PageField *field)
{
    const bool is_post = http_method(request) == HTTP_POST;
    const char *fault = is_post ? error_of(request, field->name) : NULL;
    g_autofree char *id = g_strconcat("f-", field->name, NULL);
    g_autofree char *about = g_strconcat(id, "-about", NULL);

    html_open(html, EL_DIV, { AT_CLASS, fault != NULL ? "govuk-form-group govuk-form-group--error" : "govuk-form-group" });
    html_leaf(html, EL_LABEL, field->label, { AT_CLASS, "govuk-label" }, { AT_FOR, id });
    if (field->hint != NULL || fault != NULL) {
        html_open(html, EL_DIV, { AT_ID, about });
        if (field->hint != NULL)
            html_leaf(html, EL_P, field->hint, { AT_CLASS, "govuk-hint" });
        if (fault != NULL)
            html_leaf(html, EL_P, fault, { AT_CLASS, "govuk-error-message" });
        html_close(html, EL_DIV);
    }
    html_void(html, EL_INPUT, { AT_CLASS, fault != NULL ? "govuk-input govuk-input--error" : "govuk-input" }, { AT_ID, id },
              { AT_NAME, field->name }, { AT_TYPE, field->type != NULL ? field->type : "text" },
              { AT_AUTOCOMPLETE, field->autocomplete }, { AT_INPUTMODE, field->inputmode },
              { AT_AUTOCAPITALIZE, field->capitals ? "characters" : NULL }, { AT_SPELLCHECK, "false" },
              { AT_ARIA_DESCRIBEDBY, field->hint != NULL || fault != NULL ? about : NULL },
              { AT_ARIA_INVALID, fault != NULL ? "true" : NULL },
              { AT_VALUE, is_post ? http_typed(request, field->input) : NULL });
    html_close(html, EL_DIV);
}

void
page_errors(Html *html, const HttpRequest *request)
{
    size_t n = 0;
    const HttpFieldError *errors = http_method(request) == HTTP_POST ? http_errors(request, &n) : NULL;

    if (n == 0)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "govuk-error-summary" }, { AT_ROLE, "alert" }, { AT_TABINDEX, "-1" });
    html_leaf(html, EL_H2, _("There is a problem"), { AT_CLASS, "govuk-error-summary__title" });
    html_open(html, EL_UL, { AT_CLASS, "govuk-list govuk-error-summary__list" });
    for (size_t i = 0; i < n; i++) {
        g_autofree char *href = g_strconcat("#f-", errors[i].field, NULL);

        html_open(html, EL_LI);
        html_leaf(html, EL_A, errors[i].text, { AT_HREF, href });
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
    html_close(html, EL_DIV);
}

void
page_row(Html *html, const char *key, const char *value)
{
    html_open(html, EL_DIV, { AT_CLASS, "govuk-summary-list__row" });
    html_leaf(html, EL_DT, key, { AT_CLASS, "govuk-summary-list__key" });
    html_leaf(html, EL_DD, value, { AT_CLASS, "govuk-summary-list__value" });
    html_close(html, EL_DIV);
}

bool
page_may(const HttpRequest *request, LimitUse all, LimitUse by_network)
{
    Limiter *limiter = web_desk(request)->limiter;
    const uint64_t network = http_network(request);

    return limiter_take(limiter, all, NULL, 0) &&
           (network == 0 || limiter_take(limiter, by_network, &network, sizeof network));
}
