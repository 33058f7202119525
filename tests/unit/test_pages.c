/* Every page with sample contents: it is written, well nested (or the writer would have
 * refused), escaped, and has what other programs and people rely on. */
#include "../browser/samples.h"
#include "html/markdown.h"
#include "room/pages/card.h"
#include "room/pages/parts.h"
#include "room/pages/section.h"
#include <string.h>

static size_t
count_of(const char *text, const char *part)
{
    size_t n = 0;

    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        n++;
    return n;
}

static Page
render(const Sample *sample)
{
    g_autoptr(GError) error = NULL;
    Page page = { 0 };
    bool ok = sample->render(&page, &error);

    g_assert_no_error(error);
    g_assert_true(ok);
    return page;
}

static void
test_page(const void *data)
{
    g_auto(Page) page = render(data);

    g_assert_cmpuint(strlen(page.bytes), ==, page.length);
    g_assert_true(g_str_has_prefix(page.bytes, "<!DOCTYPE html>\n<html lang=\""));
    g_assert_cmpuint(count_of(page.bytes, "<h1"), ==, 1);
    g_assert_cmpuint(count_of(page.bytes, "<main"), ==, 1);
    g_assert_nonnull(strstr(page.bytes, ">Skip to main content</a>"));
    g_assert_null(strstr(page.bytes, " style="));
    g_assert_null(strstr(page.bytes, " onclick"));
    g_assert_null(strstr(page.bytes, "<script>"));
    g_assert_null(strstr(page.bytes, "http://"));
}

typedef struct { const char *page, *has; } Holds;

/* Names that people and tests rely on, and paths that forms go to. */
static const Holds holds[] = {
    { "home", "aria-label=\"Sections\"" },
    { "home", "aria-current=\"page\">Home</a>" },
    { "section", ">Your idea</label>" },
    { "section", ">Share an idea</button>" },
    { "section", "Like <b>64</b><span class=\"c-vh\"> so far</span></button>" },
    { "section", "Dislike <b>8</b><span class=\"c-vh\"> so far</span></button>" },
    { "section", "Report this</button>" },
    { "section", "Edit or delete</button>" },
    { "section", "id=\"sections\">Sections</h2>" },
    { "section", "aria-live=\"polite\"" },
    { "section", "&lt;script&gt;alert(1)&lt;/script&gt;" },
    { "section", "action=\"/c/our-next-five-years/ideas\"" },
    { "section", "Others will see it from 14:15" },
    { "section", "1,045" },
    { "section-posted", "data-done=\"k0\"" },
    { "section-posted", "href=\"tel:116123\"" },
    { "section-posted", "A court asked us to wait until 1 March." },
    { "section-errors", "href=\"#f-text\"" },
    { "section-errors", "&lt;b&gt;marks&lt;/b&gt; &amp; &quot;quotes&quot; kept." },
    { "section-errors", "aria-invalid=\"true\"" },
    { "section-names", "<mark>Dana</mark>" },
    { "section-names", "name=\"sure\" value=\"yes\"" },
    { "section-empty", "The first idea here could be yours." },
    { "section-arabic", "dir=\"rtl\"" },
    { "section-arabic", "data-draft=\"off\"" },
    { "idea", ">Comment</button>" },
    { "idea", "Reply</button>" },
    { "idea", "Nobody can see how you voted." },
    { "idea-reply", "action=\"/c/our-next-five-years/i/0000000000000000000000com1/comments\"" },
    { "mine", "Leave the conversation</button>" },
    { "mine", "translate=\"no\"" },
    { "mine", "action=\"/c/our-next-five-years/i/000000000000000000000idea02/messages\"" },
    { "mine-without-key", "name=\"words\"" },
    { "mine-answered", "action=\"/c/our-next-five-years/mine/label\"" },
    { "messages-names", "<mark>Dana</mark>" },
    { "messages-names", "value=\"yes\">Send it as it is</button>" },
    { "item-names", "<mark>Dana</mark>" },
    { "item-names", "<details class=\"c-more\" id=\"write\" open" },
    { "welcome", "if there are 30 or more of them" },
    { "welcome", "name=\"q-staff-group\"" },
    { "welcome", "name=\"skip\"" },
    { "welcome", "Continue<svg" },
    { "flag", "value=\"names-someone\"" },
    { "search", "method=\"post\"" },
    { "search", "rota &quot;six weeks&quot;" },
    { "item", "name=\"version\" value=\"4\"" },
    { "item", "name=\"action\" value=\"edit\"" },
    { "item", "<del>my boss </del><ins>someone </ins>" },
    { "item-stale", "As it stands now" },
    { "analyse", "name=\"add\" value=\"c8\"" },
    { "report", "over 90%" },
    { "report", "Held back: fewer than ten people" },
    { "error-404", "There is nothing here" },
};

/* What must not be there. */
static const Holds holds_not[] = {
    { "section-closed", "<textarea" },
    { "section-closed", "c-vote\"" },
    { "section-closed", ">Share an idea<" },
    { "idea-closed", "<textarea" },
    { "idea-closed", "Reply</button>" },
    { "idea-gone", "c-vote\"" },
    { "idea-gone", "Report this" },
    { "mine-without-key", "What I wrote" },
    { "welcome", " checked" },
    { "signed-out", ">Sign out<" },
    { "error-404", ">Sign out<" },
};

static const Sample *
sample_called(const char *name)
{
    const struct { const Sample *list; size_t n; } all[] = {
        { samples_talk, n_samples_talk }, { samples_more, n_samples_more }, { samples_staff, n_samples_staff },
        { samples_after, n_samples_after },
        { samples_bring, n_samples_bring }, { samples_words, n_samples_words } };

    for (size_t l = 0; l < G_N_ELEMENTS(all); l++) {
        for (size_t i = 0; i < all[l].n; i++) {
            if (strcmp(all[l].list[i].name, name) == 0)
                return &all[l].list[i];
        }
    }
    g_error("no sample is called %s", name);
}

static void
test_holds(const void *data)
{
    const Holds *c = data;
    g_auto(Page) page = render(sample_called(c->page));

    g_assert_nonnull(strstr(page.bytes, c->has));
}

static void
test_holds_not(const void *data)
{
    const Holds *c = data;
    g_auto(Page) page = render(sample_called(c->page));

    g_assert_null(strstr(page.bytes, c->has));
}

static char *
card_text(ContributionState state, Vote vote, bool mine)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(SafeHtml) text = markdown_talk("A rest room for nights.", &error);
    CardView card = { .slug = "talk", .id = "a1", .kind = KIND_IDEA, .state = state, .text = text, .excerpt = "A rest room",
                      .day = "today", .likes = 41, .dislikes = 2, .vote = vote, .mine = mine, .open = true };
    g_autoptr(SafeHtml) safe = card_fragment(&card, CARD_LISTED, &error);

    g_assert_no_error(error);
    return g_strdup(safe_html_text(safe, NULL));
}

/* A9: nobody can tell from a tombstone who took something away. */
static void
test_one_tombstone(void)
{
    g_autofree char *deleted = card_text(STATE_DELETED, VOTE_NONE, false);
    g_autofree char *removed = card_text(STATE_REMOVED, VOTE_NONE, false);
    g_autofree char *hidden = card_text(STATE_HIDDEN, VOTE_LIKE, true);

    g_assert_cmpstr(deleted, ==, removed);
    g_assert_cmpstr(deleted, ==, hidden);
    g_assert_null(strstr(deleted, "rest room"));
}

static void
test_votes(void)
{
    g_autofree char *none = card_text(STATE_SHOWN, VOTE_NONE, false);
    g_autofree char *liked = card_text(STATE_SHOWN, VOTE_LIKE, false);
    g_autofree char *mine = card_text(STATE_SHOWN, VOTE_NONE, true);

    g_assert_cmpuint(count_of(none, "aria-pressed=\"false\""), ==, 2);
    g_assert_nonnull(strstr(none, "name=\"vote\" value=\"like\""));
    g_assert_cmpuint(count_of(liked, "aria-pressed=\"true\""), ==, 1);
    g_assert_nonnull(strstr(liked, "name=\"vote\" value=\"none\" aria-pressed=\"true\""));
    g_assert_nonnull(strstr(mine, "Yours: only you can tell"));
    g_assert_null(strstr(mine, "Report this"));
}

/* Two halves and the cards between them are the page. */
static void
test_around(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(SafeHtml) text = sample_text("One <!--cards--> idea.");
    CardView card = { .slug = "talk", .id = "a1", .kind = KIND_IDEA, .state = STATE_SHOWN, .text = text, .excerpt = "One",
                      .open = true };
    g_autoptr(SafeHtml) safe = card_fragment(&card, CARD_LISTED, &error);
    const SafeHtml *cards[] = { safe };
    SectionView view = { .slug = "a", .title = "<!--cards-->", .open = true, .ideas = 1, .cards = cards, .n_cards = 1 };
    g_auto(Page) whole = { 0 };
    g_auto(Page) halves = { 0 };
    size_t cut = 0, length = 0;

    g_assert_true(section_page(&sample_frame, &view, &whole, &error));
    g_assert_true(section_page_around(&sample_frame, &view, &halves, &cut, &error));
    const char *bytes = safe_html_text(safe, &length);
    g_assert_cmpuint(halves.length + length, ==, whole.length);
    g_assert_true(memcmp(whole.bytes, halves.bytes, cut) == 0);
    g_assert_true(memcmp(whole.bytes + cut, bytes, length) == 0);
    g_assert_cmpstr(whole.bytes + cut + length, ==, halves.bytes + cut);
}

typedef struct { uint64_t number; const char *text; } FigureCase;

static const FigureCase figures[] = {
    { 0, "0" }, { 999, "999" }, { 1000, "1,000" }, { 18903, "18,903" }, { 1500000, "1,500,000" },
    { UINT64_MAX, "18,446,744,073,709,551,615" },
};

static void
test_figure(const void *data)
{
    const FigureCase *c = data;

    g_assert_cmpstr(figure(c->number).text, ==, c->text);
}

static void
add_samples(const Sample *samples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_autofree char *path = g_strdup_printf("/pages/all/%s", samples[i].name);
        g_test_add_data_func(path, &samples[i], test_page);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add_samples(samples_talk, n_samples_talk);
    add_samples(samples_more, n_samples_more);
    add_samples(samples_staff, n_samples_staff);
    add_samples(samples_after, n_samples_after);
    add_samples(samples_bring, n_samples_bring);
    add_samples(samples_words, n_samples_words);
    for (size_t i = 0; i < G_N_ELEMENTS(holds); i++) {
        g_autofree char *path = g_strdup_printf("/pages/holds/%s/%zu", holds[i].page, i);
        g_test_add_data_func(path, &holds[i], test_holds);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(holds_not); i++) {
        g_autofree char *path = g_strdup_printf("/pages/holds-not/%s/%zu", holds_not[i].page, i);
        g_test_add_data_func(path, &holds_not[i], test_holds_not);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(figures); i++) {
        g_autofree char *path = g_strdup_printf("/pages/figure/%s", figures[i].text);
        g_test_add_data_func(path, &figures[i], test_figure);
    }
    g_test_add_func("/pages/one-tombstone", test_one_tombstone);
    g_test_add_func("/pages/votes", test_votes);
    g_test_add_func("/pages/around", test_around);
    return g_test_run();
}
