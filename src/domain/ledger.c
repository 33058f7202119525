#include "domain/ledger.h"
#include "base/clock.h"
#include "base/when.h"
#include "num/suppress.h"
#include "store/appeal_store.h"
#include "store/facilitation_store.h"
#include "store/notice_store.h"
#include "store/safeguard_store.h"
#include "store/sanction_store.h"

#define LOOKS_LEAST 10          /* the median of fewer would tell of single posts */

LedgerFigure
ledger_figure(uint64_t n, unsigned k)
{
    return (LedgerFigure){ n < k ? 0 : num_round_down(n, k), n >= k };
}

static bool
read_wait(const Scope *scope, int64_t before, Ledger *ledger, GError **error)
{
    g_auto(DbRows) waits = DB_ROWS_NONE;

    if (!looked_waits(scope, before, &waits, error))
        return false;
    ledger->has_wait = waits.n >= LOOKS_LEAST;
    if (ledger->has_wait)
        ledger->usual_wait = MAX(db_rows_at(&waits, LookWait, waits.n / 2)->seconds, 0);
    return true;
}

/* ---- acts by reason ---- */

typedef uint64_t Counts[LEDGER_ROWS][REASON__COUNT];

static bool
read_counts(const Scope *scope, int64_t before, Counts counts, Ledger *ledger, GError **error)
{
    g_auto(DbRows) acts = DB_ROWS_NONE, sanctions = DB_ROWS_NONE;

    if (!act_counts_before(scope, before, &acts, error) || !sanction_counts_before(scope, before, &sanctions, error))
        return false;
    for (size_t i = 0; i < acts.n; i++) {
        const ActCount *row = db_rows_at(&acts, ActCount, i);

        if (row->act < 0 || row->act >= ACT__COUNT || row->reason < 0 || row->reason >= REASON__COUNT)
            continue;
        counts[row->by_itself ? LEDGER_BY_REPORTS : row->act][row->reason] += (uint64_t)row->n;
        if (!row->by_itself)
            ledger->acts[row->act] += (uint64_t)row->n;
    }
    for (size_t i = 0; i < sanctions.n; i++) {
        const SanctionCount *row = db_rows_at(&sanctions, SanctionCount, i);

        if (row->reason >= 0 && row->reason < REASON__COUNT)
            counts[row->pause ? LEDGER_PAUSED : LEDGER_SLOWED][row->reason] += (uint64_t)row->n;
    }
    return true;
}

static void
show_counts(Counts counts, unsigned k, Ledger *ledger)
{
    for (size_t row = 0; row < LEDGER_ROWS; row++) {
        uint64_t total = 0;

        for (size_t reason = 0; reason < REASON__COUNT; reason++) {
            total += counts[row][reason];
            ledger->reasons[row][reason] = ledger_figure(counts[row][reason], k);
        }
        ledger->totals[row] = ledger_figure(total, k);
    }
}

/* ---- by day ---- */

static uint64_t *
count_of(GArray *days, int day)
{
    LedgerDay *last = days->len ? &g_array_index(days, LedgerDay, days->len - 1) : NULL;

    if (!last || last->day != day) {
        const LedgerDay fresh = { .day = day };

        g_array_append_val(days, fresh);
        last = &g_array_index(days, LedgerDay, days->len - 1);
    }
    return &last->figure.n;
}

static void
show_days(const GArray *days, unsigned k, Ledger *ledger)
{
    for (guint i = days->len; i > 0 && ledger->n_days < LEDGER_DAYS; i--) {
        const LedgerDay *day = &g_array_index(days, LedgerDay, i - 1);

        ledger->days[ledger->n_days++] = (LedgerDay){ day->day, ledger_figure(day->figure.n, k) };
    }
}

static bool
read_days(const Scope *scope, const LedgerOf *of, int64_t before, Ledger *ledger, GError **error)
{
    g_autoptr(GArray) days = g_array_new(false, true, sizeof(LedgerDay));
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!act_slots_before(scope, before, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const ActSlot *row = db_rows_at(&rows, ActSlot, i);

        *count_of(days, when_day(row->slot, of->timezone)) += (uint64_t)row->n;
    }
    show_days(days, of->k, ledger);
    return true;
}

/* ---- talks ---- */

static bool
read_talks(const Scope *scope, const LedgerOf *of, int64_t before, int64_t now, Ledger *ledger, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;
    int64_t messages, answers, notices, cared;

    /* An answer and a notice are stored under the slot that shows them, all else under the one it was done in. */
    if (!message_count_before(scope, SENDER_FACILITATOR, before, &messages, error) ||
        !message_count_before(scope, SENDER_AUTHOR, now + 1, &answers, error) ||
        !notice_count_before(scope, now + 1, &notices, error) || !safeguard_count_before(scope, before, &cared, error) ||
        !appeal_counts_before(scope, before, &rows, error))
        return false;
    ledger->cared = ledger_figure((uint64_t)cared, of->k);
    ledger->messages = (uint64_t)messages;
    ledger->answers = (uint64_t)answers;
    ledger->written = ledger_figure(ledger->messages, of->k);
    ledger->pinned = ledger_figure((uint64_t)notices, of->k);
    ledger->answered = ledger_figure(ledger->answers, of->k);
    for (size_t i = 0; i < rows.n; i++) {
        const AppealCount *row = db_rows_at(&rows, AppealCount, i);

        *(row->outcome == 1 ? &ledger->stands : &ledger->taken_back) = ledger_figure((uint64_t)row->n, of->k);
    }
    return true;
}

bool
ledger_read(Db *db, const LedgerOf *of, int64_t now, Ledger *ret_ledger, GError **error)
{
    const Scope scope = { .db = db, .conversation = of->conversation };
    int64_t slot = clock_slot(now, of->slot_minutes), before = of->slot_minutes ? slot : now + 1;
    Ledger ledger = { .as_of = of->slot_minutes ? slot : 0 };
    Counts counts = { { 0 } };

    if (!read_counts(&scope, before, counts, &ledger, error) || !read_days(&scope, of, before, &ledger, error) ||
        !read_talks(&scope, of, before, now, &ledger, error) || !read_wait(&scope, before, &ledger, error))
        return false;
    show_counts(counts, of->k, &ledger);
    *ret_ledger = ledger;
    return true;
}
