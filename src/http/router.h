/* The table of rows, made ready for finding: one step per segment of a path, however many rows there are. */
#pragma once
#include "http/route.h"

typedef struct Router Router;

Router   *router_new(const HttpRoute *routes, size_t n_routes);     /* borrows the rows */
void      router_free(Router *router);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Router, router_free)
/* A literal segment goes before a ":name".  *ret_allowed: bit 1 << method for each row of the path. */
HttpMatch router_find(const Router *router, HttpMethod method, const char *path, unsigned *ret_allowed);
