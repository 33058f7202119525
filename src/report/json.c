#include "report/json.h"
#include "base/when.h"
#include "report/words.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

static json_t *
text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *
number(uint64_t n)
{
    return json_integer((json_int_t)n);
}

static json_t *
rounded(bool known, double value, double steps)
{
    return known && isfinite(value) ? json_real(round(value * steps) / steps) : json_null();
}

static json_t *
count(const ReportCount *value)
{
    return value->shown ? number(value->n) : json_null();
}

static json_t *
share(const ReportShare *value)
{
    if (value->kind == SHARE_HELD_BACK)
        return json_null();
    /* The words are of the number beside them, so that they are the same when this is read again. */
    const ReportShare said = { value->kind, round(value->percent * 10) / 10 };
    g_autofree char *text = words_share(&said);
    json_t *object = json_pack("{s:o, s:s}", "percent", rounded(value->kind == SHARE_EXACT, value->percent, 10), "text", text);
    if (value->kind != SHARE_EXACT)
        json_object_set_new(object, "bound", json_string(value->kind == SHARE_OVER_90 ? "over" : "under"));
    return object;
}

static json_t *
interval(bool known, double low, double high, double steps)
{
    return known ? json_pack("[o, o]", rounded(true, low, steps), rounded(true, high, steps)) : json_null();
}

/* An array of n things, each written by `one`. */
typedef json_t *(*WriteOne)(const void *thing);

static json_t *
list(const void *things, size_t n, size_t size, WriteOne one)
{
    json_t *array = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(array, one((const char *)things + i * size));
    return array;
}
#define LIST(things, n, one) list((things), (n), sizeof *(things), (one))

static json_t *
group_share(const void *thing)
{
    const ReportGroupShare *of = thing;

    return json_pack("{s:s, s:o}", "group", of->group, "share", share(&of->share));
}

static json_t *
quote(const void *thing)
{
    const ReportQuote *of = thing;

    return json_pack("{s:o, s:s}", "contribution", text_or_null(of->id), "text", of->text);
}

static json_t *
day(const void *thing)
{
    const ReportDay *of = thing;

    return json_pack("{s:s, s:o}", "day", of->day, "contributions", number(of->contributions));
}

static json_t *
contested(const void *thing)
{
    const ReportContested *of = thing;

    return json_pack("{s:o, s:s, s:o, s:o, s:o}", "contribution", text_or_null(of->id), "text", of->text, "likes",
                     number(of->likes), "dislikes", number(of->dislikes), "voters", count(&of->voters));
}

static json_t *
theme(const void *thing)
{
    const ReportTheme *of = thing;
    const ReportStrength *strength = &of->strength;

    return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "name", of->name,
                     "definition", text_or_null(of->definition), "contributions", number(of->contributions),
                     "contributors", count(&of->contributors), "voters", count(&strength->voters), "likes",
                     share(&strength->share), "interval",
                     interval(strength->has_interval, strength->low, strength->high, 10), "groups",
                     LIST(of->groups, of->n_groups, group_share), "spread", rounded(of->has_spread, of->spread, 10),
                     "days", LIST(of->days, of->n_days, day), "quotations", LIST(of->quotes, of->n_quotes, quote),
                     "contested", LIST(of->contested, of->n_contested, contested), "decided",
                     text_or_null(of->decided));
}

static json_t *
common(const void *thing)
{
    const ReportCommon *of = thing;

    return json_pack("{s:o, s:s, s:b, s:o}", "contribution", text_or_null(of->id), "text", of->text, "disliked",
                     of->disliked, "groups", LIST(of->shares, of->n_shares, group_share));
}

static json_t *
mark(const void *thing)
{
    const ReportMark *of = thing;

    return json_pack("{s:s, s:b, s:o, s:o}", "text", of->text, "disliked", of->disliked, "share", share(&of->share),
                     "others", share(&of->others));
}

static json_t *
voting_group(const void *thing)
{
    const ReportVotingGroup *of = thing;

    return json_pack("{s:s, s:o, s:o}", "name", of->name, "people", number(of->people), "tells_apart",
                     LIST(of->marks, of->n_marks, mark));
}

static json_t *
section(const void *thing)
{
    const ReportSection *of = thing;

    return json_pack("{s:s, s:o, s:o}", "title", of->title, "prompt", text_or_null(of->prompt), "ideas",
                     number(of->ideas));
}

static json_t *
group(const void *thing)
{
    const ReportGroup *of = thing;

    return json_pack("{s:s, s:o, s:o}", "label", of->label, "invited", count(&of->invited), "came", count(&of->came));
}

static json_t *
answer(const void *thing)
{
    const ReportAnswer *of = thing;

    return json_pack("{s:s, s:o}", "answer", of->text, "people", count(&of->people));
}

static json_t *
question(const void *thing)
{
    const ReportQuestion *of = thing;

    return json_pack("{s:s, s:o}", "question", of->text, "answers", LIST(of->answers, of->n_answers, answer));
}

static json_t *
participation(const ReportParticipation *of)
{
    return json_pack("{s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "known", of->known, "counted", text_or_null(of->counted),
                     "invited", count(&of->invited), "came", count(&of->came), "wrote", count(&of->wrote), "voted",
                     count(&of->voted), "started_afresh", count(&of->started_afresh), "ideas", number(of->ideas),
                     "comments", number(of->comments), "likes", number(of->likes), "dislikes", number(of->dislikes),
                     "by_facilitators", number(of->seeds), "on_paper", count(&of->on_paper), "groups", LIST(of->groups, of->n_groups, group));
}

static json_t *
code_agreement(const void *thing)
{
    const ReportCodeAgreement *of = thing;

    return json_pack("{s:s, s:o}", "code", of->code, "kappa", rounded(of->has_kappa, of->kappa, 1000));
}

static json_t *
saturation(const void *thing)
{
    const ReportSaturation *of = thing;

    return json_pack("{s:o, s:o}", "read", number(of->read), "codes", number(of->codes));
}

static json_t *
note(const void *thing)
{
    return json_string(*(const char *const *)thing);
}

static json_t *
method(const ReportMethod *of)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "contributions",
                     number(of->contributions), "read", number(of->read), "coded", number(of->coded), "analysts",
                     number(of->analysts), "codes", number(of->codes), "frame_version", number(of->frame_version),
                     "coded_by_two", number(of->coded_by_two), "alpha", rounded(of->has_alpha, of->alpha, 1000),
                     "alpha_interval",
                     interval(of->has_alpha && of->has_alpha_interval, of->alpha_low, of->alpha_high, 1000),
                     "agreement", LIST(of->agreement, of->n_agreement, code_agreement), "saturation",
                     LIST(of->saturation, of->n_saturation, saturation), "slot_minutes", number(of->slot_minutes),
                     "held_back", number(of->held_back), "notes", LIST(of->notes, of->n_notes, note));
}

const char *const report_did_names[DID__COUNT] = {
    [ACT_EDIT] = "edited",     [ACT_HIDE] = "hidden",   [ACT_REMOVE] = "removed",  [ACT_RESTORE] = "restored",
    [ACT_MOVE] = "moved",      [ACT_SPLIT] = "split",   [ACT_MERGE] = "merged",    [DID_SLOW] = "slowed",
    [DID_PAUSE] = "paused", [DID_BY_REPORTS] = "hidden_by_reports",    [DID_MESSAGE] = "messages", [DID_ANSWER] = "answers", [DID_TALK] = "talks",
    [DID_STAND] = "stands",    [DID_TAKE_BACK] = "taken_back", [DID_NOTICE] = "notices",
};

static json_t *
did_why(const void *thing)
{
    const ReportDidWhy *of = thing;

    return json_pack("{s:s, s:s, s:o}", "act", report_did_names[of->did], "reason", act_reason_names[of->reason], "times",
                     count(&of->n));
}

static json_t *
did_day(const void *thing)
{
    const ReportDidDay *of = thing;

    return json_pack("{s:s, s:o}", "day", of->day, "times", count(&of->n));
}

static json_t *
facilitation(const ReportFacilitation *of)
{
    json_t *did = json_object();

    for (size_t i = 0; i < DID__COUNT; i++)
        json_object_set_new(did, report_did_names[i], count(&of->did[i]));
    json_object_set_new(did, "usual_wait", of->usual_wait ? json_integer((json_int_t)of->usual_wait) : json_null());
    json_object_set_new(did, "reasons", LIST(of->reasons, of->n_reasons, did_why));
    json_object_set_new(did, "days", LIST(of->days, of->n_days, did_day));
    return did;
}

static json_t *
at(int64_t when)
{
    g_autofree char *text = when_rfc3339(when);

    return json_string(text);
}

static json_t *
whole(const Report *of)
{
    return json_pack("{s:s, s:o, s:o, s:o, s:s, s:s, s:o, s:o, s:o, s:i, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
                     "title", of->title, "organisation", text_or_null(of->organisation), "summary",
                     text_or_null(of->summary), "lead", text_or_null(of->lead), "language", of->language, "timezone",
                     of->timezone, "opens", at(of->opens), "closes", at(of->closes), "made", at(of->made), "k",
                     (int)of->k, "preview", of->preview, "sections", LIST(of->sections, of->n_sections, section),
                     "participation", participation(&of->people), "answers",
                     LIST(of->questions, of->n_questions, question), "themes", LIST(of->themes, of->n_themes, theme),
                     "common_ground", LIST(of->common, of->n_common, common), "contested",
                     LIST(of->contested, of->n_contested, contested), "opinion_groups",
                     LIST(of->voting_groups, of->n_voting_groups, voting_group), "method", method(&of->method),
                     "facilitation", facilitation(&of->facilitation));
}

char *
report_json(const Report *report, size_t *ret_length, GError **error)
{
    json_t *root = whole(report);
    char *text = root ? json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(6)) : NULL;

    json_decref(root);
    if (!text) {
        error_set(error, ERROR_INPUT, "the report has a text that is not UTF-8");
        return NULL;
    }
    char *bytes = g_strconcat(text, "\n", NULL);
    free(text);
    *ret_length = strlen(bytes);
    return bytes;
}

char *
report_digest(const char *json, size_t length)
{
    return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)json, length);
}
