#include "room/visitor.h"
#include "room/slow.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "domain/token.h"
#include "http/language.h"
#include "room/opened.h"

Room *
request_room(const HttpRequest *request)
{
    return http_context(request);
}

const Visitor *
request_visitor(const HttpRequest *request)
{
    return http_principal(request);
}

bool
visitor_is(const Visitor *visitor, Role role)
{
    return visitor->has_badge && (visitor->badge.roles & role);
}

bool
visitor_sees_counts(const Visitor *visitor)
{
    return visitor_is(visitor, ROLE_FACILITATOR | ROLE_ANALYST | ROLE_ORGANISER);
}

Board *
visitor_board(const Visitor *visitor)
{
    const Hall *hall = visitor->room->hall;
    const Id *id = &visitor->badge.conversation;

    if (!visitor->has_badge)
        return NULL;
    /* Erased since the guard looked: an empty one, where nothing can be done. */
    return hall_board_by_id(hall, id) ?: hall_board_gone(hall, id);
}

const char *
visitor_guard_name(unsigned guard)
{
    switch ((Guard)guard) {
    case GUARD_ANYONE:      return "anyone";
    case GUARD_BADGE:       return "participants and staff of the conversation";
    case GUARD_FACILITATOR: return "facilitators";
    case GUARD_ANALYST:     return "analysts";
    case GUARD_ORGANISER:   return "organisers";
    case GUARD_REPORTER:  return "analysts and organisers";
    case GUARD_REPORT:      return "everyone once published; analysts and organisers before";
    }
    return "nobody";
}

static bool
is_staff(const Visitor *visitor)
{
    return visitor->badge.roles & (ROLE_FACILITATOR | ROLE_ANALYST | ROLE_ORGANISER);
}

/* Tokens are for the API alone. */
static bool
shows_token(const HttpRequest *request)
{
    return http_is_api(request) && http_bearer(request);
}

static uint64_t
keyed(const Room *room, const char *use, const void *bytes, size_t length)
{
    uint64_t key[2];

    secret_hash(&room->words_key, use, bytes, length, key, sizeof key);
    return key[0];
}

/* A badge with roles, and nobody behind it: the zero pseudonym is no one's, so nothing is its own. */
static void
open_token(const char *text, Visitor *visitor)
{
    Room *room = visitor->room;

    g_mutex_lock(&room->tokens_lock);
    const Token *token = token_find(room->tokens, &room->token_key, text);
    if (token && hall_board_by_id(room->hall, &token->conversation)) {
        visitor->has_badge = visitor->has_token = true;
        visitor->badge = (Badge){ .conversation = token->conversation, .roles = token->roles };
        visitor->actor = (Actor){ .conversation = token->conversation, .roles = token->roles };
        visitor->holder = keyed(room, "token's streams", &token->tag, sizeof token->tag);
    }
    g_mutex_unlock(&room->tokens_lock);
}

/* Badge and return key, as this browser sent them; whether they are still good is another question. */
static bool
open_cookies(const HttpRequest *request, const Room *room, Opened *ret_opened)
{
    const char *cookies = http_cookies(request);
    Opened opened = { .reader = 0 };
    ReturnWords words = { { 0 }, { 0 } };

    if (!cookies)
        return false;
    OpenedTag tag = opened_tag(room->opened, cookies);
    if (opened_find(room->opened, &tag, ret_opened))
        return true;
    const char *badge = http_cookie(request, BADGE_COOKIE);
    if (!badge_from_text(&room->badge_key, badge, &opened.badge))
        return false;
    opened.reader = keyed(room, "fair order", &opened.badge.pseudonym, sizeof opened.badge.pseudonym);
    /* The badge's and not the person's: who holds somebody's link must not see by their own streams that
     * there are others (A17). */
    opened.holder = keyed(room, "badge's streams", badge, strlen(badge));
    opened.has_return = return_from_text(&room->return_key, http_cookie(request, RETURN_COOKIE), &opened.returned,
                                         &opened.generation);
    opened.has_offer = words_open(room, http_cookie(request, WORDS_COOKIE), &opened.badge.pseudonym, &words);
    memcpy(opened.offered, words.salt, sizeof opened.offered);
    secret_wipe(&words, sizeof words);
    opened_keep(room->opened, &tag, &opened);
    *ret_opened = opened;
    return true;
}

static bool
has_return(const Opened *opened, const Member *member)
{
    return opened->has_return && opened->generation == member->generation &&
           id_equal(&opened->returned, &opened->badge.pseudonym);
}

/* The cookie is sealed and its salt random: with the salt of the key in it, it is what the key was
 * made of.  Whoever has the badge alone was offered other words. */
static void
open_key(Visitor *visitor, const Opened *opened, const Member *member)
{
    if (!member || !member->has_key)
        return;
    visitor->generation = member->generation;
    visitor->offer_fits = opened->has_offer && secret_equal(opened->offered, member->salt, sizeof member->salt);
    visitor->by_offer = visitor->offer_fits && !has_return(opened, member);
    visitor->actor.has_key = visitor->offer_fits || has_return(opened, member);
}

/* Opens badge and return key, or the token where one is shown: never both; under hall_read(). */
static void
open_badge(const HttpRequest *request, Visitor *visitor)
{
    const Room *room = visitor->room;
    Opened opened;

    if (shows_token(request)) {
        open_token(http_bearer(request), visitor);
        return;
    }
    if (!open_cookies(request, room, &opened) || opened.badge.expires <= visitor->now)
        return;
    const Badge badge = opened.badge;
    const Board *board = hall_board_by_id(room->hall, &badge.conversation);
    if (!board || board_has_ended(board, &badge.pseudonym))
        return;
    visitor->has_badge = true;
    visitor->badge = badge;
    visitor->reader = opened.reader;
    visitor->holder = opened.holder;
    visitor->actor = (Actor){
        .conversation = badge.conversation,
        .pseudonym = badge.pseudonym,
        .roles = badge.roles,
        .staff_number = badge.staff_number,
        .group = badge.group,
    };
    open_key(visitor, &opened, board_member(board, &badge.pseudonym));
}

static bool
guard_opens(Guard guard, const Visitor *visitor)
{
    switch (guard) {
    case GUARD_ANYONE:      return true;
    case GUARD_BADGE:       return visitor->has_badge;
    case GUARD_FACILITATOR: return visitor_is(visitor, ROLE_FACILITATOR);
    case GUARD_ANALYST:     return visitor_is(visitor, ROLE_ANALYST);
    case GUARD_ORGANISER:   return visitor_is(visitor, ROLE_ORGANISER);
    case GUARD_REPORTER:  return visitor_is(visitor, ROLE_ANALYST) || visitor_is(visitor, ROLE_ORGANISER);
    case GUARD_REPORT:      return visitor->has_badge;
    }
    return false;
}

/* Paths under /c/:slug and /api/v1/conversations/:slug are of the badge's own conversation. */
static bool
slug_fits(const HttpRequest *request, const Visitor *visitor)
{
    const HttpRoute *route = http_route(request);
    const Board *board = visitor_board(visitor);

    if (!g_str_has_prefix(route->path, "/c/:") && !g_str_has_prefix(route->path, "/api/v1/conversations/:"))
        return true;
    return board && g_str_equal(board->about->slug, http_arg(request, 0));
}

/* A wish of this browser alone: it is in no badge, and nothing of it is stored here. */
static bool
asks_for_no_marks(const HttpRequest *request)
{
    return g_strcmp0(http_cookie(request, MARKS_COOKIE), MARKS_HIDDEN) == 0;
}

typedef struct { unsigned status; const char *detail; } Refusal;

/* {0} lets pass; under hall_read(). */
static Refusal
refuse(const HttpRequest *request, const Visitor *visitor, Guard guard)
{
    const Board *board = visitor_board(visitor);
    bool api = http_is_api(request);

    if (visitor->has_token && http_method(request) != HTTP_GET)
        return (Refusal){ 403, _("A token can only read. To write, come in with a personal link.") };
    if (guard == GUARD_ANYONE)
        return (Refusal){ 0, NULL };
    if (!visitor->has_badge && shows_token(request))
        return (Refusal){ 401, _("This token is not known here. It may have been taken back. Please ask for a new one.") };
    if (!visitor->has_badge)
        return (Refusal){ api ? 401 : 403, _("You need your personal link to come in here. Open it again from your mail, or ask for a new one.") };
    if (!slug_fits(request, visitor))
        return (Refusal){ 404, NULL };
    Phase phase = calendar_phase(&board->about->dates, visitor->now);
    if (phase >= PHASE_COMPLETED)
        return (Refusal){ 410, _("This conversation is over and can no longer be read.") };
    if (!guard_opens(guard, visitor))
        return (Refusal){ 403, _("This page is for staff with another role.") };
    if (phase == PHASE_DRAFT && !is_staff(visitor))
        return (Refusal){ 403, _("This conversation has not opened yet. You will get a mail when it does.") };
    return (Refusal){ 0, NULL };
}

const Visitor *
visitor_open(HttpRequest *request, Room *room)
{
    if (request_visitor(request))
        return request_visitor(request);
    Visitor *visitor = g_new0(Visitor, 1);

    visitor->room = room;
    visitor->now = clock_now();
    open_badge(request, visitor);
    visitor->hides_marks = visitor->has_badge && asks_for_no_marks(request);
    if (visitor->has_badge)
        http_prefer_language(request, visitor_board(visitor)->about->language);
    http_set_principal(request, visitor, g_free);
    return visitor;
}

HttpAdmit
visitor_admit(HttpRequest *request, HttpReply *reply, const HttpRoute *route, void *data)
{
    Room *room = data;

    hall_read(room->hall);
    visitor_open(request, room);
    Visitor *visitor = http_principal(request);
    Refusal refusal = refuse(request, visitor, (Guard)route->guard);
    hall_read_end(room->hall);
    if (http_method(request) == HTTP_GET && !http_is_api(request))
        language_carry(request, reply, visitor->badge.shared);
    visitor->language = language_chosen(request);
    if (!refusal.status)
        return HTTP_ADMIT_YES;
    http_reply_problem(reply, request, refusal.status, refusal.detail);
    if (refusal.status == 401)
        http_reply_header(reply, "WWW-Authenticate", "Bearer");
    return HTTP_ADMIT_REPLIED;
}

char *
visitor_desk_url(const Visitor *visitor, const char *path)
{
    g_autofree char *address = g_strconcat(visitor->room->config->desk_url, path, NULL);

    return language_onward(visitor->language, address);
}

bool
visitor_lacks_key(const Visitor *visitor, const Board *board)
{
    if (visitor->actor.has_key)
        return false;
    const Member *member = board_member(board, &visitor->badge.pseudonym);

    return visitor->badge.staff_number == 0 || (member && member->has_key);
}

bool
visitor_returns(const HttpRequest *request, const Badge *badge)
{
    const Room *room = request_room(request);
    const Board *board = hall_board_by_id(room->hall, &badge->conversation);
    const Member *member = board ? board_member(board, &badge->pseudonym) : NULL;
    Opened opened = { .badge = *badge };
    ReturnWords words = { { 0 }, { 0 } };

    if (!member || !member->has_key)
        return false;
    opened.has_return = return_from_text(&room->return_key, http_cookie(request, RETURN_COOKIE), &opened.returned,
                                         &opened.generation);
    if (has_return(&opened, member))
        return true;
    const bool fits = words_open(room, http_cookie(request, WORDS_COOKIE), &badge->pseudonym, &words) &&
                      secret_equal(words.salt, member->salt, sizeof member->salt);
    secret_wipe(&words, sizeof words);
    return fits;
}
