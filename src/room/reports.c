#include "room/reports.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "domain/decision.h"
#include "domain/release.h"
#include "html/markdown.h"
#include "room/decided_files.h"
#include "room/desk_link.h"
#include "room/frame.h"
#include "room/pages/report.h"
#include "room/report_view.h"
#include "room/visitor.h"
#include "room/worker_link.h"
#include "room/write.h"

typedef enum { FORMAT_HTML, FORMAT_PDF, FORMAT_XLSX, FORMAT_JSON, FORMAT_PLACES /* kept with the release, shown to nobody whole */, FORMAT__COUNT } Format;

static const struct { const char *name, *type, *file; } formats[FORMAT__COUNT] = {
    [FORMAT_HTML] = { "html", "text/html; charset=utf-8", "attachment; filename=\"report.html\"" },
    [FORMAT_PDF] = { "pdf", "application/pdf", "inline; filename=\"report.pdf\"" },
    [FORMAT_XLSX] = { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                      "attachment; filename=\"report.xlsx\"" },
    [FORMAT_JSON] = { "json", "application/json", "attachment; filename=\"report.json\"" },
    [FORMAT_PLACES] = { PLACEMENT_FORMAT, NULL, NULL },
};

/* ---- jobs on the report thread, while the connection sleeps ---- */

typedef struct {
    HttpRequest *request;
    Room        *room;
    Id           conversation;
    char        *slug;
    Format       format;
    bool         page;                  /* JSON is wanted for the room's own page */
    bool         publish;
    unsigned     steps;                 /* of decisions, where a published report is made with them; else 0 */
    GBytes      *files[FORMAT__COUNT];
    GError      *error;
} ReportJob;

static void
job_free(ReportJob *job)
{
    for (size_t i = 0; i < FORMAT__COUNT; i++)
        g_clear_pointer(&job->files[i], g_bytes_unref);
    g_clear_error(&job->error);
    g_free(job->slug);
    g_free(job);
}

static json_t *
figures_json(const ReportJob *job)
{
    WireFigures figures;

    if (!room_figures(job->room, &job->conversation, &figures))
        return json_pack("{s:b}", "known", false);
    json_t *groups = json_array();
    for (unsigned i = 0; i < figures.n_groups; i++)
        json_array_append_new(groups, json_pack("[i, i]", (int)figures.groups[i].invited, (int)figures.groups[i].in));
    return json_pack("{s:b, s:b, s:i, s:i, s:o}", "known", true, "exact", figures.exact, "invited", (int)figures.all.invited,
                     "in", (int)figures.all.in, "groups", groups);
}

static bool
make_file(ReportJob *job, Format format)
{
    json_t *request = json_pack("{s:s, s:s, s:o, s:b}", "slug", job->slug, "format", formats[format].name, "participation",
                                figures_json(job), "published", job->publish);

    job->files[format] = room_worker_make(job->room->worker, "report", request, &job->error);
    return job->files[format] != NULL;
}

static bool
run_release(Db *db, void *data, GError **error)
{
    ReportJob *job = data;

    for (size_t i = 0; i < FORMAT__COUNT; i++)
        if (!release_keep(db, &job->conversation, formats[i].name, job->files[i], error))
            return false;
    return release_mark(job->room->hall, db, &job->conversation, error);
}

static void
release_done(void *data, const GError *error)
{
    ReportJob *job = data;

    if (error)
        job->error = g_error_copy(error);
    http_resume(job->request);
}

static void
report_run(void *data, void *user)
{
    ReportJob *job = data;
    bool ok = true;

    if (!job->publish)
        make_file(job, job->format);
    for (size_t i = 0; job->publish && ok && i < FORMAT__COUNT; i++)
        ok = make_file(job, (Format)i);
    if (job->publish && ok)
        db_group_submit(job->room->group, &(DbJob){ .run = run_release, .done = release_done, .data = job });
    else
        http_resume(job->request);
}

GThreadPool *
reports_pool_new(Room *room)
{
    return g_thread_pool_new(report_run, room, 1, true, NULL);
}

/* ---- answers ---- */

enum { DECISION_THEME, DECISION_TEXT };
static const HttpField decision_fields[] = {
    [DECISION_THEME] = { "theme", HTTP_FIELD_NUMBER, LIMIT_CODES, true, NULL },
    [DECISION_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_DECISION, false, NULL },
};
const HttpInput page_decision_input = { HTTP_INPUT_FORM, decision_fields, G_N_ELEMENTS(decision_fields), 0 };

static bool
may_decide(const Visitor *visitor)
{
    return visitor_is(visitor, ROLE_ANALYST) || visitor_is(visitor, ROLE_ORGANISER);
}

/* What was decided, beside the frozen themes; and a text that was refused, in its box. */
static void
add_decisions(HttpRequest *request, Scratch *scratch, const Board *board, GPtrArray *texts, ReportView *view)
{
    const Placement *placement = board_placement(board);
    bool typed = http_method(request) == HTTP_POST;

    view->may_decide = placement && may_decide(request_visitor(request));
    for (size_t i = 0; placement && i < view->n_themes; i++) {
        const PlacedTheme *placed = placement_theme(placement, (unsigned)i);
        ThemeView *theme = (ThemeView *)(uintptr_t)&view->themes[i];
        SafeHtml *text = placed && placed->decided ? markdown_talk(placed->decided, NULL) : NULL;

        if (text)
            g_ptr_array_add(texts, text);
        theme->decision = text;
        theme->refused = typed && (size_t)http_number(request, DECISION_THEME, 0) == i + 1;
        theme->decision_text = theme->refused ? http_typed(request, DECISION_TEXT)
            : placed && placed->decided ? scratch_keep(scratch, g_strdup(placed->decided)) : NULL;
    }
}

static void
reply_page(HttpRequest *request, HttpReply *reply, const void *bytes, size_t length)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func((GDestroyNotify)safe_html_free);
    FormError errors[2];
    const Visitor *visitor = request_visitor(request);
    g_autoptr(Scratch) scratch = scratch_new();
    json_t *report = json_loadb(bytes, length, 0, NULL);
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    PageFrame frame = frame_of(request, board, scratch);
    const char *path = scratch_keep(scratch, g_strdup_printf("/c/%s/report", board->about->slug));
    ReportView view = report_view(scratch, report, path);
    add_decisions(request, scratch, board, texts, &view);
    frame.n_errors = http_method(request) == HTTP_POST ? frame_errors(request, errors, G_N_ELEMENTS(errors)) : 0;
    for (size_t i = 0; i < frame.n_errors; i++)      /* each theme has a box of its own */
        errors[i].field = scratch_keep(scratch, g_strdup_printf("%s-%u", errors[i].field, (unsigned)http_number(request, DECISION_THEME, 0)));
    frame.errors = errors;
    bool made = report_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    json_decref(report);
    frame_reply(request, reply, frame.n_errors ? 422 : 200, made, &page, error);
}

static void
reply_file(HttpReply *reply, Format format, GBytes *bytes)
{
    http_reply_shared(reply, 200, formats[format].type, bytes);
    http_reply_header(reply, "Content-Disposition", formats[format].file);
}

static void
report_done(HttpRequest *request, HttpReply *reply, void *data)
{
    ReportJob *job = data;

    if (job->error) {
        http_reply_error(reply, request, job->error);
    } else if (job->publish) {
        g_autofree char *path = frame_path(request_visitor(request), "/report");
        http_reply_redirect(reply, path);
    } else if (job->page) {
        size_t length;
        const void *bytes = g_bytes_get_data(job->files[FORMAT_JSON], &length);
        reply_page(request, reply, bytes, length);
    } else {
        if (job->steps)
            decided_files_put(job->room->decided, &job->conversation, formats[job->format].name, job->steps, job->files[job->format]);
        reply_file(reply, job->format, job->files[job->format]);
    }
    job_free(job);
}

static void
start(HttpRequest *request, const ReportJob *wanted)
{
    const Visitor *visitor = request_visitor(request);
    ReportJob *job = g_new0(ReportJob, 1);

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    *job = *wanted;
    job->request = request;
    job->room = visitor->room;
    job->conversation = board->about->id;
    job->slug = g_strdup(board->about->slug);
    hall_read_end(visitor->room->hall);
    http_suspend(request, report_done, job);
    g_thread_pool_push(visitor->room->reports, job, NULL);
}

/* The frozen file; false: there is none. */
static bool
reply_release(HttpRequest *request, HttpReply *reply, Format format, bool page)
{
    const Visitor *visitor = request_visitor(request);
    g_autoptr(GBytes) file = NULL;
    g_autoptr(GError) error = NULL;
    size_t length;

    g_mutex_lock(&visitor->room->reader_lock);
    bool ok = release_file(visitor->room->reader, &visitor->badge.conversation, formats[format].name, &file, &error);
    g_mutex_unlock(&visitor->room->reader_lock);
    if (!ok) {
        http_reply_error(reply, request, error);
        return true;
    }
    if (!file)
        return false;
    const void *bytes = g_bytes_get_data(file, &length);
    if (page)
        reply_page(request, reply, bytes, length);
    else
        reply_file(reply, format, file);
    return true;
}

/* How often something was decided; 0: nothing was, or no report is published. */
static unsigned
decided_steps(const Visitor *visitor)
{
    unsigned steps = 0;

    hall_read(visitor->room->hall);
    const Placement *placement = board_placement(visitor_board(visitor));
    for (guint i = 0; placement && i < placement->themes->len; i++)
        steps += placement_theme(placement, i)->steps;
    hall_read_end(visitor->room->hall);
    return steps;
}

/* The release with what was decided since, made by the worker when it is first asked for. */
static void
reply_decided(HttpRequest *request, HttpReply *reply, Format format, unsigned steps)
{
    const Visitor *visitor = request_visitor(request);
    g_autoptr(GBytes) file = decided_files_get(visitor->room->decided, &visitor->badge.conversation, formats[format].name, steps);

    if (file)
        reply_file(reply, format, file);
    else
        start(request, &(ReportJob){ .format = format, .steps = steps });
}

static void
reply_waits(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    g_autoptr(Scratch) scratch = scratch_new();
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    PageFrame frame = frame_of(request, visitor_board(visitor), scratch);
    bool made = report_waits_page(&frame, NULL, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 404, made, &page, error);
}

static void
answer(HttpRequest *request, HttpReply *reply, Format format, bool page)
{
    const Visitor *visitor = request_visitor(request);
    unsigned steps = page ? 0 : decided_steps(visitor);

    if (steps) {
        reply_decided(request, reply, format, steps);
        return;
    }
    if (reply_release(request, reply, format, page))
        return;
    if (visitor_is(visitor, ROLE_ANALYST) || visitor_is(visitor, ROLE_ORGANISER))
        start(request, &(ReportJob){ .format = format, .page = page });
    else if (page)
        reply_waits(request, reply);
    else
        http_reply_problem(reply, request, 404, _("The report is not out yet."));
}

/* -1: not a format that we have; `otherwise` where none is asked for. */
static int
query_format(const HttpRequest *request, int otherwise)
{
    const char *name = http_query(request, "format");

    for (int i = 0; name && i < FORMAT_PLACES; i++)
        if (g_str_equal(formats[i].name, name))
            return i;
    return name ? -1 : otherwise;
}

void
page_report(HttpRequest *request, HttpReply *reply)
{
    int format = query_format(request, FORMAT_JSON);

    if (format < 0)
        http_reply_problem(reply, request, 404, _("The report comes as html, pdf, xlsx or json."));
    else
        answer(request, reply, (Format)format, !http_query(request, "format"));
}

void
api_report(HttpRequest *request, HttpReply *reply)
{
    int format = query_format(request, FORMAT_JSON);

    if (format < 0)
        http_reply_problem(reply, request, 422, _("The report comes as html, pdf, xlsx or json."));
    else
        answer(request, reply, (Format)format, false);
}

/* ---- publishing: once, after closing ---- */

const HttpInput page_publish_input = { HTTP_INPUT_FORM, NULL, 0, 4096 };

void
page_publish(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);

    hall_read(visitor->room->hall);
    ReleaseOutcome outcome = release_may(visitor_board(visitor));
    hall_read_end(visitor->room->hall);
    switch (outcome) {
    case RELEASE_YES:
        start(request, &(ReportJob){ .format = FORMAT_JSON, .publish = true });
        break;
    case RELEASE_STILL_OPEN:
        http_reply_problem(reply, request, 409, _("The report can be published once the conversation has closed."));
        break;
    case RELEASE_OUT:
        http_reply_problem(reply, request, 409, _("The report is out already. What is published stays as it is."));
        break;
    }
}

/* ---- what was decided ---- */

static bool
run_decision(RoomWrite *write, Db *db, GError **error)
{
    const char *text = http_text(write->request, DECISION_TEXT);
    DecisionOutcome *outcome = write->data;

    return decision_put(write->room->hall, db, &write->actor, (unsigned)http_number(write->request, DECISION_THEME, 0),
                        text ? text : "", outcome, error);
}

static void
decision_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const DecisionOutcome *outcome = write->data;

    switch (*outcome) {
    case DECISION_DONE: {
        g_autofree char *rest = g_strdup_printf("/report?done=decided#theme-%u", (unsigned)http_number(request, DECISION_THEME, 0));
        g_autofree char *path = frame_path(request_visitor(request), rest);
        http_reply_redirect(reply, path);
        break;
    }
    case DECISION_NOT_OUT:
        http_reply_problem(reply, request, 409, _("Publish the report first: what was decided stands beside its themes."));
        break;
    case DECISION_NO_THEME:
        http_reply_problem(reply, request, 404, _("The report has no such theme."));
        break;
    case DECISION_FULL:
        http_reply_problem(reply, request, 409, _("This decision was changed very often. It stays as it is now."));
        break;
    }
}

void
page_decision_post(HttpRequest *request, HttpReply *reply)
{
    const DecisionOutcome none = DECISION_NOT_OUT;
    size_t n;

    http_errors(request, &n);
    if (n == 0)
        room_write(request, run_decision, decision_done, g_memdup2(&none, sizeof none));
    else if (!reply_release(request, reply, FORMAT_JSON, true))
        http_reply_errors(reply, request);
}
