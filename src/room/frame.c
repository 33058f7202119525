#include "room/frame.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/when.h"
#include "html/gzip.h"
#include "room/api.h"
#include "room/pages/plain.h"

Scratch *
scratch_new(void)
{
    return g_ptr_array_new_with_free_func(g_free);
}

const char *
scratch_keep(Scratch *scratch, char *text)
{
    if (text)
        g_ptr_array_add(scratch, text);
    return text;
}

const char *
scratch_id(Scratch *scratch, const Id *id)
{
    char text[ID_TEXT_SIZE];

    id_to_text(id, text);
    return scratch_keep(scratch, g_strdup(text));
}

void
scratch_free(Scratch *scratch)
{
    if (scratch)
        g_ptr_array_unref(scratch);
}

/* Staff go by role and number alone (A1). */
static char *
staff_name(const Badge *badge)
{
    if (!badge->staff_number)
        return NULL;
    if (badge->roles & ROLE_FACILITATOR)
        return i18n_format(_("Facilitator %u"), badge->staff_number);
    if (badge->roles & ROLE_ANALYST)
        return i18n_format(_("Analyst %u"), badge->staff_number);
    return badge->roles & ROLE_ORGANISER ? i18n_format(_("Organiser %u"), badge->staff_number) : NULL;
}

/* What has just happened, by a word in the address: fixed texts, nothing of the reader's. */
static const char *
done_text(const HttpRequest *request)
{
    static const struct { const char *word, *text; } texts[] = {
        { "idea", N_("Thank you. Your idea is in.") },
        { "brought", N_("It is in.") },
        { "notice", N_("Your notice is pinned.") },
        { "wordlist", N_("The words are saved. They count from now on, also for what stands here already.") },
        { "notice-down", N_("Your notice is taken down.") },
        { "comment", N_("Thank you. Your comment is in.") },
        { "edited", N_("Your change is saved.") },
        { "deleted", N_("It is deleted.") },
        { "voted", N_("Your vote is in. It is not shown, because you hide your marks.") },
        { "removing", N_("All you wrote is being removed. You can still change your mind.") },
        { "staying", N_("What is still here stays.") },
        { "reported", N_("Thank you. A facilitator will look at it. Nobody learns who reported it.") },
        { "answered", N_("Your answer is on its way. Nobody learns who you are.") },
        { "back", N_("Welcome back. This browser has your return key now.") },
        { "afresh", N_("You have started afresh. What you wrote before stays, out of reach for everyone.") },
        { "label", N_("You are counted without a group from now on.") },
        { "words", N_("Good. We will not show the words again.") },
        { "acted", N_("Done.") },
        { "reminded", N_("A reminder goes to everybody who has not left, at most once in three days.") },
        { "changed", N_("Your change is saved.") },
        { "hidden", N_("It is hidden.") },
        { "removed", N_("It is removed.") },
        { "restored", N_("It is back.") },
        { "moved", N_("It is moved.") },
        { "split", N_("It is split.") },
        { "merged", N_("It is merged.") },
        { "proposed", N_("It was merged before, and few people have voted. A colleague is asked to confirm that it is merged again.") },
        { "kept", N_("It stays as it is.") },
        { "undone", N_("That is taken back.") },
        { "asked", N_("You asked for another look. The answer will be here, under My things.") },
        { "appeal-answered", N_("Its author is told.") },
        { "slowed", N_("Its author is told. You do not learn who it is.") },
        { "unslowed", N_("That is taken back. Its author can post again, as far as this post goes.") },
        { "step", N_("The step is written down. Facilitators alone can read it.") },
        { "second", N_("A colleague is asked. It waits until another facilitator has decided.") },
        { "unasked", N_("Your question is taken back. It waits for anyone again.") },
        { "sent", N_("Your message is on its way.") },
        { "code-added", N_("The code is in the frame.") },
        { "code-joined", N_("The two codes are one now.") },
        { "code-back", N_("The code is back, with its codings.") },
        { "decided", N_("It is published. Everybody who was invited can read it.") },
        { "quoted", N_("It is a quotation in the report now.") },
        { "unquoted", N_("The report does not quote it any more.") },
        { "code-retired", N_("The code is retired. What carried it keeps it in the history.") },
    };
    const char *word = http_query(request, "done");

    for (size_t i = 0; word && i < G_N_ELEMENTS(texts); i++)
        if (g_str_equal(texts[i].word, word))
            return i18n_text(texts[i].text);
    return NULL;
}

/* "#i-ID" of what was just posted or changed; NULL: nothing was. */
static const char *
made_href(const HttpRequest *request, Scratch *scratch)
{
    const char *id = http_query(request, "at");

    return id_from_text(id, &(Id){ .bytes = { 0 } }) ? scratch_keep(scratch, g_strconcat("#i-", id, NULL)) : NULL;
}

/* Erasing waits: every page says until when and why (A14). */
static const char *
hold_text(const Conversation *about, Scratch *scratch)
{
    if (!about->hold_reason || !*about->hold_reason)
        return NULL;
    g_autofree char *day = when_date(calendar_erases(&about->dates), about->timezone);

    return scratch_keep(scratch, i18n_format(_("What is kept here is destroyed on %s, later than was said before. The reason: %s"),
                                                 day, about->hold_reason));
}

void
frame_drafts(const Visitor *visitor, char ret_text[DRAFTS_SIZE])
{
    const Badge *badge = &visitor->badge;
    uint64_t number;

    if (badge->shared) {
        g_strlcpy(ret_text, "off", DRAFTS_SIZE);
        return;
    }
    secret_hash(&visitor->room->badge_key, "drafts", badge->pseudonym.bytes, sizeof badge->pseudonym.bytes, &number, sizeof number);
    snprintf(ret_text, DRAFTS_SIZE, "%016" G_GINT64_MODIFIER "x", number);
}

static ShellBrand
brand_shown(const Brand *brand)
{
    return brand ? (ShellBrand){ brand->style_path, brand->logo_path, brand->logo_width, brand->logo_height } : (ShellBrand){ NULL };
}

const char *
frame_told_language(const Conversation *about)
{
    const I18nLanguage *language = i18n_language(about->language);

    return language && language != i18n_spoken() ? i18n_tag(language) : NULL;
}

PageFrame
frame_of(const HttpRequest *request, const Board *board, Scratch *scratch)
{
    const Visitor *visitor = request_visitor(request);
    PageFrame frame = { .here = http_page_path(request), .done = done_text(request) };
    char drafts[DRAFTS_SIZE];

    if (frame.done) {
        frame.done_key = scratch_keep(scratch, g_strdup(http_query(request, "key")));
        frame.done_href = made_href(request, scratch);
    }
    if (!visitor || !visitor->has_badge || !board)
        return frame;
    uint32_t roles = visitor->badge.roles;
    frame.lang = frame_told_language(board->about);
    frame.slug = board->about->slug;
    frame.title = board->about->title;
    frame.organisation = board->about->organisation && *board->about->organisation ? board->about->organisation : NULL;
    frame.brand = brand_shown(board->about->brand);
    frame.support_email = board->about->support_email;
    frame.marks_hidden = visitor->hides_marks;
    frame.who = scratch_keep(scratch, staff_name(&visitor->badge));
    frame.roles = (roles & ROLE_FACILITATOR ? PAGE_FACILITATES : 0u) | (roles & ROLE_ANALYST ? PAGE_ANALYSES : 0u) |
                  (roles & ROLE_ORGANISER ? PAGE_ORGANISES : 0u);
    frame.signed_in = true;
    frame.keep_words = visitor->offer_fits && (g_strcmp0(http_query(request, "done"), "idea") == 0 ||
                                               g_strcmp0(http_query(request, "done"), "comment") == 0);
    frame_drafts(visitor, drafts);
    frame.drafts = scratch_keep(scratch, g_strdup(drafts));
    frame.report = board->about->dates.published != 0;
    frame.hold = hold_text(board->about, scratch);
    return frame;
}

void
frame_reply(HttpRequest *request, HttpReply *reply, unsigned status, bool made, Page *page, GError *error)
{
    if (made)
        http_reply_html(reply, status, page->bytes, page->length);
    else
        http_reply_error(reply, request, error);
    g_clear_error(&error);
}

void
frame_reply_small(HttpRequest *request, HttpReply *reply, bool made, Page *page, GError *error)
{
    if (!made || !http_accepts_gzip(request)) {
        frame_reply(request, reply, 200, made, page, error);
        return;
    }
    g_auto(GzipPiece) piece = { 0 };
    const GzipPiece *pieces[] = { &piece };
    size_t length = 0;

    gzip_piece_make(page->bytes, page->length, &piece);
    page_clear(page);
    char *bytes = (char *)gzip_join(pieces, 1, &length);
    http_reply_html(reply, 200, bytes, length);
    http_reply_gzip(reply);
}

#define MOST_CARDS LIMIT_DEFAULT_ITEMS

/* From `from` up to where `what` stands, and that on its own; false: it is not there. */
static bool
cut_out(const char **from, const char *what, size_t length, GzipPiece *ret_before, GzipPiece *ret_what, bool press)
{
    const char *found = g_strstr_len(*from, -1, what);

    if (!found)
        return false;
    gzip_piece_make(*from, (size_t)(found - *from), ret_before);
    if (press)
        gzip_piece_make(found, length, ret_what);
    else
        gzip_piece_plain(found, (uint16_t)length, ret_what);
    *from = found + length;
    return true;
}

void
frame_reply_cards(HttpRequest *request, HttpReply *reply, bool made, Page *page, const char *drafts,
                  const SafeHtml *const *cards, size_t n, GError *error)
{
    GzipPiece made_of[2 * MOST_CARDS + 3] = { 0 };
    const GzipPiece *pieces[G_N_ELEMENTS(made_of)];
    const char *at = made ? page->bytes : NULL;
    bool fits = made && http_accepts_gzip(request) && n <= MOST_CARDS;
    size_t n_pieces = 0, length = 0;

    for (size_t i = 0; fits && i < n; i++, n_pieces += 2) {
        const char *card = safe_html_text(cards[i], &length);

        fits = cut_out(&at, card, length, &made_of[n_pieces], &made_of[n_pieces + 1], true);
    }
    fits = fits && cut_out(&at, drafts, strlen(drafts), &made_of[n_pieces], &made_of[n_pieces + 1], false);
    if (fits) {
        gzip_piece_make(at, strlen(at), &made_of[n_pieces + 2]);
        n_pieces += 3;
        for (size_t i = 0; i < n_pieces; i++)
            pieces[i] = &made_of[i];
        char *bytes = (char *)gzip_join(pieces, n_pieces, &length);
        page_clear(page);
        http_reply_html(reply, 200, bytes, length);
        http_reply_gzip(reply);
        g_clear_error(&error);
    } else {
        frame_reply(request, reply, 200, made, page, error);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(made_of); i++)
        gzip_piece_clear(&made_of[i]);
}

void
frame_fault(HttpRequest *request, HttpReply *reply, unsigned status, const char *detail, void *data)
{
    Room *room = data;
    g_autoptr(Scratch) scratch = scratch_new();
    g_autoptr(GError) error = NULL;
    Page page = { NULL, 0 };

    hall_read(room->hall);
    const Visitor *visitor = visitor_open(request, room);
    PageFrame frame = frame_of(request, visitor_board(visitor), scratch);
    const char *way_in = status == 403 && !visitor->has_badge ? scratch_keep(scratch, visitor_desk_url(visitor, "/link")) : NULL;
    frame.done = NULL;
    bool made = error_page(&frame, status, detail, way_in, &page, &error);
    hall_read_end(room->hall);
    if (made)
        http_reply_html(reply, status, page.bytes, page.length);
    else
        http_reply_static(reply, status, "text/plain; charset=utf-8", "Something broke on our side.\n", 29);
}

char *
frame_path(const Visitor *visitor, const char *rest)
{
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    char *path = board ? g_strconcat("/c/", board->about->slug, rest, NULL) : g_strdup("/");
    hall_read_end(visitor->room->hall);
    return path;
}

const char *
frame_back(const HttpRequest *request, const char *back, const char *otherwise)
{
    if (!back || !g_str_has_prefix(back, "/c/") || strchr(back, '\\'))
        return otherwise;
    for (const char *at = back; *at; at++)
        if ((unsigned char)*at <= ' ' || (unsigned char)*at >= 127)
            return otherwise;
    return back;
}

size_t
frame_errors(const HttpRequest *request, FormError *ret_errors, size_t most)
{
    size_t n;
    const HttpFieldError *errors = http_errors(request, &n);

    n = MIN(n, most);
    for (size_t i = 0; i < n; i++)
        ret_errors[i] = (FormError){ errors[i].field, errors[i].text, NULL };
    return n;
}
