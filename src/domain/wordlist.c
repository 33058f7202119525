#include "domain/wordlist.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/distress.h"
#include "store/wordlist_store.h"
#include <string.h>

struct Wordlist { GArray *steps; WordlistLines now; };

#define EACH_BOX(box) (WordlistBox box = WORDLIST_DISTRESS_MORE; box < WORDLIST__END; box++)

/* ---- lines ---- */

static WordlistLines
lines_new(void)
{
    WordlistLines lines = { { NULL }, { NULL } };

    for EACH_BOX(box) {
        lines.boxes[box] = g_ptr_array_new_with_free_func(g_free);
        lines.keys[box] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    }
    return lines;
}

void
wordlist_lines_clear(WordlistLines *lines)
{
    for EACH_BOX(box) {
        g_clear_pointer(&lines->keys[box], g_hash_table_unref);
        g_clear_pointer(&lines->boxes[box], g_ptr_array_unref);
    }
}

bool
wordlist_has(const WordlistLines *lines, WordlistBox box, const char *words)
{
    g_autofree char *key = phrases_key(words);

    return key && g_hash_table_contains(lines->keys[box], key);
}

static void
add_line(WordlistLines *lines, WordlistBox box, const char *words)
{
    char *key = phrases_key(words), *line = key && !g_hash_table_contains(lines->keys[box], key) ? g_strdup(words) : NULL;

    if (line) {
        g_ptr_array_add(lines->boxes[box], line);
        g_hash_table_insert(lines->keys[box], g_steal_pointer(&key), line);
    }
    g_free(key);
}

static void
take_line(WordlistLines *lines, WordlistBox box, const char *words)
{
    g_autofree char *key = phrases_key(words);
    char *line = key ? g_hash_table_lookup(lines->keys[box], key) : NULL;

    if (!line)
        return;
    g_hash_table_remove(lines->keys[box], key);
    g_ptr_array_remove(lines->boxes[box], line);
}

char *
wordlist_text(const WordlistLines *lines, WordlistBox box)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < lines->boxes[box]->len; i++)
        g_string_append_printf(text, "%s%s", i ? "\n" : "", (const char *)lines->boxes[box]->pdata[i]);
    return g_string_free(text, false);
}

/* As phrases_add_lines() has it. */
static char *
signal_text(const WordlistLines *lines, WordlistBox more, WordlistBox less)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < lines->boxes[more]->len; i++)
        g_string_append_printf(text, "%s\n", (const char *)lines->boxes[more]->pdata[i]);
    for (guint i = 0; i < lines->boxes[less]->len; i++)
        g_string_append_printf(text, "-%s\n", (const char *)lines->boxes[less]->pdata[i]);
    return g_string_free(text, false);
}

SignalLists *
wordlist_signals(const Board *board, const WordlistLines *lines)
{
    g_autofree char *distress = signal_text(lines, WORDLIST_DISTRESS_MORE, WORDLIST_DISTRESS_LESS);
    g_autofree char *abuse = signal_text(lines, WORDLIST_ABUSE_MORE, WORDLIST_ABUSE_LESS);

    return signal_lists_new(board->about, distress, abuse);
}

/* ---- steps ---- */

static void
step_clear(void *data)
{
    g_free(((WordlistStep *)data)->words);
}

Wordlist *
wordlist_new(void)
{
    Wordlist *list = g_new0(Wordlist, 1);

    list->steps = g_array_new(false, true, sizeof(WordlistStep));
    g_array_set_clear_func(list->steps, step_clear);
    list->now = lines_new();
    return list;
}

void
wordlist_free(Wordlist *list)
{
    if (!list)
        return;
    wordlist_lines_clear(&list->now);
    g_array_unref(list->steps);
    g_free(list);
}

static void
follow(WordlistLines *lines, const WordlistStep *step)
{
    if (step->act == WORDLIST_TAKEN_OUT)
        take_line(lines, step->box, step->words);
    else
        add_line(lines, step->box, step->words);
}

static void
take_step(Wordlist *list, const WordlistRow *row)
{
    const WordlistStep step = { (WordlistBox)row->box, (WordlistAct)row->act, (unsigned)row->staff, row->slot, g_strdup(row->words) };

    g_array_append_val(list->steps, step);
    follow(&list->now, &step);
}

bool
wordlist_load(Board *board, const Scope *scope, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!wordlist_all(scope, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++)
        take_step(board->words, db_rows_at(&rows, WordlistRow, i));
    if (rows.n > 0 && board->signals)
        signal_lists_take(board, wordlist_signals(board, &board->words->now));
    return true;
}

const GArray *
wordlist_steps(const Board *board)
{
    return board->words->steps;
}

const WordlistLines *
wordlist_now(const Board *board)
{
    return &board->words->now;
}

WordlistLines
wordlist_at(const Board *board, guint version)
{
    const GArray *steps = board->words->steps;
    WordlistLines lines = lines_new();

    for (guint i = 0; i < MIN(version, steps->len); i++)
        follow(&lines, &g_array_index(steps, WordlistStep, i));
    return lines;
}

/* ---- reading what was typed ---- */

/* Without what has a meaning of its own at the beginning of a line (phrases_add_lines), and with single blanks. */
static char *
tidy_line(const char *line)
{
    g_auto(GStrv) words = g_strsplit_set(line + strspn(line, " \t-#"), " \t", -1);
    GString *tidy = g_string_new(NULL);

    for (size_t i = 0; words[i]; i++)
        if (*words[i])
            g_string_append_printf(tidy, "%s%s", tidy->len ? " " : "", words[i]);
    return g_string_free(tidy, false);
}

static WordlistFaultKind
line_fault(const WordlistLines *lines, WordlistBox box, const char *words)
{
    static const WordlistBox others[] = {
        [WORDLIST_DISTRESS_MORE] = WORDLIST_DISTRESS_LESS, [WORDLIST_DISTRESS_LESS] = WORDLIST_DISTRESS_MORE,
        [WORDLIST_ABUSE_MORE] = WORDLIST_ABUSE_LESS,       [WORDLIST_ABUSE_LESS] = WORDLIST_ABUSE_MORE,
    };
    g_autofree char *key = phrases_key(words);

    if (!key)
        return WORDLIST_NO_WORD;
    if (text_length(words) > LIMIT_WORDLIST_WORDS)
        return WORDLIST_TOO_LONG;
    if (wordlist_has(lines, others[box], words))
        return WORDLIST_IN_BOTH;
    return lines->boxes[box]->len >= LIMIT_WORDLIST && !wordlist_has(lines, box, words) ? WORDLIST_TOO_MANY : WORDLIST_FINE;
}

/* The first fault counts; its line is left out. */
static void
read_box(const char *text, WordlistBox box, WordlistLines *lines, WordlistFault *fault)
{
    g_auto(GStrv) typed = g_strsplit_set(text, "\r\n", -1);

    for (size_t i = 0; typed[i]; i++) {
        g_autofree char *words = tidy_line(typed[i]);
        const WordlistFaultKind kind = *g_strstrip(typed[i]) ? line_fault(lines, box, words) : WORDLIST_FINE;

        if (kind == WORDLIST_FINE && *words)
            add_line(lines, box, words);
        else if (kind != WORDLIST_FINE && fault->kind == WORDLIST_FINE)
            *fault = (WordlistFault){ kind, box, text_excerpt(typed[i], LIMIT_WORDLIST_WORDS) };
    }
}

bool
wordlist_read(const Board *board, const char *const texts[WORDLIST__END], WordlistLines *ret_lines, WordlistFault *ret_fault)
{
    *ret_lines = lines_new();
    *ret_fault = (WordlistFault){ .kind = WORDLIST_FINE };
    for EACH_BOX(box) {
        g_autofree char *now = texts[box] ? NULL : wordlist_text(wordlist_now(board), box);

        read_box(texts[box] ? texts[box] : now, box, ret_lines, ret_fault);
    }
    return ret_fault->kind == WORDLIST_FINE;
}

/* ---- what changes ---- */

typedef void (*EachChange)(WordlistBox box, WordlistAct act, const char *words, void *data);

/* What goes first, so that a word can move from one box to the other. */
static void
each_change(const WordlistLines *from, const WordlistLines *to, EachChange each, void *data)
{
    for EACH_BOX(box)
        for (guint i = 0; i < from->boxes[box]->len; i++)
            if (!wordlist_has(to, box, from->boxes[box]->pdata[i]))
                each(box, WORDLIST_TAKEN_OUT, from->boxes[box]->pdata[i], data);
    for EACH_BOX(box)
        for (guint i = 0; i < to->boxes[box]->len; i++)
            if (!wordlist_has(from, box, to->boxes[box]->pdata[i]))
                each(box, WORDLIST_PUT_IN, to->boxes[box]->pdata[i], data);
}

static void
merge_change(WordlistBox box, WordlistAct act, const char *words, void *data)
{
    follow(data, &(WordlistStep){ .box = box, .act = act, .words = (char *)(uintptr_t)words });
}

WordlistLines
wordlist_merged(const Board *board, guint version, const WordlistLines *lines)
{
    g_auto(WordlistLines) before = wordlist_at(board, version);
    WordlistLines merged = wordlist_at(board, G_MAXUINT);

    each_change(&before, lines, merge_change, &merged);
    return merged;
}

typedef struct { WordlistLines found; Phrases *known; } Known;

static void
note_known(WordlistBox box, WordlistAct act, const char *words, void *data)
{
    Known *known = data;

    if (box == WORDLIST_DISTRESS_LESS && act == WORDLIST_PUT_IN && phrases_touch(known->known, words))
        add_line(&known->found, box, words);
}

WordlistLines
wordlist_switches_off(const Board *board, const WordlistLines *lines)
{
    g_autoptr(Phrases) ours = distress_phrases(NULL);
    Known known = { lines_new(), ours };

    each_change(wordlist_now(board), lines, note_known, &known);
    return known.found;
}

static void
note_added(WordlistBox box, WordlistAct act, const char *words, void *data)
{
    (void)box;
    if (act == WORDLIST_PUT_IN)
        g_string_append_printf(data, "%s%s", ((GString *)data)->len ? "\n" : "", words);
}

char *
wordlist_added(const Board *board, const WordlistLines *lines)
{
    GString *added = g_string_new(NULL);

    each_change(wordlist_now(board), lines, note_added, added);
    return g_string_free(added, added->len == 0);
}

/* ---- acting ---- */

typedef struct { GArray *rows; const WordlistLines *off; int64_t number, staff, slot; } Plan;

/* Words are borrowed from the lines. */
static void
plan_step(WordlistBox box, WordlistAct act, const char *words, void *data)
{
    Plan *plan = data;
    const bool off = box == WORDLIST_DISTRESS_LESS && act == WORDLIST_PUT_IN && wordlist_has(plan->off, box, words);
    const WordlistRow row = { .number = ++plan->number, .box = box, .act = off ? WORDLIST_SWITCHED_OFF : act,
                              .staff = plan->staff, .slot = plan->slot, .words = (char *)(uintptr_t)words };

    g_array_append_val(plan->rows, row);
}

/* Each of them was said yes to. */
static bool
all_said(const WordlistLines *off, const char *said)
{
    g_auto(GStrv) typed = g_strsplit_set(said ? said : "", "\r\n", -1);
    g_auto(WordlistLines) lines = lines_new();

    for (size_t i = 0; typed[i]; i++)
        add_line(&lines, WORDLIST_DISTRESS_LESS, typed[i]);
    for (guint i = 0; i < off->boxes[WORDLIST_DISTRESS_LESS]->len; i++)
        if (!wordlist_has(&lines, WORDLIST_DISTRESS_LESS, off->boxes[WORDLIST_DISTRESS_LESS]->pdata[i]))
            return false;
    return true;
}

static WordlistOutcome
may_set(const Board *board, const WordlistOrder *order, const WordlistLines *off, guint n_steps)
{
    if (order->naming || !all_said(off, order->off))
        return WORDLIST_ASKED;
    return board->words->steps->len + n_steps > LIMIT_WORDLIST_STEPS ? WORDLIST_FULL : WORDLIST_DONE;
}

static bool
store_and_take(Hall *hall, Db *db, Board *board, const WordlistLines *lines, const GArray *rows, GError **error)
{
    const Scope scope = board_scope(board, db);

    for (guint i = 0; i < rows->len; i++)
        if (!wordlist_add(&scope, &g_array_index(rows, WordlistRow, i), error))
            return false;
    SignalLists *signals = wordlist_signals(board, lines);
    signal_lists_look(signals, board);
    hall_change(hall);
    for (guint i = 0; i < rows->len; i++)
        take_step(board->words, &g_array_index(rows, WordlistRow, i));
    signal_lists_take(board, signals);
    hall_changed(hall, board);
    return true;
}

static bool
set_lines(Hall *hall, Db *db, Board *board, unsigned staff, const WordlistOrder *order, const WordlistLines *lines,
          WordlistOutcome *ret_outcome, GError **error)
{
    g_auto(WordlistLines) off = wordlist_switches_off(board, lines);
    g_autoptr(GArray) rows = g_array_new(false, true, sizeof(WordlistRow));
    Plan plan = { rows, &off, board->words->steps->len, staff, clock_slot(clock_now(), board->about->slot_minutes) };

    each_change(wordlist_now(board), lines, plan_step, &plan);
    *ret_outcome = may_set(board, order, &off, rows->len);
    if (*ret_outcome != WORDLIST_DONE || rows->len == 0)
        return true;
    return store_and_take(hall, db, board, lines, rows, error);
}

bool
wordlist_set(Hall *hall, Db *db, const Actor *actor, const WordlistOrder *order, WordlistOutcome *ret_outcome, GError **error)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);
    g_auto(WordlistLines) lines = { { NULL }, { NULL } };
    WordlistFault fault = { .kind = WORDLIST_FINE };

    *ret_outcome = !board ? WORDLIST_NOT_FOUND : !calendar_may_facilitate(&board->about->dates, clock_now()) ? WORDLIST_OVER : WORDLIST_DONE;
    if (*ret_outcome == WORDLIST_DONE && !wordlist_read(board, order->texts, &lines, &fault))
        *ret_outcome = WORDLIST_FAULTY;
    g_free(fault.words);
    if (*ret_outcome == WORDLIST_DONE && order->version >= 0 && order->version != board->words->steps->len)
        *ret_outcome = WORDLIST_STALE;
    if (*ret_outcome != WORDLIST_DONE)
        return true;
    return set_lines(hall, db, board, actor->staff_number, order, &lines, ret_outcome, error);
}
