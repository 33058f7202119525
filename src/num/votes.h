/* Votes as a sparse matrix of people and items. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One vote as it was cast: 1 like, -1 dislike, 0 pass (a vote too). */
typedef struct {
    uint32_t person, item;
    int8_t value;
} NumVote;

/* Row r has the votes starts[r] up to starts[r + 1], by rising item, one an item. */
typedef struct {
    size_t n_rows, n_items, n_votes;
    size_t *starts;   /* n_rows + 1 */
    uint32_t *people; /* whose votes row r holds: rising numbers of the caller's */
    uint32_t *items;
    int8_t *values;
} NumVotes;

typedef struct {
    const NumVote *votes;
    const int64_t *when;               /* of each vote, on any scale; NULL: they are in the order of time */
    size_t n_votes, n_people, n_items; /* persons are below n_people, items below n_items */
} NumVotesCast;

/* The last vote of a person on an item counts (of two at one time the later in
 * the array); people without a vote have no row.  False when there is no
 * memory.  End it with num_votes_clear(). */
bool num_votes_gather(const NumVotesCast *cast, NumVotes *ret_votes);

/* Drops the rows with fewer than `least` votes on items that are not marked in
 * left_out (n_items of them; NULL for none). */
void num_votes_drop_short_rows(NumVotes *votes, const bool *left_out, size_t least);

/* The same votes by item: row i has item i's votes (none, perhaps), `items` then
 * holds the persons (below n_people), rising.  False when there is no memory. */
bool num_votes_by_item(const NumVotes *votes, size_t n_people, NumVotes *ret_votes);

void num_votes_clear(NumVotes *votes); /* a zeroed or cleared one is fine */
