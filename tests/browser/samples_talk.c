#include "html/asset.h"
#include "samples.h"
#include "html/markdown.h"
#include "room/pages/idea.h"
#include "room/pages/search.h"
#include "room/pages/section.h"
#include <string.h>

#define SLUG "our-next-five-years"

const PageFrame sample_frame = {
    .here = "/c/" SLUG, .slug = SLUG, .title = "Our next five years", .organisation = "Northgate Community Health",
    .support_email = "support@northgate.example", .signed_in = true, .drafts = "0123456789abcdef",
};

static const SectionLine sections[] = {
    { "our-purpose", "Our purpose", "Why do we exist, and for whom?", 48 },
    { "caring-for-patients", "Caring for patients",
      "What would make the biggest difference to the people we look after?", 112 },
    { "looking-after-each-other", "Looking after each other",
      "What helps you to have a good day here? What gets in the way?", 167 },
    { "working-across-teams", "Working across teams",
      "Where do things get lost between us, and how could we fix that?", 1074 },
    { "buildings-and-equipment", "Buildings and equipment",
      "What about our places and tools should be different in five years?", 91 },
    { "anything-else", "Anything else", "What did we forget to ask?", 0 },
};

SafeHtml *
sample_text(const char *markdown)
{
    g_autoptr(GError) error = NULL;
    SafeHtml *text = markdown_talk(markdown, &error);

    g_assert_no_error(error);
    return text;
}

static CardView
card_of(const char *id, const SafeHtml *text, const char *excerpt, const char *day, uint64_t likes, uint64_t dislikes,
        uint64_t comments)
{
    return (CardView){ .slug = SLUG, .id = id, .kind = KIND_IDEA, .state = STATE_SHOWN, .text = text,
                       .excerpt = excerpt, .day = day, .likes = likes, .dislikes = dislikes, .comments = comments,
                       .open = true, .section = "Working across teams" };
}

typedef struct {
    const char *text, *day;
    unsigned    likes, dislikes, comments;
    Vote        vote;
    bool        mine, changed;
    const char *note, *pending;
    ContributionState state;
} Post;

static const Post posts[] = {
    { "Publish the rota six weeks ahead, not two. I could plan childcare, and swap fewer shifts.", "last Friday", 86, 3, 12 },
    { "Ten minutes after a hard shift to talk about it together, before everyone goes home. We did this in the spring "
      "and people slept better.\n\nIt needs somebody to hold the ward for those ten minutes.", "on Tuesday", 64, 5, 9,
      VOTE_LIKE },
    { "Let new starters shadow for a full week before they count in the numbers.", "on Monday", 37, 4, 6, VOTE_NONE, true },
    { "On our unit, breaks are only given to those who ask loudly. Please make somebody responsible for breaks on every "
      "shift.", "on Monday", 52, 8, 15, VOTE_DISLIKE, false, true, "A facilitator took out a job title and a place." },
    { "Gone", "on Monday", 0, 0, 0, VOTE_NONE, false, false, NULL, NULL, STATE_REMOVED },
    { "Joined", "on Monday", 0, 0, 0, VOTE_NONE, false, false, NULL, NULL, STATE_MERGED },
    { "Split", "on Monday", 0, 0, 0, VOTE_NONE, false, false, NULL, NULL, STATE_SPLIT },
    { "Lockers that lock. It is a small thing, and it says a lot about **how we are valued**:\n\n- one each\n- a key that "
      "is ours\n- somewhere dry", "yesterday", 1045, 2, 0 },
    { "A chair in the drug room <script>alert(1)</script> & a lamp \"that works\".", "today", 0, 0, 0, VOTE_NONE, true,
      false, NULL, "14:15" },
};

static SafeHtml *
post_card(const Post *post, size_t i, CardPlace place, bool open)
{
    static const char *const parts[] = { "0000000000000000000000parta", "0000000000000000000000partb" };
    g_autoptr(GError) error = NULL;
    g_autoptr(SafeHtml) text = sample_text(post->text);
    g_autofree char *id = g_strdup_printf("000000000000000000000idea%02zu", i);
    CardView card = card_of(id, text, post->text, post->day, post->likes, post->dislikes, post->comments);

    card.vote = post->vote;
    card.mine = post->mine;
    card.changed = post->changed;
    card.note = post->note;
    card.pending = post->pending;
    card.open = open;
    card.state = post->state ? post->state : STATE_SHOWN;
    card.into = "0000000000000000000000parta";
    card.parts = parts;
    card.n_parts = 2;
    SafeHtml *safe = card_fragment(&card, place, &error);
    g_assert_no_error(error);
    return safe;
}

typedef struct { SafeHtml *cards[G_N_ELEMENTS(posts)]; size_t n; } Cards;

static Cards
cards_new(CardPlace place, size_t n, bool open)
{
    Cards cards = { .n = n };

    for (size_t i = 0; i < n; i++)
        cards.cards[i] = post_card(&posts[i], i, place, open);
    return cards;
}

static void
cards_clear(Cards *cards)
{
    for (size_t i = 0; i < cards->n; i++)
        safe_html_free(cards->cards[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Cards, cards_clear)

static bool
home_in(HomePhase phase, unsigned days_left, Page *ret_page, GError **error)
{
    g_auto(Cards) cards = cards_new(CARD_SHORT, 3, phase == HOME_OPEN);
    PageFrame frame = sample_frame;
    HomeView view = { .question = "What should we become in the next five years?", .phase = phase,
                      .days_left = days_left, .days = 15, .until = "5 pm on Sunday 13 December 2026",
                      .results_by = "in January", .sections = sections, .n_sections = G_N_ELEMENTS(sections),
                      .few_seen = (const SafeHtml *const *)cards.cards, .n_few_seen = phase == HOME_BEFORE ? 0 : 3,
                      .others = "/c/" SLUG "?more=1" };

    frame.report = phase == HOME_REPORTED;
    view.small_circle = phase == HOME_CLOSED;
    return home_page(&frame, &view, ret_page, error);
}

static bool home_open(Page *ret_page, GError **error) { return home_in(HOME_OPEN, 6, ret_page, error); }

/* As an organisation may have it. */
static bool
home_brand(Page *ret_page, GError **error)
{
    PageFrame frame = sample_frame;

    frame.brand = (ShellBrand){ .logo = asset_url("icon.svg"), .logo_width = 200, .logo_height = 100 };
    HomeView view = { .phase = HOME_BEFORE, .question = "What should we become?", .until = "9 am on Monday 30 November 2026" };
    return home_page(&frame, &view, ret_page, error);
}
static bool home_before(Page *ret_page, GError **error) { return home_in(HOME_BEFORE, 15, ret_page, error); }
static bool home_closed(Page *ret_page, GError **error) { return home_in(HOME_CLOSED, 0, ret_page, error); }
static bool home_reported(Page *ret_page, GError **error) { return home_in(HOME_REPORTED, 0, ret_page, error); }

static SectionView
section_view(const Cards *cards)
{
    return (SectionView){ .slug = "looking-after-each-other", .title = "Looking after each other",
                          .prompt = "What helps you to have a good day here? What gets in the way?", .open = true,
                          .composer = { .from = "14:15", .key = "k1" }, .sort = SORT_FAIR, .ideas = 167,
                          .cards = (const SafeHtml *const *)cards->cards, .n_cards = cards->n,
                          .more = "/c/" SLUG "/s/looking-after-each-other?after=abc", .n_more = 20,
                          .stream = "/api/v1/conversations/" SLUG "/events",
                          .sections = sections, .n_sections = G_N_ELEMENTS(sections) };
}

static bool
section_open(Page *ret_page, GError **error)
{
    g_auto(Cards) cards = cards_new(CARD_LISTED, G_N_ELEMENTS(posts), true);
    SectionView view = section_view(&cards);

    return section_page(&sample_frame, &view, ret_page, error);
}

static bool
section_posted(Page *ret_page, GError **error)
{
    g_auto(Cards) cards = cards_new(CARD_LISTED, 2, true);
    SectionView view = section_view(&cards);
    PageFrame frame = sample_frame;
    g_autoptr(SafeHtml) signpost = markdown_page("Talk to somebody now: **Samaritans**, day and night, free: "
                                                 "[116 123](tel:116123).\n\nOr somebody at work: the health and "
                                                 "wellbeing team, 01632 960 123.", error);

    if (!signpost)
        return false;
    frame.done = "Your idea is in. Others will see it from 14:15.";
    frame.done_key = "k0";
    frame.keep_words = true;
    frame.done_href = "#i-000000000000000000000idea01";
    frame.signpost = signpost;
    frame.call = "https://desk.example.org/call-me";
    frame.hold = "A court asked us to wait until 1 March.";
    return section_page(&frame, &view, ret_page, error);
}

static bool
section_errors(Page *ret_page, GError **error)
{
    static const FormError errors[] = { { "text", "Please make it shorter: it is 12 characters too long.", NULL } };
    g_auto(Cards) cards = cards_new(CARD_LISTED, 1, true);
    SectionView view = section_view(&cards);
    PageFrame frame = sample_frame;

    frame.errors = errors;
    frame.n_errors = 1;
    view.composer.text = "\nToo long, with <b>marks</b> & \"quotes\" kept.";
    view.composer.needs_key = true;
    return section_page(&frame, &view, ret_page, error);
}

static bool
section_names(Page *ret_page, GError **error)
{
    static const char text[] = "Ask Dana on Birch ward why the sluice is never fixed.";
    static const NameSpan names[] = { { 4, 4 }, { 12, 10 } };
    g_auto(Cards) cards = cards_new(CARD_LISTED, 1, true);
    SectionView view = section_view(&cards);

    view.composer.text = text;
    view.composer.names = names;
    view.composer.n_names = 2;
    view.composer.paper = true;
    return section_page(&sample_frame, &view, ret_page, error);
}

static bool
section_alike(Page *ret_page, GError **error)
{
    static const SimilarIdea alike[] = {
        { .id = "000000000000000000000idea1", .excerpt = "Publish the rota six weeks ahead, not two.", .likes = 86 },
        { .id = "000000000000000000000idea2", .excerpt = "Ten minutes after a hard shift to talk about it", .likes = 64 },
    };
    g_auto(Cards) cards = cards_new(CARD_LISTED, 1, true);
    SectionView view = section_view(&cards);

    view.composer.text = "The rota should come out six weeks ahead.";
    view.composer.alike = alike;
    view.composer.n_alike = G_N_ELEMENTS(alike);
    return section_page(&sample_frame, &view, ret_page, error);
}

static bool
section_empty(Page *ret_page, GError **error)
{
    SectionView view = section_view(&(Cards){ .n = 0 });

    view.ideas = 0;
    view.more = NULL;
    view.cards = (const SafeHtml *const[]){ NULL };
    return section_page(&sample_frame, &view, ret_page, error);
}

static bool
section_closed(Page *ret_page, GError **error)
{
    g_auto(Cards) cards = cards_new(CARD_LISTED, G_N_ELEMENTS(posts), false);
    SectionView view = section_view(&cards);

    view.open = false;
    view.stream = NULL;
    view.sort = SORT_LIKED;
    return section_page(&sample_frame, &view, ret_page, error);
}

static bool
section_shared(Page *ret_page, GError **error)
{
    g_auto(Cards) cards = cards_new(CARD_LISTED, 2, true);
    SectionView view = section_view(&cards);
    PageFrame frame = sample_frame;

    frame.lang = "ar";
    frame.drafts = "off";
    return section_page(&frame, &view, ret_page, error);
}

typedef struct { const char *text, *day; unsigned likes, depth; bool mine, staff; Vote vote; ContributionState state; } Said;

static const Said said[] = {
    { "Yes. But please not led by a manager. Somebody from another ward, so that people can be honest.", "on Tuesday", 31,
      0, false, false, VOTE_LIKE },
    { "Or take turns. It helped me to know it would be my turn one day.", "on Wednesday", 12, 1 },
    { "Taking turns works if there is one page of guidance. I can help write it.", "today", 7, 2, true },
    { "Gone", "today", 0, 1, false, false, VOTE_NONE, STATE_DELETED },
    { "Community teams end their day alone in a car. Could we do it by phone?", "on Wednesday", 22 },
    { "Two ideas that said the same were joined with this one. Their comments came along, and everyone who liked more "
      "than one is counted once.", "today", 0, 0, false, true },
};

static bool
idea_with(const PageFrame *frame, bool open, const char *reply, Page *ret_page, GError **error)
{
    SafeHtml *texts[G_N_ELEMENTS(said)];
    CommentView comments[G_N_ELEMENTS(said)];
    char ids[G_N_ELEMENTS(said)][32];
    g_autoptr(SafeHtml) text = sample_text(posts[1].text);

    for (size_t i = 0; i < G_N_ELEMENTS(said); i++) {
        g_snprintf(ids[i], sizeof ids[i], "0000000000000000000000com%zu", i);
        texts[i] = sample_text(said[i].text);
        comments[i] = (CommentView){ .card = card_of(ids[i], texts[i], said[i].text, said[i].day, said[i].likes, 2, 0),
                                     .facilitator = said[i].staff, .depth = said[i].depth };
        comments[i].card.kind = KIND_COMMENT;
        comments[i].card.idea = "000000000000000000000idea01";
        comments[i].card.mine = said[i].mine;
        comments[i].card.vote = said[i].vote;
        comments[i].card.open = open;
        if (said[i].state)
            comments[i].card.state = said[i].state;
    }
    IdeaView view = { .idea = card_of("000000000000000000000idea01", text, "Ten minutes after a hard shift to talk about it",
                                      "on Tuesday", 64, 5, 6),
                      .section_slug = "looking-after-each-other", .section_title = "Looking after each other",
                      .comments = comments, .n_comments = G_N_ELEMENTS(said), .count = 11,
                      .more = "/c/" SLUG "/i/000000000000000000000idea01?all=1", .n_more = 5, .reply = reply,
                      .composer = { .from = "14:15" } };
    view.idea.open = open;
    view.idea.vote = VOTE_LIKE;
    view.facilitate = frame->who ? "/c/" SLUG "/facilitate/000000000000000000000idea01" : NULL;
    bool ok = idea_page(frame, &view, ret_page, error);
    for (size_t i = 0; i < G_N_ELEMENTS(said); i++)
        safe_html_free(texts[i]);
    return ok;
}

static bool idea_open(Page *ret_page, GError **error) { return idea_with(&sample_frame, true, NULL, ret_page, error); }
static bool idea_closed(Page *ret_page, GError **error) { return idea_with(&sample_frame, false, NULL, ret_page, error); }
static bool idea_staff(Page *ret_page, GError **error) { return idea_with(&sample_staff_frame, true, NULL, ret_page, error); }

static bool
idea_reply(Page *ret_page, GError **error)
{
    return idea_with(&sample_frame, true, "0000000000000000000000com1", ret_page, error);
}

static bool
idea_gone(Page *ret_page, GError **error)
{
    IdeaView view = { .idea = card_of("000000000000000000000idea04", NULL, NULL, NULL, 0, 0, 0),
                      .section_slug = "our-purpose", .section_title = "Our purpose" };

    view.idea.state = STATE_HIDDEN;
    return idea_page(&sample_frame, &view, ret_page, error);
}

static bool
search_found(Page *ret_page, GError **error)
{
    g_auto(Cards) cards = cards_new(CARD_LISTED, 4, true);

    return search_page(&sample_frame,
                       &(SearchView){ .q = "rota \"six weeks\"", .sections = sections,
                                      .n_sections = G_N_ELEMENTS(sections), .found = 31,
                                      .cards = (const SafeHtml *const *)cards.cards, .n_cards = 4 },
                       ret_page, error);
}

static bool
search_nothing(Page *ret_page, GError **error)
{
    return search_page(&sample_frame, &(SearchView){ .q = "xyzzy", .sections = sections, .n_sections = 2 }, ret_page,
                       error);
}

static bool
search_blank(Page *ret_page, GError **error)
{
    return search_page(&sample_frame, &(SearchView){ .sections = sections, .n_sections = 2 }, ret_page, error);
}

const Sample samples_talk[] = {
    { "home", home_open },
    { "home-before", home_before },
    { "home-brand", home_brand },
    { "home-closed", home_closed },
    { "home-reported", home_reported },
    { "section", section_open },
    { "section-posted", section_posted },
    { "section-errors", section_errors },
    { "section-names", section_names },
    { "section-alike", section_alike },
    { "section-empty", section_empty },
    { "section-closed", section_closed },
    { "section-arabic", section_shared },
    { "idea", idea_open },
    { "idea-reply", idea_reply },
    { "idea-closed", idea_closed },
    { "idea-staff", idea_staff },
    { "idea-gone", idea_gone },
    { "search", search_found },
    { "search-nothing", search_nothing },
    { "search-blank", search_blank },
};
const size_t n_samples_talk = G_N_ELEMENTS(samples_talk);
