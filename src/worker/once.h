/* What the command line lets the worker do: each call by a process of its own, which reads the
 * room's store beside whoever writes it.  `data` is the Config. */
#pragma once
#include "wire/control.h"

extern const ControlCommand worker_commands[];
extern const size_t         worker_commands_n;
