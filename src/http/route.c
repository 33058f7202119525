#include "http/route.h"
#include "http/router.h"
#include <string.h>

/* "/:a/x" and "/:b/x" are one path: names do not tell rows apart. */
static bool
is_same_path(const char *a, const char *b)
{
    while (*a == '/' && *b == '/') {
        size_t length_a = strcspn(++a, "/"), length_b = strcspn(++b, "/");
        if ((a[0] == ':') != (b[0] == ':'))
            return false;
        if (a[0] != ':' && (length_a != length_b || memcmp(a, b, length_a) != 0))
            return false;
        a += length_a;
        b += length_b;
    }
    return *a == *b;
}

static size_t
count_args(const char *path)
{
    size_t n = 0;

    for (const char *at = path; (at = strstr(at, "/:")); at++)
        n++;
    return n;
}

static bool
is_bad_input(const HttpInput *input)
{
    if (input->kind != HTTP_INPUT_FORM && input->kind != HTTP_INPUT_JSON)
        return true;
    for (size_t i = 0; i < input->n_fields; i++) {
        const HttpField *field = &input->fields[i];
        bool measured = field->type == HTTP_FIELD_TEXT || field->type == HTTP_FIELD_LINE ||
                        field->type == HTTP_FIELD_NUMBER || field->type == HTTP_FIELD_MAP;
        if (!field->name || field->type < HTTP_FIELD_TEXT || field->type > HTTP_FIELD_MAP)
            return true;
        if ((measured && field->max == 0) || (field->type == HTTP_FIELD_CHOICE && !field->choices))
            return true;
        if (field->type == HTTP_FIELD_JSON && input->kind != HTTP_INPUT_JSON)
            return true;
    }
    return false;
}

static bool
is_bad_row(const HttpRoute *row)
{
    if (!row->path || row->path[0] != '/' || row->guard == 0 || !row->handler)
        return true;
    if (row->method < HTTP_GET || row->method > HTTP_DELETE || count_args(row->path) > 4)
        return true;
    if ((row->method == HTTP_GET) != (row->input == NULL) || (row->input && is_bad_input(row->input)))
        return true;
    return g_str_has_prefix(row->path, "/api/") && !row->summary;
}

const char *
http_routes_fault(const HttpRoute *routes, size_t n_routes)
{
    for (size_t i = 0; i < n_routes; i++) {
        if (is_bad_row(&routes[i]))
            return routes[i].path ? routes[i].path : "(no path)";
        for (size_t j = 0; j < i; j++)
            if (routes[i].method == routes[j].method && is_same_path(routes[i].path, routes[j].path))
                return routes[i].path;
    }
    return NULL;
}

HttpMatch
http_routes_find(const HttpRoute *routes, size_t n_routes, HttpMethod method, const char *path)
{
    g_autoptr(Router) router = router_new(routes, n_routes);
    unsigned allowed;

    return router_find(router, method, path, &allowed);
}
