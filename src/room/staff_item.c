#include "base/clock.h"
#include "base/i18n.h"
#include "domain/history.h"
#include "domain/similar.h"
#include "room/claims.h"
#include "room/diff.h"
#include "room/staff_care.h"

#define MOST_SIMILAR 3
#define MOST_ERRORS  4
#define SIDE_LINES   15

/* What stands in the store about it, read before the hall is held. */
typedef struct { GArray *history, *messages, *reports, *appeals; GPtrArray *diffs; } Facts;

static void
facts_clear(Facts *facts)
{
    g_clear_pointer(&facts->history, g_array_unref);
    g_clear_pointer(&facts->messages, g_array_unref);
    g_clear_pointer(&facts->reports, g_array_unref);
    g_clear_pointer(&facts->appeals, g_array_unref);
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
              appeal_read(room->reader, conversation, id, &facts->appeals, error);
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

static void
add_pieces(Look *look, const HistoryEntry *entry, GPtrArray *diffs, HistoryLine *line)
{
    if (!entry->before || !entry->after)
        return;
    GArray *runs = text_diff(entry->before, entry->after);
    DiffPiece *pieces = g_new0(DiffPiece, runs->len + 1);

    g_ptr_array_add(diffs, runs);
    scratch_keep(look->scratch, (char *)pieces);
    for (guint i = 0; i < runs->len; i++)
        pieces[i] = (DiffPiece){ g_array_index(runs, DiffRun, i).kind, g_array_index(runs, DiffRun, i).words };
    line->pieces = pieces;
    line->n_pieces = runs->len;
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
        add_pieces(look, entry, facts->diffs, line);
        view->n_history++;
    }
}

static void
add_similar(Look *look, const Item *item, ItemView *view)
{
    uint32_t found[MOST_SIMILAR];
    const Face *face = item_staff_face(item, look->voice);
    const SimilarTo to = { face->text, 0, face->section, item->at };
    SimilarIdea *ideas = g_new0(SimilarIdea, MOST_SIMILAR);
    size_t n = item->kind == KIND_IDEA ? board_similar(look->board, &to, MOST_SIMILAR, found) : 0;

    scratch_keep(look->scratch, (char *)ideas);
    for (size_t i = 0; i < n; i++) {
        const Item *other = board_at(look->board, found[i]);

        ideas[i] = (SimilarIdea){ .id = scratch_id(look->scratch, &other->id), .excerpt = staff_excerpt(look, other),
                                  .likes = other->shown.likes };
    }
    view->similar = ideas;
    view->n_similar = n;
}

static void
add_templates(Look *look, ItemView *view)
{
    static const Template texts[] = {
        { N_("Names a person"), N_("Thank you for writing. Your text pointed to a person, so we took those words out. What you "
                                   "want to say still stands.") },
        { N_("Unkind words"), N_("Please keep to what happened and not to the person. You are welcome to write it again in "
                                 "other words.") },
        { N_("Say more"), N_("Thank you for this. Could you tell us a little more, without naming anyone?") },
        { N_("Support"), N_("Thank you for telling us. If things are hard right now, you do not have to carry it alone. Somebody "
                            "would be glad to call you, and you need not say which words were yours.") },
    };
    Template *templates = g_new0(Template, G_N_ELEMENTS(texts));

    scratch_keep(look->scratch, (char *)templates);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        templates[i] = (Template){ i18n_text(texts[i].name), i18n_text(texts[i].text) };
    view->templates = templates;
    view->n_templates = G_N_ELEMENTS(texts);
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
likely_reason(const Item *item)
{
    const WaitWhy why = item_waits(item);

    return why == WAIT_NAMES ? act_reason_names[REASON_ANONYMISE] : why == WAIT_ABUSE ? act_reason_names[REASON_ABUSE] : NULL;
}

static ItemView
item_view(Look *look, const Item *item, Facts *facts)
{
    const Face *face = item_staff_face(item, look->voice);
    const Item *idea = board_at(look->board, item->idea);
    const Conversation *about = look->board->about;
    ItemView view = {
        .id = scratch_id(look->scratch, &item->id),
        .idea = scratch_id(look->scratch, idea ? &idea->id : &item->id),
        .kind = item->kind,
        .state = face->state,
        .why = staff_why(item_waits(item)),
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
        .version = face == &item->now ? item->version : item_staff_version(item),
        .holder = holder_of(look, item),
        .may_write = true,
        .sanction = care_sanction(look, item),
        .reason = likely_reason(item),
        .mail_at = mail_time(look),
        .queue = staff_queue(look, NULL, SIDE_LINES),
    };

    add_reports(look, item, facts->reports, &view);
    add_talk(look, facts->messages, &view);
    add_history(look, item, facts, &view);
    add_similar(look, item, &view);
    add_templates(look, &view);
    care_appeals(look, item, facts->appeals, facts->history, &view);
    return view;
}

static void
add_refusal(HttpRequest *request, const ItemRefusal *refusal, PageFrame *frame, PageError errors[MOST_ERRORS], ItemView *view)
{
    frame->errors = errors;
    frame->n_errors = refusal->text ? 1 : frame_errors(request, errors, MOST_ERRORS);
    if (refusal->text)
        errors[0] = (PageError){ refusal->field, refusal->text };
    view->stale = refusal->stale;
    view->typed = refusal->typed;
    view->typed_note = refusal->note;
    view->reason = refusal->reason;
    view->message = refusal->message;
    view->message_kind = refusal->kind;
    care_decide_again(refusal, view);
    if (refusal->sanction.again && !view->sanction.until) {
        const bool open = view->sanction.open;

        view->sanction = refusal->sanction;
        view->sanction.open = open;
    }
}

void
item_show(HttpRequest *request, HttpReply *reply, const Id *id, const ItemRefusal *refusal)
{
    const Visitor *visitor = request_visitor(request);
    g_auto(Facts) facts = { .diffs = NULL };
    PageError errors[MOST_ERRORS];
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
    ItemView view = item_view(&look, item, &facts);
    if (refusal)
        add_refusal(request, refusal, &frame, errors, &view);
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
