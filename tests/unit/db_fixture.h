/* A new SQLite file in a folder of its own, for the tests of db. */
#pragma once
#include "db/db.h"

typedef struct { char *folder, *path, *uri; } DbPlace;

void db_place_init(DbPlace *ret_place);
/* Removes the folder with everything in it. */
void db_place_clear(DbPlace *place);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DbPlace, db_place_clear)

/* Opened, with a table item(number INTEGER, words TEXT). */
Db     *db_place_open(const DbPlace *place);
void    db_put(Db *db, int64_t number, const char *words);
int64_t db_count(Db *db);
