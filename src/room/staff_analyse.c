#include "room/staff_analyse.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "domain/coding_merge.h"
#include "room/api_staff.h"
#include "room/pages/analyse.h"
#include "room/view.h"

/* ---- the frame beside the text ---- */

static bool
carries(const Reading *reading, uint32_t code)
{
    for (guint i = 0; reading && reading->codings && i < reading->codings->len; i++)
        if (g_array_index(reading->codings, Coding, i).code == code)
            return true;
    return false;
}

/* How many contributions carry each code, by anybody. */
static uint64_t *
count_codes(const Board *board)
{
    uint64_t *counts = g_new0(uint64_t, board->book->codes->len + 1);

    for (guint i = 0; i < board->items->len; i++) {
        const GArray *readings = board_readings(board, i);

        for (guint code = 0; readings && code < board->book->codes->len; code++)
            for (guint r = 0; r < readings->len; r++)
                if (carries(&g_array_index(readings, Reading, r), code)) {
                    counts[code]++;
                    break;
                }
    }
    return counts;
}

static CodeLine *
code_lines(Look *look, const Reading *reading, size_t *ret_n)
{
    g_autoptr(GArray) tree = board_code_tree(look->board);
    g_autofree uint64_t *counts = count_codes(look->board);
    CodeLine *lines = g_new0(CodeLine, tree->len + 1);
    unsigned colour = 0;

    scratch_keep(look->scratch, (char *)lines);
    for (guint i = 0; i < tree->len; i++) {
        const CodeLevel *level = &g_array_index(tree, CodeLevel, i);

        colour += level->depth == 0;
        lines[i] = (CodeLine){ scratch_id(look->scratch, &level->code->id), level->code->name, level->code->definition,
                               level->depth, colour, counts[level->at], carries(reading, level->at) };
    }
    *ret_n = tree->len;
    return lines;
}

static unsigned
colour_of(const CodeLine *lines, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (g_str_equal(lines[i].id, id))
            return lines[i].colour;
    return 0;
}

static void
fill_codings(Look *look, const Reading *reading, AnalyseView *view)
{
    guint n = reading && reading->codings ? reading->codings->len : 0;
    CodingView *codings = g_new0(CodingView, n + 1);

    scratch_keep(look->scratch, (char *)codings);
    for (guint i = 0; i < n; i++) {
        const Coding *coding = &g_array_index(reading->codings, Coding, i);
        const Code *code = g_ptr_array_index(look->board->book->codes, coding->code);
        const char *id = scratch_id(look->scratch, &code->id);

        codings[i] = (CodingView){ id, code->name, colour_of(view->codes, view->n_codes, id),
                                   coding->start < 0 ? 0 : (size_t)coding->start, coding->end < 0 ? 0 : (size_t)coding->end,
                                   coding->start < 0 };
    }
    view->codings = codings;
    view->n_codings = n;
}

/* ---- what is read next: the order is random and the same for everybody ---- */

static int
by_id(const void *a, const void *b)
{
    return memcmp((*(Item *const *)a)->id.bytes, (*(Item *const *)b)->id.bytes, sizeof(Id));
}

static GPtrArray *
to_read(const Board *board)
{
    GPtrArray *items = g_ptr_array_new();

    for (guint i = 0; i < board->items->len; i++)
        if (item_is_read(board_at(board, i)))
            g_ptr_array_add(items, board_at(board, i));
    g_ptr_array_sort(items, by_id);
    return items;
}

static bool
is_unread(const Board *board, const Item *item, unsigned staff)
{
    const Reading *reading = board_reading(board, item->at, staff);

    return !reading || (!reading->read && !(reading->codings && reading->codings->len));
}

/* The place of the one that is asked for, or of the first unread one; len: everything is read. */
static guint
place_of(const Board *board, const GPtrArray *items, const char *asked, unsigned staff)
{
    Id id;
    bool named = id_from_text(asked, &id);
    guint i = 0;

    while (i < items->len && (named ? !id_equal(&((Item *)g_ptr_array_index(items, i))->id, &id)
                                    : !is_unread(board, g_ptr_array_index(items, i), staff)))
        i++;
    return i;
}

static const char *
neighbour(Look *look, const GPtrArray *items, guint at)
{
    if (at >= items->len)
        return NULL;
    return scratch_keep(look->scratch, g_strdup_printf("/c/%s/analyse?at=%s", look->board->about->slug,
                        scratch_id(look->scratch, &((Item *)g_ptr_array_index(items, at))->id)));
}

static void
fill_item(Look *look, const Item *item, unsigned staff, AnalyseView *view)
{
    const Item *idea = board_at(look->board, item->idea);
    const Reading *reading = board_reading(look->board, item->at, staff);

    view->id = scratch_id(look->scratch, &item->id);
    view->idea = idea ? scratch_id(look->scratch, &idea->id) : view->id;
    view->kind = item->kind;
    view->section_title = look->board->about->sections[item->shown.section].title;
    view->text = item->shown.text ? item->shown.text : item->now.text;
    view->likes = item->shown.likes;
    view->dislikes = item->shown.dislikes;
    view->comments = item->shown.comments;
    view->read = !is_unread(look->board, item, staff);
    view->codes = code_lines(look, reading, &view->n_codes);
    fill_codings(look, reading, view);
}

void
page_analyse(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    unsigned staff = visitor->badge.staff_number;
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    g_autoptr(GPtrArray) items = to_read(board);
    CodingCoverage coverage = board_coverage(board, staff);
    guint at = place_of(board, items, http_query(request, "at"), staff);
    AnalyseView view = {
        .coverage = { coverage.coded, coverage.read, coverage.unread, board->book->version },
        .number = at + 1,
        .back = at > 0 ? neighbour(&look, items, at - 1) : NULL,
        .skip = neighbour(&look, items, at + 1),
    };
    if (at < items->len)
        fill_item(&look, g_ptr_array_index(items, at), staff, &view);
    bool made = analyse_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}

/* Themes with their figures are in the report's preview: one place, one computation. */
void
page_themes(HttpRequest *request, HttpReply *reply)
{
    g_autofree char *path = frame_path(request_visitor(request), "/report");

    http_reply_redirect(reply, path);
}

/* ---- forms ---- */

typedef struct { Id id; CodingOutcome outcome; const char *next; bool plain; } CodingForm;

static void
refuse(HttpRequest *request, HttpReply *reply, CodingOutcome outcome)
{
    http_reply_problem(reply, request, coding_status(outcome), coding_text(outcome));
}

static void
form_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const CodingForm *form = write->data;

    if (form->outcome != CODING_DONE) {
        refuse(request, reply, form->outcome);
        return;
    }
    g_autofree char *path = frame_path(request_visitor(request), form->next);
    if (form->plain) {
        http_reply_redirect(reply, path);
        return;
    }
    char id[ID_TEXT_SIZE];
    id_to_text(&form->id, id);
    g_autofree char *there = g_strconcat(path, id, NULL);
    http_reply_redirect(reply, there);
}

static void
start(HttpRequest *request, HttpReply *reply, RoomRun run, const char *next, bool plain_next)
{
    CodingForm form = { .next = next, .plain = plain_next };

    if (api_path_id(request, reply, 1, &form.id))
        room_write(request, run, form_done, g_memdup2(&form, sizeof form));
}

static const char *const yes_no[] = { "yes", "no", NULL };
static const HttpField read_fields[] = { { "read", HTTP_FIELD_CHOICE, 0, true, yes_no } };
const HttpInput page_read_input = { HTTP_INPUT_FORM, read_fields, G_N_ELEMENTS(read_fields), 1024 };

static bool
run_read(RoomWrite *write, Db *db, GError **error)
{
    CodingForm *form = write->data;

    return reading_put(write->room->hall, db, &write->actor, &form->id, http_choice(write->request, 0) == 0, &form->outcome, error);
}

void
page_read_post(HttpRequest *request, HttpReply *reply)
{
    bool on = http_choice(request, 0) == 0;

    start(request, reply, run_read, on ? "/analyse" : "/analyse?at=", on);
}

enum { CODINGS_ADD, CODINGS_DROP, CODINGS_DISMISS, CODINGS_START, CODINGS_END };
static const HttpField codings_fields[] = {
    [CODINGS_ADD] = { "add", HTTP_FIELD_ID, 0, false, NULL },
    [CODINGS_DROP] = { "drop", HTTP_FIELD_LINE, 80, false, NULL },
    [CODINGS_DISMISS] = { "dismiss", HTTP_FIELD_LINE, 80, false, NULL },
    [CODINGS_START] = { "start", HTTP_FIELD_NUMBER, LIMIT_IDEA, false, NULL },
    [CODINGS_END] = { "end", HTTP_FIELD_NUMBER, LIMIT_IDEA, false, NULL },
};
const HttpInput page_codings_input = { HTTP_INPUT_FORM, codings_fields, G_N_ELEMENTS(codings_fields), 2048 };

/* "CODE", all of that code; or "CODE START END", that one. */
static bool
is_dropped(const char *drop, const CodingDraft *draft)
{
    char code[ID_TEXT_SIZE];
    g_auto(GStrv) parts = g_strsplit(drop ? drop : "", " ", 3);

    id_to_text(&draft->code, code);
    if (!parts[0] || !g_str_equal(parts[0], code))
        return false;
    if (!parts[1] || !parts[2])
        return true;
    return draft->start == (int32_t)g_ascii_strtoll(parts[1], NULL, 10) && draft->end == (int32_t)g_ascii_strtoll(parts[2], NULL, 10);
}

static size_t
kept_drafts(const Board *board, const Item *item, unsigned staff, const char *drop, CodingDraft *ret_drafts)
{
    const Reading *reading = item ? board_reading(board, item->at, staff) : NULL;
    size_t n = 0;

    for (guint i = 0; reading && reading->codings && i < reading->codings->len && n < LIMIT_CODINGS - 1; i++) {
        const Coding *coding = &g_array_index(reading->codings, Coding, i);
        const Code *code = g_ptr_array_index(board->book->codes, coding->code);
        CodingDraft draft = { code->id, coding->start, coding->end };

        if (!is_dropped(drop, &draft))
            ret_drafts[n++] = draft;
    }
    return n;
}

static bool
run_codings(RoomWrite *write, Db *db, GError **error)
{
    CodingForm *form = write->data;
    const HttpRequest *request = write->request;
    const Board *board = hall_board_by_id(write->room->hall, &write->actor.conversation);
    CodingDraft drafts[LIMIT_CODINGS];
    Id added;

    form->outcome = CODING_NOT_FOUND;
    if (!board)
        return true;
    size_t n = kept_drafts(board, board_find(board, &form->id), write->actor.staff_number, http_text(request, CODINGS_DROP), drafts);
    if (http_id(request, CODINGS_ADD, &added)) {
        bool span = http_has(request, CODINGS_START) && http_has(request, CODINGS_END);

        drafts[n++] = (CodingDraft){ added, span ? (int32_t)http_number(request, CODINGS_START, 0) : -1,
                                     span ? (int32_t)http_number(request, CODINGS_END, 0) : -1 };
    }
    return coding_put(write->room->hall, db, &write->actor, &form->id, drafts, n, &form->outcome, error);
}

void
page_codings_post(HttpRequest *request, HttpReply *reply)
{
    start(request, reply, run_codings, "/analyse?at=", false);
}

/* ---- the frame ---- */

void
page_codes(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    const char *edit = http_query(request, "edit");
    GError *error = NULL;
    Page page;
    Id id;

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
    view.codes = code_lines(&look, NULL, &view.n_codes);
    bool made = codes_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}

enum { CODE_NAME, CODE_DEFINITION, CODE_PARENT, CODE_ACTION, CODE_INTO };
static const char *const code_actions[] = { "save", "merge", "retire", NULL };
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

static CodeDraft
draft_of(const HttpRequest *request)
{
    CodeDraft draft = { .name = http_text(request, CODE_NAME), .definition = http_text(request, CODE_DEFINITION), .set_parent = true };

    if (!http_id(request, CODE_PARENT, &draft.parent))
        draft.parent = (Id){ .bytes = { 0 } };
    return draft;
}

static bool
run_code(RoomWrite *write, Db *db, GError **error)
{
    CodingForm *form = write->data;
    CodeDraft draft = draft_of(write->request);

    return code_add(write->room->hall, db, &write->actor, &draft, &form->outcome, &form->id, error);
}

void
page_code_post(HttpRequest *request, HttpReply *reply)
{
    CodingForm form = { .next = "/analyse/codes", .plain = true };

    room_write(request, run_code, form_done, g_memdup2(&form, sizeof form));
}

static bool
run_code_change(RoomWrite *write, Db *db, GError **error)
{
    CodingForm *form = write->data;
    const HttpRequest *request = write->request;
    CodeDraft draft = draft_of(request);
    Hall *hall = write->room->hall;
    Id into;

    form->outcome = CODING_NOT_FOUND;
    switch (http_choice(request, CODE_ACTION)) {
    case 0:
        return code_change(hall, db, &write->actor, &form->id, &draft, &form->outcome, error);
    case 1:
        return !http_id(request, CODE_INTO, &into) ||
               code_merge(hall, db, &write->actor, &form->id, &into, &form->outcome, error);
    default:
        return code_retire(hall, db, &write->actor, &form->id, &form->outcome, error);
    }
}

void
page_code_change_post(HttpRequest *request, HttpReply *reply)
{
    start(request, reply, run_code_change, "/analyse/codes", true);
}
