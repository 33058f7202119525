/* Analysts choose a quotation for the report. */
#include "base/i18n.h"
#include "base/limits.h"
#include "domain/quote.h"
#include "room/api_staff.h"
#include "room/staff_analyse.h"

enum { QUOTE_ON, QUOTE_WORDS };
static const char *const yes_no[] = { "yes", "no", NULL };
static const HttpField fields[] = {
    [QUOTE_ON] = { "quote", HTTP_FIELD_CHOICE, 0, true, yes_no },
    [QUOTE_WORDS] = { "words", HTTP_FIELD_TEXT, LIMIT_IDEA, false, NULL },
};
const HttpInput page_quote_input = { HTTP_INPUT_FORM, fields, G_N_ELEMENTS(fields), 0 };

typedef struct { Id id; QuoteOutcome outcome; } QuoteForm;

static const char *
refusal_text(QuoteOutcome outcome)
{
    switch (outcome) {
    case QUOTE_DONE:          return "";
    case QUOTE_NOT_FOUND:     return _("There is nothing here, or it is not shown any more.");
    case QUOTE_OVER:          return _("The conversation is over.");
    case QUOTE_NOT_ITS_WORDS: return _("Keep the words as they stand in the text, and write [...] for what you leave out.");
    case QUOTE_FULL:          return _("This has been changed too often. It stays as it is.");
    }
    return "";
}

static unsigned
refusal_status(QuoteOutcome outcome)
{
    switch (outcome) {
    case QUOTE_DONE:          return 200;
    case QUOTE_NOT_FOUND:     return 404;
    case QUOTE_OVER:          return 409;
    case QUOTE_NOT_ITS_WORDS: return 422;
    case QUOTE_FULL:          return 409;
    }
    return 500;
}

void
analyse_quote(Look *look, const Item *item, AnalyseView *view)
{
    const Quote *quote = board_quote(look->board, item->at);
    guint n = quote ? quote->steps->len : 0;
    const char **lines = g_new0(const char *, n + 1);

    scratch_keep(look->scratch, (char *)lines);
    for (guint i = 0; i < n; i++) {
        const QuoteStep *step = &g_array_index(quote->steps, QuoteStep, i);

        lines[i] = scratch_keep(look->scratch, i18n_format(step->chosen ? _("Chosen by Analyst %u") : _("Taken off by Analyst %u"),
                                                               step->staff));
    }
    view->quoted = quote && quote->chosen;
    view->quote_words = view->quoted && *quote->words ? quote->words : NULL;
    view->quote_steps = lines;
    view->n_quote_steps = n;
}

static bool
run_quote(RoomWrite *write, Db *db, GError **error)
{
    QuoteForm *form = write->data;
    const HttpRequest *request = write->request;

    return quote_put(write->room->hall, db, &write->actor, &form->id, http_choice(request, QUOTE_ON) == 0,
                     http_text(request, QUOTE_WORDS), &form->outcome, error);
}

static void
then_quote(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const QuoteForm *form = write->data;

    if (form->outcome == QUOTE_NOT_ITS_WORDS) {
        analyse_refused(request, reply, &form->id, refusal_text(form->outcome), http_typed(request, QUOTE_WORDS));
        return;
    }
    if (form->outcome != QUOTE_DONE) {
        http_reply_problem(reply, request, refusal_status(form->outcome), refusal_text(form->outcome));
        return;
    }
    char id[ID_TEXT_SIZE];
    id_to_text(&form->id, id);
    g_autofree char *rest = g_strdup_printf("/analyse?at=%s&done=%s", id, http_choice(request, QUOTE_ON) == 0 ? "quoted" : "unquoted");
    g_autofree char *path = frame_path(request_visitor(request), rest);
    http_reply_redirect(reply, path);
}

void
page_quote_post(HttpRequest *request, HttpReply *reply)
{
    QuoteForm form = { .outcome = QUOTE_NOT_FOUND };

    if (api_path_id(request, reply, 1, &form.id))
        room_write(request, run_quote, then_quote, g_memdup2(&form, sizeof form));
}
