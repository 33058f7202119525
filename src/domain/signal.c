#include "domain/signal.h"
#include "domain/abuse.h"
#include "domain/distress.h"
#include "domain/near.h"
#include "domain/queue.h"
#include "names/names_text.h"
#include "names/office.h"

struct SignalLists { Phrases *distress, *abuse; GByteArray *said; /* of each item, after signal_lists_look() */ };
struct SignalBook  { SignalLists *lists; NearBook *near; };

SignalLists *
signal_lists_new(const Conversation *about, const char *distress, const char *abuse)
{
    SignalLists *lists = g_new0(SignalLists, 1);

    lists->distress = distress_phrases(distress);
    lists->abuse = abuse_phrases(about->language, abuse);
    lists->said = g_byte_array_new();
    return lists;
}

void
signal_lists_free(SignalLists *lists)
{
    if (!lists)
        return;
    g_byte_array_unref(lists->said);
    phrases_free(lists->abuse);
    phrases_free(lists->distress);
    g_free(lists);
}

SignalBook *
signal_book_new(const Conversation *about)
{
    SignalBook *book = g_new0(SignalBook, 1);

    book->lists = signal_lists_new(about, NULL, NULL);
    book->near = near_book_new();
    return book;
}

void
signal_book_free(SignalBook *book)
{
    if (!book)
        return;
    near_book_free(book->near);
    signal_lists_free(book->lists);
    g_free(book);
}

static bool
is_shown(const Item *item)
{
    return item->public && item->shown.state == STATE_SHOWN;
}

/* As before a text is sent, but for names that only a roster has: the room knows none. */
static bool
names_somebody(const Conversation *about, const char *text)
{
    NamePlace name;
    OfficeSpan office;
    const char *const *groups = about->n_groups > 1 ? (const char *const *)about->groups + 1 : NULL;

    return names_in_text(NULL, text, g_str_has_prefix(about->language, "en"), &name, 1) > 0 ||
           offices_in_text(text, groups, &office, 1) > 0;
}

static void
read_words(TextWords *words, const Item *item)
{
    if (item->folded && item->shown.text == item->now.text)
        text_words_split(words, item->folded);
    else
        text_words_read(words, item->shown.text);
}

#define OF_LISTS ((unsigned)(SIGNAL_DISTRESS | SIGNAL_ABUSE))

static unsigned
listed(const SignalLists *lists, const TextWords *words)
{
    return (phrases_in_words(lists->distress, words) ? SIGNAL_DISTRESS : 0u) | (phrases_in_words(lists->abuse, words) ? SIGNAL_ABUSE : 0u);
}

unsigned
signal_of_text(const SignalLists *lists, const Conversation *about, const char *text)
{
    g_auto(TextWords) words = { .text = NULL };

    text_words_read(&words, text);
    return listed(lists, &words) | (names_somebody(about, text) ? SIGNAL_NAMES : 0u);
}

void
signal_shown(Board *board, Item *item)
{
    SignalBook *book = board->signals;
    g_auto(TextWords) words = { .text = NULL };

    item->signals = 0;
    if (!book)
        return;
    if (is_shown(item)) {
        read_words(&words, item);
        item->signals = (uint8_t)(listed(book->lists, &words) | (names_somebody(board->about, item->shown.text) ? SIGNAL_NAMES : 0u));
    }
    near_book_set(book->near, item->at, words.words, words.n);
}

void
signal_lists_look(SignalLists *lists, const Board *board)
{
    g_byte_array_set_size(lists->said, board->items->len);
    for (guint i = 0; i < board->items->len; i++) {
        const Item *item = board_at(board, i);
        g_auto(TextWords) words = { .text = NULL };

        if (is_shown(item))
            read_words(&words, item);
        lists->said->data[i] = (uint8_t)listed(lists, &words);
    }
}

void
signal_lists_take(Board *board, SignalLists *lists)
{
    for (guint i = 0; i < lists->said->len; i++) {
        Item *item = board_at(board, i);
        const uint8_t signals = (uint8_t)((item->signals & ~OF_LISTS) | lists->said->data[i]);

        if (signals == item->signals)
            continue;
        item->signals = signals;
        queue_note(board, item);
    }
    signal_lists_free(board->signals->lists);
    board->signals->lists = lists;
}

unsigned
item_signals(const Board *board, const Item *item)
{
    uint32_t one;

    if (!is_shown(item))
        return 0;
    return item->signals | (board_near(board, item, &one, 1) > 0 ? SIGNAL_NEAR : 0u);
}

size_t
board_near(const Board *board, const Item *item, uint32_t *ret_items, size_t max)
{
    const GArray *group = board->signals && is_shown(item) ? near_book_group(board->signals->near, item->at) : NULL;
    size_t n = 0;

    for (guint i = 0; group && i < group->len && n < max; i++) {
        uint32_t at = g_array_index(group, uint32_t, i);

        if (at != item->at && is_shown(board_at(board, at)))
            ret_items[n++] = at;
    }
    return n;
}

bool
board_hears_distress(const Board *board, const char *text)
{
    return phrases_in_text(board->signals->lists->distress, text);
}
