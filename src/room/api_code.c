#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/themes.h"
#include "room/api_staff.h"

unsigned
coding_status(CodingOutcome outcome)
{
    switch (outcome) {
    case CODING_DONE:       return 200;
    case CODING_NOT_FOUND:  return 404;
    case CODING_OVER:       return 409;
    case CODING_NO_PARENT:  return 422;
    case CODING_CIRCLE:     return 422;
    case CODING_NAME_TAKEN: return 409;
    case CODING_NO_CODE:    return 422;
    case CODING_BAD_SPAN:   return 422;
    case CODING_FULL:       return 409;
    case CODING_LATER:      return 409;
    }
    return 500;
}

const char *
coding_text(CodingOutcome outcome)
{
    switch (outcome) {
    case CODING_DONE:       return "";
    case CODING_NOT_FOUND:  return _("There is nothing here, or it is not shown any more.");
    case CODING_OVER:       return _("The conversation is over.");
    case CODING_NO_PARENT:  return _("There is no such code to put it under.");
    case CODING_CIRCLE:     return _("A code cannot stand below itself.");
    case CODING_NAME_TAKEN: return _("There is a code with this name already. Choose another name.");
    case CODING_NO_CODE:    return _("There is no such code in the frame.");
    case CODING_BAD_SPAN:   return _("A part of the text begins and ends within it, and is at least one character long.");
    case CODING_FULL:       return _("The frame is full. Take a code away first.");
    case CODING_LATER:      return _("A later step stands in the way. Take that one back first.");
    }
    return "";
}

/* ---- the frame ---- */

static json_t *
code_json(const Code *code, unsigned depth, size_t contributions)
{
    return json_pack("{s:o, s:s, s:o, s:s, s:I, s:i, s:I}", "id", api_id(&code->id), "name", code->name, "parent",
                     id_is_zero(&code->parent) ? json_null() : api_id(&code->parent), "definition", code->definition,
                     "version", (json_int_t)code->version, "depth", (int)depth, "contributions", (json_int_t)contributions);
}

void
api_codes(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    json_t *items = json_array();

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_autoptr(Themes) themes = themes_new(board);
    for (guint t = 0; t < themes->tree->len; t++) {
        const CodeLevel *level = themes_level(themes, t);

        json_array_append_new(items, code_json(level->code, level->depth, themes_size(themes, t, NULL)));
    }
    json_int_t version = board->book->version;
    hall_read_end(visitor->room->hall);
    http_reply_json(reply, 200, json_pack("{s:o, s:n, s:I}", "items", items, "next", "version", version));
}

enum { CODE_NAME, CODE_PARENT, CODE_DEFINITION };
static const HttpField code_fields[] = {
    [CODE_NAME] = { "name", HTTP_FIELD_LINE, LIMIT_CODE_NAME, true, NULL },
    [CODE_PARENT] = { "parent", HTTP_FIELD_ID, 0, false, NULL },
    [CODE_DEFINITION] = { "definition", HTTP_FIELD_TEXT, LIMIT_DEFINITION, false, NULL },
};
/* In a change `parent` may be "": a theme of its own. */
static const HttpField change_fields[] = {
    [CODE_NAME] = { "name", HTTP_FIELD_LINE, LIMIT_CODE_NAME, false, NULL },
    [CODE_PARENT] = { "parent", HTTP_FIELD_JSON, 0, false, NULL },
    [CODE_DEFINITION] = { "definition", HTTP_FIELD_TEXT, LIMIT_DEFINITION, false, NULL },
};
const HttpInput api_code_input = { HTTP_INPUT_JSON, code_fields, G_N_ELEMENTS(code_fields), 0 };
const HttpInput api_code_change_input = { HTTP_INPUT_JSON, change_fields, G_N_ELEMENTS(change_fields), 0 };
const HttpInput api_code_delete_input = { HTTP_INPUT_JSON, NULL, 0, 1024 };

typedef struct { Id id; CodingOutcome outcome; } CodeWork;

static void
refuse(HttpRequest *request, HttpReply *reply, CodingOutcome outcome)
{
    http_reply_problem(reply, request, coding_status(outcome), coding_text(outcome));
}

static void
reply_code(HttpRequest *request, HttpReply *reply, RoomWrite *write, unsigned status)
{
    const CodeWork *work = write->data;
    json_t *answer = NULL;

    if (work->outcome != CODING_DONE) {
        refuse(request, reply, work->outcome);
        return;
    }
    hall_read(write->room->hall);
    const Board *board = visitor_board(request_visitor(request));
    const Code *code = board ? board_code(board, &work->id) : NULL;
    if (code)
        answer = code_json(code, 0, 0);
    hall_read_end(write->room->hall);
    if (!answer) {
        http_reply_problem(reply, request, 404, NULL);
        return;
    }
    json_object_del(answer, "depth");
    json_object_del(answer, "contributions");
    http_reply_json(reply, status, answer);
}

static bool
run_add(RoomWrite *write, Db *db, GError **error)
{
    CodeWork *work = write->data;
    CodeDraft draft = { .name = http_text(write->request, CODE_NAME), .definition = http_text(write->request, CODE_DEFINITION) };

    if (http_id(write->request, CODE_PARENT, &draft.parent) && id_is_zero(&draft.parent))
        return work->outcome = CODING_NO_PARENT, true;
    return code_add(write->room->hall, db, &write->actor, &draft, &work->outcome, &work->id, error);
}

static void
then_added(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    reply_code(request, reply, write, 201);
}

void
api_code_post(HttpRequest *request, HttpReply *reply)
{
    (void)reply;
    room_write(request, run_add, then_added, g_new0(CodeWork, 1));
}

static bool
run_change(RoomWrite *write, Db *db, GError **error)
{
    CodeWork *work = write->data;
    const char *parent = json_string_value(http_json(write->request, CODE_PARENT));
    CodeDraft draft = {
        .name = http_text(write->request, CODE_NAME),
        .definition = http_text(write->request, CODE_DEFINITION),
        .set_parent = parent != NULL,
    };

    if (parent && *parent && (!id_from_text(parent, &draft.parent) || id_is_zero(&draft.parent)))
        return work->outcome = CODING_NO_PARENT, true;
    return code_change(write->room->hall, db, &write->actor, &work->id, &draft, &work->outcome, error);
}

static void
then_changed(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    reply_code(request, reply, write, 200);
}

/* A write about the id in the path. */
static void
write_code(HttpRequest *request, HttpReply *reply, RoomRun run, RoomThen then)
{
    CodeWork work = { .outcome = CODING_NOT_FOUND };

    if (api_path_id(request, reply, 0, &work.id))
        room_write(request, run, then, g_memdup2(&work, sizeof work));
}

void
api_code_patch(HttpRequest *request, HttpReply *reply)
{
    write_code(request, reply, run_change, then_changed);
}

static bool
run_retire(RoomWrite *write, Db *db, GError **error)
{
    CodeWork *work = write->data;

    return code_retire(write->room->hall, db, &write->actor, &work->id, &work->outcome, error);
}

static void
then_retired(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const CodeWork *work = write->data;

    if (work->outcome == CODING_DONE)
        http_reply_empty(reply, 204);
    else
        refuse(request, reply, work->outcome);
}

void
api_code_delete(HttpRequest *request, HttpReply *reply)
{
    write_code(request, reply, run_retire, then_retired);
}

/* ---- codings ---- */

static const HttpField codings_fields[] = { { "codings", HTTP_FIELD_JSON, 0, true, NULL } };
const HttpInput api_codings_input = { HTTP_INPUT_JSON, codings_fields, G_N_ELEMENTS(codings_fields), 0 };

typedef struct { CodeWork work; size_t n; CodingDraft drafts[LIMIT_CODINGS]; } CodingsWork;

static bool
read_number(const json_t *object, const char *name, int32_t *ret_number)
{
    const json_t *number = json_object_get(object, name);

    if (!json_is_integer(number) || json_integer_value(number) < 0 || json_integer_value(number) > INT32_MAX)
        return false;
    *ret_number = (int32_t)json_integer_value(number);
    return true;
}

/* {code, start?, end?}: both of the two or neither; false: unreadable. */
static bool
read_draft(const json_t *object, CodingDraft *ret_draft)
{
    bool whole = json_is_object(object) && !json_object_get(object, "start") && !json_object_get(object, "end");

    ret_draft->start = ret_draft->end = -1;
    return id_from_text(json_string_value(json_object_get(object, "code")), &ret_draft->code) &&
           (whole || (read_number(object, "start", &ret_draft->start) && read_number(object, "end", &ret_draft->end)));
}

/* NULL, or what is wrong with them. */
static const char *
read_codings(const HttpRequest *request, CodingsWork *work)
{
    const json_t *list = http_json(request, 0);

    if (!json_is_array(list) || json_array_size(list) > LIMIT_CODINGS)
        return _("Send a list of at most 50 codings.");
    for (; work->n < json_array_size(list); work->n++)
        if (!read_draft(json_array_get(list, work->n), &work->drafts[work->n]))
            return _("Each coding needs the id of a code, and start and end where it is about a part of the text.");
    return NULL;
}

static bool
run_codings(RoomWrite *write, Db *db, GError **error)
{
    CodingsWork *work = write->data;

    return coding_put(write->room->hall, db, &write->actor, &work->work.id, work->drafts, work->n, &work->work.outcome, error);
}

/* One's own reading of a contribution, NULL: it is not there; under hall_read(). */
static json_t *
reading_json(const Board *board, const Item *item, unsigned staff)
{
    const Reading *reading = board_reading(board, item->at, staff);
    const GArray *codings = reading ? reading->codings : NULL;
    json_t *list = json_array();

    for (guint i = 0; codings && i < codings->len; i++) {
        const Coding *coding = &g_array_index(codings, Coding, i);
        const Code *code = g_ptr_array_index(board->book->codes, coding->code);
        json_t *one = json_pack("{s:o, s:s, s:I}", "code", api_id(&code->id), "name", code->name, "version",
                                (json_int_t)coding->version);

        if (coding->start >= 0) {
            json_object_set_new(one, "start", json_integer(coding->start));
            json_object_set_new(one, "end", json_integer(coding->end));
        }
        json_array_append_new(list, one);
    }
    return json_pack("{s:o, s:b, s:o}", "contribution", api_id(&item->id), "read",
                     reading && (reading->read || (codings && codings->len > 0)), "codings", list);
}

static void
reply_reading(HttpRequest *request, HttpReply *reply, const Id *id)
{
    const Visitor *visitor = request_visitor(request);
    json_t *answer = NULL;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Item *item = board ? board_find(board, id) : NULL;
    if (item && item_is_read(item))
        answer = reading_json(board, item, visitor->badge.staff_number);
    hall_read_end(visitor->room->hall);
    if (answer)
        http_reply_json(reply, 200, answer);
    else
        http_reply_problem(reply, request, 404, NULL);
}

static void
then_reading(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const CodeWork *work = write->data;

    if (work->outcome == CODING_DONE)
        reply_reading(request, reply, &work->id);
    else
        refuse(request, reply, work->outcome);
}

void
api_codings_put(HttpRequest *request, HttpReply *reply)
{
    CodingsWork *work = g_new0(CodingsWork, 1);
    const char *fault = read_codings(request, work);
    bool there = api_path_id(request, reply, 0, &work->work.id);

    if (there && !fault) {
        room_write(request, run_codings, then_reading, work);
        return;
    }
    g_free(work);
    if (there)
        http_reply_problem(reply, request, 422, fault);
}

void
api_codings(HttpRequest *request, HttpReply *reply)
{
    Id id;

    if (api_path_id(request, reply, 0, &id))
        reply_reading(request, reply, &id);
}

static const HttpField read_fields[] = { { "read", HTTP_FIELD_FLAG, 0, false, NULL } };
const HttpInput api_read_input = { HTTP_INPUT_JSON, read_fields, G_N_ELEMENTS(read_fields), 1024 };

static bool
run_read(RoomWrite *write, Db *db, GError **error)
{
    CodeWork *work = write->data;

    return reading_put(write->room->hall, db, &write->actor, &work->id,
                       !http_has(write->request, 0) || http_flag(write->request, 0), &work->outcome, error);
}

void
api_read_put(HttpRequest *request, HttpReply *reply)
{
    write_code(request, reply, run_read, then_reading);
}

/* ---- GET reading ---- */

static const char *const which_names[] = { [READ_ANY] = "any", [READ_UNREAD] = "unread", [READ_UNCODED] = "read", [READ_CODED] = "coded", NULL };

static int
which_of(const char *text)
{
    for (int i = 0; text && which_names[i]; i++)
        if (g_str_equal(which_names[i], text))
            return i;
    return text ? -1 : READ_UNREAD;
}

void
api_reading(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    unsigned staff = visitor->badge.staff_number;
    int which = which_of(http_query(request, "state"));
    uint32_t at[LIMIT_PAGE_ITEMS];
    g_autofree char *next = NULL;

    if (which < 0) {
        http_reply_problem(reply, request, 422, _("The state is unread, read, coded or any."));
        return;
    }
    json_t *items = json_array();
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    size_t n = board_to_read(board, staff, (ReadWhich)which, http_query(request, "cursor"), api_limit(request), at, &next);
    for (size_t i = 0; i < n; i++) {
        json_t *one = api_contribution(board, board_at(board, at[i]), visitor, false);

        json_object_set_new(one, "reading", reading_json(board, board_at(board, at[i]), staff));
        json_array_append_new(items, one);
    }
    hall_read_end(visitor->room->hall);
    g_autofree char *more = next ? g_strdup_printf("/api/v1/conversations/%s/reading?state=%s&limit=%zu&cursor=%s",
                                                   http_arg(request, 0), which_names[which], api_limit(request), next) : NULL;
    http_reply_json(reply, 200, json_pack("{s:o, s:s?}", "items", items, "next", more));
}
