/* The programs of an installation and what each may get at.  Programs and the tests of the
 * wall enter the very same plan. */
#pragma once
#include "base/config.h"
#include "base/error.h"

typedef enum { PROGRAM_ROOM, PROGRAM_DESK, PROGRAM_MAILER, PROGRAM_WORKER, PROGRAM__COUNT } Program;

const char *program_name(Program program);      /* "candour-room": the file beside the others, and the comm name */
/* "room" or "desk": the folder of its data under DIR and of its keys under the keys' folder. */
const char *program_folder(Program program);

/* Enters the plan of that program for good: see base/sandbox.h. */
bool program_sandbox(Program program, const Config *config, GError **error) MUST_CHECK;
