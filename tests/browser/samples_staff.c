#include "samples.h"
#include "room/pages/analyse.h"
#include "room/pages/guide.h"
#include "room/pages/organise.h"
#include "room/pages/item.h"
#include "room/pages/report.h"

#define SLUG "our-next-five-years"
#define ITEM "000000000000000000000idea10"

const PageFrame sample_staff_frame = {
    .here = "/c/" SLUG, .slug = SLUG, .title = "Our next five years", .organisation = "Northgate Community Health",
    .support_email = "support@northgate.example", .signed_in = true, .who = "Facilitator 2",
    .roles = PAGE_FACILITATES,
};

static PageFrame
frame_of(const char *who, unsigned roles)
{
    PageFrame frame = sample_staff_frame;

    frame.who = who;
    frame.roles = roles;
    return frame;
}

static const QueueLine lines[] = {
    { "000000000000000000000idea11", "I sit in the car for half an hour before I can walk in. I don’t know how much longer.",
      WHY_DISTRESS, 0, "15 minutes", "Facilitator 1", NULL, "1", "Our purpose" },
    { ITEM, "Ask the night lead on Birch ward, Dana, why the sluice is never fixed. She has had four requests from estates.",
      WHY_FLAGGED, 3, "30 minutes", NULL, NULL, "4", "Buildings and equipment" },
    { "000000000000000000000idea12", "Our deputy tells everyone who is off sick and why.", WHY_NAMES, 0, "45 minutes", NULL, NULL,
      "1", "Our purpose" },
    { "000000000000000000000idea13", "Whoever planned the car park should try walking through it at 5 am.", WHY_ABUSE, 0,
      "30 minutes", NULL, NULL, "2", "Buildings and equipment" },
    { "000000000000000000000idea16", "With one person, the same all week.", WHY_ANSWERED, 0, "15 minutes", NULL, NULL, "1",
      "Our purpose" },
    { "000000000000000000000idea14", "Rota earlier please!!", WHY_SIMILAR, 4, "15 minutes", NULL, NULL, "1", "Our purpose", NULL,
      "/c/" SLUG "/facilitate?alike=000000000000000000000idea14&all=1", NULL },
    { "000000000000000000000idea15", "Could physio and the ward share one handover?", WHY_NEW, 0, "under 15 minutes", NULL, NULL,
      "1", "Our purpose" },
};

#define LIST "/c/" SLUG "/facilitate"
static const QueueChip chips[] = {
    { LIST, WHY__COUNT, 7, true }, { LIST "?why=worry", WHY_DISTRESS, 1, false }, { LIST "?why=flagged", WHY_FLAGGED, 1, false },
    { LIST "?why=names-someone", WHY_NAMES, 1, false }, { LIST "?why=abuse", WHY_ABUSE, 1, false },
    { LIST "?why=answered", WHY_ANSWERED, 1, false }, { LIST "?why=new", WHY_NEW, 2, false },
};
static const FormChoice filter_sections[] = { { "", "All sections" }, { "our-purpose", "Our purpose (3)" },
                                          { "buildings", "Buildings and equipment (4)" } };
static const FormChoice filter_kinds[] = { { "", "Ideas and comments" }, { "idea", "Ideas (5)" }, { "comment", "Comments (2)" } };
static const FormChoice filter_waits[] = { { "", "any time" }, { "1", "over an hour (2)" }, { "24", "over a day (0)" } };
static const SectionLine bulk_sections[] = { { "our-purpose", "Our purpose", NULL, 4 },
                                             { "buildings", "Buildings and equipment", NULL, 9 } };
static const QueueView waiting = {
    .lines = lines, .n_lines = G_N_ELEMENTS(lines), .total = 7, .all = 7, .longest = "45 minutes", .query = "", .here = LIST,
    .next = "x", .more = LIST "?after=x", .chips = chips, .n_chips = G_N_ELEMENTS(chips),
    .filter = { .sections = filter_sections, .n_sections = 3, .kinds = filter_kinds, .waits = filter_waits, .n_waits = 3,
                .section = "", .kind = "", .wait = "", .n_free = 6 },
    .sections = bulk_sections, .n_sections = 2, .first = true,
};

static bool
queue(Page *ret_page, GError **error)
{
    static const PageHidden fields[] = { { "action", "restore" }, { "version", "5" } };
    PageFrame frame = sample_staff_frame;

    frame.undo_fields = fields;
    frame.n_undo_fields = 2;
    frame.done = "Two ideas about the rota are now one. 9 votes came along.";
    frame.undo = "/c/" SLUG "/facilitate/" ITEM "/act";
    return queue_page(&frame, &waiting, ret_page, error);
}

/* A note to the authors of many may name somebody. */
static bool
queue_names(Page *ret_page, GError **error)
{
    static const NameSpan spans[] = { { 0, 4 } };
    static const PageHidden again[] = { { "action", "hide" }, { "reason", "off-topic" }, { "note", "Dana asked for it." },
                                        { "item-" ITEM, "5" }, { "sure", "yes" } };
    static const char *const chosen[] = { ITEM, NULL };
    PageFrame frame = sample_staff_frame;
    QueueView view = waiting;

    view.noted = (Composer){ .text = "Dana asked for it.", .names = spans, .n_names = 1 };
    view.again = (AgainView){ "/c/" SLUG "/facilitate/bulk", again, G_N_ELEMENTS(again) };
    view.chosen = chosen;
    view.note = view.noted.text;
    return queue_page(&frame, &view, ret_page, error);
}

/* After many at once: two were left alone, and what was typed is kept. */
static bool
queue_refused_sample(Page *ret_page, GError **error)
{
    static const QueueRefusal refused[] = {
        { ITEM, "Ask the night lead on Birch ward.", "Somebody has changed this since you opened it. Look at it again, then decide." },
        { "000000000000000000000idea13", "Whoever planned the car park.", "Another facilitator has looked at it meanwhile." },
    };
    static const FormError errors[] = { { "reason", "Choose the reason: the authors are told it.", NULL } };
    static const char *const chosen[] = { ITEM, "000000000000000000000idea15", NULL };
    PageFrame frame = sample_staff_frame;
    QueueView view = waiting;

    frame.errors = errors;
    frame.n_errors = 1;
    view.refused = refused;
    view.n_refused = 2;
    view.chosen = chosen;
    view.note = "Please keep to what happened.";
    view.filter.words = "car park";
    view.filter.free = true;
    return queue_page(&frame, &view, ret_page, error);
}

static bool
queue_empty(Page *ret_page, GError **error)
{
    return queue_page(&sample_staff_frame, &(QueueView){ 0 }, ret_page, error);
}

static bool
queue_done(Page *ret_page, GError **error)
{
    static const QueueLine done[] = { { ITEM, "Ask why the sluice is never fixed.", WHY_DONE, 0, NULL, NULL, "Edited by Facilitator 1 on Monday" } };

    return queue_page(&sample_staff_frame, &(QueueView){ .lines = done, .n_lines = 1, .done = true }, ret_page, error);
}

static ItemView
item_view(void)
{
    static const SectionLine sections[] = { { "our-purpose", "Our purpose", NULL, 4 }, { "buildings", "Buildings and equipment", NULL, 9 } };
    static const NameSpan marks[] = { { 22, 10 }, { 34, 4 } };
    static const ReportLine reports[] = { { "It names or points to someone", "names a colleague", "today" },
                                          { "Something else", NULL, "today" } };
    static const MergeLine similar[] = {
        { "000000000000000000000idea20", "The sluice on our ward leaks again. Estates came twice and left twice.", "en",
          "Buildings and equipment", 12, 1, 4 },
        { "000000000000000000000idea21", "Repairs take weeks.\n\nThe lift, the sluice, the door of the linen room.", "en", "Our purpose", 30, 0, 1 },
    };
    static const DiffPiece pieces[] = { { ' ', "Ask " }, { '-', "my boss " }, { '+', "someone " }, { ' ', "why." } };
    static const HistoryLine history[] = {
        { "Moved here from Anything else by Facilitator 1 on Monday", "It fits better here.", NULL, 0, true },
        { "Edited by Facilitator 2 today", "We took out a name.", pieces, G_N_ELEMENTS(pieces), false },
    };
    static const TalkLine talk[] = { { false, "Facilitator 1", "Could you say more about the repairs?", "on Monday" },
                                     { true, NULL, "It has been four requests since spring.", "today" } };
    static const Template templates[] = {
        { "Someone is named", "Thank you for raising this. We took out a name and a place, so that nobody can be recognised, "
                              "you included. Your point stays as it was." },
        { "Joined with another", "Another idea says the same. We joined them, and likes came along." },
    };

    return (ItemView){ .id = ITEM, .idea = ITEM, .kind = KIND_IDEA, .state = STATE_SHOWN, .why = WHY_FLAGGED, .number = 3,
                       .section = "buildings", .section_title = "Buildings and equipment", .sections = sections,
                       .n_sections = 2, .text = lines[1].excerpt, .lang = "en", .marks = marks, .n_marks = 2, .likes = 6,
                       .dislikes = 2, .comments = 1, .version = 4, .reports = reports, .n_reports = 2, .similar = similar,
                       .n_similar = 2, .history = history, .n_history = 2, .talk = talk, .n_talk = 2, .may_write = true,
                       .mail_at = "17:00", .sanction = { .open = true }, .templates = templates, .n_templates = 2, .queue = waiting };
}

static bool
item(Page *ret_page, GError **error)
{
    ItemView view = item_view();

    return item_page(&sample_staff_frame, &view, ret_page, error);
}

static bool
item_merge(Page *ret_page, GError **error)
{
    static const FormError errors[] = { { "into", "Choose the idea that it should be merged into.", NULL } };
    PageFrame frame = sample_staff_frame;
    ItemView view = item_view();

    frame.errors = errors;
    frame.n_errors = 1;
    return item_page(&frame, &view, ret_page, error);
}

static bool
item_stale(Page *ret_page, GError **error)
{
    static const PageHidden again[] = { { "action", "edit" }, { "text", "Ask why the sluice on our ward is never fixed." }, { "version", "5" } };
    static const SinceLine since[] = { { "Edited by Facilitator 1 today", "We took out a name." },
                                       { "Facilitator 1 wrote:", "Could you say more about the repairs?" } };
    static const char *const typed[] = { "Ask why the sluice on our ward is never fixed.", "We took out a name and a place." };
    static const FormError errors[] = { { "text", "Somebody changed it while you had it open. Please have another look.", NULL } };
    PageFrame frame = sample_staff_frame;
    ItemView view = item_view();

    frame.errors = errors;
    frame.n_errors = 1;
    view.holder = "Facilitator 1";
    view.stale = (StaleView){ .again = { "/c/" SLUG "/facilitate/" ITEM "/act", again, G_N_ELEMENTS(again) }, .saw = "Ask my boss why the sluice is never fixed.",
                              .now = view.text, .since = since, .n_since = G_N_ELEMENTS(since), .typed = typed,
                              .n_typed = G_N_ELEMENTS(typed), .leave = "/c/" SLUG "/facilitate/" ITEM };
    view.typed = "Ask why the sluice on our ward is never fixed.";
    view.change = view.history[1].pieces;
    view.n_change = view.history[1].n_pieces;
    view.typed_note = "We took out a name and a place.";
    view.reason = "anonymise";
    view.sanction = (SanctionView){ .open = true, .again = true, .every = "6", .days = "3", .note = "Please take a day." };
    return item_page(&frame, &view, ret_page, error);
}

static bool
item_names(Page *ret_page, GError **error)
{
    static const SafeguardLine steps[] = { { "Facilitator 1 looked at it and worries, on Monday", "Please look too." },
                                           { "Facilitator 2 told the safeguarding lead, today", NULL },
                                           { "Facilitator 1 said that nothing more is to be done, today", NULL } };
    static const NameSpan names[] = { { 7, 4 } }, note_names[] = { { 13, 4 } };
    static const PageHidden again[] = { { "action", "hide" }, { "note", "It was about Dana." }, { "version", "4" }, { "sure", "yes" } };
    ItemView view = item_view();

    view.message = (Composer){ .text = "Was it Dana?", .names = names, .n_names = 1, .go_on = "Send it as it is" };
    view.safeguard = (SafeguardView){ .lines = steps, .n_lines = G_N_ELEMENTS(steps), .open = true, .closing = "Facilitator 1" };
    view.message_kind = "question";
    view.asks_who = true;
    view.preview = "Was it Dana?\n\nSamaritans, 116 123. The call is free.";
    view.help[0] = "Samaritans, 116 123. The call is free.";
    view.help[1] = "Your doctor, or somebody you trust, can help you find the right people.";
    view.help_chosen[0] = true;
    view.n_help = 2;
    view.note = (Composer){ .text = "It was about Dana.", .names = note_names, .n_names = 1 };
    view.again = (AgainView){ "/c/" SLUG "/facilitate/" ITEM "/act", again, G_N_ELEMENTS(again) };
    return item_page(&sample_staff_frame, &view, ret_page, error);
}

static bool
item_hidden(Page *ret_page, GError **error)
{
    static const NameSpan names[] = { { 4, 4 } };
    static const AppealView appeals[] = {
        { .number = "4", .what = "Hidden by Facilitator 1 on Monday", .text = "I meant the rule, not a person.",
          .typed = { .text = "Ask Dana.", .names = names, .n_names = 1, .go_on = "Send it as it is" }, .chosen = "stands" },
        { .sanction = true, .number = "1", .what = "About being asked to pause.", .text = "A week is long.", .own = true },
        { .number = "2", .what = "Moved by Facilitator 1 on Monday", .text = "It fits here.",
          .decided = "Facilitator 2 decided today that it stands.", .answer = "It fits there better." },
    };
    ItemView view = item_view();

    view.state = STATE_HIDDEN;
    view.why = WHY_DONE;
    view.sanction = (SanctionView){ .open = true, .until = "5 pm on Sunday 13 December 2026", .hours = 6,
                                    .who = "Facilitator 2", .own = true };
    view.n_talk = view.n_reports = 0;
    view.appeals = appeals;
    view.n_appeals = G_N_ELEMENTS(appeals);
    return item_page(&sample_staff_frame, &view, ret_page, error);
}

static const CodeLine codes[] = {
    { "c1", "Rest and recovery", "Breaks, rest and talk after a shift.", 0, 0, 231, false },
    { "c2", "Breaks", "", 1, 0, 88, false },
    { "c3", "Debriefing together", "Talking about a shift or an event with those who were there.\nUse when the talk is shared. "
                                   "Not when it is one to one: use Supervision.", 1, 0, 69, true },
    { "c4", "Time and staffing", NULL, 0, 1, 204, false },
    { "c5", "Staffing levels", NULL, 1, 1, 107, true },
    { "c6", "Being valued", NULL, 0, 2, 146, false },
    { "c7", "Handover", NULL, 0, 3, 92, false },
    { "c8", "Emotional load", NULL, 0, 4, 58, false },
};

static bool
analyse(Page *ret_page, GError **error)
{
    static const CodingView codings[] = { { "c3", "Debriefing together", 0, 0, 56, false },
                                          { "c5", "Staffing levels", 1, 135, 169, false },
                                          { "c6", "Being valued", 2, 0, 0, true } };
    static const Suggestion suggestions[] = { { "c8", "Emotional load", 8 }, { "c7", "Handover", 4 } };
    PageFrame frame = frame_of("Analyst 1", PAGE_ANALYSES);
    AnalyseView view = { .coverage = { 942, 89, 253, 14 }, .id = ITEM, .idea = ITEM, .number = 1032, .kind = KIND_IDEA,
                         .section_title = "Looking after each other",
                         .text = "Ten minutes after a hard shift to talk about it together, before everyone goes home. We did "
                                 "this in the spring and people slept better.\n\nIt needs somebody to hold the ward for those "
                                 "ten minutes.",
                         .lang = "en", .likes = 64, .dislikes = 5, .comments = 9, .read = true, .codings = codings,
                         .n_codings = 3, .suggestions = suggestions, .n_suggestions = 2, .codes = codes,
                         .n_codes = G_N_ELEMENTS(codes), .back = "/c/" SLUG "/analyse/x", .skip = "/c/" SLUG "/analyse/y",
                         .apart = 41, .apart_of = 60, .apart_with = "Analyst 2" };

    return analyse_page(&frame, &view, ret_page, error);
}

static bool
analyse_done(Page *ret_page, GError **error)
{
    PageFrame frame = frame_of("Analyst 1", PAGE_ANALYSES);

    return analyse_page(&frame, &(AnalyseView){ .coverage = { 1195, 89, 0, 15 } }, ret_page, error);
}

static bool
frame_codes(Page *ret_page, GError **error)
{
    static const FrameStep steps[] = { { "“Breaks” was added below “Rest and recovery” by Analyst 1" },
                                       { "“Rest” was joined with “Rest and recovery” by Analyst 2" } };
    PageFrame frame = frame_of("Analyst 1", PAGE_ANALYSES);

    return codes_page(&frame, &(CodesView){ .codes = codes, .n_codes = G_N_ELEMENTS(codes), .version = 14, .edit = "c3",
                                            .parent = "c1", .steps = steps, .n_steps = 2 }, ret_page, error);
}

static bool
frame_new(Page *ret_page, GError **error)
{
    static const FormError errors[] = { { "name", "Please give the code a name.", NULL } };
    PageFrame frame = frame_of("Analyst 1", PAGE_ANALYSES);

    frame.errors = errors;
    frame.n_errors = 1;
    return codes_page(&frame, &(CodesView){ .version = 0, .typed_definition = "When" }, ret_page, error);
}

static const GroupShare shares[] = { { "Group A", "over 90%", 90 }, { "Group B", "89%", 89 }, { "Group C", "86%", 86 } };
static const CommonLine common[] = { { "Make somebody responsible for breaks on every shift", shares, 3 },
                                     { "Lockers that lock", shares, 3 } };
static const StrengthLine strengths[] = {
    { "Rest and recovery", "91%", 91, 88, 93, 812, NULL },
    { "Rotas and notice", "84%", 84, 80, 87, 764, NULL },
    { "One record for a patient", "66%", 66, 58, 73, 318, NULL },
    { "Parking and travel", NULL, 0, 0, 0, 0, "Held back: fewer than ten people" },
};

static bool
report_in(const PageFrame *frame, bool preview, Page *ret_page, GError **error)
{
    static const QuoteView quotes[] = {
        { ITEM, "Ten minutes after a hard shift to talk about it together, before everyone goes home." },
        { ITEM, "A rest room for nights with a door that shuts, and a kettle." },
    };
    static const FigureLine figures[] = { { "people invited", 4210 }, { "came in", 1436 }, { "wrote something", 612 },
                                          { "ideas and comments", 1284 }, { "likes and dislikes", 18903 } };
    static const MethodLine method[] = { { "Read by people", "1,284 of 1,284" }, { "Coded by two, apart", "300 posts" },
                                         { "Agreement", "Alpha 0.81 (0.77 to 0.85): dependable" },
                                         { "Held back", "2 counts under ten people" },
                                         { "Facilitators", "31 edited, 18 merged, 6 split, 4 removed" } };
    static const uint64_t codes_after[11] = { 0, 21, 34, 43, 49, 53, 56, 58, 59, 60, 60 };
    const ThemeView themes[] = {
        { "Rest and recovery", "Breaks that happen, a place to sit, and time to talk after a hard shift.", strengths[0], 231,
          174, quotes, 2, NULL, "a rest room on each site by June." },
        { "Rotas and notice", "Knowing early when you work, and being able to swap fairly.", strengths[1], 204, 151, quotes, 2,
          "self-rostering, with 46% likes and 54% dislikes from 203 voters.", NULL },
        { "One record for a patient", NULL, strengths[2], 92, 0, NULL, 0, NULL, NULL },
        { "Parking and travel", NULL, strengths[3], 12, 0, NULL, 0, NULL, NULL },
    };
    ReportView view = { .date = "Northgate Community Health, January 2027", .preview = preview,
                        .lead = "You asked for rest, for notice and for being heard, in that order of agreement. Every idea was "
                                "read by people. Here is what you said, how strongly, and how sure we can be.",
                        .figures = figures, .n_figures = G_N_ELEMENTS(figures),
                        .headline = "Rest and recovery has the firmest support", .themes = themes, .n_themes = 4,
                        .common = common, .n_common = 2, .groups_note = "Group A has 418 people, B 301, C 165.",
                        .codes_after = codes_after, .posts = 1284,
                        .saturation = "The last 250 posts brought one new code", .method = method,
                        .n_method = G_N_ELEMENTS(method), .pdf = "/c/" SLUG "/report?format=pdf",
                        .xlsx = "/c/" SLUG "/report?format=xlsx", .json = "/c/" SLUG "/report?format=json", .links = true };

    return report_page(frame, &view, ret_page, error);
}

static bool
report(Page *ret_page, GError **error)
{
    PageFrame frame = frame_of(NULL, 0);

    frame.report = true;
    return report_in(&frame, false, ret_page, error);
}

static bool
report_preview(Page *ret_page, GError **error)
{
    PageFrame frame = frame_of("Organiser", PAGE_ORGANISES);

    return report_in(&frame, true, ret_page, error);
}

static bool
report_waits(Page *ret_page, GError **error)
{
    PageFrame frame = frame_of(NULL, 0);

    return report_waits_page(&frame, "in January", ret_page, error);
}

static bool
themes(Page *ret_page, GError **error)
{
    static const MethodLine agreement[] = { { "Breaks", "0.84" }, { "Handover", "0.71" } };
    PageFrame frame = frame_of("Analyst 1", PAGE_ANALYSES);

    return themes_page(&frame, &(ThemesView){ .strengths = strengths, .n_strengths = 4, .alpha = "0.81 (0.77 to 0.85)",
                                              .alpha_means = "Dependable.", .agreement = agreement, .n_agreement = 2,
                                              .common = common, .n_common = 2 }, ret_page, error);
}

static bool
themes_empty(Page *ret_page, GError **error)
{
    PageFrame frame = frame_of("Analyst 1", PAGE_ANALYSES);

    return themes_page(&frame, &(ThemesView){ 0 }, ret_page, error);
}

static const OrganiseView organising = {
    .phase = "Open until 5 pm on Sunday 13 December 2026", .opens = "9 am on Sunday 29 November 2026",
    .closes = "5 pm on Sunday 13 December 2026", .completes = "13 March 2027", .erases = "12 April 2027",
    .invited = "4,210", .came = "1,430", .as_of = "last night", .k = 10, .ideas = 515, .comments = 769, .votes = 18903,
    .may_remind = true, .publish_waits = "The conversation is still open: the report comes after it.",
    .mail_folder = "desk/mail", .same_disk = true,
    .welcome = "Welcome\n\n## Why", .rules = "## 1. Situations, not people",
};

static bool
organise(Page *ret_page, GError **error)
{
    static const GroupLine groups[] = { { "Nursing", "1,850", "620" }, { "Community services", "900", "310" },
                                        { "Others", "1,460", "500" } };
    PageFrame frame = frame_of("Organiser", PAGE_ORGANISES);
    OrganiseView view = organising;

    view.groups = groups;
    view.n_groups = 3;
    return organise_page(&frame, &view, ret_page, error);
}

static bool
organise_days(Page *ret_page, GError **error)
{
    static const DayLine days[] = { { "Sunday 29 November", "410" }, { "Monday 30 November", "980" } };
    PageFrame frame = frame_of("Organiser", PAGE_ORGANISES | PAGE_ANALYSES | PAGE_FACILITATES);
    OrganiseView view = organising;

    view.days = days;
    view.n_days = 2;
    view.by_day = true;
    view.may_remind = false;
    view.remind_from = "tomorrow at 9 am";
    view.publish_waits = NULL;
    view.may_publish = true;
    view.mail_folder = NULL;
    return organise_page(&frame, &view, ret_page, error);
}

static bool
settings(Page *ret_page, GError **error)
{
    PageFrame frame = frame_of("Organiser", PAGE_ORGANISES);

    return settings_page(&frame, &organising, ret_page, error);
}

static bool
publish(Page *ret_page, GError **error)
{
    PageFrame frame = frame_of("Organiser", PAGE_ORGANISES);

    return publish_page(&frame, &organising, ret_page, error);
}

static bool
guide(Page *ret_page, GError **error)
{
    return guide_page(&sample_staff_frame, ret_page, error);
}

const Sample samples_staff[] = {
    { "queue", queue },
    { "queue-refused", queue_refused_sample },
    { "queue-names", queue_names },
    { "queue-empty", queue_empty },
    { "queue-done", queue_done },
    { "guide", guide },
    { "item", item },
    { "item-merge", item_merge },
    { "item-stale", item_stale },
    { "item-names", item_names },
    { "item-hidden", item_hidden },
    { "analyse", analyse },
    { "analyse-done", analyse_done },
    { "codes", frame_codes },
    { "codes-new", frame_new },
    { "themes", themes },
    { "themes-empty", themes_empty },
    { "report", report },
    { "report-preview", report_preview },
    { "report-waits", report_waits },
    { "organise", organise },
    { "organise-days", organise_days },
    { "settings", settings },
    { "publish", publish },
};
const size_t n_samples_staff = G_N_ELEMENTS(samples_staff);
