#include "desk/post.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/when.h"

typedef struct { const Gathering *gathering; GPtrArray *people; } Wanted;

static bool
take_without_email(const Person *person, void *data, GError **error)
{
    Wanted *wanted = data;

    (void)error;
    if (person->email[0] == '\0')
        g_ptr_array_add(wanted->people, person_copy(person));
    return true;
}

static bool
read_people(Db *db, void *data, GError **error)
{
    const Wanted *wanted = data;

    return person_each(db, &wanted->gathering->place, take_without_email, data, error);
}

static int
compare_people(const void *a, const void *b)
{
    const Person *one = *(Person *const *)a, *two = *(Person *const *)b;
    int order = g_utf8_collate(one->name, two->name);

    return order != 0 ? order : strcmp(one->number, two->number);
}

/* ---- one letter ---- */

static void
write_head(Paper *paper, const Gathering *gathering, const Person *person)
{
    if (person->name[0] != '\0' && person->number[0] != '\0')
        paper_text(paper, PAPER_STRONG, _("For %s (%s)"), person->name, person->number);
    else
        paper_text(paper, PAPER_STRONG, _("For %s"), person->name[0] != '\0' ? person->name : person->number);
    paper_below(paper, 28);
    paper_text(paper, PAPER_TITLE, _("You are invited: %s"), gathering->title);
    if (gathering->organisation[0] != '\0')
        paper_text(paper, PAPER_TEXT, _("%s invites you to an online conversation."), gathering->organisation);
    if (gathering->summary[0] != '\0')
        paper_text(paper, PAPER_TEXT, "%s", gathering->summary);
}

static void
write_dates(Paper *paper, const Gathering *gathering)
{
    g_autofree char *from = when_date_time(gathering->dates.opens, gathering->timezone);
    g_autofree char *until = when_date_time(gathering->dates.closes, gathering->timezone);

    paper_text(paper, PAPER_TEXT, _("Say what you think, or only read. Nobody will know who said what: not your manager, not the "
                                    "facilitators, not the people who run this service."));
    paper_text(paper, PAPER_TEXT, _("It opens at %s and is open day and night until %s."), from, until);
}

/* As in the mails: what was sent last works too, so a letter does not end a link. */
static bool
write_way_in(Paper *paper, const Desk *desk, const Gathering *gathering, const Person *person, GError **error)
{
    const char *site = desk->config->desk_url;
    LinkToken link;
    Code code;
    char token[LINK_TEXT + 1], typed[CODE_TEXT + 1];

    credential_link(&gathering->marks, &person->id, person->epoch_sent, &link);
    link_to_text(&link, token);
    credential_code(&gathering->marks, &person->id, person->epoch_sent, &code);
    code_to_text(&code, typed);
    g_autofree char *url = g_strdup_printf("%s/in/%s", site, token);
    paper_below(paper, 12);
    if (!paper_qr(paper, url, error))
        return false;
    paper_text(paper, PAPER_STRONG, _("With a phone"));
    paper_text(paper, PAPER_TEXT, _("Point its camera at the square and open the page it offers."));
    paper_text(paper, PAPER_STRONG, _("On any computer"));
    paper_text(paper, PAPER_TEXT, _("Go to %s/in and type your personal code:"), site);
    paper_text(paper, PAPER_CODE, "%s", typed);
    paper_below(paper, 10);
    paper_text(paper, PAPER_SMALL, _("The same as a link: %s"), url);
    return true;
}

static bool
write_letter(Paper *paper, const Desk *desk, const Gathering *gathering, const Person *person, GError **error)
{
    write_head(paper, gathering, person);
    write_dates(paper, gathering);
    if (!write_way_in(paper, desk, gathering, person, error))
        return false;
    paper_below(paper, 6);
    paper_text(paper, PAPER_TEXT, _("The square, the code and the link are for you alone: please do not pass this letter on. Keep it "
                                    "until the conversation is over, then destroy it. Your own phone is the safest place to write."));
    paper_text(paper, PAPER_TEXT, _("Questions, or something is not working? Write to %s."), gathering->support_email);
    return true;
}

bool
post_print(const Desk *desk, const Gathering *gathering, PaperWrite write, void *data, size_t *ret_letters,
           PostOutcome *ret_outcome, GError **error)
{
    g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
    Wanted wanted = { gathering, people };
    g_auto(I18nScope) speaks = i18n_scope(i18n_language(gathering->language));

    *ret_outcome = gathering_phase(gathering, clock_now()) >= PHASE_COMPLETED ? POST_OVER
                 : people_count(gathering->people) == 0                       ? POST_EMPTY_ROSTER : POST_PRINTED;
    if (*ret_outcome != POST_PRINTED)
        return true;
    if (!vault_read(desk->vault, read_people, &wanted, error))
        return false;
    *ret_letters = people->len;
    *ret_outcome = people->len == 0 ? POST_NOBODY : POST_PRINTED;
    if (people->len == 0)
        return true;
    g_ptr_array_sort(people, compare_people);
    g_autoptr(Paper) paper = paper_new(desk->fonts, gathering->language, gathering->title, write, data);
    for (guint i = 0; i < people->len; i++) {
        if (i > 0)
            paper_next_page(paper);
        if (!write_letter(paper, desk, gathering, people->pdata[i], error))
            return false;
    }
    return paper_finish(paper, error);
}
