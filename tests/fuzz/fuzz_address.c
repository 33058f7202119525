/* Paths, pairs and Cookie headers: what is found lies inside what came in, and is text where that is promised. */
#include "http/decode.h"
#include "http/server_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
never(HttpRequest *request, HttpReply *reply)
{
    g_assert_not_reached();
}

static const HttpRoute routes[] = {
    { HTTP_GET, "/c/:slug/s/:section", 1, NULL, never },
    { HTTP_GET, "/c/:slug", 1, NULL, never },
    { HTTP_GET, "/in/:token", 1, NULL, never },
};

static void
check_inside(const char *whole, const char *found, size_t length)
{
    if (found) {
        g_assert_true(found >= whole);
        g_assert_true(found + length <= whole + strlen(whole));
    }
}

static void
check_pairs(const char *text)
{
    g_autofree char *copy = g_strdup(text);
    char *at = copy, *end = copy + strlen(copy);
    DecodePair pair;

    while (decode_next_pair(&at, end, &pair)) {
        g_assert_true(pair.name >= copy && pair.name + pair.name_length <= end);
        g_assert_true(pair.value >= copy && pair.value + pair.value_length <= end);
    }
}

static void
check_request(const char *text)
{
    g_autofree char *path = g_strdup(text);
    HttpServer   server = { .references = 1 };
    HttpRequest *request = request_new(&server, path);

    request->match = http_routes_find(routes, G_N_ELEMENTS(routes), HTTP_GET, http_path(request));
    for (size_t i = 0; i < request->match.n_args; i++)
        check_inside(path, request->match.args[i], request->match.arg_lengths[i]);
    request_unref(request);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autofree char *changed = g_strdup(text);
    size_t length = 0, characters;

    const char *found = decode_find_cookie(text, "badge", &length);
    check_inside(text, found, length);
    check_pairs(text);
    g_assert_true(decode_utf8(text, strlen(text), &characters) == g_utf8_validate(text, -1, NULL));
    length = decode_percent(changed, strlen(changed), size % 2);
    g_assert_cmpuint(length, <=, size);
    if (g_utf8_validate(text, -1, NULL)) {
        g_autofree char *tidy = g_strdup(text);
        char *start = decode_tidy(tidy, strlen(tidy), &length);
        g_assert_true(g_utf8_validate(start, (gssize)length, NULL));
    }
    (void)decode_json_depth(text, strlen(text));
    check_request(text);
    return 0;
}
