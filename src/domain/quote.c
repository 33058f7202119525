#include "domain/quote.h"
#include "base/clock.h"
#include "base/limits.h"
#include "store/quote_store.h"
#include <string.h>

#define GAP "[...]"

static void
quote_free(void *data)
{
    Quote *quote = data;

    g_free(quote->words);
    g_array_unref(quote->steps);
    g_free(quote);
}

void
quotes_free(GHashTable *quotes)
{
    if (quotes)
        g_hash_table_unref(quotes);
}

static void
book_set_quote(CodingBook *book, uint32_t item, unsigned staff, bool chosen, const char *words)
{
    if (!book->quotes)
        book->quotes = g_hash_table_new_full(NULL, NULL, NULL, quote_free);
    Quote *quote = g_hash_table_lookup(book->quotes, GUINT_TO_POINTER(item + 1));
    QuoteStep step = { staff, chosen };
    char *copy = g_strdup(words);

    if (!quote) {
        quote = g_new0(Quote, 1);
        quote->steps = g_array_new(false, false, sizeof(QuoteStep));
        g_hash_table_insert(book->quotes, GUINT_TO_POINTER(item + 1), quote);
    }
    g_free(quote->words);
    quote->words = copy;
    quote->chosen = chosen;
    g_array_append_val(quote->steps, step);
}

static bool
load_quote(const void *data, void *user)
{
    const QuoteRow *row = data;
    Board *board = user;
    const Item *item = board_find(board, &row->contribution);

    if (item)
        book_set_quote(board->book, item->at, (unsigned)row->staff, row->chosen != 0, row->words);
    return true;
}

bool
quotes_load(Board *board, Db *db, GError **error)
{
    Scope scope = board_scope(board, db);

    return quote_each(&scope, load_quote, board, error);
}

const Quote *
board_quote(const Board *board, uint32_t item)
{
    return board->book->quotes ? g_hash_table_lookup(board->book->quotes, GUINT_TO_POINTER(item + 1)) : NULL;
}

/* ---- words ---- */

/* One blank for any run of them, and none at the ends. */
static char *
even_blanks(const char *text)
{
    GString *even = g_string_new(NULL);

    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        if (!g_unichar_isspace(c))
            g_string_append_unichar(even, c);
        else if (even->len > 0 && even->str[even->len - 1] != ' ')
            g_string_append_c(even, ' ');
    }
    if (even->len > 0 && even->str[even->len - 1] == ' ')
        g_string_truncate(even, even->len - 1);
    return g_string_free(even, false);
}

bool
quote_fits(const char *words, const char *text)
{
    g_autoptr(GString) plain = g_string_new(words);
    g_string_replace(plain, "[…]", GAP, 0);     /* as a phone writes it */
    g_auto(GStrv) parts = g_strsplit(plain->str, GAP, -1);
    g_autofree char *even = even_blanks(text);
    const char *at = even;
    size_t found = 0;

    for (size_t i = 0; parts[i]; i++) {
        g_autofree char *part = even_blanks(parts[i]);

        if (!*part)
            continue;
        at = strstr(at, part);
        if (!at)
            return false;
        at += strlen(part);
        found++;
    }
    return found > 0;
}

/* ---- the use case ---- */

static QuoteOutcome
may_put(const Board *board, const Id *id, bool chosen, const char *words, Item **ret_item)
{
    Item *item = board ? board_find(board, id) : NULL;

    if (!item || !item_is_read(item))
        return QUOTE_NOT_FOUND;
    if (calendar_phase(&board->about->dates, clock_now()) >= PHASE_COMPLETED)
        return QUOTE_OVER;
    if (chosen && *words && !quote_fits(words, item->shown.text))
        return QUOTE_NOT_ITS_WORDS;
    const Quote *before = board_quote(board, item->at);
    if (before && before->steps->len >= LIMIT_QUOTE_STEPS)
        return QUOTE_FULL;
    *ret_item = item;
    return QUOTE_DONE;
}

static bool
is_same(const Quote *before, bool chosen, const char *words)
{
    return before ? before->chosen == chosen && g_str_equal(before->words, words) : !chosen;
}

bool
quote_put(Hall *hall, Db *db, const Actor *actor, const Id *id, bool chosen, const char *words, QuoteOutcome *ret_outcome,
          GError **error)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);
    const char *kept = chosen && words ? words : "";
    Item *item = NULL;

    *ret_outcome = may_put(board, id, chosen, kept, &item);
    if (*ret_outcome != QUOTE_DONE)
        return true;
    const Quote *before = board_quote(board, item->at);
    if (is_same(before, chosen, kept))
        return true;
    Scope scope = board_scope(board, db);
    QuoteRow row = { *id, before ? before->steps->len + 1 : 1, actor->staff_number, chosen, (char *)kept };
    if (!quote_add(&scope, &row, error))
        return false;
    hall_change(hall);
    book_set_quote(board->book, item->at, actor->staff_number, chosen, kept);
    hall_changed(hall, board);
    return true;
}
