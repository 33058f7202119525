/* For limits only: where a request comes from, as a number that means nothing else.
 *
 * A keyed hash of the client's network (three numbers of IPv4, three groups of IPv6), with a key
 * that ends with the process.  0 where it is not known: behind a proxy, which has the limits then
 * (packaging/nginx), and where the server was started without `tells_network`, as the room always
 * is (A7). Where the client is the trusted proxy, the last address of its X-Forwarded-For counts. */
#pragma once
#include "http/route.h"

uint64_t http_network(const HttpRequest *request);
