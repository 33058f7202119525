/* Making a data folder. */
#pragma once
#include "base/error.h"

/* Folders, candour.ini, keys and empty databases.  A folder that has something in it is
 * refused.  Fails half-way only when the disk does; the error then says what to remove. */
bool installation_make(const char *dir, GError **error) MUST_CHECK;
