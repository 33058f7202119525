/* conversation import, list, show, open, close, complete. */
#include "base/clock.h"
#include "base/when.h"
#include "desk/control.h"
#include "desk/gathering_ini.h"
#include "desk/opening.h"
#include "num/suppress.h"

/* ---- import ---- */

static json_t *
lines_json(const GPtrArray *lines)
{
    json_t *list = json_array();

    for (guint i = 0; i < lines->len; i++)
        json_array_append_new(list, json_string(lines->pdata[i]));
    return list;
}

static void
answer_import(ControlCall *call, const ControlDesk *data, const Id *id, bool created, const GPtrArray *changes)
{
    g_autoptr(Gathering) now = gatherings_by_id(data->desk->gatherings, id);
    json_t *answer = gathering_settings(now);

    json_object_set_new(answer, "created", json_boolean(created));
    json_object_set_new(answer, "changed", lines_json(changes));
    control_answer(call, answer);
}

typedef struct { const Gathering *from_file; const Ini *ini; int64_t now; GPtrArray *changes; } Again;

static bool
import_again(Db *db, Gathering *copy, void *data, GError **error)
{
    const Again *again = data;

    g_ptr_array_set_size(again->changes, 0);
    return gathering_take_over(copy, again->from_file, again->ini, again->now, again->changes, error);
}

static bool
import_ini(const ControlDesk *data, const json_t *request, Id *ret_id, bool *ret_created, GPtrArray *changes,
           GError **error)
{
    const char *text = control_text(request, "ini"), *name = control_text(request, "name");
    g_autoptr(Ini) ini = ini_parse(name[0] != '\0' ? name : "conversation.ini", text, strlen(text), error);
    g_autoptr(Gathering) from_file = ini != NULL ? gathering_from_ini(ini, data->config, error) : NULL;

    if (from_file == NULL)
        return false;
    from_file->brand = brand_from_json(json_object_get(request, "brand"));
    g_autoptr(Gathering) old = gatherings_by_slug(data->desk->gatherings, from_file->slug);
    Again again = { from_file, ini, clock_now(), changes };
    *ret_id = old != NULL ? old->id : from_file->id;
    *ret_created = old == NULL;
    if (old == NULL)
        return gatherings_add(data->desk->gatherings, from_file, error);
    return gatherings_change(data->desk->gatherings, &old->id, &(GatheringChange){ import_again, NULL, &again }, error);
}

void
control_conversation_import(ControlCall *call, void *data)
{
    json_t *request = control_request(call);
    g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    bool created = false;
    Id id;

    if (request == NULL)
        return;
    if (import_ini(data, request, &id, &created, changes, &error)) {
        control_changed(data, &id);
        answer_import(call, data, &id, created, changes);
    } else {
        control_refuse(call, error);
    }
    json_decref(request);
}

/* ---- list and show ---- */

static void
set_time(json_t *object, const char *name, int64_t at)
{
    g_autofree char *text = when_rfc3339(at);

    json_object_set_new(object, name, json_string(text));
}

static json_t *
short_json(const Gathering *gathering, int64_t now)
{
    json_t *object = json_pack("{s:s, s:s, s:s}", "slug", gathering->slug, "title", gathering->title, "phase",
                               calendar_phase_name(&gathering->dates, now));

    set_time(object, "opens", gathering->dates.opens);
    set_time(object, "closes", gathering->dates.closes);
    return object;
}

void
control_conversation_list(ControlCall *call, void *data)
{
    const ControlDesk *control = data;
    json_t *request = control_request(call), *list = json_array();
    g_autoptr(GPtrArray) all = gatherings_all(control->desk->gatherings);
    const int64_t now = clock_now();

    if (request == NULL) {
        json_decref(list);
        return;
    }
    for (guint i = 0; i < all->len; i++) {
        const Gathering *gathering = all->pdata[i];
        g_autofree char *opens = when_rfc3339(gathering->dates.opens);
        g_autofree char *closes = when_rfc3339(gathering->dates.closes);

        control_line_f(call, "%s  %s  %s to %s  %s", gathering->slug, calendar_phase_name(&gathering->dates, now), opens,
                       closes, gathering->title);
        json_array_append_new(list, short_json(gathering, now));
    }
    json_decref(request);
    control_answer(call, json_pack("{s:o}", "conversations", list));
}

static void
show_dates(ControlCall *call, const Gathering *gathering)
{
    const struct { const char *name; int64_t at; } dates[] = {
        { "opens", gathering->dates.opens },
        { "closes", gathering->dates.closes },
        { "completes", gathering->dates.completes },
        { "erases", gathering->dates.erases },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
        g_autofree char *text = when_rfc3339(dates[i].at);

        control_line_f(call, "%-10s %s", dates[i].name, text);
    }
}

static void
show_rules(ControlCall *call, const Gathering *gathering)
{
    if (gathering->dates.posting_ends != 0) {
        g_autofree char *text = when_rfc3339(gathering->dates.posting_ends);

        control_line_f(call, "%-10s %s, then votes alone", "posting", text);
    }
    if (gathering->rules.counts != COUNTS_OPEN)
        control_line_f(call, "%-10s %s", "counts", counts_names[gathering->rules.counts]);
    if (gathering->rules.no_comments)
        control_line_f(call, "%-10s off", "comments");
    if (gathering->rules.hide_after > 0)
        control_line_f(call, "%-10s until a facilitator has looked, after %u reports", "hidden", gathering->rules.hide_after);
}

/** On the roster; from the opening on rounded down, for a difference would count those who left (A10). */
static json_int_t
people_told(const Gathering *gathering)
{
    const size_t n = people_count(gathering->people);

    return (json_int_t)(gathering->opened ? num_round_down(n, gathering->k) : n);
}

void
control_conversation_show(ControlCall *call, void *data)
{
    json_t *request = control_request(call);
    g_autoptr(Gathering) gathering = request != NULL ? control_gathering(call, data, request) : NULL;
    const int64_t now = clock_now();

    json_decref(request);
    if (gathering == NULL)
        return;
    control_line_f(call, "%-10s %s", "title", gathering->title);
    control_line_f(call, "%-10s %s", "phase", calendar_phase_name(&gathering->dates, now));
    show_dates(call, gathering);
    show_rules(call, gathering);
    control_line_f(call, "%-10s %s%" JSON_INTEGER_FORMAT " on the roster", "people", gathering->opened ? "at least " : "",
                   people_told(gathering));
    control_line_f(call, "%-10s %u", "k", gathering->k);
    for (size_t i = 1; gathering->labels[i] != NULL; i++)
        control_line_f(call, "%-10s %s", i == 1 ? "groups" : "", gathering->labels[i]);
    if (gathering->group_by_question)
        control_line_f(call, "%-10s answers to the question %s", "groups", gathering->group_by);
    json_t *answer = gathering_settings(gathering);
    json_object_set_new(answer, "phase", json_string(calendar_phase_name(&gathering->dates, now)));
    json_object_set_new(answer, "people", json_integer(people_told(gathering)));
    control_answer(call, answer);
}

/* ---- by hand: a date moves to this moment ---- */

typedef struct { int64_t now; Phase wanted; bool moved; } Move;

/* NULL: it may move; else why not. */
static const char *
move_fault(const Gathering *gathering, const Move *move)
{
    const Phase phase = gathering_phase(gathering, move->now);

    if (phase == move->wanted || phase > move->wanted)
        return "it is that far already";
    if (move->wanted == PHASE_OPEN && phase != PHASE_DRAFT)
        return "it was open already";
    if (move->wanted == PHASE_CLOSED && phase != PHASE_OPEN)
        return "it is not open yet";
    if (move->wanted == PHASE_COMPLETED && phase != PHASE_CLOSED)
        return "close it first";
    return NULL;
}

static void
move_dates(Gathering *copy, const Move *move)
{
    Calendar *dates = &copy->dates;
    const int64_t complete = (int64_t)copy->complete_days * 86400, erase = (int64_t)copy->erase_days * 86400;

    if (move->wanted == PHASE_OPEN) {
        dates->opens = move->now;
        return;
    }
    if (move->wanted == PHASE_CLOSED) {
        dates->closes = move->now;
        dates->completes = MIN(dates->completes, move->now + complete);
    } else {
        dates->completes = move->now;
    }
    dates->erases = MIN(dates->erases, dates->completes + erase);
}

static bool
move_on(Db *db, Gathering *copy, void *data, GError **error)
{
    const Move *move = data;
    const char *fault = move_fault(copy, move);

    if (fault != NULL)
        return error_set(error, ERROR_REFUSED, "%s: %s", copy->slug, fault);
    move_dates(copy, move);
    return true;
}

static void
control_move(ControlCall *call, const ControlDesk *data, Phase wanted)
{
    json_t *request = control_request(call);
    g_autoptr(Gathering) gathering = request != NULL ? control_gathering(call, data, request) : NULL;
    Move move = { clock_now(), wanted, false };
    g_autoptr(GError) error = NULL;

    json_decref(request);
    if (gathering == NULL)
        return;
    if (!gatherings_change(data->desk->gatherings, &gathering->id, &(GatheringChange){ move_on, NULL, &move }, &error)) {
        control_refuse(call, error);
        return;
    }
    control_changed(data, &gathering->id);
    g_autoptr(Gathering) now = gatherings_by_id(data->desk->gatherings, &gathering->id);
    control_line_f(call, "%s is %s", now->slug, calendar_phase_name(&now->dates, clock_now()));
    control_answer(call, gathering_settings(now));
}

void
control_conversation_open(ControlCall *call, void *data)
{
    control_move(call, data, PHASE_OPEN);
}

void
control_conversation_close(ControlCall *call, void *data)
{
    control_move(call, data, PHASE_CLOSED);
}

void
control_conversation_complete(ControlCall *call, void *data)
{
    control_move(call, data, PHASE_COMPLETED);
}
