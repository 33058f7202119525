#include "room/pages_mine.h"
#include "base/clock.h"
#include "room/pages/mine.h"
#include "room/slow.h"
#include "room/view.h"

static OwnView
own_view(Look *look, const Item *item)
{
    const Item *idea = board_at(look->board, item->idea);

    return (OwnView){
        .id = scratch_id(look->scratch, &item->id),
        .idea = scratch_id(look->scratch, idea ? &idea->id : &item->id),
        .excerpt = look_excerpt(look, item),
        .is_idea = item->kind == KIND_IDEA,
        .state = item->now.state,
        .likes = item->shown.likes,
        .dislikes = item->shown.dislikes,
        .comments = item->now.comments,
        .pending = item->public ? NULL : look_next_slot(look),
        .open = look->open && item->now.state == STATE_SHOWN,
    };
}

/* Newest first, deleted ones left out. */
static GArray *
own_things(Look *look)
{
    GArray *own = g_array_new(false, true, sizeof(OwnView));
    const GArray *items = look->voice ? g_array_index(look->board->voices, Voice, look->voice).items : NULL;

    for (guint i = items ? items->len : 0; i > 0; i--) {
        const Item *item = board_at(look->board, g_array_index(items, uint32_t, i - 1));

        if (item->now.state != STATE_DELETED) {
            OwnView view = own_view(look, item);
            g_array_append_val(own, view);
        }
    }
    return own;
}

static GArray *
liked_things(Look *look)
{
    GArray *liked = g_array_new(false, true, sizeof(LikedView));

    for (guint i = 0; look->voice && i < look->board->items->len; i++) {
        const Item *item = board_at(look->board, i);

        if (item->kind != KIND_IDEA || !item_readable(item, look->voice) ||
            vote_table_get(look->board->votes, look->voice, item->at).now != VOTE_LIKE)
            continue;
        LikedView view = { scratch_id(look->scratch, &item->id), look_excerpt(look, item) };
        g_array_append_val(liked, view);
    }
    return liked;
}

/* The five words of a key made in this browser, until they have been put away. */
static bool
fresh_words(HttpRequest *request, const Visitor *visitor, const Member *member, char **ret_text)
{
    ReturnWords words;

    if (!member || !words_open(visitor->room, http_cookie(request, WORDS_COOKIE), &visitor->badge.pseudonym, &words))
        return false;
    *ret_text = words_text(&words);
    return true;
}

void
page_mine(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    g_autofree char *words = NULL, *desk_me = g_strconcat(visitor->room->config->desk_url, "/me", NULL);
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Member *member = board_member(board, &visitor->badge.pseudonym);
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    g_autoptr(GArray) own = own_things(&look);
    g_autoptr(GArray) liked = liked_things(&look);
    g_auto(GStrv) list = fresh_words(request, visitor, member, &words) ? g_strsplit(words, " ", WORDS_IN_KEY) : NULL;
    unsigned group = visitor->badge.group;
    MineView view = {
        .words = (const char *const *)list,
        .has_key = look.voice != 0 || !(member && member->has_key),
        .may_restart = member && member->generation == 0,
        .own = (const OwnView *)(void *)own->data,
        .n_own = own->len,
        .liked = (const LikedView *)(void *)liked->data,
        .n_liked = liked->len,
        .group = group < board->about->n_groups && group ? board->about->groups[group] : NULL,
        .desk_me = visitor->badge.staff_number ? NULL : desk_me,
    };
    bool made = mine_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}
