/* One row per endpoint of the room. */
#pragma once
#include "http/route.h"

const HttpRoute *room_routes(size_t *ret_n);
