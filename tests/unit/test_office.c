/* A job title beside a department: what is marked, joined by bars. */
#include "names/office.h"
#include <string.h>

typedef struct { const char *name, *text, *marked; } Case;

static const Case cases[] = {
    { "of", "Tell the matron of Ward 7 first.", "matron of Ward 7" },
    { "on-the", "Our sister on the Elm ward knows.", "sister on the Elm ward" },
    { "department-first", "The pharmacy manager says no.", "pharmacy manager" },
    { "team-leader", "Ask the theatre team leader.", "theatre team leader" },
    { "our-group", "The director of renal care left.", "director of renal care" },
    { "group-first", "The Renal Care director left.", "Renal Care director" },
    { "group-of-two-names", "A word with the head of estates and facilities.", "head of estates and facilities" },
    { "two", "The head of finance and the head of IT.", "head of finance|head of IT" },
    { "small-letters", "head of radiology, please", "head of radiology" },
    { "capitals", "HEAD OF RADIOLOGY", "HEAD OF RADIOLOGY" },
    { "it-is-no-department", "The head of it all.", "" },
    { "plural", "Managers of the pharmacy should listen.", "" },
    { "anyone", "A manager in finance could do it, or any pharmacy manager.", "" },
    { "each", "Each ward manager, every head of finance.", "" },
    { "ward-alone", "The ward manager should know.", "" },
    { "title-alone", "My manager does not listen.", "" },
    { "department-alone", "The pharmacy closes at five.", "" },
    { "far-apart", "The manager went down to the pharmacy.", "" },
    { "another-sentence", "Ask the manager. Finance decides.", "" },
    { "another-line", "the manager\nPharmacy", "" },
    { "verb", "We lead in security and head for the library.", "" },
    { "inside-a-word", "Headroom in theatres", "" },
    { "umlauts", "Die caf\xc3\xa9 manager of the caf\xc3\xa9, the head of catering", "head of catering" },
    { "empty", "", "" },
};

static void
test_marked(const void *data)
{
    static const char *const groups[] = { "Renal care", "Estates and facilities", "Other groups", NULL };
    const Case *c = data;
    g_autoptr(GString) marked = g_string_new(NULL);
    OfficeSpan spans[8];
    size_t n = offices_in_text(c->text, groups, spans, G_N_ELEMENTS(spans));

    for (size_t i = 0; i < n; i++)
        g_string_append_printf(marked, "%s%.*s", i ? "|" : "", (int)spans[i].length, c->text + spans[i].start);
    g_assert_cmpstr(marked->str, ==, c->marked);
}

static void
test_bounded(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    OfficeSpan spans[3];

    for (unsigned i = 0; i < 200; i++)
        g_string_append(text, "Head of finance. ");
    g_assert_cmpuint(offices_in_text(text->str, NULL, spans, G_N_ELEMENTS(spans)), ==, 3);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/office/", cases[i].name, NULL);

        g_test_add_data_func(path, &cases[i], test_marked);
    }
    g_test_add_func("/office/bounded", test_bounded);
    return g_test_run();
}
