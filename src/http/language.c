#include "http/language.h"
#include "base/limits.h"
#include "http/private.h"
#include <string.h>

#define KEPT_SECONDS (30 * 24 * 60 * 60)
#define TAG_MOST     8
#define BACK_MOST    300
#define QUERY        "language"

enum { LANGUAGE_TAG, LANGUAGE_BACK, LANGUAGE_AGAIN };

static const HttpField fields[] = {
    [LANGUAGE_TAG] = { "language", HTTP_FIELD_LINE, TAG_MOST, true },
    [LANGUAGE_BACK] = { "back", HTTP_FIELD_LINE, BACK_MOST },
    [LANGUAGE_AGAIN] = { "again", HTTP_FIELD_FLAG },
};
const HttpInput language_input = { HTTP_INPUT_FORM, fields, G_N_ELEMENTS(fields), 4096 };

/* ---- of a request ---- */

void
request_read_language(HttpRequest *request)
{
    const I18nLanguage *chosen = i18n_language(http_cookie(request, HTTP_LANGUAGE_COOKIE));

    request->language_chosen = chosen != NULL;
    request->language = chosen ?: i18n_accepted(request->headers.accept_language);
}

const I18nLanguage *
http_language(const HttpRequest *request)
{
    return request->language;
}

void
http_prefer_language(HttpRequest *request, const char *tag)
{
    const I18nLanguage *language = request->language_chosen ? NULL : i18n_language(tag);

    if (!language)
        return;
    request->language = language;
    i18n_speak(language);
}

const char *
http_page_path(const HttpRequest *request)
{
    return request->can_get && !http_is_api(request) ? request->path : "/";
}

/* ---- the form ---- */

/* A path of this site and nothing else: no other host ("//", "/\"), nothing that is no letter of an address.
 */
static bool
leads_back(const char *back)
{
    if (!back || back[0] != '/' || back[1] == '/')
        return false;
    for (const char *at = back; *at; at++)
        if ((unsigned char)*at <= ' ' || (unsigned char)*at >= 127 || *at == '\\')
            return false;
    return true;
}

static void
keep(HttpRequest *request, HttpReply *reply, const I18nLanguage *language, bool for_session)
{
    http_reply_cookie(reply, request, HTTP_LANGUAGE_COOKIE, i18n_tag(language),
                      for_session ? -1 : KEPT_SECONDS);
}

void
language_choose(HttpRequest *request, HttpReply *reply, bool for_session)
{
    const I18nLanguage *language = i18n_language(http_text(request, LANGUAGE_TAG));
    const char *back = http_text(request, LANGUAGE_BACK);

    if (!language) {
        http_reply_problem(reply, request, 422,
                           _("We do not speak this language. Please choose one at the foot of the page."));
        return;
    }
    if (http_flag(request, LANGUAGE_AGAIN) && leads_back(back))
        http_reply_send_again(reply, back);
    else
        http_reply_redirect(reply, leads_back(back) ? back : "/");
    keep(request, reply, language, for_session);
}

/* ---- from one of our sites to the other ---- */

void
language_carry(HttpRequest *request, HttpReply *reply, bool for_session)
{
    const I18nLanguage *language = i18n_language(http_query(request, QUERY));

    if (!language)
        return;
    keep(request, reply, language, for_session);
    request->language_chosen = true;
    request->language = language;
    i18n_speak(language);
}

const char *
language_chosen(const HttpRequest *request)
{
    return request->language_chosen ? i18n_tag(request->language) : NULL;
}

char *
language_onward(const char *tag, const char *address)
{
    return tag ? g_strconcat(address, "?" QUERY "=", tag, NULL) : g_strdup(address);
}
