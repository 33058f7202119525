#include "room/pages_read.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/when.h"
#include "domain/order.h"
#include "room/notices.h"

#define DAY_SECONDS   (24 * 60 * 60)
#define FEW_SEEN      3
#define FEW_LOOKED_AT 30

static HomePhase
home_phase(const Calendar *dates, int64_t now)
{
    switch (calendar_phase(dates, now)) {
    case PHASE_DRAFT:
        return HOME_BEFORE;
    case PHASE_OPEN:
        return HOME_OPEN;
    case PHASE_CLOSED:
    case PHASE_COMPLETED:
    case PHASE_ERASED:
        break;
    }
    return dates->published ? HOME_REPORTED : HOME_CLOSED;
}

/* Of others, and still to be read; `from` so many on.  *ret_next: where others follow; 0: nowhere, so with the first ones again. */
static size_t
few_seen(Look *look, size_t from, const SafeHtml **cards, size_t *ret_next)
{
    uint32_t at[FEW_LOOKED_AT];
    *ret_next = 0;
    size_t n_at = board_least_seen(look->board, look->visitor->reader, G_N_ELEMENTS(at), at), n = 0, fit = 0;

    for (size_t i = 0; i < n_at; i++) {
        Item *item = board_at(look->board, at[i]);

        if (item->shown.state != STATE_SHOWN || item_mine(item, look->voice) || fit++ < from)
            continue;
        if (n == FEW_SEEN)
            return *ret_next = from + n, n;
        cards[n++] = look_fragment(look, item, CARD_SHORT);
    }
    return n;
}

/* "Show others" counts on by so many; anything else begins anew. */
static size_t
few_from(const HttpRequest *request)
{
    guint64 from;

    return http_query(request, "others") &&
           g_ascii_string_to_unsigned(http_query(request, "others"), 10, 0, FEW_LOOKED_AT, &from, NULL) ? (size_t)from : 0;
}

/* A facilitator has written last; where marks are hidden it waits under My things. */
static bool
has_message(const Look *look)
{
    const GArray *own = look->voice && !look->visitor->hides_marks ? g_array_index(look->board->voices, Voice, look->voice).items : NULL;

    for (guint i = 0; own && i < own->len; i++) {
        const Item *item = board_at(look->board, g_array_index(own, uint32_t, i));

        if (item->messages > item->answer)
            return true;
    }
    return false;
}

void
page_home(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    const SafeHtml *cards[FEW_SEEN];
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Conversation *about = board->about;
    int64_t now = clock_now();
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    HomePhase phase = home_phase(&about->dates, now);
    size_t from = few_from(request), others, n_few = few_seen(&look, from, cards, &others);
    size_t n_notices;
    const NoticeView *notices = look_notices(&look, "", &n_notices);
    HomeView view = {
        .notices = notices,
        .n_notices = n_notices,
        .question = *about->summary ? about->summary : about->title,
        .phase = phase,
        .days_left = phase == HOME_OPEN ? (unsigned)((about->dates.closes - now + DAY_SECONDS - 1) / DAY_SECONDS) : 0,
        .days = (unsigned)((about->dates.closes - about->dates.opens + DAY_SECONDS - 1) / DAY_SECONDS),
        .until = scratch_keep(look.scratch, when_date_time(phase == HOME_BEFORE ? about->dates.opens : about->dates.closes,
                                                           about->timezone)),
        .posting_until = about->dates.posting_ends
            ? scratch_keep(look.scratch, when_date_time(about->dates.posting_ends, about->timezone)) : NULL,
        .votes_only = look.open && !look.posting,
        .sections = look_sections(&look),
        .n_sections = about->n_sections,
        .few_seen = cards,
        .n_few_seen = n_few,
        .others = from || others ? scratch_keep(look.scratch, g_strdup_printf("/c/%s?others=%zu#few", about->slug, others)) : NULL,
        .message = has_message(&look),
    };
    bool made = home_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    if (frame.done || !frame.drafts)
        frame_reply(request, reply, 200, made, &page, error);
    else
        frame_reply_cards(request, reply, made, &page, frame.drafts, cards, n_few, error);
}
