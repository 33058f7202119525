#include "room/events.h"
#include "base/clock.h"
#include "http/stream.h"
#include <jansson.h>

/* One stream for everybody: what not all may see is not in it. */
static json_t *
count_json(const Board *board, uint32_t n)
{
    return board_hides_counts(board, clock_now()) ? json_null() : json_integer(n);
}

void
events_shown(const Board *board, const Item *item, bool fresh, void *data)
{
    char id[ID_TEXT_SIZE], idea[ID_TEXT_SIZE];

    if (!item) {
        http_hub_publish(data, board->number, "notices", "{}");
        return;
    }
    const Item *root = board_at(board, item->idea);

    /* Taken back before anybody saw it: there is nothing to tell. */
    if (fresh && item->shown.state != STATE_SHOWN)
        return;
    id_to_text(&item->id, id);
    id_to_text(root ? &root->id : &item->id, idea);
    json_t *event = json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:i}", "id", id, "idea", idea,
                              "kind", kind_names[item->kind],
                              "section", board->about->sections[item->shown.section].slug,
                              "state", state_for_others(item->shown.state), "likes",
                              count_json(board, item->shown.likes),
                              "dislikes", count_json(board, item->shown.dislikes), "comments", (int)item->shown.comments);
    char *line = event ? json_dumps(event, JSON_COMPACT) : NULL;
    if (line)
        http_hub_publish(data, board->number, fresh ? "new" : "changed", line);
    free(line);
    json_decref(event);
}
