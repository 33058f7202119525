/* Bodies of requests, as form and as JSON: every value that a handler gets keeps the promise of its field. */
#include "http/server_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const colours[] = { "red", "green", NULL };

enum { NAME, STORY, COLOUR, AGREE, AGE, WHICH, ANSWERS, ANY };

static const HttpField fields[] = {
    [NAME] = { "name", HTTP_FIELD_LINE, 10, true },
    [STORY] = { "story", HTTP_FIELD_TEXT, 20 },
    [COLOUR] = { "colour", HTTP_FIELD_CHOICE, .choices = colours },
    [AGREE] = { "agree", HTTP_FIELD_FLAG },
    [AGE] = { "age", HTTP_FIELD_NUMBER, 150 },
    [WHICH] = { "which", HTTP_FIELD_ID },
    [ANSWERS] = { "answers", HTTP_FIELD_MAP, 5 },
    [ANY] = { "any", HTTP_FIELD_JSON },
};

static const HttpInput form = { HTTP_INPUT_FORM, fields, ANY }, json = { HTTP_INPUT_JSON, fields, ANY + 1 };

static void
never(HttpRequest *request, HttpReply *reply)
{
    g_assert_not_reached();
}

static const HttpRoute form_row = { HTTP_POST, "/form", 1, &form, never };
static const HttpRoute json_row = { HTTP_POST, "/api/x", 1, &json, never };

static void
check_text(const char *text, size_t most)
{
    if (!text)
        return;
    g_assert_true(g_utf8_validate(text, -1, NULL));
    g_assert_cmpint(g_utf8_strlen(text, -1), >, 0);
    g_assert_cmpint(g_utf8_strlen(text, -1), <=, most);
    g_assert_null(strchr(text, '\r'));
}

static void
check_map(const HttpRequest *request)
{
    for (size_t i = 0; i < http_map_size(request, ANSWERS); i++) {
        const char *name, *value;
        http_map_at(request, ANSWERS, i, &name, &value);
        g_assert_true(g_utf8_validate(name, -1, NULL));
        check_text(value, 5);
    }
}

static void
check_values(const HttpRequest *request, bool is_json)
{
    Id id;

    check_text(http_text(request, NAME), 10);
    check_text(http_text(request, STORY), 20);
    if (http_text(request, NAME))
        g_assert_null(strchr(http_text(request, NAME), '\n'));
    g_assert_cmpint(http_choice(request, COLOUR), <, 2);
    g_assert_cmpint(http_number(request, AGE, 0), <=, 150);
    g_assert_cmpint(http_number(request, AGE, 0), >=, 0);
    (void)http_id(request, WHICH, &id);
    check_map(request);
    if (is_json && http_json(request, ANY))
        json_decref(json_deep_copy(http_json(request, ANY)));
}

static void
read_body(const HttpRoute *row, const uint8_t *data, size_t size)
{
    HttpServer   server = { .references = 1 };
    HttpRequest *request = request_new(&server, row->path);

    request->method = row->method;
    request->match.route = row;
    request->body = g_malloc(size + 1);
    memcpy(request->body, data, size);
    request->body[size] = '\0';
    request->body_length = size;
    if (input_read(request))
        check_values(request, row == &json_row);
    request_unref(request);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_body(&form_row, data, size);
    read_body(&json_row, data, size);
    return 0;
}
