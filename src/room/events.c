#include "room/events.h"
#include "http/stream.h"
#include <jansson.h>

void
events_shown(const Board *board, const Item *item, bool fresh, void *data)
{
    char id[ID_TEXT_SIZE], idea[ID_TEXT_SIZE];
    const Item *root = board_at(board, item->idea);

    /* Taken back before anybody saw it: there is nothing to tell. */
    if (fresh && item->shown.state != STATE_SHOWN)
        return;
    id_to_text(&item->id, id);
    id_to_text(root ? &root->id : &item->id, idea);
    json_t *event = json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:i, s:i}", "id", id, "idea", idea,
                              "kind", kind_names[item->kind],
                              "section", board->about->sections[item->shown.section].slug,
                              "state", state_for_others(item->shown.state), "likes", (int)item->shown.likes,
                              "dislikes", (int)item->shown.dislikes, "comments", (int)item->shown.comments);
    char *line = event ? json_dumps(event, JSON_COMPACT) : NULL;
    if (line)
        http_hub_publish(data, board->number, fresh ? "new" : "changed", line);
    free(line);
    json_decref(event);
}
