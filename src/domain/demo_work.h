/* What the staff of the demonstration have done: acts, coding frame, codings. */
#pragma once
#include "domain/hall.h"
#include <jansson.h>

typedef struct { Id id; const json_t *idea; } DemoIdea;

/* Through the same use cases as real work; `ids` is {key: id}. Writer thread. */
bool demo_work(Hall *hall, Db *db, const Id *conversation, const GArray *ideas /* DemoIdea */, const json_t *codes,
               const json_t *ids, GError **error) MUST_CHECK;
