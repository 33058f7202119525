#include "desk/mails.h"
#include "base/i18n.h"
#include "base/when.h"
#include "desk/staff_link.h"
#include "desk/unsubscribe.h"

/* ---- pieces ---- */

static void
sign_in_link(const Desk *desk, const Gathering *gathering, const Person *person, Letter *letter)
{
    LinkToken link;
    char token[LINK_TEXT + 1];

    credential_link(&gathering->marks, &person->id, person->epoch_sent, &link);
    link_to_text(&link, token);
    g_autofree char *url = g_strdup_printf("%s/in/%s", desk->config->desk_url, token);
    letter_link(letter, _("Your personal link:"), _("Come in"), url);
}

static void
sign_in_code(const Desk *desk, const Gathering *gathering, const Person *person, Letter *letter)
{
    Code code;
    char typed[CODE_TEXT + 1];

    credential_code(&gathering->marks, &person->id, person->epoch_sent, &code);
    code_to_text(&code, typed);
    g_autofree char *before =
        i18n_format(_("On another device, go to %s/in and type this personal code:"), desk->config->desk_url);
    letter_code(letter, before, typed);
}

static void
closing_lines(const Desk *desk, const Gathering *gathering, const Person *person, Letter *letter)
{
    g_autofree char *stop = unsubscribe_address(desk, &gathering->id, &person->id);

    letter_paragraph(letter, _("Questions, or something is not working? Write to %s."), gathering->support_email);
    letter_unsubscribe(letter, stop);
}

/* ---- one function for each kind ---- */

static Letter *
write_invitation(const Desk *desk, const Gathering *gathering, const Person *person)
{
    g_autofree char *subject = i18n_format(_("You are invited: %s"), gathering->title);
    g_autofree char *until = when_date_time(gathering->dates.closes, gathering->timezone);
    Letter *letter = letter_new(person->email, subject, i18n_tag(i18n_spoken()));

    letter_paragraph(letter, "%s", _("Hello,"));
    if (gathering->organisation[0] != '\0')
        letter_paragraph(letter, _("%s invites you to an online conversation: %s."), gathering->organisation,
                         gathering->title);
    else
        letter_paragraph(letter, _("You are invited to an online conversation: %s."), gathering->title);
    if (gathering->summary[0] != '\0')
        letter_paragraph(letter, "%s", gathering->summary);
    letter_paragraph(letter, _("Say what you think, or only read. Nobody will know who said what: not your manager, "
                               "not the facilitators, not the people who run this service. It is open day and night "
                               "until %s."), until);
    sign_in_link(desk, gathering, person, letter);
    sign_in_code(desk, gathering, person, letter);
    letter_paragraph(letter, "%s", _("The link and the code are for you alone: please do not pass this mail on. Your own "
                                     "phone is the safest place to write."));
    closing_lines(desk, gathering, person, letter);
    return letter;
}

static Letter *
write_link(const Desk *desk, const Gathering *gathering, const Person *person)
{
    g_autofree char *subject = i18n_format(_("Your new link: %s"), gathering->title);
    Letter *letter = letter_new(person->email, subject, i18n_tag(i18n_spoken()));

    letter_paragraph(letter, "%s", _("Hello,"));
    letter_paragraph(letter, _("here are new sign-in details for the conversation %s. The old ones stop working as soon as "
                               "you use these."), gathering->title);
    sign_in_link(desk, gathering, person, letter);
    sign_in_code(desk, gathering, person, letter);
    letter_paragraph(letter, "%s", _("If you did not ask for this mail, you need not do anything."));
    closing_lines(desk, gathering, person, letter);
    return letter;
}

static Letter *
write_reminder(const Desk *desk, const Gathering *gathering, const Person *person)
{
    g_autofree char *subject = i18n_format(_("Still open: %s"), gathering->title);
    g_autofree char *until = when_date_time(gathering->dates.closes, gathering->timezone);
    Letter *letter = letter_new(person->email, subject, i18n_tag(i18n_spoken()));

    letter_paragraph(letter, "%s", _("Hello,"));
    letter_paragraph(letter, _("the conversation %s is open until %s."), gathering->title, until);
    letter_paragraph(letter, "%s", _("We send this to everybody who was invited. We do not know who has been in, and only "
                                     "reading is fine."));
    sign_in_link(desk, gathering, person, letter);
    sign_in_code(desk, gathering, person, letter);
    closing_lines(desk, gathering, person, letter);
    return letter;
}

/* One wording for whatever waits (A8); no code, so that the mails of a cohort differ in their links alone. */
static Letter *
write_waiting(const Desk *desk, const Gathering *gathering, const Person *person)
{
    g_autofree char *subject = i18n_format(_("There may be a message for you: %s"), gathering->title);
    Letter *letter = letter_new(person->email, subject, i18n_tag(i18n_spoken()));

    letter_paragraph(letter, "%s", _("Hello,"));
    letter_paragraph(letter, "%s", _("There may be a message for you. We write to a group of people at a time so that nobody "
                                     "can tell for whom it is."));
    letter_paragraph(letter, "%s", _("If you have shared something, you can look under My things."));
    sign_in_link(desk, gathering, person, letter);
    closing_lines(desk, gathering, person, letter);
    return letter;
}

static Letter *
write_call_me(const Desk *desk, const Gathering *gathering, const Order *order)
{
    g_autofree char *subject = i18n_format(_("Please call somebody back: %s"), gathering->title);
    Letter *letter = letter_new(gathering->support_email, subject, i18n_tag(i18n_spoken()));

    letter_paragraph(letter, "%s", _("Somebody in the conversation would like to be called. They wrote:"));
    letter_paragraph(letter, _("Name: %s"), order->name);
    letter_paragraph(letter, _("Number: %s"), order->number);
    letter_paragraph(letter, "%s", _("We do not know what it is about, and have kept neither name nor number. Please call "
                                     "soon, and treat it in confidence."));
    return letter;
}

static Letter *
write_staff_link(const Staff *staff, const char *url)
{
    Letter *letter = letter_new(staff->email, _("Your sign-in link"), "en");

    letter_paragraph(letter, _("Hello %s,"), staff->name);
    letter_paragraph(letter, "%s", _("this link signs you in once, within an hour. After that ask for a new one on the page "
                                     "Send me a new link."));
    letter_link(letter, _("Your sign-in link:"), _("Sign in"), url);
    letter_paragraph(letter, "%s", _("If you did not ask for this mail, you need not do anything."));
    return letter;
}

/* ---- which, for whom ---- */

typedef struct { const Gathering *gathering; const Id *id; Person *person; } PersonRead;

static bool
read_person(Db *db, void *data, GError **error)
{
    PersonRead *wanted = data;

    return person_get(db, &wanted->gathering->place, wanted->id, &wanted->person, error);
}

/* False: a mail of this kind has no sense any more. */
static bool
is_in_time(const Gathering *gathering, OrderKind kind, int64_t now)
{
    const Phase phase = gathering_phase(gathering, now);

    switch (kind) {
    case ORDER_INVITATION:
    case ORDER_REMINDER:
        return phase == PHASE_OPEN;
    case ORDER_LINK:
    case ORDER_LINK_AGAIN:
    case ORDER_WAITING:
        return phase == PHASE_OPEN || phase == PHASE_CLOSED;
    case ORDER_CALL_ME:
    case ORDER_STAFF_LINK:
        return true;
    }
    return false;
}

static bool
is_link(OrderKind kind)
{
    return kind == ORDER_LINK || kind == ORDER_LINK_AGAIN;
}

static Letter *
write_to_person(const Desk *desk, const Gathering *gathering, const Order *order, const Person *person)
{
    switch (order->kind) {
    case ORDER_INVITATION:
        return write_invitation(desk, gathering, person);
    case ORDER_LINK:
    case ORDER_LINK_AGAIN:
        return write_link(desk, gathering, person);
    case ORDER_REMINDER:
        return write_reminder(desk, gathering, person);
    case ORDER_WAITING:
        return write_waiting(desk, gathering, person);
    case ORDER_STAFF_LINK:
    case ORDER_CALL_ME:
        break;
    }
    return NULL;
}

static bool
for_staff(const Desk *desk, const Order *order, int64_t now, Letter **ret_letter, char **ret_to, GError **error)
{
    g_autoptr(Staff) staff = staff_list_by_id(desk->staff, &order->person);

    if (staff == NULL) {
        *ret_letter = NULL;
        return true;
    }
    g_autofree char *url = staff_link_new(desk, &staff->id, now, error);
    if (url == NULL)
        return false;
    *ret_letter = write_staff_link(staff, url);
    *ret_to = g_strdup(staff->email);
    return true;
}

/* The same for everybody in the conversation (A8). */
static void
dress(Letter *letter, const Gathering *gathering)
{
    letter_list(letter, gathering->slug);
    letter_accent(letter, gathering->brand != NULL ? gathering->brand->accent : NULL);
}

bool
mails_write(const Desk *desk, const Gathering *gathering, const Order *order, int64_t now, Letter **ret_letter,
            char **ret_to, GError **error)
{
    /* The conversation's, not the person's: mails must not differ by what somebody chose (A8). */
    g_auto(I18nScope) speaks = i18n_scope(i18n_language(gathering != NULL ? gathering->language : NULL));

    if (gathering == NULL)
        return for_staff(desk, order, now, ret_letter, ret_to, error);
    if (order->kind == ORDER_CALL_ME) {
        *ret_letter = write_call_me(desk, gathering, order);
        dress(*ret_letter, gathering);
        *ret_to = g_strdup(gathering->support_email);
        return true;
    }
    PersonRead wanted = { gathering, &order->person, NULL };
    if (!vault_read(desk->vault, read_person, &wanted, error))
        return false;
    g_autoptr(Person) person = wanted.person;
    /* Who asked for a link gets it, also after saying no to other mails. */
    const bool writes = person != NULL && is_in_time(gathering, order->kind, now) &&
                        (is_link(order->kind) ? person->email[0] != '\0' : person_gets_mail(person));
    *ret_letter = writes ? write_to_person(desk, gathering, order, person) : NULL;
    if (*ret_letter != NULL) {
        dress(*ret_letter, gathering);
        *ret_to = g_strdup(person->email);
    }
    return true;
}
