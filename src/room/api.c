#include "room/api.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/when.h"
#include "domain/board_publish.h"
#include "domain/bring.h"
#include "domain/order.h"
#include "domain/signal.h"
#include "html/markdown.h"
#include "room/frame.h"
#include "room/notices.h"
#include "room/signpost.h"

json_t *
api_time(int64_t at)
{
    g_autofree char *text = when_rfc3339(at);

    return json_string(text);
}

json_t *
api_id(const Id *id)
{
    char text[ID_TEXT_SIZE];

    id_to_text(id, text);
    return json_string(text);
}

json_t *
api_count(const Board *board, const Visitor *visitor, Vote vote, uint32_t n)
{
    return visitor_sees_counts(visitor) || board_shows_counts(board, vote, clock_now()) ? json_integer(n) : json_null();
}

static json_t *
posting_ends(const Calendar *dates)
{
    return dates->posting_ends ? api_time(dates->posting_ends) : json_null();
}

json_t *
api_conversation(const Board *board)
{
    const Conversation *about = board->about;
    json_t *sections = json_array(), *questions = json_array();

    for (size_t i = 0; i < about->n_sections; i++)
        json_array_append_new(sections, json_pack("{s:s, s:s, s:s, s:i}", "slug", about->sections[i].slug, "title",
                                                  about->sections[i].title, "prompt", about->sections[i].prompt,
                                                  "ideas", (int)board_section_size(board, (unsigned)i)));
    for (size_t i = 0; i < about->n_questions; i++) {
        json_t *options = json_array();

        for (size_t o = 0; o < about->questions[i].n_options; o++)
            json_array_append_new(options, json_string(about->questions[i].options[o]));
        json_array_append_new(questions, json_pack("{s:s, s:s, s:o, s:b}", "slug", about->questions[i].slug, "text",
                                                   about->questions[i].text, "options", options, "groups",
                                                   about->grouping_question == i + 1));
    }
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:s, s:s, s:i, s:i, s:o, s:s, s:b, s:o, s:o, s:o}", "slug", about->slug, "title",
                     about->title, "summary", about->summary, "phase", calendar_phase_name(&about->dates, clock_now()),
                     "opens", api_time(about->dates.opens), "closes", api_time(about->dates.closes), "timezone",
                     about->timezone, "language", about->language, "support_email", about->support_email, "k",
                     (int)about->k, "slot_minutes", (int)about->slot_minutes, "posting_ends",
                     posting_ends(&about->dates), "counts", counts_names[about->rules.counts], "comments",
                     !about->rules.no_comments, "sections", sections, "questions", questions,
                     "notices", api_notices_shown(board));
}

const char *
api_state(const Item *item, uint32_t voice, bool staff)
{
    const Face *face = staff ? item_staff_face(item, voice) : item_face(item, voice);

    return staff || item_mine(item, voice) ? state_names[face->state] : state_for_others(face->state);
}

static bool
is_staff(const Visitor *visitor)
{
    return visitor->badge.roles & (ROLE_FACILITATOR | ROLE_ANALYST);
}

static json_t *
comments_of(const Board *board, const Item *item, const Visitor *visitor)
{
    g_autoptr(GPtrArray) children = board_children(board, item);
    json_t *comments = json_array();

    for (guint i = 0; i < children->len; i++) {
        json_t *comment = api_contribution(board, g_ptr_array_index(children, i), visitor, true);

        if (comment)
            json_array_append_new(comments, comment);
    }
    return comments;
}

static void
add_words(json_t *answer, const Face *face, bool readable)
{
    g_autoptr(SafeHtml) html = readable ? markdown_talk(face->text, NULL) : NULL;

    json_object_set_new(answer, "text", json_string(readable ? face->text : ""));
    json_object_set_new(answer, "html", json_string(html ? safe_html_text(html, NULL) : ""));
}

static void
add_places(json_t *answer, const Board *board, const Item *item, const Face *face)
{
    const Item *parent = board_at(board, item->parent), *idea = board_at(board, item->idea);
    const Item *target = board_at(board, item->target);

    if (parent)
        json_object_set_new(answer, "parent", api_id(&parent->id));
    if (idea && idea != item)
        json_object_set_new(answer, "idea", api_id(&idea->id));
    if (target && face->state == STATE_MERGED)
        json_object_set_new(answer, "into", api_id(&target->id));
}

json_t *
api_contribution(const Board *board, const Item *item, const Visitor *visitor, bool whole)
{
    uint32_t voice = actor_voice(board, &visitor->actor), likes, dislikes;
    bool staff = is_staff(visitor);
    Vote mine;

    if (staff ? !item_staff_visible(item, voice) : !item_visible(item, voice))
        return NULL;
    const Face *face = staff ? item_staff_face(item, voice) : item_face(item, voice);
    bool readable = face->state == STATE_SHOWN || staff || (item_mine(item, voice) && face->state != STATE_DELETED);
    board_counts(board, item, voice, &likes, &dislikes, &mine);
    json_t *answer = json_pack("{s:o, s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:b, s:o, s:i, s:i, s:b}", "id", api_id(&item->id),
                               "kind", kind_names[item->kind], "by", source_for_others(item->source), "section", board->about->sections[face->section].slug,
                               "state", api_state(item, voice, staff), "likes", api_count(board, visitor, mine, likes),
                               "dislikes", api_count(board, visitor, mine, dislikes),
                               "my_vote", vote_names[mine], "mine", item_mine(item, voice), "created",
                               api_time(item_since(board, item)), "comment_count", (int)item_comments(item), "version",
                               (int)(face == &item->now ? item->version : staff ? item_staff_version(item) : item_version(item, voice)), "edited", face->edited != 0);
    add_words(answer, face, readable);
    add_places(answer, board, item, face);
    if (whole)
        json_object_set_new(answer, "comments", comments_of(board, item, visitor));
    return answer;
}

unsigned
outcome_status(TalkOutcome outcome)
{
    switch (outcome) {
    case TALK_DONE:
    case TALK_REPEATED:  return 200;
    case TALK_NOT_FOUND: return 404;
    case TALK_GONE:      return 409;
    case TALK_CLOSED:    return 409;
    case TALK_VOTES_ONLY: return 409;
    case TALK_NO_COMMENTS: return 409;
    case TALK_NO_KEY:    return 403;
    case TALK_NOT_YOURS: return 403;
    case TALK_NAMING:    return 422;
    case TALK_PAUSED:    return 403;
    case TALK_SLOWED:    return 429;
    case TALK_TOO_FAST:  return 429;
    case TALK_TOO_MANY:  return 409;
    }
    return 500;
}

const char *
outcome_text(TalkOutcome outcome)
{
    switch (outcome) {
    case TALK_DONE:
    case TALK_REPEATED:  return "";
    case TALK_NOT_FOUND: return _("There is nothing here, or you cannot see it.");
    case TALK_GONE:      return _("This was taken away, merged or split while you were reading. Please go back and look again.");
    case TALK_CLOSED:    return _("The conversation is closed. You can still read it.");
    case TALK_VOTES_ONLY: return _("The time for new ideas and comments is over. You can still vote, and delete what is yours.");
    case TALK_NO_COMMENTS: return _("There are no comments in this conversation. Please write it as an idea of its own.");
    case TALK_NO_KEY:    return _("This browser does not have your return key. Type your five words, or start afresh.");
    case TALK_NOT_YOURS: return _("Only its author can do that.");
    case TALK_NAMING:    return _("This may name a colleague. Please describe the situation instead.");
    case TALK_PAUSED:    return _("A facilitator has asked you to pause, so this was not sent. My things says until when, why, and what you can do.");
    case TALK_SLOWED:    return _("A facilitator has asked you to write less often, so this was not sent. My things says when you can write again.");
    case TALK_TOO_FAST:  return _("That was a lot in a short time. Please wait a little and try again.");
    case TALK_TOO_MANY:  return _("There is no room for more here. Please write it as an idea of its own.");
    }
    return "";
}

void
api_refuse(HttpRequest *request, HttpReply *reply, TalkOutcome outcome)
{
    /* People are led to what is asked of them; staff have no such key. */
    if (outcome == TALK_NO_KEY && !http_is_api(request) && !request_visitor(request)->badge.staff_number) {
        g_autofree char *path = frame_path(request_visitor(request), "/return");

        http_reply_redirect(reply, path);
        return;
    }
    http_reply_problem(reply, request, outcome_status(outcome), outcome_text(outcome));
}

void
api_refuse_naming(HttpRequest *request, HttpReply *reply, const RoomWrite *write, const char *text)
{
    json_t *names = json_array(), *errors = json_array();

    for (size_t i = 0; i < write->mentions->n; i++) {
        const NameSpan *span = &write->mentions->spans[i];
        const json_int_t start = g_utf8_pointer_to_offset(text, text + span->start);
        const json_int_t length = g_utf8_strlen(text + span->start, (gssize)span->length);

        json_array_append_new(names, json_pack("{s:I, s:I}", "start", start, "end", start + length));
    }
    json_array_append_new(errors, json_pack("{s:s, s:s}", "field", "text", "detail", outcome_text(TALK_NAMING)));
    http_reply_problem_with(reply, request, outcome_status(TALK_NAMING), outcome_text(TALK_NAMING),
                            json_pack("{s:o, s:o}", "errors", errors, "names", names));
}

/* What the page says too, to the author alone. */
static void
add_signpost(json_t *answer, const Board *board, const Item *item)
{
    if (!board_hears_distress(board, item->now.text))
        return;
    g_autofree char *text = markdown_plain(signpost_text(board->about));
    json_object_set_new(answer, "signpost", json_string(text));
}

void
api_reply_contribution(HttpRequest *request, HttpReply *reply, unsigned status, const Id *id)
{
    const Visitor *visitor = request_visitor(request);
    Visitor now = *visitor;
    json_t *answer = NULL;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Item *item = board ? board_find(board, id) : NULL;
    /* A return key made with this very act counts. */
    now.actor.has_key = true;
    if (item)
        answer = api_contribution(board, item, item_mine(item, actor_voice(board, &now.actor)) ? &now : visitor, true);
    if (answer && item_mine(item, actor_voice(board, &now.actor)))
        add_signpost(answer, board, item);
    hall_read_end(visitor->room->hall);
    if (answer)
        http_reply_json(reply, status, answer);
    else
        http_reply_problem(reply, request, 404, NULL);
}

bool
api_path_id(HttpRequest *request, HttpReply *reply, unsigned arg, Id *ret_id)
{
    if (id_from_text(http_arg(request, arg), ret_id))
        return true;
    http_reply_problem(reply, request, 404, NULL);
    return false;
}

size_t
api_limit(const HttpRequest *request)
{
    const char *text = http_query(request, "limit");
    guint64 limit = LIMIT_DEFAULT_ITEMS;

    if (text && !g_ascii_string_to_unsigned(text, 10, 1, G_MAXUINT32, &limit, NULL))
        limit = LIMIT_DEFAULT_ITEMS;
    return MIN(limit, LIMIT_PAGE_ITEMS);
}
