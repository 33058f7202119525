/* Signals as something to read: what stops a server, and the ends of its children. */
#pragma once

/* Caught from now on, SIGPIPE ignored; a signalfd that does not block, -1: there is none. */
int signals_catch(void);
