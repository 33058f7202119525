#include "mailer/smtp.h"
#include "base/file.h"
#include <curl/curl.h>
#include <string.h>

#define CONNECT_SECONDS 20L
#define MESSAGE_SECONDS 300L
#define STALL_SECONDS   60L
#define PASSWORD_MOST   1024

struct Smtp {
    CURL   *curl;
    bool  (*stopping)(void *data);
    void   *data;
    SmtpStage stage;                    /* of the message that is being sent */
    char    reply[MAIL_REASON + 1];     /* the relay's last line about it */
    bool    leaving;                    /* it is about the good-bye from now on */
    const MailOrder *order;
    size_t  sent;
};

/* ---- what it means ---- */

MailOutcome
smtp_outcome(bool sent, SmtpStage stage, long code, const char *reply)
{
    if (sent)
        return MAIL_SENT;
    switch (stage) {
    case SMTP_GREETING:
    case SMTP_SENDER:
        return MAIL_DOWN;               /* nothing would get through */
    case SMTP_RECEIVER:
        /* 5.7: a rule of the relay and not a fault of the address. */
        return code >= 500 && code < 600 && strstr(reply, " 5.7.") == NULL ? MAIL_REFUSED
               : code == 421                                               ? MAIL_DOWN
                                                                           : MAIL_LATER;
    case SMTP_BODY:
        return MAIL_LATER;
    }
    return MAIL_LATER;
}

/* ---- watching the talk ---- */

static void
note_command(Smtp *smtp, const char *text, size_t length)
{
    static const struct { const char *verb; SmtpStage stage; } verbs[] = {
        { "MAIL", SMTP_SENDER }, { "RCPT", SMTP_RECEIVER }, { "DATA", SMTP_BODY },
    };

    if (length < 4)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
        if (g_ascii_strncasecmp(text, verbs[i].verb, 4) == 0)
            smtp->stage = verbs[i].stage;
    smtp->leaving = g_ascii_strncasecmp(text, "QUIT", 4) == 0;
}

static void
note_reply(Smtp *smtp, const char *text, size_t length)
{
    size_t used = 0;

    if (smtp->leaving)
        return;
    for (size_t i = 0; i < length && used < MAIL_REASON; i++)
        if ((unsigned char)text[i] >= ' ' && (unsigned char)text[i] < 0x7f)
            smtp->reply[used++] = text[i];
    smtp->reply[used] = '\0';
}

static int
on_talk(CURL *curl, curl_infotype type, char *text, size_t length, void *data)
{
    if (type == CURLINFO_HEADER_OUT)
        note_command(data, text, length);
    else if (type == CURLINFO_HEADER_IN)
        note_reply(data, text, length);
    return 0;
}

static int
on_progress(void *data, curl_off_t down_all, curl_off_t down, curl_off_t up_all, curl_off_t up)
{
    const Smtp *smtp = data;

    return smtp->stopping(smtp->data) ? 1 : 0;
}

static size_t
give_bytes(char *buffer, size_t size, size_t n, void *data)
{
    Smtp *smtp = data;
    const size_t length = MIN(size * n, smtp->order->length - smtp->sent);

    memcpy(buffer, smtp->order->message + smtp->sent, length);
    smtp->sent += length;
    return length;
}

/* ---- setting up ---- */

static bool
is_loopback(const char *url)
{
    const char *host = strstr(url, "://");

    host = host != NULL ? host + 3 : url;
    return g_str_has_prefix(host, "127.") || g_str_has_prefix(host, "localhost") || g_str_has_prefix(host, "[::1]");
}

/* The name that we greet with is the sender's host: the machine's own is nobody's business. */
static char *
url_with_name(const Config *config)
{
    const char *start = strstr(config->smtp_url, "://");
    const char *host = strrchr(config->mail_from, '@');
    g_autofree char *name = g_strdup(host != NULL && host[1] != '\0' ? host + 1 : "localhost");

    g_strdelimit(name, "> ", '\0');
    if (start != NULL && strchr(start + 3, '/') != NULL)
        return g_strdup(config->smtp_url);
    return g_strdup_printf("%s/%s", config->smtp_url, name);
}

static bool
set_password(Smtp *smtp, const Config *config, GError **error)
{
    g_autofree char *password = NULL;
    size_t length = 0;

    if (config->smtp_username == NULL)
        return true;
    curl_easy_setopt(smtp->curl, CURLOPT_USERNAME, config->smtp_username);
    if (config->smtp_password_file == NULL)
        return true;
    if (!file_read(config->smtp_password_file, PASSWORD_MOST, &password, &length, error))
        return false;
    g_strchomp(password);
    curl_easy_setopt(smtp->curl, CURLOPT_PASSWORD, password);
    return true;
}

static void
set_options(Smtp *smtp, const Config *config)
{
    g_autofree char *url = url_with_name(config);
    CURL *curl = smtp->curl;
    /* On this machine itself the line needs no cover, and a relay there has seldom a certificate that fits. */
    const long ssl = config->smtp_ca_file != NULL      ? CURLUSESSL_ALL
                     : is_loopback(config->smtp_url)  ? CURLUSESSL_NONE
                     : config->smtp_username != NULL ? CURLUSESSL_ALL
                                                         : CURLUSESSL_TRY;

    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");             /* whatever the surroundings say: the relay alone */
    curl_easy_setopt(curl, CURLOPT_USE_SSL, ssl);
    if (config->smtp_ca_file != NULL)
        curl_easy_setopt(curl, CURLOPT_CAINFO, config->smtp_ca_file);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, MESSAGE_SECONDS);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, STALL_SECONDS);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_bytes);
    curl_easy_setopt(curl, CURLOPT_READDATA, smtp);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);            /* the talk, to on_talk() alone */
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, on_talk);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, smtp);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, smtp);
}

Smtp *
smtp_new(const Config *config, bool (*stopping)(void *data), void *data, GError **error)
{
    g_autoptr(Smtp) smtp = g_new0(Smtp, 1);

    smtp->stopping = stopping;
    smtp->data = data;
    smtp->curl = curl_easy_init();
    if (smtp->curl == NULL) {
        error_set(error, ERROR_INTERNAL, "no memory for the relay's connection");
        return NULL;
    }
    if (!set_password(smtp, config, error))
        return NULL;
    set_options(smtp, config);
    return g_steal_pointer(&smtp);
}

void
smtp_free(Smtp *smtp)
{
    if (smtp == NULL)
        return;
    if (smtp->curl != NULL)
        curl_easy_cleanup(smtp->curl);
    g_free(smtp);
}

/* ---- sending ---- */

static char *
in_brackets(const char *address)
{
    return g_strdup_printf("<%s>", address);
}

static CURLcode
perform(Smtp *smtp, const MailOrder *order)
{
    g_autofree char *from = in_brackets(order->from);
    g_autofree char *to = in_brackets(order->to);
    struct curl_slist *receivers = curl_slist_append(NULL, to);

    smtp->order = order;
    smtp->sent = 0;
    smtp->stage = SMTP_GREETING;
    smtp->leaving = false;
    smtp->reply[0] = '\0';
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, receivers);
    curl_easy_setopt(smtp->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)order->length);
    const CURLcode code = curl_easy_perform(smtp->curl);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(receivers);
    return code;
}

void
smtp_send(Smtp *smtp, const MailOrder *order, MailResult *ret_result)
{
    MailResult result = { .outcome = MAIL_DOWN };
    long answer = 0;

    memcpy(result.id, order->id, sizeof result.id);
    const CURLcode code = perform(smtp, order);
    curl_easy_getinfo(smtp->curl, CURLINFO_RESPONSE_CODE, &answer);
    result.outcome = smtp_outcome(code == CURLE_OK, smtp->stage, answer, smtp->reply);
    if (code != CURLE_OK)
        g_strlcpy(result.reason, answer >= 400 && smtp->reply[0] != '\0' ? smtp->reply : curl_easy_strerror(code),
                  sizeof result.reason);
    *ret_result = result;
}
