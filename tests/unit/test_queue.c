#include "base/clock.h"
#include "domain/history.h"
#include "domain/ledger.h"
#include "domain/member.h"
#include "domain/message.h"
#include "domain/queue.h"
#include "staff_fixture.h"

#define SLOT (15 * 60)

static GArray *history(Fixture *fixture, const Id *id);

/* So many were hidden by reports, and by no facilitator; small numbers are withheld. */
static void
check_by_reports(Fixture *fixture, uint64_t n)
{
    g_autoptr(GError) error = NULL;
    Ledger ledger;

    g_assert_true(ledger_read(fixture->db, &(LedgerOf){ fixture->conversation, 15, (unsigned)n, "UTC" }, clock_now(), &ledger, &error));
    g_assert_cmpuint(ledger.totals[LEDGER_BY_REPORTS].n, ==, n);
    g_assert_cmpuint(ledger.acts[ACT_HIDE], ==, 0);
    g_assert_cmpuint(ledger.acts[ACT_RESTORE], ==, 2);
}

/* The order in which things wait: "new:Idea changed:Other". */
static char *
queue_text(Fixture *fixture)
{
    static const char *const names[] = { "care", "hidden", "worry", "distress", "names", "abuse", "flagged", "appeal", "answered",
                                         "opinion", "may-name", "may-abuse", "near", "changed", "new", "nothing" };
    const Board *board = fixture_board(fixture);
    g_autofree char *next = NULL;
    Waiting waiting[20];
    QueueCounts counts;
    size_t n = board_queue(board, &QUEUE_ALL, NULL, G_N_ELEMENTS(waiting), waiting, &next, &counts);
    GString *text = g_string_new(NULL);

    g_assert_cmpuint(n, ==, counts.total);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(text, "%s%s:%s", i ? " " : "", names[waiting[i].why], board_at(board, waiting[i].item)->now.text);
    return g_string_free(text, false);
}

static void
check_queue(Fixture *fixture, const char *expected)
{
    g_autofree char *text = queue_text(fixture);

    g_assert_cmpstr(text, ==, expected);
}

static void
keep(Fixture *fixture, const Id *id)
{
    g_autoptr(GError) error = NULL;
    Actor staff = fixture_staff(fixture);
    FacilitateOutcome outcome = FACILITATE_NOT_FOUND;

    g_assert_true(facilitate_keep(fixture->hall, fixture->db, &staff, id, NULL, &outcome, &error));
    g_assert_cmpint(outcome, ==, FACILITATE_DONE);
}

static void
edit_own(Fixture *fixture, const Actor *person, const Id *id, const char *text)
{
    g_autoptr(GError) error = NULL;
    TalkOutcome outcome = TALK_NOT_FOUND;

    g_assert_true(talk_edit(fixture->hall, fixture->db, person, id, &(Draft){ .text = text }, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
}

static void
test_order(void)
{
    g_autoptr(Fixture) fixture = fixture_new(0);
    Actor ada = fixture_person(fixture), ben = fixture_person(fixture);
    Id one = fixture_idea(fixture, &ada, 0, "One"), two = fixture_idea(fixture, &ada, 0, "Two");
    Id three = fixture_idea(fixture, &ada, 0, "Three"), four = fixture_idea(fixture, &ada, 0, "Four");

    keep(fixture, &one);
    keep(fixture, &four);
    keep(fixture, &three);
    check_queue(fixture, "new:Two");
    edit_own(fixture, &ada, &three, "Three, better");
    fixture_flag(fixture, &ben, &two, FLAG_OFF_TOPIC);
    fixture_flag(fixture, &ben, &one, FLAG_WORRY);
    fixture_flag(fixture, &ben, &four, FLAG_NAMES_SOMEONE);
    check_queue(fixture, "worry:One names:Four flagged:Two changed:Three, better");
    fixture_reload(fixture);
    check_queue(fixture, "worry:One names:Four flagged:Two changed:Three, better");
    g_assert_cmpint(fixture_act(fixture, &one, &(ActOrder){ .act = ACT_HIDE }, NULL), ==, FACILITATE_DONE);
    g_assert_cmpint(fixture_act(fixture, &four, &(ActOrder){ .act = ACT_EDIT, .text = "4" }, NULL), ==, FACILITATE_DONE);
    keep(fixture, &two);
    keep(fixture, &three);
    check_queue(fixture, "");
    fixture_reload(fixture);
    check_queue(fixture, "");
}

/* Facilitators learn of nothing within a slot. */
static void
test_slots(void)
{
    g_autoptr(Fixture) fixture = fixture_new(15);
    Actor ada = fixture_person(fixture), ben = fixture_person(fixture);
    Id one = fixture_idea(fixture, &ada, 0, "One");

    check_queue(fixture, "");
    fixture_later(fixture, SLOT);
    check_queue(fixture, "new:One");
    keep(fixture, &one);
    check_queue(fixture, "");
    fixture_flag(fixture, &ben, &one, FLAG_ABUSE);
    edit_own(fixture, &ada, &one, "Two");
    check_queue(fixture, "");
    fixture_later(fixture, SLOT);
    check_queue(fixture, "abuse:Two");
    keep(fixture, &one);
    check_queue(fixture, "");
}

/* What came since the slot is not lost when a facilitator acts on what came before. */
static void
test_flag_in_between(void)
{
    g_autoptr(Fixture) fixture = fixture_new(15);
    Actor ada = fixture_person(fixture), ben = fixture_person(fixture), cem = fixture_person(fixture);
    Id one = fixture_idea(fixture, &ada, 0, "One");

    fixture_later(fixture, SLOT);
    fixture_flag(fixture, &ben, &one, FLAG_OTHER);
    fixture_later(fixture, SLOT);
    check_queue(fixture, "flagged:One");
    fixture_flag(fixture, &cem, &one, FLAG_WORRY);
    edit_own(fixture, &ada, &one, "Two");
    keep(fixture, &one);
    check_queue(fixture, "");
    fixture_later(fixture, SLOT);
    check_queue(fixture, "worry:Two");
    keep(fixture, &one);
    check_queue(fixture, "");
    fixture_reload(fixture);
    check_queue(fixture, "");
}

/* Reports of so many hide something at the slot, until somebody has looked: who brings it back, or keeps it hidden. */
static void
test_hidden_by_reports(void)
{
    g_autoptr(Fixture) fixture = fixture_new(15);
    Actor ada = fixture_person(fixture), people[4];
    Id one = fixture_idea(fixture, &ada, 0, "One"), two = fixture_idea(fixture, &ada, 0, "Two");

    fixture_board(fixture)->about->rules.hide_after = 2;
    for (size_t i = 0; i < G_N_ELEMENTS(people); i++)
        people[i] = fixture_person(fixture);
    fixture_later(fixture, SLOT);
    fixture_flag(fixture, &people[0], &one, FLAG_ABUSE);
    fixture_flag(fixture, &people[0], &one, FLAG_OTHER);        /* the same person: one report */
    fixture_flag(fixture, &people[0], &two, FLAG_WORRY);
    fixture_later(fixture, SLOT);
    check_queue(fixture, "worry:Two abuse:One");
    fixture_flag(fixture, &people[1], &one, FLAG_OTHER);
    check_queue(fixture, "worry:Two abuse:One");
    g_assert_cmpint(fixture_item(fixture, &one)->shown.state, ==, STATE_SHOWN);
    fixture_later(fixture, SLOT);
    check_queue(fixture, "hidden:One worry:Two");
    g_assert_cmpint(fixture_item(fixture, &one)->shown.state, ==, STATE_HIDDEN);
    keep(fixture, &one);                                        /* it stays hidden */
    check_queue(fixture, "worry:Two");
    g_assert_cmpint(fixture_restore(fixture, &one), ==, FACILITATE_DONE);
    fixture_later(fixture, SLOT);
    fixture_flag(fixture, &people[2], &one, FLAG_OTHER);
    fixture_later(fixture, SLOT);
    check_queue(fixture, "worry:Two flagged:One");              /* what was looked at does not count again */
    g_assert_cmpint(fixture_item(fixture, &one)->shown.state, ==, STATE_SHOWN);
    fixture_flag(fixture, &people[3], &one, FLAG_OTHER);
    fixture_later(fixture, SLOT);
    check_queue(fixture, "hidden:One worry:Two");
    g_assert_cmpint(fixture_restore(fixture, &one), ==, FACILITATE_DONE);
    check_queue(fixture, "worry:Two");
    fixture_later(fixture, SLOT);
    g_autoptr(GArray) entries = history(fixture, &one);
    g_assert_cmpuint(g_array_index(entries, HistoryEntry, 0).staff, ==, 0);
    g_assert_cmpuint(g_array_index(entries, HistoryEntry, 1).staff, ==, 2);
    check_by_reports(fixture, 2);
}

static void
test_paging(void)
{
    g_autoptr(Fixture) fixture = fixture_new(0);
    Actor ada = fixture_person(fixture);
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    g_autofree char *cursor = NULL;
    QueueCounts counts = { 0 };

    for (size_t i = 0; i < 7; i++)
        (void)fixture_idea(fixture, &ada, 0, "Idea");
    do {
        Waiting waiting[3];
        g_autofree char *next = NULL;
        size_t n = board_queue(fixture_board(fixture), &QUEUE_ALL, cursor, 3, waiting, &next, &counts);

        for (size_t i = 0; i < n; i++)
            g_assert_true(g_hash_table_add(seen, GUINT_TO_POINTER(waiting[i].item)));
        g_free(cursor);
        cursor = g_steal_pointer(&next);
    } while (cursor);
    g_assert_cmpuint(g_hash_table_size(seen), ==, 7);
    g_assert_cmpuint(counts.total, ==, 7);
}

/* ---- talks ---- */

static MessageOutcome
tell(Fixture *fixture, const Id *id, const char *text, Id *ret_pseudonym)
{
    g_autoptr(GError) error = NULL;
    Actor staff = fixture_staff(fixture);
    MessageOutcome outcome = MESSAGE_NOT_FOUND;

    g_assert_true(message_to_author(fixture->hall, fixture->db, &staff, id, MESSAGE_A_QUESTION, text, &outcome, ret_pseudonym, &error));
    g_assert_no_error(error);
    return outcome;
}

static MessageOutcome
answer(Fixture *fixture, const Actor *person, const Id *id)
{
    g_autoptr(GError) error = NULL;
    MessageOutcome outcome = MESSAGE_NOT_FOUND;

    g_assert_true(message_answer(fixture->hall, fixture->db, person, id, "Here", &outcome, &error));
    g_assert_no_error(error);
    return outcome;
}

static guint
talk_length(Fixture *fixture, const Id *id, bool for_author)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) messages = NULL;

    g_assert_true(message_talk(fixture->db, &fixture->conversation, id, for_author, &messages, &error));
    return messages->len;
}

static void
test_talk(void)
{
    g_autoptr(Fixture) fixture = fixture_new(15);
    Actor ada = fixture_person(fixture), ben = fixture_person(fixture);
    Id one = fixture_idea(fixture, &ada, 0, "One"), told = { .bytes = { 0 } };

    fixture_later(fixture, SLOT);
    keep(fixture, &one);
    g_assert_cmpint(answer(fixture, &ada, &one), ==, MESSAGE_NOTHING_YET);
    g_assert_cmpint(tell(fixture, &one, "Where?", &told), ==, MESSAGE_SENT);
    g_assert_true(id_equal(&told, &ada.pseudonym));
    g_assert_cmpuint(talk_length(fixture, &one, true), ==, 1);
    g_assert_cmpint(answer(fixture, &ben, &one), ==, MESSAGE_NOT_FOUND);
    g_assert_cmpint(answer(fixture, &ada, &one), ==, MESSAGE_SENT);
    g_assert_cmpuint(talk_length(fixture, &one, true), ==, 2);
    g_assert_cmpuint(talk_length(fixture, &one, false), ==, 1);      /* until the next slot */
    check_queue(fixture, "");
    fixture_later(fixture, SLOT);
    g_assert_cmpuint(talk_length(fixture, &one, false), ==, 2);
    check_queue(fixture, "answered:One");
    fixture_reload(fixture);
    check_queue(fixture, "answered:One");
    g_assert_cmpint(tell(fixture, &one, "Thanks", &told), ==, MESSAGE_SENT);
    check_queue(fixture, "");
    fixture_reload(fixture);
    check_queue(fixture, "");
}

/* A message to nobody is taken like any other (A9). */
static void
test_talk_with_nobody(void)
{
    g_autoptr(Fixture) fixture = fixture_new(0);
    g_autoptr(GError) error = NULL;
    Actor ada = fixture_person(fixture);
    Id one = fixture_idea(fixture, &ada, 0, "One"), told = { .bytes = { 0 } };

    g_assert_true(member_unlink(fixture->hall, fixture->db, &fixture->conversation, &ada.pseudonym, 1, &error));
    g_assert_cmpint(tell(fixture, &one, "Where?", &told), ==, MESSAGE_SENT);
    g_assert_true(id_is_zero(&told));
    g_assert_cmpuint(talk_length(fixture, &one, false), ==, 1);
}

/* A decision can be answered without a message. */
static void
test_answer_to_act(void)
{
    g_autoptr(Fixture) fixture = fixture_new(0);
    Actor ada = fixture_person(fixture);
    Id one = fixture_idea(fixture, &ada, 0, "One");

    g_assert_cmpint(fixture_act(fixture, &one, &(ActOrder){ .act = ACT_HIDE }, NULL), ==, FACILITATE_DONE);
    g_assert_cmpint(answer(fixture, &ada, &one), ==, MESSAGE_SENT);
    check_queue(fixture, "answered:One");
}

/* ---- the ledger ---- */

static void
check_ledger(Fixture *fixture, uint64_t edited, uint64_t hidden, uint64_t messages, uint64_t answers)
{
    g_autoptr(GError) error = NULL;
    Ledger ledger;

    g_assert_true(ledger_read(fixture->db, &(LedgerOf){ fixture->conversation, fixture->slot_minutes, 10, "UTC" }, clock_now(), &ledger, &error));
    g_assert_cmpuint(ledger.acts[ACT_EDIT], ==, edited);
    g_assert_cmpuint(ledger.acts[ACT_HIDE], ==, hidden);
    g_assert_cmpuint(ledger.messages, ==, messages);
    g_assert_cmpuint(ledger.answers, ==, answers);
    g_assert_cmpint(ledger.as_of != 0, ==, fixture->slot_minutes != 0);
}

/* What is done in a slot counts from the next one on; without slots, at once. */
static void
test_ledger(const void *data)
{
    unsigned minutes = GPOINTER_TO_UINT(data);
    g_autoptr(Fixture) fixture = fixture_new(minutes);
    Actor ada = fixture_person(fixture);
    Id one = fixture_idea(fixture, &ada, 0, "One"), told;

    fixture_later(fixture, SLOT);
    check_ledger(fixture, 0, 0, 0, 0);
    g_assert_cmpint(fixture_act(fixture, &one, &(ActOrder){ .act = ACT_EDIT, .text = "1" }, NULL), ==, FACILITATE_DONE);
    g_assert_cmpint(fixture_act(fixture, &one, &(ActOrder){ .act = ACT_HIDE }, NULL), ==, FACILITATE_DONE);
    g_assert_cmpint(tell(fixture, &one, "Why", &told), ==, MESSAGE_SENT);
    g_assert_cmpint(answer(fixture, &ada, &one), ==, MESSAGE_SENT);
    if (minutes)
        check_ledger(fixture, 0, 0, 0, 0);
    else
        check_ledger(fixture, 1, 1, 1, 1);
    fixture_later(fixture, SLOT);
    check_ledger(fixture, 1, 1, 1, 1);
}

/* The median of the first looks, from ten on, and told from the slot after. */
static void
test_usual_wait(void)
{
    g_autoptr(Fixture) fixture = fixture_new(15);
    g_autoptr(GError) error = NULL;
    Actor ada = fixture_person(fixture);
    const LedgerOf of = { fixture->conversation, 15, 10, "UTC" };
    Id ideas[11];
    Ledger ledger;

    for (size_t i = 0; i < G_N_ELEMENTS(ideas); i++)
        ideas[i] = fixture_idea(fixture, &ada, 0, "Idea");
    fixture_later(fixture, SLOT);
    for (size_t i = 0; i < G_N_ELEMENTS(ideas); i++) {
        g_assert_cmpint(fixture_act(fixture, &ideas[i], &(ActOrder){ .act = ACT_EDIT, .text = "Better" }, NULL), ==,
                        FACILITATE_DONE);
        g_assert_true(ledger_read(fixture->db, &of, clock_now(), &ledger, &error));
        g_assert_cmpint(ledger.has_wait, ==, i >= 10);
        fixture_later(fixture, SLOT);
        /* A second look changes nothing. */
        g_assert_cmpint(fixture_act(fixture, &ideas[0], &(ActOrder){ .act = ACT_EDIT, .text = i % 2 ? "A" : "B" }, NULL), ==,
                        FACILITATE_DONE);
    }
    fixture_reload(fixture);
    g_assert_true(ledger_read(fixture->db, &of, clock_now(), &ledger, &error));
    g_assert_true(ledger.has_wait);
    g_assert_cmpint(ledger.usual_wait, ==, 5 * SLOT);
}

/* ---- small numbers ---- */

typedef struct { ActReason reason; unsigned n; bool shown; } Reasons;
typedef struct { const char *name; Reasons reasons[3]; LedgerFigure total; } LedgerCase;

/* k is 10: of hiding by reason. */
static const LedgerCase ledger_cases[] = {
    { "nothing", { { 0, 0, false } }, { 0, false } },
    { "few", { { REASON_ABUSE, 9, false } }, { 0, false } },
    { "enough", { { REASON_ABUSE, 10, true } }, { 10, true } },
    { "rounded", { { REASON_ABUSE, 29, true } }, { 20, true } },
    { "part-withheld", { { REASON_ABUSE, 12, true }, { REASON_OTHER, 3, false } }, { 10, true } },
    { "two-large", { { REASON_ABUSE, 12, true }, { REASON_OTHER, 14, true } }, { 20, true } },
};

static void
hide_many(Fixture *fixture, const Actor *author, const Reasons *reasons)
{
    for (unsigned i = 0; i < reasons->n; i++) {
        Id id = fixture_idea(fixture, author, 0, "Idea");

        g_assert_cmpint(fixture_act(fixture, &id, &(ActOrder){ .act = ACT_HIDE, .reason = reasons->reason }, NULL), ==,
                        FACILITATE_DONE);
    }
}

static void
test_small_numbers(const void *data)
{
    const LedgerCase *c = data;
    g_autoptr(Fixture) fixture = fixture_new(0);
    g_autoptr(GError) error = NULL;
    uint64_t all = 0;
    Ledger ledger;

    for (size_t i = 0; i < G_N_ELEMENTS(c->reasons); i++) {
        Actor author = fixture_person(fixture);      /* nobody posts too fast */

        hide_many(fixture, &author, &c->reasons[i]);
        all += c->reasons[i].n;
    }
    g_assert_true(ledger_read(fixture->db, &(LedgerOf){ fixture->conversation, 0, 10, "UTC" }, clock_now(), &ledger, &error));
    g_assert_cmpint(ledger.totals[ACT_HIDE].shown, ==, c->total.shown);
    g_assert_cmpuint(ledger.totals[ACT_HIDE].n, ==, c->total.n);
    for (size_t i = 0; i < G_N_ELEMENTS(c->reasons); i++)
        if (c->reasons[i].n > 0)
            g_assert_cmpint(ledger.reasons[ACT_HIDE][c->reasons[i].reason].shown, ==, c->reasons[i].shown);
    g_assert_cmpuint(ledger.n_days, ==, all ? 1 : 0);
    if (all)
        g_assert_cmpint(ledger.days[0].figure.shown, ==, all >= 10);
    g_assert_false(ledger.totals[LEDGER_PAUSED].shown);
}

/* ---- history ---- */

static GArray *
history(Fixture *fixture, const Id *id)
{
    g_autoptr(GError) error = NULL;
    const Item *item = fixture_item(fixture, id);
    const char *section = fixture_board(fixture)->about->sections[item->now.section].slug;
    HistoryOf of = { fixture->conversation, *id, item->now.text, section };
    GArray *entries = NULL;

    g_assert_true(history_read(fixture->db, &of, &entries, &error));
    g_assert_no_error(error);
    return entries;
}

static void
check_entry(const GArray *entries, guint i, const char *act, const char *before, const char *after)
{
    g_assert_cmpuint(i, <, entries->len);
    const HistoryEntry *entry = &g_array_index(entries, HistoryEntry, i);
    bool moved = entry->act == ACT_MOVE;

    g_assert_cmpuint(entry->version, ==, i + 2);
    g_assert_cmpstr(entry->by_author ? "own" : act_names[entry->act], ==, act);
    g_assert_cmpstr(moved ? entry->section_before : entry->before, ==, before);
    g_assert_cmpstr(moved ? entry->section_after : entry->after, ==, after);
}

static void
test_history(void)
{
    g_autoptr(Fixture) fixture = fixture_new(0);
    Actor ada = fixture_person(fixture);
    Id one = fixture_idea(fixture, &ada, 0, "First");

    fixture_act(fixture, &one, &(ActOrder){ .act = ACT_EDIT, .text = "Second", .note = "No names" }, NULL);
    edit_own(fixture, &ada, &one, "Third");
    fixture_act(fixture, &one, &(ActOrder){ .act = ACT_MOVE, .section = "two" }, NULL);
    fixture_act(fixture, &one, &(ActOrder){ .act = ACT_EDIT, .text = "Fourth" }, NULL);
    fixture_act(fixture, &one, &(ActOrder){ .act = ACT_HIDE, .reason = REASON_ABUSE, .note = "Kindly" }, NULL);
    g_autoptr(GArray) entries = history(fixture, &one);
    g_assert_cmpuint(entries->len, ==, 5);
    check_entry(entries, 0, "edit", "First", "Second");
    check_entry(entries, 1, "own", "Second", "Third");
    check_entry(entries, 2, "move", "one", "two");
    check_entry(entries, 3, "edit", "Third", "Fourth");
    check_entry(entries, 4, "hide", NULL, NULL);
    g_assert_cmpstr(history_for_author(entries)->note, ==, "Kindly");
    g_assert_cmpint(fixture_restore(fixture, &one), ==, FACILITATE_DONE);
    g_autoptr(GArray) after = history(fixture, &one);
    g_assert_true(g_array_index(after, HistoryEntry, 4).undone);
    g_assert_cmpint(history_for_author(after)->act, ==, ACT_EDIT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(ledger_cases); i++) {
        g_autofree char *path = g_strdup_printf("/queue/ledger/small/%s", ledger_cases[i].name);

        g_test_add_data_func(path, &ledger_cases[i], test_small_numbers);
    }
    g_test_add_func("/queue/order", test_order);
    g_test_add_func("/queue/slots", test_slots);
    g_test_add_func("/queue/flag-in-between", test_flag_in_between);
    g_test_add_func("/queue/hidden-by-reports", test_hidden_by_reports);
    g_test_add_func("/queue/paging", test_paging);
    g_test_add_func("/message/talk", test_talk);
    g_test_add_func("/message/nobody", test_talk_with_nobody);
    g_test_add_func("/message/answer-to-act", test_answer_to_act);
    g_test_add_data_func("/ledger/slots", GUINT_TO_POINTER(15), test_ledger);
    g_test_add_func("/ledger/usual-wait", test_usual_wait);
    g_test_add_data_func("/ledger/at-once", GUINT_TO_POINTER(0), test_ledger);
    g_test_add_func("/history/all", test_history);
    return g_test_run();
}
