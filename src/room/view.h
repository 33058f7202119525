/* From the board to what pages show; under hall_read(). */
#pragma once
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
    bool           open;
} Look;

Look look_begin(const Board *board, const Visitor *visitor);
void look_clear(Look *look);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Look, look_clear)

CardView        look_card(Look *look, const Item *item);
/* The card as a fragment, from the cache where it is the same for many; owned by the look. */
const SafeHtml *look_fragment(Look *look, Item *item, CardPlace place);
const SafeHtml *look_text(Look *look, const char *markdown);
const char     *look_excerpt(Look *look, const Item *item);
const char     *look_day(Look *look, int64_t at);
SectionLine    *look_sections(Look *look);              /* n_sections of them; owned by the look */
const char     *look_next_slot(Look *look);             /* "14:15", NULL: at once */
/* Children in the order of reading. */
GPtrArray      *look_children(const Look *look, const Item *item);  /* Item *; caller unrefs */
