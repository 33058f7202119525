/* A conversation as the worker reads it: the room's own board, from a read-only store. */
#pragma once
#include "base/config.h"
#include "domain/hall.h"

typedef struct {
    Keyring *keys;
    Db      *db;
    Hall    *hall;
} Records;

Records *records_open(const Config *config, GError **error) MUST_CHECK;
void     records_free(Records *records);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Records, records_free)

/* ERROR_INPUT, with the remedy, where there is none of this name. */
Board *records_board(Records *records, const char *slug, GError **error) MUST_CHECK;
