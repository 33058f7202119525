/* What a reader sees of an item. */
#include "domain/board.h"

bool
item_mine(const Item *item, uint32_t voice)
{
    return voice && item->voice == voice;
}

const Face *
item_face(const Item *item, uint32_t voice)
{
    return item_mine(item, voice) || !item->shown.text ? &item->now : &item->shown;
}

uint32_t
item_comments(const Item *item)
{
    return item->shown.text ? item->shown.comments : item->now.comments;
}

int
item_by_slot(const void *a, const void *b)
{
    const Item *one = *(Item *const *)a, *two = *(Item *const *)b;

    if (one->slot != two->slot)
        return one->slot < two->slot ? -1 : 1;
    return memcmp(one->id.bytes, two->id.bytes, sizeof(Id));
}

uint32_t
item_version(const Item *item, uint32_t voice)
{
    return item_mine(item, voice) || !item->shown.text ? item->version : item->seen.version;
}

void
board_counts(const Board *board, const Item *item, uint32_t voice, uint32_t *ret_likes, uint32_t *ret_dislikes,
             Vote *ret_mine)
{
    VotePair mine = voice ? vote_table_get(board->votes, voice, item->at) : (VotePair){ VOTE_NONE, VOTE_NONE };
    const Face *face = item->shown.text ? &item->shown : &item->now;

    *ret_likes = face->likes;
    *ret_dislikes = face->dislikes;
    *ret_mine = mine.now;
    if (face == &item->now || mine.now == mine.shown)
        return;
    *ret_likes += (uint32_t)(mine.now == VOTE_LIKE) - (uint32_t)(mine.shown == VOTE_LIKE);
    *ret_dislikes += (uint32_t)(mine.now == VOTE_DISLIKE) - (uint32_t)(mine.shown == VOTE_DISLIKE);
}

static bool
shows(const Board *board, bool has_voted, int64_t now)
{
    return rules_show_counts(&board->about->rules, now >= board->about->dates.closes, has_voted);
}

bool
board_hides_counts(const Board *board, int64_t now)
{
    return !shows(board, false, now);
}

bool
board_shows_counts(const Board *board, Vote vote, int64_t now)
{
    return shows(board, vote != VOTE_NONE, now);
}
