/* conversation.ini: what of it is the desk's (the section [conversation]; the others are the room's). */
#pragma once
#include "base/config.h"
#include "base/ini.h"
#include "desk/gatherings.h"

/* A new conversation as the file says, with k, slots and days of the installation. Errors name file and line. */
Gathering *gathering_from_ini(const Ini *ini, const Config *config, GError **error) MUST_CHECK;

/* Takes over what the file changes of `gathering`; `ret_changes` gets a line for each change.  What protects people
 * cannot change any more once it is open, the end can move later once (A19): an error names the line. */
bool gathering_take_over(Gathering *gathering, const Gathering *from_file, const Ini *ini, int64_t now,
                         GPtrArray *ret_changes, GError **error) MUST_CHECK;
