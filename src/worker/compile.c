#include "domain/placement.h"
#include "domain/release.h"
#include "base/clock.h"
#include "base/text.h"
#include "base/when.h"
#include "html/markdown.h"
#include "report/json.h"
#include "worker/compile_private.h"

#define EXCERPT 200

bool
compile_counts(const Item *item)
{
    return item->public && item->shown.state == STATE_SHOWN && item->source != SOURCE_FACILITATOR;
}

ReportCount
compile_persons(const Compile *compile, uint64_t n)
{
    return (ReportCount){ n >= compile->k, n - n % compile->k };
}

const char *
compile_id(Compile *compile, const Item *item)
{
    char id[ID_TEXT_SIZE];

    id_to_text(&item->id, id);
    return report_copy(compile->report, id);
}

const char *
compile_words(Compile *compile, const Item *item)
{
    g_autofree char *plain = markdown_plain(item->shown.text);
    g_autofree char *short_text = text_excerpt(plain, EXCERPT);

    return report_copy(compile->report, short_text);
}

ReportStrength
compile_strength(const Compile *compile, const Strength *strength)
{
    if (!strength->has_share)
        return (ReportStrength){ .voters = compile_persons(compile, strength->voters) };
    return (ReportStrength){
        .share = { SHARE_EXACT, strength->share * 100 },
        .has_interval = true,
        .low = strength->interval.low * 100,
        .high = strength->interval.high * 100,
        .voters = compile_persons(compile, strength->voters),
    };
}

/* ---- who took part, what was asked ---- */

static void
fill_sections(Compile *compile)
{
    const Conversation *about = compile->board->about;
    g_autofree uint64_t *ideas = g_new0(uint64_t, about->n_sections);
    ReportSection *sections = report_array(compile->report, about->n_sections, sizeof *sections);

    for (guint i = 0; i < compile->board->items->len; i++) {
        const Item *item = board_at(compile->board, i);

        if (item->kind == KIND_IDEA && compile_counts(item))
            ideas[item->shown.section]++;
    }
    for (size_t i = 0; i < about->n_sections; i++)
        sections[i] = (ReportSection){ report_copy(compile->report, about->sections[i].title),
                                       report_copy(compile->report, about->sections[i].prompt), ideas[i] };
    compile->report->sections = sections;
    compile->report->n_sections = about->n_sections;
}

static uint64_t
count_marked(const GArray *marks)
{
    uint64_t n = 0;

    for (guint i = 0; i < marks->len; i++)
        n += g_array_index(marks, bool, i);
    return n;
}

static void
fill_contributions(Compile *compile, ReportParticipation *people)
{
    g_autoptr(GArray) wrote = g_array_new(false, true, sizeof(bool));
    g_autoptr(GArray) voted = g_array_new(false, true, sizeof(bool));

    uint64_t on_paper = 0;

    g_array_set_size(wrote, compile->board->voices->len);
    g_array_set_size(voted, compile->board->voices->len);
    for (guint i = 0; i < compile->board->items->len; i++) {
        const Item *item = board_at(compile->board, i);

        if (!item->public)
            continue;
        g_array_index(wrote, bool, item->voice) = item->voice != 0;
        people->likes += item->shown.likes;
        people->dislikes += item->shown.dislikes;
        people->seeds += item->source == SOURCE_FACILITATOR && item->shown.state == STATE_SHOWN;
        on_paper += item->source == SOURCE_PAPER && compile_counts(item);
        people->ideas += item->kind == KIND_IDEA && compile_counts(item);
        people->comments += item->kind == KIND_COMMENT && compile_counts(item);
    }
    for (guint i = 0; i < compile->cast->len; i++)
        g_array_index(voted, bool, g_array_index(compile->cast, NumVote, i).person) = true;
    people->on_paper = compile_persons(compile, on_paper);
    people->wrote = compile_persons(compile, count_marked(wrote));
    people->voted = compile_persons(compile, count_marked(voted));
}

static bool
fill_people(Compile *compile, const json_t *figures, GError **error)
{
    ReportParticipation *people = &compile->report->people;
    CivilTime civil = when_civil(compile->report->made, compile->board->about->timezone);
    g_autofree char *day = g_strdup_printf("%04d-%02d-%02d", civil.year, civil.month, civil.day);
    uint64_t afresh = 0;
    GHashTableIter iter;
    gpointer member;

    people->known = json_is_true(json_object_get(figures, "known"));
    if (people->known) {
        people->invited = compile_persons(compile, (uint64_t)json_integer_value(json_object_get(figures, "invited")));
        people->came = compile_persons(compile, (uint64_t)json_integer_value(json_object_get(figures, "in")));
    }
    g_hash_table_iter_init(&iter, compile->board->members);
    while (g_hash_table_iter_next(&iter, NULL, &member))
        afresh += ((const Member *)member)->generation > 0;
    people->started_afresh = compile_persons(compile, afresh);
    people->counted = report_copy(compile->report, day);
    fill_contributions(compile, people);
    return !people->known || compile_groups(compile, json_object_get(figures, "groups"), error);
}

/* ---- votes ---- */

static void
note_vote(uint32_t voice, uint32_t item, VotePair pair, void *data)
{
    Compile *compile = data;
    NumVote vote = { voice, item, pair.shown == VOTE_LIKE ? 1 : -1 };

    /* Who has left is in the counts of contributions, and among no people. */

    if (pair.shown != VOTE_NONE && !g_array_index(compile->board->voices, Voice, voice).stranger)
        g_array_append_val(compile->cast, vote);
}

static bool
gather_votes(Compile *compile, GError **error)
{
    NumVotes rows = { 0 };
    NumVotesCast cast = { .n_people = compile->board->voices->len, .n_items = compile->board->items->len };

    vote_table_each(compile->board->votes, note_vote, compile);
    cast.votes = (const NumVote *)(void *)compile->cast->data;
    cast.n_votes = compile->cast->len;
    bool ok = num_votes_gather(&cast, &rows) && num_votes_by_item(&rows, cast.n_people, &compile->by_item);
    num_votes_clear(&rows);
    return ok || error_set(error, ERROR_BUSY, "no memory for the votes");
}

static void
fill_head(Compile *compile)
{
    const Conversation *about = compile->board->about;
    Report *report = compile->report;

    report->title = report_copy(report, about->title);
    report->organisation = *about->organisation ? report_copy(report, about->organisation) : NULL;
    report->summary = report_copy(report, about->summary);
    report->language = report_copy(report, about->language);
    report->timezone = report_copy(report, about->timezone);
    report->opens = about->dates.opens;
    report->closes = about->dates.closes;
    /* The day, not the moment. */
    report->made = clock_now() / 86400 * 86400;
    report->k = about->k;
    report->brand = about->brand;
    report->preview = about->dates.published == 0;
}

Report *
compile_report(const Board *board, Db *db, const json_t *participation, GError **error)
{
    g_autoptr(Report) report = report_new();
    g_autoptr(Coded) coded = coded_load(board, db, error);
    g_autoptr(GArray) cast = g_array_new(false, false, sizeof(NumVote));
    Compile compile = { .board = board, .coded = coded, .report = report, .cast = cast, .k = MAX(board->about->k, 1) };

    if (!coded || !gather_votes(&compile, error))
        return NULL;
    fill_head(&compile);
    fill_sections(&compile);
    bool ok = fill_people(&compile, participation, error) && compile_answers(&compile, db, error) &&
              compile_facilitation(&compile, db, error) && compile_themes(&compile, error) &&
              compile_opinions(&compile, error) && compile_method(&compile, error);
    num_votes_clear(&compile.by_item);
    return ok ? g_steal_pointer(&report) : NULL;
}

/* For authors and holders of receipts, one contribution at a time: see domain/placement.h. */
static GBytes *
places_file(const Report *report)
{
    json_t *themes = json_array();

    for (size_t i = 0; i < report->n_themes; i++) {
        const ReportTheme *theme = &report->themes[i];
        json_t *ids = json_array();

        for (size_t p = 0; p < theme->n_places; p++)
            json_array_append_new(ids, json_string(theme->places[p]));
        json_array_append_new(themes, json_pack("{s:s, s:o}", "name", theme->name, "contributions", ids));
    }
    json_t *root = json_pack("{s:o}", "themes", themes);
    char *text = json_dumps(root, JSON_COMPACT);
    GBytes *file = g_bytes_new(text, strlen(text));
    free(text);
    json_decref(root);
    return file;
}

/* The published release with what was decided since, instead of figures of today.  *ret_report NULL: none is out. */
static bool
published_report(const Board *board, Db *db, Report **ret_report, GError **error)
{
    g_autoptr(Placement) placement = NULL;
    g_autoptr(GBytes) file = NULL;
    size_t length;

    if (!release_file(db, &board->about->id, report_formats[REPORT_JSON].name, &file, error) ||
        !placement_read(db, &board->about->id, &placement, error))
        return false;
    if (!file)
        return true;
    const char *bytes = g_bytes_get_data(file, &length);
    Report *report = report_read(bytes, length, error);
    if (!report)
        return false;
    report->brand = board->about->brand;
    for (size_t i = 0; i < report->n_themes; i++) {
        const PlacedTheme *placed = placement ? placement_theme(placement, (unsigned)i) : NULL;
        g_autofree char *plain = placed && placed->decided ? markdown_plain(placed->decided) : NULL;

        if (plain)
            ((ReportTheme *)(uintptr_t)report->themes)[i].decided = report_copy(report, plain);
    }
    *ret_report = report;
    return true;
}

GBytes *
compile_format(const Board *board, Db *db, const json_t *request, const ReportPlaces *places, GError **error)
{
    const char *name = json_string_value(json_object_get(request, "format"));
    g_autoptr(Report) report = NULL;
    ReportFormat format;
    size_t length;

    const bool places_alone = g_strcmp0(name, PLACEMENT_FORMAT) == 0;
    if (!places_alone && (!name || !report_format_named(name, &format))) {
        error_set(error, ERROR_INPUT, "reports are made as html, pdf, xlsx or json, not as %s", name ? name : "nothing");
        return NULL;
    }
    if (!places_alone && board->about->dates.published && !published_report(board, db, &report, error))
        return NULL;
    if (!report)
        report = compile_report(board, db, json_object_get(request, "participation"), error);
    if (!report)
        return NULL;
    if (places_alone)
        return places_file(report);
    report->preview = report->preview && !json_is_true(json_object_get(request, "published"));
    char *bytes = report_write(report, format, places, &length, error);
    return bytes ? g_bytes_new_take(bytes, length) : NULL;
}
