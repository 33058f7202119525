#include "room/staff_analyse.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "room/api_staff.h"

/* ---- the frame beside the text ---- */

static bool
carries(const Reading *reading, uint32_t code)
{
    for (guint i = 0; reading && reading->codings && i < reading->codings->len; i++)
        if (g_array_index(reading->codings, Coding, i).code == code)
            return true;
    return false;
}

/* How many contributions that are shown carry each code, by anybody. */
static uint64_t *
count_codes(const Board *board)
{
    uint64_t *counts = g_new0(uint64_t, board->book->codes->len + 1);
    g_autofree uint32_t *seen = g_new0(uint32_t, board->book->codes->len + 1);

    for (guint i = 0; i < board->book->readings->len; i++) {
        const GArray *readings = item_is_read(board_at(board, i)) ? board_readings(board, i) : NULL;

        for (guint r = 0; readings && r < readings->len; r++) {
            const GArray *codings = g_array_index(readings, Reading, r).codings;

            for (guint c = 0; codings && c < codings->len; c++) {
                uint32_t code = g_array_index(codings, Coding, c).code;

                counts[code] += seen[code] != i + 1;
                seen[code] = i + 1;
            }
        }
    }
    return counts;
}

CodeLine *
analyse_code_lines(Look *look, const Reading *reading, size_t *ret_n)
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
    view->codings = codings;
    for (guint i = 0; i < n; i++) {
        const Coding *coding = &g_array_index(reading->codings, Coding, i);
        const Code *code = g_ptr_array_index(look->board->book->codes, coding->code);
        const char *id = scratch_id(look->scratch, &code->id);

        if (code->retired)
            continue;
        codings[view->n_codings++] = (CodingView){ id, code->name, colour_of(view->codes, view->n_codes, id),
                                   coding->start < 0 ? 0 : (size_t)coding->start, coding->end < 0 ? 0 : (size_t)coding->end,
                                   coding->start < 0 };
    }
}

/* ---- what is read next: the order is by random id, so the same for everybody ---- */

static bool
is_unread(const Board *board, const Item *item, unsigned staff)
{
    const Reading *reading = board_reading(board, item->at, staff);

    return !reading || (!reading->read && !(reading->codings && reading->codings->len));
}

static bool
is_before(const Item *a, const Item *b)
{
    return memcmp(a->id.bytes, b->id.bytes, sizeof(Id)) < 0;
}

static const Item *
first_unread(const Board *board, unsigned staff)
{
    const Item *first = NULL;

    for (guint i = 0; i < board->items->len; i++) {
        const Item *item = board_at(board, i);

        if (item_is_read(item) && is_unread(board, item, staff) && (!first || is_before(item, first)))
            first = item;
    }
    return first;
}

const Item *
analyse_item(const Board *board, const char *asked, unsigned staff)
{
    Id id;
    const Item *item = id_from_text(asked, &id) ? board_find(board, &id) : NULL;

    return item && item_is_read(item) ? item : first_unread(board, staff);
}

static const char *
path_to(Look *look, const Item *item)
{
    if (!item)
        return NULL;
    return scratch_keep(look->scratch, g_strdup_printf("/c/%s/analyse?at=%s", look->board->about->slug,
                                                       scratch_id(look->scratch, &item->id)));
}

/* Its number in the order, and the ways to its neighbours. */
static void
fill_place(Look *look, const Item *here, AnalyseView *view)
{
    const Item *before = NULL, *after = NULL;

    for (guint i = 0; i < look->board->items->len; i++) {
        const Item *item = board_at(look->board, i);

        if (!item_is_read(item) || item == here)
            continue;
        if (is_before(item, here)) {
            view->number++;
            before = !before || is_before(before, item) ? item : before;
        } else {
            after = !after || is_before(item, after) ? item : after;
        }
    }
    view->number++;
    view->back = path_to(look, before);
    view->skip = path_to(look, after);
}

static void
fill_item(Look *look, const Item *item, unsigned staff, AnalyseView *view)
{
    const Item *idea = board_at(look->board, item->idea);
    const Reading *reading = board_reading(look->board, item->at, staff);

    fill_place(look, item, view);
    view->id = scratch_id(look->scratch, &item->id);
    view->idea = idea ? scratch_id(look->scratch, &idea->id) : view->id;
    view->kind = item->kind;
    view->section_title = look->board->about->sections[item->shown.section].title;
    view->text = item->shown.text ? item->shown.text : item->now.text;
    view->lang = look_lang(item->shown.text ? &item->shown : &item->now);
    view->likes = item->shown.likes;
    view->dislikes = item->shown.dislikes;
    view->comments = item->shown.comments;
    view->read = !is_unread(look->board, item, staff);
    view->codes = analyse_code_lines(look, reading, &view->n_codes);
    fill_codings(look, reading, view);
    analyse_quote(look, item, view);
}

static void
fill_suggestions(Look *look, const GArray *suggested, AnalyseView *view)
{
    Suggestion *lines = g_new0(Suggestion, suggested->len + 1);

    scratch_keep(look->scratch, (char *)lines);
    view->suggestions = lines;
    for (guint i = 0; i < suggested->len; i++) {
        const AnalyseSuggested *one = &g_array_index(suggested, AnalyseSuggested, i);
        const Code *code = board_code(look->board, &one->code);

        if (code)
            lines[view->n_suggestions++] = (Suggestion){ scratch_id(look->scratch, &code->id), code->name,
                                                         MAX(1, (unsigned)(one->score * 10 + 0.5)) };
    }
}

static void
analyse_show(HttpRequest *request, HttpReply *reply, const char *asked, FormError *refused, const char *typed)
{
    const Visitor *visitor = request_visitor(request);
    unsigned staff = visitor->badge.staff_number;
    GError *error = NULL;
    Page page;
    Id of;
    g_autoptr(GArray) suggested = analyse_suggest(visitor, asked, &of);

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    CodingCoverage coverage = board_coverage(board, staff);
    const Item *item = analyse_item(board, asked, staff);
    AnalyseView view = { .coverage = { coverage.coded, coverage.read, coverage.unread, board->book->version } };
    if (item)
        fill_item(&look, item, staff, &view);
    if (item && suggested->len > 0 && id_equal(&item->id, &of))
        fill_suggestions(&look, suggested, &view);
    view.typed_words = typed;
    frame.errors = refused;
    frame.n_errors = refused ? 1 : 0;
    bool made = analyse_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, refused ? 422 : 200, made, &page, error);
}

void
page_analyse(HttpRequest *request, HttpReply *reply)
{
    analyse_show(request, reply, http_query(request, "at"), NULL, NULL);
}

void
analyse_refused(HttpRequest *request, HttpReply *reply, const Id *id, const char *error, const char *typed)
{
    FormError refused = { "words", error, NULL };
    char asked[ID_TEXT_SIZE];

    id_to_text(id, asked);
    analyse_show(request, reply, asked, &refused, typed);
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

enum { CODINGS_ADD, CODINGS_DROP, CODINGS_START, CODINGS_END };
static const HttpField codings_fields[] = {
    [CODINGS_ADD] = { "add", HTTP_FIELD_ID, 0, false, NULL },
    [CODINGS_DROP] = { "drop", HTTP_FIELD_LINE, 80, false, NULL },
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

/* Of a part that the text no longer has, the whole is coded. */
static CodingDraft
draft_of(const Board *board, const Item *item, const Coding *coding)
{
    const Code *code = g_ptr_array_index(board->book->codes, coding->code);
    bool fits = coding->end <= (int32_t)text_length(item->now.text);

    return (CodingDraft){ code->id, fits ? coding->start : -1, fits ? coding->end : -1 };
}

static size_t
kept_drafts(const Board *board, const Item *item, unsigned staff, const char *drop, CodingDraft *ret_drafts)
{
    const Reading *reading = item ? board_reading(board, item->at, staff) : NULL;
    size_t n = 0;

    for (guint i = 0; reading && reading->codings && i < reading->codings->len && n < LIMIT_CODINGS - 1; i++) {
        const Coding *coding = &g_array_index(reading->codings, Coding, i);
        const Code *code = g_ptr_array_index(board->book->codes, coding->code);
        CodingDraft draft = draft_of(board, item, coding);

        /* What has been retired cannot be given again. */
        if (!code->retired && !is_dropped(drop, &draft))
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
