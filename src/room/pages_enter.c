#include "room/pages_enter.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "domain/member.h"
#include "html/markdown.h"
#include "http/language.h"
#include "room/pages/keys.h"
#include "room/pages/plain.h"
#include "room/pages/welcome.h"
#include "room/write.h"

#define SMALL_CIRCLE 50
#define DAY_SECONDS  (24 * 60 * 60)

const HttpInput page_empty_input = { HTTP_INPUT_FORM, NULL, 0, 4096 };

/* ---- the language ---- */

void
page_language_post(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);

    language_choose(request, reply, visitor->has_badge && visitor->badge.shared);
}

/* ---- the welcome ---- */

static bool
make_welcome(const HttpRequest *request, const Board *board, Page *ret_page, GError **error)
{
    const Conversation *about = board->about;
    g_autoptr(Scratch) scratch = scratch_new();
    g_autofree QuestionView *questions = g_new0(QuestionView, about->n_questions + 1);
    PageFrame frame = frame_of(request, board, scratch);
    g_autofree char *base = g_strconcat("/c/", about->slug, "/", NULL);
    g_autoptr(SafeHtml) text = about->pages[PAGE_WELCOME] ? markdown_page_at(about->pages[PAGE_WELCOME], base, error) : NULL;

    if (about->pages[PAGE_WELCOME] && !text)
        return false;
    for (size_t i = 0; i < about->n_questions; i++)
        questions[i] = (QuestionView){ about->questions[i].slug, about->questions[i].text,
                                       (const char *const *)about->questions[i].options, about->questions[i].n_options, NULL,
                                       about->grouping_question == i + 1 };
    WelcomeView view = {
        .text = text,
        .questions = questions,
        .n_questions = about->n_questions,
        .k = about->k,
        .smallest_group = conversation_smallest_group(about),
        .erase_days = (unsigned)((about->dates.erases - about->dates.completes) / DAY_SECONDS),
    };
    return welcome_page(&frame, &view, ret_page, error);
}

void
page_welcome(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    bool made = make_welcome(request, visitor_board(visitor), &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply_small(request, reply, made, &page, error);
}

enum { WELCOME_Q, WELCOME_SKIP };
static const HttpField welcome_fields[] = {
    [WELCOME_Q] = { "q", HTTP_FIELD_MAP, LIMIT_TITLE, false, NULL },
    [WELCOME_SKIP] = { "skip", HTTP_FIELD_FLAG, 0, false, NULL },
};
const HttpInput page_welcome_input = { HTTP_INPUT_FORM, welcome_fields, G_N_ELEMENTS(welcome_fields), 0 };

/* Unknown questions and options count as not answered: a form can be older than the questions. */
static void
read_options(const HttpRequest *request, const Conversation *about, int *ret_options)
{
    for (size_t q = 0; q < about->n_questions; q++)
        ret_options[q] = -1;
    for (size_t i = 0; !http_flag(request, WELCOME_SKIP) && i < http_map_size(request, WELCOME_Q); i++) {
        const char *name, *value;

        http_map_at(request, WELCOME_Q, i, &name, &value);
        for (size_t q = 0; q < about->n_questions; q++)
            for (size_t o = 0; g_str_equal(about->questions[q].slug, name) && o < about->questions[q].n_options; o++)
                if (g_str_equal(about->questions[q].options[o], value))
                    ret_options[q] = (int)o;
    }
}

static bool
run_welcome(RoomWrite *write, Db *db, GError **error)
{
    const Board *board = hall_board_by_id(write->room->hall, &write->actor.conversation);
    int options[LIMIT_QUESTIONS];
    MemberOutcome outcome;

    if (!board)
        return true;
    read_options(write->request, board->about, options);
    return member_welcome(write->room->hall, db, &write->actor, &outcome, error) &&
           member_answer(write->room->hall, db, &write->actor, options, &outcome, error);
}

static void
welcome_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    g_autofree char *home = frame_path(request_visitor(request), "");

    http_reply_redirect(reply, home);
}

void
page_welcome_post(HttpRequest *request, HttpReply *reply)
{
    room_write_own(request, run_welcome, welcome_done, NULL);
}

/* ---- the return key ---- */

enum { RETURN_WORDS };
static const HttpField return_fields[] = { [RETURN_WORDS] = { "words", HTTP_FIELD_LINE, 200, true, NULL } };
const HttpInput page_return_input = { HTTP_INPUT_FORM, return_fields, G_N_ELEMENTS(return_fields), 4096 };

static void
return_show(HttpRequest *request, HttpReply *reply, unsigned status, const char *typed, const char *refusal)
{
    const Visitor *visitor = request_visitor(request);
    g_autoptr(Scratch) scratch = scratch_new();
    FormError errors[2] = { { "words", refusal, NULL } };
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    PageFrame frame = frame_of(request, visitor_board(visitor), scratch);
    frame.errors = errors;
    frame.n_errors = refusal ? 1 : 0;
    ReturnView view = { .typed = typed };
    bool made = return_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, status, made, &page, error);
}

void
page_return(HttpRequest *request, HttpReply *reply)
{
    return_show(request, reply, 200, NULL, NULL);
}

/* Words being checked on the slow thread while the connection sleeps. */
typedef struct { HttpRequest *request; SlowJob slow; uint8_t expected[32]; unsigned generation; bool too_many; } WordsCheck;

static void
words_checked(HttpRequest *request, HttpReply *reply, void *data)
{
    WordsCheck *check = data;
    bool fits = check->slow.ok && secret_equal(check->expected, check->slow.result.hash, sizeof check->expected);

    if (check->too_many) {
        http_reply_problem(reply, request, 429, NULL);
    } else if (fits) {
        g_autofree char *mine = frame_path(request_visitor(request), "/mine?done=back");

        http_reply_redirect(reply, mine);
        write_set_key(request, reply, &request_visitor(request)->badge, check->generation, NULL);
    } else {
        return_show(request, reply, 422, http_typed(request, RETURN_WORDS),
                    _("These words do not fit. Look at them again: five words, in the right order."));
    }
    secret_wipe(check, sizeof *check);
    g_free(check);
}

static void
words_hashed(SlowJob *job)
{
    WordsCheck *check = job->data;

    http_resume(check->request);
}

/* Where the badge has no return key, nothing fits: words are refused in the same way, and after the same work (A17). */
static void
expect_words(const Visitor *visitor, WordsCheck *check)
{
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Member *member = board ? board_member(board, &visitor->badge.pseudonym) : NULL;
    if (member && member->has_key) {
        memcpy(check->slow.salt, member->salt, sizeof member->salt);
        memcpy(check->expected, member->hash, sizeof member->hash);
        check->generation = member->generation;
    } else {
        secret_random(check->slow.salt, sizeof check->slow.salt);
        secret_random(check->expected, sizeof check->expected);
    }
    hall_read_end(visitor->room->hall);
}

void
page_return_post(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    const char *typed = http_text(request, RETURN_WORDS);
    WordsCheck *check = g_new0(WordsCheck, 1);

    check->request = request;
    check->slow.pseudonym = visitor->badge.pseudonym;
    check->slow.done = words_hashed;
    check->slow.data = check;
    if (!typed || !words_read(typed, &check->slow.words)) {
        g_free(check);
        return_show(request, reply, 422, http_typed(request, RETURN_WORDS),
                    _("Type five words of the list, as you wrote them down."));
        return;
    }
    expect_words(visitor, check);
    http_suspend(request, words_checked, check);
    if (slow_start(visitor->room->slow, &check->slow))
        return;
    check->too_many = true;
    http_resume(request);
}

void
page_afresh(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    g_autoptr(Scratch) scratch = scratch_new();
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    PageFrame frame = frame_of(request, visitor_board(visitor), scratch);
    bool made = afresh_page(&frame, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
    write_offer_key(request, reply, &visitor->badge);
}

/* A new key is hashed on the slow thread, then stored on the writer's. */
static bool
run_afresh(RoomWrite *write, Db *db, GError **error)
{
    MemberOutcome outcome = MEMBER_NOT_FOUND;

    if (!member_start_afresh(write->room->hall, db, &write->actor, &write->slow.result, &outcome, error))
        return false;
    write->outcome = outcome == MEMBER_DONE ? TALK_DONE : TALK_NOT_YOURS;
    return true;
}

/* 0 where there was nothing yet to start afresh from. */
static unsigned
generation_of(const Visitor *visitor)
{
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Member *member = board ? board_member(board, &visitor->badge.pseudonym) : NULL;
    const unsigned generation = member ? member->generation : 0;
    hall_read_end(visitor->room->hall);
    return generation;
}

static void
afresh_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const Visitor *visitor = request_visitor(request);
    bool done = write->outcome == TALK_DONE;

    /* Sent again, because the answer was lost: it has its key. */
    if (!done && !visitor->by_offer) {
        return_show(request, reply, 409, NULL, _("You have started afresh once already. Please type your five words."));
        return;
    }
    g_autofree char *mine = frame_path(visitor, "/mine?done=afresh");
    http_reply_redirect(reply, mine);
    if (done)
        write_set_key(request, reply, &visitor->badge, generation_of(visitor), &write->slow.words);
    else
        write_renew_key(request, reply);
}

void
page_afresh_post(HttpRequest *request, HttpReply *reply)
{
    room_write_hashed(request, run_afresh, afresh_done, NULL);
}

void
page_words_post(HttpRequest *request, HttpReply *reply)
{
    g_autofree char *mine = frame_path(request_visitor(request), "/mine?done=words");

    const Visitor *visitor = request_visitor(request);

    http_reply_redirect(reply, mine);
    if (visitor->by_offer)
        write_set_key(request, reply, &visitor->badge, visitor->generation, NULL);
    else
        http_reply_cookie(reply, request, WORDS_COOKIE, "", 0);
}

/* ---- out ---- */

/* The desk ends its own session and sends the browser back to /signed-out: nothing of either half is left (A20). */
void
page_sign_out(HttpRequest *request, HttpReply *reply)
{
    g_autofree char *desk = visitor_desk_url(request_visitor(request), "/signed-out");

    http_reply_redirect(reply, desk);
    http_reply_cookie(reply, request, BADGE_COOKIE, "", 0);
    http_reply_cookie(reply, request, RETURN_COOKIE, "", 0);
    http_reply_cookie(reply, request, WORDS_COOKIE, "", 0);
    http_reply_cookie(reply, request, MARKS_COOKIE, "", 0);
    http_reply_clear_site_data(reply);
}

static void
show_plain(HttpRequest *request, HttpReply *reply, bool (*make)(const PageFrame *, Page *, GError **))
{
    g_autoptr(Scratch) scratch = scratch_new();
    PageFrame frame = frame_of(request, NULL, scratch);
    GError *error = NULL;
    Page page;
    bool made = make(&frame, &page, &error);

    frame_reply(request, reply, 200, made, &page, error);
}

/* Where the desk's own "Sign out" leads.  It asks: a link alone must not take anybody's return key away. */
void
page_sign_out_here(HttpRequest *request, HttpReply *reply)
{
    show_plain(request, reply, sign_out_page);
}

void
page_signed_out(HttpRequest *request, HttpReply *reply)
{
    show_plain(request, reply, signed_out_page);
}
