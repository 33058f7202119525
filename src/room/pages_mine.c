#include "room/pages_mine.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "domain/decision.h"
#include "domain/history.h"
#include "domain/removal.h"
#include "domain/signal.h"
#include "room/api_staff.h"
#include "room/mine_fate.h"
#include "room/mine_care.h"
#include "room/pages/mine.h"
#include "room/signpost.h"
#include "room/slow.h"
#include "room/view.h"

/* ---- talks with facilitators ---- */

static const char *
sender_name(Look *look, const Message *message)
{
    return message->from_author ? NULL : scratch_keep(look->scratch, i18n_format(_("Facilitator %u"), message->staff));
}

static TalkLine *
talk_lines_of(Look *look, const RoomTalk *talk)
{
    TalkLine *lines = g_new0(TalkLine, talk->messages->len + 1);

    scratch_keep(look->scratch, (char *)lines);
    for (guint i = 0; i < talk->messages->len; i++) {
        const Message *message = &g_array_index(talk->messages, Message, i);

        lines[i] = (TalkLine){ message->from_author, sender_name(look, message), message->text, look_day(look, message->at) };
    }
    return lines;
}

/* The desk's own page, and nothing that would tell it for which post somebody comes. */
static const char *
call_address(Look *look, const RoomTalk *talk)
{
    for (guint i = 0; i < talk->messages->len; i++)
        if (g_array_index(talk->messages, Message, i).kind == MESSAGE_OF_SUPPORT)
            return signpost_call(look);
    return NULL;
}

/* Typed answers that were refused are shown again in their talk. */
GArray *
mine_talk_views(Look *look, const GArray *talks, const Id *answered, const Composer *typed)
{
    GArray *views = g_array_new(false, true, sizeof(TalkView));

    for (guint i = 0; i < talks->len; i++) {
        const RoomTalk *talk = &g_array_index(talks, RoomTalk, i);
        const Item *item = board_find(look->board, &talk->contribution);

        if (!item || talk->messages->len == 0)
            continue;
        bool again = answered && id_equal(answered, &item->id);
        TalkView view = {
            .id = scratch_id(look->scratch, &item->id),
            .excerpt = look_excerpt(look, item),
            .idea = item->kind == KIND_IDEA,
            .lines = talk_lines_of(look, talk),
            .n_lines = talk->messages->len,
            .answered = g_array_index(talk->messages, Message, talk->messages->len - 1).from_author,
            .call = call_address(look, talk),
            .open = calendar_may_read(&look->board->about->dates, clock_now()),
            .typed = again ? typed->text : NULL,
            .names = again ? typed->names : NULL,
            .n_names = again ? typed->n_names : 0,
        };
        g_array_append_val(views, view);
    }
    return views;
}

/* One's last words in any of the talks. */
static bool
answered_in_distress(const Board *board, const GArray *talks)
{
    for (guint i = 0; i < talks->len; i++) {
        const GArray *messages = g_array_index(talks, RoomTalk, i).messages;
        const Message *last = messages->len ? &g_array_index(messages, Message, messages->len - 1) : NULL;

        if (last && last->from_author && board_hears_distress(board, last->text))
            return true;
    }
    return false;
}

enum { ANSWER_TEXT, ANSWER_SURE };
static const HttpField answer_fields[] = {
    [ANSWER_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_MESSAGE, true, NULL },
    [ANSWER_SURE] = { "sure", HTTP_FIELD_FLAG, 0, false, NULL },
};
const HttpInput page_answer_input = { HTTP_INPUT_FORM, answer_fields, G_N_ELEMENTS(answer_fields), 0 };

static void
messages_show(HttpRequest *request, HttpReply *reply, unsigned status, const Id *answered, const char *refusal,
              const Mentions *mentions)
{
    const Visitor *visitor = request_visitor(request);
    GError *error = NULL;
    g_autoptr(GArray) talks = room_talks(visitor, true, &error);
    FormError errors[2] = { { "text", refusal, NULL } };
    Page page;

    if (!talks) {
        http_reply_error(reply, request, error);
        g_clear_error(&error);
        return;
    }
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    frame.errors = errors;
    frame.n_errors = refusal ? 1 : 0;
    if (g_strcmp0(http_query(request, "done"), "answered") == 0 && answered_in_distress(board, talks))
        signpost_add(&look, &frame);
    Composer typed = { .text = answered ? http_typed(request, ANSWER_TEXT) : NULL };
    mention_show(mentions, answered ? http_text(request, ANSWER_TEXT) : NULL, &typed);
    g_autoptr(GArray) views = mine_talk_views(&look, talks, answered, &typed);
    bool made = messages_page(&frame, (const TalkView *)(void *)views->data, views->len, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, status, made, &page, error);
}

void
page_messages(HttpRequest *request, HttpReply *reply)
{
    messages_show(request, reply, 200, NULL, NULL, NULL);
}

static void
answer_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const MessageWork *work = write->data;

    if (work->outcome == MESSAGE_SENT) {
        g_autofree char *path = frame_path(request_visitor(request), "/messages?done=answered");
        http_reply_redirect(reply, path);
    } else {
        messages_show(request, reply, message_status(work->outcome), &work->id,
                      work->outcome == MESSAGE_NAMING ? NULL : message_text(work->outcome), write->mentions);
    }
}

void
page_answer_post(HttpRequest *request, HttpReply *reply)
{
    MessageWork work = { .kind = MESSAGE_AN_ANSWER, .text = http_text(request, ANSWER_TEXT) };
    size_t n;
    const HttpFieldError *errors = http_errors(request, &n);

    if (!api_path_id(request, reply, 1, &work.id))
        return;
    if (n > 0)
        messages_show(request, reply, 422, &work.id, errors[0].text, NULL);
    else
        room_write_text(request, http_flag(request, ANSWER_SURE) ? NULL : work.text, message_run, answer_done,
                        g_memdup2(&work, sizeof work));
}

#define LIMIT_PLACEMENT_DEPTH 32        /* merges in a row */

/* ---- what became of one's own ---- */

typedef struct { Id id; GArray *entries, *appeals; } OwnHistory;

static void
own_history_clear(void *data)
{
    OwnHistory *history = data;

    g_clear_pointer(&history->entries, g_array_unref);
    g_clear_pointer(&history->appeals, g_array_unref);
}

/* Read from the store, so before the hall is held: of what was ever changed. */
static GArray *
own_histories(const Visitor *visitor)
{
    GArray *histories = g_array_new(false, true, sizeof(OwnHistory));

    g_array_set_clear_func(histories, own_history_clear);
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    uint32_t voice = actor_voice(board, &visitor->actor);
    const GArray *own = voice ? g_array_index(board->voices, Voice, voice).items : NULL;
    for (guint i = 0; own && i < own->len; i++) {
        const Item *item = board_at(board, g_array_index(own, uint32_t, i));
        OwnHistory history = { .id = item->id };

        if (item->version > 1)
            g_array_append_val(histories, history);
    }
    hall_read_end(visitor->room->hall);
    for (guint i = 0; i < histories->len; i++) {
        OwnHistory *history = &g_array_index(histories, OwnHistory, i);

        if (!room_history(visitor, &history->id, &history->entries, NULL) || !mine_appeals(visitor, &history->id, &history->appeals))
            g_clear_pointer(&history->entries, g_array_unref);
    }
    return histories;
}

static const OwnHistory *
own_history(const GArray *histories, const Id *id)
{
    for (guint i = 0; i < histories->len; i++) {
        const OwnHistory *history = &g_array_index(histories, OwnHistory, i);

        if (history->entries && id_equal(&history->id, id))
            return history;
    }
    return NULL;
}

/* Of the report, that it went into: for its author alone. */
static const ReceiptThemeView *
own_themes(Look *look, const Item *item, size_t *ret_n)
{
    const Placement *placement = board_placement(look->board);
    unsigned themes[PLACEMENT_MOST];
    size_t n = placement_of(placement, &item->id, themes);
    ReceiptThemeView *views = g_new0(ReceiptThemeView, n + 1);

    scratch_keep(look->scratch, (char *)views);
    for (size_t i = 0; i < n; i++) {
        const PlacedTheme *theme = placement_theme(placement, themes[i]);

        views[i] = (ReceiptThemeView){ themes[i] + 1, theme->name, theme->decided ? look_text(look, theme->decided) : NULL };
    }
    *ret_n = n;
    return views;
}

/* What became of it is what became of the one that took it up. */
static const Item *
taken_up_by(const Board *board, const Item *item)
{
    for (unsigned depth = 0; item->now.state == STATE_MERGED && depth < LIMIT_PLACEMENT_DEPTH; depth++) {
        const Item *target = board_at(board, item->target);

        if (!target)
            break;
        item = target;
    }
    return item;
}

static OwnView
own_view(Look *look, const Item *item, const GArray *histories)
{
    const Item *idea = board_at(look->board, item->idea);
    const OwnHistory *history = own_history(histories, &item->id);
    const HistoryEntry *told = history ? history_for_author(history->entries) : NULL;
    const Member *member = board_member(look->board, &look->visitor->badge.pseudonym);
    bool leaving = member && removal_is_planned(member) && removal_due(look->board, member, item);

    size_t n_themes = 0;
    const ReceiptThemeView *themes = own_themes(look, taken_up_by(look->board, item), &n_themes);

    return (OwnView){
        .themes = themes,
        .n_themes = n_themes,
        .receipt = look->voice != 0,
        .appeal = history ? mine_appeal_words(look, history->appeals, false, told ? told->version : 0, told ? told->at : 0) : NULL,
        .fate = mine_fate(look, history ? history->entries : NULL),
        .before = told && told->before && told->after ? told->before : NULL,
        .after = told && told->before ? told->after : NULL,
        .why = told && *told->note ? told->note : NULL,
        .id = scratch_id(look->scratch, &item->id),
        .idea = scratch_id(look->scratch, idea ? &idea->id : &item->id),
        .excerpt = look_excerpt(look, item),
        .is_idea = item->kind == KIND_IDEA,
        .state = item->now.state,
        .no_counts = !look_shows_counts(look, vote_table_get(look->board->votes, look->voice, item->at).now),
        .likes = item->shown.likes,
        .dislikes = item->shown.dislikes,
        .comments = item_comments(item),
        .leaving = leaving ? _("Will be removed within three days") : NULL,
        .pending = look_pending(look, item),
        .open = look->open && item->now.state == STATE_SHOWN,
        .votes_only = look->open && !look->posting,
    };
}

/* Newest first, deleted ones left out. */
static GArray *
own_things(Look *look, const GArray *histories)
{
    GArray *own = g_array_new(false, true, sizeof(OwnView));
    const GArray *items = look->voice ? g_array_index(look->board->voices, Voice, look->voice).items : NULL;

    for (guint i = items ? items->len : 0; i > 0; i--) {
        const Item *item = board_at(look->board, g_array_index(items, uint32_t, i - 1));

        if (item->now.state != STATE_DELETED) {
            OwnView view = own_view(look, item, histories);
            g_array_append_val(own, view);
        }
    }
    return own;
}

/* By slot and random id: the order of writing is nobody's to know (A6). */
static GArray *
liked_things(Look *look)
{
    GArray *liked = g_array_new(false, true, sizeof(LikedView));
    g_autoptr(GPtrArray) items = g_ptr_array_new();

    for (guint i = 0; look->voice && i < look->board->items->len; i++) {
        Item *item = board_at(look->board, i);

        if (item->kind == KIND_IDEA && item_readable(item, look->voice) &&
            vote_table_get(look->board->votes, look->voice, item->at).now == VOTE_LIKE)
            g_ptr_array_add(items, item);
    }
    g_ptr_array_sort(items, item_by_slot);
    for (guint i = 0; i < items->len; i++) {
        const Item *item = g_ptr_array_index(items, i);
        LikedView view = { scratch_id(look->scratch, &item->id), look_excerpt(look, item) };

        g_array_append_val(liked, view);
    }
    return liked;
}

/* The five words of a key made in this browser, until they have been put away. */
static bool
fresh_words(HttpRequest *request, const Visitor *visitor, char **ret_text)
{
    ReturnWords words;

    if (!visitor->offer_fits || !words_open(visitor->room, http_cookie(request, WORDS_COOKIE), &visitor->badge.pseudonym, &words))
        return false;
    *ret_text = words_text(&words);
    return true;
}

/* What was answered is shown to whom it belongs to, with the return key. */
const char *
mine_group(const Look *look)
{
    const Conversation *about = look->board->about;
    const Member *member = board_member(look->board, &look->visitor->badge.pseudonym);
    unsigned group = !about->grouping_question ? look->visitor->badge.group : member && look->voice ? member->group : 0;

    return group && group < about->n_groups ? about->groups[group] : NULL;
}

void
page_mine(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    g_autofree char *words = NULL, *desk_me = visitor_desk_url(visitor, "/me");
    g_autofree char *desk_call = visitor_desk_url(visitor, "/call-me");
    GError *error = NULL;
    g_autoptr(GArray) histories = own_histories(visitor), restrained = NULL;
    g_autoptr(GArray) talks = room_talks(visitor, true, &error);
    Page page;
    Id through;

    if (!talks) {
        http_reply_error(reply, request, error);
        g_clear_error(&error);
        return;
    }
    if (mine_restrained(visitor, &through))
        (void)mine_appeals(visitor, &through, &restrained);
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Member *member = board_member(board, &visitor->badge.pseudonym);
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    g_autoptr(GArray) own = own_things(&look, histories);
    g_autoptr(GArray) liked = liked_things(&look);
    g_autoptr(GArray) views = mine_talk_views(&look, talks, NULL, NULL);
    g_auto(GStrv) list = fresh_words(request, visitor, &words) ? g_strsplit(words, " ", WORDS_IN_KEY) : NULL;
    bool answered = board->about->grouping_question > 0;
    RestraintView restraint;
    MineView view = {
        .restraint = mine_restraint(&look, restrained, &restraint) ? &restraint : NULL,
        .words = (const char *const *)list,
        .has_key = look.voice != 0 || !visitor_lacks_key(visitor, board),
        .talks = (const TalkView *)(void *)views->data,
        .n_talks = views->len,
        .own = (const OwnView *)(void *)own->data,
        .n_own = own->len,
        .liked = (const LikedView *)(void *)liked->data,
        .n_liked = liked->len,
        .group = mine_group(&look),
        .copy = look.voice ? scratch_keep(look.scratch, g_strdup_printf("/c/%s/mine/copy", board->about->slug)) : NULL,
        .answered = answered,
        .k = answered ? conversation_smallest_group(board->about) : board->about->k,
        .open = look.open,
        .removing = member && removal_is_planned(member),
        .desk_me = visitor->badge.staff_number ? NULL : desk_me,
        .desk_language = visitor->language,
        .desk_call = visitor->badge.staff_number ? NULL : desk_call,
    };
    bool made = mine_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
    write_renew_key(request, reply);
}

/* ---- no label ---- */

static bool
run_decline(RoomWrite *write, Db *db, GError **error)
{
    MemberOutcome outcome;

    if (!member_decline_label(write->room->hall, db, &write->actor, &outcome, error))
        return false;
    write->outcome = outcome == MEMBER_DONE ? TALK_DONE : outcome == MEMBER_NO_KEY ? TALK_NO_KEY : TALK_NOT_FOUND;
    return true;
}

static void
declined(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    g_autofree char *path = frame_path(request_visitor(request), "/mine?done=label");

    if (write->outcome == TALK_DONE)
        http_reply_redirect(reply, path);
    else
        api_refuse(request, reply, write->outcome);
}

void
page_label_post(HttpRequest *request, HttpReply *reply)
{
    room_write(request, run_decline, declined, NULL);
}
