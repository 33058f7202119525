#include "html/shell.h"
#include "base/i18n.h"
#include "html/asset.h"
#include "html/language_menu.h"
#include <string.h>

static void
write_use(Html *html, const char *class_name, const char *prefix, const char *symbol)
{
    g_autofree char *href = g_strconcat(asset_url("icons.svg"), "#", prefix, symbol, NULL);

    html_open(html, EL_SVG, { AT_CLASS, class_name }, { AT_ARIA_HIDDEN, "true" });
    html_open(html, EL_USE, { AT_HREF, href });
    html_close(html, EL_USE);
    html_close(html, EL_SVG);
}

void
shell_icon(Html *html, const char *icon, const char *extra)
{
    g_autofree char *classes = extra ? g_strconcat("c-icon ", extra, NULL) : g_strdup("c-icon");

    write_use(html, classes, "i-", icon);
}

void
shell_symbol(Html *html, const char *class_name, const char *symbol)
{
    write_use(html, class_name, "", symbol);
}

void
shell_sentence(Html *html, const char *sentence, const char *href, const char *words)
{
    const char *open = strchr(sentence, '[');
    const char *close = open ? strchr(open, ']') : NULL;

    if (!close) {
        html_text(html, sentence);
        return;
    }
    g_autofree char *before = g_strndup(sentence, (size_t)(open - sentence));
    g_autofree char *between = g_strndup(open + 1, (size_t)(close - open - 1));

    html_text(html, before);
    html_leaf(html, EL_A, words ? words : between, { AT_HREF, href }, { AT_TRANSLATE, words ? "no" : NULL });
    html_text(html, close + 1);
}

static void
write_head(Html *html, const Shell *shell)
{
    static const char *const sheets[] = { "all.css", "app.css", "desk.css" };

    html_open(html, EL_HEAD);
    html_void(html, EL_META, { AT_CHARSET, "utf-8" });
    html_open(html, EL_TITLE);
    html_text_f(html, "%s - %s", shell->title, shell->name);
    html_close(html, EL_TITLE);
    html_void(html, EL_META, { AT_NAME, "viewport" }, { AT_CONTENT, "width=device-width, initial-scale=1" });
    html_void(html, EL_META, { AT_NAME, "color-scheme" }, { AT_CONTENT, "light dark" });
    html_void(html, EL_META, { AT_NAME, "robots" }, { AT_CONTENT, "noindex" });
    html_void(html, EL_LINK, { AT_REL, "icon" }, { AT_HREF, asset_url("icon.svg") }, { AT_TYPE, "image/svg+xml" });
    html_void(html, EL_LINK, { AT_REL, "preload" }, { AT_HREF, asset_url("font-latin-wght-normal.woff2") },
              { AT_AS, "font" }, { AT_TYPE, "font/woff2" }, { AT_CROSSORIGIN, "anonymous" });
    html_void(html, EL_LINK, { AT_REL, "stylesheet" }, { AT_HREF, asset_url(sheets[shell->style]) });
    if (shell->brand.style)
        html_void(html, EL_LINK, { AT_REL, "stylesheet" }, { AT_HREF, shell->brand.style });
    if (shell->scripts != SHELL_PLAIN) {
        const char *script = shell->scripts == SHELL_STAFF ? "staff.js" : "app.js";

        html_void(html, EL_META, { AT_NAME, "htmx-config" },
                  { AT_CONTENT, "{\"history\":false,\"includeIndicatorCSS\":false,\"defaultTimeout\":15000,"
                                "\"noSwap\":[204,304,\"4xx\",\"5xx\"]}" });
        html_leaf(html, EL_SCRIPT, NULL, { AT_SRC, asset_url(script) }, { AT_DEFER, HTML_ON });
    }
    html_close(html, EL_HEAD);
}

/* Decoration: the name stands beside it. */
static void
write_mark(Html *html, const ShellBrand *brand)
{
    if (!brand->logo) {
        write_use(html, "c-brand__mark", "", "mark");
        return;
    }
    g_autofree char *width = g_strdup_printf("%u", brand->logo_width), *height = g_strdup_printf("%u", brand->logo_height);

    html_void(html, EL_IMG, { AT_CLASS, "c-brand__logo" }, { AT_SRC, brand->logo }, { AT_ALT, "" }, { AT_WIDTH, width },
              { AT_HEIGHT, height });
}

static void
write_brand(Html *html, const Shell *shell)
{
    html_open(html, EL_A, { AT_CLASS, "c-brand" }, { AT_HREF, shell->home });
    write_mark(html, &shell->brand);
    html_open(html, EL_SPAN, { AT_LANG, shell->name_lang }, { AT_DIR, shell->name_lang ? "auto" : NULL });
    html_leaf(html, EL_SPAN, shell->name, { AT_CLASS, "c-brand__name" });
    if (shell->organisation)
        html_leaf(html, EL_SPAN, shell->organisation, { AT_CLASS, "c-brand__org" });
    html_close(html, EL_SPAN);
    html_close(html, EL_A);
}

static void
write_sign_out(Html *html, const Shell *shell)
{
    html_open(html, EL_FORM, { AT_ACTION, shell->sign_out }, { AT_METHOD, "post" });
    html_open(html, EL_BUTTON, { AT_CLASS, "c-quietbtn c-quietbtn--edge" }, { AT_TYPE, "submit" });
    shell_icon(html, "out", "c-icon--dir");
    html_text(html, _("Sign out"));
    html_close(html, EL_BUTTON);
    html_close(html, EL_FORM);
}

static void
write_link(Html *html, const ShellLink *link)
{
    html_open(html, EL_LI);
    html_leaf(html, EL_A, link->text, { AT_HREF, link->href },
              { AT_ARIA_CURRENT, link->current ? "page" : link->inside ? "true" : NULL }, { AT_LANG, link->lang },
              { AT_HREFLANG, link->lang });
    html_close(html, EL_LI);
}

static void
write_nav(Html *html, const Shell *shell)
{
    if (shell->n_nav == 0)
        return;
    html_open(html, EL_NAV, { AT_CLASS, "c-nav" }, { AT_ARIA_LABEL, shell->nav_name ? shell->nav_name : _("Main") });
    html_open(html, EL_UL);
    for (size_t i = 0; i < shell->n_nav; i++)
        write_link(html, &shell->nav[i]);
    html_close(html, EL_UL);
    html_close(html, EL_NAV);
}

static void
write_header(Html *html, const Shell *shell)
{
    html_open(html, EL_HEADER, { AT_CLASS, "c-head" });
    html_open(html, EL_DIV, { AT_CLASS, shell->wide ? "c-wrap c-wrap--wide" : "c-wrap" });
    html_open(html, EL_DIV, { AT_CLASS, "c-head__top" });
    write_brand(html, shell);
    html_open(html, EL_DIV, { AT_CLASS, "c-head__end" });
    if (shell->who)
        html_leaf(html, EL_SPAN, shell->who, { AT_CLASS, "c-who" });
    if (shell->sign_out)
        write_sign_out(html, shell);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    write_nav(html, shell);
    html_close(html, EL_DIV);
    html_close(html, EL_HEADER);
}

Html *
shell_begin(const Shell *shell, size_t limit)
{
    Html *html = html_new(limit);

    html_literal(html, "<!DOCTYPE html>\n");
    html_open(html, EL_HTML, { AT_LANG, i18n_tag(i18n_spoken()) },
              { AT_DIR, i18n_is_rtl(i18n_spoken()) ? "rtl" : "ltr" });
    write_head(html, shell);
    html_open(html, EL_BODY, { AT_DATA_NUMBERS, i18n_numbers(i18n_spoken()) });
    html_leaf(html, EL_A, _("Skip to main content"), { AT_CLASS, "govuk-skip-link" }, { AT_HREF, "#main" });
    write_header(html, shell);
    html_open(html, EL_MAIN, { AT_CLASS, shell->flush ? "c-main c-main--flush" : "c-main" }, { AT_ID, "main" },
              { AT_TABINDEX, "-1" });
    return html;
}

void
shell_back_fields(Html *html, const Shell *shell)
{
    html_void(html, EL_INPUT, { AT_TYPE, "hidden" }, { AT_NAME, "back" }, { AT_VALUE, shell->here });
    for (size_t i = 0; i < shell->n_again; i++)
        html_void(html, EL_INPUT, { AT_TYPE, "hidden" }, { AT_NAME, shell->again[i].name }, { AT_VALUE, shell->again[i].value });
    if (shell->n_again > 0)
        html_void(html, EL_INPUT, { AT_TYPE, "hidden" }, { AT_NAME, "again" }, { AT_VALUE, "yes" });
}

static void
write_support(Html *html, const char *address)
{
    g_autofree char *link = g_strconcat("mailto:", address, NULL);

    html_open(html, EL_DIV);
    html_leaf(html, EL_H2, _("Stuck, or worried about something?"));
    html_open(html, EL_P);
    shell_sentence(html, _("Write to [us]. They cannot see who wrote what."), link, address);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
}

static void
write_setting(Html *html, const Shell *shell)
{
    const ShellSetting *setting = shell->setting;

    if (!setting)
        return;
    html_open(html, EL_FORM, { AT_ACTION, setting->action }, { AT_METHOD, "post" });
    shell_back_fields(html, shell);
    html_open(html, EL_BUTTON, { AT_CLASS, "c-quietbtn c-quietbtn--edge" }, { AT_TYPE, "submit" }, { AT_NAME, setting->name },
              { AT_VALUE, setting->value });
    shell_icon(html, setting->icon, NULL);
    html_text(html, setting->text);
    html_close(html, EL_BUTTON);
    html_close(html, EL_FORM);
}

static void
write_footer(Html *html, const Shell *shell)
{
    if (!shell->support_email && shell->n_links == 0 && !shell->here)
        return;
    html_open(html, EL_FOOTER, { AT_CLASS, "c-foot" });
    html_open(html, EL_DIV, { AT_CLASS, shell->wide ? "c-wrap c-wrap--wide" : "c-wrap" });
    html_open(html, EL_DIV, { AT_CLASS, "c-foot__grid" });
    if (shell->support_email)
        write_support(html, shell->support_email);
    if (shell->n_links > 0) {
        html_open(html, EL_NAV, { AT_ARIA_LABEL, _("About this conversation") });
        html_open(html, EL_UL, { AT_CLASS, "c-list" });
        for (size_t i = 0; i < shell->n_links; i++)
            write_link(html, &shell->links[i]);
        html_close(html, EL_UL);
        html_close(html, EL_NAV);
    }
    html_close(html, EL_DIV);
    if (shell->here) {
        html_open(html, EL_DIV, { AT_CLASS, "c-foot__end" });
        language_menu(html, shell);
        write_setting(html, shell);
        html_close(html, EL_DIV);
    }
    html_close(html, EL_DIV);
    html_close(html, EL_FOOTER);
}

/* Where the script speaks: by and by, and at once where something went wrong. */
static void
write_says(Html *html, const char *drafts)
{
    html_leaf(html, EL_DIV, NULL, { AT_ID, "say" }, { AT_CLASS, "c-say" }, { AT_ROLE, "status" }, { AT_DATA_DRAFT, drafts });
    html_leaf(html, EL_DIV, NULL, { AT_ID, "alert" }, { AT_CLASS, "c-say" }, { AT_ROLE, "alert" },
              { AT_DATA_TEXT, _("That did not arrive. What you typed is still here. Please try again.") },
              { AT_DATA_VOTE, _("Your vote did not arrive, and does not count yet. Please try again.") },
              { AT_DATA_OFFLINE, _("You seem to be offline. What you typed is still here. Please try again once you are connected.") },
              { AT_DATA_OUT, _("You are not signed in any more. What you typed is still here. Open your link in another tab, then come "
                               "back to this one and try again.") });
}

void
shell_end(Html *html, const Shell *shell)
{
    html_close(html, EL_MAIN);
    write_footer(html, shell);
    if (shell->scripts != SHELL_PLAIN)
        write_says(html, shell->drafts);
    html_close(html, EL_BODY);
    html_close(html, EL_HTML);
}
