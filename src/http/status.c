#include "http/status.h"
#include "base/i18n.h"
#include <stddef.h>

static const struct {
    unsigned status;
    const char *title, *detail;
} statuses[] = {
    { 400, "Bad request", N_("We could not read that.") },
    { 401, "Unauthorized", N_("Please sign in first.") },
    { 403, "Forbidden", N_("That is not allowed.") },
    { 404, "Not found",
      N_("There is nothing here. The address may be mistyped, or what was here has gone.") },
    { 405, "Method not allowed", N_("This cannot be done here.") },
    { 408, "Request timeout", N_("This took too long. Please try again.") },
    { 409, "Conflict", N_("That cannot be done now.") },
    { 410, "Gone", N_("What was here has gone.") },
    { 413, "Content too large", N_("This is too much at once. Please send less.") },
    { 414, "URI too long", N_("This address is too long.") },
    { 415, "Unsupported media type", N_("We cannot read this kind of content.") },
    { 422, "Unprocessable content", N_("Please check what you typed.") },
    { 429, "Too many requests", N_("That was too fast. Please wait a moment and try again.") },
    { 431, "Request header fields too large",
      N_("Your browser sent too much with this. Please clear this site's cookies and try again.") },
    { 500, "Internal server error", N_("Something broke on our side. Please go back and try again.") },
    { 503, "Service unavailable", N_("We are too busy for a moment. Please try again.") },
};

static size_t
find(unsigned status)
{
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
        if (statuses[i].status == status)
            return i;
    return status < 500 ? 0 : sizeof statuses / sizeof statuses[0] - 2;
}

const char *
status_title(unsigned status)
{
    return statuses[find(status)].title;
}

const char *
status_detail(unsigned status)
{
    return _(statuses[find(status)].detail);
}
