#include "room/marks.h"
#include "base/limits.h"

#define KEPT_SECONDS (30 * 24 * 60 * 60)

enum { MARKS_SHOW, MARKS_BACK, MARKS_AGAIN };
static const char *const answers[] = { "no", "yes", NULL };
static const HttpField fields[] = {
    [MARKS_SHOW] = { "show", HTTP_FIELD_CHOICE, 0, true, answers },
    [MARKS_BACK] = { "back", HTTP_FIELD_LINE, LIMIT_PATH, false, NULL },
    [MARKS_AGAIN] = { "again", HTTP_FIELD_FLAG, 0, false, NULL },
};
const HttpInput page_marks_input = { HTTP_INPUT_FORM, fields, G_N_ELEMENTS(fields), 4096 };

void
page_marks_post(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    g_autofree char *home = frame_path(visitor, "");
    bool hide = http_choice(request, MARKS_SHOW) == 0;

    const char *back = frame_back(request, http_text(request, MARKS_BACK), home);

    if (http_flag(request, MARKS_AGAIN))
        http_reply_send_again(reply, back);
    else
        http_reply_redirect(reply, back);
    http_reply_cookie(reply, request, MARKS_COOKIE, hide ? MARKS_HIDDEN : "",
                      !hide ? 0 : visitor->badge.shared ? -1 : KEPT_SECONDS);
}

char *
marks_after_vote(const Visitor *visitor, const char *path)
{
    return visitor->hides_marks ? g_strconcat(path, strchr(path, '?') ? "&" : "?", "done=voted", NULL) : g_strdup(path);
}
