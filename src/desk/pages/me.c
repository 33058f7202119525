#include "desk/pages/me.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/when.h"
#include "desk/leave.h"
#include "desk/marks.h"

/* ---- whose page it is ---- */

typedef struct { Gathering *gathering; Person *person; } Me;

static void
me_clear(Me *me)
{
    gathering_unref(me->gathering);
    person_free(me->person);
    *me = (Me){ NULL, NULL };
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Me, me_clear)

typedef struct { const Gathering *gathering; Id id; Person *person; } PersonRead;

static bool
read_person(Db *db, void *data, GError **error)
{
    PersonRead *wanted = data;

    return person_get(db, &wanted->gathering->place, &wanted->id, &wanted->person, error);
}

static void
nobody_here(HttpRequest *request, HttpReply *reply)
{
    http_reply_cookie(reply, request, SESSION_COOKIE, "", 0);
    page_say(request, reply, 410, NULL, _("Nothing is held about you here"),
             _("You are not on the list of this conversation any more."), NULL);
}

/* False: a page was sent. */
static bool
find_me(HttpRequest *request, HttpReply *reply, Me *me)
{
    const Desk *desk = web_desk(request);
    const Session *session = web_session(request);
    g_autoptr(GError) error = NULL;

    me->gathering = gatherings_by_id(desk->gatherings, &session->conversation);
    if (me->gathering != NULL && me->gathering->dates.erased == 0) {
        PersonRead wanted = { me->gathering, session->person, NULL };

        if (!vault_read(desk->vault, read_person, &wanted, &error)) {
            http_reply_error(reply, request, error);
            return false;
        }
        me->person = wanted.person;
    }
    if (me->person == NULL)
        nobody_here(request, reply);
    return me->person != NULL;
}

/* ---- what is held ---- */

static void
write_label(Html *html, const Gathering *gathering, const Person *person)
{
    const bool declined = (person->marks & PERSON_LABEL_DECLINED) != 0;

    if (person->group == 0 || person->group >= g_strv_length(gathering->labels))
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack" });
    html_leaf(html, EL_H2, _("Your group"));
    html_open(html, EL_P);
    html_text_f(html, declined ? _("Your label would be \xe2\x80\x9c%s\xe2\x80\x9d. You have declined it: you come in without one.")
                               : _("Inside, you count as \xe2\x80\x9c%s\xe2\x80\x9d. It is shown to nobody and used in totals only."),
                gathering->labels[person->group]);
    html_close(html, EL_P);
    page_act(html, "/me/label", BUTTON_SECOND, declined ? _("Take the label") : _("Come in without a label"), "choice",
             declined ? "take" : "decline");
    page_paragraph(html, "c-small c-quiet", _("It counts from the next time you come in by your link."));
    html_close(html, EL_DIV);
}

static void
write_held(Html *html, const Gathering *gathering, const Person *person)
{
    g_autofree char *erases = when_date(calendar_erases(&gathering->dates), gathering->timezone);

    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack" });
    html_leaf(html, EL_H2, _("What this desk holds about you"));
    form_rows_open(html);
    form_row(html, _("Name"), person->name);
    if (person->email[0] != '\0')
        form_row(html, _("E-mail address"), person->email);
    if (person->number[0] != '\0')
        form_row(html, _("Id"), person->number);
    for (size_t i = 0; person->attributes[i] != NULL && gathering->columns[i] != NULL; i++)
        if (person->attributes[i][0] != '\0')
            form_row(html, gathering->columns[i], person->attributes[i]);
    form_row(html, _("Been in"), (person->marks & PERSON_CAME_IN) != 0 ? _("yes; we keep no time, and tell nobody but you")
                                                                       : _("not noted yet; we keep no time"));
    form_rows_close(html);
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    html_text_f(html, _("Your organisation gave us the list. What you write is kept elsewhere, and this desk cannot see it. All of "
                        "this is destroyed by %s."), erases);
    html_close(html, EL_P);
    html_open(html, EL_P, { AT_CLASS, "c-small" });
    html_leaf(html, EL_A, _("Get a copy, as data for other programs"), { AT_HREF, "/me/copy" });
    html_close(html, EL_P);
    if (gathering->hold_reason[0] != '\0') {
        html_open(html, EL_P);
        html_text_f(html, _("That is later than was said before. The reason: %s"), gathering->hold_reason);
        html_close(html, EL_P);
    }
    html_close(html, EL_DIV);
}

static void
write_mails(Html *html, const Gathering *gathering, const Person *person)
{
    const bool stopped = (person->marks & PERSON_UNSUBSCRIBED) != 0;
    const bool late = gathering->opened && person->cohort == 0;

    if (person->email[0] == '\0')
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack" });
    html_leaf(html, EL_H2, _("Mails"));
    page_paragraph(html, NULL, stopped ? _("You get no mails about this conversation.")
                               : late  ? _("You may get a reminder. No mail will tell you of messages inside: you came on the list late, and "
                                           "your group is still too small to be written to. Look under My things now and then.")
                                       : _("You may get a reminder, or a mail that there may be a message for you."));
    page_act(html, "/me/mails", BUTTON_SECOND, stopped ? _("Write to me again") : _("Stop these mails"), "choice",
             stopped ? "start" : "stop");
    html_close(html, EL_DIV);
}

static void
write_leave(Html *html)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack" });
    html_leaf(html, EL_H2, _("Leave"));
    page_paragraph(html, NULL, _("We delete everything above, at once. Your badge ends. What you wrote stays, with nothing left that "
                                 "ties it to you: to take it back, delete it inside before you leave. You cannot be invited again."));
    page_act(html, "/me/leave", BUTTON_WARNING, _("Leave the conversation"), NULL, NULL);
    page_act(html, "/me/leave", BUTTON_WARNING, _("Delete my data"), NULL, NULL);
    html_close(html, EL_DIV);
}

void
me_show(HttpRequest *request, HttpReply *reply)
{
    g_auto(Me) me = { NULL, NULL };

    if (!find_me(request, reply, &me))
        return;
    const DeskPage page = { .title = _("My data"), .gathering = me.gathering, .sign_out = "/sign-out" };
    Html *html = desk_page_begin(request, &page);
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    html_leaf(html, EL_H1, page.title);
    html_open(html, EL_DIV, { AT_CLASS, "c-two c-two--even" });
    write_held(html, me.gathering, me.person);
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    write_label(html, me.gathering, me.person);
    write_mails(html, me.gathering, me.person);
    write_leave(html);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    page_send(request, reply, 200, &page, html);
}

static json_t *
columns_json(const Gathering *gathering, const Person *person)
{
    json_t *columns = json_object();

    for (size_t i = 0; person->attributes[i] != NULL && gathering->columns[i] != NULL; i++)
        json_object_set_new(columns, gathering->columns[i], json_string(person->attributes[i]));
    return columns;
}

void
me_copy(HttpRequest *request, HttpReply *reply)
{
    g_auto(Me) me = { NULL, NULL };

    if (!find_me(request, reply, &me))
        return;
    const Person *person = me.person;
    const bool in_group = person->group != 0 && person->group < g_strv_length(me.gathering->labels);

    http_reply_json(reply, 200, json_pack(
        "{s:s, s:s, s:s, s:s, s:o, s:s?, s:b, s:b, s:b}", "conversation", me.gathering->slug, "name", person->name, "email", person->email,
        "id", person->number, "columns", columns_json(me.gathering, person), "group",
        in_group ? me.gathering->labels[person->group] : NULL, "group_declined", (person->marks & PERSON_LABEL_DECLINED) != 0,
        "mails_stopped", (person->marks & PERSON_UNSUBSCRIBED) != 0, "been_in", (person->marks & PERSON_CAME_IN) != 0));
    http_reply_header(reply, "Content-Disposition", "attachment; filename=\"my-data.json\"");
}

/* ---- changes ---- */

static void
set_and_return(HttpRequest *request, HttpReply *reply, PersonMark mark, bool on)
{
    g_auto(Me) me = { NULL, NULL };
    g_autoptr(GError) error = NULL;

    if (!find_me(request, reply, &me))
        return;
    if (marks_set(web_desk(request), me.gathering, &me.person->id, mark, on, &error))
        http_reply_redirect(reply, "/me");
    else
        http_reply_error(reply, request, error);
}

void
me_label(HttpRequest *request, HttpReply *reply)
{
    set_and_return(request, reply, PERSON_LABEL_DECLINED, http_choice(request, ME_CHOICE) == 0);
}

void
me_mails(HttpRequest *request, HttpReply *reply)
{
    set_and_return(request, reply, PERSON_UNSUBSCRIBED, http_choice(request, ME_CHOICE) == 0);
}

static void
ask_twice(HttpRequest *request, HttpReply *reply, const Gathering *gathering)
{
    const DeskPage page = { .title = _("Leave for good?"), .gathering = gathering, .sign_out = "/sign-out" };
    Html *html = desk_page_begin(request, &page);

    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack c-narrow" });
    html_leaf(html, EL_H1, page.title);
    page_paragraph(html, NULL, _("Your name, address and everything else about you will be deleted here, and you cannot come back. "
                                 "This cannot be undone."));
    page_act(html, "/me/leave", BUTTON_WARNING, _("Yes, leave the conversation"), "sure", "yes");
    html_open(html, EL_P);
    html_leaf(html, EL_A, _("No, go back"), { AT_HREF, "/me" });
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    page_send(request, reply, 200, &page, html);
}

void
me_leave(HttpRequest *request, HttpReply *reply)
{
    g_auto(Me) me = { NULL, NULL };
    g_autoptr(GError) error = NULL;

    if (!find_me(request, reply, &me))
        return;
    if (!http_flag(request, ME_SURE)) {
        ask_twice(request, reply, me.gathering);
        return;
    }
    if (!leave_do(web_desk(request), me.gathering, &me.person->id, clock_now(), &error)) {
        http_reply_error(reply, request, error);
        return;
    }
    http_reply_cookie(reply, request, SESSION_COOKIE, "", 0);
    page_say(request, reply, 200, me.gathering, _("You have left"),
             _("Everything about you is deleted here. Within a few minutes your badge ends too."),
             _("Thank you for having been there."), NULL);
}

/* Out of the desk, and on to the room, which asks there (A20). */
void
me_sign_out(HttpRequest *request, HttpReply *reply)
{
    page_leave(request, reply, "/signout");
}

static void
ask_to_sign_out(HttpRequest *request, HttpReply *reply)
{
    const DeskPage page = { .title = _("Sign out here too?") };
    Html *html = desk_page_begin(request, &page);

    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack c-narrow" });
    html_leaf(html, EL_H1, page.title);
    page_paragraph(html, NULL, _("This desk knows you apart from the conversation. Sign out here as well, so that nothing is left in this browser."));
    page_act(html, "/sign-out", BUTTON_FILLED, _("Sign out"), NULL, NULL);
    html_close(html, EL_DIV);
    page_send(request, reply, 200, &page, html);
}

/* From the room, which has been left already.  Where its site is another one than the desk's, any page could have led
 * here: then a button is pressed first. */
void
me_signed_out(HttpRequest *request, HttpReply *reply)
{
    if (http_is_cross_site(request))
        ask_to_sign_out(request, reply);
    else
        page_leave(request, reply, "/signed-out");
}
