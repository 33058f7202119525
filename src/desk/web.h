/* The desk's web server: every page and who may see it. */
#pragma once
#include "desk/clockwork.h"
#include "http/server.h"

typedef struct Web Web;

Web *web_start(const Desk *desk, Clockwork *clockwork, int listen_fd, GError **error) MUST_CHECK;
void web_stop(Web *web);            /* and frees; NULL is fine */

/* Zero rows are refused: for the test of the table. */
extern const HttpRoute desk_routes[];
extern const size_t    desk_routes_n;
