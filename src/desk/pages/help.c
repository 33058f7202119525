#include "desk/pages/help.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/text.h"
#include "desk/limiter.h"
#include "desk/link_request.h"
#include "desk/mailbox.h"
#include "desk/marks.h"
#include "desk/order.h"
#include "desk/unsubscribe.h"

/* ---- a new link ---- */

static void
show_link_form(HttpRequest *request, HttpReply *reply, unsigned status)
{
    const DeskPage page = { .title = _("Send me a new link") };
    const PageField field = { "email", _("Your e-mail address"), _("The one that your invitation came to."), "email",
                              "email", NULL, false, LINK_EMAIL };
    Html *html = desk_page_begin(request, &page);

    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack c-narrow" });
    page_errors(html, request, &field, 1);
    html_leaf(html, EL_H1, page.title);
    html_open(html, EL_FORM, { AT_CLASS, "c-stack" }, { AT_ACTION, "/link" }, { AT_METHOD, "post" });
    page_field(html, request, &field);
    page_button(html, BUTTON_FILLED, _("Send me a new link"), NULL, NULL);
    html_close(html, EL_FORM);
    page_paragraph(html, "c-small c-quiet", _("Your old link and code work until you use the new ones."));
    html_close(html, EL_DIV);
    page_send(request, reply, status, &page, html);
}

void
help_show_link(HttpRequest *request, HttpReply *reply)
{
    show_link_form(request, reply, 200);
}

/* The same words, at once, for every address there is (A16). */
void
help_ask_link(HttpRequest *request, HttpReply *reply)
{
    const Desk *desk = web_desk(request);
    const char *typed = http_text(request, LINK_EMAIL);
    size_t n_errors = 0;
    g_autoptr(GError) error = NULL;

    http_errors(request, &n_errors);
    if (n_errors == 0 && !text_is_email(typed))
        http_add_error(request, "email", _("That is not an e-mail address. Please look at it again."));
    http_errors(request, &n_errors);
    if (n_errors > 0) {
        show_link_form(request, reply, 422);
        return;
    }
    if (!page_may(request, LIMIT_LINK_ALL, LIMIT_LINK_NETWORK)) {
        http_reply_header(reply, "Retry-After", "600");
        page_say(request, reply, 429, NULL, _("Too many requests"), _("Please wait ten minutes and try again."), NULL);
        return;
    }
    g_autofree char *small = g_ascii_strdown(typed, -1);
    /* Who asks again and again is answered as before, and gets no more mails. */
    if (limiter_take(desk->limiter, LIMIT_LINK_ADDRESS, small, strlen(small)) &&
        !link_request_put(desk, typed, &error)) {
        http_reply_error(reply, request, error);
        return;
    }
    page_say(request, reply, 200, NULL, _("Thank you"),
             _("If this address is on a list of people who are invited, a mail with a new link is on its way. It takes a few "
               "minutes."),
             _("Nothing came? Look into the folder for unwanted mail, or ask the people who invited you."), NULL);
}

/* ---- no more mails ---- */

void
help_show_unsubscribe(HttpRequest *request, HttpReply *reply)
{
    Id conversation, person;

    if (!unsubscribe_read(web_desk(request), http_arg(request, 0), &conversation, &person)) {
        page_say(request, reply, 404, NULL, _("This link does not work"),
                 _("A part of it was lost on the way. Please open it from the mail again."), NULL);
        return;
    }
    page_prefer(request, web_desk(request), &conversation);
    const DeskPage page = { .title = _("Stop these mails") };
    Html *html = desk_page_begin(request, &page);
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack c-narrow" });
    html_leaf(html, EL_H1, page.title);
    page_paragraph(html, NULL, _("We will write to you about this conversation no more. Your link and your code go on working."));
    page_act(html, http_path(request), BUTTON_FILLED, _("Stop these mails"), NULL, NULL);
    html_close(html, EL_DIV);
    page_send(request, reply, 200, &page, html);
}

void
help_unsubscribe(HttpRequest *request, HttpReply *reply)
{
    const Desk *desk = web_desk(request);
    g_autoptr(GError) error = NULL;
    Id conversation, person;

    /* Answered alike whether or not there is such a person any more. */
    if (unsubscribe_read(desk, http_arg(request, 0), &conversation, &person)) {
        g_autoptr(Gathering) gathering = gatherings_by_id(desk->gatherings, &conversation);

        page_prefer(request, desk, &conversation);
        if (gathering != NULL && gathering->dates.erased == 0 &&
            !marks_set(desk, gathering, &person, PERSON_UNSUBSCRIBED, true, &error)) {
            http_reply_error(reply, request, error);
            return;
        }
    }
    page_say(request, reply, 200, NULL, _("Done"), _("You will get no more mails about this conversation."),
             _("Your link and your code go on working."), NULL);
}

/* ---- let somebody call me ---- */

static bool
takes_calls(const Gathering *gathering)
{
    const Phase phase = gathering_phase(gathering, clock_now());

    return phase == PHASE_OPEN || phase == PHASE_CLOSED;
}

/* The conversation that was named, or the only one there is; NULL: to be chosen. */
static Gathering *
call_gathering(const Desk *desk, const char *slug)
{
    g_autoptr(GPtrArray) all = gatherings_all(desk->gatherings);
    Gathering *only = NULL;

    for (guint i = 0; i < all->len; i++) {
        Gathering *gathering = all->pdata[i];

        if (!takes_calls(gathering))
            continue;
        if (slug != NULL && g_str_equal(slug, gathering->slug))
            return gathering_ref(gathering);
        if (slug == NULL && only != NULL)
            return NULL;
        only = gathering;
    }
    return slug == NULL && only != NULL ? gathering_ref(only) : NULL;
}

static void
write_choice(Html *html, const HttpRequest *request)
{
    g_autoptr(GPtrArray) all = gatherings_all(web_desk(request)->gatherings);
    g_autofree FormChoice *choices = g_new(FormChoice, MAX(all->len, 1));
    size_t n = 0;

    for (guint i = 0; i < all->len; i++) {
        const Gathering *gathering = all->pdata[i];

        if (takes_calls(gathering))
            choices[n++] = (FormChoice){ gathering->slug, gathering->title };
    }
    page_select(html, request, &(FormSelect){ .name = "conversation", .label = _("Conversation"), .choices = choices, .n = n }, CALL_SLUG);
}

static void
show_call_form(HttpRequest *request, HttpReply *reply, const Gathering *gathering, unsigned status)
{
    if (gathering != NULL)
        http_prefer_language(request, gathering->language);
    const DeskPage page = { .title = _("Let somebody call me"), .gathering = gathering };
    const PageField fields[] = {
        { "name", _("What should we call you?"), NULL, NULL, "name", NULL, false, CALL_NAME },
        { "number", _("Your phone number"), NULL, "tel", "tel", "tel", false, CALL_NUMBER },
    };
    Html *html = desk_page_begin(request, &page);

    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack c-narrow" });
    page_errors(html, request, fields, G_N_ELEMENTS(fields));
    html_leaf(html, EL_H1, page.title);
    page_paragraph(html, NULL, _("We pass on what you type here to the people who offer support, and keep nothing of it. They are "
                                 "not told what you wrote in the conversation, and we do not know it."));
    html_open(html, EL_FORM, { AT_CLASS, "c-stack" }, { AT_ACTION, "/call-me" }, { AT_METHOD, "post" });
    if (gathering != NULL)
        form_hidden(html, "conversation", gathering->slug);
    else
        write_choice(html, request);
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        page_field(html, request, &fields[i]);
    page_button(html, BUTTON_FILLED, _("Please call me"), NULL, NULL);
    html_close(html, EL_FORM);
    html_close(html, EL_DIV);
    page_send(request, reply, status, &page, html);
}

static bool
anybody_calls(const Desk *desk)
{
    g_autoptr(GPtrArray) all = gatherings_all(desk->gatherings);

    for (guint i = 0; i < all->len; i++) {
        if (takes_calls(all->pdata[i]))
            return true;
    }
    return false;
}

/* The form, or, between conversations, that there is nobody to call: what is typed would reach no one. */
static void
show_call(HttpRequest *request, HttpReply *reply, const Gathering *gathering, unsigned status)
{
    if (anybody_calls(web_desk(request)))
        show_call_form(request, reply, gathering, status);
    else
        page_say(request, reply, 404, NULL, _("Let somebody call me"),
                 _("No conversation is under way here, so there is nobody who could call you."),
                 _("In an emergency, please call the emergency services where you are."), NULL);
}

void
help_show_call(HttpRequest *request, HttpReply *reply)
{
    g_autoptr(Gathering) gathering = call_gathering(web_desk(request), http_query(request, "c"));

    show_call(request, reply, gathering, 200);
}

typedef struct { const Gathering *gathering; const Order *order; } CallOrder;

static bool
put_call(Db *db, void *data, GError **error)
{
    const CallOrder *call = data;

    return order_put(db, &call->gathering->place, call->order, error);
}

void
help_call(HttpRequest *request, HttpReply *reply)
{
    const Desk *desk = web_desk(request);
    g_autoptr(Gathering) gathering = call_gathering(desk, http_text(request, CALL_SLUG));
    g_autoptr(Order) order = order_new(ORDER_CALL_ME, NULL);
    g_autoptr(GError) error = NULL;
    size_t n_errors = 0;

    http_errors(request, &n_errors);
    if (n_errors > 0 || gathering == NULL) {
        if (gathering == NULL)
            http_add_error(request, "conversation", _("Please choose a conversation."));
        show_call(request, reply, gathering, 422);
        return;
    }
    if (!page_may(request, LIMIT_CALL_ALL, LIMIT_CALL_NETWORK)) {
        http_reply_header(reply, "Retry-After", "3600");
        page_say(request, reply, 429, gathering, _("Too many requests"), _("Please write to the support address below."),
                 NULL);
        return;
    }
    gathering_set_text(&order->name, http_text(request, CALL_NAME));
    gathering_set_text(&order->number, http_text(request, CALL_NUMBER));
    if (!vault_write(desk->vault, &(VaultJob){ .run = put_call, .data = &(CallOrder){ gathering, order } }, &error)) {
        http_reply_error(reply, request, error);
        return;
    }
    mailbox_hurry(desk->mailbox, &gathering->id, &order->id);
    page_say(request, reply, 200, gathering, _("Thank you"),
             _("Your name and number are on their way. Somebody will call you."), NULL);
}
