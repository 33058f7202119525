#include "base/i18n.h"
#include "base/limits.h"
#include "domain/coding_merge.h"
#include "domain/coding_steps.h"
#include "room/api_staff.h"
#include "room/staff_analyse.h"

#define MOST_STEPS  100
#define MOST_ERRORS 4

/* What was typed, when a form was refused. */
typedef struct { unsigned status; const char *edit, *text; } CodesRefusal;

/* ---- the history, as lines ---- */

static const char *
name_of(const Board *board, const Id *id)
{
    const Code *code = g_hash_table_lookup(board->book->code_by_id, id);

    return code ? code->name : "";
}

static char *
step_text(const Board *board, const CodeStep *step)
{
    switch (step->act) {
    case STEP_ADDED:
        return i18n_format(_("%u: “%s” was added by Analyst %u"), step->version, step->name, step->staff);
    case STEP_CHANGED:
        return i18n_format(_("%u: “%s” was changed by Analyst %u"), step->version, step->name, step->staff);
    case STEP_RETIRED:
        return i18n_format(_("%u: “%s” was retired by Analyst %u"), step->version, step->name, step->staff);
    case STEP_JOINED:
        return i18n_format(_("%u: “%s” was joined with “%s” by Analyst %u"), step->version, step->name,
                               name_of(board, &step->beside), step->staff);
    case STEP_RESTORED:
        return i18n_format(_("%u: “%s” was brought back by Analyst %u"), step->version, step->name, step->staff);
    }
    return g_strdup("");
}

/* The last step that took a code away, while it is away. */
static const char *
undo_of(Look *look, const CodeStep *step, GHashTable *seen)
{
    const Code *code = g_hash_table_lookup(look->board->book->code_by_id, &step->code);
    bool away = step->act == STEP_RETIRED || step->act == STEP_JOINED;

    if (!away || !code || !code->retired || !g_hash_table_add(seen, (void *)code))
        return NULL;
    return scratch_id(look->scratch, &step->code);
}

static void
add_steps(Look *look, const GArray *steps, CodesView *view)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    FrameStep *lines = g_new0(FrameStep, steps->len + 1);

    scratch_keep(look->scratch, (char *)lines);
    for (guint i = 0; i < steps->len; i++) {
        const CodeStep *step = &g_array_index(steps, CodeStep, i);

        lines[i] = (FrameStep){ scratch_keep(look->scratch, step_text(look->board, step)), undo_of(look, step, seen) };
    }
    view->steps = lines;
    view->n_steps = steps->len;
}

static bool
read_steps(const Visitor *visitor, GArray **ret_steps, GError **error)
{
    Room *room = visitor->room;

    g_mutex_lock(&room->reader_lock);
    bool ok = coding_steps(room->reader, &visitor->badge.conversation, MOST_STEPS, ret_steps, error);
    g_mutex_unlock(&room->reader_lock);
    return ok;
}

/* ---- the page ---- */

enum { CODE_NAME, CODE_DEFINITION, CODE_PARENT, CODE_ACTION, CODE_INTO };

static void
add_refusal(HttpRequest *request, const CodesRefusal *refusal, PageFrame *frame, FormError errors[MOST_ERRORS], CodesView *view)
{
    frame->errors = errors;
    frame->n_errors = refusal->text ? 1 : frame_errors(request, errors, MOST_ERRORS);
    if (refusal->text)
        errors[0] = (FormError){ "name", refusal->text, NULL };
    view->typed_name = http_typed(request, CODE_NAME);
    view->typed_definition = http_typed(request, CODE_DEFINITION);
    view->parent = http_typed(request, CODE_PARENT);
}

static void
codes_show(HttpRequest *request, HttpReply *reply, const CodesRefusal *refusal)
{
    const Visitor *visitor = request_visitor(request);
    const char *edit = refusal ? refusal->edit : http_query(request, "edit");
    g_autoptr(GArray) steps = NULL;
    FormError errors[MOST_ERRORS];
    GError *error = NULL;
    Page page;
    Id id;

    if (!read_steps(visitor, &steps, &error)) {
        http_reply_error(reply, request, error);
        g_clear_error(&error);
        return;
    }
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    const Code *code = id_from_text(edit, &id) ? board_code(board, &id) : NULL;
    CodesView view = {
        .version = board->book->version,
        .edit = code ? edit : NULL,
        .parent = code && !id_is_zero(&code->parent) ? scratch_id(look.scratch, &code->parent) : NULL,
    };
    view.codes = analyse_code_lines(&look, NULL, &view.n_codes);
    add_steps(&look, steps, &view);
    if (refusal)
        add_refusal(request, refusal, &frame, errors, &view);
    bool made = codes_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, refusal ? refusal->status : 200, made, &page, error);
}

void
page_codes(HttpRequest *request, HttpReply *reply)
{
    codes_show(request, reply, NULL);
}

/* ---- forms ---- */

static const char *const code_actions[] = { "save", "merge", "retire", "restore", NULL };
enum { CODE_SAVE, CODE_MERGE, CODE_RETIRE, CODE_RESTORE };
/* An id that cannot be read is refused; "" is none. */
static const HttpField code_fields[] = {
    [CODE_NAME] = { "name", HTTP_FIELD_LINE, LIMIT_CODE_NAME, true, NULL },
    [CODE_DEFINITION] = { "definition", HTTP_FIELD_TEXT, LIMIT_DEFINITION, false, NULL },
    [CODE_PARENT] = { "parent", HTTP_FIELD_ID, 0, false, NULL },
};
const HttpInput page_code_input = { HTTP_INPUT_FORM, code_fields, G_N_ELEMENTS(code_fields), 0 };
static const HttpField change_fields[] = {
    [CODE_NAME] = { "name", HTTP_FIELD_LINE, LIMIT_CODE_NAME, false, NULL },
    [CODE_DEFINITION] = { "definition", HTTP_FIELD_TEXT, LIMIT_DEFINITION, false, NULL },
    [CODE_PARENT] = { "parent", HTTP_FIELD_ID, 0, false, NULL },
    [CODE_ACTION] = { "action", HTTP_FIELD_CHOICE, 0, true, code_actions },
    [CODE_INTO] = { "into", HTTP_FIELD_ID, 0, false, NULL },
};
const HttpInput page_code_change_input = { HTTP_INPUT_FORM, change_fields, G_N_ELEMENTS(change_fields), 0 };

typedef struct { Id id; CodingOutcome outcome; } CodeForm;

/* Both forms hold all of a code, so what is empty is meant to be. */
static CodeDraft
draft_of(const HttpRequest *request)
{
    const char *definition = http_text(request, CODE_DEFINITION);
    CodeDraft draft = { .name = http_text(request, CODE_NAME), .definition = definition ? definition : "", .set_parent = true };

    (void)http_id(request, CODE_PARENT, &draft.parent);
    return draft;
}

static void
form_done(HttpRequest *request, HttpReply *reply, const CodeForm *form, const char *edit, const char *done)
{
    if (form->outcome != CODING_DONE) {
        codes_show(request, reply, &(CodesRefusal){ coding_status(form->outcome), edit, coding_text(form->outcome) });
        return;
    }
    g_autofree char *rest = g_strconcat("/analyse/codes?done=", done, NULL);
    g_autofree char *path = frame_path(request_visitor(request), rest);
    http_reply_redirect(reply, path);
}

static bool
run_code(RoomWrite *write, Db *db, GError **error)
{
    CodeForm *form = write->data;
    CodeDraft draft = draft_of(write->request);

    return code_add(write->room->hall, db, &write->actor, &draft, &form->outcome, &form->id, error);
}

static void
then_code(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    form_done(request, reply, write->data, NULL, "code-added");
}

void
page_code_post(HttpRequest *request, HttpReply *reply)
{
    size_t n;

    http_errors(request, &n);
    if (n > 0)
        codes_show(request, reply, &(CodesRefusal){ 422, NULL, NULL });
    else
        room_write(request, run_code, then_code, g_new0(CodeForm, 1));
}

static bool
run_change(RoomWrite *write, Db *db, GError **error)
{
    CodeForm *form = write->data;
    const HttpRequest *request = write->request;
    CodeDraft draft = draft_of(request);
    Hall *hall = write->room->hall;
    Id into = { .bytes = { 0 } };

    switch (http_choice(request, CODE_ACTION)) {
    case CODE_SAVE:
        return code_change(hall, db, &write->actor, &form->id, &draft, &form->outcome, error);
    case CODE_MERGE:
        (void)http_id(request, CODE_INTO, &into);
        return code_merge(hall, db, &write->actor, &form->id, &into, &form->outcome, error);
    case CODE_RESTORE:
        return code_restore(hall, db, &write->actor, &form->id, &form->outcome, error);
    default:
        return code_retire(hall, db, &write->actor, &form->id, &form->outcome, error);
    }
}

static void
then_change(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    static const char *const done[] = { "edited", "code-joined", "code-retired", "code-back" };

    form_done(request, reply, write->data, http_arg(request, 1), done[http_choice(request, CODE_ACTION)]);
}

void
page_code_change_post(HttpRequest *request, HttpReply *reply)
{
    CodeForm form = { .outcome = CODING_NOT_FOUND };
    size_t n;

    if (!api_path_id(request, reply, 1, &form.id))
        return;
    http_errors(request, &n);
    if (n > 0)
        codes_show(request, reply, &(CodesRefusal){ 422, http_arg(request, 1), NULL });
    else if (http_choice(request, CODE_ACTION) == CODE_SAVE && !http_text(request, CODE_NAME))
        codes_show(request, reply, &(CodesRefusal){ 422, http_arg(request, 1), _("Give the code a name.") });
    else
        room_write(request, run_change, then_change, g_memdup2(&form, sizeof form));
}
