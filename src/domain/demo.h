/* The demonstration's content: what sixty invented people said and voted over ten days,
 * put straight into the store with days in the past.  See demo/README.md for the shape. */
#pragma once
#include "domain/hall.h"
#include <jansson.h>

/* `content` is {"ideas": [...], "messages": [...], "codes": [...]}.  Writer thread; the board is loaded anew
 * afterwards.  An unknown section or a missing text is ERROR_INPUT.  *ret_ids: {key: id} of
 * the ideas that have a key; caller owns. */
bool demo_fill(Hall *hall, Db *db, const Id *conversation, const json_t *content, json_t **ret_ids, GError **error) MUST_CHECK;
