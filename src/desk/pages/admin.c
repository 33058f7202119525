#include "desk/pages/admin.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/when.h"
#include "desk/link_request.h"
#include "desk/mailbox.h"

#define PEOPLE_A_PAGE 100

DeskPage
admin_page(const HttpRequest *request, const char *title, Staff **ret_who)
{
    *ret_who = web_staff(request);
    return (DeskPage){ .title = title, .who = (*ret_who)->name, .sign_out = "/staff/sign-out",
                       .is_admin = true };
}

/* ---- conversations and the retention calendar ---- */

static void
head_cell(Html *html, const char *text)
{
    html_leaf(html, EL_TH, text, { AT_CLASS, "govuk-table__header" }, { AT_SCOPE, "col" });
}

static void
cell(Html *html, const char *text)
{
    html_leaf(html, EL_TD, text, { AT_CLASS, "govuk-table__cell" });
}

static void
date_cell(Html *html, const Gathering *gathering, int64_t at)
{
    g_autofree char *date = when_date(at, gathering->timezone);

    cell(html, date);
}

static const char *
state_text(const Calendar *dates)
{
    switch (calendar_phase(dates, clock_now())) {
    case PHASE_DRAFT:     return _("Not open yet");
    case PHASE_OPEN:      return _("Open now");
    case PHASE_CLOSED:    return dates->published ? _("Closed; the report is out") : _("Closed");
    case PHASE_COMPLETED: return _("Completed");
    case PHASE_ERASED:    break;
    }
    return _("Erased");
}

static void
write_conversation(Html *html, const Gathering *gathering)
{
    g_autofree char *href = g_strconcat("/admin/c/", gathering->slug, NULL);

    html_open(html, EL_TR);
    html_open(html, EL_TH, { AT_CLASS, "govuk-table__header" }, { AT_SCOPE, "row" });
    if (gathering->dates.erased == 0)
        html_leaf(html, EL_A, gathering->title, { AT_HREF, href });
    else
        html_text(html, gathering->title);
    html_close(html, EL_TH);
    cell(html, state_text(&gathering->dates));
    date_cell(html, gathering, gathering->dates.opens);
    date_cell(html, gathering, gathering->dates.closes);
    date_cell(html, gathering, gathering->dates.completes);
    date_cell(html, gathering, gathering->dates.erased != 0 ? gathering->dates.erased : gathering->dates.erases);
    html_close(html, EL_TR);
}

static void
table_open(Html *html, const char *name, const char *const *heads)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-scroll" }, { AT_ROLE, "region" }, { AT_ARIA_LABEL, name }, { AT_TABINDEX, "0" });
    html_open(html, EL_TABLE, { AT_CLASS, "govuk-table c-manycols" });
    html_open(html, EL_THEAD);
    html_open(html, EL_TR);
    for (size_t i = 0; heads[i] != NULL; i++)
        head_cell(html, i18n_text(heads[i]));
    html_close(html, EL_TR);
    html_close(html, EL_THEAD);
    html_open(html, EL_TBODY);
}

static void
table_close(Html *html)
{
    html_close(html, EL_TBODY);
    html_close(html, EL_TABLE);
    html_close(html, EL_DIV);
}

void
admin_home(HttpRequest *request, HttpReply *reply)
{
    static const char *const heads[] = { N_("Conversation"), N_("State"), N_("Opens"), N_("Closes"), N_("Completed"),
                                         N_("Erased"), NULL };
    const Desk *desk = web_desk(request);
    g_autoptr(Staff) who = NULL;
    const DeskPage page = admin_page(request, _("Conversations and their dates"), &who);
    g_autoptr(GPtrArray) all = gatherings_all(desk->gatherings);
    Html *html = desk_page_begin(request, &page);

    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    html_leaf(html, EL_H1, page.title);
    if (desk->config->mail_transport == MAIL_FILE)
        page_notice(html, "c-card--apricot", "mail", _("Mails are written into a folder in clear: this installation is for trying out."));
    page_paragraph(html, NULL, _("Opening, closing and erasing happen by the clock. When a conversation is erased, its keys are "
                                 "destroyed, and a signed certificate is written."));
    table_open(html, page.title, heads);
    for (guint i = 0; i < all->len; i++)
        write_conversation(html, all->pdata[i]);
    table_close(html);
    html_close(html, EL_DIV);
    page_send(request, reply, 200, &page, html);
}

/* ---- a roster ---- */

typedef struct { const Gathering *gathering; const char *wanted; Id after; GPtrArray *people; } RosterPage;

static bool
read_page(Db *db, void *data, GError **error)
{
    RosterPage *roster = data;

    return person_some(db, &roster->gathering->place, &roster->after, PEOPLE_A_PAGE, &roster->people, error);
}

/* The one with this address or id; an empty list where there is none. */
static bool
read_one(Db *db, void *data, GError **error)
{
    RosterPage *roster = data;
    PersonEntry entry;
    Person *person = NULL;

    roster->people = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
    if (!people_by_email(roster->gathering->people, roster->wanted, &entry) &&
        !people_by_number(roster->gathering->people, roster->wanted, &entry))
        return true;
    if (!person_get(db, &roster->gathering->place, &entry.id, &person, error))
        return false;
    if (person != NULL)
        g_ptr_array_add(roster->people, person);
    return true;
}

/* Nothing here depends on whether somebody has been in (A17). */
static void
write_state(Html *html, const Person *person)
{
    html_open(html, EL_TD, { AT_CLASS, "govuk-table__cell" });
    if ((person->marks & PERSON_BOUNCED) != 0)
        html_text_f(html, _("The address does not work: %s"), person->problem);
    else if (person->email[0] == '\0')
        html_text(html, _("Gets a letter"));
    else if ((person->marks & PERSON_UNSUBSCRIBED) != 0)
        html_text(html, _("Wants no mails"));
    html_close(html, EL_TD);
}

static void
write_person(Html *html, const Gathering *gathering, const Person *person)
{
    g_autofree char *action = g_strdup_printf("/admin/c/%s/resend", gathering->slug);
    char id[ID_TEXT_SIZE];

    id_to_text(&person->id, id);
    html_open(html, EL_TR);
    html_leaf(html, EL_TH, person->name, { AT_CLASS, "govuk-table__header" }, { AT_SCOPE, "row" });
    cell(html, person->email);
    cell(html, person->number);
    write_state(html, person);
    html_open(html, EL_TD, { AT_CLASS, "govuk-table__cell" });
    if (person->email[0] != '\0')
        page_act(html, action, BUTTON_SECOND, _("Send a new link"), "person", id);
    html_close(html, EL_TD);
    html_close(html, EL_TR);
}

static void
write_search(Html *html, const char *path, const char *wanted)
{
    html_open(html, EL_FORM, { AT_CLASS, "c-search" }, { AT_ACTION, path }, { AT_METHOD, "get" });
    form_field(html, &(FormField){ .name = "q", .label = _("Find an address or an id"), .type = "search", .value = wanted,
                                   .no_words = true });
    page_button(html, BUTTON_SECOND, _("Find"), NULL, NULL);
    html_close(html, EL_FORM);
}

static void
write_next(Html *html, const char *path, const RosterPage *roster)
{
    char id[ID_TEXT_SIZE];

    if (roster->people->len < PEOPLE_A_PAGE)
        return;
    id_to_text(&roster->after, id);
    g_autofree char *href = g_strdup_printf("%s?after=%s", path, id);
    html_open(html, EL_P);
    html_leaf(html, EL_A, _("More people"), { AT_HREF, href });
    html_close(html, EL_P);
}

static void
write_nobody(Html *html, const char *path, const char *wanted)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-empty" }, { AT_ROLE, "status" });
    shell_icon(html, "search", NULL);
    if (wanted == NULL || wanted[0] == '\0') {
        html_leaf(html, EL_P, _("Nobody is on this roster yet. It is imported by a command on the server: candour roster import."));
    } else {
        html_leaf(html, EL_P, _("Nobody on the roster has exactly this address or id."));
        html_open(html, EL_P);
        html_leaf(html, EL_A, _("Show everybody"), { AT_HREF, path });
        html_close(html, EL_P);
    }
    html_close(html, EL_DIV);
}

static void
write_people(Html *html, const char *path, const Gathering *gathering, const RosterPage *roster)
{
    static const char *const heads[] = { N_("Name"), N_("Address"), N_("Id"), N_("To look at"), N_("Help"), NULL };

    if (roster->people->len == 0) {
        write_nobody(html, path, roster->wanted);
        return;
    }
    table_open(html, _("Roster"), heads);
    for (guint i = 0; i < roster->people->len; i++)
        write_person(html, gathering, roster->people->pdata[i]);
    table_close(html);
}

static void
send_roster(HttpRequest *request, HttpReply *reply, const Gathering *gathering, const RosterPage *roster)
{
    g_autofree char *path = g_strconcat("/admin/c/", gathering->slug, NULL);
    g_autoptr(Staff) who = NULL;
    const DeskPage page = admin_page(request, gathering->title, &who);
    Html *html = desk_page_begin(request, &page);

    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    page_done(html, request, _("A new link is on its way by mail."));
    html_leaf(html, EL_H1, page.title);
    html_open(html, EL_P);
    g_autofree char *people = i18n_format(_("%zu people are on the roster. Whether somebody has been in is shown to nobody."),
                                          people_count(gathering->people));
    html_text(html, people);
    html_close(html, EL_P);
    write_search(html, path, roster->wanted);
    write_people(html, path, gathering, roster);
    write_next(html, path, roster);
    html_close(html, EL_DIV);
    page_send(request, reply, 200, &page, html);
}

/* NULL: the answer has gone out. */
static Gathering *
gathering_of(HttpRequest *request, HttpReply *reply)
{
    Gathering *gathering = gatherings_by_slug(web_desk(request)->gatherings, http_arg(request, 0));

    if (gathering == NULL)
        http_reply_problem(reply, request, 404, NULL);
    return gathering;
}

void
admin_roster(HttpRequest *request, HttpReply *reply)
{
    const Desk *desk = web_desk(request);
    g_autoptr(Gathering) gathering = gathering_of(request, reply);
    RosterPage roster = { .gathering = gathering, .wanted = http_query(request, "q") };
    g_autoptr(GError) error = NULL;

    if (gathering == NULL)
        return;
    if (!id_from_text(http_query(request, "after"), &roster.after))
        roster.after = (Id){ { 0 } };
    const bool by_text = roster.wanted != NULL && roster.wanted[0] != '\0';
    if (vault_read(desk->vault, by_text ? read_one : read_page, &roster, &error))
        send_roster(request, reply, gathering, &roster);
    else
        http_reply_error(reply, request, error);
    if (roster.people != NULL)
        g_ptr_array_unref(roster.people);
}

void
admin_resend(HttpRequest *request, HttpReply *reply)
{
    const Desk *desk = web_desk(request);
    g_autoptr(Gathering) gathering = gathering_of(request, reply);
    g_autoptr(GError) error = NULL;
    Id person;

    if (gathering == NULL)
        return;
    if (!http_id(request, ADMIN_PERSON, &person)) {
        http_reply_problem(reply, request, 404, NULL);
        return;
    }
    /* An address that bounced may be right again: this is how it is tried. */
    if (!link_request_renew(desk, gathering, &person, ORDER_LINK_AGAIN, &error)) {
        http_reply_error(reply, request, error);
        return;
    }
    g_autofree char *back = g_strdup_printf("/admin/c/%s?done=yes", gathering->slug);
    http_reply_redirect(reply, back);
}

/* ---- mails ---- */

static void
write_problems(Html *html, const MailboxState *state)
{
    GHashTableIter iter;
    gpointer key, value;

    html_open(html, EL_UL, { AT_CLASS, "c-plain" });
    g_hash_table_iter_init(&iter, state->problems);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        html_open(html, EL_LI);
        const size_t n = GPOINTER_TO_SIZE(value);
        g_autofree char *mails = i18n_format(i18n_plural("%zu mail: %s", "%zu mails: %s", n), n, (const char *)key);
        html_text(html, mails);
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
}

/* As it stands in mailbox.h: rounded down to a multiple of k. */
static void
rounded_row(Html *html, const char *key, int64_t number, unsigned k)
{
    g_autofree char *text = number > 0 ? i18n_format(_("At least %zu"), (size_t)number)
                                       : i18n_format(_("Fewer than %u"), k);

    form_row(html, key, text);
}

static void
write_mail_figures(Html *html, const MailboxState *state)
{
    g_autofree char *failing = g_strdup_printf("%" G_GINT64_FORMAT, state->failing);

    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack" });
    form_rows_open(html);
    rounded_row(html, _("Waiting"), state->queued, state->k);
    rounded_row(html, _("Sent"), state->sent, state->k);
    form_row(html, _("Failing"), failing);
    form_rows_close(html);
    page_paragraph(html, "c-small c-quiet", _("Mails that somebody asked for, such as new links, are not counted here, and the rest is "
                                              "rounded down: so nobody can tell who asked."));
    html_close(html, EL_DIV);
}

void
admin_mail(HttpRequest *request, HttpReply *reply)
{
    const Desk *desk = web_desk(request);
    g_auto(MailboxState) state = { .problems = NULL };
    g_autoptr(Staff) who = NULL;
    const DeskPage page = admin_page(request, _("Mails"), &who);
    g_autoptr(GError) error = NULL;

    if (!mailbox_look(desk->mailbox, &state, &error)) {
        http_reply_error(reply, request, error);
        return;
    }
    Html *html = desk_page_begin(request, &page);
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    html_leaf(html, EL_H1, page.title);
    if (state.down != NULL) {
        g_autofree char *down = i18n_format(_("Nothing goes out (%s). Mails wait, and are tried again by themselves."), state.down);

        page_notice(html, "c-card--apricot", "alert", down);
    }
    write_mail_figures(html, &state);
    if (g_hash_table_size(state.problems) > 0) {
        html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack" });
        html_leaf(html, EL_H2, _("What the relay says"));
        write_problems(html, &state);
        page_act(html, "/admin/mail/retry", BUTTON_FILLED, _("Try them all again now"), NULL, NULL);
        html_close(html, EL_DIV);
    }
    html_close(html, EL_DIV);
    page_send(request, reply, 200, &page, html);
}

void
admin_mail_retry(HttpRequest *request, HttpReply *reply)
{
    g_autoptr(GError) error = NULL;

    if (mailbox_retry(web_desk(request)->mailbox, &error))
        http_reply_redirect(reply, "/admin/mail");
    else
        http_reply_error(reply, request, error);
}
