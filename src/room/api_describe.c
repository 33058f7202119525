/* The API's own description: who opens what. */
#include "room/api.h"
#include "room/routes.h"

static json_t *
schemes(void)
{
    return json_pack("{s:{s:s, s:s, s:s, s:s}, s:{s:s, s:s, s:s}}", "badge", "type", "apiKey", "in", "cookie", "name",
                     BADGE_COOKIE, "description", "The cookie of a personal link; its name begins with __Host- under https",
                     "token", "type", "http", "scheme", "bearer", "description",
                     "A read-only token of one conversation and one role, from candour token add");
}

/* As visitor_admit() has it: a token reads, and nothing else. */
static json_t *
security(const HttpRoute *route)
{
    if (route->guard == GUARD_ANYONE)
        return json_array();
    return route->method == HTTP_GET ? json_pack("[{s:[]}, {s:[]}]", "badge", "token") : json_pack("[{s:[]}]", "badge");
}

void
api_openapi(HttpRequest *request, HttpReply *reply)
{
    const HttpOpenapi about = { "Candour", request_room(request)->config->room_url, visitor_guard_name, schemes, security };
    size_t n;
    const HttpRoute *routes = room_routes(&n);

    http_reply_json(reply, 200, http_openapi(routes, n, &about));
}
