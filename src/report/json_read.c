#include "base/when.h"
#include "report/json.h"
#include "report/words.h"
#include <jansson.h>
#include <string.h>

/* Texts that must be there are empty where they are not: a file from the store is not trusted to be whole. */

static const char *
text_at(Report *report, const json_t *object, const char *key)
{
    return report_copy(report, json_string_value(json_object_get(object, key)));
}

static const char *
word_at(Report *report, const json_t *object, const char *key)
{
    const char *text = text_at(report, object, key);

    return text ? text : "";
}

static uint64_t
number_at(const json_t *object, const char *key)
{
    return (uint64_t)MAX(json_integer_value(json_object_get(object, key)), 0);
}

static bool
real_at(const json_t *object, const char *key, double *ret_value)
{
    const json_t *value = json_object_get(object, key);

    *ret_value = json_number_value(value);
    return json_is_number(value);
}

static ReportCount
count_at(const json_t *object, const char *key)
{
    return (ReportCount){ json_is_integer(json_object_get(object, key)), number_at(object, key) };
}

static int64_t
time_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    int64_t at = 0;

    return text && when_parse(text, &at) ? at : 0;
}

static bool
interval_at(const json_t *object, const char *key, double *ret_low, double *ret_high)
{
    const json_t *pair = json_object_get(object, key);

    *ret_low = json_number_value(json_array_get(pair, 0));
    *ret_high = json_number_value(json_array_get(pair, 1));
    return json_is_array(pair);
}

static ReportShare
share_at_key(const json_t *object, const char *key)
{
    const json_t *share = json_object_get(object, key);
    const char *bound = json_string_value(json_object_get(share, "bound"));
    ReportShare read = { SHARE_HELD_BACK, 0 };

    if (real_at(share, "percent", &read.percent))
        read.kind = SHARE_EXACT;
    else if (bound)
        read.kind = g_str_equal(bound, "over") ? SHARE_OVER_90 : SHARE_UNDER_10;
    return read;
}

/* ---- lists ---- */

typedef void (*ReadOne)(Report *report, const json_t *from, void *to);

static void *
list(Report *report, const json_t *object, const char *key, size_t size, ReadOne one, size_t *ret_n)
{
    const json_t *from = json_object_get(object, key), *value;
    char *things = report_array(report, json_array_size(from), size);
    size_t i;

    *ret_n = json_array_size(from);
    json_array_foreach(from, i, value)
        one(report, value, things + i * size);
    return things;
}
#define LIST(to, n_to, object, key, one) (to) = list(report, (object), (key), sizeof *(to), (one), &(n_to))

static void
group_share(Report *report, const json_t *from, void *to)
{
    *(ReportGroupShare *)to = (ReportGroupShare){ word_at(report, from, "group"), share_at_key(from, "share") };
}

static void
quote(Report *report, const json_t *from, void *to)
{
    *(ReportQuote *)to = (ReportQuote){ text_at(report, from, "contribution"), word_at(report, from, "text") };
}

static void
day(Report *report, const json_t *from, void *to)
{
    *(ReportDay *)to = (ReportDay){ word_at(report, from, "day"), number_at(from, "contributions") };
}

static void
contested(Report *report, const json_t *from, void *to)
{
    *(ReportContested *)to = (ReportContested){ text_at(report, from, "contribution"), word_at(report, from, "text"),
                                                number_at(from, "likes"), number_at(from, "dislikes"), count_at(from, "voters") };
}

static void
theme(Report *report, const json_t *from, void *to)
{
    ReportTheme *of = to;

    of->name = word_at(report, from, "name");
    of->definition = text_at(report, from, "definition");
    of->contributions = number_at(from, "contributions");
    of->contributors = count_at(from, "contributors");
    of->strength.voters = count_at(from, "voters");
    of->strength.share = share_at_key(from, "likes");
    of->strength.has_interval = interval_at(from, "interval", &of->strength.low, &of->strength.high);
    of->has_spread = real_at(from, "spread", &of->spread);
    of->decided = text_at(report, from, "decided");
    LIST(of->groups, of->n_groups, from, "groups", group_share);
    LIST(of->days, of->n_days, from, "days", day);
    LIST(of->quotes, of->n_quotes, from, "quotations", quote);
    LIST(of->contested, of->n_contested, from, "contested", contested);
}

static void
common(Report *report, const json_t *from, void *to)
{
    ReportCommon *of = to;

    of->id = text_at(report, from, "contribution");
    of->text = word_at(report, from, "text");
    of->disliked = json_is_true(json_object_get(from, "disliked"));
    LIST(of->shares, of->n_shares, from, "groups", group_share);
}

static void
mark(Report *report, const json_t *from, void *to)
{
    *(ReportMark *)to = (ReportMark){ word_at(report, from, "text"), json_is_true(json_object_get(from, "disliked")),
                                      share_at_key(from, "share"), share_at_key(from, "others") };
}

static void
voting_group(Report *report, const json_t *from, void *to)
{
    ReportVotingGroup *of = to;

    of->name = word_at(report, from, "name");
    of->people = number_at(from, "people");
    LIST(of->marks, of->n_marks, from, "tells_apart", mark);
}

static void
section(Report *report, const json_t *from, void *to)
{
    *(ReportSection *)to = (ReportSection){ word_at(report, from, "title"), text_at(report, from, "prompt"), number_at(from, "ideas") };
}

static void
group(Report *report, const json_t *from, void *to)
{
    *(ReportGroup *)to = (ReportGroup){ word_at(report, from, "label"), count_at(from, "invited"), count_at(from, "came") };
}

static void
answer(Report *report, const json_t *from, void *to)
{
    *(ReportAnswer *)to = (ReportAnswer){ word_at(report, from, "answer"), count_at(from, "people") };
}

static void
question(Report *report, const json_t *from, void *to)
{
    ReportQuestion *of = to;

    of->text = word_at(report, from, "question");
    LIST(of->answers, of->n_answers, from, "answers", answer);
}

static void
code_agreement(Report *report, const json_t *from, void *to)
{
    ReportCodeAgreement *of = to;

    of->code = word_at(report, from, "code");
    of->has_kappa = real_at(from, "kappa", &of->kappa);
}

static void
saturation(Report *report, const json_t *from, void *to)
{
    (void)report;
    *(ReportSaturation *)to = (ReportSaturation){ number_at(from, "read"), number_at(from, "codes") };
}

static void
note(Report *report, const json_t *from, void *to)
{
    const char *text = report_copy(report, json_string_value(from));

    *(const char **)to = text ? text : "";
}

/* ---- chapters ---- */

static void
read_people(Report *report, const json_t *from)
{
    ReportParticipation *of = &report->people;

    of->known = json_is_true(json_object_get(from, "known"));
    of->counted = text_at(report, from, "counted");
    of->invited = count_at(from, "invited");
    of->came = count_at(from, "came");
    of->wrote = count_at(from, "wrote");
    of->voted = count_at(from, "voted");
    of->started_afresh = count_at(from, "started_afresh");
    of->ideas = number_at(from, "ideas");
    of->comments = number_at(from, "comments");
    of->likes = number_at(from, "likes");
    of->dislikes = number_at(from, "dislikes");
    of->seeds = number_at(from, "by_facilitators");
    of->on_paper = count_at(from, "on_paper");
    LIST(of->groups, of->n_groups, from, "groups", group);
}

static void
read_method(Report *report, const json_t *from)
{
    ReportMethod *of = &report->method;

    of->contributions = number_at(from, "contributions");
    of->read = number_at(from, "read");
    of->coded = number_at(from, "coded");
    of->analysts = (unsigned)number_at(from, "analysts");
    of->codes = (unsigned)number_at(from, "codes");
    of->frame_version = (unsigned)number_at(from, "frame_version");
    of->coded_by_two = number_at(from, "coded_by_two");
    of->has_alpha = real_at(from, "alpha", &of->alpha);
    of->has_alpha_interval = interval_at(from, "alpha_interval", &of->alpha_low, &of->alpha_high);
    of->slot_minutes = (unsigned)number_at(from, "slot_minutes");
    of->held_back = number_at(from, "held_back");
    LIST(of->agreement, of->n_agreement, from, "agreement", code_agreement);
    LIST(of->saturation, of->n_saturation, from, "saturation", saturation);
    of->notes = list(report, from, "notes", sizeof(const char *), note, &of->n_notes);
}

/* Index among n names; n: none of them. */
static unsigned
index_of(const char *const *names, unsigned n, const json_t *name)
{
    unsigned i = 0;

    while (i < n && g_strcmp0(names[i], json_string_value(name)) != 0)
        i++;
    return i;
}

static void
did_why(Report *report, const json_t *from, void *to)
{
    unsigned did = index_of(report_did_names, DID__COUNT, json_object_get(from, "act"));
    unsigned reason = index_of(act_reason_names, REASON__COUNT, json_object_get(from, "reason"));

    (void)report;
    *(ReportDidWhy *)to = (ReportDidWhy){ MIN(did, DID__COUNT - 1), (ActReason)MIN(reason, REASON__COUNT - 1), count_at(from, "times") };
}

static void
did_day(Report *report, const json_t *from, void *to)
{
    *(ReportDidDay *)to = (ReportDidDay){ word_at(report, from, "day"), count_at(from, "times") };
}

static void
read_facilitation(Report *report, const json_t *from)
{
    ReportFacilitation *of = &report->facilitation;

    for (size_t i = 0; i < DID__COUNT; i++)
        of->did[i] = count_at(from, report_did_names[i]);
    of->usual_wait = (int64_t)number_at(from, "usual_wait");
    LIST(of->reasons, of->n_reasons, from, "reasons", did_why);
    LIST(of->days, of->n_days, from, "days", did_day);
}

static void
read_head(Report *report, const json_t *root)
{
    report->title = word_at(report, root, "title");
    report->organisation = text_at(report, root, "organisation");
    report->summary = text_at(report, root, "summary");
    report->lead = text_at(report, root, "lead");
    report->language = word_at(report, root, "language");
    report->timezone = word_at(report, root, "timezone");
    report->opens = time_at(root, "opens");
    report->closes = time_at(root, "closes");
    report->made = time_at(root, "made");
    report->k = (unsigned)number_at(root, "k");
    report->preview = json_is_true(json_object_get(root, "preview"));
}

Report *
report_read(const char *json, size_t length, GError **error)
{
    json_t *root = json_loadb(json, length, 0, NULL);

    if (!json_is_object(root)) {
        json_decref(root);
        error_set(error, ERROR_CORRUPT, "the published report cannot be read; put back a backup");
        return NULL;
    }
    Report *report = report_new();
    read_head(report, root);
    LIST(report->sections, report->n_sections, root, "sections", section);
    read_people(report, json_object_get(root, "participation"));
    LIST(report->questions, report->n_questions, root, "answers", question);
    LIST(report->themes, report->n_themes, root, "themes", theme);
    LIST(report->common, report->n_common, root, "common_ground", common);
    LIST(report->contested, report->n_contested, root, "contested", contested);
    LIST(report->voting_groups, report->n_voting_groups, root, "opinion_groups", voting_group);
    read_method(report, json_object_get(root, "method"));
    read_facilitation(report, json_object_get(root, "facilitation"));
    json_decref(root);
    return report;
}
