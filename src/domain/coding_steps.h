/* The history of the coding frame. */
#pragma once
#include "db/db.h"
#include <glib.h>

typedef enum { STEP_ADDED = 1, STEP_CHANGED, STEP_RETIRED, STEP_JOINED, STEP_RESTORED } CodeStepAct;

typedef struct {
    uint32_t    version;                /* of the frame from then on */
    unsigned    staff;                  /* "Analyst 1" */
    CodeStepAct act;
    Id          code, beside;           /* beside: its parent then, or what it was joined with; zero: none */
    char       *name;                   /* of the code, after the step */
} CodeStep;

/* GArray of CodeStep, newest first, which clears its elements; caller unrefs. */
bool coding_steps(Db *db, const Id *conversation, size_t limit, GArray **ret_steps, GError **error) MUST_CHECK;
