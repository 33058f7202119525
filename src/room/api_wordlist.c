#include "base/i18n.h"
#include "base/limits.h"
#include "room/api.h"
#include "room/staff_wordlist.h"

#define EACH_BOX(box) (WordlistBox box = WORDLIST_DISTRESS_MORE; box < WORDLIST__END; box++)

static const char *const box_names[WORDLIST__END] = {
    [WORDLIST_DISTRESS_MORE] = "distress_more", [WORDLIST_DISTRESS_LESS] = "distress_less",
    [WORDLIST_ABUSE_MORE] = "abuse_more",       [WORDLIST_ABUSE_LESS] = "abuse_less",
};

/* ---- shapes ---- */

static json_t *
steps_json(const Board *board)
{
    static const char *const acts[] = { [WORDLIST_PUT_IN] = "put_in", [WORDLIST_TAKEN_OUT] = "take_out", [WORDLIST_SWITCHED_OFF] = "switch_off" };
    const GArray *list = wordlist_steps(board);
    json_t *steps = json_array();

    for (guint i = 0; i < list->len; i++) {
        const WordlistStep *step = &g_array_index(list, WordlistStep, i);

        json_array_append_new(steps, json_pack("{s:s, s:s, s:s, s:i, s:o}", "list", box_names[step->box], "act", acts[step->act],
                                               "words", step->words, "facilitator", (int)step->staff, "created", api_time(step->slot)));
    }
    return steps;
}

static json_t *
lists_json(const Board *board)
{
    json_t *answer = json_object();

    for EACH_BOX(box) {
        g_autofree char *text = wordlist_text(wordlist_now(board), box);

        json_object_set_new(answer, box_names[box], json_string(text));
    }
    json_object_set_new(answer, "version", json_integer(wordlist_steps(board)->len));
    return answer;
}

void
api_wordlist(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);

    hall_read(visitor->room->hall);
    json_t *answer = lists_json(visitor_board(visitor));
    json_object_set_new(answer, "history", steps_json(visitor_board(visitor)));
    hall_read_end(visitor->room->hall);
    http_reply_json(reply, 200, answer);
}

/* ---- changing ---- */

enum { FIELD_CHECK = WORDLIST_FIELD_OWN };
static const HttpField fields[] = {
    { "distress_more", HTTP_FIELD_JSON, 0, false, NULL, "Words or phrases to look for besides: a text, one a line" },
    { "distress_less", HTTP_FIELD_JSON, 0, false, NULL, "What is no sign of distress here: a text, one a line" },
    { "abuse_more", HTTP_FIELD_JSON, 0, false, NULL, "Words or phrases to look for besides: a text, one a line" },
    { "abuse_less", HTTP_FIELD_JSON, 0, false, NULL, "What does not hurt here: a text, one a line" },
    [WORDLIST_FIELD_VERSION] = { "version", HTTP_FIELD_NUMBER, UINT32_MAX, false, NULL, "The one that was seen: 409 where it is another by now" },
    [WORDLIST_FIELD_OFF] = { "switch_off", HTTP_FIELD_TEXT, LIMIT_WORDLIST_TEXT * 2, false, NULL,
                    "Those lines of distress_less, once more, that hold words of distress that Candour knows itself: without it 422" },
    [FIELD_CHECK] = API_CHECK_NAMES,
};
const HttpInput api_wordlist_input = { HTTP_INPUT_JSON, fields, G_N_ELEMENTS(fields), 4 * LIMIT_BODY };

/* With the lists as they are now, and those lines that it is about. */
static void
refuse(HttpRequest *request, HttpReply *reply, const WordlistWork *work)
{
    const Visitor *visitor = request_visitor(request);
    const char *texts[WORDLIST__END];
    g_auto(WordlistLines) lines = { { NULL }, { NULL } };
    WordlistFault fault;

    wordlist_texts(request, fields, texts);
    hall_read(visitor->room->hall);
    json_t *members = json_pack("{s:o}", "current", lists_json(visitor_board(visitor)));
    (void)wordlist_read(visitor_board(visitor), texts, &lines, &fault);
    g_auto(WordlistLines) off = wordlist_switches_off(visitor_board(visitor), &lines);
    hall_read_end(visitor->room->hall);
    g_free(fault.words);
    g_autofree char *text = wordlist_text(&off, WORDLIST_DISTRESS_LESS);
    if (work->outcome == WORDLIST_ASKED)
        json_object_set_new(members, "switch_off", json_string(text));
    http_reply_problem_with(reply, request, wordlist_status(work->outcome), wordlist_outcome_text(work->outcome), members);
}

static void
then_set(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const WordlistWork *work = write->data;

    if (work->outcome == WORDLIST_DONE)
        api_wordlist(request, reply);
    else if (work->outcome == WORDLIST_ASKED && write->mentions)
        api_refuse_naming(request, reply, write, work->added);
    else if (work->outcome == WORDLIST_NOT_FOUND)
        http_reply_problem(reply, request, 404, NULL);
    else
        refuse(request, reply, work);
}

void
api_wordlist_put(HttpRequest *request, HttpReply *reply)
{
    WordlistWork *work = wordlist_work(request, fields);

    if (!work)
        http_reply_errors(reply, request);
    else
        room_write_text(request, http_flag(request, FIELD_CHECK) && *work->added ? work->added : NULL, wordlist_run, then_set, work);
}

/* ---- trying ---- */

static const HttpField try_fields[] = { { "text", HTTP_FIELD_TEXT, LIMIT_IDEA, true, NULL } };
const HttpInput api_wordlist_try_input = { HTTP_INPUT_JSON, try_fields, G_N_ELEMENTS(try_fields), 0 };

void
api_wordlist_try(HttpRequest *request, HttpReply *reply)
{
    static const struct { Signal signal; const char *name; } names[] = {
        { SIGNAL_DISTRESS, "distress" }, { SIGNAL_NAMES, "names" }, { SIGNAL_ABUSE, "abuse" },
    };
    const Visitor *visitor = request_visitor(request);
    json_t *found = json_array();

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_autoptr(SignalLists) lists = wordlist_signals(board, wordlist_now(board));
    const unsigned signals = signal_of_text(lists, board->about, http_text(request, 0));
    hall_read_end(visitor->room->hall);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (signals & names[i].signal)
            json_array_append_new(found, json_string(names[i].name));
    http_reply_json(reply, 200, json_pack("{s:o}", "signals", found));
}
