/* Bodies: forms and JSON objects into the fields that a row declares. */
#include "base/i18n.h"
#include "base/limits.h"
#include "http/decode.h"
#include "http/private.h"
#include <string.h>

static const char *
unreadable(void)
{
    return _("This has characters that we cannot read. Please type it again.");
}

/* ---- forms ---- */

/* The field of that name, or the map whose prefix it has; n_fields where there is none. */
static size_t
find_field(const HttpInput *input, const char *name, const char **ret_entry)
{
    for (size_t i = 0; i < input->n_fields; i++) {
        size_t length = strlen(input->fields[i].name);
        if (strncmp(input->fields[i].name, name, length) != 0)
            continue;
        if (input->fields[i].type == HTTP_FIELD_MAP && name[length] == '-' && name[length + 1]) {
            *ret_entry = name + length + 1;
            return i;
        }
        if (input->fields[i].type != HTTP_FIELD_MAP && name[length] == '\0')
            return i;
    }
    return input->n_fields;
}

static void
read_pair(HttpRequest *request, const DecodePair *pair, bool *seen)
{
    const HttpInput *input = request->match.route->input;
    const char *entry = NULL;
    size_t i = find_field(input, pair->name, &entry);

    if (i == input->n_fields || strlen(pair->name) != pair->name_length)
        return;
    if (entry)
        input_field_pair(request, i, entry, pair->value, pair->value_length);
    else if (seen[i])
        input_field_error(request, pair->name, _("This came twice. Please send it once."));
    else
        input_field_text(request, i, pair->value, pair->value_length);
    seen[i] = true;
}

static bool
read_form(HttpRequest *request)
{
    bool *seen = arena_zero(&request->arena, request->match.route->input->n_fields + 1, sizeof *seen);
    char *at = request->body, *end = request->body + request->body_length;
    DecodePair pair;

    if (!at)
        return true;
    for (unsigned n = 0; decode_next_pair(&at, end, &pair); n++) {
        if (n == LIMIT_FIELDS) {
            http_reply_problem(&request->reply, request, 400, _("This form has too many fields."));
            return false;
        }
        read_pair(request, &pair, seen);
    }
    return true;
}

/* ---- JSON ---- */

static void
say_type(HttpRequest *request, const char *field, HttpFieldType type)
{
    static const char *const texts[] = {
        [HTTP_FIELD_TEXT] = N_("This should be text."),
        [HTTP_FIELD_LINE] = N_("This should be text."),
        [HTTP_FIELD_ID] = N_("This should be text."),
        [HTTP_FIELD_CHOICE] = N_("This should be text."),
        [HTTP_FIELD_NUMBER] = N_("This should be a whole number."),
        [HTTP_FIELD_FLAG] = N_("This should be true or false."),
        [HTTP_FIELD_MAP] = N_("This should be an object of texts."),
    };

    input_field_error(request, field, _(texts[type]));
}

static char *
copy_string(HttpRequest *request, const json_t *string)
{
    return arena_text(&request->arena, json_string_value(string), json_string_length(string));
}

static void
read_json_number(HttpRequest *request, size_t i, const json_t *json)
{
    const HttpField *field = &request->match.route->input->fields[i];
    char digits[32];

    if (json_is_integer(json)) {
        int length = g_snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, json_integer_value(json));
        input_field_text(request, i, arena_text(&request->arena, digits, (size_t)length), (size_t)length);
    } else {
        say_type(request, field->name, field->type);
    }
}

static void
read_json_map(HttpRequest *request, size_t i, json_t *json)
{
    const HttpField *field = &request->match.route->input->fields[i];
    const char *name;
    json_t *entry;

    if (!json_is_object(json)) {
        say_type(request, field->name, field->type);
        return;
    }
    json_object_foreach(json, name, entry)
    {
        if (json_is_string(entry))
            input_field_pair(request, i, name, copy_string(request, entry), json_string_length(entry));
        else if (!json_is_null(entry))
            say_type(request, field->name, field->type);
    }
}

/* A NUL inside would cut the text short wherever it goes. */
static bool
has_nul(const json_t *json)
{
    const char *name;
    json_t *entry;
    size_t i;

    if (json_is_string(json))
        return strlen(json_string_value(json)) != json_string_length(json);
    json_array_foreach(json, i, entry)
    {
        if (has_nul(entry))
            return true;
    }
    json_object_foreach((json_t *)json, name, entry)
    {
        if (has_nul(entry))
            return true;
    }
    return false;
}

static void
read_json_any(HttpRequest *request, size_t i, json_t *json)
{
    if (has_nul(json)) {
        input_field_error(request, request->match.route->input->fields[i].name, unreadable());
        return;
    }
    request->values[i].json = json;
    request->values[i].present = true;
}

static void
read_json_field(HttpRequest *request, size_t i, json_t *json)
{
    const HttpField *field = &request->match.route->input->fields[i];
    HttpValue *value = &request->values[i];

    if (field->type == HTTP_FIELD_NUMBER) {
        read_json_number(request, i, json);
    } else if (field->type == HTTP_FIELD_MAP) {
        read_json_map(request, i, json);
    } else if (field->type == HTTP_FIELD_JSON) {
        read_json_any(request, i, json);
    } else if (field->type == HTTP_FIELD_FLAG && json_is_boolean(json)) {
        value->flag = json_is_true(json);
        value->present = true;
    } else if (field->type != HTTP_FIELD_FLAG && json_is_string(json)) {
        input_field_text(request, i, copy_string(request, json), json_string_length(json));
    } else {
        say_type(request, field->name, field->type);
    }
}

static bool
refuse_json(HttpRequest *request, const char *detail)
{
    http_reply_problem(&request->reply, request, 400, detail);
    return false;
}

static bool
read_json(HttpRequest *request)
{
    const HttpInput *input = request->match.route->input;
    json_error_t error;

    if (request->body_length == 0) /* only let in where the type may be missing too */
        return request->method != HTTP_POST || refuse_json(request, _("The body should be a JSON object."));
    if (decode_json_depth(request->body, request->body_length) > LIMIT_JSON_DEPTH)
        return refuse_json(request, _("The JSON is nested too deep."));
    request->json =
        json_loadb(request->body, request->body_length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    if (!request->json) {
        g_autofree char *detail = i18n_format(_("The body is not valid JSON, see line %d."), error.line);
        return refuse_json(request, detail);
    }
    if (!json_is_object(request->json))
        return refuse_json(request, _("The body should be a JSON object."));
    for (size_t i = 0; i < input->n_fields; i++) {
        const char *name = input->fields[i].name;
        json_t *json = *name ? json_object_get(request->json, name) : request->json;
        if (json && !json_is_null(json))
            read_json_field(request, i, json);
    }
    return true;
}

bool
input_read(HttpRequest *request)
{
    const HttpInput *input = request->match.route->input;

    if (!input)
        return true;
    request->values = arena_zero(&request->arena, input->n_fields + 1, sizeof *request->values);
    for (size_t i = 0; i < input->n_fields; i++)
        request->values[i].choice = -1;
    if (input->n_fields > 0 || input->kind == HTTP_INPUT_JSON)
        if (!(input->kind == HTTP_INPUT_FORM ? read_form(request) : read_json(request)))
            return false;
    input_field_missing(request);
    return true;
}
