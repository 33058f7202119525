#include "html/markdown.h"
#include "room/pages/bring.h"
#include "room/pages/idea.h"
#include "room/pages/notices.h"
#include "samples.h"

#define SLUG "our-next-five-years"

static const SectionLine sections[] = {
    { "our-purpose", "Our purpose", "Why do we exist, and for whom?", 48 },
    { "looking-after-each-other", "Looking after each other", "What helps you to have a good day here?", 167 },
    { "buildings", "Buildings and equipment", "What about our places and tools should be different in five years?", 91 },
};

/* ---- what participants see ---- */

static bool
section_notices(Page *ret_page, GError **error)
{
    g_autoptr(SafeHtml) one = sample_text("The pilot of the **six-week rota** begins in March. What should we look at when we judge it?");
    g_autoptr(SafeHtml) other = sample_text("Thank you for 200 ideas in four days. We read all of them:\n\n- by Friday what came this week\n"
                                            "- after the weekend the rest");
    const NoticeView notices[] = { { one, "en", "today" }, { other, "en", "on Monday" } };
    g_autoptr(SafeHtml) seed_text = sample_text("What was the best day you had here, and what made it so?");
    g_autoptr(SafeHtml) own_text = sample_text("Publish the rota six weeks ahead, not two.");
    const CardView cards[] = {
        { .slug = SLUG, .id = "000000000000000000000seed1", .kind = KIND_IDEA, .state = STATE_SHOWN, .text = seed_text,
          .excerpt = "What was the best day you had here", .day = "on Monday", .by_facilitators = true, .likes = 12, .comments = 31,
          .open = true },
        { .slug = SLUG, .id = "000000000000000000000idea1", .kind = KIND_IDEA, .state = STATE_SHOWN, .text = own_text,
          .excerpt = "Publish the rota six weeks ahead", .day = "on Monday", .likes = 86, .dislikes = 3, .comments = 12, .open = true },
    };
    g_autoptr(SafeHtml) seed = card_fragment(&cards[0], CARD_LISTED, error);
    g_autoptr(SafeHtml) own = card_fragment(&cards[1], CARD_LISTED, error);
    const SafeHtml *const fragments[] = { seed, own };
    const SectionView view = {
        .slug = "looking-after-each-other", .title = "Looking after each other", .prompt = "What helps you to have a good day here?",
        .open = true, .notices = notices, .n_notices = 2, .composer = { .from = "14:15", .key = "k1" }, .sort = SORT_FAIR, .ideas = 2,
        .first = true, .cards = fragments, .n_cards = 2, .sections = sections, .n_sections = G_N_ELEMENTS(sections),
    };

    return seed && own && section_page(&sample_frame, &view, ret_page, error);
}

static bool
home_notice(Page *ret_page, GError **error)
{
    g_autoptr(SafeHtml) text = sample_text("You can also come and talk: **Thursday, 1 pm**, in the canteen. Nobody writes down who said what.");
    const NoticeView notices[] = { { text, "en", "yesterday" } };
    const HomeView view = { .question = "What should we become in the next five years?", .phase = HOME_OPEN, .days_left = 6, .days = 15,
                            .until = "5 pm on Sunday 13 December 2026", .sections = sections, .n_sections = G_N_ELEMENTS(sections),
                            .notices = notices, .n_notices = 1 };

    return home_page(&sample_frame, &view, ret_page, error);
}

static bool
idea_seed(Page *ret_page, GError **error)
{
    g_autoptr(SafeHtml) text = sample_text("What was the best day you had here, and what made it so?");
    const IdeaView view = {
        .idea = { .slug = SLUG, .id = "000000000000000000000seed1", .kind = KIND_IDEA, .state = STATE_SHOWN, .text = text,
                  .excerpt = "What was the best day you had here", .day = "on Monday", .by_facilitators = true, .likes = 12,
                  .open = true },
        .section_slug = "looking-after-each-other", .section_title = "Looking after each other",
    };

    return idea_page(&sample_frame, &view, ret_page, error);
}

/* ---- paper, seeds ---- */

static const BroughtLine latest = { "000000000000000000000idea2", "A bench outside the ward, in the shade", "Buildings and equipment", NULL,
                                    "14:15" };
static const SimilarIdea similar[] = { { .id = "000000000000000000000idea3", .excerpt = "Somewhere to sit outside, please" } };

static BringView
bring_view(bool seeds)
{
    return (BringView){ .seeds = seeds, .composer = { .key = "k2", .from = "14:15" }, .section = "buildings", .sections = sections,
                        .n_sections = G_N_ELEMENTS(sections) };
}

static bool
paper(Page *ret_page, GError **error)
{
    BringView view = bring_view(false);

    return bring_page(&sample_staff_frame, &view, ret_page, error);
}

static bool
paper_next(Page *ret_page, GError **error)
{
    BringView view = bring_view(false);
    PageFrame frame = sample_staff_frame;

    frame.done = "It is in.";
    view.latest = &latest;
    view.similar = similar;
    view.n_similar = 1;
    view.until = "5 pm on Sunday 27 December 2026";
    return bring_page(&frame, &view, ret_page, error);
}

static bool
paper_over(Page *ret_page, GError **error)
{
    BringView view = bring_view(false);

    view.closed = "The time for paper forms is over: the report is published, or the conversation closed too long ago.";
    view.composer.text = "What was typed\n\nis not lost.";
    return bring_page(&sample_staff_frame, &view, ret_page, error);
}

static bool
seeds_page(Page *ret_page, GError **error)
{
    static const BroughtLine lines[] = {
        { "000000000000000000000seed2", "Which of our rooms would you change first?", "Buildings and equipment", NULL, "14:15" },
        { "000000000000000000000seed1", "What was the best day you had here, and what made it so?", "Looking after each other", NULL, NULL },
        { "000000000000000000000seed3", "Is there too much coffee?", "Our purpose", "Hidden", NULL },
    };
    BringView view = bring_view(true);

    view.lines = lines;
    view.n_lines = G_N_ELEMENTS(lines);
    return bring_page(&sample_staff_frame, &view, ret_page, error);
}

static bool
seeds_names(Page *ret_page, GError **error)
{
    static const char text[] = "What do you think of what Dana said?";
    static const NameSpan names[] = { { 26, 4 } };
    BringView view = bring_view(true);

    view.composer.text = text;
    view.composer.names = names;
    view.composer.n_names = 1;
    return bring_page(&sample_staff_frame, &view, ret_page, error);
}

/* ---- notices ---- */

static const char *const first_steps[] = { "Put first by Facilitator 1 today", "Changed by Facilitator 2 yesterday",
                                           "Pinned by Facilitator 2 on Monday" };
static const char *const other_steps[] = { "Pinned by Facilitator 1 on Monday" };
static const char *const old_steps[] = { "Taken down by Facilitator 1 on Monday", "Pinned by Facilitator 1 last Friday" };

static NoticesView
notices_view(NoticeLine lines[3])
{
    lines[0] = (NoticeLine){ .id = "00000000000000000000note01", .text = "You can also come and talk: **Thursday, 1 pm**, in the canteen.",
                             .pinned = true, .first = true, .from = "14:15", .version = 3, .steps = first_steps, .n_steps = 3 };
    lines[1] = (NoticeLine){ .id = "00000000000000000000note02", .text = "Thank you for 200 ideas in four days.", .pinned = true,
                             .version = 1, .steps = other_steps, .n_steps = 1 };
    lines[2] = (NoticeLine){ .id = "00000000000000000000note03", .text = "The page will be slow this evening.",
                             .section = "Buildings and equipment", .first = true, .version = 2, .steps = old_steps, .n_steps = 2 };
    return (NoticesView){ .composer = { .from = "14:15" }, .sections = sections, .n_sections = G_N_ELEMENTS(sections), .lines = lines,
                          .n_lines = 3 };
}

static bool
notices(Page *ret_page, GError **error)
{
    NoticeLine lines[3];
    NoticesView view = notices_view(lines);

    return notices_page(&sample_staff_frame, &view, ret_page, error);
}

static bool
notices_stale(Page *ret_page, GError **error)
{
    static const FormError errors[] = { { "text-00000000000000000000note01", "Somebody has changed it since you opened it. Please look at it "
                                                                             "again.", NULL } };
    const Composer typed = { .text = "You can also come and talk: Thursday, 2 pm, in the library." };
    NoticeLine lines[3];
    NoticesView view = notices_view(lines);
    PageFrame frame = sample_staff_frame;

    frame.errors = errors;
    frame.n_errors = 1;
    lines[0].typed = &typed;
    lines[0].stale = true;
    return notices_page(&frame, &view, ret_page, error);
}

const Sample samples_bring[] = {
    { "section-notices", section_notices }, { "home-notice", home_notice },   { "idea-seed", idea_seed },
    { "paper", paper },                     { "paper-next", paper_next },     { "paper-over", paper_over },
    { "seeds", seeds_page },                { "seeds-names", seeds_names },   { "notices", notices },
    { "notices-stale", notices_stale },
};
const size_t n_samples_bring = G_N_ELEMENTS(samples_bring);
