/* Making a data folder. */
#pragma once
#include "base/error.h"

/* Folders, candour.ini, keys and empty databases.  A folder that has something in it is
 * refused.  Fails half-way only when the disk does; the error then says what to remove. */
bool installation_make(const char *dir, GError **error) MUST_CHECK;

/* The folders alone, in one that is empty or not there: for restoring. */
bool installation_folders(const char *dir, GError **error) MUST_CHECK;
/* Takes those folders away again, as far as they are empty; `dir` itself stays. */
void installation_remove_folders(const char *dir);
/* Gives a restored file to the user of the program that it belongs to, where that has one.
 * `name` is its path below DIR. */
bool installation_own(const char *dir, const char *path, const char *name, GError **error) MUST_CHECK;
