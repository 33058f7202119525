#include "room/pages_aside.h"
#include "base/limits.h"
#include "domain/similar.h"
#include "room/pages/section.h"
#include "room/view.h"

/* ---- similar ideas ---- */

#define MOST_SIMILAR 3

enum { SIMILAR_TEXT, SIMILAR_SECTION };
static const HttpField similar_fields[] = {
    [SIMILAR_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_IDEA, false, NULL },
    [SIMILAR_SECTION] = { "section", HTTP_FIELD_LINE, 60, false, NULL },
};
const HttpInput page_similar_input = { HTTP_INPUT_FORM, similar_fields, G_N_ELEMENTS(similar_fields), 0 };

static SimilarIdea
similar_idea(Look *look, const Item *item)
{
    uint32_t likes, dislikes;
    Vote vote;

    board_counts(look->board, item, look->voice, &likes, &dislikes, &vote);
    return (SimilarIdea){ scratch_id(look->scratch, &item->id), look_excerpt(look, item), likes, !look_shows_counts(look, vote), vote == VOTE_LIKE };
}

/* What is typed is compared in memory and forgotten (A21).  Too long to send is too long to
 * compare: the box itself says so. */
void
page_similar_post(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    const char *text = http_text(request, SIMILAR_TEXT);
    SimilarIdea ideas[MOST_SIMILAR];
    uint32_t found[MOST_SIMILAR];
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    int section = conversation_section(board->about, http_text(request, SIMILAR_SECTION));
    const SimilarTo to = { text, look.voice, section < 0 ? UINT_MAX : (unsigned)section, NO_ITEM };
    size_t n = text ? board_similar(board, &to, MOST_SIMILAR, found) : 0;
    for (size_t i = 0; i < n; i++)
        ideas[i] = similar_idea(&look, board_at(board, found[i]));
    bool made = similar_fragment(board->about->slug, ideas, n, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}
