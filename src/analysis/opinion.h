/* Opinion groups: people who vote alike, what tells each group apart, and what
 * all of them agree on.  Found as Polis does it (Small and others 2021, Polis:
 * scaling deliberation by mapping high dimensional opinion spaces). */
#pragma once
#include "base/error.h"
#include "num/kmeans.h"
#include "num/votes.h"

typedef struct {
    const bool *left_out; /* a flag for each item: rejected ones count for nothing; NULL for none */
    size_t n_groups;      /* 0: 2 to 5, by the silhouette */
    size_t smallest;      /* groups under so many people are not shown; nor are shares of fewer voters */
    size_t least_votes;   /* people with fewer votes are in no group */
} OpinionSettings;

#define OPINION_SETTINGS ((OpinionSettings){ .n_groups = 0, .smallest = 10, .least_votes = 7 })

enum { OPINION_MOST_GROUPS = 5, OPINION_STARTS = 20, OPINION_SAMPLE = 2000 };

#define OPINION_NO_GROUP G_MAXUINT32

/* Where a group stands on an item: it likes (1) or dislikes (-1) it more than the others do. */
typedef struct {
    guint32 item;
    int direction;
    size_t votes, votes_others; /* passes too */
    double share, share_others; /* of those votes, in that direction */
    double z;                   /* of the difference */
    double q;                   /* Benjamini and Hochberg, over all groups, items and directions tested */
} OpinionMark;

/* Each shown group likes (1) or dislikes (-1) it by a clear majority: the lower
 * end of the share's Wilson interval is over a half. */
typedef struct {
    guint32 item;
    int direction;
    double least_share; /* of the group that holds it the least */
} OpinionCommon;

typedef struct {
    size_t size;
    bool shown;    /* false: too small, or it would give away one that is */
    GArray *marks; /* OpinionMark, the most telling first; empty where the group is not shown */
} OpinionGroup;

typedef struct {
    size_t n_people;   /* with enough votes */
    size_t n_votes;    /* of these people */
    double silhouette; /* NAN where there are no two groups */
    GArray *groups;    /* OpinionGroup, by falling size; fewer than two mean that there are none */
    guint32 *group_of; /* n_people of the input: a place in groups, or OPINION_NO_GROUP */
    NumPoint *points;  /* the same people's places on the map; 0, 0 without a group */
    GArray *common;    /* OpinionCommon, the clearest first; empty unless two groups are shown */
} OpinionGroups;

/* Fails only for want of memory.  The same input gives the same result. */
OpinionGroups *opinion_groups_find(const NumVotesCast *cast, const OpinionSettings *settings,
                                   GError **error) MUST_CHECK;
void opinion_groups_free(OpinionGroups *groups); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OpinionGroups, opinion_groups_free)
