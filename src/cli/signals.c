#include "cli/signals.h"
#include <glib.h>
#include <signal.h>
#include <sys/signalfd.h>

int
signals_catch(void)
{
    static const int caught[] = { SIGTERM, SIGINT, SIGHUP, SIGCHLD };
    sigset_t set;

    const struct sigaction ignore = { .sa_handler = SIG_IGN };

    /* Whoever read the word "ready" may have gone. */
    sigaction(SIGPIPE, &ignore, NULL);
    sigemptyset(&set);
    for (size_t i = 0; i < G_N_ELEMENTS(caught); i++)
        sigaddset(&set, caught[i]);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}
