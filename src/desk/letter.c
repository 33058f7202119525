#include "desk/letter.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "html/html.h"
#include <gmime/gmime.h>

#define TEXT_COLUMNS 72

typedef enum { PART_PARAGRAPH, PART_LINK, PART_CODE } PartKind;
typedef struct { PartKind kind; char *text, *words, *value; } Part;

struct Letter {
    char   *to, *subject, *language, *unsubscribe, *list, *accent;
    GArray *parts;
};

static void
part_clear(void *at)
{
    Part *part = at;

    g_free(part->text);
    g_free(part->words);
    g_free(part->value);
}

void
letter_init(void)
{
    g_mime_init();
}

/* A header field ends where its line does. */
static char *
one_line(const char *text)
{
    char *line = g_strdup(text);

    for (char *at = line; *at != '\0'; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            *at = ' ';
    return line;
}

Letter *
letter_new(const char *to, const char *subject, const char *language)
{
    Letter *letter = g_new0(Letter, 1);

    letter->to = one_line(to);
    letter->subject = one_line(subject);
    letter->language = g_strdup(language);
    letter->parts = g_array_new(FALSE, FALSE, sizeof(Part));
    g_array_set_clear_func(letter->parts, part_clear);
    return letter;
}

void
letter_free(Letter *letter)
{
    if (letter == NULL)
        return;
    g_free(letter->to);
    g_free(letter->subject);
    g_free(letter->language);
    g_free(letter->unsubscribe);
    g_free(letter->list);
    g_free(letter->accent);
    g_array_unref(letter->parts);
    g_free(letter);
}

static void
add_part(Letter *letter, PartKind kind, char *text, const char *words, const char *value)
{
    const Part part = { kind, text, g_strdup(words), g_strdup(value) };

    g_array_append_val(letter->parts, part);
}

void
letter_paragraph(Letter *letter, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add_part(letter, PART_PARAGRAPH, i18n_format_v(format, args), NULL, NULL);
    va_end(args);
}

void
letter_link(Letter *letter, const char *before, const char *words, const char *url)
{
    add_part(letter, PART_LINK, g_strdup(before), words, url);
}

void
letter_code(Letter *letter, const char *before, const char *code)
{
    add_part(letter, PART_CODE, g_strdup(before), NULL, code);
}

void
letter_list(Letter *letter, const char *slug)
{
    g_free(letter->list);
    letter->list = g_strdup(slug);
}

void
letter_accent(Letter *letter, const char *accent)
{
    g_free(letter->accent);
    letter->accent = g_strdup(accent);
}

void
letter_unsubscribe(Letter *letter, const char *url)
{
    g_free(letter->unsubscribe);
    letter->unsubscribe = g_strdup(url);
    letter_link(letter, _("If you do not want mails about this conversation:"), _("Stop these mails"), url);
}

/* ---- the two texts ---- */

/* At most so many characters a line; a word that is longer (an address) stays whole. */
static void
append_wrapped(GString *text, const char *paragraph)
{
    g_auto(GStrv) words = g_strsplit_set(paragraph, " \n", -1);
    glong column = 0;

    for (size_t i = 0; words[i] != NULL; i++) {
        const glong width = g_utf8_strlen(words[i], -1);

        if (width == 0)
            continue;
        if (column > 0 && column + 1 + width > TEXT_COLUMNS) {
            g_string_append_c(text, '\n');
            column = 0;
        }
        g_string_append_printf(text, "%s%s", column > 0 ? " " : "", words[i]);
        column += width + (column > 0 ? 1 : 0);
    }
    g_string_append_c(text, '\n');
}

static char *
letter_text(const Letter *letter)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < letter->parts->len; i++) {
        const Part *part = &g_array_index(letter->parts, Part, i);

        if (i > 0)
            g_string_append_c(text, '\n');
        append_wrapped(text, part->text);
        if (part->value != NULL)
            g_string_append_printf(text, "%s\n", part->value);
    }
    return g_string_free(text, FALSE);
}

static void
write_part(Html *html, const Part *part)
{
    html_leaf(html, EL_P, part->text);
    switch (part->kind) {
    case PART_PARAGRAPH:
        return;
    case PART_LINK:
        html_open(html, EL_P);
        html_leaf(html, EL_A, part->words, { AT_HREF, part->value });
        html_close(html, EL_P);
        return;
    case PART_CODE:
        html_open(html, EL_P);
        html_leaf(html, EL_STRONG, part->value, { AT_TRANSLATE, "no" });
        html_close(html, EL_P);
        return;
    }
}

/* A strip at the top is decoration; links get the colour in the light alone, as mail programs choose their own ground
 * in the dark.  Nothing is loaded, for that would tell when a mail was read: so no logo. */
static void
write_accent(Html *html, const Letter *letter)
{
    if (letter->accent == NULL)
        return;
    html_literal(html, "<style>body{border-top:4px solid ");
    html_text(html, letter->accent);
    html_literal(html, ";padding-top:1em}@media (prefers-color-scheme:light){a{color:");
    html_text(html, letter->accent);
    html_literal(html, "}}</style>");
}

static char *
letter_html(const Letter *letter, GError **error)
{
    g_autoptr(Html) html = html_new(LIMIT_BODY);
    const I18nLanguage *language = i18n_language(letter->language);
    const bool is_rtl = language != NULL && i18n_is_rtl(language);

    html_literal(html, "<!DOCTYPE html>");
    html_open(html, EL_HTML, { AT_LANG, letter->language }, { AT_DIR, is_rtl ? "rtl" : "ltr" });
    html_open(html, EL_HEAD);
    html_void(html, EL_META, { AT_CHARSET, "utf-8" });
    html_leaf(html, EL_TITLE, letter->subject);
    write_accent(html, letter);
    html_close(html, EL_HEAD);
    html_open(html, EL_BODY);
    for (guint i = 0; i < letter->parts->len; i++) {
        html_literal(html, "\n");
        write_part(html, &g_array_index(letter->parts, Part, i));
    }
    html_close(html, EL_BODY);
    html_close(html, EL_HTML);
    return html_finish(html, NULL, error);
}

/* ---- MIME ---- */

static GMimePart *
text_part(const char *subtype, const char *text)
{
    GMimeTextPart *part = g_mime_text_part_new_with_subtype(subtype);

    g_mime_text_part_set_charset(part, "utf-8");
    g_mime_text_part_set_text(part, text);
    return GMIME_PART(part);
}

static void
set_body(GMimeMessage *message, const char *text, const char *markup)
{
    GMimeMultipart *both = g_mime_multipart_new_with_subtype("alternative");
    GMimePart *parts[] = { text_part("plain", text), text_part("html", markup) };

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_mime_multipart_add(both, GMIME_OBJECT(parts[i]));
        g_object_unref(parts[i]);
    }
    g_mime_message_set_mime_part(message, GMIME_OBJECT(both));
    g_object_unref(both);
}

static const char *
host_of(const char *address)
{
    const char *at = strrchr(address, '@');

    return at != NULL && at[1] != '\0' ? at + 1 : "localhost";
}

static void
add_address(GMimeMessage *message, GMimeAddressType type, const char *text)
{
    InternetAddressList *found = internet_address_list_parse(NULL, text);

    if (found != NULL) {
        internet_address_list_append(g_mime_message_get_addresses(message, type), found);
        g_object_unref(found);
    }
}

/* As it is, on a line of its own: GMime would encode an address that is longer than a line, and then no
 * mail program knows it again. */
static void
set_header(GMimeMessage *message, const char *name, const char *value)
{
    g_autofree char *raw = g_strdup_printf(" %s\n", value);

    g_mime_object_set_header(GMIME_OBJECT(message), name, value, "us-ascii");
    g_mime_header_set_raw_value(
        g_mime_header_list_get_header(g_mime_object_get_header_list(GMIME_OBJECT(message)), name), raw);
}

static void
set_headers(GMimeMessage *message, const Letter *letter, const char *from, const Id *id, int64_t date)
{
    g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(date);
    char id_text[ID_TEXT_SIZE];

    add_address(message, GMIME_ADDRESS_TYPE_FROM, from);
    add_address(message, GMIME_ADDRESS_TYPE_TO, letter->to);
    g_mime_message_set_subject(message, letter->subject, "utf-8");
    g_mime_message_set_date(message, when);
    InternetAddress *sender =
        internet_address_list_get_address(g_mime_message_get_addresses(message, GMIME_ADDRESS_TYPE_FROM), 0);
    const char *address = sender != NULL && INTERNET_ADDRESS_IS_MAILBOX(sender)
                              ? internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(sender))
                              : from;
    id_to_text(id, id_text);
    g_autofree char *message_id = g_strdup_printf("%s@%s", id_text, host_of(address));
    g_mime_message_set_message_id(message, message_id);
    if (letter->list != NULL) {
        g_autofree char *list = g_strdup_printf("<%s.%s>", letter->list, host_of(address));

        set_header(message, "List-Id", list);
    }
    /* RFC 3834: out-of-office programs answer nothing that says this. */
    set_header(message, "Auto-Submitted", "auto-generated");
    if (letter->unsubscribe != NULL) {
        g_autofree char *stop = g_strdup_printf("<%s>", letter->unsubscribe);

        set_header(message, "List-Unsubscribe", stop);
        set_header(message, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
}

char *
letter_bytes(const Letter *letter, const char *from, const Id *id, int64_t date, size_t *ret_length, GError **error)
{
    g_autofree char *text = letter_text(letter);
    g_autofree char *markup = letter_html(letter, error);

    if (markup == NULL)
        return NULL;
    GMimeMessage *message = g_mime_message_new(TRUE);
    set_headers(message, letter, from, id, date);
    set_body(message, text, markup);
    g_mime_object_encode(GMIME_OBJECT(message), GMIME_ENCODING_CONSTRAINT_7BIT);

    GMimeFormatOptions *options = g_mime_format_options_clone(g_mime_format_options_get_default());
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    GMimeStream *stream = g_mime_stream_mem_new();
    const ssize_t written = g_mime_object_write_to_stream(GMIME_OBJECT(message), options, stream);
    GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    char *copy = written > 0 ? g_strndup((const char *)bytes->data, bytes->len) : NULL;
    const size_t length = bytes->len;
    g_object_unref(stream);
    g_mime_format_options_free(options);
    g_object_unref(message);
    if (copy == NULL) {
        error_set(error, ERROR_INTERNAL, "a mail could not be put together");
        return NULL;
    }
    *ret_length = length;
    return copy;
}
