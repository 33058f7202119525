#include "room/staff_bring.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/when.h"
#include "domain/bring.h"
#include "domain/similar.h"
#include "room/api.h"
#include "room/pages/bring.h"
#include "room/pages_read.h"
#include "room/staff_facilitate.h"

#define MOST_SIMILAR 3
#define MOST_ERRORS  4
#define DAY_SECONDS  (24 * 60 * 60)

enum { BRING_SECTION, BRING_TEXT, BRING_KEY, BRING_SURE };
static const HttpField bring_fields[] = {
    [BRING_SECTION] = { "section", HTTP_FIELD_LINE, 60, true, NULL },
    [BRING_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_IDEA, true, NULL },
    [BRING_KEY] = { "key", HTTP_FIELD_LINE, LIMIT_IDEMPOTENCY_KEY, false, NULL },
    [BRING_SURE] = { "sure", HTTP_FIELD_FLAG, 0, false, NULL },
};
const HttpInput page_bring_input = { HTTP_INPUT_FORM, bring_fields, G_N_ELEMENTS(bring_fields), 0 };

/* ---- the pages ---- */

static const char *
state_words(ContributionState state)
{
    switch (state) {
    case STATE_SHOWN:   return NULL;
    case STATE_HIDDEN:  return _("Hidden");
    case STATE_REMOVED:
    case STATE_DELETED: return _("Removed");
    case STATE_MERGED:  return _("Merged");
    case STATE_SPLIT:   return _("Split");
    }
    return NULL;
}

static BroughtLine
line_of(Look *look, const Item *item)
{
    const Face *face = item_staff_face(item, look->voice);

    return (BroughtLine){
        .id = scratch_id(look->scratch, &item->id),
        .excerpt = staff_excerpt(look, item),
        .section = look->board->about->sections[face->section].title,
        .state = state_words(face->state),
        .from = look_pending(look, item),
    };
}

static int
latest_first(const void *a, const void *b)
{
    return item_by_slot(b, a);
}

static void
add_lines(Look *look, BringView *view)
{
    g_autoptr(GPtrArray) seeds = g_ptr_array_new();

    for (guint i = 0; i < look->board->items->len; i++)
        if (board_at(look->board, i)->source == SOURCE_FACILITATOR)
            g_ptr_array_add(seeds, board_at(look->board, i));
    g_ptr_array_sort(seeds, latest_first);
    BroughtLine *lines = g_new0(BroughtLine, seeds->len + 1);
    scratch_keep(look->scratch, (char *)lines);
    for (guint i = 0; i < seeds->len; i++)
        lines[i] = line_of(look, seeds->pdata[i]);
    view->lines = lines;
    view->n_lines = seeds->len;
}

static void
add_similar(Look *look, const Item *item, BringView *view)
{
    const Face *face = item_staff_face(item, look->voice);
    const SimilarTo to = { face->text, 0, face->section, item->at, SIMILAR_WIDE };
    SimilarIdea *ideas = g_new0(SimilarIdea, MOST_SIMILAR);
    uint32_t found[MOST_SIMILAR];

    scratch_keep(look->scratch, (char *)ideas);
    view->n_similar = board_similar(look->board, &to, MOST_SIMILAR, found);
    for (size_t i = 0; i < view->n_similar; i++) {
        const Item *other = board_at(look->board, found[i]);

        ideas[i] = (SimilarIdea){ .id = scratch_id(look->scratch, &other->id), .excerpt = staff_excerpt(look, other) };
    }
    view->similar = ideas;
}

/* What the address says was typed just now; of others' posts nothing is told here. */
static void
add_latest(const HttpRequest *request, Look *look, ContributionSource source, BroughtLine *line, BringView *view)
{
    Id id;
    const Item *item = id_from_text(http_query(request, "at"), &id) ? board_find(look->board, &id) : NULL;

    if (!item || item->source != source)
        return;
    *line = line_of(look, item);
    view->latest = line;
    add_similar(look, item, view);
    view->section = look->board->about->sections[item_staff_face(item, look->voice)->section].slug;
}

static const char *
closed_words(const Board *board, ContributionSource source)
{
    const bool draft = calendar_phase(&board->about->dates, clock_now()) == PHASE_DRAFT;

    const TalkOutcome outcome = bring_may(board, source, clock_now());

    if (outcome == TALK_DONE)
        return NULL;
    if (outcome == TALK_TOO_MANY)
        return _("There is no room for more.");
    if (outcome == TALK_VOTES_ONLY)
        return _("The time for new ideas and comments is over, for you too.");
    if (source == SOURCE_PAPER && draft)
        return _("Paper forms can be typed in when the conversation has opened.");
    return source == SOURCE_PAPER ? _("The time for paper forms is over: the report is published, or the conversation closed too long ago.")
                                  : _("The conversation is closed. Nothing new is posted.");
}

static void
fill_view(const HttpRequest *request, Look *look, ContributionSource source, BringView *view)
{
    const Calendar *dates = &look->board->about->dates;
    const int64_t until = dates->closes + LIMIT_PAPER_DAYS * DAY_SECONDS;
    Id key;

    id_random(&key);
    *view = (BringView){
        .seeds = source == SOURCE_FACILITATOR,
        .closed = closed_words(look->board, source),
        .until = source == SOURCE_PAPER && clock_now() >= dates->closes
            ? scratch_keep(look->scratch, when_date_time(MIN(until, dates->completes), look->board->about->timezone)) : NULL,
        .composer = { .key = scratch_id(look->scratch, &key), .from = look_next_slot(look) },
        .section = http_query(request, "section"),
        .sections = look_sections(look),
        .n_sections = look->board->about->n_sections,
    };
    if (calendar_phase(dates, clock_now()) == PHASE_DRAFT)
        view->composer.from = scratch_keep(look->scratch, when_date_time(dates->opens, look->board->about->timezone));
    if (view->seeds)
        add_lines(look, view);
}

static void
take_typed(const HttpRequest *request, const Typed *typed, PageFrame *frame, FormError errors[MOST_ERRORS], BringView *view)
{
    view->composer.text = typed->composer.text;
    view->composer.key = typed->composer.key ? typed->composer.key : view->composer.key;
    view->composer.names = typed->composer.names;
    view->composer.n_names = typed->composer.n_names;
    view->section = http_typed(request, BRING_SECTION);
    frame->n_errors = frame_errors(request, errors, MOST_ERRORS);
    if (typed->error && !frame->n_errors && !view->closed)
        errors[frame->n_errors++] = (FormError){ "text", typed->error, NULL };
    frame->errors = errors;
}

static void
show(HttpRequest *request, HttpReply *reply, ContributionSource source, const Typed *typed)
{
    const Visitor *visitor = request_visitor(request);
    FormError errors[MOST_ERRORS];
    BroughtLine latest;
    BringView view;
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    frame.done_href = NULL;
    fill_view(request, &look, source, &view);
    if (typed)
        take_typed(request, typed, &frame, errors, &view);
    else
        add_latest(request, &look, source, &latest, &view);
    bool made = bring_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, typed ? typed->status : 200, made, &page, error);
}

void
page_paper(HttpRequest *request, HttpReply *reply)
{
    show(request, reply, SOURCE_PAPER, NULL);
}

void
page_seeds(HttpRequest *request, HttpReply *reply)
{
    show(request, reply, SOURCE_FACILITATOR, NULL);
}

/* ---- the forms ---- */

static ContributionSource
source_of(const RoomWrite *write)
{
    return *(const ContributionSource *)write->data;
}

static bool
run_bring(RoomWrite *write, Db *db, GError **error)
{
    const HttpRequest *request = write->request;
    const Board *board = hall_board_by_id(write->room->hall, &write->actor.conversation);
    const int section = board ? conversation_section(board->about, http_text(request, BRING_SECTION)) : -1;
    const Draft draft = { http_text(request, BRING_TEXT), http_text(request, BRING_KEY), source_of(write), write->mentions != NULL };

    write->outcome = TALK_NOT_FOUND;
    return section < 0 ||
           bring_idea(write->room->hall, db, &write->actor, (unsigned)section, &draft, &write->outcome, &write->made, error);
}

static void
show_again(HttpRequest *request, HttpReply *reply, ContributionSource source, const RoomWrite *write)
{
    Typed typed = { .status = write ? outcome_status(write->outcome) : 422,
                    .composer = { .text = http_typed(request, BRING_TEXT), .key = http_text(request, BRING_KEY) } };

    if (write && write->outcome == TALK_NOT_FOUND)
        typed.status = 422;
    if (write && write->outcome != TALK_NAMING)
        typed.error = write->outcome == TALK_NOT_FOUND ? _("There is no such section.") : outcome_text(write->outcome);
    mention_show(write ? write->mentions : NULL, http_text(request, BRING_TEXT), &typed.composer);
    show(request, reply, source, &typed);
}

static void
brought(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    char made[ID_TEXT_SIZE];

    if (write->outcome != TALK_DONE && write->outcome != TALK_REPEATED) {
        show_again(request, reply, source_of(write), write);
        return;
    }
    id_to_text(&write->made, made);
    g_autofree char *rest = g_strdup_printf("/facilitate/%s?done=brought&at=%s",
                                            source_of(write) == SOURCE_PAPER ? "paper" : "seeds", made);
    g_autofree char *path = frame_path(request_visitor(request), rest);
    http_reply_redirect(reply, path);
}

static void
take(HttpRequest *request, HttpReply *reply, ContributionSource source)
{
    size_t n;

    http_errors(request, &n);
    if (n > 0)
        show_again(request, reply, source, NULL);
    else
        room_write_text(request, http_flag(request, BRING_SURE) ? NULL : http_text(request, BRING_TEXT), run_bring, brought,
                        g_memdup2(&source, sizeof source));
}

void
page_paper_post(HttpRequest *request, HttpReply *reply)
{
    take(request, reply, SOURCE_PAPER);
}

void
page_seeds_post(HttpRequest *request, HttpReply *reply)
{
    take(request, reply, SOURCE_FACILITATOR);
}
