/* From the board to what pages show; under hall_read(). */
#pragma once
#include "room/cards.h"
#include "room/frame.h"
#include "room/pages/card.h"
#include "room/pages/home.h"

/* One visitor's look at the board while a page is made. */
typedef struct {
    Scratch       *scratch;
    GPtrArray     *texts;               /* SafeHtml *: texts made for this page */
    GPtrArray     *cards;               /* Card *: references that the page holds */
    const Board   *board;
    const Visitor *visitor;
    uint32_t       voice;
    int            today;
    bool           open;                /* for votes */
    bool           posting;             /* and for new words */
    bool           all_counts;          /* a reader to whom no counts are hidden */
} Look;

Look look_begin(const Board *board, const Visitor *visitor);
void look_clear(Look *look);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Look, look_clear)

/* Whose eyes see it: where marks are hidden, a reader's own looks as it does to everybody, but for what nobody else has
 * yet.  For faces, visibility, votes and counts of whatever is shown on a page that others may look at too. */
uint32_t        look_voice(const Look *look, const Item *item);
/* Marked as the reader's. */
bool            look_mine(const Look *look, const Item *item);
CardView        look_card(Look *look, const Item *item);
/* Under which a listed card is kept; false: it is not to be kept, as it is about to change. */
bool            card_key(const Board *board, uint32_t voice, const Item *item, const CardTimes *times, CardKey *ret_key);
CardTimes       look_times(const Look *look);
/* Whether this reader, who voted so on something, may see its counts. */
bool            look_shows_counts(const Look *look, Vote vote);
/* Whether anything is to be voted on first. */
bool            look_hides_counts(const Look *look);
/* The card, from the cache where it is kept; owned by the look; NULL where it could not be written. */
Card           *look_rendered(Look *look, Item *item, CardPlace place);
/* Its text. */
const SafeHtml *look_fragment(Look *look, Item *item, CardPlace place);
const SafeHtml *look_text(Look *look, const char *markdown);
/* The language of what this face says, looked for once; NULL: it cannot be told. */
const char     *look_lang(const Face *face);
const char     *look_excerpt(Look *look, const Item *item);
const char     *look_day(Look *look, int64_t at);
/* "40 minutes", "3 days"; never finer than a slot. */
const char     *look_duration(Look *look, int64_t seconds);
SectionLine    *look_sections(Look *look);              /* n_sections of them; owned by the look */
const char     *look_pending(Look *look, const Item *item);     /* when others see it; NULL: they do */
const char     *look_next_slot(Look *look);             /* "14:15", NULL: at once */
const char     *look_turn(Look *look);                  /* a text that lasts for a slot, or a minute where there are none */
/* Children in the order of reading. */
GPtrArray      *look_children(const Look *look, const Item *item);  /* Item *; caller unrefs */
