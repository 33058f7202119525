/* Numbered SQL files, embedded at build time, applied once each in order, each in one
 * transaction.  A step that fails stops the program and leaves the data. */
#pragma once
#include "db/db.h"

typedef struct { unsigned number; const char *name, *sql; } Migration;

/* Applies what is missing.  A database with a higher number than known is refused. */
bool migrate_up(Db *db, const Migration *steps, size_t n_steps, GError **error) MUST_CHECK;

/* Made by tools/embed-sql from sql/room/NNNN-name.sql and sql/desk/NNNN-name.sql. */
extern const Migration migrations_room[];
extern const size_t    migrations_room_n;
extern const Migration migrations_desk[];
extern const size_t    migrations_desk_n;
