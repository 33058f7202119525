#include "room/pages/wordlist.h"
#include "samples.h"

#define LESS "exhaust pipe\ncould die for a day off"

static const WordsStep steps[] = {
    { "could die for a day off", "Passed over, though it has words of distress that Candour knows, by Facilitator 1 today", true },
    { "exhaust pipe", "Passed over as no sign of distress, by Facilitator 2 yesterday", false },
    { "gwirion", "Added to the words that hurt by Facilitator 2 on Monday", false },
};

static WordsView
words_view(void)
{
    return (WordsView){ .boxes = { { "at my wits end\nexhaust*", NULL, NULL }, { LESS, NULL, NULL }, { "gwirion\nbed blocker*", NULL, NULL },
                                   { "bloody", NULL, NULL } },
                        .version = 3, .steps = steps, .n_steps = G_N_ELEMENTS(steps), .n_earlier = 12 };
}

static bool
words_none(Page *ret_page, GError **error)
{
    const WordsView view = { .boxes = { { "", NULL, NULL }, { "", NULL, NULL }, { "", NULL, NULL }, { "", NULL, NULL } } };

    return wordlist_page(&sample_staff_frame, &view, ret_page, error);
}

static bool
words_tried(Page *ret_page, GError **error)
{
    WordsView view = words_view();

    view.typed = "I am at my wits’ end, and the bed blockers on Birch ward are Dana’s fault.";
    view.tried = view.distress = view.names = view.abuse = true;
    return wordlist_page(&sample_staff_frame, &view, ret_page, error);
}

/* Three questions at once, as few people will ever see. */
static bool
words_asked(Page *ret_page, GError **error)
{
    static const char *const off[] = { "could die for a day off", "want to die" };
    static const char added[] = "could die for a day off\nwant to die\ndana";
    static const NameSpan names[] = { { 36, 4 } };
    static const FormError errors[] = { { "off", "Tick the box to pass over words that Candour knows, or take them out of the list.", NULL } };
    PageFrame frame = sample_staff_frame;
    WordsView view = words_view();

    frame.errors = errors;
    frame.n_errors = 1;
    view.off = off;
    view.n_off = 2;
    view.off_text = "could die for a day off\nwant to die";
    view.composer = (Composer){ .text = added, .names = names, .n_names = 1, .go_on = "Save them as they are" };
    return wordlist_page(&frame, &view, ret_page, error);
}

static bool
words_stale(Page *ret_page, GError **error)
{
    static const FormError errors[] = { { NULL, "Another facilitator has changed the words meanwhile. Please look at them, then save "
                                                "yours again.", NULL } };
    PageFrame frame = sample_staff_frame;
    WordsView view = words_view();

    frame.errors = errors;
    frame.n_errors = 1;
    view.stale = true;
    view.since = steps;
    view.n_since = 1;
    view.boxes[WORDS_DISTRESS_LESS] = (WordsBox){ LESS "\nto die for", LESS, "exhaust pipe\nto die for" };
    view.boxes[WORDS_ABUSE_LESS] = (WordsBox){ "", "bloody", "" };
    return wordlist_page(&frame, &view, ret_page, error);
}

static bool
words_fault(Page *ret_page, GError **error)
{
    static const FormError errors[] = { { "abuse-more", "There is no word in this line: ???", NULL } };
    PageFrame frame = sample_staff_frame;
    WordsView view = words_view();

    frame.errors = errors;
    frame.n_errors = 1;
    view.boxes[WORDS_ABUSE_MORE].text = "gwirion\n???";
    return wordlist_page(&frame, &view, ret_page, error);
}

const Sample samples_words[] = {
    { "words-none", words_none },   { "words-tried", words_tried }, { "words-asked", words_asked },
    { "words-stale", words_stale }, { "words-fault", words_fault },
};
const size_t n_samples_words = G_N_ELEMENTS(samples_words);
