/* A conversation as the worker reads it: the room's own board, from a read-only store. */
#pragma once
#include "base/config.h"
#include "domain/hall.h"

typedef struct {
    Keyring *keys;
    Db      *db;
    Hall    *hall;
} Archive;

Archive *archive_open(const Config *config, GError **error) MUST_CHECK;
void     archive_free(Archive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_free)

/* ERROR_INPUT, with the remedy, where there is none of this name. */
Board *archive_board(Archive *archive, const char *slug, GError **error) MUST_CHECK;
