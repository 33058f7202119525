#include "desk/gathering.h"
#include <stddef.h>

/* ---- life ---- */

typedef struct { const char *name; size_t offset; } TextField;

static const TextField text_fields[] = {
    { "slug", offsetof(Gathering, slug) },
    { "title", offsetof(Gathering, title) },
    { "summary", offsetof(Gathering, summary) },
    { "organisation", offsetof(Gathering, organisation) },
    { "timezone", offsetof(Gathering, timezone) },
    { "support_email", offsetof(Gathering, support_email) },
    { "language", offsetof(Gathering, language) },
    { "group_by", offsetof(Gathering, group_by) },
    { "hold_reason", offsetof(Gathering, hold_reason) },
    { "room_key", offsetof(Gathering, room_key) },
};

static char **
text_at(const Gathering *gathering, size_t field)
{
    return (char **)((char *)(uintptr_t)gathering + text_fields[field].offset);
}

void
gathering_set_text(char **field, const char *text)
{
    char *copy = g_strdup(text != NULL ? text : "");

    g_free(*field);
    *field = copy;
}

Gathering *
gathering_new(void)
{
    static const char *const no_label[] = { "", NULL };
    Gathering *gathering = g_new0(Gathering, 1);

    g_atomic_ref_count_init(&gathering->refs);
    id_random(&gathering->id);
    for (size_t i = 0; i < G_N_ELEMENTS(text_fields); i++)
        *text_at(gathering, i) = g_strdup("");
    gathering->columns = g_new0(char *, 1);
    gathering->copies = g_new0(char *, 1);
    gathering->labels = g_strdupv((char **)(uintptr_t)no_label);
    return gathering;
}

Gathering *
gathering_copy(const Gathering *gathering)
{
    Gathering *copy = g_new0(Gathering, 1);

    *copy = *gathering;
    g_atomic_ref_count_init(&copy->refs);
    for (size_t i = 0; i < G_N_ELEMENTS(text_fields); i++)
        *text_at(copy, i) = g_strdup(*text_at(gathering, i));
    copy->columns = g_strdupv(gathering->columns);
    copy->labels = g_strdupv(gathering->labels);
    copy->copies = g_strdupv(gathering->copies);
    copy->brand = brand_ref(gathering->brand);
    if (gathering->people != NULL)
        copy->people = people_ref(gathering->people);
    return copy;
}

Gathering *
gathering_ref(Gathering *gathering)
{
    g_atomic_ref_count_inc(&gathering->refs);
    return gathering;
}

void
gathering_unref(Gathering *gathering)
{
    if (gathering == NULL || !g_atomic_ref_count_dec(&gathering->refs))
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(text_fields); i++)
        g_free(*text_at(gathering, i));
    g_strfreev(gathering->columns);
    g_strfreev(gathering->labels);
    g_strfreev(gathering->copies);
    brand_unref(gathering->brand);
    people_unref(gathering->people);
    secret_wipe(&gathering->place.key, sizeof gathering->place.key);
    secret_wipe(&gathering->marks, sizeof gathering->marks);
    g_free(gathering);
}

bool
gathering_unlock(Gathering *gathering, Keyring *keys, bool make, GError **error)
{
    SECRET_AUTO SecretKey key;

    if (!keyring_conversation(keys, &gathering->id, make, &key, error))
        return false;
    gathering->place.conversation = gathering->id;
    secret_derive(&key, "desk-rows", &gathering->id, &gathering->place.key);
    secret_derive(&key, "desk-marks", &gathering->id, &gathering->marks);
    people_unref(gathering->people);
    gathering->people = people_new(&gathering->marks);
    return true;
}

/* ---- small questions ---- */

Phase
gathering_phase(const Gathering *gathering, int64_t now)
{
    return calendar_phase(&gathering->dates, now);
}

int
gathering_column(const Gathering *gathering, const char *name)
{
    for (int i = 0; gathering->columns[i] != NULL; i++)
        if (g_ascii_strcasecmp(gathering->columns[i], name) == 0)
            return i;
    return -1;
}

int
gathering_group_column(const Gathering *gathering)
{
    return gathering->group_by_question ? -1 : gathering_column(gathering, gathering->group_by);
}

unsigned
gathering_smallest(const Gathering *gathering)
{
    return MAX(30, 3 * gathering->k);
}

/* ---- settings as JSON: in the row, and for the room ---- */

static json_t *
strv_json(char **texts)
{
    json_t *list = json_array();

    for (size_t i = 0; texts[i] != NULL; i++)
        json_array_append_new(list, json_string(texts[i]));
    return list;
}

static void
set_number(json_t *object, const char *name, int64_t number)
{
    json_object_set_new(object, name, json_integer(number));
}

json_t *
gathering_settings(const Gathering *gathering)
{
    json_t *object = json_object();
    char id[ID_TEXT_SIZE];

    id_to_text(&gathering->id, id);
    json_object_set_new(object, "id", json_string(id));
    for (size_t i = 0; i < G_N_ELEMENTS(text_fields); i++)
        json_object_set_new(object, text_fields[i].name, json_string(*text_at(gathering, i)));
    set_number(object, "opens", gathering->dates.opens);
    set_number(object, "closes", gathering->dates.closes);
    set_number(object, "posting_ends", gathering->dates.posting_ends);
    set_number(object, "completes", gathering->dates.completes);
    set_number(object, "erases", gathering->dates.erases);
    set_number(object, "published", gathering->dates.published);
    set_number(object, "erased", gathering->dates.erased);
    set_number(object, "held_until", gathering->dates.held);
    set_number(object, "k", gathering->k);
    set_number(object, "slot_minutes", gathering->slot_minutes);
    json_object_set_new(object, "counts", json_string(counts_names[gathering->rules.counts]));
    set_number(object, "hide_after", gathering->rules.hide_after);
    json_object_set_new(object, "no_comments", json_boolean(gathering->rules.no_comments));
    json_object_set_new(object, "groups", strv_json(gathering->labels + 1));
    json_object_del(object, "room_key");
    return object;
}

static json_t *
row_json(const Gathering *gathering)
{
    json_t *row = gathering_settings(gathering);

    json_object_set_new(row, "room_key", json_string(gathering->room_key));
    json_object_set_new(row, "names_from_roster", json_boolean(gathering->names_from_roster));
    json_object_set_new(row, "group_by_question", json_boolean(gathering->group_by_question));
    json_object_set_new(row, "opened", json_boolean(gathering->opened));
    json_object_set_new(row, "end_moved", json_boolean(gathering->end_moved));
    json_object_set_new(row, "columns", strv_json(gathering->columns));
    json_object_set_new(row, "labels", strv_json(gathering->labels));
    json_object_set_new(row, "brand", brand_json(gathering->brand));
    json_object_set_new(row, "copies", strv_json(gathering->copies));
    set_number(row, "complete_days", gathering->complete_days);
    set_number(row, "erase_days", gathering->erase_days);
    set_number(row, "n_cohorts", gathering->n_cohorts);
    set_number(row, "n_staff", gathering->n_staff);
    return row;
}

bool
gathering_put(Db *db, const SealedPlace *general, const Gathering *gathering, GError **error)
{
    json_t *row = row_json(gathering);
    char *text = json_dumps(row, JSON_COMPACT);
    const bool put = sealed_put(db, SEALED_CONVERSATION, general, &gathering->id, text, strlen(text), error);

    free(text);
    json_decref(row);
    return put;
}

static char **
read_strv(const json_t *row, const char *name)
{
    const json_t *list = json_object_get(row, name);
    const size_t n = json_array_size(list);
    char **texts = g_new0(char *, n + 1);

    for (size_t i = 0; i < n; i++) {
        const char *text = json_string_value(json_array_get(list, i));

        texts[i] = g_strdup(text != NULL ? text : "");
    }
    return texts;
}

static int64_t
read_number(const json_t *row, const char *name)
{
    return json_integer_value(json_object_get(row, name));
}

static void
read_fields(Gathering *gathering, const json_t *row)
{
    for (size_t i = 0; i < G_N_ELEMENTS(text_fields); i++)
        gathering_set_text(text_at(gathering, i), json_string_value(json_object_get(row, text_fields[i].name)));
    gathering->dates = (Calendar){
        .opens = read_number(row, "opens"),
        .closes = read_number(row, "closes"),
        .posting_ends = read_number(row, "posting_ends"),
        .completes = read_number(row, "completes"),
        .erases = read_number(row, "erases"),
        .published = read_number(row, "published"),
        .erased = read_number(row, "erased"),
        .held = read_number(row, "held_until"),
    };
    const int counts = rules_counts(json_string_value(json_object_get(row, "counts")));
    gathering->rules = (Rules){ counts < 0 ? COUNTS_OPEN : (CountsShown)counts,
                                json_is_true(json_object_get(row, "no_comments")),
                                (unsigned)read_number(row, "hide_after") };
    gathering->k = (unsigned)read_number(row, "k");
    gathering->slot_minutes = (unsigned)read_number(row, "slot_minutes");
    gathering->complete_days = (unsigned)read_number(row, "complete_days");
    gathering->erase_days = (unsigned)read_number(row, "erase_days");
    gathering->n_cohorts = (uint32_t)read_number(row, "n_cohorts");
    gathering->n_staff = (uint32_t)read_number(row, "n_staff");
    gathering->names_from_roster = json_is_true(json_object_get(row, "names_from_roster"));
    gathering->group_by_question = json_is_true(json_object_get(row, "group_by_question"));
    gathering->opened = json_is_true(json_object_get(row, "opened"));
    gathering->end_moved = json_is_true(json_object_get(row, "end_moved"));
    g_strfreev(gathering->columns);
    gathering->columns = read_strv(row, "columns");
    g_strfreev(gathering->labels);
    gathering->labels = read_strv(row, "labels");
    brand_unref(gathering->brand);
    gathering->brand = brand_from_json(json_object_get(row, "brand"));
    g_strfreev(gathering->copies);
    gathering->copies = read_strv(row, "copies");
}

Gathering *
gathering_read(const Id *id, GBytes *row, GError **error)
{
    gsize length = 0;
    const char *text = g_bytes_get_data(row, &length);
    json_t *object = json_loadb(text, length, 0, NULL);

    if (!json_is_object(object)) {
        json_decref(object);
        error_set(error, ERROR_CORRUPT, "a conversation's row is not of a known form");
        return NULL;
    }
    Gathering *gathering = gathering_new();
    gathering->id = *id;
    read_fields(gathering, object);
    json_decref(object);
    return gathering;
}
