#include "desk/pages/page.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "http/language.h"
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
room_links(const Desk *desk, const Gathering *gathering, const char *language, RoomLinks *ret_links)
{
    static const struct { const char *page, *text; } pages[PAGES_OF_ROOM] = {
        { "rules", N_("House rules") },
        { "faq", N_("Questions and answers") },
        { "privacy", N_("Privacy") },
        { "accessibility", N_("Accessibility") },
    };

    for (size_t i = 0; i < PAGES_OF_ROOM; i++) {
        g_autofree char *address = g_strdup_printf("%s/c/%s/p/%s", desk->config->room_url, gathering->slug, pages[i].page);

        ret_links->hrefs[i] = language_onward(language, address);
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
    shell.style = page->is_admin ? SHELL_ALL_STYLE : SHELL_DESK_STYLE;
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
        room_links(web_desk(request), page->gathering, language_chosen(request), &links);
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
page_button(Html *html, FormButton kind, const char *text, const char *name, const char *value)
{
    html_open(html, EL_P);
    form_button(html, kind, text, (FormExtra){ .name = name, .value = value, .onward = kind == BUTTON_BIG });
    html_close(html, EL_P);
}

void
page_paragraph(Html *html, const char *class_name, const char *text)
{
    html_leaf(html, EL_P, text, { AT_CLASS, class_name });
}

void
page_notice(Html *html, const char *tint_class, const char *icon, const char *text)
{
    g_autofree char *class_name = g_strconcat("c-card c-notice ", tint_class, NULL);

    html_open(html, EL_DIV, { AT_CLASS, class_name });
    shell_icon(html, icon, NULL);
    html_open(html, EL_DIV);
    html_leaf(html, EL_P, text);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
}

void
page_done(Html *html, const HttpRequest *request, const char *text)
{
    if (http_method(request) != HTTP_GET || http_query(request, "done") == NULL)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-new" }, { AT_ROLE, "status" });
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    shell_icon(html, "tick", NULL);
    html_leaf(html, EL_SPAN, text);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
}

void
page_act(Html *html, const char *action, FormButton kind, const char *text, const char *name, const char *value)
{
    html_open(html, EL_FORM, { AT_ACTION, action }, { AT_METHOD, "post" });
    if (name != NULL)
        form_hidden(html, name, value);
    page_button(html, kind, text, NULL, NULL);
    html_close(html, EL_FORM);
}

/* ---- fields: what was typed and what was wrong with it, where this page answers a form ---- */

#define MOST_ERRORS 8

static size_t
errors_of(const HttpRequest *request, FormError errors[MOST_ERRORS])
{
    size_t n = 0;
    const HttpFieldError *found = http_method(request) == HTTP_POST ? http_errors(request, &n) : NULL;

    n = MIN(n, MOST_ERRORS);
    for (size_t i = 0; i < n; i++)
        errors[i] = (FormError){ found[i].field, found[i].text, NULL };
    return n;
}

static const char *
typed(const HttpRequest *request, unsigned input)
{
    return http_method(request) == HTTP_POST ? http_typed(request, input) : NULL;
}

void
page_field(Html *html, const HttpRequest *request, const PageField *field)
{
    FormError errors[MOST_ERRORS];
    const size_t n = errors_of(request, errors);

    form_field(html, &(FormField){ .name = field->name, .label = field->label, .hint = field->hint, .type = field->type,
                                   .value = typed(request, field->input), .error = form_error(errors, n, field->name),
                                   .autocomplete = field->autocomplete, .inputmode = field->inputmode,
                                   .no_words = true, .capitals = field->capitals });
}

void
page_select(Html *html, const HttpRequest *request, const FormSelect *select, unsigned input)
{
    FormError errors[MOST_ERRORS];
    const size_t n = errors_of(request, errors);
    FormSelect shown = *select;

    shown.chosen = typed(request, input);
    shown.error = form_error(errors, n, select->name);
    form_select(html, &shown);
}

static const char *
label_of(const PageField *fields, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (g_str_equal(fields[i].name, name))
            return fields[i].label;
    }
    return NULL;
}

void
page_errors(Html *html, const HttpRequest *request, const PageField *fields, size_t n)
{
    FormError errors[MOST_ERRORS];
    const size_t n_errors = errors_of(request, errors);

    for (size_t i = 0; i < n_errors && n > 1; i++)
        errors[i].label = label_of(fields, n, errors[i].field);
    form_errors(html, errors, n_errors);
}

bool
page_may(const HttpRequest *request, LimitUse all, LimitUse by_network)
{
    Limiter *limiter = web_desk(request)->limiter;
    const uint64_t network = http_network(request);

    return limiter_take(limiter, all, NULL, 0) &&
           (network == 0 || limiter_take(limiter, by_network, &network, sizeof network));
}
