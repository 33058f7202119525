/* Who voted what on what, in memory: 8 bytes a slot in an open-addressed table.
 *
 * Each entry holds the vote as it is and as others see it (they differ until the next
 * slot).  Voices and items are numbered from 1 and 0 in the order of loading. */
#pragma once
#include "model/contribution.h"
#include <stdbool.h>
#include <stdint.h>

#define VOTE_TABLE_MAX_INDEX ((1u << 30) - 1)

typedef struct VoteTable VoteTable;
typedef struct { Vote now, shown; } VotePair;

VoteTable *vote_table_new(void);
void       vote_table_free(VoteTable *table);
VotePair   vote_table_get(const VoteTable *table, uint32_t voice, uint32_t item);      /* none, none when unknown */
/* Also one that was taken back. */
bool       vote_table_has(const VoteTable *table, uint32_t voice, uint32_t item);
void       vote_table_set(VoteTable *table, uint32_t voice, uint32_t item, VotePair pair);
size_t     vote_table_size(const VoteTable *table);
/* Everybody's; in no order. */
void       vote_table_each(const VoteTable *table,
                           void (*each)(uint32_t voice, uint32_t item, VotePair pair, void *data), void *data);
