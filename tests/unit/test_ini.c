#include "base/ini.h"
#include <string.h>

typedef struct { const char *name, *text, *group, *key, *value; unsigned line; } GetCase;

static const GetCase gets[] = {
    { "plain", "[a]\nk=v\n", "a", "k", "v", 2 },
    { "blanks", "[ a ]\n  k  =  two words  \n", "a", "k", "two words", 2 },
    { "no-last-line-end", "[a]\nk=v", "a", "k", "v", 2 },
    { "crlf", "[a]\r\nk=v\r\n", "a", "k", "v", 2 },
    { "byte-order-mark", "\xef\xbb\xbf[a]\nk=v\n", "a", "k", "v", 2 },
    { "remark-and-empty-line", "# why\n\n[a]\n#k=x\nk=v\n", "a", "k", "v", 5 },
    { "hash-in-value", "[a]\nk=v # not a remark\n", "a", "k", "v # not a remark", 2 },
    { "equals-in-value", "[a]\nk=a=b\n", "a", "k", "a=b", 2 },
    { "backslash", "[a]\nk=c:\\new\n", "a", "k", "c:\\new", 2 },
    { "empty-value", "[a]\nk=\n", "a", "k", "", 2 },
    { "last-value-counts", "[a]\nk=1\nk=2\n", "a", "k", "2", 3 },
    { "group-twice", "[a]\nk=1\n[b]\nk=9\n[a]\nk=2\n", "a", "k", "2", 6 },
    { "group-twice-keeps-the-rest", "[a]\nk=1\n[b]\n[a]\nl=2\n", "a", "k", "1", 2 },
    { "group-with-blank", "[section purpose]\ntitle=x\n", "section purpose", "title", "x", 2 },
    { "missing-key", "[a]\nk=1\n", "a", "l", NULL, 1 },
    { "missing-group", "[a]\nk=1\n", "b", "k", NULL, 0 },
    { "accents", "[a]\nk=caf\xc3\xa9\n", "a", "k", "caf\xc3\xa9", 2 },
};

static void
test_get(const void *data)
{
    const GetCase *c = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Ini) ini = ini_parse("x.ini", c->text, strlen(c->text), &error);

    g_assert_no_error(error);
    g_assert_cmpstr(ini_get(ini, c->group, c->key), ==, c->value);
    g_assert_cmpuint(ini_line(ini, c->group, c->key), ==, c->line);
}

typedef struct { const char *name, *text; size_t length; const char *where; } FaultCase;

#define TEXT(text) text, sizeof text - 1

static const FaultCase faults[] = {
    { "no-heading", TEXT("k=v\n"), "x.ini:1: " },
    { "no-equals", TEXT("[a]\nk=v\nhello\n"), "x.ini:3: " },
    { "no-key", TEXT("[a]\n=v\n"), "x.ini:2: " },
    { "open-heading", TEXT("\n[a\n"), "x.ini:2: " },
    { "empty-heading", TEXT("[]\n"), "x.ini:1: " },
    { "nul", TEXT("[a]\nk=v\0\n"), "x.ini:2: " },
    { "latin-1", TEXT("[a]\n\nk=caf\xe9\n"), "x.ini:3: " },
};

static void
test_fault(const void *data)
{
    const FaultCase *c = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Ini) ini = ini_parse("x.ini", c->text, c->length, &error);

    g_assert_null(ini);
    g_assert_error(error, ERROR_DOMAIN, ERROR_INPUT);
    g_assert_true(g_str_has_prefix(error->message, c->where));
}

static void
test_order(void)
{
    const char *text = "[b]\nz=1\na=2\n[a]\n[b]\nm=3\nz=4\n";
    g_autoptr(Ini) ini = ini_parse("x.ini", text, strlen(text), NULL);
    size_t n;
    const char *const *names = ini_groups(ini, &n);

    g_assert_cmpuint(n, ==, 2);
    g_assert_cmpstr(names[0], ==, "b");
    g_assert_cmpstr(names[1], ==, "a");
    g_assert_null(names[2]);
    names = ini_keys(ini, "b", &n);
    g_assert_cmpuint(n, ==, 3);
    g_assert_cmpstr(names[0], ==, "z");
    g_assert_cmpstr(names[1], ==, "a");
    g_assert_cmpstr(names[2], ==, "m");
    g_assert_null(names[3]);
    ini_keys(ini, "a", &n);
    g_assert_cmpuint(n, ==, 0);
    ini_keys(ini, "none", &n);
    g_assert_cmpuint(n, ==, 0);
}

static void
test_list(void)
{
    const char *text = "[a]\nk= Nursing ;Medical;; Prefer not to say ;\nempty=\n";
    g_autoptr(Ini) ini = ini_parse("x.ini", text, strlen(text), NULL);
    g_auto(GStrv) list = ini_list(ini, "a", "k");
    g_auto(GStrv) none = ini_list(ini, "a", "missing"), empty = ini_list(ini, "a", "empty");

    g_assert_cmpuint(g_strv_length(list), ==, 3);
    g_assert_cmpstr(list[0], ==, "Nursing");
    g_assert_cmpstr(list[1], ==, "Medical");
    g_assert_cmpstr(list[2], ==, "Prefer not to say");
    g_assert_null(none);
    g_assert_cmpuint(g_strv_length(empty), ==, 0);
}

static void
test_said_by_caller(void)
{
    g_autoptr(Ini) ini = ini_parse("x.ini", "[a]\n\nk=v\n", 9, NULL);
    g_autoptr(GError) one = NULL, two = NULL;

    g_assert_false(ini_fault(ini, "a", "k", &one, "'%s' is no number", "v"));
    g_assert_cmpstr(one->message, ==, "x.ini:3: 'v' is no number");
    g_assert_false(ini_fault(ini, "b", NULL, &two, "[b] is missing"));
    g_assert_cmpstr(two->message, ==, "x.ini: [b] is missing");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(gets); i++) {
        g_autofree char *path = g_strdup_printf("/ini/get/%s", gets[i].name);
        g_test_add_data_func(path, &gets[i], test_get);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_autofree char *path = g_strdup_printf("/ini/fault/%s", faults[i].name);
        g_test_add_data_func(path, &faults[i], test_fault);
    }
    g_test_add_func("/ini/order", test_order);
    g_test_add_func("/ini/list", test_list);
    g_test_add_func("/ini/said-by-caller", test_said_by_caller);
    return g_test_run();
}
