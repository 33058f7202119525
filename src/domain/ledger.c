#include "domain/ledger.h"
#include "base/clock.h"
#include "store/facilitation_store.h"

#define LOOKS_LEAST 10          /* the median of fewer would tell of single posts */

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

bool
ledger_read(Db *db, const Id *conversation, unsigned slot_minutes, int64_t now, Ledger *ret_ledger, GError **error)
{
    const Scope scope = { .db = db, .conversation = *conversation };
    int64_t slot = clock_slot(now, slot_minutes), before = slot_minutes ? slot : now + 1;
    g_auto(DbRows) rows = DB_ROWS_NONE;
    Ledger ledger = { .as_of = slot_minutes ? slot : 0 };
    int64_t messages, answers;

    /* An answer is stored under the slot that shows it, all else under the one it was done in. */
    if (!act_counts_before(&scope, before, &rows, error) ||
        !message_count_before(&scope, SENDER_FACILITATOR, before, &messages, error) ||
        !read_wait(&scope, before, &ledger, error) ||
        !message_count_before(&scope, SENDER_AUTHOR, now + 1, &answers, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const ActCount *row = db_rows_at(&rows, ActCount, i);

        if (row->act >= 0 && row->act < ACT__COUNT)
            ledger.acts[row->act] += (uint64_t)row->n;
    }
    ledger.messages = (uint64_t)messages;
    ledger.answers = (uint64_t)answers;
    *ret_ledger = ledger;
    return true;
}
