#include "room/staff_again.h"
#include "base/i18n.h"

bool
again_is_stale(RoomWrite *write, Db *db, const Id *id, int64_t version, int64_t talk, bool *ret_stale, GError **error)
{
    const Id *conversation = &write->actor.conversation;
    const Board *board = hall_board_by_id(write->room->hall, conversation);
    const Item *item = board ? board_find(board, id) : NULL;
    g_autoptr(GArray) messages = NULL;

    *ret_stale = item && version > 0 && !facilitate_is_fresh(item, (uint32_t)version);
    if (!item || *ret_stale || talk < 0)
        return true;
    if (!message_talk(db, conversation, id, false, &messages, error))
        return false;
    *ret_stale = messages->len != (guint)talk;
    return true;
}

/* ---- the form as it came ---- */

/* Of the field that is called so; NULL: the form has none, or nothing was typed. */
static const char *
typed_in(const HttpRequest *request, const HttpInput *input, const char *name)
{
    for (unsigned i = 0; i < input->n_fields; i++)
        if (input->fields[i].type != HTTP_FIELD_MAP && g_str_equal(input->fields[i].name, name))
            return http_typed(request, i);
    return NULL;
}

static int64_t
number_in(const HttpRequest *request, const HttpInput *input, const char *name)
{
    const char *typed = typed_in(request, input, name);

    return typed ? g_ascii_strtoll(typed, NULL, 10) : -1;
}

static void
add_field(GArray *fields, const char *name, const char *value)
{
    const PageHidden field = { name, value };

    if (value && *value)
        g_array_append_val(fields, field);
}

static void
add_map(Look *look, const HttpRequest *request, unsigned i, const char *prefix, GArray *fields)
{
    for (size_t at = 0; at < http_map_size(request, i); at++) {
        const char *key, *value;

        http_map_at(request, i, at, &key, &value);
        add_field(fields, scratch_keep(look->scratch, g_strdup_printf("%s-%s", prefix, key)), value);
    }
}

static bool
is_renewed(const char *name)
{
    return g_str_equal(name, "version") || g_str_equal(name, "talk");
}

static bool
is_sure(const char *name)
{
    return g_str_equal(name, "sure");
}

static bool
is_said_anew(const char *name)
{
    return is_renewed(name) || is_sure(name);
}

/* As they came; caller unrefs. */
static GArray *
fields_of(Look *look, const HttpRequest *request, const HttpInput *input, bool (*leaves_out)(const char *name))
{
    GArray *fields = g_array_new(false, true, sizeof(PageHidden));

    for (unsigned i = 0; i < input->n_fields; i++) {
        const HttpField *field = &input->fields[i];

        if (field->type == HTTP_FIELD_MAP)
            add_map(look, request, i, field->name, fields);
        else if (!leaves_out(field->name))
            add_field(fields, field->name, http_typed(request, i));
    }
    return fields;
}

static AgainView
view_of(Look *look, const char *action, const GArray *fields)
{
    char *kept = g_memdup2(fields->data, fields->len * sizeof(PageHidden));

    scratch_keep(look->scratch, kept);
    return (AgainView){ .action = action, .fields = (const PageHidden *)(void *)kept, .n_fields = fields->len };
}

/* As it was sent, but upon what is there now. */
static AgainView
again_view(Look *look, const HttpRequest *request, const ItemRefusal *refusal, const ItemView *item)
{
    const HttpInput *input = refusal->input;
    g_autoptr(GArray) fields = fields_of(look, request, input, refusal->names ? is_said_anew : is_renewed);

    add_field(fields, "version", scratch_keep(look->scratch, g_strdup_printf("%" G_GINT64_FORMAT, item->version)));
    if (number_in(request, input, "talk") >= 0)
        add_field(fields, "talk", scratch_keep(look->scratch, g_strdup_printf("%zu", item->n_talk)));
    if (refusal->names)
        add_field(fields, "sure", "yes");
    return view_of(look, scratch_keep(look->scratch, g_strdup_printf("/c/%s/facilitate/%s/%s", look->board->about->slug, item->id, refusal->path)),
                   fields);
}

AgainView
again_sure(Look *look, const HttpRequest *request, const HttpInput *input, const char *action)
{
    g_autoptr(GArray) fields = fields_of(look, request, input, is_sure);

    add_field(fields, "sure", "yes");
    return view_of(look, action, fields);
}

/* ---- what happened meanwhile ---- */

static void
add_since(GArray *since, const char *text, const char *words)
{
    const SinceLine line = { text, words };

    g_array_append_val(since, line);
}

static void
add_messages(Look *look, const HttpRequest *request, const ItemRefusal *refusal, const ItemView *item, GArray *since)
{
    const int64_t seen = number_in(request, refusal->input, "talk");

    for (size_t i = seen < 0 ? item->n_talk : (size_t)seen; i < item->n_talk; i++) {
        const TalkLine *line = &item->talk[i];

        add_since(since, line->mine ? _("The author wrote:") : scratch_keep(look->scratch, i18n_format(_("%s wrote:"), line->who)),
                  line->text);
    }
}

static void
add_sanction(Look *look, const ItemView *item, GArray *since)
{
    add_since(since, scratch_keep(look->scratch, i18n_format(_("%s has done this already, until %s."), item->sanction.who,
                                                             item->sanction.until)), NULL);
}

static void
add_decision(const ItemRefusal *refusal, const ItemView *item, GArray *since)
{
    for (size_t i = 0; i < item->n_appeals; i++) {
        const AppealView *appeal = &item->appeals[i];

        if (appeal->decided && appeal->sanction == refusal->decides_pause &&
            g_ascii_strtoll(appeal->number, NULL, 10) == refusal->decides_number)
            add_since(since, appeal->decided, appeal->answer);
    }
}

/* The words as they were on the page. */
static const char *
add_history(const HttpRequest *request, const ItemRefusal *refusal, const ItemView *item, GArray *since)
{
    const int64_t seen = number_in(request, refusal->input, "version");
    const char *saw = NULL;

    for (size_t i = 0; seen > 0 && i < item->n_history; i++) {
        const HistoryLine *line = &item->history[i];

        if (line->version <= seen)
            continue;
        add_since(since, line->text, line->note);
        saw = saw ? saw : line->before;
    }
    return saw ? saw : item->text;
}

/* Boxes of several lines, and pieces: what one would not like to type again. */
static void
add_typed(const HttpRequest *request, const HttpInput *input, const char *saw, const char *now, GPtrArray *typed)
{
    for (unsigned i = 0; i < input->n_fields; i++) {
        const HttpField *field = &input->fields[i];
        const char *text = field->type == HTTP_FIELD_TEXT ? http_typed(request, i) : NULL;

        if (text && *text && !g_str_equal(text, saw) && !g_str_equal(text, now))
            g_ptr_array_add(typed, (char *)text);
        for (size_t at = 0; field->type == HTTP_FIELD_MAP && field->max > LIMIT_NOTE && at < http_map_size(request, i); at++) {
            const char *key, *value;

            http_map_at(request, i, at, &key, &value);
            if (*value)
                g_ptr_array_add(typed, (char *)value);
        }
    }
}

static void
fill_stale(Look *look, const HttpRequest *request, const ItemRefusal *refusal, ItemView *item)
{
    g_autoptr(GArray) since = g_array_new(false, true, sizeof(SinceLine));
    g_autoptr(GPtrArray) typed = g_ptr_array_new();
    StaleView *view = &item->stale;

    *view = (StaleView){
        .now = item->text,
        .saw = add_history(request, refusal, item, since),
        .leave = scratch_keep(look->scratch, g_strdup_printf("/c/%s/facilitate/%s", look->board->about->slug, item->id)),
    };
    add_messages(look, request, refusal, item, since);
    if (refusal->sanction.again && item->sanction.until)
        add_sanction(look, item, since);
    if (refusal->decides)
        add_decision(refusal, item, since);
    add_typed(request, refusal->input, view->saw, view->now, typed);
    if (!refusal->settled)
        view->again = again_view(look, request, refusal, item);
    view->n_since = since->len;
    view->since = g_memdup2(since->data, since->len * sizeof(SinceLine));
    scratch_keep(look->scratch, (char *)(uintptr_t)view->since);
    view->n_typed = typed->len;
    view->typed = g_memdup2(typed->pdata, typed->len * sizeof(char *));
    scratch_keep(look->scratch, (char *)(uintptr_t)view->typed);
}

/* ---- the form of acts ---- */

static size_t
place_of(const char *key)
{
    const gint64 number = g_ascii_strtoll(key, NULL, 10);

    return number >= 1 && number <= LIMIT_SPLIT_PARTS ? (size_t)number - 1 : LIMIT_SPLIT_PARTS;
}

static void
fill_parts(const HttpRequest *request, const HttpInput *input, const char *name, const char *parts[LIMIT_SPLIT_PARTS])
{
    for (unsigned i = 0; i < input->n_fields; i++)
        for (size_t at = 0; g_str_equal(input->fields[i].name, name) && at < http_map_size(request, i); at++) {
            const char *key, *value;

            http_map_at(request, i, at, &key, &value);
            if (place_of(key) < LIMIT_SPLIT_PARTS)
                parts[place_of(key)] = value;
        }
}

static void
fill_act(const HttpRequest *request, const ItemRefusal *refusal, ItemView *item)
{
    const HttpInput *input = refusal->input;

    item->chosen_section = typed_in(request, input, "section");
    item->into = typed_in(request, input, "into");
    item->address = typed_in(request, input, "into-id");
    fill_parts(request, input, "part", item->parts);
    fill_parts(request, input, "at", item->parts_at);
}

void
again_fill(Look *look, const HttpRequest *request, const ItemRefusal *refusal, ItemView *view)
{
    if (!refusal->input)
        return;
    if (g_str_equal(refusal->path, "act"))
        fill_act(request, refusal, view);
    if (refusal->stale)
        fill_stale(look, request, refusal, view);
    /* What stood in the box when nobody had changed it is no change of theirs. */
    if (refusal->stale && view->typed && g_str_equal(view->typed, view->stale.saw))
        view->typed = NULL;
    if (!refusal->names)
        return;
    view->again = again_view(look, request, refusal, view);
    mention_show(refusal->names, refusal->noted, &view->note);
}
