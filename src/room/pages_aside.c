#include "room/pages_aside.h"
#include "base/limits.h"
#include "domain/signal.h"
#include "domain/similar.h"
#include "room/pages/section.h"
#include "room/view.h"

/* ---- similar ideas ---- */

#define MOST_SIMILAR ASIDE_ALIKE

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

    board_counts(look->board, item, look_voice(look, item), &likes, &dislikes, &vote);
    return (SimilarIdea){ scratch_id(look->scratch, &item->id), look_excerpt(look, item), likes, !look_shows_counts(look, vote), vote == VOTE_LIKE };
}

static size_t
similar_ideas(Look *look, const char *text, const char *section, SimilarHow how, SimilarIdea ret_ideas[static MOST_SIMILAR])
{
    int at = conversation_section(look->board->about, section);
    const SimilarTo to = { text, look->voice, at < 0 ? UINT_MAX : (unsigned)at, NO_ITEM, how };
    uint32_t found[MOST_SIMILAR];
    size_t n = 0;

    /* Whoever may be in distress is asked nothing, and their words are offered to nobody for a like. */
    const size_t n_found = text && !board_hears_distress(look->board, text) ? board_similar(look->board, &to, MOST_SIMILAR, found) : 0;
    for (size_t i = 0; i < n_found; i++) {
        const Item *item = board_at(look->board, found[i]);

        if (!board_hears_distress(look->board, item_face(item, look_voice(look, item))->text))
            ret_ideas[n++] = similar_idea(look, item);
    }
    return n;
}

size_t
aside_alike(Look *look, const char *text, const char *section, SimilarIdea ret_ideas[static ASIDE_ALIKE])
{
    return similar_ideas(look, text, section, SIMILAR_ALIKE, ret_ideas);
}

/* What is typed is compared in memory and forgotten (A21).  Too long to send is too long to
 * compare: the box itself says so. */
void
page_similar_post(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    const char *text = http_text(request, SIMILAR_TEXT);
    SimilarIdea ideas[MOST_SIMILAR];
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    size_t n = similar_ideas(&look, text, http_text(request, SIMILAR_SECTION), SIMILAR_NEAR, ideas);
    bool made = similar_fragment(board->about->slug, ideas, n, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}
