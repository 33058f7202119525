/* What was decided because of a theme: written by organiser or analyst once the report is out, for everybody to read. */
#pragma once
#include "domain/actor.h"
#include "domain/hall.h"
#include "domain/placement.h"

typedef enum {
    DECISION_DONE = 1,
    DECISION_NOT_OUT,                   /* no report is published, so there are no themes yet */
    DECISION_NO_THEME,
    DECISION_FULL,                      /* LIMIT_DECISION_STEPS */
} DecisionOutcome;

/* What the board has of it, under hall_read(); NULL: no report is published. */
const Placement *board_placement(const Board *board);
/* Reads it anew into memory; writer thread, after the store has it. */
bool placement_load(Hall *hall, const Id *conversation, Db *db, GError **error) MUST_CHECK;
/* `theme` from 1 on; an empty text takes it back.  Writer thread. */
bool decision_put(Hall *hall, Db *db, const Actor *actor, unsigned theme, const char *text, DecisionOutcome *ret_outcome,
                  GError **error) MUST_CHECK;
