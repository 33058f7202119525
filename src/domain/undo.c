#include "domain/undo.h"
#include <jansson.h>

void
undo_init(Undo *ret_undo)
{
    *ret_undo = (Undo){ .comments = g_array_new(false, false, sizeof(Id)) };
}

void
undo_clear(Undo *undo)
{
    g_clear_pointer(&undo->comments, g_array_unref);
    g_clear_pointer(&undo->section, g_free);
}

static void
put_id(json_t *object, const char *name, const Id *id)
{
    char text[ID_TEXT_SIZE];

    if (id_is_zero(id))
        return;
    id_to_text(id, text);
    json_object_set_new(object, name, json_string(text));
}

static void
put_ids(json_t *object, const char *name, const Id *ids, size_t n)
{
    json_t *array = json_array();

    for (size_t i = 0; i < n; i++) {
        char text[ID_TEXT_SIZE];

        id_to_text(&ids[i], text);
        json_array_append_new(array, json_string(text));
    }
    json_object_set_new(object, name, array);
}

char *
undo_text(const Undo *undo)
{
    json_t *object = json_object();

    json_object_set_new(object, "state", json_integer(undo->state));
    put_id(object, "target", &undo->target);
    put_id(object, "into", &undo->into);
    if (undo->section)
        json_object_set_new(object, "section", json_string(undo->section));
    put_ids(object, "comments", (const Id *)(void *)undo->comments->data, undo->comments->len);
    put_ids(object, "parts", undo->parts, undo->n_parts);
    if (undo->copied)
        json_object_set_new(object, "copied", json_true());
    char *text = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    return text;
}

static Id
get_id(const json_t *object, const char *name)
{
    Id id = { .bytes = { 0 } };

    (void)id_from_text(json_string_value(json_object_get(object, name)), &id);
    return id;
}

static void
get_comments(const json_t *array, Undo *undo)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        Id id;

        if (id_from_text(json_string_value(json_array_get(array, i)), &id))
            g_array_append_val(undo->comments, id);
    }
}

static void
get_parts(const json_t *array, Undo *undo)
{
    for (size_t i = 0; i < json_array_size(array) && undo->n_parts < LIMIT_SPLIT_PARTS; i++)
        if (id_from_text(json_string_value(json_array_get(array, i)), &undo->parts[undo->n_parts]))
            undo->n_parts++;
}

bool
undo_read(const char *text, Undo *undo, GError **error)
{
    if (!*text)
        return true;
    json_t *object = json_loads(text, 0, NULL);
    if (!object)
        return error_set(error, ERROR_CORRUPT, "what an act changed cannot be read");
    undo->state = (ContributionState)json_integer_value(json_object_get(object, "state"));
    undo->target = get_id(object, "target");
    undo->into = get_id(object, "into");
    undo->section = g_strdup(json_string_value(json_object_get(object, "section")));
    get_comments(json_object_get(object, "comments"), undo);
    get_parts(json_object_get(object, "parts"), undo);
    undo->copied = json_is_true(json_object_get(object, "copied"));
    json_decref(object);
    return true;
}
