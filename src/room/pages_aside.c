#include "room/pages_aside.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/when.h"
#include "domain/ledger.h"
#include "domain/queue.h"
#include "domain/similar.h"
#include "room/pages/plain.h"
#include "room/pages/section.h"
#include "room/view.h"

/* ---- similar ideas ---- */

#define MOST_SIMILAR 3

enum { SIMILAR_TEXT, SIMILAR_SECTION };
static const HttpField similar_fields[] = {
    [SIMILAR_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_IDEA, false, NULL },
    [SIMILAR_SECTION] = { "section", HTTP_FIELD_LINE, 60, false, NULL },
};
const HttpInput page_similar_input = { HTTP_INPUT_FORM, similar_fields, G_N_ELEMENTS(similar_fields), 0 };

static SimilarIdea
similar_idea(Look *look, const Item *item)
{
    uint32_t likes, dislikes;
    Vote vote;

    board_counts(look->board, item, look->voice, &likes, &dislikes, &vote);
    return (SimilarIdea){ scratch_id(look->scratch, &item->id), look_excerpt(look, item), likes, !look_shows_counts(look, vote), vote == VOTE_LIKE };
}

/* What is typed is compared in memory and forgotten (A21).  Too long to send is too long to
 * compare: the box itself says so. */
void
page_similar_post(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    const char *text = http_text(request, SIMILAR_TEXT);
    SimilarIdea ideas[MOST_SIMILAR];
    uint32_t found[MOST_SIMILAR];
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    int section = conversation_section(board->about, http_text(request, SIMILAR_SECTION));
    const SimilarTo to = { text, look.voice, section < 0 ? UINT_MAX : (unsigned)section, NO_ITEM };
    size_t n = text ? board_similar(board, &to, MOST_SIMILAR, found) : 0;
    for (size_t i = 0; i < n; i++)
        ideas[i] = similar_idea(&look, board_at(board, found[i]));
    bool made = similar_fragment(board->about->slug, ideas, n, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}

/* ---- what facilitators did ---- */

static bool
read_ledger(const Visitor *visitor, Ledger *ret_ledger, GError **error)
{
    Room *room = visitor->room;

    hall_read(room->hall);
    unsigned minutes = visitor_board(visitor)->about->slot_minutes;
    hall_read_end(room->hall);
    g_mutex_lock(&room->reader_lock);
    bool ok = ledger_read(room->reader, &visitor->badge.conversation, minutes, clock_now(), ret_ledger, error);
    g_mutex_unlock(&room->reader_lock);
    return ok;
}

/* What others see of ideas and comments, tombstones too. */
static uint64_t
public_posts(const Board *board)
{
    uint64_t n = 0;

    for (guint i = 0; i < board->items->len; i++)
        n += board_at(board, i)->public;
    return n;
}

static size_t
all_waiting(const Board *board)
{
    g_autofree char *next = NULL;
    size_t total;
    Waiting first;

    board_queue(board, NULL, 1, &first, &next, &total);
    return total;
}

void
page_ledger(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    GError *error = NULL;
    Ledger ledger;
    Page page;

    if (!read_ledger(visitor, &ledger, &error)) {
        http_reply_error(reply, request, error);
        g_clear_error(&error);
        return;
    }
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    Scratch *scratch = look.scratch;
    PageFrame frame = frame_of(request, board, scratch);
    LedgerView view = {
        .posts = public_posts(board),
        .edited = ledger.acts[ACT_EDIT], .hidden = ledger.acts[ACT_HIDE], .removed = ledger.acts[ACT_REMOVE],
        .restored = ledger.acts[ACT_RESTORE], .moved = ledger.acts[ACT_MOVE], .split = ledger.acts[ACT_SPLIT],
        .merged = ledger.acts[ACT_MERGE], .messages = ledger.messages, .answered = ledger.answers,
        .waiting = all_waiting(board),
        .usual_wait = ledger.has_wait ? look_duration(&look, ledger.usual_wait) : NULL,
        .as_of = ledger.as_of ? scratch_keep(scratch, when_clock(ledger.as_of, board->about->timezone)) : NULL,
    };
    bool made = ledger_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}
