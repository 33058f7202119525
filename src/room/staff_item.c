#include "base/clock.h"
#include "base/i18n.h"
#include "domain/history.h"
#include "domain/similar.h"
#include "room/claims.h"
#include "room/diff.h"
#include "room/staff_again.h"
#include "room/staff_care.h"
#include "room/staff_message.h"
#include "room/staff_safeguard.h"
#include "room/staff_second.h"

#define MOST_SIMILAR 3
#define MOST_ERRORS  4
#define SIDE_LINES   15

/* What stands in the store about it, read before the hall is held. */
typedef struct { GArray *history, *messages, *reports, *appeals, *seconds, *safeguard; GPtrArray *diffs; } Facts;

static void
facts_clear(Facts *facts)
{
    g_clear_pointer(&facts->history, g_array_unref);
    g_clear_pointer(&facts->messages, g_array_unref);
    g_clear_pointer(&facts->reports, g_array_unref);
    g_clear_pointer(&facts->appeals, g_array_unref);
    g_clear_pointer(&facts->seconds, g_array_unref);
    g_clear_pointer(&facts->safeguard, g_array_unref);
    g_clear_pointer(&facts->diffs, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Facts, facts_clear)

/* A contribution that is not there has no history. */
static bool
facts_read(const Visitor *visitor, const Id *id, Facts *facts, GError **error)
{
    Room *room = visitor->room;
    const Id *conversation = &visitor->badge.conversation;

    facts->diffs = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    if (!room_history(visitor, id, &facts->history, error))
        return false;
    g_mutex_lock(&room->reader_lock);
    bool ok = message_talk(room->reader, conversation, id, false, &facts->messages, error) &&
              queue_reports(room->reader, conversation, id, &facts->reports, error) &&
              appeal_read(room->reader, conversation, id, &facts->appeals, error) &&
              second_read(room->reader, conversation, id, &facts->seconds, error) &&
              safeguard_read(room->reader, conversation, id, &facts->safeguard, error);
    g_mutex_unlock(&room->reader_lock);
    return ok;
}

/* ---- parts of the view ---- */

static const char *
reason_text(FlagReason reason)
{
    switch (reason) {
    case FLAG_ABUSE:         return _("Unkind or abusive");
    case FLAG_NAMES_SOMEONE: return _("Names someone");
    case FLAG_OFF_TOPIC:     return _("About something else");
    case FLAG_WORRY:         return _("Worried about its author");
    case FLAG_OTHER:         return _("Something else");
    case FLAG__COUNT:        break;
    }
    return "";
}

/* What came since the slot is not told yet, so then only what was looked at before is. */
static void
add_reports(Look *look, const Item *item, const GArray *reports, ItemView *view)
{
    ReportLine *lines = g_new0(ReportLine, reports->len + 1);
    bool told = item->seen.flags == item->flags_open;

    scratch_keep(look->scratch, (char *)lines);
    view->reports = lines;
    for (guint i = 0; i < reports->len; i++) {
        const QueueReport *report = &g_array_index(reports, QueueReport, i);

        if (told || !report->open)
            lines[view->n_reports++] = (ReportLine){ reason_text(report->reason), *report->note ? report->note : NULL, NULL };
    }
}

static void
add_talk(Look *look, const GArray *messages, ItemView *view)
{
    TalkLine *lines = g_new0(TalkLine, messages->len + 1);

    scratch_keep(look->scratch, (char *)lines);
    for (guint i = 0; i < messages->len; i++) {
        const Message *message = &g_array_index(messages, Message, i);
        const char *who = scratch_keep(look->scratch, i18n_format(_("Facilitator %u"), message->staff));

        lines[i] = (TalkLine){ message->from_author, message->from_author ? NULL : who, message->text, look_day(look, message->at) };
    }
    view->talk = lines;
    view->n_talk = messages->len;
}

static const DiffPiece *
pieces_between(Look *look, const char *before, const char *after, GPtrArray *diffs, size_t *ret_n)
{
    GArray *runs = text_diff(before, after);
    DiffPiece *pieces = g_new0(DiffPiece, runs->len + 1);

    g_ptr_array_add(diffs, runs);
    scratch_keep(look->scratch, (char *)pieces);
    for (guint i = 0; i < runs->len; i++)
        pieces[i] = (DiffPiece){ g_array_index(runs, DiffRun, i).kind, g_array_index(runs, DiffRun, i).words };
    *ret_n = runs->len;
    return pieces;
}

static void
add_pieces(Look *look, const HistoryEntry *entry, GPtrArray *diffs, HistoryLine *line)
{
    if (!entry->before || !entry->after)
        return;
    line->pieces = pieces_between(look, entry->before, entry->after, diffs, &line->n_pieces);
}

static const char *
section_title(const Look *look, const char *slug)
{
    int section = slug ? conversation_section(look->board->about, slug) : -1;

    return section < 0 ? "" : look->board->about->sections[section].title;
}

static char *
entry_text(Look *look, const HistoryEntry *entry)
{
    const char *day = look_day(look, entry->at);

    if (entry->by_author)
        return g_strdup(_("Changed by its author"));
    if (entry->act == ACT_MOVE)
        return i18n_format(_("Moved from %s to %s by Facilitator %u %s"), section_title(look, entry->section_before),
                               section_title(look, entry->section_after), entry->staff, day);
    return staff_act_text(entry->act, entry->staff, day);
}

/* An author's change that waits for its slot is left out. */
static void
add_history(Look *look, const Item *item, Facts *facts, ItemView *view)
{
    HistoryLine *lines = g_new0(HistoryLine, facts->history->len + 1);
    uint32_t known = MAX(item->seen.version, item->looked_version);

    scratch_keep(look->scratch, (char *)lines);
    view->history = lines;
    for (guint i = 0; i < facts->history->len; i++) {
        const HistoryEntry *entry = &g_array_index(facts->history, HistoryEntry, i);
        HistoryLine *line = &lines[view->n_history];

        if (entry->by_author && entry->version > known)
            continue;
        line->text = scratch_keep(look->scratch, entry_text(look, entry));
        line->note = *entry->note ? entry->note : NULL;
        line->undone = entry->undone;
        line->version = entry->version;
        line->before = entry->before;
        add_pieces(look, entry, facts->diffs, line);
        view->n_history++;
    }
}

static void
add_similar(Look *look, const Item *item, ItemView *view)
{
    uint32_t found[MOST_SIMILAR];
    const Face *face = item_staff_face(item, look->voice);
    const SimilarTo to = { face->text, 0, face->section, item->at, SIMILAR_WIDE };
    MergeLine *ideas = g_new0(MergeLine, MOST_SIMILAR);
    size_t n = item->kind == KIND_IDEA ? board_similar(look->board, &to, MOST_SIMILAR, found) : 0;

    scratch_keep(look->scratch, (char *)ideas);
    for (size_t i = 0; i < n; i++) {
        const Item *other = board_at(look->board, found[i]);
        const Face *its = item_staff_face(other, look->voice);

        ideas[i] = (MergeLine){ .id = scratch_id(look->scratch, &other->id), .text = its->text, .lang = look_lang(its),
                                .place = look->board->about->sections[its->section].title, .likes = other->shown.likes,
                                .dislikes = other->shown.dislikes, .comments = other->shown.comments };
    }
    view->similar = ideas;
    view->n_similar = n;
}

static const char *
holder_of(Look *look, const Item *item)
{
    unsigned staff = claims_take(look->visitor->room->claims, &item->id, look->visitor->badge.staff_number, clock_now());

    return staff ? scratch_keep(look->scratch, i18n_format(_("Facilitator %u"), staff)) : NULL;
}

static const char *
mail_time(Look *look)
{
    int minutes = look->visitor->room->config->waiting_at;

    return minutes < 0 ? NULL : scratch_keep(look->scratch, g_strdup_printf("%02d:%02d", minutes / 60, minutes % 60));
}

/** The reason that reports suggest; NULL: none. */
static const char *
likely_reason(const Board *board, const Item *item)
{
    const WaitWhy why = item_why(board, item);

    return why == WAIT_NAMES || why == WAIT_MAY_NAME ? act_reason_names[REASON_ANONYMISE]
         : why == WAIT_ABUSE || why == WAIT_MAY_ABUSE ? act_reason_names[REASON_ABUSE] : NULL;
}

static ItemView
item_view(Look *look, const Item *item, const StaffFilter *filter, Facts *facts)
{
    const Face *face = item_staff_face(item, look->voice);
    const Item *idea = board_at(look->board, item->idea);
    const Conversation *about = look->board->about;
    ItemView view = {
        .id = scratch_id(look->scratch, &item->id),
        .idea = scratch_id(look->scratch, idea ? &idea->id : &item->id),
        .kind = item->kind,
        .state = face->state,
        .why = staff_why(item_why(look->board, item)),
        .number = item->seen.flags,
        .section = about->sections[face->section].slug,
        .section_title = about->sections[face->section].title,
        .sections = look_sections(look),
        .n_sections = about->n_sections,
        .text = face->text,
        .lang = look_lang(face),
        .likes = item->shown.likes,
        .dislikes = item->shown.dislikes,
        .comments = item->shown.comments,
        .version = staff_version(look, item),
        .from = scratch_keep(look->scratch, item_cursor(item)),
        .holder = holder_of(look, item),
        .origin = item->source == SOURCE_PAPER ? _("Typed in from a paper form. Nobody can be written to about it.")
            : item->source == SOURCE_FACILITATOR ? _("Posted by the facilitators.") : NULL,
        .may_write = item->source == SOURCE_AUTHOR,
        .sanction = care_sanction(look, item),
        .reason = likely_reason(look->board, item),
        .mail_at = mail_time(look),
        .queue = staff_queue(look, filter, NULL, SIDE_LINES),
    };

    add_reports(look, item, facts->reports, &view);
    add_talk(look, facts->messages, &view);
    add_history(look, item, facts, &view);
    second_add_to(look, item, facts->seconds, &view);
    safeguard_add_to(look, facts->safeguard, &view);
    add_similar(look, item, &view);
    message_templates(look, &view);
    message_help(look, &view);
    care_appeals(look, item, facts->appeals, facts->history, &view);
    view.sanction.version = view.version;
    return view;
}

static void
add_change(Look *look, GPtrArray *diffs, ItemView *view)
{
    if (view->typed && !g_str_equal(view->typed, view->text))
        view->change = pieces_between(look, view->text, view->typed, diffs, &view->n_change);
}

static void
add_refusal(Look *look, HttpRequest *request, const ItemRefusal *refusal, PageFrame *frame, FormError errors[MOST_ERRORS], ItemView *view)
{
    frame->errors = errors;
    frame->n_errors = refusal->text ? 1 : frame_errors(request, errors, MOST_ERRORS);
    if (refusal->text)
        errors[0] = (FormError){ refusal->field, refusal->text, NULL };
    view->typed = refusal->typed;
    view->typed_note = refusal->note;
    view->reason = refusal->reason;
    view->message = refusal->message;
    view->message_kind = refusal->kind;
    view->second.typed = refusal->second;
    view->safeguard.again = refusal->safeguard_again;
    view->safeguard.step = refusal->safeguard_step;
    view->safeguard.note = refusal->safeguard_note;
    memcpy(view->help_chosen, refusal->help, sizeof view->help_chosen);
    view->preview = refusal->preview;
    view->asks_who = refusal->asks_who;
    care_decide_again(refusal, view);
    if (refusal->sanction.again && !view->sanction.until) {
        const bool open = view->sanction.open;

        view->sanction = refusal->sanction;
        view->sanction.open = open;
        view->sanction.version = view->version;
    }
    again_fill(look, request, refusal, view);
}

void
item_show(HttpRequest *request, HttpReply *reply, const Id *id, const ItemRefusal *refusal)
{
    const Visitor *visitor = request_visitor(request);
    g_auto(Facts) facts = { .diffs = NULL };
    FormError errors[MOST_ERRORS];
    GError *error = NULL;
    Page page;

    if (!facts_read(visitor, id, &facts, &error)) {
        http_reply_error(reply, request, error);
        g_clear_error(&error);
        return;
    }
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    const Item *item = board_find(board, id);
    if (!item || !facts.history || !item_staff_visible(item, look.voice)) {
        hall_read_end(visitor->room->hall);
        http_reply_problem(reply, request, 404, NULL);
        return;
    }
    PageFrame frame = frame_of(request, board, look.scratch);
    staff_undo(request, &look, &frame);
    g_auto(StaffFilter) filter = { .query = NULL };
    staff_filter_read(request, board, &filter);
    ItemView view = item_view(&look, item, &filter, &facts);
    if (refusal)
        add_refusal(&look, request, refusal, &frame, errors, &view);
    add_change(&look, facts.diffs, &view);
    bool made = item_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, refusal ? refusal->status : 200, made, &page, error);
}

void
page_item(HttpRequest *request, HttpReply *reply)
{
    Id id;

    if (api_path_id(request, reply, 1, &id))
        item_show(request, reply, &id, NULL);
}
