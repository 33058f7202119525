#include "room/pages_talk.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/api.h"
#include "room/marks.h"
#include "room/pages_aside.h"
#include "room/pages_read.h"
#include "room/view.h"
#include "room/write.h"

/* The id in a form's path, /c/:slug/i/:id...; false: 404 was answered. */
static bool
path_id(HttpRequest *request, HttpReply *reply, Id *ret_id)
{
    return api_path_id(request, reply, 1, ret_id);
}

static void
redirect(HttpRequest *request, HttpReply *reply, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void
redirect(HttpRequest *request, HttpReply *reply, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *rest = g_strdup_vprintf(format, args);
    va_end(args);
    g_autofree char *path = frame_path(request_visitor(request), rest);
    http_reply_redirect(reply, path);
}

/* ---- an idea ---- */

enum { IDEA_SECTION, IDEA_TEXT, IDEA_KEY, IDEA_SOURCE, IDEA_SURE, IDEA_ASKED, IDEA_SUPPORT };
static const HttpField idea_fields[] = {
    [IDEA_SECTION] = { "section", HTTP_FIELD_LINE, 60, true, NULL },
    [IDEA_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_IDEA, true, NULL },
    [IDEA_KEY] = { "key", HTTP_FIELD_LINE, LIMIT_IDEMPOTENCY_KEY, false, NULL },
    [IDEA_SOURCE] = { "source", HTTP_FIELD_LINE, 20, false, NULL },
    [IDEA_SURE] = { "sure", HTTP_FIELD_FLAG, 0, false, NULL },
    [IDEA_ASKED] = { "asked", HTTP_FIELD_FLAG, 0, false, NULL },
    [IDEA_SUPPORT] = { "support", HTTP_FIELD_ID, 0, false, NULL },
};
const HttpInput page_idea_input = { HTTP_INPUT_FORM, idea_fields, G_N_ELEMENTS(idea_fields), 0 };

static bool
is_paper(const HttpRequest *request)
{
    return g_strcmp0(http_text(request, IDEA_SOURCE), "paper") == 0 &&
           visitor_is(request_visitor(request), ROLE_FACILITATOR);
}

static bool
run_idea(RoomWrite *write, Db *db, GError **error)
{
    const HttpRequest *request = write->request;
    const Board *board = hall_board_by_id(write->room->hall, &write->actor.conversation);
    int section = board ? conversation_section(board->about, http_text(request, IDEA_SECTION)) : -1;
    Draft draft = { http_text(request, IDEA_TEXT), http_text(request, IDEA_KEY), is_paper(request) ? SOURCE_PAPER : SOURCE_AUTHOR,
                    write->mentions != NULL };

    write->outcome = TALK_NOT_FOUND;
    return section < 0 || talk_post_idea(write->room->hall, db, &write->actor, (unsigned)section, &draft, &write->outcome,
                                         &write->made, error);
}

static void
idea_again(HttpRequest *request, HttpReply *reply, unsigned status, const char *error, const Mentions *mentions)
{
    Typed typed = {
        .status = status,
        .composer = { .text = http_typed(request, IDEA_TEXT), .key = http_text(request, IDEA_KEY), .from_paper = is_paper(request),
                      .asked_alike = http_flag(request, IDEA_ASKED) },
        .error = error,
    };

    mention_show(mentions, http_text(request, IDEA_TEXT), &typed.composer);
    page_section_typed(request, reply, http_typed(request, IDEA_SECTION), &typed);
}

static void
idea_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const char *key = http_text(request, IDEA_KEY);
    g_autofree char *escaped = key ? g_uri_escape_string(key, NULL, false) : NULL;
    char made[ID_TEXT_SIZE];

    id_to_text(&write->made, made);
    if (write->outcome == TALK_DONE || write->outcome == TALK_REPEATED)
        redirect(request, reply, "/s/%s?done=idea&at=%s%s%s", http_text(request, IDEA_SECTION), made, key ? "&key=" : "", key ? escaped : "");
    else
        idea_again(request, reply, outcome_status(write->outcome),
                   write->outcome == TALK_NAMING ? NULL : outcome_text(write->outcome), write->mentions);
}

/* ---- ... that others have had ---- */

/* Asked once, and not where the script has shown them while it was typed. */
static bool
says_what_others_said(const HttpRequest *request)
{
    const Visitor *visitor = request_visitor(request);
    SimilarIdea ideas[ASIDE_ALIKE];

    if (http_is_htmx(request) || http_flag(request, IDEA_ASKED) || is_paper(request))
        return false;
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    bool alike = look.posting && aside_alike(&look, http_text(request, IDEA_TEXT), http_text(request, IDEA_SECTION), ideas) > 0;
    hall_read_end(visitor->room->hall);
    return alike;
}

static void
ask_to_support(HttpRequest *request, HttpReply *reply)
{
    const Typed typed = {
        .status = 200,
        .composer = { .text = http_typed(request, IDEA_TEXT), .key = http_text(request, IDEA_KEY) },
        .ask_alike = true,
    };

    page_section_typed(request, reply, http_typed(request, IDEA_SECTION), &typed);
}

static bool
run_support(RoomWrite *write, Db *db, GError **error)
{
    return talk_vote(write->room->hall, db, &write->actor, write->data, VOTE_LIKE, &write->outcome, error);
}

/* The text is still there: to be cleared by whoever is content with that, or sent. */
static void
supported(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const Typed typed = {
        .status = 200,
        .composer = { .text = http_typed(request, IDEA_TEXT), .key = http_text(request, IDEA_KEY), .asked_alike = true },
        .done = _("Your like counts. Your text was not sent: it is still here, to clear or to send."),
    };

    if (write->outcome == TALK_DONE)
        page_section_typed(request, reply, http_typed(request, IDEA_SECTION), &typed);
    else
        idea_again(request, reply, outcome_status(write->outcome), outcome_text(write->outcome), NULL);
}

void
page_idea_post(HttpRequest *request, HttpReply *reply)
{
    size_t n;
    Id support;

    http_errors(request, &n);
    if (n > 0)
        idea_again(request, reply, 422, NULL, NULL);
    else if (http_id(request, IDEA_SUPPORT, &support))
        room_write_own(request, run_support, supported, g_memdup2(&support, sizeof support));
    else if (says_what_others_said(request))
        ask_to_support(request, reply);
    else
        room_write_own_text(request, http_flag(request, IDEA_SURE) ? NULL : http_text(request, IDEA_TEXT), run_idea,
                            idea_done, NULL);
}

/* ---- a comment ---- */

enum { COMMENT_TEXT, COMMENT_KEY, COMMENT_SURE };
static const HttpField comment_fields[] = {
    [COMMENT_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_COMMENT, true, NULL },
    [COMMENT_KEY] = { "key", HTTP_FIELD_LINE, LIMIT_IDEMPOTENCY_KEY, false, NULL },
    [COMMENT_SURE] = { "sure", HTTP_FIELD_FLAG, 0, false, NULL },
};
const HttpInput page_comment_input = { HTTP_INPUT_FORM, comment_fields, G_N_ELEMENTS(comment_fields), 0 };

static bool
run_comment(RoomWrite *write, Db *db, GError **error)
{
    Draft draft = { http_text(write->request, COMMENT_TEXT), http_text(write->request, COMMENT_KEY), SOURCE_AUTHOR,
                    write->mentions != NULL };

    return talk_post_comment(write->room->hall, db, &write->actor, write->data, &draft, &write->outcome, &write->made, error);
}

static void
comment_again(HttpRequest *request, HttpReply *reply, const Id *id, unsigned status, const char *error,
              const Mentions *mentions)
{
    Typed typed = {
        .status = status,
        .composer = { .text = http_typed(request, COMMENT_TEXT), .key = http_text(request, COMMENT_KEY) },
        .error = error,
        .reply_to = http_arg(request, 1),
    };

    mention_show(mentions, http_text(request, COMMENT_TEXT), &typed.composer);
    page_idea_typed(request, reply, id, &typed);
}

/* Text of the idea that a contribution stands under. */
static void
idea_of(const Visitor *visitor, const Id *id, char ret_text[ID_TEXT_SIZE])
{
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Item *item = board ? board_find(board, id) : NULL;
    const Item *idea = item ? board_at(board, item->idea) : NULL;
    id_to_text(idea ? &idea->id : id, ret_text);
    hall_read_end(visitor->room->hall);
}

static void
comment_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const char *key = http_text(request, COMMENT_KEY);
    g_autofree char *escaped = key ? g_uri_escape_string(key, NULL, false) : NULL;
    char idea[ID_TEXT_SIZE], made[ID_TEXT_SIZE];

    if (write->outcome != TALK_DONE && write->outcome != TALK_REPEATED) {
        comment_again(request, reply, write->data, outcome_status(write->outcome),
                      write->outcome == TALK_NAMING ? NULL : outcome_text(write->outcome), write->mentions);
        return;
    }
    idea_of(request_visitor(request), &write->made, idea);
    id_to_text(&write->made, made);
    redirect(request, reply, "/i/%s?done=comment&at=%s%s%s#i-%s", idea, made, key ? "&key=" : "", key ? escaped : "", made);
}

void
page_comment_post(HttpRequest *request, HttpReply *reply)
{
    size_t n;
    Id id;

    if (!path_id(request, reply, &id))
        return;
    http_errors(request, &n);
    if (n > 0)
        comment_again(request, reply, &id, 422, NULL, NULL);
    else
        room_write_own_text(request, http_flag(request, COMMENT_SURE) ? NULL : http_text(request, COMMENT_TEXT), run_comment,
                            comment_done, g_memdup2(&id, sizeof id));
}

/* ---- a vote ---- */

enum { VOTE_FIELD, VOTE_BACK };
static const HttpField vote_fields[] = {
    [VOTE_FIELD] = { "vote", HTTP_FIELD_CHOICE, 0, true, vote_names },
    [VOTE_BACK] = { "back", HTTP_FIELD_LINE, LIMIT_PATH, false, NULL },
};
const HttpInput page_vote_input = { HTTP_INPUT_FORM, vote_fields, G_N_ELEMENTS(vote_fields), 2048 };

static bool
run_vote(RoomWrite *write, Db *db, GError **error)
{
    return talk_vote(write->room->hall, db, &write->actor, write->data, (Vote)http_choice(write->request, VOTE_FIELD),
                     &write->outcome, error);
}

/* In place (htmx): the card alone. */
static void
reply_card(HttpReply *reply, const RoomWrite *write)
{
    const Visitor *asked = request_visitor(write->request);
    Visitor visitor = *asked;

    visitor.actor = write->actor;
    hall_read(write->room->hall);
    const Board *board = visitor_board(&visitor);
    const Item *item = board_find(board, write->data);
    g_autoptr(SafeHtml) fragment = NULL;
    if (item) {
        g_auto(Look) look = look_begin(board, &visitor);
        CardView card = look_card(&look, item);
        card.voted = visitor.hides_marks;
        fragment = card_fragment(&card, item->kind == KIND_COMMENT ? CARD_COMMENT : CARD_LISTED, NULL);
    }
    hall_read_end(write->room->hall);
    size_t length = 0;
    const char *text = fragment ? safe_html_text(fragment, &length) : "";
    http_reply_html(reply, 200, g_strndup(text, length), length);
}

static void
vote_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    char id[ID_TEXT_SIZE];

    id_to_text(write->data, id);
    g_autofree char *rest = g_strconcat("/i/", id, NULL);
    g_autofree char *alone = frame_path(request_visitor(request), rest);
    if (write->outcome == TALK_NO_KEY)
        redirect(request, reply, "/return");
    else if (write->outcome != TALK_DONE)
        api_refuse(request, reply, write->outcome);
    else if (http_is_htmx(request))
        reply_card(reply, write);
    else {
        g_autofree char *page = marks_after_vote(request_visitor(request), frame_back(request, http_text(request, VOTE_BACK), alone));
        g_autofree char *back = g_strdup_printf("%s#i-%s", page, id);
        http_reply_redirect(reply, back);
    }
}

void
page_vote_post(HttpRequest *request, HttpReply *reply)
{
    Id id;

    if (path_id(request, reply, &id))
        room_write_statement(request, run_vote, vote_done, g_memdup2(&id, sizeof id));
}
