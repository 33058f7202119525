#include "room/view.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/when.h"
#include "domain/board_publish.h"
#include "domain/bring.h"
#include "domain/decision.h"
#include "domain/exposure.h"
#include "domain/order.h"
#include "html/markdown.h"
#include "room/language.h"

#define EXCERPT 60

Look
look_begin(const Board *board, const Visitor *visitor)
{
    int64_t now = clock_now();

    return (Look){
        .scratch = scratch_new(),
        .texts = g_ptr_array_new_with_free_func((GDestroyNotify)safe_html_free),
        .cards = g_ptr_array_new_with_free_func((GDestroyNotify)card_unref),
        .board = board,
        .visitor = visitor,
        .voice = actor_voice(board, &visitor->actor),
        .today = when_day(now, board->about->timezone),
        .open = calendar_may_write(&board->about->dates, now),
        .posting = calendar_may_post(&board->about->dates, now),
        .all_counts = visitor_sees_counts(visitor),
    };
}

void
look_clear(Look *look)
{
    g_clear_pointer(&look->scratch, scratch_free);
    g_clear_pointer(&look->texts, g_ptr_array_unref);
    g_clear_pointer(&look->cards, g_ptr_array_unref);
}

uint32_t
look_voice(const Look *look, const Item *item)
{
    return look->visitor->hides_marks && item->public ? 0 : look->voice;
}

bool
look_mine(const Look *look, const Item *item)
{
    return !look->visitor->hides_marks && item_mine(item, look->voice);
}

const SafeHtml *
look_text(Look *look, const char *markdown)
{
    SafeHtml *text = markdown_talk(markdown, NULL);

    if (text)
        g_ptr_array_add(look->texts, text);
    return text;
}

/* Kept with the text: readers may find it at the same time, and find the same. */
const char *
look_lang(const Face *face)
{
    const char **kept = (const char **)&face->lang, *lang = g_atomic_pointer_get(kept);

    if (!lang) {
        g_autofree char *plain = markdown_plain(face->text);

        lang = language_in_text(plain);
        g_atomic_pointer_set(kept, lang);
    }
    return *lang ? lang : NULL;
}

/* Too short to tell: in the language of the conversation, most likely. */
static const char *
card_lang(const Look *look, const Face *face)
{
    const char *lang = look_lang(face);

    return lang ? lang : frame_told_language(look->board->about);
}

const char *
look_excerpt(Look *look, const Item *item)
{
    g_autofree char *plain = markdown_plain(item_face(item, look_voice(look, item))->text);

    return scratch_keep(look->scratch, text_excerpt(plain, EXCERPT));
}

const char *
look_day(Look *look, int64_t at)
{
    return scratch_keep(look->scratch, when_day_ago(when_day(at, look->board->about->timezone), look->today));
}

const char *
look_pending(Look *look, const Item *item)
{
    return item->public ? NULL : scratch_keep(look->scratch, when_clock(item->slot, look->board->about->timezone));
}

const char *
look_next_slot(Look *look)
{
    unsigned minutes = look->board->about->slot_minutes;

    if (!minutes)
        return NULL;
    return scratch_keep(look->scratch, when_clock(clock_next_slot(clock_now(), minutes), look->board->about->timezone));
}

const char *
look_turn(Look *look)
{
    unsigned minutes = MAX(look->board->about->slot_minutes, 1);

    return scratch_keep(look->scratch, g_strdup_printf("%" G_GINT64_MODIFIER "x", clock_next_slot(clock_now(), minutes)));
}

/* One wording for whatever is gone (A9). */
static ContributionState
card_state(const Face *face)
{
    switch (face->state) {
    case STATE_HIDDEN:
    case STATE_REMOVED:
    case STATE_DELETED:
        return STATE_REMOVED;
    case STATE_SHOWN:
    case STATE_MERGED:
    case STATE_SPLIT:
        break;
    }
    return face->state;
}

/* Where it went, for its author: the first theme; My things has them all. */
static void
add_theme(Look *look, const Item *item, CardView *card)
{
    const Placement *placement = board_placement(look->board);
    unsigned themes[PLACEMENT_MOST];

    if (!card->mine || placement_of(placement, &item->id, themes) == 0)
        return;
    card->theme = scratch_keep(look->scratch, i18n_format(_("It went into theme %u: %s"), themes[0] + 1,
                                                              placement_theme(placement, themes[0])->name));
    card->report = scratch_keep(look->scratch, g_strdup_printf("/c/%s/report#theme-%u", look->board->about->slug, themes[0] + 1));
}

CardView
look_card(Look *look, const Item *item)
{
    uint32_t voice = look_voice(look, item);
    const Face *face = item_face(item, voice);
    const Item *idea = board_at(look->board, item->idea), *target = board_at(look->board, item->target);
    bool mine = look_mine(look, item);
    uint32_t likes, dislikes;
    Vote vote;

    board_counts(look->board, item, voice, &likes, &dislikes, &vote);
    if (look->visitor->hides_marks)
        vote = VOTE_NONE;
    CardView card = {
        .slug = look->board->about->slug,
        .id = scratch_id(look->scratch, &item->id),
        .idea = idea ? scratch_id(look->scratch, &idea->id) : NULL,
        .kind = item->kind,
        .state = card_state(face),
        .into = target ? scratch_id(look->scratch, &target->id) : NULL,
        .text = face->state == STATE_SHOWN ? look_text(look, face->text) : NULL,
        .excerpt = look_excerpt(look, item),
        .lang = face->state == STATE_SHOWN ? card_lang(look, face) : NULL,
        .day = look_day(look, MIN(item_since(look->board, item), clock_now())),
        .section = look->board->about->sections[face->section].title,
        .section_lang = frame_told_language(look->board->about),
        .changed = face->edited == 2 && item->source != SOURCE_FACILITATOR,
        .by_facilitators = item->source == SOURCE_FACILITATOR,
        .no_counts = !look_shows_counts(look, vote),
        .likes = likes,
        .dislikes = dislikes,
        .comments = item_comments(item),
        .vote = vote,
        .mine = mine,
        .pending = mine ? look_pending(look, item) : NULL,
        .open = look->open,
        .votes_only = look->open && !look->posting,
        .no_comments = look->board->about->rules.no_comments,
    };
    add_theme(look, item, &card);
    return card;
}

/* An author's own card shows what is now: kept while that is what others see too. */
bool
card_key(const Board *board, uint32_t voice, const Item *item, const CardTimes *times, CardKey *ret_key)
{
    bool mine = item_mine(item, voice);
    VotePair vote = voice ? vote_table_get(board->votes, voice, item->at) : (VotePair){ VOTE_NONE, VOTE_NONE };

    *ret_key = (CardKey){ board->serial, item->at, item->face_version, vote, mine, *times };
    return item->public && !(mine && item->dirty);
}

CardTimes
look_times(const Look *look)
{
    return (CardTimes){ look->today, look->open, look->posting, look->all_counts, i18n_place(i18n_spoken()) };
}

bool
look_shows_counts(const Look *look, Vote vote)
{
    return look->all_counts || board_shows_counts(look->board, vote, clock_now());
}

bool
look_hides_counts(const Look *look)
{
    return !look->all_counts && board_hides_counts(look->board, clock_now());
}

static Card *
hold(Look *look, Card *card)
{
    g_ptr_array_add(look->cards, card);
    return card;
}

Card *
look_rendered(Look *look, Item *item, CardPlace place)
{
    CardCache *cache = look->visitor->room->cards;
    const CardTimes times = look_times(look);
    CardKey key;
    bool keep = card_key(look->board, look_voice(look, item), item, &times, &key) && place == CARD_LISTED;
    Card *kept = keep ? card_cache_find(cache, &key) : NULL;

    if (!item_mine(item, look->voice))
        item_note_seen(item, look->open);
    if (kept)
        return hold(look, kept);
    CardView view = look_card(look, item);
    SafeHtml *fragment = card_fragment(&view, place, NULL);
    if (!fragment)
        return NULL;
    Card *card = card_new(fragment);
    if (keep)
        card_cache_keep(cache, &key, card);
    return hold(look, card);
}

const SafeHtml *
look_fragment(Look *look, Item *item, CardPlace place)
{
    const Card *card = look_rendered(look, item, place);

    return card ? card->html : NULL;
}

const char *
look_duration(Look *look, int64_t seconds)
{
    unsigned minutes = (unsigned)(seconds / 60), slot = MAX(look->board->about->slot_minutes, 1);

    if (minutes < slot)
        return scratch_keep(look->scratch, i18n_format(i18n_plural("under %u minute", "under %u minutes", slot), slot));
    if (minutes < 120)
        return scratch_keep(look->scratch, i18n_format(i18n_plural("%u minute", "%u minutes", minutes), minutes));
    if (minutes < 48 * 60)
        return scratch_keep(look->scratch, i18n_format(i18n_plural("%u hour", "%u hours", minutes / 60), minutes / 60));
    return scratch_keep(look->scratch, i18n_format(i18n_plural("%u day", "%u days", minutes / 1440), minutes / 1440));
}

SectionLine *
look_sections(Look *look)
{
    const Conversation *about = look->board->about;
    SectionLine *lines = g_new0(SectionLine, about->n_sections);

    scratch_keep(look->scratch, (char *)lines);
    for (size_t i = 0; i < about->n_sections; i++)
        lines[i] = (SectionLine){ about->sections[i].slug, about->sections[i].title, about->sections[i].prompt,
                                  board_section_size(look->board, (unsigned)i) };
    return lines;
}

GPtrArray *
look_children(const Look *look, const Item *item)
{
    GPtrArray *children = board_children(look->board, item);

    for (guint i = children->len; i-- > 0;)
        if (!item_visible(children->pdata[i], look_voice(look, children->pdata[i])))
            g_ptr_array_remove_index(children, i);
    return children;
}
