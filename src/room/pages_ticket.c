#include "room/pages_ticket.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "domain/member.h"
#include "http/language.h"
#include "room/pages/keys.h"
#include "room/tickets.h"
#include "room/write.h"

static void
refuse_ticket(HttpRequest *request, HttpReply *reply, TicketOutcome outcome)
{
    bool used = outcome == TICKET_USED || outcome == TICKET_LATE;

    http_reply_problem(reply, request, used ? 410 : 403,
                       used ? _("This way in works once, for a minute. Please open your link again and press Continue.")
                            : _("We do not know this way in. Please open your link again and press Continue."));
}

/* Where one goes first: a member of staff to their work, a participant to the welcome or home. */
static const char *
first_page(const Badge *badge, bool welcome)
{
    if (badge->roles & ROLE_FACILITATOR)
        return "/facilitate";
    if (badge->roles & ROLE_ANALYST)
        return "/analyse";
    if (badge->roles & ROLE_ORGANISER)
        return "/organise";
    return welcome ? "/welcome" : "";
}

/* Sets the badge and leads on: to the welcome in a browser without the return key, whether or not the person has been in
 * with another, for whoever holds the link alone must not learn that (A17). */
static void
lead_on(HttpRequest *request, HttpReply *reply, const Badge *entered)
{
    Room *room = request_room(request);
    int64_t now = clock_now();
    Badge badge = *entered;
    char text[BADGE_TEXT_SIZE];
    g_autofree char *path = NULL;
    bool returns = false;

    hall_read(room->hall);
    const Board *board = hall_board_by_id(room->hall, &badge.conversation);
    if (board) {
        const Member *member = board_member(board, &badge.pseudonym);
        returns = visitor_returns(request, &badge);
        bool first = !badge.staff_number && calendar_may_write(&board->about->dates, now) &&
                     !(returns && member && member->welcomed);

        path = g_strconcat("/c/", board->about->slug, first_page(&badge, first), NULL);
    }
    hall_read_end(room->hall);
    if (!path) {
        http_reply_problem(reply, request, 410, _("This conversation is over and can no longer be read."));
        return;
    }
    badge_to_text(&room->badge_key, &badge, text);
    http_reply_cookie(reply, request, BADGE_COOKIE, text, badge.shared ? -1 : badge.expires - now);
    if (!returns)
        write_offer_key(request, reply, &badge);
    language_carry(request, reply, badge.shared);
    http_reply_redirect(reply, path);
}

/* Whether the label has been declined at the desk, or taken back, since the last time. */
static bool
has_other_label(const Room *room, const Badge *badge)
{
    hall_read(room->hall);
    const Board *board = hall_board_by_id(room->hall, &badge->conversation);
    const Member *member = board ? board_member(board, &badge->pseudonym) : NULL;
    bool other = member && !board->about->grouping_question && member->group != badge->group;
    hall_read_end(room->hall);
    return other;
}

static bool
run_label(RoomWrite *write, Db *db, GError **error)
{
    const Badge *badge = write->data;
    const Actor actor = { .conversation = badge->conversation, .pseudonym = badge->pseudonym, .group = badge->group };

    return member_take_label(write->room->hall, db, &actor, error);
}

static void
label_taken(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    lead_on(request, reply, write->data);
}

static void
let_in(HttpRequest *request, HttpReply *reply, const Ticket *ticket)
{
    Badge badge = badge_from_ticket(ticket, clock_now());

    if (has_other_label(request_room(request), &badge))
        room_write(request, run_label, label_taken, g_memdup2(&badge, sizeof badge));
    else
        lead_on(request, reply, &badge);
}

static void
use_ticket(HttpRequest *request, HttpReply *reply, const Ticket *ticket)
{
    TicketOutcome outcome = ticket_use(request_room(request), ticket);

    if (outcome == TICKET_GOOD)
        let_in(request, reply, ticket);
    else
        refuse_ticket(request, reply, outcome);
}

/* Somebody else's badge is here: never replaced without asking. */
static bool
would_replace(const Visitor *visitor, const Ticket *ticket)
{
    return visitor->has_badge && memcmp(visitor->badge.pseudonym.bytes, ticket->pseudonym, sizeof(Id)) != 0;
}

static void
ask_to_replace(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    g_autoptr(Scratch) scratch = scratch_new();
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    PageFrame frame = frame_of(request, visitor_board(visitor), scratch);
    const char *again = scratch_keep(scratch, language_onward(language_chosen(request), http_path(request)));
    bool made = replace_page(&frame, again, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}

void
page_enter(HttpRequest *request, HttpReply *reply)
{
    Ticket ticket;
    TicketOutcome outcome = ticket_check(request_room(request), http_arg(request, 0), &ticket);

    if (outcome != TICKET_GOOD)
        refuse_ticket(request, reply, outcome);
    else if (would_replace(request_visitor(request), &ticket))
        ask_to_replace(request, reply);
    else
        use_ticket(request, reply, &ticket);
}

void
page_enter_post(HttpRequest *request, HttpReply *reply)
{
    Ticket ticket;
    TicketOutcome outcome = ticket_check(request_room(request), http_arg(request, 0), &ticket);

    if (outcome != TICKET_GOOD) {
        refuse_ticket(request, reply, outcome);
        return;
    }
    http_reply_cookie(reply, request, RETURN_COOKIE, "", 0);
    http_reply_cookie(reply, request, WORDS_COOKIE, "", 0);
    use_ticket(request, reply, &ticket);
}
