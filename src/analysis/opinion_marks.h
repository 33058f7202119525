/* The second half of analysis/opinion: what tells groups apart, and what they share. */
#pragma once
#include "analysis/opinion.h"

/* groups->group_of and the groups' sizes are known.  Fills the marks of the shown groups,
 * and groups->common; items on which fewer than settings->smallest people of
 * a group (or of the others) voted are passed over.  False when there is no memory. */
bool opinion_marks_find(const NumVotes *votes, const OpinionSettings *settings, OpinionGroups *groups);
