/* letters: the PDF goes back as data while it is made. */
#include "base/clock.h"
#include "desk/control.h"
#include "desk/copies.h"
#include "desk/post.h"

static bool
send_on(void *data, const void *bytes, size_t length)
{
    return control_data(data, bytes, length);
}

static void
end_letters(ControlCall *call, PostOutcome outcome, size_t letters)
{
    switch (outcome) {
    case POST_PRINTED:
        control_line_f(call, "%zu letters; each opens the way in for one person: keep the file safe, and delete it when it is printed",
                       letters);
        control_answer(call, json_pack("{s:I}", "letters", (json_int_t)letters));
        return;
    case POST_EMPTY_ROSTER:
        control_failed(call, 1, "there is nobody on the roster yet; candour roster import invites people");
        return;
    case POST_NOBODY:
        control_failed(call, 1, "everybody on the roster has an e-mail address; nobody needs a letter");
        return;
    case POST_OVER:
        control_failed(call, 1, "this conversation is over: its links and codes have ended");
        return;
    }
}

void
control_letters(ControlCall *call, void *data)
{
    const ControlDesk *control = data;
    json_t *request = control_request(call);
    g_autoptr(Gathering) gathering = request != NULL ? control_gathering(call, control, request) : NULL;
    g_autoptr(GError) error = NULL;
    PostOutcome outcome;
    size_t letters = 0;

    if (gathering != NULL && (!post_print(control->desk, gathering, send_on, call, &letters, &outcome, &error) ||
                              (outcome == POST_PRINTED && !copies_note(control->desk, &gathering->id, "letters", clock_now(), &error))))
        control_refuse(call, error);
    else if (gathering != NULL)
        end_letters(call, outcome, letters);
    json_decref(request);
}
