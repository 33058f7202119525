/* How many different people voted on the contributions of a theme, as far as it may be told
 * while a conversation runs (promises A9 and A10).
 *
 * The voters of one contribution are counted in public; how far those of two overlap would
 * tell which votes share a voter.  So a figure is rounded down to a multiple of k, says no
 * more than the theme's contribution with the most voters where there are fewer than k
 * others, and is held back where it is under k. */
#pragma once
#include "base/error.h"
#include "num/votes.h"

/* Theme t has the items theme_items[theme_starts[t]] up to theme_items[theme_starts[t + 1]],
 * each once.  ret_voters has n_themes places; 0: held back.  Fails only for want of memory. */
typedef struct {
    const NumVotesCast *cast;
    const guint32 *theme_items;
    const size_t *theme_starts;
    size_t n_themes, k;
} ThemeVotersInput;
bool theme_voters(const ThemeVotersInput *input, guint64 *ret_voters, GError **error) MUST_CHECK;
