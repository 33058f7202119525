/* What others have been shown, kept over a restart (A6): changes of what is public go through
 * here, and the store keeps the face of before until the slot turns. */
#pragma once
#include "domain/board.h"

/* contribution_update(), for what others may have been shown already. */
bool shown_update(const Board *board, const Scope *scope, const ContributionRow *row, GError **error) MUST_CHECK;
/* Onto a board that was just loaded: what others go on seeing until the slot turns. */
bool shown_load(Board *board, const Scope *scope, int64_t now, GError **error) MUST_CHECK;
