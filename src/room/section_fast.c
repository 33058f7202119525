#include "room/section_fast.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/when.h"
#include "domain/exposure.h"
#include "domain/order.h"
#include "room/cards.h"

#define N_SLOTS    1024
#define DAY        (24 * 60 * 60)
#define NOBODYS    "0000000000000000"

/* The page around the cards, and how long it is true. */
typedef struct {
    Page    page;
    size_t  cut;                        /* where the cards go */
    size_t  drafts;                     /* where it says whose drafts the browser keeps: NOBODYS, to be written over */
    GzipPiece before, between, after;   /* what stands around both */
    CardTimes times;
} AroundPage;

typedef struct {
    uint64_t board;                     /* its serial */
    uint32_t version;
    unsigned section;
    SortOrder sort;
    bool     shared, needs_key, hides;
    unsigned language;                  /* its place */
} ShellKey;

typedef struct { ShellKey key; int64_t until; AroundPage *shell; } Slot;

struct ShellCache { GMutex lock; Slot slots[N_SLOTS]; };

static void
shell_clear(void *data)
{
    AroundPage *shell = data;

    page_clear(&shell->page);
    gzip_piece_clear(&shell->before);
    gzip_piece_clear(&shell->between);
    gzip_piece_clear(&shell->after);
}

static void
shell_unref(AroundPage *shell)
{
    if (shell)
        g_atomic_rc_box_release_full(shell, shell_clear);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AroundPage, shell_unref)

ShellCache *
shell_cache_new(void)
{
    ShellCache *cache = g_new0(ShellCache, 1);

    g_mutex_init(&cache->lock);
    return cache;
}

void
shell_cache_free(ShellCache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < N_SLOTS; i++)
        shell_unref(cache->slots[i].shell);
    g_mutex_clear(&cache->lock);
    g_free(cache);
}

static Slot *
slot_of(ShellCache *cache, const ShellKey *key)
{
    unsigned at = key->section * SORT__COUNT + (unsigned)key->sort;

    return &cache->slots[(at * 4u + key->shared * 2u + key->needs_key + key->hides * 1021u + key->language * 257u + (unsigned)key->board) % N_SLOTS];
}

static bool
same_key(const ShellKey *a, const ShellKey *b)
{
    return a->board == b->board && a->version == b->version && a->section == b->section && a->sort == b->sort &&
           a->shared == b->shared && a->needs_key == b->needs_key && a->hides == b->hides && a->language == b->language;
}

static AroundPage *
find_shell(ShellCache *cache, const ShellKey *key, int64_t now)
{
    AroundPage *shell = NULL;

    g_mutex_lock(&cache->lock);
    const Slot *slot = slot_of(cache, key);
    if (slot->shell && same_key(&slot->key, key) && now < slot->until)
        shell = g_atomic_rc_box_acquire(slot->shell);
    g_mutex_unlock(&cache->lock);
    return shell;
}

static void
keep_shell(ShellCache *cache, const ShellKey *key, AroundPage *shell, int64_t until)
{
    g_mutex_lock(&cache->lock);
    Slot *slot = slot_of(cache, key);
    AroundPage *old = slot->shell;
    *slot = (Slot){ *key, until, g_atomic_rc_box_acquire(shell) };
    g_mutex_unlock(&cache->lock);
    shell_unref(old);
}

/* Until the day, the slot or the phase changes. */
static int64_t
true_until(const Conversation *about, int64_t now)
{
    CivilTime civil = when_civil(now, about->timezone);
    int64_t until = now + DAY - civil.hour * 3600 - civil.minute * 60 - 3600;

    /* The last hour of a day is looked at anew each minute: days have 23 to 25 hours. */
    until = MAX(until, now + 60 - now % 60);
    if (about->slot_minutes)
        until = MIN(until, clock_next_slot(now, about->slot_minutes));
    if (now < about->dates.posting_ends)
        until = MIN(until, about->dates.posting_ends);
    if (now < about->dates.closes)
        until = MIN(until, about->dates.closes);
    return until;
}

/* False: the page says nowhere whose drafts there are; what people wrote is escaped, so the last such place is ours. */
static bool
press_shell(AroundPage *shell, const char *drafts)
{
    g_autofree char *mark = g_strdup_printf("data-draft=\"%s\"", drafts);
    const char *bytes = shell->page.bytes, *found = g_strrstr(bytes, mark);

    if (!found || (size_t)(found - bytes) < shell->cut)
        return false;
    shell->drafts = (size_t)(found - bytes) + strlen("data-draft=\"");
    size_t rest = shell->drafts + strlen(drafts);
    gzip_piece_make(bytes, shell->cut, &shell->before);
    gzip_piece_make(bytes + shell->cut, shell->drafts - shell->cut, &shell->between);
    gzip_piece_make(bytes + rest, shell->page.length - rest, &shell->after);
    return true;
}

static AroundPage *
make_shell(const HttpRequest *request, const Board *board, unsigned section, SortOrder sort, size_t n_cards)
{
    uint32_t at[LIMIT_DEFAULT_ITEMS];
    g_autofree char *next = NULL;
    g_auto(Look) look = look_begin(board, request_visitor(request));
    g_autoptr(GPtrArray) cards = g_ptr_array_new();
    PageFrame frame = frame_of(request, board, look.scratch);
    g_autoptr(AroundPage) shell = g_atomic_rc_box_new0(AroundPage);
    SectionView view;

    board_page(board, section, sort, look.visitor->reader, NULL, LIMIT_DEFAULT_ITEMS, at, &next);
    section_view(&look, request, section, cards, next, &view);
    view.cards = NULL;
    view.n_cards = n_cards;
    shell->times = look_times(&look);
    frame.here = section_here(request, board, look.scratch);
    frame.drafts = look.visitor->badge.shared ? "off" : NOBODYS;
    if (!section_page_around(&frame, &view, &shell->page, &shell->cut, NULL) || !press_shell(shell, frame.drafts))
        return NULL;
    return g_steal_pointer(&shell);
}

/* An idea that others don't see yet stands on its author's page alone. */
static bool
has_pending(const Board *board, uint32_t voice)
{
    const GArray *own = voice ? g_array_index(board->voices, Voice, voice).items : NULL;

    for (guint i = 0; own && i < own->len; i++) {
        const Item *item = board_at(board, g_array_index(own, uint32_t, i));

        if (!item->public && item->kind == KIND_IDEA)
            return true;
    }
    return false;
}

/* Nothing around the cards that others' pages don't have. */
static bool
is_ordinary(const HttpRequest *request, const Visitor *visitor, const Board *board, uint32_t voice)
{
    /* The page holds its own path; the same page by another spelling is not kept for others. */
    return !visitor->badge.staff_number && !strchr(http_path(request), '%') && !http_query(request, "after") && !http_query(request, "done") &&
           !has_pending(board, voice);
}

/* The cards of one page: references from the cache, or the look's. */
typedef struct {
    Card  *kept[LIMIT_DEFAULT_ITEMS];   /* references from the cache */
    size_t n_kept;
    const Card *cards[LIMIT_DEFAULT_ITEMS];
    size_t n, length;
    Look   look;                        /* for what is not in the cache; begun when needed */
} Cards;

static void
cards_clear(Cards *cards)
{
    for (size_t i = 0; i < cards->n_kept; i++)
        card_unref(cards->kept[i]);
    look_clear(&cards->look);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Cards, cards_clear)

static const Card *
take_card(Cards *cards, const Visitor *visitor, const Board *board, uint32_t voice, const AroundPage *shell, Item *item)
{
    CardKey key;
    Card *card = card_key(board, visitor->hides_marks ? 0 : voice, item, &shell->times, &key)
        ? card_cache_find(visitor->room->cards, &key) : NULL;

    if (!card) {
        if (!cards->look.board)
            cards->look = look_begin(board, visitor);
        card = look_rendered(&cards->look, item, CARD_LISTED);
        if (card)
            card_press(card);
        return card;
    }
    if (!item_mine(item, voice))
        item_note_seen(item, shell->times.open);
    cards->kept[cards->n_kept++] = card;
    return card;
}

/* False: one of them could not be written. */
static bool
collect(const Visitor *visitor, const Board *board, uint32_t voice, const AroundPage *shell, const uint32_t *at, size_t n,
        Cards *cards)
{
    for (size_t i = 0; i < n; i++) {
        const Card *card = take_card(cards, visitor, board, voice, shell, board_at(board, at[i]));
        size_t length = 0;

        if (!card)
            return false;
        cards->cards[cards->n++] = card;
        safe_html_text(card->html, &length);
        cards->length += length;
    }
    return true;
}

static char *
join(const AroundPage *shell, const Cards *cards, const char *drafts, size_t *ret_length)
{
    char *page = g_malloc(shell->page.length + cards->length + 1), *to = page;

    memcpy(to, shell->page.bytes, shell->cut);
    to += shell->cut;
    for (size_t i = 0; i < cards->n; i++) {
        size_t length;
        const char *text = safe_html_text(cards->cards[i]->html, &length);

        memcpy(to, text, length);
        to += length;
    }
    memcpy(to, shell->page.bytes + shell->cut, shell->page.length - shell->cut + 1);
    memcpy(to + shell->drafts - shell->cut, drafts, strlen(drafts));
    *ret_length = shell->page.length + cards->length;
    return page;
}

static char *
join_gzip(const AroundPage *shell, const Cards *cards, const char *drafts, size_t *ret_length)
{
    const GzipPiece *pieces[LIMIT_DEFAULT_ITEMS + 4];
    g_auto(GzipPiece) whose = { NULL };
    size_t n = 0;

    gzip_piece_plain(drafts, (uint16_t)strlen(drafts), &whose);

    pieces[n++] = &shell->before;
    for (size_t i = 0; i < cards->n; i++)
        pieces[n++] = &cards->cards[i]->gzip;
    pieces[n++] = &shell->between;
    pieces[n++] = &whose;
    pieces[n++] = &shell->after;
    return (char *)gzip_join(pieces, n, ret_length);
}

static void
reply_page(const HttpRequest *request, HttpReply *reply, const AroundPage *shell, const Cards *cards)
{
    bool gzip = http_accepts_gzip(request);
    char drafts[DRAFTS_SIZE];
    size_t length;

    frame_drafts(request_visitor(request), drafts);
    char *page = gzip ? join_gzip(shell, cards, drafts, &length) : join(shell, cards, drafts, &length);

    http_reply_html(reply, 200, page, length);
    if (gzip)
        http_reply_gzip(reply);
}

bool
section_fast(HttpRequest *request, HttpReply *reply, const Board *board, unsigned section, SortOrder sort)
{
    const Visitor *visitor = request_visitor(request);
    uint32_t voice = actor_voice(board, &visitor->actor), at[LIMIT_DEFAULT_ITEMS];
    ShellKey key = { board->serial, board->version, section, sort, visitor->badge.shared, visitor_lacks_key(visitor, board),
                     visitor->hides_marks, i18n_place(i18n_spoken()) };
    int64_t now = visitor->now;
    g_auto(Cards) cards = { .n = 0 };

    if (!is_ordinary(request, visitor, board, voice))
        return false;
    size_t n = board_page(board, section, sort, visitor->reader, NULL, LIMIT_DEFAULT_ITEMS, at, NULL);
    g_autoptr(AroundPage) shell = n ? find_shell(visitor->room->shells, &key, now) : NULL;
    if (n && !shell) {
        shell = make_shell(request, board, section, sort, n);
        if (shell)
            keep_shell(visitor->room->shells, &key, shell, true_until(board->about, now));
    }
    if (!shell || !collect(visitor, board, voice, shell, at, n, &cards))
        return false;
    reply_page(request, reply, shell, &cards);
    return true;
}
