#include "qda_sample.h"
#include <glib.h>
#include <string.h>

static char *
codebook_of(const QdaProject *project, GError **error)
{
    size_t length;

    return qda_codebook(project, &length, error);
}

static void
test_codebook(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *xml = codebook_of(&qda_sample, &error);

    g_assert_no_error(error);
    g_assert_nonnull(strstr(xml, "<Code guid=\"10010000-0000-0000-0000-0000000000ff\" name=\"Rest &amp; recovery\""));
    g_assert_nonnull(strstr(xml, "<Description>Breaks that &lt;happen&gt;.</Description><Code guid=\"10020000-"));
    g_assert_null(strstr(xml, "<Description></Description>"));
}

static void
test_no_code(void)
{
    g_autoptr(GError) error = NULL;
    QdaProject none = qda_sample;

    none.n_codes = 0;
    g_assert_null(codebook_of(&none, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_INPUT);
}

/* A code that lies below itself is left out and does not hang the program. */
static void
test_circle(void)
{
    g_autoptr(GError) error = NULL;
    static const QdaCode codes[] = {
        { { { 1 } }, 1, "a", NULL }, { { { 2 } }, 0, "b", NULL }, { { { 3 } }, QDA_NO_PARENT, "c", NULL },
    };
    QdaProject circle = { .name = "x", .codes = codes, .n_codes = 3 };
    g_autofree char *xml = codebook_of(&circle, &error);

    g_assert_nonnull(strstr(xml, "name=\"c\""));
    g_assert_null(strstr(xml, "name=\"a\""));
}

static void
test_same_bytes(void)
{
    g_autoptr(GError) error = NULL;
    size_t length, again_length;
    g_autofree char *bytes = qda_project(&qda_sample, &length, &error);
    g_autofree char *again = qda_project(&qda_sample, &again_length, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(length, ==, again_length);
    g_assert_true(memcmp(bytes, again, length) == 0);
    g_assert_true(memcmp(bytes, "PK\3\4", 4) == 0);
}

static void
test_empty(void)
{
    g_autoptr(GError) error = NULL;
    QdaProject empty = { .name = "x" };
    size_t length;
    g_autofree char *bytes = qda_project(&empty, &length, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(length, >, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/qda/codebook", test_codebook);
    g_test_add_func("/qda/no-code", test_no_code);
    g_test_add_func("/qda/circle", test_circle);
    g_test_add_func("/qda/same-bytes", test_same_bytes);
    g_test_add_func("/qda/empty", test_empty);
    return g_test_run();
}
