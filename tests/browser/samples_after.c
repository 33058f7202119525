/* How a conversation is held, and what is there once it has closed. */
#include "room/pages/idea.h"
#include "room/pages/mine.h"
#include "room/pages/report.h"
#include "samples.h"

#define SLUG "our-next-five-years"
#define ITEM "000000000000000000000idea02"

static const char *const words = "Let new starters shadow for a full week before they count in the numbers.";

/* ---- receipts ---- */

static bool
receipt_of(bool shared, const char *code, Page *ret_page, GError **error)
{
    ReceiptView view = { .id = ITEM, .idea = true, .excerpt = words, .shared = shared, .code = code,
                         .address = "https://room.northgate.example/c/" SLUG "/receipt" };

    return receipt_page(&sample_frame, &view, ret_page, error);
}

static bool receipt_ask(Page *ret_page, GError **error) { return receipt_of(false, NULL, ret_page, error); }
static bool receipt_shared(Page *ret_page, GError **error) { return receipt_of(true, NULL, ret_page, error); }
static bool receipt_code(Page *ret_page, GError **error) { return receipt_of(false, "K7QM-3XWD-9RTB-5HNE", ret_page, error); }

static bool
receipt_enter(Page *ret_page, GError **error)
{
    return receipt_enter_page(&(PageFrame){ .here = "/" }, SLUG, NULL, ret_page, error);
}

static bool
receipt_wrong(Page *ret_page, GError **error)
{
    static const FormError errors[] = {
        { "code", "This is not a whole code. Look at it again: four times four letters and digits.", NULL },
    };

    return receipt_enter_page(&(PageFrame){ .lang = "en", .errors = errors, .n_errors = 1 }, SLUG, "K7QM-3XWD", ret_page, error);
}

static bool
receipt_told(Page *ret_page, GError **error)
{
    g_autoptr(SafeHtml) text = sample_text(words);
    g_autoptr(SafeHtml) decided = sample_text("From May on new starters shadow for **one full week** on every ward.");
    ReceiptThemeView themes[] = { { 3, "Starting well", decided }, { 5, "Enough of us", NULL } };
    ReceiptToldView view = { .title = "Our next five years", .section = "Looking after each other", .idea = true,
                             .state = STATE_SHOWN, .text = text, .published = true, .themes = themes, .n_themes = 2 };

    return receipt_told_page(&(PageFrame){ .here = "/" }, &view, ret_page, error);
}

static bool
receipt_gone(Page *ret_page, GError **error)
{
    ReceiptToldView view = { .title = "Our next five years", .section = "Looking after each other", .state = STATE_REMOVED };

    return receipt_told_page(&(PageFrame){ .here = "/" }, &view, ret_page, error);
}

/* ---- votes alone, counts hidden ---- */

static CardView
hidden_card(const SafeHtml *text)
{
    return (CardView){ .slug = SLUG, .id = ITEM, .kind = KIND_IDEA, .state = STATE_SHOWN, .text = text, .excerpt = words,
                       .lang = "en", .day = "on Tuesday", .no_counts = true, .open = true, .votes_only = true };
}

static bool
section_votes(Page *ret_page, GError **error)
{
    g_autoptr(SafeHtml) text = sample_text(words);
    CardView card = hidden_card(text), own = hidden_card(text);

    own.mine = true;
    own.id = "000000000000000000000idea03";
    own.vote = VOTE_LIKE;
    own.no_counts = false;
    own.likes = 37;
    own.dislikes = 4;
    g_autoptr(SafeHtml) one = card_fragment(&card, CARD_LISTED, error);
    g_autoptr(SafeHtml) two = card_fragment(&own, CARD_LISTED, error);
    const SafeHtml *const cards[] = { one, two };
    SectionView view = { .slug = "looking-after-each-other", .title = "Looking after each other",
                         .prompt = "What helps us to stay well?", .open = true, .votes_only = true,
                         .counts = HIDDEN_UNTIL_VOTED, .composer = { .text = "Words that came too late." }, .ideas = 2,
                         .first = true, .cards = cards, .n_cards = 2 };

    return section_page(&sample_frame, &view, ret_page, error);
}

static bool
idea_votes(Page *ret_page, GError **error)
{
    g_autoptr(SafeHtml) text = sample_text(words);
    IdeaView view = { .idea = hidden_card(text), .section_slug = "looking-after-each-other",
                      .section_title = "Looking after each other", .counts = HIDDEN_UNTIL_CLOSED };

    return idea_page(&sample_frame, &view, ret_page, error);
}

/* ---- the report is out ---- */

static bool
mine_reported(Page *ret_page, GError **error)
{
    g_autoptr(SafeHtml) decided = sample_text("From May on new starters shadow for **one full week** on every ward.");
    ReceiptThemeView themes[] = { { 3, "Starting well", decided } };
    OwnView own[] = {
        { .id = ITEM, .idea = ITEM, .is_idea = true, .state = STATE_SHOWN, .excerpt = words, .likes = 37, .dislikes = 4,
          .comments = 6, .themes = themes, .n_themes = 1, .receipt = true },
        { .id = "0000000000000000000000com8", .idea = ITEM, .state = STATE_SHOWN, .receipt = true,
          .excerpt = "Same in the community teams: we get the list at noon." },
    };
    PageFrame frame = sample_frame;

    frame.report = true;
    return mine_page(&frame, &(MineView){ .has_key = true, .own = own, .n_own = 2, .desk_me = "/desk/me" }, ret_page, error);
}

static bool
report_decide(Page *ret_page, GError **error)
{
    static const FormError errors[] = { { "text-2", "This is 12 characters too long. Please shorten it.", NULL } };
    g_autoptr(SafeHtml) decided = sample_text("From May on new starters shadow for **one full week** on every ward.");
    const StrengthLine strength = { .theme = "Starting well", .like_text = "91%", .like = 91, .low = 84, .high = 95, .voters = 120 };
    const ThemeView themes[] = {
        { .name = "Starting well", .summary = "Time to learn before one counts.", .strength = strength, .posts = 31,
          .writers = 20, .decision = decided, .decision_text = "From May on new starters shadow for **one full week** on every ward." },
        { .name = "Enough of us", .strength = strength, .posts = 12, .decision_text = "Too long.", .refused = true },
    };
    PageFrame frame = sample_staff_frame;

    frame.report = true;
    frame.errors = errors;
    frame.n_errors = 1;
    return report_page(&frame, &(ReportView){ .date = "January 2027", .themes = themes, .n_themes = 2, .links = true,
                                              .may_decide = true }, ret_page, error);
}

const Sample samples_after[] = {
    { "receipt-ask", receipt_ask },     { "receipt-shared", receipt_shared }, { "receipt-code", receipt_code },
    { "receipt-enter", receipt_enter }, { "receipt-wrong", receipt_wrong },   { "receipt-told", receipt_told },
    { "receipt-gone", receipt_gone },   { "section-votes", section_votes },   { "idea-votes", idea_votes },
    { "mine-reported", mine_reported }, { "report-decide", report_decide },
};
const size_t n_samples_after = G_N_ELEMENTS(samples_after);
