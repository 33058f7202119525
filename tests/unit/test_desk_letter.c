#include "desk/letter.h"
#include "desk/mask.h"
#include <glib.h>
#include <string.h>

static char *
written(const char *subject, const char *paragraph)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Letter) letter = letter_new("ann@example.org", subject, "en");
    const Id id = { { 1, 2, 3 } };
    size_t length = 0;

    letter_list(letter, "our-framework");
    letter_accent(letter, "#00305e");
    letter_paragraph(letter, "%s", paragraph);
    letter_link(letter, "Your personal link:", "Come in", "https://desk.example.org/in/AAAAAAAAAAAAAAAAAAAAAA");
    letter_code(letter, "Your code:", "ABC-DEF-GHJ-KMN");
    letter_unsubscribe(letter, "https://desk.example.org/unsubscribe/"
                               "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    char *bytes = letter_bytes(letter, "Candour <desk@example.org>", &id, 1795000000, &length, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(strlen(bytes), ==, length);
    return bytes;
}

typedef struct { const char *name, *subject, *paragraph, *holds; } LetterCase;

static const LetterCase cases[] = {
    { "one-to", "Hello", "x", "\nTo: ann@example.org\r\n" },
    { "from", "Hello", "x", "\nFrom: Candour <desk@example.org>\r\n" },
    { "message-id", "Hello", "x", "\nMessage-Id: <01081g00000000000000000000@example.org>\r\n" },
    { "date", "Hello", "x", "Date: " },
    { "list", "Hello", "x", "\nList-Id: <our-framework.example.org>\r\n" },
    { "unsubscribe-whole", "Hello", "x",
      "\nList-Unsubscribe: <https://desk.example.org/unsubscribe/"
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA>\r\n" },
    { "one-click", "Hello", "x", "\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" },
    { "text-part", "Hello", "x", "\nContent-Type: text/plain; charset=us-ascii\r\n" },
    { "html-part", "Hello", "x", "\nContent-Type: text/html; charset=us-ascii\r\n" },
    { "accent", "Hello", "x", "a{color:#00305e}" },
    { "link-on-a-line", "Hello", "x", "\nhttps://desk.example.org/in/AAAAAAAAAAAAAAAAAAAAAA\r\n" },
    { "code-on-a-line", "Hello", "x", "\nABC-DEF-GHJ-KMN\r\n" },
    { "escaped", "Hello", "Ann & <b>", "<p>Ann &amp; &lt;b&gt;</p>" },
    { "subject-encoded", "S\xc3\xa9" "ance", "x", "\nSubject: =?" },
    { "other-letters", "Hello", "Croeso i\xe2\x80\x99r sgwrs", "Croeso i=E2=80=99r sgwrs" },
    { "subject-in-one-line", "One\r\nBcc: eve@example.org", "x", "\nSubject: " },
};

static void
test_letter(const void *data)
{
    const LetterCase *c = data;
    g_autofree char *bytes = written(c->subject, c->paragraph);

    if (strstr(bytes, c->holds) == NULL)
        g_test_message("%s", bytes);
    g_assert_nonnull(strstr(bytes, c->holds));
    g_assert_null(strstr(bytes, "\nBcc:"));
    /* No line is too long for a relay (RFC 5321 4.5.3.1.6), and every end is CRLF. */
    g_auto(GStrv) lines = g_strsplit(bytes, "\r\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        g_assert_cmpuint(strlen(lines[i]), <=, 998);
        g_assert_null(strchr(lines[i], '\n'));
    }
}

typedef struct { const char *name, *whole, *shown; } MaskCase;

static const MaskCase names[] = {
    { "two", "Marsha Okafor", "Marsha O." },
    { "last-first", "Okafor, Marsha", "Marsha O." },
    { "three", "Jan van Houten", "Jan H." },
    { "one", "Marsha", "Marsha" },
    { "blanks", "  Marsha   Okafor ", "Marsha O." },
    { "accent", "\xc3\x89lo\xc3\xafse \xc3\x85ngstr\xc3\xb6m", "\xc3\x89lo\xc3\xafse \xc3\x85." },
    { "comma-at-the-end", "Okafor,", "Okafor," },
    { "empty", "", "" },
};

static const MaskCase addresses[] = {
    { "plain", "marsha@northgate.example", "m\xe2\x80\xa6@northgate.example" },
    { "one-letter", "m@northgate.example", "m\xe2\x80\xa6@northgate.example" },
    { "none", "", "" },
    { "no-name", "@northgate.example", "" },
};

static void
test_name(const void *data)
{
    const MaskCase *c = data;
    g_autofree char *shown = mask_name(c->whole);

    g_assert_cmpstr(shown, ==, c->shown);
}

static void
test_address(const void *data)
{
    const MaskCase *c = data;
    g_autofree char *shown = mask_address(c->whole);

    g_assert_cmpstr(shown, ==, c->shown);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    letter_init();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/desk/letter/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_letter);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_strdup_printf("/desk/mask/name/%s", names[i].name);
        g_test_add_data_func(path, &names[i], test_name);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
        g_autofree char *path = g_strdup_printf("/desk/mask/address/%s", addresses[i].name);
        g_test_add_data_func(path, &addresses[i], test_address);
    }
    return g_test_run();
}
