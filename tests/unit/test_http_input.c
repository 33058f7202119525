#include "http/server_private.h"
#include <string.h>

/* What a form and a JSON object become, field by field, without a server around. */

static const char *const colours[] = { "red", "green", NULL };

enum { NAME, STORY, COLOUR, AGREE, AGE, WHICH, ANSWERS, ANY };

static const HttpField fields[] = {
    [NAME] = { "name", HTTP_FIELD_LINE, 10, true },       [STORY] = { "story", HTTP_FIELD_TEXT, 20 },
    [COLOUR] = { "colour", HTTP_FIELD_CHOICE, .choices = colours }, [AGREE] = { "agree", HTTP_FIELD_FLAG },
    [AGE] = { "age", HTTP_FIELD_NUMBER, 150 },            [WHICH] = { "which", HTTP_FIELD_ID },
    [ANSWERS] = { "answers", HTTP_FIELD_MAP, 5 },         [ANY] = { "any", HTTP_FIELD_JSON },
};

static const HttpField strict_fields[] = {
    { "agree", HTTP_FIELD_FLAG, .required = true },
    { "colour", HTTP_FIELD_CHOICE, .choices = colours, .required = true },
    { "answers", HTTP_FIELD_MAP, 5, .required = true },
};

static const HttpInput form = { HTTP_INPUT_FORM, fields, ANY }, json = { HTTP_INPUT_JSON, fields, ANY + 1 };
static const HttpInput strict_form = { HTTP_INPUT_FORM, strict_fields, 3 }, strict_json = { HTTP_INPUT_JSON, strict_fields, 3 };

static const HttpField whole_fields[] = { { "", HTTP_FIELD_MAP, 5 } };
static const HttpInput whole = { HTTP_INPUT_JSON, whole_fields, 1 };

static void never(HttpRequest *request, HttpReply *reply) { g_assert_not_reached(); }

static const HttpRoute form_row = { HTTP_POST, "/form", 1, &form, never }, json_row = { HTTP_POST, "/api/x", 1, &json, never };
static const HttpRoute strict_form_row = { HTTP_POST, "/form", 1, &strict_form, never };
static const HttpRoute strict_json_row = { HTTP_POST, "/api/x", 1, &strict_json, never };

static const HttpRoute whole_row = { HTTP_PUT, "/api/x", 1, &whole, never };

static HttpServer *
bare_server(void)
{
    static HttpServer server;

    server.references = 1;
    return &server;
}

static HttpRequest *
make_request(const HttpRoute *row, const char *body, size_t length)
{
    HttpRequest *request = request_new(bare_server(), row->path);

    request->method = row->method;
    request->match.route = row;
    request->body = g_malloc(length + 1);
    memcpy(request->body, body, length);
    request->body[length] = '\0';
    request->body_length = length;
    return request;
}

static void
describe_map(GString *out, HttpRequest *request, unsigned field)
{
    for (size_t i = 0; i < http_map_size(request, field); i++) {
        const char *name, *value;
        http_map_at(request, field, i, &name, &value);
        g_string_append_printf(out, "%s:%s;", name, value);
    }
}

static void
describe(GString *out, HttpRequest *request)
{
    char id_text[ID_TEXT_SIZE] = "";
    Id   id;

    if (http_text(request, NAME))
        g_string_append_printf(out, "name=%s;", http_text(request, NAME));
    if (http_text(request, STORY))
        g_string_append_printf(out, "story=%s;", http_text(request, STORY));
    if (http_choice(request, COLOUR) >= 0)
        g_string_append_printf(out, "colour=%d;", http_choice(request, COLOUR));
    if (http_has(request, AGREE))
        g_string_append_printf(out, "agree=%d;", http_flag(request, AGREE));
    if (http_number(request, AGE, -1) >= 0)
        g_string_append_printf(out, "age=%d;", (int)http_number(request, AGE, -1));
    if (http_id(request, WHICH, &id))
        id_to_text(&id, id_text);
    g_string_append(out, id_text);
    describe_map(out, request, ANSWERS);
    if (http_json(request, ANY)) {
        char *text = json_dumps(http_json(request, ANY), JSON_ENCODE_ANY | JSON_COMPACT);
        g_string_append_printf(out, "any=%s;", text);
        free(text);
    }
}

static void
describe_errors(GString *out, HttpRequest *request)
{
    size_t n;
    const HttpFieldError *errors = http_errors(request, &n);

    for (size_t i = 0; i < n; i++) {
        g_assert_true(g_utf8_validate(errors[i].text, -1, NULL));
        g_string_append_printf(out, "!%s", errors[i].field);
    }
}

typedef struct { const char *name; const HttpRoute *row; const char *body, *want; size_t length; } Case;

#define WITH_NUL(text) text, NULL, sizeof(text) - 1

static const Case cases[] = {
    { "form",            &form_row, "name=Ann&story=Once+upon%0D%0Aa+time", "name=Ann;story=Once upon\na time;" },
    { "form-blanks",     &form_row, "name=++Ann+%0A", "name=Ann;" },
    { "form-blank-only", &form_row, "name=+%E2%80%8B+", "!name" },
    { "form-long",       &form_row, "name=12345678901", "!name" },
    { "form-just-fits",  &form_row, "name=%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9", "name=\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9;" },
    { "form-twice",      &form_row, "name=Ann&name=Bob", "name=Ann;!name" },
    { "form-line-break", &form_row, "name=A%0Ab", "!name" },
    { "form-control",    &form_row, "name=A%07b", "!name" },
    { "form-tab-in-text", &form_row, "name=A&story=x%09y", "name=A;story=x\ty;" },
    { "form-not-utf8",   &form_row, "name=A%FFb", "!name" },
    { "form-nul",        &form_row, "name=A%00b", "!name" },
    { "form-raw-nul",    &form_row, "name=A\0b", "!name", 8 },
    { "form-nul-name",   &form_row, "na%00me=A&name=B", "name=B;" },
    { "form-unknown",    &form_row, "name=A&other=%FF", "name=A;" },
    { "form-choice",     &form_row, "name=A&colour=green", "name=A;colour=1;" },
    { "form-bad-choice", &form_row, "name=A&colour=blue", "name=A;!colour" },
    { "form-choice-case", &form_row, "name=A&colour=Red", "name=A;!colour" },
    { "form-flag",       &form_row, "name=A&agree=on", "name=A;agree=1;" },
    { "form-flag-no",    &form_row, "name=A&agree=no", "name=A;agree=0;" },
    { "form-flag-bad",   &form_row, "name=A&agree=perhaps", "name=A;!agree" },
    { "form-number",     &form_row, "name=A&age=150", "name=A;age=150;" },
    { "form-number-high", &form_row, "name=A&age=151", "name=A;!age" },
    { "form-number-minus", &form_row, "name=A&age=-1", "name=A;!age" },
    { "form-number-words", &form_row, "name=A&age=ten", "name=A;!age" },
    { "form-id",         &form_row, "name=A&which=00000000000000000000000000", "name=A;00000000000000000000000000" },
    { "form-id-bad",     &form_row, "name=A&which=7", "name=A;!which" },
    { "form-map",        &form_row, "name=A&answers-shift=night&answers-x=1", "name=A;shift:night;x:1;" },
    { "form-map-twice",  &form_row, "name=A&answers-x=1&answers-x=2", "name=A;x:1;!answers-x" },
    { "form-map-long",   &form_row, "name=A&answers-x=123456", "name=A;!answers-x" },
    { "form-map-bare",   &form_row, "name=A&answers=1&answers-=2", "name=A;" },
    { "form-map-utf8",   &form_row, "name=A&answers-%FF=1", "name=A;!answers" },
    { "form-empty",      &form_row, "", "!name" },
    { "form-strict",     &strict_form_row, "agree=no", "!agree!colour!answers" },
    { "form-strict-2",   &strict_form_row, "agree=on&colour=blue&answers-x=123456", "!colour!answers-x" },

    { "json",            &json_row, "{\"name\":\"Ann\",\"story\":\"a\\r\\nb\",\"colour\":\"red\",\"agree\":true,\"age\":7}", "name=Ann;story=a\nb;colour=0;agree=1;age=7;" },
    { "json-false",      &json_row, "{\"name\":\"A\",\"agree\":false}", "name=A;agree=0;" },
    { "json-null",       &json_row, "{\"name\":\"A\",\"age\":null,\"agree\":null}", "name=A;" },
    { "json-unknown",    &json_row, "{\"name\":\"A\",\"other\":[1]}", "name=A;" },
    { "json-long",       &json_row, "{\"name\":\"12345678901\"}", "!name" },
    { "json-nul",        &json_row, "{\"name\":\"A\\u0000b\"}", "!name" },
    { "json-type",       &json_row, "{\"name\":7,\"age\":\"7\",\"agree\":\"yes\",\"colour\":1,\"answers\":[]}", "!name!colour!agree!age!answers" },
    { "json-real",       &json_row, "{\"name\":\"A\",\"age\":1.5}", "name=A;!age" },
    { "json-minus",      &json_row, "{\"name\":\"A\",\"age\":-1}", "name=A;!age" },
    { "json-map",        &json_row, "{\"name\":\"A\",\"answers\":{\"x\":\"1\",\"y\":null}}", "name=A;x:1;" },
    { "json-map-type",   &json_row, "{\"name\":\"A\",\"answers\":{\"x\":1}}", "name=A;!answers" },
    { "json-any",        &json_row, "{\"name\":\"A\",\"any\":[{\"start\":0}]}", "name=A;any=[{\"start\":0}];" },
    { "json-any-nul",    &json_row, "{\"name\":\"A\",\"any\":[{\"a\":\"x\\u0000\"}]}", "name=A;!any" },
    { "json-any-null",   &json_row, "{\"name\":\"A\",\"any\":null}", "name=A;" },
    { "json-strict",     &strict_json_row, "{\"agree\":false,\"colour\":\"red\",\"answers\":{}}", "!agree!answers" },
    { "json-deep",       &json_row, "{\"any\":[[[[[[[[]]]]]]]]}", "400" },
    { "json-twice",      &json_row, "{\"name\":\"A\",\"name\":\"B\"}", "400" },
    { "json-array",      &json_row, "[]", "400" },
    { "json-text",       &json_row, "\"name\"", "400" },
    { "json-more",       &json_row, "{} {}", "400" },
    { "json-not-utf8",   &json_row, "{\"name\":\"\xff\"}", "400" },
    { "json-surrogate",  &json_row, "{\"name\":\"\\ud800\"}", "400" },
    { "json-raw-nul",    &json_row, "{\"name\":\"A\0\"}", "400", 13 },
    { "json-nul-key",    &json_row, "{\"na\\u0000me\":\"A\"}", "400" },
    { "json-huge-number", &json_row, "{\"name\":\"A\",\"age\":99999999999999999999}", "400" },
    { "json-empty",      &json_row, "", "400" },
    { "json-whole",      &whole_row, "{\"a\":\"1\",\"b\":null,\"c\":\"22\"}", "a:1;c:22;" },
    { "json-whole-long", &whole_row, "{\"a\":\"123456\"}", "!a" },
    { "json-whole-type", &whole_row, "{\"a\":1}", "!" },
    { "json-whole-array", &whole_row, "[]", "400" },
    { "json-whole-none", &whole_row, "", "" },
};

static void
test_case(gconstpointer data)
{
    const Case  *c = data;
    HttpRequest *request = make_request(c->row, c->body, c->length ? c->length : strlen(c->body));
    GString     *got = g_string_new(NULL);

    if (!input_read(request)) {
        g_string_append_printf(got, "%u", http_reply_status(&request->reply));
    } else {
        if (c->row == &form_row || c->row == &json_row)
            describe(got, request);
        if (c->row == &whole_row)
            describe_map(got, request, 0);
        describe_errors(got, request);
    }
    g_assert_cmpstr(got->str, ==, c->want);
    g_string_free(got, true);
    request_unref(request);
}

/* What was typed can be shown again, even where it was refused. */
static void
test_typed(void)
{
    static const char body[] = "name=12345678901&story=x&age=ten&colour=blue";
    HttpRequest *request = make_request(&form_row, body, strlen(body));

    g_assert_true(input_read(request));
    g_assert_cmpstr(http_typed(request, NAME), ==, "12345678901");
    g_assert_null(http_text(request, NAME));
    g_assert_cmpstr(http_typed(request, AGE), ==, "ten");
    g_assert_cmpint(http_number(request, AGE, 5), ==, 5);
    g_assert_cmpstr(http_typed(request, COLOUR), ==, "blue");
    g_assert_null(http_typed(request, AGREE));
    g_assert_null(http_text(request, 99));
    g_assert_cmpint(http_choice(request, 99), ==, -1);
    request_unref(request);
}

static void
test_too_many_fields(void)
{
    GString *body = g_string_new("name=A");

    for (int i = 0; i < 63; i++)
        g_string_append_printf(body, "&answers-%d=1", i);
    HttpRequest *request = make_request(&form_row, body->str, body->len);
    g_assert_true(input_read(request));
    g_assert_cmpuint(http_map_size(request, ANSWERS), ==, 63);
    request_unref(request);
    g_string_append(body, "&x=1");
    request = make_request(&form_row, body->str, body->len);
    g_assert_false(input_read(request));
    g_assert_cmpuint(http_reply_status(&request->reply), ==, 400);
    request_unref(request);
    g_string_free(body, true);
}

static void
read_mutant(const HttpRoute *row, const char *body, size_t length)
{
    HttpRequest *request = make_request(row, body, length);
    GString     *sink = g_string_new(NULL);

    if (input_read(request)) {
        describe(sink, request);
        describe_errors(sink, request);
        g_assert_true(g_utf8_validate(sink->str, (gssize)sink->len, NULL));
    } else {
        g_assert_cmpuint(http_reply_status(&request->reply), ==, 400);
    }
    g_string_free(sink, true);
    request_unref(request);
}

/* Every bit of a good body flipped, every length cut: refused or read, never more than valid text. */
static void
test_mutants(gconstpointer data)
{
    const HttpRoute *row = data;
    static const char form_body[] =
        "name=Ann+B&story=Once%20upon%0D%0Aa+t%C3%ADme&colour=red&agree=on&age=77&which=0123456789abcdefghjkmnpqrs&answers-x=1&answers-y=2";
    static const char json_body[] =
        "{\"name\":\"Ann\",\"story\":\"\xc3\xa9\\u00e9\\n\",\"colour\":\"red\",\"agree\":true,\"age\":77,\"answers\":{\"x\":\"1\"},\"any\":[{\"a\":0}]}";
    const char *body = row == &form_row ? form_body : json_body;
    size_t length = strlen(body);
    g_autofree char *copy = g_strdup(body);

    for (size_t bit = 0; bit < length * 8; bit++) {
        copy[bit / 8] ^= (char)(1 << bit % 8);
        read_mutant(row, copy, length);
        copy[bit / 8] ^= (char)(1 << bit % 8);
    }
    for (size_t cut = 0; cut <= length; cut++)
        read_mutant(row, body, cut);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/input/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/input/typed", test_typed);
    g_test_add_func("/input/too-many-fields", test_too_many_fields);
    g_test_add_data_func("/input/mutants/form", &form_row, test_mutants);
    g_test_add_data_func("/input/mutants/json", &json_row, test_mutants);
    return g_test_run();
}
