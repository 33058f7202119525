/* An idea or a comment. */
#pragma once
#include "base/ids.h"
#include <stdbool.h>
#include <stddef.h>

typedef enum { KIND_IDEA = 1, KIND_COMMENT } ContributionKind;

/* Numbers are stored: never change one. */
typedef enum {
    STATE_SHOWN = 1,
    STATE_HIDDEN,       /* by a facilitator; can come back */
    STATE_REMOVED,      /* by a facilitator for abuse; can come back */
    STATE_DELETED,      /* by its author */
    STATE_MERGED,       /* into another */
    STATE_SPLIT,        /* into parts */
} ContributionState;

/* The state in the words that everybody may know: one for all that is gone (A9). */
const char *state_for_others(ContributionState state);

/* A facilitator's own post, to start the talk, is marked as such in public and counts among nobody's ideas; what came
 * on paper looks like any other, and staff alone are told. */
typedef enum { SOURCE_AUTHOR = 1, SOURCE_PAPER, SOURCE_FACILITATOR } ContributionSource;
/* "participants" or "facilitators": what everybody may know of it. */
const char *source_for_others(ContributionSource source);

typedef enum { VOTE_NONE, VOTE_LIKE, VOTE_DISLIKE } Vote;
typedef enum { SORT_FAIR, SORT_NEWEST, SORT_LIKED, SORT_DISCUSSED, SORT__COUNT } SortOrder;
extern const char *const kind_names[], *const state_names[], *const vote_names[], *const sort_names[];   /* NULL at the end */

typedef enum { FLAG_ABUSE, FLAG_NAMES_SOMEONE, FLAG_OFF_TOPIC, FLAG_WORRY, FLAG_OTHER, FLAG__COUNT } FlagReason;
extern const char *const flag_reason_names[FLAG__COUNT + 1];    /* "abuse" "names-someone" "off-topic" "worry" "other" NULL */

typedef enum {
    REASON_ANONYMISE, REASON_ABUSE, REASON_DUPLICATE, REASON_OFF_TOPIC, REASON_SEVERAL_IDEAS,
    REASON_WRONG_SECTION, REASON_OTHER, REASON__COUNT
} ActReason;
extern const char *const act_reason_names[REASON__COUNT + 1];   /* "anonymise" "abuse" "duplicate" ... NULL */

typedef enum { ACT_EDIT, ACT_HIDE, ACT_REMOVE, ACT_RESTORE, ACT_MOVE, ACT_SPLIT, ACT_MERGE, ACT__COUNT } Act;
extern const char *const act_names[ACT__COUNT + 1];             /* "edit" "hide" ... NULL */
