/* Starts the programs of an installation, joins them by socket pairs, starts dead ones again
 * and ends them all.  Reads nothing from the network. */
#pragma once
#include "base/config.h"

/* Returns after SIGTERM, SIGINT or SIGHUP, with all programs ended.  False: it could not
 * start, or a program ended before it was ever ready.  `ready` is called once, when both
 * halves accept connections. */
bool supervisor_run(const Config *config, int lock_fd, void (*ready)(const Config *config), GError **error) MUST_CHECK;
