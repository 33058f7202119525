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

/* What readers meet most.  Counts are null where this reader may not see them yet, so every client has to expect it. */
static json_t *
answers(void)
{
    static const char text[] =
        "{\"contribution\": {\"type\": \"object\", \"properties\": {"
        "\"id\": {\"type\": \"string\"}, \"kind\": {\"enum\": [\"idea\", \"comment\"]},"
        "\"section\": {\"type\": \"string\"}, \"state\": {\"type\": \"string\"},"
        "\"text\": {\"type\": \"string\"}, \"html\": {\"type\": \"string\"},"
        "\"likes\": {\"type\": [\"integer\", \"null\"], \"minimum\": 0, \"description\":"
        " \"Null while this reader may not see counts: before voting or before closing, as the conversation has it\"},"
        "\"dislikes\": {\"type\": [\"integer\", \"null\"], \"minimum\": 0, \"description\": \"As likes\"},"
        "\"my_vote\": {\"enum\": [\"none\", \"like\", \"dislike\"]}, \"mine\": {\"type\": \"boolean\"},"
        "\"created\": {\"type\": \"string\", \"format\": \"date-time\", \"description\": \"The slot, and nothing finer\"},"
        "\"comment_count\": {\"type\": \"integer\", \"minimum\": 0}, \"version\": {\"type\": \"integer\"},"
        "\"edited\": {\"type\": \"boolean\"}, \"parent\": {\"type\": \"string\"}, \"idea\": {\"type\": \"string\"},"
        "\"into\": {\"type\": \"string\", \"description\": \"What took it up, where it was joined with another\"},"
        "\"comments\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/components/schemas/contribution\"}}}},"
        "\"contributions\": {\"type\": \"object\", \"properties\": {"
        "\"items\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/components/schemas/contribution\"}},"
        "\"next\": {\"type\": [\"string\", \"null\"], \"description\": \"For the parameter after; null: the end\"}}},"
        "\"conversation\": {\"type\": \"object\", \"properties\": {"
        "\"slug\": {\"type\": \"string\"}, \"title\": {\"type\": \"string\"}, \"phase\": {\"type\": \"string\"},"
        "\"opens\": {\"type\": \"string\", \"format\": \"date-time\"},"
        "\"closes\": {\"type\": \"string\", \"format\": \"date-time\"},"
        "\"posting_ends\": {\"type\": [\"string\", \"null\"], \"format\": \"date-time\"},"
        "\"counts\": {\"type\": \"string\", \"description\": \"When likes and dislikes are shown\"},"
        "\"comments\": {\"type\": \"boolean\"}, \"sections\": {\"type\": \"array\", \"items\": {\"type\": \"object\"}},"
        "\"questions\": {\"type\": \"array\", \"items\": {\"type\": \"object\"}}}},"
        "\"talks\": {\"type\": \"object\", \"properties\": {\"items\": {\"type\": \"array\", \"items\": {\"type\": \"object\","
        "\"properties\": {\"contribution\": {\"type\": \"string\"}, \"mine\": {\"type\": \"boolean\"},"
        "\"messages\": {\"type\": \"array\", \"items\": {\"type\": \"object\", \"properties\": {"
        "\"from\": {\"enum\": [\"author\", \"facilitator\"]}, \"kind\": {\"type\": \"string\"}, \"text\": {\"type\": \"string\"},"
        "\"created\": {\"type\": \"string\", \"format\": \"date-time\"}}}}}}},"
        "\"next\": {\"type\": \"null\"}}}}";

    return json_loads(text, 0, NULL);
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
    const HttpOpenapi about = { "Candour", request_room(request)->config->room_url, visitor_guard_name, schemes, security, answers };
    size_t n;
    const HttpRoute *routes = room_routes(&n);

    http_reply_json(reply, 200, http_openapi(routes, n, &about));
}
