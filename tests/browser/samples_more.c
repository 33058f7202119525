#include "samples.h"
#include "html/markdown.h"
#include "room/pages/keys.h"
#include "room/pages/mine.h"
#include "room/pages/own.h"
#include "room/pages/plain.h"
#include "room/pages/welcome.h"

#define SLUG "our-next-five-years"

static const char *const words[] = { "harbour", "lemon", "kettle", "otter", "plum" };

static bool
mine_full(Page *ret_page, GError **error)
{
    static const TalkLine lines[] = {
        { false, "Facilitator 2", "Thank you for this. Could you say a little more about the week: would it be with one "
                                  "person, or in several teams?\nMany people have asked for details.", "on Monday" },
        { true, NULL, "With one person, the same all week. That is how you learn where things are.", "on Tuesday" },
        { false, "Facilitator 2", "That helps. May we add your second sentence to the idea?", "today" },
    };
    static const TalkView talks[] = {
        { "000000000000000000000idea02", "Let new starters shadow for a full week…", true, lines, 3, false, true, NULL },
        { "0000000000000000000000com1", "Same in the community teams", false, lines, 2, true, false, NULL },
    };
    static const FateView changed = { .what = "A facilitator changed your words.", .reason = "It points to a person" };
    static const FateView removed = { .what = "A facilitator removed this. Others do not see it any more.",
                                      .reason = "It is unkind or abusive" };
    static const FateView joined = { .what = "A facilitator joined this with another that says the same. Its likes and comments "
                                             "count there.",
                                     .joined = true, .ids = { "000000000000000000000idea01" }, .n_ids = 1 };
    static const OwnView own[] = {
        { .id = "000000000000000000000idea02", .idea = "000000000000000000000idea02", .is_idea = true, .state = STATE_SHOWN,
          .excerpt = "Let new starters shadow for a full week before they count in the numbers.", .likes = 37,
          .dislikes = 4, .comments = 6, .open = true },
        { .id = "000000000000000000000idea09", .idea = "000000000000000000000idea09", .is_idea = true, .state = STATE_SHOWN,
          .excerpt = "On our unit the list is not printed, so handover starts late.", .likes = 1, .open = true,
          .fate = &changed,
          .before = "The deputy on Birch ward never prints the list", .after = "On our unit the list is not printed",
          .why = "We changed this so that nobody can be recognised, you included." },
        { .id = "0000000000000000000000com8", .idea = "000000000000000000000idea01", .state = STATE_SHOWN, .open = true,
          .excerpt = "Same in the community teams: we get the list at noon.", .pending = "14:15" },
        { .id = "0000000000000000000000com9", .idea = "000000000000000000000idea01", .state = STATE_SHOWN, .open = true,
          .excerpt = "Taking turns works if there is one page of guidance.", .leaving = "Will be removed within three days" },
        { .id = "0000000000000000000000com7", .idea = "000000000000000000000idea01", .state = STATE_REMOVED,
          .fate = &removed,
          .excerpt = "Something that was taken down.", .why = "This broke the second house rule. You can answer." },
        { .id = "000000000000000000000idea08", .idea = "000000000000000000000idea08", .is_idea = true, .state = STATE_MERGED,
          .excerpt = "A quiet room for breaks.", .fate = &joined },
    };
    static const LikedView liked[] = { { "000000000000000000000idea01", "Ten minutes after a hard shift" },
                                       { "000000000000000000000idea00", "Publish the rota six weeks ahead" } };
    MineView view = { .words = words, .has_key = true, .talks = talks, .n_talks = 2, .own = own,
                      .n_own = G_N_ELEMENTS(own), .liked = liked, .n_liked = 2, .group = "Community services",
                      .k = 10, .open = true, .copy = "/c/" SLUG "/mine/copy", .desk_me = "/desk/me", .desk_call = "/desk/call-me" };

    return mine_page(&sample_frame, &view, ret_page, error);
}

/* The label came from an answer at the welcome. */
static bool
mine_answered(Page *ret_page, GError **error)
{
    return mine_page(&sample_frame, &(MineView){ .has_key = true, .group = "Estates and catering", .answered = true, .k = 30,
                                                 .desk_me = "/desk/me" }, ret_page, error);
}

static bool
messages_names(Page *ret_page, GError **error)
{
    static const TalkLine lines[] = { { false, "Facilitator 2", "Where was that?", "today" } };
    static const NameSpan names[] = { { 4, 4 } };
    static const TalkView talks[] = {
        { .id = "000000000000000000000idea02", .excerpt = "Let new starters shadow for a full week…", .idea = true, .lines = lines,
          .n_lines = 1, .open = true, .typed = "Ask Dana.", .names = names, .n_names = 1 },
    };

    return messages_page(&sample_frame, talks, 1, ret_page, error);
}

static bool
mine_empty(Page *ret_page, GError **error)
{
    return mine_page(&sample_frame, &(MineView){ .has_key = true, .desk_me = "/desk/me" }, ret_page, error);
}

static bool
mine_hidden(Page *ret_page, GError **error)
{
    PageFrame frame = sample_frame;

    frame.marks_hidden = true;
    return mine_page(&frame, &(MineView){ .has_key = true, .copy = "/c/our-next-five-years/mine/copy", .desk_me = "/desk/me" },
                     ret_page, error);
}

static bool
mine_removing(Page *ret_page, GError **error)
{
    static const OwnView own[] = {
        { .id = "0000000000000000000000com9", .idea = "000000000000000000000idea01", .state = STATE_SHOWN, .open = true,
          .excerpt = "Taking turns works if there is one page of guidance.", .leaving = "Will be removed within three days" },
    };

    static const RestraintView restraint = { .paused = true, .until = "5 pm on Sunday 13 December 2026",
                                             .id = "0000000000000000000000com9", .excerpt = "You are all fools",
                                             .appeal = "Ask for another look", .reason = "It is unkind or abusive", .note = "Take a day, please." };

    return mine_page(&sample_frame, &(MineView){ .restraint = &restraint, .has_key = true, .own = own, .n_own = 1,
                                                 .open = true, .removing = true,
                                                 .desk_me = "/desk/me" }, ret_page, error);
}

static bool remove_all(Page *ret_page, GError **error) { return remove_page(&sample_frame, ret_page, error); }

static bool
mine_without_key(Page *ret_page, GError **error)
{
    return mine_page(&sample_frame, &(MineView){ .desk_me = "/desk/me" }, ret_page, error);
}

static bool
messages_empty(Page *ret_page, GError **error)
{
    return messages_page(&sample_frame, NULL, 0, ret_page, error);
}

static bool
return_words(Page *ret_page, GError **error)
{
    static const FormError errors[] = { { "words", "These words do not fit. Please check each of them.", NULL } };
    PageFrame frame = sample_frame;

    frame.errors = errors;
    frame.n_errors = 1;
    return return_page(&frame, &(ReturnView){ "harbour lemon", "/c/" SLUG }, ret_page, error);
}

static bool afresh(Page *ret_page, GError **error) { return afresh_page(&sample_frame, ret_page, error); }
static bool replace(Page *ret_page, GError **error) { return replace_page(&sample_frame, "/enter/t", ret_page, error); }

static bool
edit(Page *ret_page, GError **error)
{
    EditView view = { .id = "000000000000000000000idea02", .back = "/c/" SLUG "/mine", .idea = true, .may_delete = true,
                      .composer = { .text = "Let new starters shadow for a full week.", .from = "14:15" } };

    return edit_page(&sample_frame, &view, ret_page, error);
}

static bool
delete_ask(Page *ret_page, GError **error)
{
    g_autoptr(SafeHtml) text = sample_text("Let new starters shadow for a full week.");
    DeleteView view = { "000000000000000000000idea02", "/c/" SLUG "/mine", true, text, true };

    return delete_page(&sample_frame, &view, ret_page, error);
}

static bool
flag(Page *ret_page, GError **error)
{
    static const FormError errors[] = { { "reason", "Please choose what is the matter.", NULL } };
    g_autoptr(SafeHtml) text = sample_text("Our deputy tells everyone who is off sick and why.");
    PageFrame frame = sample_frame;
    FlagView view = { "000000000000000000000idea03", "/c/" SLUG "/i/000000000000000000000idea03", true, text, NULL, NULL };

    frame.errors = errors;
    frame.n_errors = 1;
    return flag_page(&frame, &view, ret_page, error);
}

static bool
welcome_with(size_t n_questions, bool text, Page *ret_page, GError **error)
{
    static const char *const groups[] = { "Nursing and midwifery", "Medical", "Therapies", "Estates and catering",
                                          "Administration", "Prefer not to say" };
    static const char *const years[] = { "Under 1 year", "1 to 5 years", "6 to 10 years", "Over 10 years",
                                         "Prefer not to say" };
    static const QuestionView questions[] = {
        { "staff-group", "Which staff group are you in?", groups, G_N_ELEMENTS(groups), NULL, true },
        { "years-here", "How long have you worked here?", years, G_N_ELEMENTS(years), NULL, false },
    };
    g_autoptr(SafeHtml) words_of_theirs =
        markdown_page("Northgate is making its plan, and the plan should start with you.\n\n## Where it goes\n\nAn "
                      "independent team reads every single post. [More](/c/" SLUG "/p/faq)", error);

    if (!words_of_theirs)
        return false;
    return welcome_page(&sample_frame, &(WelcomeView){ .text = text ? words_of_theirs : NULL, .questions = questions,
                                                       .n_questions = n_questions, .k = 10, .smallest_group = 30, .erase_days = 30,
                                                       .small_circle = !n_questions }, ret_page, error);
}

static bool welcome(Page *ret_page, GError **error) { return welcome_with(2, false, ret_page, error); }
static bool welcome_text(Page *ret_page, GError **error) { return welcome_with(0, true, ret_page, error); }

static bool
rules(Page *ret_page, GError **error)
{
    g_autoptr(SafeHtml) text = markdown_page("All ideas are welcome.\n\n## 1. Situations, not people\n\n- Don't name "
                                             "anyone\n- *Not* even yourself\n\n> A quotation\n\n## 2. Be kind\n\nYou can "
                                             "disagree. Write to <https://example.org>.", error);

    return text && text_page(&sample_frame, PAGE_AT_NONE, "House rules", text, NULL, ret_page, error);
}

static bool
ask(Page *ret_page, GError **error)
{
    return ask_page(&sample_frame, &(AskView){ .id = "0000000000000000000000com9", .excerpt = "Fools all around",
                                               .what = "A facilitator hid this.", .note = "Please be kind.",
                                               .until = "5 pm on Sunday 20 December 2026" }, ret_page, error);
}

static bool
ask_answered(Page *ret_page, GError **error)
{
    return ask_page(&sample_frame, &(AskView){ .id = "0000000000000000000000com9", .excerpt = "Fools all around",
                                               .what = "A facilitator hid this.", .text = "I meant the rules.",
                                               .decided = "Somebody else looked again: it stands",
                                               .answer = "It hurts people who read it." }, ret_page, error);
}

static bool
support(Page *ret_page, GError **error)
{
    g_autoptr(SafeHtml) text = markdown_talk("- Samaritans, day and night: **116 123**\n- In danger now: **999**", error);

    return text && support_page(&sample_frame, text, "https://desk.example.org/call-me", ret_page, error);
}

static bool
ledger(Page *ret_page, GError **error)
{
    static const LedgerLine lines[] = { { "changed to protect someone", "30" }, { "hidden", "under 10" }, { "removed for abuse", "under 10" },
                                        { "moved to another section", "40" }, { "messages to authors", "20" } };
    static const LedgerReason reasons[] = { { "changed to protect someone", "It points to a person", "20" },
                                            { "moved to another section", "It fits another section better", "40" } };
    static const LedgerLine days[] = { { "today", "under 10" }, { "yesterday", "20" }, { "on Monday", "40" } };

    return ledger_page(&sample_frame, &(LedgerView){ .posts = 1284, .lines = lines, .n_lines = G_N_ELEMENTS(lines), .reasons = reasons,
                                                     .n_reasons = G_N_ELEMENTS(reasons), .days = days, .n_days = G_N_ELEMENTS(days),
                                                     .waiting = 7, .k = 10, .usual_wait = "under 30 minutes", .as_of = "14:15" },
                       ret_page, error);
}

static bool e403(Page *ret_page, GError **error) { return error_page(&sample_frame, 403, NULL, NULL, ret_page, error); }
static bool e405(Page *ret_page, GError **error) { return error_page(&sample_frame, 405, NULL, NULL, ret_page, error); }
static bool e413(Page *ret_page, GError **error) { return error_page(&sample_frame, 413, NULL, NULL, ret_page, error); }
static bool e415(Page *ret_page, GError **error) { return error_page(&sample_frame, 415, NULL, NULL, ret_page, error); }
static bool e422(Page *ret_page, GError **error) { return error_page(&sample_frame, 422, NULL, NULL, ret_page, error); }
static bool e500(Page *ret_page, GError **error) { return error_page(&sample_frame, 500, NULL, NULL, ret_page, error); }
static bool e409(Page *ret_page, GError **error) { return error_page(&sample_frame, 409, NULL, NULL, ret_page, error); }
static bool e429(Page *ret_page, GError **error) { return error_page(&sample_frame, 429, NULL, NULL, ret_page, error); }

static bool
e403_nobody(Page *ret_page, GError **error)
{
    return error_page(&(PageFrame){ .here = "/" }, 403,
                      "You need your personal link to come in here. Open it again from your mail, or ask for a new one.",
                      "https://desk.example/link", ret_page, error);
}

static bool
e404(Page *ret_page, GError **error)
{
    return error_page(&(PageFrame){ .here = "/" }, 404, NULL, NULL, ret_page, error);
}

static bool
e503(Page *ret_page, GError **error)
{
    return error_page(&(PageFrame){ .here = "/", .support_email = "support@northgate.example" }, 503,
                      "We are starting up. Please try again in a moment.", NULL, ret_page, error);
}

static bool
landing(Page *ret_page, GError **error)
{
    static const ConversationLine lines[] = { { SLUG, "Our next five years", "Open until Sunday 13 December", true },
                                              { "parking", "Parking", "Closed. You can still read it.", false } };

    return landing_page(&(PageFrame){ .here = "/", .signed_in = true }, lines, 2, NULL, ret_page, error);
}

static bool
landing_none(Page *ret_page, GError **error)
{
    return landing_page(&(PageFrame){ .here = "/" }, NULL, 0, "/in", ret_page, error);
}

static bool
sign_out(Page *ret_page, GError **error)
{
    return sign_out_page(&(PageFrame){ .here = "/" }, ret_page, error);
}

static bool
signed_out(Page *ret_page, GError **error)
{
    return signed_out_page(&(PageFrame){ .here = "/" }, ret_page, error);
}

static bool
ended(Page *ret_page, GError **error)
{
    return ended_page(&(PageFrame){ .here = "/" }, "Our next five years", true, ret_page, error);
}

const Sample samples_more[] = {
    { "mine", mine_full },
    { "mine-empty", mine_empty },
    { "mine-hidden", mine_hidden },
    { "mine-answered", mine_answered },
    { "messages-names", messages_names },
    { "mine-without-key", mine_without_key },
    { "messages-empty", messages_empty },
    { "return", return_words },
    { "afresh", afresh },
    { "mine-removing", mine_removing },
    { "remove-all", remove_all },
    { "replace", replace },
    { "edit", edit },
    { "delete", delete_ask },
    { "flag", flag },
    { "welcome", welcome },
    { "welcome-text", welcome_text },
    { "rules", rules },
    { "ledger", ledger },
    { "support", support },
    { "ask", ask },
    { "ask-answered", ask_answered },
    { "error-403", e403 },
    { "error-403-nobody", e403_nobody },
    { "error-404", e404 },
    { "error-405", e405 },
    { "error-409", e409 },
    { "error-413", e413 },
    { "error-415", e415 },
    { "error-422", e422 },
    { "error-429", e429 },
    { "error-500", e500 },
    { "error-503", e503 },
    { "landing", landing },
    { "landing-none", landing_none },
    { "sign-out", sign_out },
    { "signed-out", signed_out },
    { "ended", ended },
};
const size_t n_samples_more = G_N_ELEMENTS(samples_more);
