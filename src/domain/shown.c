#include "domain/shown.h"
#include "domain/signal.h"
#include "store/shown_store.h"

bool
shown_update(const Board *board, const Scope *scope, const ContributionRow *row, GError **error)
{
    const Item *item = board_find(board, &row->contribution);

    if (item && item->public && board->about->slot_minutes > 0) {
        const Face *face = &item->shown;
        const ShownRow kept = {
            .contribution = item->id,
            .until = board->turns_at,
            .state = face->state,
            .section = board->about->sections[face->section].slug,
            .text = face->text,
            .edited = face->edited,
            .version = item->seen.version,
            .likes = face->likes,
            .dislikes = face->dislikes,
        };

        if (!shown_keep(scope, &kept, error))
            return false;
    }
    return contribution_update(scope, row, error);
}

/* A comment is in the counts that others see where they see the comment. */
static void
recount(Board *board, const Item *comment, ContributionState was)
{
    uint32_t by = (uint32_t)(comment->shown.state == STATE_SHOWN) - (uint32_t)(was == STATE_SHOWN);

    for (Item *above = board_at(board, comment->parent); by && above; above = board_at(board, above->parent)) {
        if (above->shown.text)
            above->shown.comments += by;
        board_mark(board, above);
    }
}

typedef struct { Board *board; int64_t now; } Loading;

static bool
load_face(const void *data, void *user)
{
    const ShownRow *row = data;
    const Loading *loading = user;
    Item *item = board_find(loading->board, &row->contribution);
    int section = conversation_section(loading->board->about, row->section);

    if (!item || !item->public || row->until <= loading->now)
        return true;
    ContributionState was = item->shown.state;
    g_ref_string_release(item->shown.text);
    item->shown.text = g_ref_string_new(row->text);
    item->shown.lang = NULL;
    item->shown.state = (ContributionState)row->state;
    item->shown.section = section < 0 ? 0 : (unsigned)section;
    item->shown.edited = (unsigned)row->edited;
    item->shown.likes = (uint32_t)row->likes;
    item->shown.dislikes = (uint32_t)row->dislikes;
    item->seen.version = (uint32_t)row->version;
    if (item->kind == KIND_COMMENT)
        recount(loading->board, item, was);
    signal_shown(loading->board, item);
    board_mark(loading->board, item);
    return true;
}

bool
shown_load(Board *board, const Scope *scope, int64_t now, GError **error)
{
    Loading loading = { board, now };

    return board->about->slot_minutes == 0 || shown_each(scope, load_face, &loading, error);
}
