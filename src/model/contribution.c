#include "model/contribution.h"

const char *const kind_names[] = { "", "idea", "comment", NULL };
const char *const state_names[] = { "", "shown", "hidden", "removed", "deleted", "merged", "split", NULL };
const char *const vote_names[] = { "none", "like", "dislike", NULL };
const char *const sort_names[] = { "fair", "newest", "liked", "discussed", NULL };
const char *const flag_reason_names[FLAG__COUNT + 1] = { "abuse", "names-someone", "off-topic", "worry", "other", NULL };
const char *const act_reason_names[REASON__COUNT + 1] = {
    "anonymise", "abuse", "duplicate", "off-topic", "several-ideas", "wrong-section", "other", NULL,
};
const char *const act_names[ACT__COUNT + 1] = { "edit", "hide", "remove", "restore", "move", "split", "merge", NULL };

const char *
state_for_others(ContributionState state)
{
    switch (state) {
    case STATE_HIDDEN:
    case STATE_REMOVED:
    case STATE_DELETED:
        return state_names[STATE_REMOVED];
    case STATE_SHOWN:
    case STATE_MERGED:
    case STATE_SPLIT:
        break;
    }
    return state_names[state];
}

const char *
source_for_others(ContributionSource source)
{
    return source == SOURCE_FACILITATOR ? "facilitators" : "participants";
}
