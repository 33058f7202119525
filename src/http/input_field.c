/* One field: what was typed becomes a typed value or a field error. */
#include "base/i18n.h"
#include "base/limits.h"
#include "http/decode.h"
#include "http/private.h"
#include <string.h>

static const HttpField *
field_at(const HttpRequest *request, size_t i)
{
    return &request->match.route->input->fields[i];
}

void
input_field_error(HttpRequest *request, const char *field, const char *text)
{
    if (request->n_errors == request->errors_size) {
        size_t size = MAX(4, request->errors_size * 2);
        HttpFieldError *more = arena_alloc(&request->arena, size * sizeof *more);
        if (request->n_errors > 0)
            memcpy(more, request->errors, request->n_errors * sizeof *more);
        request->errors = more;
        request->errors_size = size;
    }
    request->errors[request->n_errors++] = (HttpFieldError){
        arena_text(&request->arena, field, strlen(field)),
        arena_text(&request->arena, text, strlen(text)),
    };
}

void
http_add_error(HttpRequest *request, const char *field, const char *text)
{
    input_field_error(request, field, text);
}

static void
say_too_long(HttpRequest *request, const char *field, size_t characters, size_t max)
{
    char has[I18N_NUMBER_SIZE], most[I18N_NUMBER_SIZE];

    i18n_number(characters, has);
    i18n_number(max, most);
    g_autofree char *text = i18n_format(_("This has %s characters. Please shorten it to %s or fewer."), has, most);

    input_field_error(request, field, text);
}

static void
read_text(HttpRequest *request, const HttpField *field, HttpValue *value, const char *text, size_t length,
          size_t characters)
{
    if (characters > field->max) {
        say_too_long(request, field->name, characters, field->max);
        return;
    }
    if (field->type == HTTP_FIELD_LINE && decode_has_control(text, length)) {
        input_field_error(request, field->name, _("Please write this on one line."));
        return;
    }
    value->text = text;
    value->present = true;
}

static void
read_number(HttpRequest *request, const HttpField *field, HttpValue *value, const char *text)
{
    long long number;

    if (decode_number(text, (long long)field->max, &number)) {
        value->number = number;
        value->present = true;
    } else {
        g_autofree char *error = i18n_format(_("Please give a whole number from 0 to %zu."), field->max);
        input_field_error(request, field->name, error);
    }
}

static void
read_flag(HttpRequest *request, const HttpField *field, HttpValue *value, const char *text)
{
    static const char *const yes[] = { "yes", "true", "on", "1", NULL }, *const no[] = { "no", "false", "off",
                                                                                         "0", NULL };

    if (g_strv_contains(yes, text))
        value->flag = value->present = true;
    else if (g_strv_contains(no, text))
        value->present = true;
    else
        input_field_error(request, field->name, _("Please answer yes or no."));
}

static void
read_choice(HttpRequest *request, const HttpField *field, HttpValue *value, const char *text)
{
    for (int at = 0; field->choices[at]; at++)
        if (strcmp(field->choices[at], text) == 0) {
            value->choice = at;
            value->present = true;
            return;
        }
    input_field_error(request, field->name, _("Please choose one from the list."));
}

void
input_field_text(HttpRequest *request, size_t i, char *text, size_t length)
{
    const HttpField *field = field_at(request, i);
    HttpValue *value = &request->values[i];
    size_t characters;

    if (!decode_utf8(text, length, NULL)) {
        input_field_error(request, field->name,
                          _("This has characters that we cannot read. Please type it again."));
        return;
    }
    text = decode_tidy(text, length, &length);
    if (length == 0)
        return;
    decode_utf8(text, length, &characters);
    value->typed = text;
    if (field->type == HTTP_FIELD_TEXT || field->type == HTTP_FIELD_LINE)
        read_text(request, field, value, text, length, characters);
    else if (field->type == HTTP_FIELD_NUMBER)
        read_number(request, field, value, text);
    else if (field->type == HTTP_FIELD_FLAG)
        read_flag(request, field, value, text);
    else if (field->type == HTTP_FIELD_CHOICE)
        read_choice(request, field, value, text);
    else if (id_from_text(text, &value->id))
        value->present = true;
    else
        input_field_error(request, field->name, _("We cannot find this. It may have been removed."));
}

static bool
has_name(const HttpValue *value, const char *name)
{
    for (size_t i = 0; i < value->n_map; i++)
        if (strcmp(value->map[i].name, name) == 0)
            return true;
    return false;
}

/* Errors of a map's entry name the entry: "answers-shift"; "shift" where the map is the whole body. */
static const char *
entry_name(HttpRequest *request, const HttpField *field, const char *name)
{
    g_autofree char *full = g_strdup_printf("%s%s%s", field->name, *field->name ? "-" : "", name);

    return arena_text(&request->arena, full, strlen(full));
}

void
input_field_pair(HttpRequest *request, size_t i, const char *name, char *text, size_t length)
{
    const HttpField *field = field_at(request, i);
    HttpValue *value = &request->values[i];
    size_t characters;

    if (!decode_utf8(name, strlen(name), NULL) || !decode_utf8(text, length, NULL)) {
        input_field_error(request, field->name,
                          _("This has characters that we cannot read. Please type it again."));
        return;
    }
    const char *full = entry_name(request, field, name);
    text = decode_tidy(text, length, &length);
    decode_utf8(text, length, &characters);
    if (has_name(value, name)) {
        input_field_error(request, full, _("This came twice. Please send it once."));
    } else if (value->n_map == LIMIT_FIELDS) {
        input_field_error(request, field->name, _("These are too many at once."));
    } else if (characters > field->max) {
        say_too_long(request, full, characters, field->max);
    } else if (length > 0) {
        if (!value->map)
            value->map = arena_alloc(&request->arena, LIMIT_FIELDS * sizeof *value->map);
        value->map[value->n_map++] = (HttpPair){ arena_text(&request->arena, name, strlen(name)), text };
        value->present = true;
    }
}

static bool
has_error(const HttpRequest *request, const char *field)
{
    size_t length = strlen(field);

    for (size_t i = 0; i < request->n_errors; i++)
        if (strncmp(request->errors[i].field, field, length) == 0 &&
            strchr("-", request->errors[i].field[length]))
            return true;
    return false;
}

void
input_field_missing(HttpRequest *request)
{
    const HttpInput *input = request->match.route->input;

    for (size_t i = 0; i < input->n_fields; i++) {
        const HttpField *field = &input->fields[i];
        const HttpValue *value = &request->values[i];
        bool missing = !value->present || (field->type == HTTP_FIELD_FLAG && !value->flag);
        if (!field->required || !missing || has_error(request, field->name))
            continue;
        if (field->type == HTTP_FIELD_CHOICE)
            input_field_error(request, field->name, _("Please choose one."));
        else if (field->type == HTTP_FIELD_FLAG)
            input_field_error(request, field->name, _("Please tick this to go on."));
        else
            input_field_error(request, field->name, _("Please fill this in."));
    }
}
