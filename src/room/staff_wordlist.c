#include "room/staff_wordlist.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "room/pages/wordlist.h"
#include "room/view.h"
#include <string.h>

#define MOST_ERRORS 6
#define MOST_STEPS  100

G_STATIC_ASSERT(WORDLIST_DISTRESS_MORE == WORDS_DISTRESS_MORE + 1 && WORDLIST_ABUSE_LESS == WORDS_ABUSE_LESS + 1);
#define EACH_BOX(box) (WordlistBox box = WORDLIST_DISTRESS_MORE; box < WORDLIST__END; box++)

/* ---- what is said of an outcome ---- */

unsigned
wordlist_status(WordlistOutcome outcome)
{
    switch (outcome) {
    case WORDLIST_DONE:      return 200;
    case WORDLIST_NOT_FOUND: return 404;
    case WORDLIST_FAULTY:
    case WORDLIST_ASKED:     return 422;
    case WORDLIST_OVER:
    case WORDLIST_STALE:
    case WORDLIST_FULL:      return 409;
    }
    return 500;
}

const char *
wordlist_outcome_text(WordlistOutcome outcome)
{
    switch (outcome) {
    case WORDLIST_DONE:      return "";
    case WORDLIST_NOT_FOUND: return _("There is nothing here, or you cannot see it.");
    case WORDLIST_FAULTY:    return _("Please look at the words again.");
    case WORDLIST_ASKED:     return _("This would pass over words of distress that Candour knows itself. Say that it shall, or leave them out.");
    case WORDLIST_OVER:      return _("This conversation is over and can no longer be read.");
    case WORDLIST_STALE:     return _("Another facilitator has changed the words meanwhile. Please look at them, then save yours again.");
    case WORDLIST_FULL:      return _("The words were changed very often already. There is no room for more changes.");
    }
    return "";
}

static char *
fault_text(const WordlistFault *fault)
{
    switch (fault->kind) {
    case WORDLIST_FINE:     break;
    case WORDLIST_NO_WORD:  return i18n_format(_("There is no word in this line: %s"), fault->words);
    case WORDLIST_TOO_LONG: return i18n_format(_("A line has at most %u characters. This one has more: %s"), LIMIT_WORDLIST_WORDS, fault->words);
    case WORDLIST_TOO_MANY: return i18n_format(_("There is room for %u lines. Take some out, from this one on: %s"), LIMIT_WORDLIST, fault->words);
    case WORDLIST_IN_BOTH:  return i18n_format(_("This cannot be looked for and passed over at once: %s"), fault->words);
    }
    return g_strdup("");
}

/* ---- the page ---- */

enum { FIELD_SURE = WORDLIST_FIELD_OWN, FIELD_ACTION, FIELD_TEXT };
static const char *const actions[] = { "save", "try", NULL };
static const HttpField fields[] = {
    { "distress-more", HTTP_FIELD_TEXT, LIMIT_WORDLIST_TEXT, false, NULL },
    { "distress-less", HTTP_FIELD_TEXT, LIMIT_WORDLIST_TEXT, false, NULL },
    { "abuse-more", HTTP_FIELD_TEXT, LIMIT_WORDLIST_TEXT, false, NULL },
    { "abuse-less", HTTP_FIELD_TEXT, LIMIT_WORDLIST_TEXT, false, NULL },
    [WORDLIST_FIELD_VERSION] = { "version", HTTP_FIELD_NUMBER, UINT32_MAX, false, NULL },
    [WORDLIST_FIELD_OFF] = { "off", HTTP_FIELD_TEXT, LIMIT_WORDLIST_TEXT * 2, false, NULL },
    [FIELD_SURE] = { "sure", HTTP_FIELD_FLAG, 0, false, NULL },
    [FIELD_ACTION] = { "action", HTTP_FIELD_CHOICE, 0, false, actions },
    [FIELD_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_IDEA, false, NULL },
};
const HttpInput page_wordlist_input = { HTTP_INPUT_FORM, fields, G_N_ELEMENTS(fields), 8 * LIMIT_BODY };

/* A form that is shown again, and why; `outcome` 0: it has errors, or a text is tried. */
typedef struct { unsigned status; WordlistOutcome outcome; const Mentions *mentions; const char *added; bool tries; } Again;

void
wordlist_texts(const HttpRequest *request, const HttpField *of, const char *texts[WORDLIST__END])
{
    texts[0] = NULL;
    for EACH_BOX(box) {
        const unsigned i = WORDLIST_FIELD_BOX + box - 1;
        const char *text = of[i].type == HTTP_FIELD_JSON ? json_string_value(http_json(request, i)) : http_text(request, i);

        texts[box] = text || of[i].type == HTTP_FIELD_JSON ? text : "";
    }
}

static char *
step_words(const WordlistStep *step, const char *day)
{
    const bool out = step->act == WORDLIST_TAKEN_OUT;

    if (step->act == WORDLIST_SWITCHED_OFF)
        return i18n_format(_("Passed over, though it has words of distress that Candour knows, by Facilitator %u %s"), step->staff, day);
    switch (step->box) {
    case WORDLIST_DISTRESS_MORE:
        return i18n_format(out ? _("Taken out of the words of distress by Facilitator %u %s")
                               : _("Added to the words of distress by Facilitator %u %s"), step->staff, day);
    case WORDLIST_DISTRESS_LESS:
        return i18n_format(out ? _("Not passed over any more as no sign of distress, by Facilitator %u %s")
                               : _("Passed over as no sign of distress, by Facilitator %u %s"), step->staff, day);
    case WORDLIST_ABUSE_MORE:
        return i18n_format(out ? _("Taken out of the words that hurt by Facilitator %u %s")
                               : _("Added to the words that hurt by Facilitator %u %s"), step->staff, day);
    case WORDLIST_ABUSE_LESS:
        return i18n_format(out ? _("Not passed over any more as no words that hurt, by Facilitator %u %s")
                               : _("Passed over as no words that hurt, by Facilitator %u %s"), step->staff, day);
    case WORDLIST__END: break;
    }
    return g_strdup("");
}

static WordsStep
step_view(Look *look, guint i)
{
    const WordlistStep *step = &g_array_index(wordlist_steps(look->board), WordlistStep, i);

    return (WordsStep){ step->words, scratch_keep(look->scratch, step_words(step, look_day(look, step->slot))),
                        step->act == WORDLIST_SWITCHED_OFF };
}

static void
add_steps(Look *look, WordsView *view, int64_t version)
{
    const guint n = wordlist_steps(look->board)->len;
    WordsStep *steps = g_new0(WordsStep, 2 * MOST_STEPS), *since = steps + MOST_STEPS;

    scratch_keep(look->scratch, (char *)steps);
    view->n_steps = MIN(n, MOST_STEPS);
    view->n_earlier = n - view->n_steps;
    for (guint i = 0; i < view->n_steps; i++)
        steps[i] = step_view(look, n - 1 - i);
    view->steps = steps;
    view->since = since;
    for (int64_t i = view->stale ? MAX(version, (int64_t)n - MOST_STEPS) : n; i < n; i++)
        since[view->n_since++] = step_view(look, (guint)i);
}

/* Both versions beside what both together make. */
static void
add_stale(Look *look, WordsView *view, int64_t version, const WordlistLines *sent)
{
    g_auto(WordlistLines) merged = wordlist_merged(look->board, (guint)version, sent);

    view->stale = true;
    view->version = wordlist_steps(look->board)->len;
    for EACH_BOX(box) {
        WordsBox *shown = &view->boxes[box - 1];
        const char *now = scratch_keep(look->scratch, wordlist_text(wordlist_now(look->board), box));
        const char *typed = scratch_keep(look->scratch, wordlist_text(sent, box));

        shown->text = scratch_keep(look->scratch, wordlist_text(&merged, box));
        if (g_str_equal(now, typed))
            continue;
        shown->now = now;
        shown->sent = typed;
    }
}

static void
add_off(Look *look, WordsView *view, const HttpRequest *request, const WordlistLines *lines)
{
    g_auto(WordlistLines) off = wordlist_switches_off(look->board, lines);
    const GPtrArray *box = off.boxes[WORDLIST_DISTRESS_LESS];
    const char **words = g_new0(const char *, box->len + 1);

    scratch_keep(look->scratch, (char *)words);
    for (guint i = 0; i < box->len; i++)
        words[i] = scratch_keep(look->scratch, g_strdup(box->pdata[i]));
    view->off = words;
    view->n_off = box->len;
    view->off_text = scratch_keep(look->scratch, wordlist_text(&off, WORDLIST_DISTRESS_LESS));
    view->off_said = g_strcmp0(http_text(request, WORDLIST_FIELD_OFF), view->off_text) == 0;
}

static void
add_tried(Look *look, WordsView *view, const WordlistLines *lines)
{
    g_autoptr(SignalLists) lists = wordlist_signals(look->board, lines);
    const unsigned signals = signal_of_text(lists, look->board->about, view->typed);

    view->tried = true;
    view->distress = signals & SIGNAL_DISTRESS;
    view->names = signals & SIGNAL_NAMES;
    view->abuse = signals & SIGNAL_ABUSE;
}

/* What came, as it came, and what follows from it. */
static void
add_sent(Look *look, WordsView *view, const HttpRequest *request, const Again *again)
{
    const int64_t version = http_number(request, WORDLIST_FIELD_VERSION, -1);
    const char *texts[WORDLIST__END];
    g_auto(WordlistLines) lines = { { NULL }, { NULL } };
    WordlistFault fault;

    wordlist_texts(request, fields, texts);
    (void)wordlist_read(look->board, texts, &lines, &fault);
    g_free(fault.words);
    for EACH_BOX(box)
        if (http_typed(request, WORDLIST_FIELD_BOX + box - 1))
            view->boxes[box - 1].text = http_typed(request, WORDLIST_FIELD_BOX + box - 1);
    view->version = version >= 0 ? version : view->version;
    view->typed = http_typed(request, FIELD_TEXT);
    if (again->outcome == WORDLIST_STALE)
        add_stale(look, view, version, &lines);
    if (again->outcome == WORDLIST_ASKED)
        add_off(look, view, request, &lines);
    if (again->tries && http_text(request, FIELD_TEXT))
        add_tried(look, view, &lines);
    view->composer.go_on = _("Save them as they are");
    mention_show(again->mentions, again->added, &view->composer);
}

/* Where only a name is asked about, no error is said. */
static void
add_errors(const HttpRequest *request, const WordsView *view, const Again *again, PageFrame *frame, FormError errors[MOST_ERRORS])
{
    frame->errors = errors;
    frame->n_errors = frame_errors(request, errors, MOST_ERRORS - 1);
    if (again->outcome == WORDLIST_ASKED && view->n_off > 0 && !view->off_said)
        errors[frame->n_errors++] = (FormError){ "off", _("Tick the box to pass over words that Candour knows, or take them out of the list."), NULL };
    else if (again->outcome && again->outcome != WORDLIST_ASKED)
        errors[frame->n_errors++] = (FormError){ NULL, wordlist_outcome_text(again->outcome), NULL };
}

static void
show(HttpRequest *request, HttpReply *reply, const Again *again)
{
    const Visitor *visitor = request_visitor(request);
    FormError errors[MOST_ERRORS];
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    WordsView view = { .version = wordlist_steps(board)->len };
    for EACH_BOX(box)
        view.boxes[box - 1].text = scratch_keep(look.scratch, wordlist_text(wordlist_now(board), box));
    if (again) {
        add_sent(&look, &view, request, again);
        add_errors(request, &view, again, &frame, errors);
    }
    add_steps(&look, &view, again ? http_number(request, WORDLIST_FIELD_VERSION, 0) : 0);
    bool made = wordlist_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, again ? again->status : 200, made, &page, error);
}

void
page_wordlist(HttpRequest *request, HttpReply *reply)
{
    show(request, reply, NULL);
}

/* ---- saving ---- */

/* As long as a question to the desk can be, cut at the end of a line. */
static size_t
checked_length(const char *added)
{
    if (text_length(added) <= LIMIT_IDEA)
        return strlen(added);
    const char *most = g_utf8_offset_to_pointer(added, LIMIT_IDEA);
    const char *end = g_strrstr_len(added, most - added, "\n");
    return (size_t)((end ? end : most) - added);
}

static WordlistWork *
work_new(const HttpField *of, const char *added)
{
    const size_t length = added ? checked_length(added) : 0;
    WordlistWork *work = g_malloc0(sizeof *work + length + 1);

    if (added)
        memcpy(work->added, added, length);
    work->outcome = WORDLIST_DONE;
    work->fields = of;
    return work;
}

/* JSON strings may be empty, which text fields leave out: so they are read as they are. */
static bool
check_json(HttpRequest *request, const HttpField *of)
{
    bool fine = true;

    for EACH_BOX(box) {
        const json_t *json = http_json(request, WORDLIST_FIELD_BOX + box - 1);

        if (!json || (json_is_string(json) && text_length(json_string_value(json)) <= LIMIT_WORDLIST_TEXT))
            continue;
        g_autofree char *text = i18n_format(_("This should be a text of at most %u characters, a word or a phrase on each line."),
                                            LIMIT_WORDLIST_TEXT);
        http_add_error(request, of[WORDLIST_FIELD_BOX + box - 1].name, text);
        fine = false;
    }
    return fine;
}

WordlistWork *
wordlist_work(HttpRequest *request, const HttpField *of)
{
    const Visitor *visitor = request_visitor(request);
    const char *texts[WORDLIST__END];
    g_auto(WordlistLines) lines = { { NULL }, { NULL } };
    WordlistFault fault;

    if (!check_json(request, of))
        return NULL;
    wordlist_texts(request, of, texts);
    hall_read(visitor->room->hall);
    const bool fine = wordlist_read(visitor_board(visitor), texts, &lines, &fault);
    g_autofree char *added = fine ? wordlist_added(visitor_board(visitor), &lines) : NULL;
    hall_read_end(visitor->room->hall);
    g_autofree char *text = fault_text(&fault);
    if (!fine)
        http_add_error(request, of[WORDLIST_FIELD_BOX + fault.box - 1].name, text);
    g_free(fault.words);
    return fine ? work_new(of, added) : NULL;
}

bool
wordlist_run(RoomWrite *write, Db *db, GError **error)
{
    const HttpRequest *request = write->request;
    WordlistWork *work = write->data;
    WordlistOrder order = { .version = http_number(request, WORDLIST_FIELD_VERSION, -1), .off = http_text(request, WORDLIST_FIELD_OFF),
                            .naming = write->mentions != NULL };

    wordlist_texts(request, work->fields, order.texts);
    return wordlist_set(write->room->hall, db, &write->actor, &order, &work->outcome, error);
}

static void
then_set(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const WordlistWork *work = write->data;
    const Again again = { wordlist_status(work->outcome), work->outcome, write->mentions, work->added, false };

    if (work->outcome == WORDLIST_NOT_FOUND) {
        http_reply_problem(reply, request, 404, NULL);
    } else if (work->outcome == WORDLIST_DONE) {
        g_autofree char *path = frame_path(request_visitor(request), "/facilitate/words?done=wordlist");

        http_reply_redirect(reply, path);
    } else {
        show(request, reply, &again);
    }
}

void
page_wordlist_post(HttpRequest *request, HttpReply *reply)
{
    const bool tries = http_choice(request, FIELD_ACTION) == 1;
    size_t n;

    http_errors(request, &n);
    g_autofree WordlistWork *work = n == 0 ? wordlist_work(request, fields) : NULL;
    if (tries && work && !http_text(request, FIELD_TEXT))
        http_add_error(request, "text", _("Write a text to try."));
    http_errors(request, &n);
    if (n > 0 || tries) {
        show(request, reply, &(Again){ .status = n > 0 ? 422 : 200, .tries = n == 0 });
        return;
    }
    const char *asked = http_flag(request, FIELD_SURE) || !*work->added ? NULL : work->added;
    room_write_text(request, asked, wordlist_run, then_set, g_steal_pointer(&work));
}
