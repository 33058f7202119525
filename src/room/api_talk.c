#include "base/i18n.h"
#include "base/limits.h"
#include "domain/member.h"
#include "room/api.h"

/* ---- POST ideas ---- */

enum { IDEA_SECTION, IDEA_TEXT, IDEA_KEY, IDEA_SOURCE, IDEA_CHECK };
static const char *const idea_sources[] = { "paper", "facilitators", NULL };
enum { FROM_PAPER, BY_FACILITATORS };
static const HttpField idea_fields[] = {
    [IDEA_SECTION] = { "section", HTTP_FIELD_LINE, 60, true, NULL },
    [IDEA_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_IDEA, true, NULL },
    [IDEA_KEY] = { "idempotency_key", HTTP_FIELD_LINE, LIMIT_IDEMPOTENCY_KEY, false, NULL },
    [IDEA_SOURCE] = { "source", HTTP_FIELD_CHOICE, 0, false, idea_sources },
    [IDEA_CHECK] = API_CHECK_NAMES,
};
const HttpInput api_idea_input = { HTTP_INPUT_JSON, idea_fields, G_N_ELEMENTS(idea_fields), 0 };

static const char *
text_to_check(const HttpRequest *request, unsigned text, unsigned check)
{
    return http_flag(request, check) ? http_text(request, text) : NULL;
}

static void
reply_made(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    if (write->outcome == TALK_DONE || write->outcome == TALK_REPEATED)
        api_reply_contribution(request, reply, 201, &write->made);
    else if (write->outcome == TALK_NAMING)
        api_refuse_naming(request, reply, write, write->ask->text);
    else
        api_refuse(request, reply, write->outcome);
}

static ContributionSource
source_of(const HttpRequest *request)
{
    switch (http_choice(request, IDEA_SOURCE)) {
    case FROM_PAPER:      return SOURCE_PAPER;
    case BY_FACILITATORS: return SOURCE_FACILITATOR;
    default:              return SOURCE_AUTHOR;
    }
}

static bool
run_idea(RoomWrite *write, Db *db, GError **error)
{
    const HttpRequest *request = write->request;
    const Board *board = hall_board_by_id(write->room->hall, &write->actor.conversation);
    int section = board ? conversation_section(board->about, http_text(request, IDEA_SECTION)) : -1;
    Draft draft = {
        .text = http_text(request, IDEA_TEXT),
        .key = http_text(request, IDEA_KEY),
        .source = source_of(request),
        .naming = write->mentions != NULL,
    };

    if (section < 0) {
        write->outcome = TALK_NOT_FOUND;
        return true;
    }
    return talk_post_idea(write->room->hall, db, &write->actor, (unsigned)section, &draft, &write->outcome,
                          &write->made, error);
}

static void
reply_idea(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    if (write->outcome != TALK_NOT_FOUND) {
        reply_made(request, reply, write);
        return;
    }
    http_add_error(request, "section", _("This conversation has no such section."));
    http_reply_errors(reply, request);
}

void
api_idea_post(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);

    if (source_of(request) != SOURCE_AUTHOR && !visitor_is(visitor, ROLE_FACILITATOR)) {
        http_reply_problem(reply, request, 403, source_of(request) == SOURCE_PAPER ? _("Only facilitators enter ideas from paper forms.")
                                                                                   : _("Only facilitators post as the facilitators."));
        return;
    }
    if (source_of(request) == SOURCE_AUTHOR)
        room_write_own_text(request, text_to_check(request, IDEA_TEXT, IDEA_CHECK), run_idea, reply_idea, NULL);
    else
        room_write_text(request, text_to_check(request, IDEA_TEXT, IDEA_CHECK), run_idea, reply_idea, NULL);
}

/* ---- POST comments ---- */

enum { COMMENT_TEXT, COMMENT_KEY, COMMENT_CHECK };
static const HttpField comment_fields[] = {
    [COMMENT_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_COMMENT, true, NULL },
    [COMMENT_KEY] = { "idempotency_key", HTTP_FIELD_LINE, LIMIT_IDEMPOTENCY_KEY, false, NULL },
    [COMMENT_CHECK] = API_CHECK_NAMES,
};
const HttpInput api_comment_input = { HTTP_INPUT_JSON, comment_fields, G_N_ELEMENTS(comment_fields), 0 };

static bool
run_comment(RoomWrite *write, Db *db, GError **error)
{
    Draft draft = { http_text(write->request, COMMENT_TEXT), http_text(write->request, COMMENT_KEY), SOURCE_AUTHOR,
                    write->mentions != NULL };
    const Id *parent = write->data;

    return talk_post_comment(write->room->hall, db, &write->actor, parent, &draft, &write->outcome, &write->made, error);
}

void
api_comment_post(HttpRequest *request, HttpReply *reply)
{
    Id id;

    if (api_path_id(request, reply, 0, &id))
        room_write_own_text(request, text_to_check(request, COMMENT_TEXT, COMMENT_CHECK), run_comment, reply_made,
                            g_memdup2(&id, sizeof id));
}

/* ---- PUT vote ---- */

static const HttpField vote_fields[] = { { "vote", HTTP_FIELD_CHOICE, 0, true, vote_names } };
const HttpInput api_vote_input = { HTTP_INPUT_JSON, vote_fields, G_N_ELEMENTS(vote_fields), 1024 };

static bool
run_vote(RoomWrite *write, Db *db, GError **error)
{
    const Id *id = write->data;

    return talk_vote(write->room->hall, db, &write->actor, id, (Vote)http_choice(write->request, 0), &write->outcome, error);
}

static void
reply_counts(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const Visitor *visitor = request_visitor(request);
    json_t *like = NULL, *dislike = NULL;
    uint32_t likes = 0, dislikes = 0;
    Vote mine = VOTE_NONE;

    if (write->outcome != TALK_DONE) {
        api_refuse(request, reply, write->outcome);
        return;
    }
    hall_read(write->room->hall);
    const Board *board = hall_board_by_id(write->room->hall, &write->actor.conversation);
    const Item *item = board ? board_find(board, write->data) : NULL;
    if (item) {
        board_counts(board, item, actor_voice(board, &write->actor), &likes, &dislikes, &mine);
        like = api_count(board, visitor, mine, likes);
        dislike = api_count(board, visitor, mine, dislikes);
    }
    hall_read_end(write->room->hall);
    http_reply_json(reply, 200, json_pack("{s:o, s:o, s:o, s:s}", "id", api_id(write->data), "likes",
                                          like ? like : json_integer(0), "dislikes", dislike ? dislike : json_integer(0),
                                          "my_vote", vote_names[mine]));
}

void
api_vote(HttpRequest *request, HttpReply *reply)
{
    Id id;

    if (api_path_id(request, reply, 0, &id))
        room_write_statement(request, run_vote, reply_counts, g_memdup2(&id, sizeof id));
}

/* ---- PATCH, DELETE ---- */

enum { EDIT_TEXT, EDIT_CHECK };
static const HttpField edit_fields[] = {
    [EDIT_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_IDEA, true, NULL },
    [EDIT_CHECK] = API_CHECK_NAMES,
};
const HttpInput api_edit_input = { HTTP_INPUT_JSON, edit_fields, G_N_ELEMENTS(edit_fields), 0 };
const HttpInput api_delete_input = { HTTP_INPUT_JSON, NULL, 0, 1024 };

static bool
run_edit(RoomWrite *write, Db *db, GError **error)
{
    Draft draft = { .text = http_text(write->request, EDIT_TEXT), .naming = write->mentions != NULL };

    return talk_edit(write->room->hall, db, &write->actor, write->data, &draft, &write->outcome, error);
}

static void
reply_edited(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    if (write->outcome == TALK_DONE)
        api_reply_contribution(request, reply, 200, write->data);
    else if (write->outcome == TALK_NAMING)
        api_refuse_naming(request, reply, write, http_text(request, EDIT_TEXT));
    else
        api_refuse(request, reply, write->outcome);
}

void
api_edit(HttpRequest *request, HttpReply *reply)
{
    Id id;

    if (api_path_id(request, reply, 0, &id))
        room_write_own_text(request, text_to_check(request, EDIT_TEXT, EDIT_CHECK), run_edit, reply_edited,
                            g_memdup2(&id, sizeof id));
}

static bool
run_delete(RoomWrite *write, Db *db, GError **error)
{
    return talk_delete(write->room->hall, db, &write->actor, write->data, &write->outcome, error);
}

static void
reply_deleted(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    if (write->outcome == TALK_DONE)
        http_reply_empty(reply, 204);
    else
        api_refuse(request, reply, write->outcome);
}

void
api_delete(HttpRequest *request, HttpReply *reply)
{
    Id id;

    if (api_path_id(request, reply, 0, &id))
        room_write_own(request, run_delete, reply_deleted, g_memdup2(&id, sizeof id));
}

/* ---- POST flags ---- */

enum { FLAG_FIELD_REASON, FLAG_FIELD_NOTE };
static const HttpField flag_fields[] = {
    [FLAG_FIELD_REASON] = { "reason", HTTP_FIELD_CHOICE, 0, true, flag_reason_names },
    [FLAG_FIELD_NOTE] = { "note", HTTP_FIELD_TEXT, LIMIT_NOTE, false, NULL },
};
const HttpInput api_flag_input = { HTTP_INPUT_JSON, flag_fields, G_N_ELEMENTS(flag_fields), 0 };

static bool
run_flag(RoomWrite *write, Db *db, GError **error)
{
    return talk_flag(write->room->hall, db, &write->actor, write->data,
                     (FlagReason)http_choice(write->request, FLAG_FIELD_REASON), http_text(write->request, FLAG_FIELD_NOTE),
                     &write->outcome, error);
}

static void
reply_flagged(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    if (write->outcome == TALK_DONE)
        http_reply_json(reply, 201, json_pack("{s:b}", "reported", true));
    else
        api_refuse(request, reply, write->outcome);
}

void
api_flag(HttpRequest *request, HttpReply *reply)
{
    Id id;

    if (api_path_id(request, reply, 0, &id))
        room_write_own(request, run_flag, reply_flagged, g_memdup2(&id, sizeof id));
}

/* ---- PUT answers ---- */

/* {question: option}, whatever the questions are: a map without a name of its own. */
static const HttpField answer_fields[] = { { "", HTTP_FIELD_MAP, LIMIT_TITLE, false, NULL } };
const HttpInput api_answers_input = { HTTP_INPUT_JSON, answer_fields, G_N_ELEMENTS(answer_fields), 0 };

static int
option_of(const Question *question, const char *text)
{
    for (size_t i = 0; i < question->n_options; i++)
        if (g_str_equal(question->options[i], text))
            return (int)i;
    return -1;
}

/* False: an unknown question or option. */
static bool
read_answers(const HttpRequest *request, const Conversation *about, int *ret_options)
{
    for (size_t q = 0; q < about->n_questions; q++)
        ret_options[q] = -1;
    for (size_t i = 0; i < http_map_size(request, 0); i++) {
        const char *name, *value;
        bool known = false;

        http_map_at(request, 0, i, &name, &value);
        for (size_t q = 0; q < about->n_questions; q++) {
            if (!g_str_equal(about->questions[q].slug, name))
                continue;
            ret_options[q] = option_of(&about->questions[q], value);
            known = ret_options[q] >= 0;
        }
        if (!known)
            return false;
    }
    return true;
}

static bool
run_answers(RoomWrite *write, Db *db, GError **error)
{
    const Board *board = hall_board_by_id(write->room->hall, &write->actor.conversation);
    int options[LIMIT_QUESTIONS];
    MemberOutcome outcome = MEMBER_NOT_FOUND;

    write->outcome = TALK_NOT_FOUND;
    if (!board || !read_answers(write->request, board->about, options))
        return true;
    if (!member_answer(write->room->hall, db, &write->actor, options, &outcome, error))
        return false;
    write->outcome = outcome == MEMBER_DONE ? TALK_DONE : outcome == MEMBER_CLOSED ? TALK_CLOSED
        : outcome == MEMBER_ANSWERED ? TALK_REPEATED : TALK_NOT_FOUND;
    return true;
}

static void
reply_answered(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    if (write->outcome == TALK_DONE || write->outcome == TALK_REPEATED)
        http_reply_json(reply, 200, json_pack("{s:b}", "answered", true));
    else if (write->outcome == TALK_NOT_FOUND)
        http_reply_problem(reply, request, 422, _("There is no such question, or it has no such answer."));
    else
        api_refuse(request, reply, write->outcome);
}

void
api_answers(HttpRequest *request, HttpReply *reply)
{
    room_write_own(request, run_answers, reply_answered, NULL);
}
