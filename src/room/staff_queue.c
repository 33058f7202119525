#include "room/staff_queue.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/history.h"
#include "html/markdown.h"
#include "room/claims.h"

#define EXCERPT    100
#define DONE_LINES 50
#define HOUR       3600

/* ---- lines of the queue ---- */

QueueWhy
staff_why(WaitWhy why)
{
    switch (why) {
    case WAIT_HIDDEN:   return WHY_HIDDEN;
    case WAIT_CARE:     return WHY_CARE;
    case WAIT_WORRY:    return WHY_DISTRESS;
    case WAIT_DISTRESS: return WHY_MAY_DISTRESS;
    case WAIT_NAMES:    return WHY_NAMES;
    case WAIT_ABUSE:    return WHY_ABUSE;
    case WAIT_FLAGGED:  return WHY_FLAGGED;
    case WAIT_APPEAL:   return WHY_APPEAL;
    case WAIT_ANSWERED: return WHY_ANSWERED;
    case WAIT_OPINION:  return WHY_OPINION;
    case WAIT_MAY_NAME: return WHY_MAY_NAME;
    case WAIT_MAY_ABUSE: return WHY_MAY_ABUSE;
    case WAIT_NEAR:     return WHY_SIMILAR;
    case WAIT_CHANGED:
    case WAIT_NEW:      return WHY_NEW;
    case WAIT_NOTHING:  return WHY_DONE;
    }
    return WHY_DONE;
}

const char *
staff_excerpt(Look *look, const Item *item)
{
    g_autofree char *plain = markdown_plain(item_staff_face(item, look->voice)->text);

    return scratch_keep(look->scratch, text_excerpt(plain, EXCERPT));
}

uint32_t
staff_version(const Look *look, const Item *item)
{
    return item_staff_face(item, look->voice) == &item->now ? item->version : item_staff_version(item);
}

static const char *
holder_name(Look *look, const Item *item)
{
    unsigned staff = claims_holder(look->visitor->room->claims, &item->id, look->visitor->badge.staff_number, clock_now());

    return staff ? scratch_keep(look->scratch, i18n_format(_("Facilitator %u"), staff)) : NULL;
}

/* ---- what has been done ---- */

char *
staff_act_text(Act act, unsigned staff, const char *day)
{
    if (!staff && act == ACT_HIDE)
        return i18n_format(_("Hidden by reports, until somebody looks, %s"), day);
    switch (act) {
    case ACT_EDIT:    return i18n_format(_("Edited by Facilitator %u %s"), staff, day);
    case ACT_HIDE:    return i18n_format(_("Hidden by Facilitator %u %s"), staff, day);
    case ACT_REMOVE:  return i18n_format(_("Removed by Facilitator %u %s"), staff, day);
    case ACT_RESTORE: return i18n_format(_("Brought back by Facilitator %u %s"), staff, day);
    case ACT_MOVE:    return i18n_format(_("Moved by Facilitator %u %s"), staff, day);
    case ACT_SPLIT:   return i18n_format(_("Split by Facilitator %u %s"), staff, day);
    case ACT_MERGE:   return i18n_format(_("Merged by Facilitator %u %s"), staff, day);
    case ACT__COUNT:  break;
    }
    return g_strdup("");
}

/* The latest acts, one line a contribution. */
static QueueView
done_view(Look *look, const GArray *acts)
{
    QueueLine *lines = g_new0(QueueLine, acts->len + 1);
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    size_t n = 0;

    scratch_keep(look->scratch, (char *)lines);
    for (guint i = 0; i < acts->len; i++) {
        const HistoryAct *act = &g_array_index(acts, HistoryAct, i);
        Item *item = board_find(look->board, &act->contribution);

        if (!item || !g_hash_table_add(seen, item))
            continue;
        lines[n++] = (QueueLine){
            .id = scratch_id(look->scratch, &item->id),
            .excerpt = staff_excerpt(look, item),
            .why = WHY_DONE,
            .last = scratch_keep(look->scratch, staff_act_text(act->act, act->staff, look_day(look, act->at))),
        };
    }
    return (QueueView){ .lines = lines, .n_lines = n, .total = n, .done = true };
}

static bool
read_latest(const Visitor *visitor, GArray **ret_acts, GError **error)
{
    Room *room = visitor->room;

    g_mutex_lock(&room->reader_lock);
    bool ok = history_latest(room->reader, &visitor->badge.conversation, DONE_LINES, ret_acts, error);
    g_mutex_unlock(&room->reader_lock);
    return ok;
}

ActReason
staff_usual_reason(int action)
{
    static const ActReason usual[ACT__COUNT] = {
        [ACT_EDIT] = REASON_ANONYMISE, [ACT_HIDE] = REASON__COUNT,        [ACT_REMOVE] = REASON_ABUSE,
        [ACT_RESTORE] = REASON_OTHER,  [ACT_MOVE] = REASON_WRONG_SECTION, [ACT_SPLIT] = REASON_SEVERAL_IDEAS,
        [ACT_MERGE] = REASON_DUPLICATE,
    };

    return action >= 0 && action < ACT__COUNT ? usual[action] : REASON_OTHER;
}

/* ---- what of the queue is wanted, by the address ---- */

static const struct { const char *name; int64_t seconds; const char *text; } spans[QUEUE_SPANS] = {
    { "1", HOUR, N_("over an hour") },
    { "4", 4 * HOUR, N_("over four hours") },
    { "24", 24 * HOUR, N_("over a day") },
    { "72", 72 * HOUR, N_("over three days") },
};

static size_t
name_at(const char *const *names, const char *name, size_t otherwise)
{
    for (size_t i = 0; name && names[i]; i++)
        if (g_str_equal(names[i], name))
            return i;
    return otherwise;
}

static size_t
span_of(const char *name)
{
    for (size_t i = 0; name && i < QUEUE_SPANS; i++)
        if (g_str_equal(spans[i].name, name))
            return i + 1;
    return 0;
}

/* With one part of it another: `value` "" leaves that part out. */
static char *
filter_query(const QueueFilter *of, const Board *board, const char *part, const char *value)
{
    char alike[ID_TEXT_SIZE] = "";

    if (of->alike)
        id_to_text(&of->alike->id, alike);
    const struct { const char *name, *value; } parts[] = {
        { "why", of->why == WAIT_NOTHING ? "" : wait_names[of->why] },
        { "section", of->section < 0 ? "" : board->about->sections[of->section].slug },
        { "kind", of->kind ? kind_names[of->kind] : "" },
        { "waited", of->span ? spans[of->span - 1].name : "" },
        { "free", of->free ? "1" : "" },
        { "alike", alike },
        { "asked", of->asked ? "1" : "" },
    };
    GString *query = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        const char *is = g_strcmp0(parts[i].name, part) == 0 ? value : parts[i].value;

        if (*is)
            g_string_append_printf(query, "%s%s=%s", query->len ? "&" : "", parts[i].name, is);
    }
    return g_string_free(query, false);
}

void
staff_filter_clear(StaffFilter *filter)
{
    g_clear_pointer(&filter->of.held, g_hash_table_unref);
    g_clear_pointer(&filter->query, g_free);
}

void
staff_filter_read(const HttpRequest *request, const Board *board, StaffFilter *ret_filter)
{
    const Visitor *visitor = request_visitor(request);
    const char *section = http_query(request, "section"), *kind = http_query(request, "kind");
    const int64_t now = clock_now();
    Id alike;

    ret_filter->of = (QueueFilter){
        .alike = id_from_text(http_query(request, "alike"), &alike) ? board_find(board, &alike) : NULL,
        .why = (WaitWhy)name_at(wait_names, http_query(request, "why"), WAIT_NOTHING),
        .section = section ? conversation_section(board->about, section) : -1,
        .kind = g_strcmp0(kind, "idea") == 0 ? KIND_IDEA : g_strcmp0(kind, "comment") == 0 ? KIND_COMMENT : 0,
        .span = span_of(http_query(request, "waited")),
        .free = g_strcmp0(http_query(request, "free"), "1") == 0,
        .asked = g_strcmp0(http_query(request, "asked"), "1") == 0,
        .staff = visitor->badge.staff_number,
        .held = claims_held(visitor->room->claims, visitor->badge.staff_number, now),
    };
    ret_filter->of.grouped = !ret_filter->of.alike;
    for (size_t i = 0; i < QUEUE_SPANS; i++)
        ret_filter->of.spans[i] = now - spans[i].seconds;
    ret_filter->query = filter_query(&ret_filter->of, board, "", "");
}

/* ---- the list ---- */

/* All of a group, chosen. */
static const char *
alike_href(Look *look, const Item *item)
{
    return scratch_keep(look->scratch, g_strdup_printf("/c/%s/facilitate?alike=%s&all=1", look->board->about->slug,
                                                       scratch_id(look->scratch, &item->id)));
}

static QueueLine
queue_line(Look *look, const Waiting *waiting)
{
    const Item *item = board_at(look->board, waiting->item);

    return (QueueLine){
        .id = scratch_id(look->scratch, &item->id),
        .version = scratch_keep(look->scratch, g_strdup_printf("%u", staff_version(look, item))),
        .excerpt = staff_excerpt(look, item),
        .section = look->board->about->sections[item_staff_face(item, look->voice)->section].title,
        .section_lang = frame_told_language(look->board->about),
        .why = staff_why(waiting->why),
        .number = waiting->why == WAIT_NEAR ? waiting->alike : waiting->flags,
        .alike = waiting->alike ? alike_href(look, item) : NULL,
        .waited = look_duration(look, clock_now() - waiting->since),
        .holder = holder_name(look, item),
        .asks = item->asked ? scratch_keep(look->scratch, i18n_format(_("Facilitator %u"), item->asked)) : NULL,
    };
}

static const char *
list_href(Look *look, const char *query, const char *extra)
{
    const bool both = *query && *extra;

    return scratch_keep(look->scratch, g_strdup_printf("/c/%s/facilitate%s%s%s%s", look->board->about->slug,
                                                       *query || *extra ? "?" : "", query, both ? "&" : "", extra));
}

/* One for each sort that waits, and for all. */
static void
add_whys(Look *look, const StaffFilter *filter, const QueueCounts *counts, QueueView *view)
{
    QueueChip *chips = g_new0(QueueChip, WAIT_NOTHING + 1);
    size_t all = 0;

    scratch_keep(look->scratch, (char *)chips);
    view->chips = chips;
    for (size_t why = 0; why < WAIT_NOTHING; why++)
        all += counts->whys[why];
    for (size_t i = 0; i <= WAIT_NOTHING; i++) {
        const size_t why = i == 0 ? WAIT_NOTHING : i - 1;
        const size_t n = why == WAIT_NOTHING ? all : counts->whys[why];
        const bool current = filter->of.why == (WaitWhy)why;
        g_autofree char *query = filter_query(&filter->of, look->board, "why", why == WAIT_NOTHING ? "" : wait_names[why]);

        if (n == 0 && !current && why != WAIT_NOTHING)
            continue;
        chips[view->n_chips++] = (QueueChip){ list_href(look, query, ""), why == WAIT_NOTHING ? WHY__COUNT : staff_why((WaitWhy)why),
                                              n, current };
    }
}

/* "Our purpose (3)" */
static FormChoice
counted(Look *look, const char *value, const char *text, size_t n)
{
    return (FormChoice){ .value = value, .text = scratch_keep(look->scratch, i18n_format(_("%s (%zu)"), text, n)) };
}

static void
add_choices(Look *look, const StaffFilter *filter, const QueueCounts *counts, QueueView *view)
{
    const Conversation *about = look->board->about;
    FormChoice *sections = g_new0(FormChoice, about->n_sections + 1), *kinds = g_new0(FormChoice, 3), *waits = g_new0(FormChoice, QUEUE_SPANS + 1);

    scratch_keep(look->scratch, (char *)sections);
    scratch_keep(look->scratch, (char *)kinds);
    scratch_keep(look->scratch, (char *)waits);
    sections[0] = (FormChoice){ "", _("All sections") };
    for (size_t i = 0; i < about->n_sections; i++) {
        sections[i + 1] = counted(look, about->sections[i].slug, about->sections[i].title, counts->sections[i]);
        sections[i + 1].lang = frame_told_language(about);
    }
    kinds[0] = (FormChoice){ "", _("Ideas and comments") };
    kinds[1] = counted(look, "idea", _("Ideas"), counts->kinds[KIND_IDEA]);
    kinds[2] = counted(look, "comment", _("Comments"), counts->kinds[KIND_COMMENT]);
    waits[0] = (FormChoice){ "", _("any time") };
    for (size_t i = 0; i < QUEUE_SPANS; i++)
        waits[i + 1] = counted(look, spans[i].name, i18n_text(spans[i].text), counts->spans[i + 1]);
    view->filter = (QueueFilterView){
        .why = filter->of.why == WAIT_NOTHING ? NULL : wait_names[filter->of.why],
        .sections = sections, .n_sections = about->n_sections + 1, .section = filter->of.section < 0 ? "" : about->sections[filter->of.section].slug,
        .kinds = kinds, .kind = filter->of.kind ? kind_names[filter->of.kind] : "",
        .waits = waits, .n_waits = QUEUE_SPANS + 1, .wait = filter->of.span ? spans[filter->of.span - 1].name : "",
        .free = filter->of.free, .n_free = counts->free,
        .asked = filter->of.asked, .n_asked = counts->asked,
        .words = filter->of.words,
    };
}

QueueView
staff_queue(Look *look, const StaffFilter *filter, const char *cursor, size_t limit)
{
    g_autofree Waiting *waiting = g_new0(Waiting, limit);
    g_autofree char *next = NULL;
    QueueCounts counts;
    size_t n = board_queue(look->board, &filter->of, cursor, limit, waiting, &next, &counts);
    QueueLine *lines = g_new0(QueueLine, n + 1);
    g_autofree char *after = next ? g_strdup_printf("after=%s", next) : NULL;

    scratch_keep(look->scratch, (char *)lines);
    for (size_t i = 0; i < n; i++)
        lines[i] = queue_line(look, &waiting[i]);
    QueueView view = {
        .lines = lines,
        .n_lines = n,
        .total = counts.total,
        .all = counts.all,
        .query = scratch_keep(look->scratch, g_strdup_printf("%s%s", *filter->query ? "?" : "", filter->query)),
        .here = list_href(look, filter->query, ""),
        .longest = counts.oldest ? look_duration(look, clock_now() - counts.oldest) : NULL,
        .next = scratch_keep(look->scratch, g_strdup(next)),
        .more = next ? list_href(look, filter->query, after) : NULL,
    };
    add_whys(look, filter, &counts, &view);
    add_choices(look, filter, &counts, &view);
    return view;
}

static bool
find_free(const Board *board, const StaffFilter *filter, const Id *done, const char *cursor, char ret_text[ID_TEXT_SIZE])
{
    QueueFilter of = filter->of;
    g_autofree char *more = NULL;
    QueueCounts counts;
    Waiting waiting[2];

    of.free = true;
    size_t n = board_queue(board, &of, cursor, G_N_ELEMENTS(waiting), waiting, &more, &counts);
    for (size_t i = 0; i < n; i++) {
        const Item *item = board_at(board, waiting[i].item);

        if (!id_equal(&item->id, done))
            return id_to_text(&item->id, ret_text), true;
    }
    return false;
}

void
staff_next(const HttpRequest *request, const Id *done, const char *from, char ret_text[ID_TEXT_SIZE], char **ret_query)
{
    const Visitor *visitor = request_visitor(request);

    *ret_text = '\0';
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(StaffFilter) filter = { .query = NULL };
    staff_filter_read(request, board, &filter);
    if (!find_free(board, &filter, done, from, ret_text))
        (void)find_free(board, &filter, done, NULL, ret_text);
    *ret_query = g_steal_pointer(&filter.query);
    hall_read_end(visitor->room->hall);
}

/* ---- what was done, and taking it back ---- */

void
staff_undo(HttpRequest *request, Look *look, PageFrame *frame)
{
    static const PageHidden undo[] = { { "action", "undo" }, { "reason", "other" } };
    static const PageHidden unkeep[] = { { "action", "unkeep" }, { "reason", "other" } };
    const char *was = http_query(request, "was");
    const bool kept = g_strcmp0(http_query(request, "done"), "kept") == 0;
    g_auto(StaffFilter) filter = { .query = NULL };
    Id id;

    if (!frame->done || !id_from_text(was, &id) || !board_find(look->board, &id))
        return;
    staff_filter_read(request, look->board, &filter);
    const char *text = scratch_id(look->scratch, &id), *slug = look->board->about->slug, *mark = *filter.query ? "?" : "";
    frame->done_href = scratch_keep(look->scratch, g_strdup_printf("/c/%s/facilitate/%s%s%s", slug, text, mark, filter.query));
    frame->undo = scratch_keep(look->scratch, g_strdup_printf("/c/%s/facilitate/%s/act%s%s", slug, text, mark, filter.query));
    frame->undo_fields = kept ? unkeep : undo;
    frame->n_undo_fields = G_N_ELEMENTS(undo);
}

/* ---- the page ---- */

void
staff_show_queue(HttpRequest *request, HttpReply *reply, const QueueShow *show)
{
    const Visitor *visitor = request_visitor(request);
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    g_auto(StaffFilter) filter = { .query = NULL };
    PageFrame frame = frame_of(request, board, look.scratch);
    staff_filter_read(request, board, &filter);
    filter.of.words = show->words;
    staff_undo(request, &look, &frame);
    QueueView view = show->acts ? done_view(&look, show->acts)
                                : staff_queue(&look, &filter, show->words ? show->after : http_query(request, "after"), LIMIT_BULK);
    view.first = !show->acts && !http_query(request, "after");
    view.all_chosen = g_strcmp0(http_query(request, "all"), "1") == 0;
    view.sections = look_sections(&look);
    view.n_sections = board->about->n_sections;
    if (show->add)
        show->add(&look, &filter, show->data, &frame, &view);
    bool made = queue_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, show->status ? show->status : 200, made, &page, error);
}

void
page_queue(HttpRequest *request, HttpReply *reply)
{
    bool done = g_strcmp0(http_query(request, "list"), "done") == 0;
    g_autoptr(GArray) acts = NULL;
    g_autoptr(GError) error = NULL;

    if (done && !read_latest(request_visitor(request), &acts, &error)) {
        http_reply_error(reply, request, error);
        return;
    }
    staff_show_queue(request, reply, &(QueueShow){ .acts = acts });
}

/* Words travel in the body, never in an address (A7). */
enum { FIND_WORDS, FIND_AFTER };
static const HttpField find_fields[] = {
    [FIND_WORDS] = { "words", HTTP_FIELD_LINE, LIMIT_SEARCH, false, NULL },
    [FIND_AFTER] = { "after", HTTP_FIELD_LINE, 120, false, NULL },
};
const HttpInput page_find_input = { HTTP_INPUT_FORM, find_fields, G_N_ELEMENTS(find_fields), 0 };

void
page_find_post(HttpRequest *request, HttpReply *reply)
{
    staff_show_queue(request, reply, &(QueueShow){ .words = http_text(request, FIND_WORDS), .after = http_text(request, FIND_AFTER) });
}
