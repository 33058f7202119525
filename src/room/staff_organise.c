#include "room/staff_organise.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/when.h"
#include "domain/release.h"
#include "domain/texts.h"
#include "room/desk_link.h"
#include "room/frame.h"
#include "room/pages/organise.h"
#include "room/write.h"

/* "410", or in words what is too few to tell; NULL: not known yet. */
static const char *
people(Scratch *scratch, bool known, uint32_t n, unsigned k)
{
    if (!known)
        return NULL;
    return scratch_keep(scratch, n < k ? i18n_format(_("under %u"), k) : i18n_format("%u", n));
}

static const char *
phase_text(Scratch *scratch, const Conversation *about)
{
    const Calendar *dates = &about->dates;

    switch (calendar_phase(dates, clock_now())) {
    case PHASE_DRAFT: {
        g_autofree char *when = when_date_time(dates->opens, about->timezone);
        return scratch_keep(scratch, i18n_format(_("Opens at %s"), when));
    }
    case PHASE_OPEN: {
        g_autofree char *when = when_date_time(dates->closes, about->timezone);
        return scratch_keep(scratch, i18n_format(_("Open until %s"), when));
    }
    case PHASE_CLOSED:
        return dates->published ? _("Closed; the report is out") : _("Closed: people can read, and the analysis is under way");
    case PHASE_COMPLETED:
    case PHASE_ERASED:
        break;
    }
    return _("Completed");
}

static const char *
counts_words(CountsShown counts)
{
    switch (counts) {
    case COUNTS_AFTER_VOTING:
        return _("seen once one has voted");
    case COUNTS_AFTER_CLOSING:
        return _("seen after closing");
    case COUNTS_OPEN:
    case COUNTS__COUNT:
        break;
    }
    return _("seen by all");
}

static void
fill_dates(Scratch *scratch, const Conversation *about, OrganiseView *view)
{
    view->phase = phase_text(scratch, about);
    view->opens = scratch_keep(scratch, when_date_time(about->dates.opens, about->timezone));
    view->closes = scratch_keep(scratch, when_date_time(about->dates.closes, about->timezone));
    view->posting_ends = about->dates.posting_ends
        ? scratch_keep(scratch, when_date_time(about->dates.posting_ends, about->timezone)) : NULL;
    view->rule_counts = counts_words(about->rules.counts);
    view->rule_comments = about->rules.no_comments ? _("off") : _("on");
    view->completes = scratch_keep(scratch, when_date(about->dates.completes, about->timezone));
    view->erases = scratch_keep(scratch, when_date(about->dates.erases, about->timezone));
}

static void
fill_people(const Visitor *visitor, Scratch *scratch, const Board *board, OrganiseView *view)
{
    WireFigures figures;
    bool known = room_figures(visitor->room, &visitor->badge.conversation, &figures);
    GroupLine *groups = g_new0(GroupLine, WIRE_GROUPS + 1);

    scratch_keep(scratch, (char *)groups);
    view->k = board->about->k;
    view->invited = people(scratch, known, known ? figures.all.invited : 0, view->k);
    view->came = people(scratch, known, known ? figures.all.in : 0, view->k);
    view->as_of = known ? _("last night") : NULL;
    for (unsigned i = 0; known && i < figures.n_groups && i + 1 < board->about->n_groups; i++)
        groups[view->n_groups++] = (GroupLine){ board->about->groups[i + 1],
                                                people(scratch, true, figures.groups[i].invited, view->k),
                                                people(scratch, true, figures.groups[i].in, view->k) };
    view->groups = groups;
}

static void
fill_talk(const Board *board, OrganiseView *view)
{
    for (guint i = 0; i < board->items->len; i++) {
        const Item *item = board_at(board, i);

        if (!item->public || item->shown.state != STATE_SHOWN)
            continue;
        view->ideas += item->kind == KIND_IDEA && item->source != SOURCE_FACILITATOR;
        view->comments += item->kind == KIND_COMMENT;
        view->votes += item->shown.likes + item->shown.dislikes;
    }
}

static OrganiseView
organise_view(const Visitor *visitor, Scratch *scratch, const Board *board)
{
    const Config *config = visitor->room->config;
    const Conversation *about = board->about;
    ReleaseOutcome may = release_may(board);
    OrganiseView view = {
        .may_remind = calendar_may_write(&about->dates, clock_now()),
        .may_publish = may == RELEASE_YES,
        .published = may == RELEASE_OUT,
        .publish_waits = may == RELEASE_STILL_OPEN ? _("The conversation is still open.") : NULL,
        .mail_folder = config->mail_transport == MAIL_FILE ? "desk/mail" : NULL,
        .same_disk = !config->keys_apart,
        .welcome = about->pages[PAGE_WELCOME],
        .rules = about->pages[PAGE_RULES],
        .faq = about->pages[PAGE_FAQ],
        .privacy = about->pages[PAGE_PRIVACY],
        .accessibility = about->pages[PAGE_ACCESSIBILITY],
        .support = about->pages[PAGE_SUPPORT],
    };

    fill_dates(scratch, about, &view);
    fill_people(visitor, scratch, board, &view);
    fill_talk(board, &view);
    return view;
}

typedef bool PageMaker(const PageFrame *frame, const OrganiseView *view, Page *ret_page, GError **error);

/* `typed`: texts of a form that was refused, shown again. */
static void
show(HttpRequest *request, HttpReply *reply, unsigned status, PageMaker *make, bool typed)
{
    const Visitor *visitor = request_visitor(request);
    g_autoptr(Scratch) scratch = scratch_new();
    FormError errors[PAGE__COUNT];
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    PageFrame frame = frame_of(request, board, scratch);
    OrganiseView view = organise_view(visitor, scratch, board);
    if (typed) {
        const char **const texts[PAGES_TYPED] = { &view.welcome, &view.rules, &view.faq, &view.privacy, &view.accessibility,
                                                      &view.support };

        for (unsigned i = 0; i < PAGES_TYPED; i++)
            *texts[i] = http_typed(request, i);
        frame.n_errors = frame_errors(request, errors, G_N_ELEMENTS(errors));
        frame.errors = errors;
    }
    bool made = make(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, status, made, &page, error);
}

void
page_organise(HttpRequest *request, HttpReply *reply)
{
    show(request, reply, 200, organise_page, false);
}

void
page_settings(HttpRequest *request, HttpReply *reply)
{
    show(request, reply, 200, settings_page, false);
}

void
page_publish_ask(HttpRequest *request, HttpReply *reply)
{
    show(request, reply, 200, publish_page, false);
}

/* ---- texts ---- */

static const HttpField settings_fields[PAGES_TYPED] = {
    [PAGE_WELCOME] = { "welcome", HTTP_FIELD_TEXT, LIMIT_MARKDOWN_PAGE, false, NULL },
    [PAGE_RULES] = { "rules", HTTP_FIELD_TEXT, LIMIT_MARKDOWN_PAGE, false, NULL },
    [PAGE_FAQ] = { "faq", HTTP_FIELD_TEXT, LIMIT_MARKDOWN_PAGE, false, NULL },
    [PAGE_PRIVACY] = { "privacy", HTTP_FIELD_TEXT, LIMIT_MARKDOWN_PAGE, false, NULL },
    [PAGE_ACCESSIBILITY] = { "accessibility", HTTP_FIELD_TEXT, LIMIT_MARKDOWN_PAGE, false, NULL },
    [PAGE_SUPPORT] = { "support", HTTP_FIELD_TEXT, LIMIT_SIGNPOST, false, NULL },
};
const HttpInput page_settings_input = { HTTP_INPUT_FORM, settings_fields, PAGES_TYPED, PAGES_TYPED * 3 * LIMIT_MARKDOWN_PAGE };

static bool
run_settings(RoomWrite *write, Db *db, GError **error)
{
    const char *pages[PAGE__COUNT] = { NULL };

    for (unsigned i = 0; i < PAGES_TYPED; i++)
        pages[i] = http_text(write->request, i);
    return texts_put(write->room->hall, db, &write->actor.conversation, pages, error);
}

static void
go_back(HttpRequest *request, HttpReply *reply, const char *rest)
{
    g_autofree char *path = frame_path(request_visitor(request), rest);

    http_reply_redirect(reply, path);
}

static void
settings_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    go_back(request, reply, "/organise/settings?done=edited");
}

void
page_settings_post(HttpRequest *request, HttpReply *reply)
{
    size_t n;

    http_errors(request, &n);
    if (n > 0)
        show(request, reply, 422, settings_page, true);
    else
        room_write(request, run_settings, settings_done, NULL);
}

/* ---- reminding: the desk sees to it that it is not too often ---- */

void
page_remind_post(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);

    hall_read(visitor->room->hall);
    bool open = calendar_may_write(&visitor_board(visitor)->about->dates, clock_now());
    hall_read_end(visitor->room->hall);
    if (!open) {
        http_reply_problem(reply, request, 409, _("Reminders go out while the conversation is open."));
        return;
    }
    room_ask_reminder(visitor->room, &visitor->badge.conversation);
    go_back(request, reply, "/organise?done=reminded");
}
