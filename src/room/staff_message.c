/* A facilitator writes to an unknown author: ready texts, help to add from the fixed list, how it will look, and a word of
 * care before it goes. */
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/asks_who.h"
#include "html/markdown.h"
#include "room/signpost.h"
#include "room/staff_again.h"
#include "room/staff_message.h"

enum { FIELD_KIND, FIELD_TEXT, FIELD_HELP, FIELD_PREVIEW, FIELD_VERSION, FIELD_TALK, FIELD_SURE };
static const char *const kinds[] = { "moderation", "question", "support", NULL };
static const HttpField fields[] = {
    [FIELD_KIND] = { "kind", HTTP_FIELD_CHOICE, 0, true, kinds },
    [FIELD_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_MESSAGE, true, NULL },
    [FIELD_HELP] = { "help", HTTP_FIELD_MAP, 10, false, NULL },
    [FIELD_PREVIEW] = { "preview", HTTP_FIELD_FLAG, 0, false, NULL },
    [FIELD_VERSION] = AGAIN_VERSION,
    [FIELD_TALK] = AGAIN_TALK,
    [FIELD_SURE] = AGAIN_SURE,
};
const HttpInput page_message_input = { HTTP_INPUT_FORM, fields, G_N_ELEMENTS(fields), 0 };

/* ---- help to add ---- */

void
message_help(Look *look, ItemView *view)
{
    g_autofree char *plain = markdown_plain(signpost_text(look->board->about));
    g_auto(GStrv) lines = g_strsplit(plain, "\n", -1);

    for (char **line = lines; *line && view->n_help < LIMIT_HELP; line++) {
        g_strstrip(*line);
        if (**line)
            view->help[view->n_help++] = scratch_keep(look->scratch, g_strdup(*line));
    }
}

static bool
is_chosen(const HttpRequest *request, size_t number)
{
    for (size_t i = 0; i < http_map_size(request, FIELD_HELP); i++) {
        const char *key, *value;

        http_map_at(request, FIELD_HELP, i, &key, &value);
        if (g_ascii_strtoull(key, NULL, 10) == number)
            return true;
    }
    return false;
}

/* The words with the lines that were chosen below them; caller frees. */
static char *
whole_text(HttpRequest *request)
{
    const Visitor *visitor = request_visitor(request);
    GString *whole = g_string_new(http_text(request, FIELD_TEXT));
    ItemView view = { .n_help = 0 };
    bool first = true;

    hall_read(visitor->room->hall);
    g_auto(Look) look = look_begin(visitor_board(visitor), visitor);
    message_help(&look, &view);
    for (size_t i = 0; i < view.n_help; i++)
        if (is_chosen(request, i + 1)) {
            g_string_append_printf(whole, "%s%s", first ? "\n\n" : "\n", view.help[i]);
            first = false;
        }
    hall_read_end(visitor->room->hall);
    return g_string_free(whole, FALSE);
}

/* ---- ready texts ---- */

void
message_templates(Look *look, ItemView *view)
{
    static const Template texts[] = {
        { N_("Names a person"), N_("Thank you for writing. Your text pointed to a person, so we took those words out. What you "
                                   "want to say still stands.") },
        { N_("Unkind words"), N_("Please keep to what happened and not to the person. You are welcome to write it again in "
                                 "other words.") },
        { N_("Joined with another"), N_("Thank you for this. Another idea says the same, so we joined the two: likes and comments count "
                                        "together there, and you find it under My things. If we missed a difference, please tell us here.") },
        { N_("Say more"), N_("Thank you for this. Could you tell us a little more, without naming anyone?") },
        { N_("Support"), N_("Thank you for telling us. If things are hard right now, you do not have to carry it alone. Somebody "
                            "would be glad to call you, and you need not say which words were yours.") },
    };
    Template *templates = g_new0(Template, G_N_ELEMENTS(texts));

    scratch_keep(look->scratch, (char *)templates);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        templates[i] = (Template){ i18n_text(texts[i].name), i18n_text(texts[i].text) };
    view->templates = templates;
    view->n_templates = G_N_ELEMENTS(texts);
}

/* ---- sending ---- */

/* `message` first: message_run() takes it for its own. */
typedef struct { MessageWork message; bool stale, asks; char whole[LIMIT_MESSAGE * 4 + 1]; } Sending;

static bool
run_message(RoomWrite *write, Db *db, GError **error)
{
    const HttpRequest *request = write->request;
    Sending *sending = write->data;

    sending->message.text = sending->whole;
    if (!again_is_stale(write, db, &sending->message.id, http_number(request, FIELD_VERSION, 0), http_number(request, FIELD_TALK, -1),
                        &sending->stale, error))
        return false;
    if (sending->stale)
        return true;
    sending->asks = !http_flag(request, FIELD_SURE) && text_asks_who(sending->whole);
    if (sending->asks)
        return sending->message.outcome = MESSAGE_NAMING, true;
    return message_run(write, db, error);
}

/* With what was typed; `text` NULL: no error, it may name a colleague, ask who somebody is, or be looked at first. */
static void
message_again(HttpRequest *request, HttpReply *reply, const Id *id, ItemRefusal refusal, const Mentions *mentions)
{
    const int kind = http_choice(request, FIELD_KIND);

    refusal.input = &page_message_input;
    refusal.path = "message";
    refusal.message = (Composer){ .text = http_typed(request, FIELD_TEXT), .go_on = _("Send it as it is") };
    refusal.kind = kind < 0 ? NULL : kinds[kind];
    for (size_t i = 0; i < LIMIT_HELP; i++)
        refusal.help[i] = is_chosen(request, i + 1);
    mention_show(mentions, http_text(request, FIELD_TEXT), &refusal.message);
    item_show(request, reply, id, &refusal);
}

static void
then_message(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const Sending *sending = write->data;
    const MessageWork *work = &sending->message;
    char id[ID_TEXT_SIZE];

    if (sending->stale) {
        message_again(request, reply, &work->id, (ItemRefusal){
            .status = 409, .stale = true, .field = "message",
            .text = _("Somebody wrote to the author or changed this while you had it open. Please look at both.") }, NULL);
        return;
    }
    message_tell(write);
    if (work->outcome != MESSAGE_SENT) {
        message_again(request, reply, &work->id, (ItemRefusal){
            .status = message_status(work->outcome), .field = "message", .asks_who = sending->asks,
            .text = work->outcome == MESSAGE_NAMING ? NULL : message_text(work->outcome) }, write->mentions);
        return;
    }
    id_to_text(&work->id, id);
    g_autofree char *rest = g_strdup_printf("/facilitate/%s?done=sent", id);
    g_autofree char *path = frame_path(request_visitor(request), rest);
    http_reply_redirect(reply, path);
}

void
page_message_post(HttpRequest *request, HttpReply *reply)
{
    g_autofree Sending *sending = g_new0(Sending, 1);
    size_t n;
    const HttpFieldError *errors = http_errors(request, &n);

    if (!api_path_id(request, reply, 1, &sending->message.id))
        return;
    if (n > 0) {
        const char *field = g_str_equal(errors[0].field, "text") ? "message" : errors[0].field;

        message_again(request, reply, &sending->message.id, (ItemRefusal){ .status = 422, .field = field, .text = errors[0].text }, NULL);
        return;
    }
    g_autofree char *whole = whole_text(request);
    if (text_length(whole) > LIMIT_MESSAGE) {
        message_again(request, reply, &sending->message.id, (ItemRefusal){
            .status = 422, .field = "message", .text = _("With the help that you chose this is too long. Please choose less, or write less.") }, NULL);
        return;
    }
    if (http_flag(request, FIELD_PREVIEW)) {
        message_again(request, reply, &sending->message.id, (ItemRefusal){ .status = 200, .preview = whole }, NULL);
        return;
    }
    g_strlcpy(sending->whole, whole, sizeof sending->whole);
    sending->message.kind = (MessageKind)(http_choice(request, FIELD_KIND) + 1);
    /* What stands on the fixed list names nobody who could be hurt by it. */
    room_write_text(request, http_flag(request, FIELD_SURE) ? NULL : http_text(request, FIELD_TEXT), run_message, then_message,
                    g_steal_pointer(&sending));
}
