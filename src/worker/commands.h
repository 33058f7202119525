/* What the worker is asked for, by the command line or by the room. */
#pragma once
#include "base/config.h"
#include "wire/control.h"

/* "export" {slug, format} and "report" {slug, format, participation} -> the file's bytes;
 * "backup" and "check": see worker/copy.h.  `data` is the Config. */
extern const ControlCommand worker_commands[];
extern const size_t         worker_commands_n;
