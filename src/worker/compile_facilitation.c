#include "base/clock.h"
#include "domain/ledger.h"
#include "worker/compile_private.h"

#define DAYS_BEFORE_1970 719163         /* of the calendar that GDate counts by, from day 1 on */

static ReportCount
count_of(LedgerFigure figure)
{
    return (ReportCount){ figure.shown, figure.n };
}

static uint64_t
count_talks(const Board *board)
{
    uint64_t talks = 0;

    for (guint i = 0; i < board->items->len; i++)
        talks += board_at(board, i)->messages > 0;
    return talks;
}

static void
fill_did(const Compile *compile, const Ledger *ledger, ReportCount did[DID__COUNT])
{
    for (unsigned row = 0; row < LEDGER_ROWS; row++)
        did[row] = count_of(ledger->totals[row]);
    did[DID_MESSAGE] = count_of(ledger->written);
    did[DID_ANSWER] = count_of(ledger->answered);
    did[DID_TALK] = compile_persons(compile, count_talks(compile->board));
    did[DID_STAND] = count_of(ledger->stands);
    did[DID_TAKE_BACK] = count_of(ledger->taken_back);
    did[DID_NOTICE] = count_of(ledger->pinned);
}
G_STATIC_ASSERT((int)DID_SLOW == (int)LEDGER_SLOWED && (int)DID_PAUSE == (int)LEDGER_PAUSED && (int)DID_BY_REPORTS == (int)LEDGER_BY_REPORTS &&
                 (int)DID_MESSAGE == (int)LEDGER_ROWS);

static void
fill_reasons(Compile *compile, const Ledger *ledger, ReportFacilitation *to)
{
    ReportDidWhy *reasons = report_array(compile->report, LEDGER_ROWS * REASON__COUNT, sizeof *reasons);

    for (unsigned row = 0; row < LEDGER_ROWS; row++)
        for (int reason = 0; reason < REASON__COUNT; reason++)
            if (ledger->reasons[row][reason].shown)
                reasons[to->n_reasons++] = (ReportDidWhy){ row, (ActReason)reason, count_of(ledger->reasons[row][reason]) };
    to->reasons = reasons;
}

static void
fill_days(Compile *compile, const Ledger *ledger, ReportFacilitation *to)
{
    ReportDidDay *days = report_array(compile->report, LEDGER_DAYS, sizeof *days);

    for (size_t i = ledger->n_days; i-- > 0;) {
        char text[sizeof "2026-12-01" + 8];
        GDate date;

        g_date_clear(&date, 1);
        g_date_set_julian(&date, (guint32)(ledger->days[i].day + DAYS_BEFORE_1970));
        g_snprintf(text, sizeof text, "%04u-%02u-%02u", g_date_get_year(&date), g_date_get_month(&date), g_date_get_day(&date));
        days[to->n_days++] = (ReportDidDay){ report_copy(compile->report, text), count_of(ledger->days[i].figure) };
    }
    to->days = days;
}

bool
compile_facilitation(Compile *compile, Db *db, GError **error)
{
    const Conversation *about = compile->board->about;
    const LedgerOf of = { about->id, about->slot_minutes, compile->k, about->timezone };
    ReportFacilitation *to = &compile->report->facilitation;
    Ledger ledger;

    if (!ledger_read(db, &of, clock_now(), &ledger, error))
        return false;
    fill_did(compile, &ledger, to->did);
    fill_reasons(compile, &ledger, to);
    fill_days(compile, &ledger, to);
    to->usual_wait = ledger.has_wait ? MAX(ledger.usual_wait, 1) : 0;
    return true;
}
