#include "http/route.h"
#include "http/server.h"
#include <jansson.h>
#include <string.h>

static void stub(HttpRequest *request, HttpReply *reply) { g_assert_not_reached(); }

static const char *const colours[] = { "red", "green", NULL };
static const HttpField fields[] = {
    { "text", HTTP_FIELD_TEXT, 2000, true }, { "colour", HTTP_FIELD_CHOICE, .choices = colours },
    { "age", HTTP_FIELD_NUMBER, 150 }, { "agree", HTTP_FIELD_FLAG }, { "which", HTTP_FIELD_ID },
    { "answers", HTTP_FIELD_MAP, 100 }, { "any", HTTP_FIELD_JSON },
};
static const HttpInput form = { HTTP_INPUT_FORM, fields, 1 }, json = { HTTP_INPUT_JSON, fields, G_N_ELEMENTS(fields) };

static const HttpRoute routes[] = {
    { HTTP_GET,  "/",                       1, NULL,  stub },
    { HTTP_GET,  "/c/:talk",                1, NULL,  stub },
    { HTTP_POST, "/c/:talk/posts",          1, &form, stub },
    { HTTP_POST, "/c/:talk/posts/:post/go", 1, &form, stub },
    { HTTP_GET,  "/c/:talk/mine",           1, NULL,  stub },
    { HTTP_GET,  "/c/:talk/:page",          1, NULL,  stub },
    { HTTP_GET,  "/a/b/c",                  1, NULL,  stub },
    { HTTP_GET,  "/a/:x/d",                 1, NULL,  stub },
    { HTTP_GET,  "/api/v1/ideas/:id",       2, NULL,  stub, .summary = "Show an idea" },
    { HTTP_PATCH, "/api/v1/ideas/:id",      1, &json, stub, .summary = "Change an idea" },
};

typedef struct { HttpMethod method; const char *path; int row; bool path_known; size_t n_args; const char *last; } Case;

static const Case cases[] = {
    { HTTP_GET,  "/",                 0,  true,  0, NULL },
    { HTTP_GET,  "/c/7",              1,  true,  1, "7" },
    { HTTP_POST, "/c/7",              -1, true,  0, NULL },      /* 405 */
    { HTTP_POST, "/c/7/posts",        2,  true,  1, "7" },
    { HTTP_POST, "/c/7/posts/9/go",   3,  true,  2, "9" },
    { HTTP_GET,  "/c/7/mine",         4,  true,  1, "7" },
    { HTTP_GET,  "/c/7/mind",         5,  true,  2, "mind" },
    { HTTP_GET,  "/a/b/c",            6,  true,  0, NULL },
    { HTTP_GET,  "/a/b/d",            7,  true,  1, "b" },       /* comes back from the literal way */
    { HTTP_GET,  "/a/b/e",            -1, false, 0, NULL },
    { HTTP_PATCH, "/api/v1/ideas/x",  9,  true,  1, "x" },
    { HTTP_GET,  "/c/",               -1, false, 0, NULL },      /* 404 */
    { HTTP_GET,  "/c//posts",         -1, false, 0, NULL },
    { HTTP_GET,  "/c/7/",             -1, false, 0, NULL },
    { HTTP_GET,  "//",                -1, false, 0, NULL },
    { HTTP_GET,  "",                  -1, false, 0, NULL },
    { HTTP_GET,  "c/7",               -1, false, 0, NULL },
    { HTTP_GET,  "*",                 -1, false, 0, NULL },
    { HTTP_GET,  "/C/7",              -1, false, 0, NULL },
    { 0,         "/c/7",              -1, true,  0, NULL },
};

static void
test_find(gconstpointer data)
{
    const Case *c = data;
    HttpMatch match = http_routes_find(routes, G_N_ELEMENTS(routes), c->method, c->path);

    g_assert_true(match.route == (c->row < 0 ? NULL : &routes[c->row]));
    g_assert_cmpint(match.path_known, ==, c->path_known);
    g_assert_cmpuint(match.n_args, ==, c->n_args);
    if (c->last) {
        size_t i = match.n_args - 1;
        g_autofree char *last = g_strndup(match.args[i], match.arg_lengths[i]);
        g_assert_cmpstr(last, ==, c->last);
    }
}

static const HttpField no_limit[] = { { "text", HTTP_FIELD_TEXT } }, no_choices[] = { { "x", HTTP_FIELD_CHOICE } };
static const HttpField no_name[] = { { .type = HTTP_FIELD_FLAG } }, json_in_form[] = { { "x", HTTP_FIELD_JSON } };
static const HttpInput input_no_limit = { HTTP_INPUT_FORM, no_limit, 1 }, input_no_choices = { HTTP_INPUT_FORM, no_choices, 1 };
static const HttpInput input_no_name = { HTTP_INPUT_FORM, no_name, 1 }, input_json = { HTTP_INPUT_FORM, json_in_form, 1 };
static const HttpInput input_no_kind = { 0, fields, 1 };

typedef struct { const char *name; HttpRoute rows[2]; const char *fault; } FaultCase;

static const FaultCase fault_cases[] = {
    { "well",         { { HTTP_GET, "/x", 1, NULL, stub }, { HTTP_POST, "/x", 1, &form, stub } }, NULL },
    { "no-guard",     { { HTTP_GET, "/x", 0, NULL, stub } }, "/x" },
    { "no-handler",   { { HTTP_GET, "/x", 1, NULL, NULL } }, "/x" },
    { "no-path",      { { HTTP_GET, NULL, 1, NULL, stub } }, "(no path)" },
    { "no-slash",     { { HTTP_GET, "x", 1, NULL, stub } }, "x" },
    { "no-method",    { { 0, "/x", 1, NULL, stub } }, "/x" },
    { "post-no-input", { { HTTP_POST, "/x", 1, NULL, stub } }, "/x" },
    { "delete-no-input", { { HTTP_DELETE, "/x", 1, NULL, stub } }, "/x" },
    { "get-input",    { { HTTP_GET, "/x", 1, &form, stub } }, "/x" },
    { "no-summary",   { { HTTP_GET, "/api/x", 1, NULL, stub } }, "/api/x" },
    { "twice",        { { HTTP_GET, "/x", 1, NULL, stub }, { HTTP_GET, "/x", 1, NULL, stub } }, "/x" },
    { "twice-named",  { { HTTP_GET, "/x/:a", 1, NULL, stub }, { HTTP_GET, "/x/:b", 1, NULL, stub } }, "/x/:b" },
    { "five-args",    { { HTTP_GET, "/:a/:b/:c/:d/:e", 1, NULL, stub } }, "/:a/:b/:c/:d/:e" },
    { "no-limit",     { { HTTP_POST, "/x", 1, &input_no_limit, stub } }, "/x" },
    { "no-choices",   { { HTTP_POST, "/x", 1, &input_no_choices, stub } }, "/x" },
    { "no-name",      { { HTTP_POST, "/x", 1, &input_no_name, stub } }, "/x" },
    { "json-in-form", { { HTTP_POST, "/x", 1, &input_json, stub } }, "/x" },
    { "no-kind",      { { HTTP_POST, "/x", 1, &input_no_kind, stub } }, "/x" },
};

static void
test_fault(gconstpointer data)
{
    const FaultCase *c = data;
    size_t n = c->rows[1].path ? 2 : 1;

    g_assert_cmpstr(http_routes_fault(c->rows, n), ==, c->fault);
}

static const char *
guard_name(unsigned guard)
{
    return guard == 1 ? "participant" : "anyone";
}

static const json_t *
at(const json_t *document, const char *const *path)
{
    for (; *path; path++) {
        document = json_object_get(document, *path);
        g_assert_nonnull(document);
    }
    return document;
}

#define AT(json, ...) at((json), (const char *const[]){ __VA_ARGS__, NULL })

static json_t *
schemes(void)
{
    return json_pack("{s:{s:s}}", "key", "type", "http");
}

static json_t *
security(const HttpRoute *route)
{
    return route->guard == 1 ? json_pack("[{s:[]}]", "key") : json_array();
}

static void
test_openapi(void)
{
    const HttpOpenapi about = { "Candour", "http://127.0.0.1:8080", guard_name, schemes, security };
    json_t *document = http_openapi(routes, G_N_ELEMENTS(routes), &about);

    g_assert_nonnull(document);
    g_assert_cmpstr(json_string_value(AT(document, "openapi")), ==, "3.1.0");
    g_assert_cmpuint(json_object_size(AT(document, "paths")), ==, 1);
    const json_t *path = AT(document, "paths", "/api/v1/ideas/{id}");
    g_assert_cmpuint(json_object_size(path), ==, 2);
    g_assert_cmpstr(json_string_value(AT(path, "get", "x-access")), ==, "anyone");
    g_assert_cmpuint(json_array_size(AT(path, "get", "security")), ==, 0);
    g_assert_nonnull(json_object_get(json_array_get(AT(path, "patch", "security"), 0), "key"));
    g_assert_cmpstr(json_string_value(AT(document, "components", "securitySchemes", "key", "type")), ==, "http");
    g_assert_null(json_object_get(AT(path, "get"), "requestBody"));
    g_assert_cmpstr(json_string_value(json_object_get(json_array_get(AT(path, "get", "parameters"), 0), "name")), ==, "id");
    const json_t *schema = AT(path, "patch", "requestBody", "content", "application/json", "schema");
    g_assert_cmpint(json_integer_value(AT(schema, "properties", "text", "maxLength")), ==, 2000);
    g_assert_cmpuint(json_array_size(AT(schema, "properties", "colour", "enum")), ==, 2);
    g_assert_cmpint(json_integer_value(AT(schema, "properties", "age", "maximum")), ==, 150);
    g_assert_cmpstr(json_string_value(AT(schema, "properties", "agree", "type")), ==, "boolean");
    g_assert_cmpstr(json_string_value(AT(schema, "properties", "answers", "additionalProperties", "type")), ==, "string");
    g_assert_nonnull(AT(schema, "properties", "any"));
    g_assert_cmpuint(json_array_size(AT(schema, "required")), ==, 1);
    g_assert_nonnull(AT(document, "components", "schemas", "problem", "properties", "errors", "items", "properties", "field"));
    g_assert_cmpstr(json_string_value(AT(path, "get", "responses", "default", "content", "application/problem+json", "schema",
                                         "$ref")), ==, "#/components/schemas/problem");
    json_decref(document);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/route/find/%zu", i);
        g_test_add_data_func(path, &cases[i], test_find);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(fault_cases); i++) {
        g_autofree char *path = g_strdup_printf("/route/fault/%s", fault_cases[i].name);
        g_test_add_data_func(path, &fault_cases[i], test_fault);
    }
    g_test_add_func("/route/openapi", test_openapi);
    return g_test_run();
}
