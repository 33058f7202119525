#include "room/signpost.h"
#include "base/i18n.h"
#include "domain/signal.h"
#include "room/pages/plain.h"

static bool
has_own(const Conversation *about)
{
    return about->pages[PAGE_SUPPORT] && *about->pages[PAGE_SUPPORT];
}

const char *
signpost_text(const Conversation *about)
{
    if (has_own(about))
        return about->pages[PAGE_SUPPORT];
    return _("- If you or somebody else is in danger right now, call the emergency number: **999** in the "
             "United Kingdom, **112** "
             "in Europe.\n"
             "- To talk to somebody, day and night, in the United Kingdom and Ireland: Samaritans, **116 "
             "123**. The call is free.\n"
             "- If writing is easier, in the United Kingdom: send the word SHOUT to **85258**.\n"
             "- Elsewhere: your doctor, or somebody you trust, can help you find the right people.");
}

const char *
signpost_call(Look *look)
{
    return scratch_keep(look->scratch, visitor_desk_url(look->visitor, "/call-me"));
}

void
signpost_add(Look *look, PageFrame *frame)
{
    frame->signpost = look_text(look, signpost_text(look->board->about));
    frame->signpost_lang = has_own(look->board->about) ? frame->lang : NULL;
    frame->call = signpost_call(look);
}

static const GArray *
own_items(const Look *look)
{
    return look->voice ? g_array_index(look->board->voices, Voice, look->voice).items : NULL;
}

static int64_t
newest_slot(const Look *look, const GArray *own)
{
    int64_t newest = 0;

    for (guint i = 0; i < own->len; i++)
        newest = MAX(newest, board_at(look->board, g_array_index(own, uint32_t, i))->slot);
    return newest;
}

static bool
wrote_in_distress(const Look *look, bool edited, const Item *idea)
{
    const GArray *own = own_items(look);
    int64_t newest = own ? newest_slot(look, own) : 0;

    for (guint i = 0; own && i < own->len; i++) {
        const Item *item = board_at(look->board, g_array_index(own, uint32_t, i));
        bool fresh = edited ? item->now.edited == 1 && idea && item->idea == idea->at
                            : !item->public || item->slot == newest;

        if (fresh && item->now.state == STATE_SHOWN && board_hears_distress(look->board, item->now.text))
            return true;
    }
    return false;
}

void
signpost_after_writing(const HttpRequest *request, Look *look, const Item *idea, PageFrame *frame)
{
    const char *done = http_query(request, "done");
    bool edited = g_strcmp0(done, "edited") == 0;

    if ((edited || g_strcmp0(done, "idea") == 0 || g_strcmp0(done, "comment") == 0) &&
        wrote_in_distress(look, edited, idea))
        signpost_add(look, frame);
}

void
page_support(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    frame.signpost_lang = has_own(board->about) ? frame.lang : NULL;
    bool made = support_page(&frame, look_text(&look, signpost_text(board->about)), signpost_call(&look),
                             &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}
