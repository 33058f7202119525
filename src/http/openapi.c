/* The OpenAPI 3.1 document, made from the same table that answers. */
#include "http/private.h"
#include <string.h>

static const char *
method_name(HttpMethod method)
{
    static const char *const names[] = {
        [HTTP_GET] = "get",     [HTTP_POST] = "post",     [HTTP_PUT] = "put",
        [HTTP_PATCH] = "patch", [HTTP_DELETE] = "delete",
    };

    return names[method];
}

/* "/ideas/:id" -> "/ideas/{id}" */
static char *
path_template(const char *path)
{
    GString *out = g_string_new(NULL);

    for (const char *at = path; *at; at++) {
        if (*at != ':') {
            g_string_append_c(out, *at);
            continue;
        }
        size_t length = strcspn(at + 1, "/");
        g_string_append_printf(out, "{%.*s}", (int)length, at + 1);
        at += length;
    }
    return g_string_free(out, false);
}

static json_t *
path_parameters(const char *path)
{
    json_t *list = json_array();

    for (const char *at = path; (at = strstr(at, "/:")); at += 2) {
        g_autofree char *name = g_strndup(at + 2, strcspn(at + 2, "/"));
        json_array_append_new(list, json_pack("{s:s, s:s, s:b, s:{s:s}}", "name", name, "in", "path",
                                              "required", 1, "schema", "type", "string"));
    }
    return list;
}

static json_t *
choice_schema(const HttpField *field)
{
    json_t *list = json_array();

    for (size_t i = 0; field->choices[i]; i++)
        json_array_append_new(list, json_string(field->choices[i]));
    return json_pack("{s:s, s:o}", "type", "string", "enum", list);
}

static json_t *
field_schema(const HttpField *field)
{
    json_int_t max = (json_int_t)field->max;

    if (field->type == HTTP_FIELD_TEXT || field->type == HTTP_FIELD_LINE)
        return json_pack("{s:s, s:I}", "type", "string", "maxLength", max);
    if (field->type == HTTP_FIELD_ID)
        return json_pack("{s:s}", "type", "string");
    if (field->type == HTTP_FIELD_NUMBER)
        return json_pack("{s:s, s:i, s:I}", "type", "integer", "minimum", 0, "maximum", max);
    if (field->type == HTTP_FIELD_FLAG)
        return json_pack("{s:s}", "type", "boolean");
    if (field->type == HTTP_FIELD_CHOICE)
        return choice_schema(field);
    if (field->type == HTTP_FIELD_MAP)
        return json_pack("{s:s, s:{s:s, s:I}}", "type", "object", "additionalProperties", "type", "string",
                         "maxLength", max);
    return json_object();
}

static json_t *
body_schema(const HttpInput *input)
{
    if (input->n_fields == 1 && !*input->fields[0].name) /* a map that is the whole body */
        return field_schema(&input->fields[0]);
    json_t *properties = json_object(), *required = json_array();

    for (size_t i = 0; i < input->n_fields; i++) {
        json_t *field = field_schema(&input->fields[i]);

        if (input->fields[i].about)
            json_object_set_new(field, "description", json_string(input->fields[i].about));
        json_object_set_new(properties, input->fields[i].name, field);
        if (input->fields[i].required)
            json_array_append_new(required, json_string(input->fields[i].name));
    }
    json_t *schema = json_pack("{s:s, s:o}", "type", "object", "properties", properties);
    if (json_array_size(required) > 0)
        json_object_set(schema, "required", required);
    json_decref(required);
    return schema;
}

static json_t *
problem_answer(const char *description)
{
    return json_pack("{s:s, s:{s:{s:{s:s}}}}", "description", description, "content",
                     "application/problem+json", "schema", "$ref", "#/components/schemas/problem");
}

static json_t *
operation(const HttpRoute *row, const HttpOpenapi *about)
{
    json_t *one = json_pack("{s:s, s:s, s:o, s:o, s:{s:{s:s}, s:o}}", "summary", row->summary, "x-access",
                            about->guard_name(row->guard), "security", about->security(row), "parameters",
                            path_parameters(row->path), "responses", "2XX", "description", "Done", "default",
                            problem_answer("Not done, and why"));

    if (row->answer) {
        g_autofree char *name = g_strconcat("#/components/schemas/", row->answer, NULL);

        json_object_set_new(json_object_get(json_object_get(one, "responses"), "2XX"), "content",
                            json_pack("{s:{s:{s:s}}}", "application/json", "schema", "$ref", name));
    }
    if (row->input && row->input->n_fields > 0)
        json_object_set_new(one, "requestBody",
                            json_pack("{s:b, s:{s:{s:o}}}", "required", 1, "content", "application/json",
                                      "schema", body_schema(row->input)));
    return one;
}

/* RFC 9457, with the field errors of a 422, and the marks of one that asks back. */
static json_t *
components(const HttpOpenapi *about)
{
    static const char text[] =
        "{\"schemas\": {\"problem\": {\"type\": \"object\", \"properties\": {"
        "\"type\": {\"type\": \"string\"}, \"title\": {\"type\": \"string\"},"
        "\"status\": {\"type\": \"integer\"}, \"detail\": {\"type\": \"string\"},"
        "\"errors\": {\"type\": \"array\", \"items\": {\"type\": \"object\", \"properties\": {"
        "\"field\": {\"type\": \"string\"}, \"detail\": {\"type\": \"string\"}}}},"
        "\"names\": {\"type\": \"array\", \"description\": \"Parts of the text that may name a colleague, in characters\","
        "\"items\": {\"type\": \"object\", \"properties\": {"
        "\"start\": {\"type\": \"integer\"}, \"end\": {\"type\": \"integer\"}}}}}}}}";

    json_t *parts = json_loads(text, 0, NULL);

    if (about->answers) {
        json_t *answers = about->answers();

        json_object_update(json_object_get(parts, "schemas"), answers);
        json_decref(answers);
    }
    json_object_set_new(parts, "securitySchemes", about->schemes());
    return parts;
}

json_t *
http_openapi(const HttpRoute *routes, size_t n_routes, const HttpOpenapi *about)
{
    json_t *paths = json_object();

    for (size_t i = 0; i < n_routes; i++) {
        if (!g_str_has_prefix(routes[i].path, "/api/"))
            continue;
        g_autofree char *path = path_template(routes[i].path);
        if (!json_object_get(paths, path))
            json_object_set_new(paths, path, json_object());
        json_object_set_new(json_object_get(paths, path), method_name(routes[i].method),
                            operation(&routes[i], about));
    }
    return json_pack("{s:s, s:{s:s, s:s}, s:[{s:s}], s:o, s:o}", "openapi", "3.1.0", "info", "title",
                     about->title, "version", "1", "servers", "url", about->server_url, "paths", paths, "components",
                     components(about));
}
