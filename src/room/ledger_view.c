#include "room/ledger_view.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/when.h"
#include "domain/queue.h"
#include "room/pages/care.h"
#include "room/pages/plain.h"

#define MOST_LINES   (LEDGER_ROWS + 6)
#define MOST_REASONS (LEDGER_ROWS * REASON__COUNT)

bool
ledger_of(const Visitor *visitor, Ledger *ret_ledger, GError **error)
{
    Room *room = visitor->room;

    hall_read(room->hall);
    const Conversation *about = visitor_board(visitor)->about;
    g_autofree char *zone = g_strdup(about->timezone);
    const LedgerOf of = { about->id, about->slot_minutes, about->k, zone };
    hall_read_end(room->hall);
    g_mutex_lock(&room->reader_lock);
    bool ok = ledger_read(room->reader, &of, clock_now(), ret_ledger, error);
    g_mutex_unlock(&room->reader_lock);
    return ok;
}

static const char *
row_words(size_t row)
{
    static const char *const words[LEDGER_ROWS] = {
        [ACT_EDIT] = N_("changed to protect someone"), [ACT_HIDE] = N_("hidden"),
        [ACT_REMOVE] = N_("removed for abuse"),        [ACT_RESTORE] = N_("brought back"),
        [ACT_MOVE] = N_("moved to another section"),   [ACT_SPLIT] = N_("split into several"),
        [ACT_MERGE] = N_("joined with another"),       [LEDGER_SLOWED] = N_("authors asked to write less often"),
        [LEDGER_PAUSED] = N_("authors asked to pause"),
        [LEDGER_BY_REPORTS] = N_("hidden by reports until a facilitator looked"),
    };

    return i18n_text(words[row]);
}

static char *
figure_words(LedgerFigure figure, unsigned k)
{
    return figure.shown ? g_strdup_printf("%llu", (unsigned long long)figure.n) : i18n_format(_("under %u"), k);
}

static const char *
shown_figure(Look *look, LedgerFigure figure)
{
    return scratch_keep(look->scratch, figure_words(figure, look->board->about->k));
}

static size_t
fill_lines(Look *look, const Ledger *ledger, LedgerLine *lines)
{
    const struct { const char *what; LedgerFigure figure; } more[] = {
        { _("messages to authors"), ledger->written },
        { _("answered by them"), ledger->answered },
        { _("notices pinned"), ledger->pinned },
        { _("posts followed up because somebody might need help"), ledger->cared },
        { _("looked at again: it stands"), ledger->stands },
        { _("looked at again: taken back"), ledger->taken_back },
    };
    size_t n = 0;

    for (size_t row = 0; row < LEDGER_ROWS; row++)
        lines[n++] = (LedgerLine){ row_words(row), shown_figure(look, ledger->totals[row]) };
    for (size_t i = 0; i < G_N_ELEMENTS(more); i++)
        lines[n++] = (LedgerLine){ more[i].what, shown_figure(look, more[i].figure) };
    return n;
}

static size_t
fill_reasons(Look *look, const Ledger *ledger, LedgerReason *reasons)
{
    size_t n = 0;

    for (size_t row = 0; row < LEDGER_ROWS; row++)
        for (int reason = 0; reason < REASON__COUNT; reason++)
            if (ledger->reasons[row][reason].shown)
                reasons[n++] = (LedgerReason){ row_words(row), reason_words((ActReason)reason),
                                               shown_figure(look, ledger->reasons[row][reason]) };
    return n;
}

static size_t
fill_days(Look *look, const Ledger *ledger, LedgerLine *days)
{
    for (size_t i = 0; i < ledger->n_days; i++)
        days[i] = (LedgerLine){ scratch_keep(look->scratch, when_day_ago(ledger->days[i].day, look->today)),
                                shown_figure(look, ledger->days[i].figure) };
    return ledger->n_days;
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

void
page_ledger(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    LedgerLine lines[MOST_LINES], days[LEDGER_DAYS];
    LedgerReason reasons[MOST_REASONS];
    GError *error = NULL;
    Ledger ledger;
    Page page;

    if (!ledger_of(visitor, &ledger, &error)) {
        http_reply_error(reply, request, error);
        g_clear_error(&error);
        return;
    }
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    LedgerView view = {
        .posts = public_posts(board),
        .lines = lines,
        .n_lines = fill_lines(&look, &ledger, lines),
        .reasons = reasons,
        .n_reasons = fill_reasons(&look, &ledger, reasons),
        .days = days,
        .n_days = fill_days(&look, &ledger, days),
        .waiting = board_waiting(board),
        .k = board->about->k,
        .usual_wait = ledger.has_wait ? look_duration(&look, ledger.usual_wait) : NULL,
        .as_of = ledger.as_of ? scratch_keep(look.scratch, when_clock(ledger.as_of, board->about->timezone)) : NULL,
    };
    bool made = ledger_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}

char *
ledger_lines(const Ledger *ledger, const char *rules, unsigned k)
{
    GString *text = g_string_new(rules);

    g_string_append_printf(text, "\n\n## %s\n\n", _("How the rules were kept so far"));
    for (size_t row = 0; row < LEDGER_ROWS; row++) {
        g_autofree char *figure = figure_words(ledger->totals[row], k);

        g_string_append_printf(text, "- %s: %s\n", row_words(row), figure);
    }
    g_string_append_printf(text, "\n[%s](p/ledger)\n", _("All that facilitators did, in numbers"));
    return g_string_free(text, false);
}
