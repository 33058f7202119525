#include "desk/pages/in.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/when.h"
#include "desk/admission.h"
#include "desk/came_in.h"
#include "desk/limiter.h"
#include "desk/mask.h"
#include "desk/pages/staff_in.h"
#include "desk/staff_link.h"
#include "http/language.h"
#include "http/network.h"

/* ---- pages that say why not ---- */

/* One page for whatever does not fit: it tells nobody who is on a roster. */
static void
no_such_link(HttpRequest *request, HttpReply *reply)
{
    const DeskPage page = { .title = _("This link does not work") };
    Html *html = desk_page_begin(request, &page);

    html_open(html, EL_DIV, { AT_CLASS, "c-short" });
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    html_open(html, EL_SPAN, { AT_CLASS, "c-tile" });
    shell_icon(html, "link", NULL);
    html_close(html, EL_SPAN);
    html_leaf(html, EL_H1, page.title);
    page_paragraph(html, "c-lead", _("It may be an old one, or a part of it was lost on the way. Nothing has been opened."));
    html_open(html, EL_P);
    shell_sentence(html, _("You can [ask for a new link]."), "/link", NULL);
    html_close(html, EL_P);
    html_open(html, EL_P);
    shell_sentence(html, _("Or [type the code] that stands in your mail or letter."), "/in", NULL);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    shell_symbol(html, "c-short__art", "art");
    html_close(html, EL_DIV);
    page_send(request, reply, 404, &page, html);
}

static void
not_open_yet(HttpRequest *request, HttpReply *reply, const Gathering *gathering)
{
    g_autofree char *opens = when_date_time(gathering->dates.opens, gathering->timezone);
    g_autofree char *text = i18n_format(_("It opens at %s. Please come back then, with the same link or code."), opens);

    page_say(request, reply, 200, gathering, _("This conversation is not open yet"), text, NULL);
}

static void
is_over(HttpRequest *request, HttpReply *reply, const Gathering *gathering)
{
    page_say(request, reply, 410, gathering, _("This conversation is over"),
             _("Links and codes have stopped working. Everything personal is being deleted."), NULL);
}

/* True: it may be entered; else the page was sent. */
static bool
is_enterable(HttpRequest *request, HttpReply *reply, const Gathering *gathering)
{
    http_prefer_language(request, gathering->language);
    switch (gathering_phase(gathering, clock_now())) {
    case PHASE_OPEN:
    case PHASE_CLOSED:
        return true;
    case PHASE_DRAFT:
        not_open_yet(request, reply, gathering);
        return false;
    case PHASE_COMPLETED:
    case PHASE_ERASED:
        is_over(request, reply, gathering);
        return false;
    }
    return false;
}

/* ---- for whom ---- */

typedef struct { const Gathering *gathering; Id id; Person *person; } PersonRead;

static bool
read_person(Db *db, void *data, GError **error)
{
    PersonRead *wanted = data;

    return person_get(db, &wanted->gathering->place, &wanted->id, &wanted->person, error);
}

static void
write_question(Html *html, const Gathering *gathering)
{
    g_autofree char *until = when_date_time(gathering->dates.closes, gathering->timezone);
    const bool is_open = gathering_phase(gathering, clock_now()) == PHASE_OPEN;

    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    html_open(html, EL_P, { AT_CLASS, "c-quiet" });
    if (gathering->organisation[0] == '\0')
        html_text(html, is_open ? _("You are invited to a conversation") : _("You were invited to a conversation"));
    else
        html_text_f(html, is_open ? _("%s invites you to a conversation") : _("%s invited you to a conversation"),
                    gathering->organisation);
    html_close(html, EL_P);
    html_leaf(html, EL_H1, gathering->summary[0] != '\0' ? gathering->summary : gathering->title);
    page_paragraph(html, "c-lead", is_open ? _("Say what you think. Nobody will know it was you: not your manager, not the "
                                               "facilitators, not the people who run this service.")
                                           : _("Thank you to all who took part. Who wrote what stays unknown: to your manager, "
                                               "to the facilitators, and to the people who run this service."));
    html_open(html, EL_P, { AT_CLASS, "c-quiet" });
    if (is_open)
        html_text_f(html, _("Open day and night until %s. You need about two minutes."), until);
    else
        html_text_f(html, _("It closed at %s. You can still read it."), until);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
}

static void
write_not_you(Html *html, const Gathering *gathering)
{
    g_autofree char *mailto = g_strconcat("mailto:", gathering->support_email, NULL);

    html_open(html, EL_P, { AT_CLASS, "c-small" });
    shell_sentence(html, _("Not you? Stop here and [tell support]. Nothing has been opened."), mailto, NULL);
    html_close(html, EL_P);
}

/* `code` NULL: the form goes back to the link it came from. */
static void
write_for_whom(Html *html, const HttpRequest *request, const Gathering *gathering, const Person *person, const char *code)
{
    g_autofree char *name = mask_name(person->name);
    g_autofree char *address = mask_address(person->email);

    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack" });
    html_open(html, EL_DIV);
    html_leaf(html, EL_H2, code != NULL ? _("This code is for") : _("This link is for"), { AT_CLASS, "c-small c-quiet" });
    html_leaf(html, EL_P, name, { AT_CLASS, "c-forwhom" }, { AT_TRANSLATE, "no" });
    if (address[0] != '\0')
        html_leaf(html, EL_P, address, { AT_CLASS, "c-quiet" }, { AT_TRANSLATE, "no" });
    html_close(html, EL_DIV);
    html_open(html, EL_FORM, { AT_CLASS, "c-stack" }, { AT_ACTION, code != NULL ? "/in" : http_path(request) },
              { AT_METHOD, "post" });
    if (code != NULL) {
        form_hidden(html, "code", code);
        form_hidden(html, "go", "yes");
    }
    page_button(html, BUTTON_BIG, _("Continue"), NULL, NULL);
    page_button(html, BUTTON_SECOND, _("I\xe2\x80\x99m on a shared computer"), "shared", "yes");
    page_paragraph(html, "c-small c-quiet", _("On a shared computer we sign you out after 15 minutes and leave nothing "
                                              "behind."));
    html_close(html, EL_FORM);
    write_not_you(html, gathering);
    html_close(html, EL_DIV);
}

/* Who came on the list late and in few is in no cohort yet: a mail would be for them alone (A8). */
static void
write_no_mails(Html *html, const Gathering *gathering, const Person *person)
{
    if (!gathering->opened || person->cohort != 0)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-notice u-mt5" });
    shell_icon(html, "mail", NULL);
    html_open(html, EL_DIV);
    html_leaf(html, EL_H2, _("No mail will tell you of messages"), { AT_CLASS, "c-small" });
    page_paragraph(html, "c-small", _("You came on the list late. We write to groups of people only, so that nobody can tell for whom it is, "
                                      "and yours is still too small. If you share something, look under My things now and then."));
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
}

static void
write_promise(Html *html, const char *icon, const char *title, const char *text)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-card--leaf c-notice" });
    shell_icon(html, icon, NULL);
    html_open(html, EL_DIV);
    html_leaf(html, EL_H2, title, { AT_CLASS, "c-small" });
    page_paragraph(html, "c-small", text);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
}

static void
write_promises(Html *html)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-grid c-grid--apart" });
    write_promise(html, "mask", _("Your name stays at this desk"),
                  _("Inside, you wear a badge without a name. The conversation never learns who you are."));
    write_promise(html, "key", _("A link alone shows nothing you wrote"),
                  _("If someone else opens this mail, they can read the conversation, never your part of it."));
    write_promise(html, "cup", _("Only reading is fine"),
                  _("Nobody can see whether you came in. Your own phone is the safest place to write."));
    html_close(html, EL_DIV);
}

static void
show_for_whom(HttpRequest *request, HttpReply *reply, const GatheringMember *member, const char *code)
{
    const DeskPage page = { .title = _("Come in"), .gathering = member->gathering };
    PersonRead wanted = { member->gathering, member->entry.id, NULL };
    g_autoptr(GError) error = NULL;

    if (!vault_read(web_desk(request)->vault, read_person, &wanted, &error)) {
        http_reply_error(reply, request, error);
        return;
    }
    g_autoptr(Person) person = wanted.person;
    if (person == NULL) {
        no_such_link(request, reply);
        return;
    }
    Html *html = desk_page_begin(request, &page);
    html_open(html, EL_DIV, { AT_CLASS, "c-welcome" });
    write_question(html, member->gathering);
    write_for_whom(html, request, member->gathering, person, code);
    html_close(html, EL_DIV);
    write_no_mails(html, member->gathering, person);
    write_promises(html);
    page_send(request, reply, 200, &page, html);
}

/* ---- going in ---- */

/* New credentials were used: those before them are worth nothing from now on (A15). */
typedef struct { const Gathering *gathering; Id id; uint32_t epoch; Person *changed; } FirstUse;

static bool
use_epoch(Db *db, void *data, GError **error)
{
    FirstUse *use = data;

    person_free(use->changed);
    use->changed = NULL;
    if (!person_get(db, &use->gathering->place, &use->id, &use->changed, error))
        return false;
    if (use->changed == NULL)
        return true;
    use->changed->epoch = MAX(use->changed->epoch, use->epoch);
    return person_put(db, &use->gathering->place, use->changed, error);
}

static void
epoch_used(void *data)
{
    const FirstUse *use = data;

    if (use->changed != NULL)
        people_put(use->gathering->people, use->changed);
}

static bool
end_older(const Desk *desk, const GatheringMember *member, GError **error)
{
    FirstUse use = { member->gathering, member->entry.id, member->epoch, NULL };

    if (member->epoch == member->entry.epoch)
        return true;
    const bool used = vault_write(desk->vault, &(VaultJob){ .run = use_epoch, .after = epoch_used, .data = &use }, error);
    person_free(use.changed);
    return used;
}

static void
enter(HttpRequest *request, HttpReply *reply, const GatheringMember *member, bool shared)
{
    const Desk *desk = web_desk(request);
    const int64_t now = clock_now();
    const Session session = {
        .kind = SESSION_PERSON,
        .conversation = member->gathering->id,
        .person = member->entry.id,
        .expires = now + (shared ? SESSION_SHARED_SECONDS : SESSION_PERSON_SECONDS),
        .shared_computer = shared,
    };
    g_autoptr(GError) error = NULL;

    if (!end_older(desk, member, &error)) {
        http_reply_error(reply, request, error);
        return;
    }
    g_autofree char *room = admission_person(desk, member->gathering, &member->entry, shared);
    came_in_note(desk->came_in, member->gathering, &member->entry.id);
    web_set_session(request, reply, &session);
    g_autofree char *onward = language_onward(language_chosen(request), room);
    http_reply_redirect(reply, onward);
}

/* ---- by link ---- */

static bool
member_of_link(const HttpRequest *request, LinkToken *ret_link, GatheringMember *ret_member)
{
    return link_from_text(http_arg(request, 0), ret_link) &&
           gatherings_by_link(web_desk(request)->gatherings, ret_link, ret_member);
}

void
in_show_link(HttpRequest *request, HttpReply *reply)
{
    g_auto(GatheringMember) member = GATHERING_MEMBER_NONE;
    LinkToken link;

    if (member_of_link(request, &link, &member)) {
        if (is_enterable(request, reply, member.gathering))
            show_for_whom(request, reply, &member, NULL);
    } else if (!link_from_text(http_arg(request, 0), &link) || !staff_in_show(request, reply, &link)) {
        no_such_link(request, reply);
    }
}

void
in_use_link(HttpRequest *request, HttpReply *reply)
{
    g_auto(GatheringMember) member = GATHERING_MEMBER_NONE;
    LinkToken link;

    if (member_of_link(request, &link, &member)) {
        if (is_enterable(request, reply, member.gathering))
            enter(request, reply, &member, http_flag(request, IN_SHARED));
    } else if (!link_from_text(http_arg(request, 0), &link) || !staff_in_use(request, reply, &link)) {
        no_such_link(request, reply);
    }
}

/* ---- by code ---- */

static void
show_code_form(HttpRequest *request, HttpReply *reply, unsigned status)
{
    const DeskPage page = { .title = _("Come in with your code") };
    const PageField field = { "code", _("Your code"),
                              _("Twelve letters and digits from your mail or letter, such as ABC-DEF-GHJ-KMN. Capitals, "
                                "blanks and hyphens do not matter."),
                              NULL, "one-time-code", NULL, true, IN_CODE };
    Html *html = desk_page_begin(request, &page);

    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack c-narrow" });
    page_errors(html, request, &field, 1);
    html_leaf(html, EL_H1, page.title);
    html_open(html, EL_FORM, { AT_CLASS, "c-stack" }, { AT_ACTION, "/in" }, { AT_METHOD, "post" });
    page_field(html, request, &field);
    page_button(html, BUTTON_FILLED, _("Go on"), NULL, NULL);
    html_close(html, EL_FORM);
    html_open(html, EL_P);
    shell_sentence(html, _("Lost your code? [Ask for a new link]."), "/link", NULL);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    page_send(request, reply, status, &page, html);
}

void
in_show_code(HttpRequest *request, HttpReply *reply)
{
    show_code_form(request, reply, 200);
}

static bool
may_try(const HttpRequest *request)
{
    Limiter *limiter = web_desk(request)->limiter;
    const uint64_t network = http_network(request);

    return limiter_would(limiter, LIMIT_CODE_ALL, NULL, 0) &&
           (network == 0 || limiter_would(limiter, LIMIT_CODE_NETWORK, &network, sizeof network));
}

static void
note_wrong(const HttpRequest *request)
{
    Limiter *limiter = web_desk(request)->limiter;
    const uint64_t network = http_network(request);

    /* Their answers do not matter here: the next one asks. */
    if (limiter_take(limiter, LIMIT_CODE_ALL, NULL, 0) && network != 0 &&
        limiter_take(limiter, LIMIT_CODE_NETWORK, &network, sizeof network))
        return;
}

void
in_use_code(HttpRequest *request, HttpReply *reply)
{
    g_auto(GatheringMember) member = GATHERING_MEMBER_NONE;
    const char *typed = http_text(request, IN_CODE);
    size_t n_errors = 0;
    Code code;

    if (!may_try(request)) {
        http_reply_header(reply, "Retry-After", "600");
        page_say(request, reply, 429, NULL, _("Too many codes that did not fit"),
                 _("Please wait ten minutes and try again, or use the link in your mail."), NULL);
        return;
    }
    http_errors(request, &n_errors);
    const bool is_code = n_errors == 0 && typed != NULL && code_from_text(typed, &code);
    if (!is_code || !gatherings_by_code(web_desk(request)->gatherings, &code, &member)) {
        note_wrong(request);
        if (n_errors == 0)
            http_add_error(request, "code", is_code ? _("We do not know this code. Please look at it again.")
                                                    : _("A code has twelve letters and digits. Please look at it again."));
        show_code_form(request, reply, 422);
        return;
    }
    if (!is_enterable(request, reply, member.gathering))
        return;
    if (http_flag(request, IN_GO))
        enter(request, reply, &member, http_flag(request, IN_SHARED));
    else
        show_for_whom(request, reply, &member, typed);
}
