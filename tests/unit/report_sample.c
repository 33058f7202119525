#include "report_sample.h"

#define COUNT(x) { true, (x) }

static const ReportSection sections[] = {
    { "Our purpose", "Why do we exist, and for whom?", 312 },
    { "Rest & recovery <breaks>", NULL, 489 },
};
static const ReportGroup groups[] = {
    { "Nursing", COUNT(1900), COUNT(610) },
    { "Estates", COUNT(320), { false, 0 } },
};
static const ReportAnswer years[] = {
    { "Under 5 years", COUNT(610) }, { "5 to 15 years", COUNT(480) }, { "Over 15 years", { false, 0 } }, { "I'd rather not say", { false, 0 } },
};
static const ReportQuestion questions[] = { { "How long have you worked here?", years, G_N_ELEMENTS(years) } };
static const ReportGroupShare shares[] = {
    { "Nursing", { SHARE_OVER_90, 0 } },
    { "Medical", { SHARE_EXACT, 84.25 } },
    { "Estates", { SHARE_UNDER_10, 0 } },
    { "Administration", { SHARE_HELD_BACK, 0 } },
};
static const ReportDay days[] = {
    { "2026-12-01", 12 }, { "2026-12-02", 30 }, { "2026-12-03", 7 }, { "2026-12-05", 18 },
};
static const ReportQuote quotes[] = {
    { "0123456789abcdefghjkmnpqrs", "Ten minutes after a hard shift to talk about it together, before everyone goes home." },
    { "1123456789abcdefghjkmnpqrs", "=HYPERLINK(\"https://evil.example\") <script>alert(1)</script> & \"more\" […]" },
    { NULL, "Byddai’n well gennym gael y rota chwe wythnos ymlaen llaw. نحتاج إلى مكان للراحة." },
};
static const ReportContested contested[] = {
    { "2123456789abcdefghjkmnpqrs", "Self-rostering", 93, 110, COUNT(203) },
};
static const char *const names[] = {
    "Rest and recovery", "Rotas and notice", "Being heard and valued", "One record for a patient",
    "Parking and travel, for those who come from far away and start before the first bus",
};

static ReportTheme
sample_theme(size_t i)
{
    double like = 91.4 - (double)(i % 5) * 12;

    return (ReportTheme){
        .name = names[i % G_N_ELEMENTS(names)],
        .definition = "Breaks that happen, a place to sit, and time to talk after a hard shift.",
        .contributions = 231 - i,
        .contributors = { i != 3, 174 },
        .strength = { .share = { i == 3 ? SHARE_HELD_BACK : SHARE_EXACT, like }, .has_interval = i != 3,
                      .low = like - 3.4, .high = like + 2.6, .voters = { i != 3, 812 } },
        .groups = i % 2 ? NULL : shares, .n_groups = i % 2 ? 0 : G_N_ELEMENTS(shares),
        .has_spread = i % 2 == 0, .spread = 6.2,
        .days = days, .n_days = G_N_ELEMENTS(days),
        .quotes = quotes, .n_quotes = G_N_ELEMENTS(quotes),
        .contested = i == 1 ? contested : NULL, .n_contested = i == 1,
        .decided = i == 0 ? "A rest room on each site by June." : NULL,
    };
}

static const ReportCommon common[] = {
    { "3123456789abcdefghjkmnpqrs", "Make somebody responsible for breaks on every shift", false, shares, 2 },
    { "4123456789abcdefghjkmnpqrs", "-10% for everybody", true, shares, 3 },
};
static const ReportMark marks[] = {
    { "Self-rostering for all", false, { SHARE_EXACT, 71 }, { SHARE_EXACT, 34.5 } },
    { "Longer shifts, fewer days", true, { SHARE_OVER_90, 0 }, { SHARE_EXACT, 40 } },
};
static const ReportVotingGroup voting_groups[] = {
    { "Group A", 418, marks, 2 }, { "Group B", 301, marks, 1 }, { "Group C", 165, NULL, 0 },
};
static const ReportCodeAgreement agreement[] = { { "Breaks", true, 0.8349 }, { "Rare", false, 0 } };
static const ReportSaturation saturation[] = {
    { 50, 21 }, { 100, 34 }, { 200, 45 }, { 400, 52 }, { 800, 58 }, { 1284, 60 },
};
static const ReportDidWhy did_why[] = { { ACT_EDIT, REASON_ANONYMISE, COUNT(20) }, { ACT_MERGE, REASON_DUPLICATE, COUNT(10) } };
static const ReportDidDay did_days[] = { { "2026-12-01", COUNT(40) }, { "2026-12-02", { false, 0 } } };
static const char *const notes[] = { "Two ideas came on paper forms." };

Report *
report_sample(size_t n_themes)
{
    Report *report = report_new();
    ReportTheme *themes = report_array(report, n_themes, sizeof *themes);

    for (size_t i = 0; i < n_themes; i++)
        themes[i] = sample_theme(i);
    report->title = "Our next five years";
    report->organisation = report_copy(report, "Northgate Community Health");
    report->summary = "Help us shape our purpose, vision, values and goals.";
    report->lead = "You asked for rest, for notice and for being heard, in that order of agreement.";
    report->language = "en";
    report->timezone = "Europe/London";
    report->opens = 1795942800;
    report->closes = 1797181200;
    report->made = 1800000000;
    report->k = 10;
    report->sections = sections;
    report->n_sections = G_N_ELEMENTS(sections);
    report->people = (ReportParticipation){
        .known = true, .invited = COUNT(4210), .came = COUNT(1430), .wrote = COUNT(610), .voted = COUNT(1200),
        .started_afresh = COUNT(20), .counted = "2026-12-13", .ideas = 801, .comments = 483,
        .likes = 12903, .dislikes = 6000, .groups = groups, .n_groups = G_N_ELEMENTS(groups),
    };
    report->questions = questions;
    report->n_questions = G_N_ELEMENTS(questions);
    report->themes = themes;
    report->n_themes = n_themes;
    report->common = common;
    report->n_common = G_N_ELEMENTS(common);
    report->contested = contested;
    report->n_contested = G_N_ELEMENTS(contested);
    report->voting_groups = voting_groups;
    report->n_voting_groups = G_N_ELEMENTS(voting_groups);
    report->method = (ReportMethod){
        .contributions = 1284, .read = 1284, .coded = 1201, .analysts = 2, .frame_version = 87, .codes = 60,
        .coded_by_two = 300, .has_alpha = true, .has_alpha_interval = true, .alpha = 0.8123, .alpha_low = 0.77,
        .alpha_high = 0.85, .agreement = agreement, .n_agreement = G_N_ELEMENTS(agreement), .saturation = saturation,
        .n_saturation = G_N_ELEMENTS(saturation), .slot_minutes = 15, .held_back = 2, .notes = notes, .n_notes = 1,
    };
    report->facilitation = (ReportFacilitation){
        .did = { [ACT_EDIT] = COUNT(30), [ACT_MERGE] = COUNT(10), [ACT_MOVE] = COUNT(10), [DID_MESSAGE] = COUNT(20) },
        .reasons = did_why, .n_reasons = G_N_ELEMENTS(did_why), .days = did_days, .n_days = G_N_ELEMENTS(did_days),
        .usual_wait = 2700,
    };
    return report;
}
