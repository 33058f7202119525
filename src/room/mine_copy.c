#include "room/mine_copy.h"
#include "base/i18n.h"
#include "base/when.h"
#include "room/api_staff.h"
#include "room/pages/copy.h"
#include "room/pages_mine.h"

/* ---- what is one's own ---- */

static const GArray *
own_items(const Look *look)
{
    return look->voice ? g_array_index(look->board->voices, Voice, look->voice).items : NULL;
}

/* By slot and random id, as every list; what its author deleted is gone. */
static GPtrArray *
own_posts(const Look *look)
{
    GPtrArray *posts = g_ptr_array_new();
    const GArray *own = own_items(look);

    for (guint i = 0; own && i < own->len; i++) {
        Item *item = board_at(look->board, g_array_index(own, uint32_t, i));

        if (item->now.state != STATE_DELETED)
            g_ptr_array_add(posts, item);
    }
    g_ptr_array_sort(posts, item_by_slot);
    return posts;
}

static Vote
own_vote(const Look *look, const Item *item)
{
    return vote_table_get(look->board->votes, look->voice, item->at).now;
}

static GPtrArray *
voted_on(const Look *look)
{
    GPtrArray *items = g_ptr_array_new();

    for (guint i = 0; look->voice && i < look->board->items->len; i++) {
        Item *item = board_at(look->board, i);

        if (item_readable(item, look->voice) && own_vote(look, item) != VOTE_NONE)
            g_ptr_array_add(items, item);
    }
    g_ptr_array_sort(items, item_by_slot);
    return items;
}

/* ---- as data ---- */

static json_t *
post_json(Look *look, const Item *item)
{
    const Item *idea = board_at(look->board, item->idea);
    json_t *post = json_pack("{s:o, s:s, s:s, s:s, s:s, s:o}", "id", api_id(&item->id), "kind", kind_names[item->kind], "section",
                             look->board->about->sections[item->now.section].slug, "state", state_names[item->now.state], "text",
                             item->now.text, "created", api_time(item->slot));

    if (idea && idea != item)
        json_object_set_new(post, "idea", api_id(&idea->id));
    return post;
}

static void
reply_json(HttpReply *reply, Look *look, const GArray *talks)
{
    g_autoptr(GPtrArray) posts = own_posts(look), voted = voted_on(look);
    const Conversation *about = look->board->about;
    json_t *own = json_array(), *votes = json_array(), *messages = json_array();

    for (guint i = 0; i < posts->len; i++)
        json_array_append_new(own, post_json(look, posts->pdata[i]));
    for (guint i = 0; i < voted->len; i++) {
        const Item *item = voted->pdata[i];

        json_array_append_new(votes, json_pack("{s:o, s:s, s:s}", "contribution", api_id(&item->id), "vote",
                                               vote_names[own_vote(look, item)], "text", item_face(item, look->voice)->text));
    }
    for (guint i = 0; i < talks->len; i++)
        json_array_append_new(messages, room_talk_json(&g_array_index(talks, RoomTalk, i)));
    http_reply_json(reply, 200, json_pack("{s:{s:s, s:s}, s:s?, s:o, s:o, s:o}", "conversation", "slug", about->slug, "title",
                                          about->title, "group", mine_group(look), "contributions", own, "votes", votes,
                                          "messages", messages));
    http_reply_header(reply, "Content-Disposition", "attachment; filename=\"my-things.json\"");
}

/* ---- to read ---- */

static const char *
state_words(const Item *item)
{
    switch (item->now.state) {
    case STATE_SHOWN:
        break;
    case STATE_MERGED:
        return _("Joined with another");
    case STATE_SPLIT:
        return _("Split into parts");
    case STATE_HIDDEN:
    case STATE_REMOVED:
    case STATE_DELETED:
        return _("No longer shown to others");
    }
    return NULL;
}

static GArray *
posts_to_read(Look *look)
{
    g_autoptr(GPtrArray) posts = own_posts(look);
    GArray *views = g_array_new(false, true, sizeof(CopiedPost));

    for (guint i = 0; i < posts->len; i++) {
        const Item *item = posts->pdata[i];
        CopiedPost view = {
            .id = scratch_id(look->scratch, &item->id),
            .section = look->board->about->sections[item->now.section].title,
            .text = item->now.text,
            .state = state_words(item),
            .day = scratch_keep(look->scratch, when_date(item->slot, look->board->about->timezone)),
            .idea = item->kind == KIND_IDEA,
        };
        g_array_append_val(views, view);
    }
    return views;
}

static GArray *
votes_to_read(Look *look)
{
    g_autoptr(GPtrArray) voted = voted_on(look);
    GArray *views = g_array_new(false, true, sizeof(CopiedVote));

    for (guint i = 0; i < voted->len; i++) {
        CopiedVote view = { look_excerpt(look, voted->pdata[i]), own_vote(look, voted->pdata[i]) == VOTE_LIKE };
        g_array_append_val(views, view);
    }
    return views;
}

static bool
make_page(Look *look, const GArray *talks, Page *ret_page, GError **error)
{
    g_autoptr(GArray) posts = posts_to_read(look), votes = votes_to_read(look);
    g_autoptr(GArray) views = mine_talk_views(look, talks, NULL, NULL);
    const Conversation *about = look->board->about;
    const CopyView view = {
        .title = about->title,
        .organisation = about->organisation && *about->organisation ? about->organisation : NULL,
        .group = mine_group(look),
        .posts = (const CopiedPost *)(void *)posts->data,
        .n_posts = posts->len,
        .votes = (const CopiedVote *)(void *)votes->data,
        .n_votes = votes->len,
        .talks = (const TalkView *)(void *)views->data,
        .n_talks = views->len,
    };

    return copy_page(&view, ret_page, error);
}

static void
reply_page(HttpRequest *request, HttpReply *reply, Look *look, const GArray *talks)
{
    GError *error = NULL;
    Page page;
    bool made = make_page(look, talks, &page, &error);

    frame_reply(request, reply, 200, made, &page, error);
    if (made)
        http_reply_header(reply, "Content-Disposition", "attachment; filename=\"my-things.html\"");
}

void
page_copy(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) talks = NULL;

    if (!visitor->actor.has_key) {
        api_refuse(request, reply, TALK_NO_KEY);
        return;
    }
    talks = room_talks(visitor, true, &error);
    if (!talks) {
        http_reply_error(reply, request, error);
        return;
    }
    hall_read(visitor->room->hall);
    g_auto(Look) look = look_begin(visitor_board(visitor), visitor);
    if (g_strcmp0(http_query(request, "format"), "json") == 0)
        reply_json(reply, &look, talks);
    else
        reply_page(request, reply, &look, talks);
    hall_read_end(visitor->room->hall);
}
