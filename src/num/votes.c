#include "num/votes.h"
#include "num/memory.h"
#include <string.h>

void
num_votes_clear(NumVotes *votes)
{
    free(votes->starts);
    free(votes->people);
    free(votes->items);
    free(votes->values);
    *votes = (NumVotes){ 0 };
}

/* Turns counts per key, held one place up, into where each key begins. */
static void
add_up(size_t *starts, size_t n_keys)
{
    for (size_t i = 0; i < n_keys; i++)
        starts[i + 1] += starts[i];
}

/* After filling, each start has moved on to its end, which is where the next one began. */
static void
step_back(size_t *starts, size_t n_keys)
{
    for (size_t i = n_keys; i > 0; i--)
        starts[i] = starts[i - 1];
    starts[0] = 0;
}

/* The numbers of the votes, by item, in the order they were cast. */
static bool
sort_by_item(const NumVotesCast *cast, uint32_t *ret_sorted)
{
    NUM_AUTO size_t *starts = num_new(cast->n_items + 1, sizeof(size_t));

    if (starts == NULL)
        return false;
    for (size_t i = 0; i < cast->n_votes; i++)
        starts[cast->votes[i].item + 1]++;
    add_up(starts, cast->n_items);
    for (size_t i = 0; i < cast->n_votes; i++)
        ret_sorted[starts[cast->votes[i].item]++] = (uint32_t)i;
    return true;
}

/* The same by person.  A sort by counting keeps the order of equals, so each
 * person's votes are then by item and, within an item, as they were cast.
 * ret_starts has n_people + 1 places, zeroed. */
static void
sort_by_person(const NumVotesCast *cast, const uint32_t *sorted, uint32_t *ret_sorted, size_t *ret_starts)
{
    for (size_t i = 0; i < cast->n_votes; i++)
        ret_starts[cast->votes[sorted[i]].person + 1]++;
    add_up(ret_starts, cast->n_people);
    for (size_t i = 0; i < cast->n_votes; i++)
        ret_sorted[ret_starts[cast->votes[sorted[i]].person]++] = sorted[i];
    step_back(ret_starts, cast->n_people);
}

/* Writes the last vote on each item, from place `to` on; returns where they end. */
static size_t
write_row(const NumVotesCast *cast, const uint32_t *sorted, size_t n, NumVotes *votes, size_t to)
{
    for (size_t i = 0, last = 0; i < n; i++) {
        const NumVote *vote = &cast->votes[sorted[i]];
        bool same_item = i > 0 && cast->votes[sorted[last]].item == vote->item;

        if (same_item && cast->when != NULL && cast->when[sorted[i]] < cast->when[sorted[last]])
            continue;
        to -= same_item;
        votes->items[to] = vote->item;
        votes->values[to++] = vote->value;
        last = i;
    }
    return to;
}

static void
write_rows(const NumVotesCast *cast, const uint32_t *sorted, NumVotes *votes)
{
    size_t from = 0, to = 0;

    for (size_t person = 0; person < cast->n_people; person++) {
        size_t end = votes->starts[person + 1];
        size_t row_end = write_row(cast, sorted + from, end - from, votes, to);

        from = end;
        if (row_end == to)
            continue;
        /* Never further on than `person`, so no start is lost that is still wanted. */
        votes->people[votes->n_rows++] = (uint32_t)person;
        votes->starts[votes->n_rows] = to = row_end;
    }
    votes->n_votes = to;
}

bool
num_votes_gather(const NumVotesCast *cast, NumVotes *ret_votes)
{
    NUM_AUTO uint32_t *by_item = num_new(cast->n_votes, sizeof(uint32_t));
    NUM_AUTO uint32_t *by_person = num_new(cast->n_votes, sizeof(uint32_t));
    NumVotes votes = {
        .n_items = cast->n_items,
        .starts = num_new(cast->n_people + 1, sizeof(size_t)),
        .people = num_new(cast->n_people, sizeof(uint32_t)),
        .items = num_new(cast->n_votes, sizeof(uint32_t)),
        .values = num_new(cast->n_votes, sizeof(int8_t)),
    };
    bool good = by_item != NULL && by_person != NULL && votes.starts != NULL && votes.people != NULL &&
                votes.items != NULL && votes.values != NULL && sort_by_item(cast, by_item);
    if (!good) {
        num_votes_clear(&votes);
        return false;
    }
    sort_by_person(cast, by_item, by_person, votes.starts);
    write_rows(cast, by_person, &votes);
    *ret_votes = votes;
    return true;
}

static void
fill_items(const NumVotes *votes, NumVotes *by_item)
{
    for (size_t i = 0; i < votes->n_votes; i++)
        by_item->starts[votes->items[i] + 1]++;
    add_up(by_item->starts, votes->n_items);
    for (size_t row = 0; row < votes->n_rows; row++)
        for (size_t i = votes->starts[row]; i < votes->starts[row + 1]; i++) {
            size_t place = by_item->starts[votes->items[i]]++;

            by_item->items[place] = votes->people[row];
            by_item->values[place] = votes->values[i];
        }
    step_back(by_item->starts, votes->n_items);
    for (size_t item = 0; item < votes->n_items; item++)
        by_item->people[item] = (uint32_t)item;
}

bool
num_votes_by_item(const NumVotes *votes, size_t n_people, NumVotes *ret_votes)
{
    NumVotes by_item = {
        .n_rows = votes->n_items,
        .n_items = n_people,
        .n_votes = votes->n_votes,
        .starts = num_new(votes->n_items + 1, sizeof(size_t)),
        .people = num_new(votes->n_items, sizeof(uint32_t)),
        .items = num_new(votes->n_votes, sizeof(uint32_t)),
        .values = num_new(votes->n_votes, sizeof(int8_t)),
    };

    if (by_item.starts == NULL || by_item.people == NULL || by_item.items == NULL || by_item.values == NULL) {
        num_votes_clear(&by_item);
        return false;
    }
    fill_items(votes, &by_item);
    *ret_votes = by_item;
    return true;
}

static size_t
count_kept(const uint32_t *items, size_t n_items, const bool *left_out)
{
    size_t n = 0;

    for (size_t i = 0; i < n_items; i++)
        n += left_out == NULL || !left_out[items[i]];
    return n;
}

/* Moves n votes from one place down to another. */
static void
move_votes(NumVotes *votes, size_t to, size_t from, size_t n)
{
    memmove(votes->items + to, votes->items + from, n * sizeof(*votes->items));
    memmove(votes->values + to, votes->values + from, n * sizeof(*votes->values));
}

void
num_votes_drop_short_rows(NumVotes *votes, const bool *left_out, size_t least)
{
    size_t n_rows = 0, from = 0, to = 0;

    for (size_t row = 0; row < votes->n_rows; row++) {
        size_t n = votes->starts[row + 1] - from;

        if (count_kept(votes->items + from, n, left_out) >= least) {
            move_votes(votes, to, from, n);
            to += n;
            votes->people[n_rows++] = votes->people[row];
            from += n;
            votes->starts[n_rows] = to;
        } else {
            from += n;
        }
    }
    votes->n_rows = n_rows;
    votes->n_votes = to;
}
