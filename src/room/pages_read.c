#include "room/pages_read.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/when.h"
#include "domain/exposure.h"
#include "domain/order.h"
#include "domain/search.h"
#include "html/asset.h"
#include "html/markdown.h"
#include "room/ledger_view.h"
#include "room/notices.h"
#include "room/pages_aside.h"
#include "room/pages/idea.h"
#include "room/pages/plain.h"
#include "room/pages/search.h"
#include "room/section_fast.h"
#include "room/signpost.h"
#include "room/view.h"

void
page_landing(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    g_autoptr(Scratch) scratch = scratch_new();
    g_autofree char *code = visitor_desk_url(visitor, "/in");
    ConversationLine line;
    size_t n = 0;
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    PageFrame frame = frame_of(request, board, scratch);
    frame.slug = NULL;
    if (board) {
        const Calendar *dates = &board->about->dates;
        line = (ConversationLine){ board->about->slug, board->about->title,
                                   calendar_phase_name(dates, clock_now()), calendar_may_write(dates, clock_now()) };
        n = 1;
    }
    bool made = landing_page(&frame, &line, n, code, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}

/* ---- sections ---- */

/* Who may not see counts may not see their order either: it is the fair one then. */
SortOrder
query_sort(const HttpRequest *request, const Board *board)
{
    const char *text = http_query(request, "sort");
    bool hidden = !visitor_sees_counts(request_visitor(request)) && board_hides_counts(board, clock_now());

    if (hidden && g_strcmp0(text, sort_names[SORT_LIKED]) == 0)
        return SORT_FAIR;

    for (int i = 0; text && sort_names[i]; i++)
        if (g_str_equal(sort_names[i], text))
            return (SortOrder)i;
    return SORT_FAIR;
}

/* One's own ideas of the present slot come first: nobody else's page has them yet. */
static void
add_pending(Look *look, unsigned section, GPtrArray *cards)
{
    const GArray *own = look->voice ? g_array_index(look->board->voices, Voice, look->voice).items : NULL;

    for (guint i = 0; own && i < own->len; i++) {
        Item *item = board_at(look->board, g_array_index(own, uint32_t, i));

        if (!item->public && item->kind == KIND_IDEA && item->now.section == section && item->now.state == STATE_SHOWN)
            g_ptr_array_add(cards, (void *)look_fragment(look, item, CARD_LISTED));
    }
}

static void
add_cards(Look *look, unsigned section, SortOrder sort, const char *after, GPtrArray *cards, char **ret_next)
{
    uint32_t at[LIMIT_DEFAULT_ITEMS];
    size_t n = board_page(look->board, section, sort, look->visitor->reader, after, LIMIT_DEFAULT_ITEMS, at, ret_next);

    for (size_t i = 0; i < n; i++)
        g_ptr_array_add(cards, (void *)look_fragment(look, board_at(look->board, at[i]), CARD_LISTED));
}

/* What stands in the place of counts. */
static HiddenCounts
section_counts(const Look *look)
{
    if (!look_hides_counts(look))
        return SHOWN_COUNTS;
    return look->board->about->rules.counts == COUNTS_AFTER_VOTING ? HIDDEN_UNTIL_VOTED : HIDDEN_UNTIL_CLOSED;
}

const char *
section_here(const HttpRequest *request, const Board *board, Scratch *scratch)
{
    SortOrder sort = query_sort(request, board);
    const char *after = http_query(request, "after");
    g_autofree char *escaped = after ? g_uri_escape_string(after, NULL, false) : NULL;

    if (http_method(request) != HTTP_GET || (sort == SORT_FAIR && !after))
        return http_page_path(request);
    return scratch_keep(scratch, g_strdup_printf("%s?sort=%s%s%s", http_path(request), sort_names[sort], after ? "&after=" : "",
                                                 after ? escaped : ""));
}

void
section_view(Look *look, const HttpRequest *request, unsigned at, const GPtrArray *cards, const char *next, SectionView *ret_view)
{
    const Conversation *about = look->board->about;
    const Section *section = &about->sections[at];
    const char *after = http_query(request, "after");
    SortOrder sort = query_sort(request, look->board);

    size_t n_notices;
    const NoticeView *notices = look_notices(look, section->slug, &n_notices);
    *ret_view = (SectionView){
        .notices = notices,
        .n_notices = n_notices,
        .slug = section->slug,
        .title = section->title,
        .prompt = section->prompt,
        .open = look->open,
        .votes_only = look->open && !look->posting && !visitor_is(look->visitor, ROLE_FACILITATOR),
        .counts = section_counts(look),
        .composer = { .from = look_next_slot(look), .turn = look_turn(look), .paper = visitor_is(look->visitor, ROLE_FACILITATOR),
                      .needs_key = visitor_lacks_key(look->visitor, look->board) },
        .sort = sort,
        .ideas = board_section_size(look->board, at),
        .first = !after,
        .after = after ? scratch_keep(look->scratch, g_uri_escape_string(after, NULL, false)) : NULL,
        .cards = (const SafeHtml *const *)cards->pdata,
        .n_cards = cards->len,
        .more = next ? scratch_keep(look->scratch, g_strdup_printf("/c/%s/s/%s?sort=%s&after=%s#ideas", about->slug,
                                                                    section->slug, sort_names[sort], next)) : NULL,
        .n_more = next ? LIMIT_DEFAULT_ITEMS : 0,
        .stream = scratch_keep(look->scratch, g_strdup_printf("/api/v1/conversations/%s/events", about->slug)),
        .sections = look_sections(look),
        .n_sections = about->n_sections,
    };
}

void
page_section_typed(HttpRequest *request, HttpReply *reply, const char *slug, const Typed *typed)
{
    const Visitor *visitor = request_visitor(request);
    g_autoptr(GPtrArray) cards = g_ptr_array_new();
    g_autofree char *next = NULL;
    FormError errors[4];
    SimilarIdea alike[ASIDE_ALIKE];
    SectionView view;
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    int at = conversation_section(board->about, slug);
    if (at < 0) {
        hall_read_end(visitor->room->hall);
        http_reply_problem(reply, request, 404, _("There is no such section."));
        return;
    }
    if (!typed && section_fast(request, reply, board, (unsigned)at, query_sort(request, board))) {
        hall_read_end(visitor->room->hall);
        return;
    }
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    frame.here = section_here(request, board, look.scratch);
    if (!http_query(request, "after"))
        add_pending(&look, (unsigned)at, cards);
    add_cards(&look, (unsigned)at, query_sort(request, board), http_query(request, "after"), cards, &next);
    section_view(&look, request, (unsigned)at, cards, next, &view);
    signpost_after_writing(request, &look, NULL, &frame);
    if (typed) {
        view.composer.text = typed->composer.text;
        view.composer.key = typed->composer.key;
        view.composer.names = typed->composer.names;
        view.composer.n_names = typed->composer.n_names;
        view.composer.from_paper = typed->composer.from_paper;
        view.composer.alike = alike;
        view.composer.n_alike = typed->ask_alike ? aside_alike(&look, typed->composer.text, slug, alike) : 0;
        view.composer.asked_alike = typed->composer.asked_alike;
        frame.done = typed->done ? typed->done : frame.done;
        frame.n_errors = frame_errors(request, errors, G_N_ELEMENTS(errors));
        if (typed->error && !frame.n_errors)
            errors[frame.n_errors++] = (FormError){ "text", typed->error, NULL };
        frame.errors = errors;
    }
    bool made = section_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, typed ? typed->status : 200, made, &page, error);
}

void
page_section(HttpRequest *request, HttpReply *reply)
{
    page_section_typed(request, reply, http_arg(request, 1), NULL);
}

/* ---- an idea ---- */

static void
add_thread(Look *look, const Item *item, unsigned depth, GArray *comments)
{
    g_autoptr(GPtrArray) children = look_children(look, item);

    for (guint i = 0; i < children->len; i++) {
        Item *child = g_ptr_array_index(children, i);
        const Face *face = item_face(child, look_voice(look, child));
        bool gone = face->state != STATE_SHOWN;
        CommentView comment = { .card = look_card(look, child), .facilitator = child->source == SOURCE_FACILITATOR, .depth = depth };

        /* A tombstone stands only where something hangs on it. */
        if (!gone || item_comments(child) > 0)
            g_array_append_val(comments, comment);
        add_thread(look, child, depth + 1, comments);
    }
}

static void
idea_view(Look *look, const HttpRequest *request, Item *item, GArray *comments, IdeaView *ret_view)
{
    const Conversation *about = look->board->about;
    const Section *section = &about->sections[item_face(item, look_voice(look, item))->section];

    *ret_view = (IdeaView){
        .idea = look_card(look, item),
        .section_slug = section->slug,
        .section_title = section->title,
        .comments = (const CommentView *)(void *)comments->data,
        .n_comments = comments->len,
        .count = item_comments(item),
        .counts = section_counts(look),
        .reply = http_query(request, "reply"),
        .composer = { .from = look_next_slot(look), .turn = look_turn(look), .needs_key = visitor_lacks_key(look->visitor, look->board) },
        .facilitate = visitor_is(look->visitor, ROLE_FACILITATOR)
            ? scratch_keep(look->scratch, g_strdup_printf("/c/%s/facilitate/%s", about->slug, scratch_id(look->scratch, &item->id)))
            : NULL,
    };
}

/* The idea to show for an id: a comment's idea; NULL where there is nothing to see. */
static Item *
find_idea(const Look *look, const Id *id)
{
    Item *item = board_find(look->board, id);

    if (item && item->kind == KIND_COMMENT)
        item = board_at(look->board, item->idea);
    return item && item_visible(item, look_voice(look, item)) ? item : NULL;
}

static bool
make_idea_page(HttpRequest *request, Look *look, Item *item, const Typed *typed, Page *ret_page, GError **error)
{
    g_autoptr(GArray) comments = g_array_new(false, true, sizeof(CommentView));
    PageFrame frame = frame_of(request, look->board, look->scratch);
    FormError errors[4];
    IdeaView view;

    add_thread(look, item, 0, comments);
    idea_view(look, request, item, comments, &view);
    signpost_after_writing(request, look, item, &frame);
    if (typed) {
        view.composer.text = typed->composer.text;
        view.composer.key = typed->composer.key;
        view.composer.names = typed->composer.names;
        view.composer.n_names = typed->composer.n_names;
        view.reply = g_strcmp0(typed->reply_to, view.idea.id) == 0 ? NULL : typed->reply_to;
        frame.n_errors = frame_errors(request, errors, G_N_ELEMENTS(errors));
        if (typed->error && !frame.n_errors)
            errors[frame.n_errors++] = (FormError){ "text", typed->error, NULL };
        frame.errors = errors;
    }
    if (!item_mine(item, look->voice))
        item_note_seen(item, look->open);
    return idea_page(&frame, &view, ret_page, error);
}

void
page_idea_typed(HttpRequest *request, HttpReply *reply, const Id *id, const Typed *typed)
{
    const Visitor *visitor = request_visitor(request);
    GError *error = NULL;
    bool made = false;
    Page page;

    hall_read(visitor->room->hall);
    g_auto(Look) look = look_begin(visitor_board(visitor), visitor);
    Item *item = find_idea(&look, id);
    if (item)
        made = make_idea_page(request, &look, item, typed, &page, &error);
    hall_read_end(visitor->room->hall);
    if (item)
        frame_reply(request, reply, typed ? typed->status : 200, made, &page, error);
    else
        http_reply_problem(reply, request, 404, NULL);
}

void
page_idea(HttpRequest *request, HttpReply *reply)
{
    Id id;

    if (id_from_text(http_arg(request, 1), &id))
        page_idea_typed(request, reply, &id, NULL);
    else
        http_reply_problem(reply, request, 404, NULL);
}

/* ---- search ---- */

enum { SEARCH_Q, SEARCH_SECTION };
static const HttpField search_fields[] = {
    [SEARCH_Q] = { "q", HTTP_FIELD_LINE, LIMIT_SEARCH, false, NULL },
    [SEARCH_SECTION] = { "section", HTTP_FIELD_LINE, 60, false, NULL },
};
const HttpInput page_search_input = { HTTP_INPUT_FORM, search_fields, G_N_ELEMENTS(search_fields), 4096 };

static void
search_reply(HttpRequest *request, HttpReply *reply, const char *q, const char *slug)
{
    const Visitor *visitor = request_visitor(request);
    g_autoptr(GPtrArray) cards = g_ptr_array_new();
    uint32_t found[LIMIT_PAGE_ITEMS + 1];
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    int section = conversation_section(board->about, slug);
    size_t n = q ? board_search(board, visitor->hides_marks ? 0 : look.voice, q, section, LIMIT_PAGE_ITEMS + 1, found) : 0;
    for (size_t i = 0; i < MIN(n, LIMIT_PAGE_ITEMS); i++)
        g_ptr_array_add(cards, (void *)look_fragment(&look, board_at(board, found[i]), CARD_FOUND));
    SearchView view = {
        .q = q, .section = section >= 0 ? slug : NULL, .sections = look_sections(&look),
        .n_sections = board->about->n_sections, .found = n, .cards = (const SafeHtml *const *)cards->pdata, .n_cards = cards->len,
    };
    const ShellField again[] = { { "q", q }, { "section", slug ? slug : "" } };
    frame.again = again;
    frame.n_again = q ? G_N_ELEMENTS(again) : 0;
    bool made = search_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}

void
page_search(HttpRequest *request, HttpReply *reply)
{
    search_reply(request, reply, NULL, NULL);
}

void
page_search_post(HttpRequest *request, HttpReply *reply)
{
    search_reply(request, reply, http_text(request, SEARCH_Q), http_text(request, SEARCH_SECTION));
}

/* ---- the organisation's pages ---- */

static const char *
page_title(PageName name)
{
    switch (name) {
    case PAGE_WELCOME:       return _("Welcome");
    case PAGE_RULES:         return _("House rules");
    case PAGE_FAQ:           return _("Questions and answers");
    case PAGE_PRIVACY:       return _("Privacy");
    case PAGE_ACCESSIBILITY: return _("Accessibility");
    case PAGE_SUPPORT:       return _("Where to find help");
    case PAGE_ATTEST:        return _("What was checked here");
    case PAGE__COUNT:        break;
    }
    return "";
}

static int
page_named(const char *name)
{
    for (int i = 0; page_names[i]; i++)
        if (g_str_equal(page_names[i], name))
            return i;
    return -1;
}

/* What the organisation's own words about privacy may leave out: how this installation is run. */
static char *
facts_of(const Conversation *about, const Config *config)
{
    GString *text = g_string_new(NULL);

    g_string_append_printf(text, "## %s\n\n", _("How this place is run"));
    if (!config->keys_apart)
        g_string_append_printf(text, "- %s\n", _("Keys and data are on the same disk: who steals it has both."));
    if (config->combined_roles)
        g_string_append_printf(text, "- %s\n", _("One person may look after the list of people and be facilitator or analyst as well."));
    if (config->mail_transport == MAIL_FILE)
        g_string_append_printf(text, "- %s\n", _("Mails are written into readable files. That is for trying out only."));
    if (about->pages[PAGE_ATTEST])
        g_string_append_printf(text, "- [%s](p/attest)\n", _("What was checked on this machine, and what was found"));
    else
        g_string_append_printf(text, "- %s\n", _("This machine has not been checked yet. You can ask the people who invited you to have that done."));
    return g_string_free(text, false);
}

void
page_text(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    int name = page_named(http_arg(request, 1));
    GError *error = NULL;
    Ledger ledger;
    bool made = false, known = name == PAGE_RULES && ledger_of(visitor, &ledger, NULL);
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const char *markdown = name >= 0 ? board->about->pages[name] : NULL;
    if (markdown) {
        g_autoptr(Scratch) scratch = scratch_new();
        g_autofree char *base = g_strconcat("/c/", board->about->slug, "/", NULL);
        g_autofree char *facts = name == PAGE_PRIVACY ? facts_of(board->about, visitor->room->config) : NULL;
        g_autofree char *counted = known ? ledger_lines(&ledger, markdown, board->about->k) : NULL;
        g_autoptr(SafeHtml) text = markdown_page_at(counted ? counted : markdown, base, &error);
        g_autoptr(SafeHtml) more = facts && text ? markdown_page_at(facts, base, &error) : NULL;
        PageFrame frame = frame_of(request, board, scratch);

        made = text && (!facts || more) && text_page(&frame, name == PAGE_FAQ ? PAGE_AT_HELP : PAGE_AT_NONE, page_title((PageName)name), text, more,
                                 &page, &error);
    }
    hall_read_end(visitor->room->hall);
    if (markdown)
        frame_reply(request, reply, 200, made, &page, error);
    else
        http_reply_problem(reply, request, 404, NULL);
}
