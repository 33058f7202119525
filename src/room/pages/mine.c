#include "room/pages/mine.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/keys.h"
#include "room/pages/parts.h"

void
talk_lines(Html *html, const TalkLine *lines, size_t n, const char *mine)
{
    html_open(html, EL_OL, { AT_CLASS, "c-talk" });
    for (size_t i = 0; i < n; i++) {
        html_open(html, EL_LI, { AT_CLASS, lines[i].mine ? "is-mine" : NULL });
        html_open(html, EL_P, { AT_CLASS, "c-talk__by" });
        html_text(html, lines[i].mine ? mine : lines[i].who);
        if (lines[i].day) {
            html_literal(html, " ");
            html_leaf(html, EL_SPAN, lines[i].day, { AT_CLASS, "c-quiet u-plain" });
        }
        html_close(html, EL_P);
        html_leaf(html, EL_P, lines[i].text, { AT_CLASS, "c-lines" }, { AT_DIR, "auto" });
        html_close(html, EL_LI);
    }
    html_close(html, EL_OL);
}

static void
write_answer(Html *html, const PageFrame *frame, const TalkView *talk)
{
    g_autofree char *action = page_path(frame, "/i/%s/messages", talk->id);
    g_autofree char *id = g_strconcat("f-text-", talk->id, NULL);

    const Composer composer = { .text = talk->typed, .names = talk->names, .n_names = talk->n_names,
                                .go_on = _("Send it as it is") };

    html_open(html, EL_FORM, { AT_CLASS, "c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    composer_names(html, &composer);
    form_field(html, &(FormField){ .name = "text", .id = id, .label = _("Your answer"), .rows = 3, .max = LIMIT_MESSAGE,
                               .value = talk->typed, .draft = id,
                               .error = talk->typed ? part_error(frame, "text") : NULL,
                               .hint = _("The facilitator does not know who you are, and must not ask. You don’t have "
                                         "to answer.") });
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Send my answer"), (FormExtra){ 0 });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

static void
write_talk(Html *html, const PageFrame *frame, const TalkView *talk, size_t i)
{
    g_autofree char *label = g_strdup_printf("talk-%zu", i);
    g_autofree char *href = page_path(frame, "/i/%s", talk->id);
    g_autofree char *support = page_path(frame, "/p/support");

    html_open(html, EL_ARTICLE, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, label });
    html_open(html, EL_DIV, { AT_CLASS, "c-row c-row--between" });
    html_leaf(html, EL_H2, _("A message for you"), { AT_ID, label });
    if (!talk->answered)
        part_mark(html, "apricot", "mail", _("Not answered yet"));
    html_close(html, EL_DIV);
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    html_text(html, talk->idea ? _("About your idea") : _("About your comment"));
    html_literal(html, " ");
    html_leaf(html, EL_A, talk->excerpt, { AT_HREF, href });
    html_close(html, EL_P);
    talk_lines(html, talk->lines, talk->n_lines, _("You"));
    if (talk->call) {
        html_open(html, EL_P);
        shell_sentence(html, _("If you would like to talk to somebody: [let somebody call you]. They are not told what this is about."),
                       talk->call, NULL);
        html_close(html, EL_P);
        html_open(html, EL_P);
        shell_sentence(html, _("Numbers to call, now or later: [where to find help]."), support, NULL);
        html_close(html, EL_P);
    }
    if (talk->open)
        write_answer(html, frame, talk);
    html_close(html, EL_ARTICLE);
}

/* Links to what it has become. */
static void
write_whereabouts(Html *html, const PageFrame *frame, const FateView *fate)
{
    if (fate->n_ids == 0)
        return;
    html_open(html, EL_P, { AT_CLASS, "c-row c-small" });
    for (size_t i = 0; i < fate->n_ids; i++) {
        g_autofree char *href = page_path(frame, "/i/%s", fate->ids[i]);
        g_autofree char *part = i18n_format(_("Open part %zu"), i + 1);

        html_leaf(html, EL_A, fate->joined ? _("Open the joined one") : part, { AT_HREF, href });
    }
    html_close(html, EL_P);
}

static void
write_earlier(Html *html, const FateView *fate)
{
    if (fate->n_earlier == 0)
        return;
    html_leaf(html, EL_P, _("Before that:"), { AT_CLASS, "c-small c-quiet" });
    html_open(html, EL_UL, { AT_CLASS, "c-plain c-small" });
    for (size_t i = 0; i < fate->n_earlier; i++) {
        html_open(html, EL_LI);
        html_text(html, fate->earlier[i].what);
        html_literal(html, " ");
        if (fate->earlier[i].reason)
            part_fill(html, _("The reason: %s."), fate->earlier[i].reason);
        if (fate->earlier[i].why)
            html_leaf(html, EL_P, fate->earlier[i].why, { AT_CLASS, "c-quiet c-lines" }, { AT_DIR, "auto" });
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
}

static void
write_changed(Html *html, const PageFrame *frame, const OwnView *own)
{
    g_autofree char *href = page_path(frame, "/messages");

    html_open(html, EL_P, { AT_CLASS, "c-small" });
    html_leaf(html, EL_STRONG, own->fate->what);
    html_literal(html, " ");
    if (own->fate->reason)
        part_fill(html, _("The reason: %s."), own->fate->reason);
    html_close(html, EL_P);
    write_whereabouts(html, frame, own->fate);
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    if (own->before) {
        part_unseen(html, _("Before:"));
        html_leaf(html, EL_DEL, own->before);
        html_literal(html, " ");
        part_unseen(html, _("After:"));
        html_leaf(html, EL_INS, own->after);
        html_literal(html, " ");
    }
    if (own->why)
        html_leaf(html, EL_SPAN, own->why, { AT_DIR, "auto" });
    html_literal(html, " ");
    if (own->why && !own->appeal)
        html_leaf(html, EL_A, _("Answer this decision"), { AT_HREF, href });
    html_close(html, EL_P);
    write_earlier(html, own->fate);
}

static void
write_own_counts(Html *html, const OwnView *own)
{
    if (own->no_counts)
        return;
    html_open(html, EL_SPAN);
    part_count(html, "%s like", "%s likes", own->likes);
    html_text(html, _(", "));
    part_count(html, "%s dislike", "%s dislikes", own->dislikes);
    html_close(html, EL_SPAN);
}

static void
write_own_meta(Html *html, const PageFrame *frame, const OwnView *own)
{
    g_autofree char *edit = page_path(frame, own->votes_only ? "/i/%s/delete" : "/i/%s/edit", own->id);

    html_open(html, EL_P, { AT_CLASS, "c-row c-small c-quiet" });
    html_leaf(html, EL_SPAN, own->is_idea ? _("An idea") : _("A comment"));
    if (own->state != STATE_SHOWN) {
        html_leaf(html, EL_SPAN, own->state == STATE_MERGED  ? _("Joined with another")
                                 : own->state == STATE_SPLIT ? _("Split into parts")
                                                             : _("No longer shown to others"), { AT_CLASS, "c-mark" });
    } else if (own->leaving) {
        html_leaf(html, EL_SPAN, own->leaving, { AT_CLASS, "c-mark" });
    } else if (own->pending) {
        html_open(html, EL_SPAN, { AT_CLASS, "c-mark" });
        shell_icon(html, "clock", NULL);
        part_fill(html, _("Others will see it from %s"), own->pending);
        html_close(html, EL_SPAN);
    } else {
        write_own_counts(html, own);
        if (own->comments > 0) {
            html_open(html, EL_SPAN);
            part_count(html, "%s comment", "%s comments", own->comments);
            html_close(html, EL_SPAN);
        }
    }
    if (own->open && own->state == STATE_SHOWN) {
        html_open(html, EL_A, { AT_CLASS, "c-quietbtn c-quietbtn--edge" }, { AT_HREF, edit });
        shell_icon(html, own->votes_only ? "bin" : "pencil", NULL);
        html_text(html, own->votes_only ? _("Delete") : _("Edit or delete"));
        html_close(html, EL_A);
    }
    html_close(html, EL_P);
}

static void
write_own_outcome(Html *html, const PageFrame *frame, const OwnView *own)
{
    g_autofree char *report = page_path(frame, "/report");
    g_autofree char *receipt = page_path(frame, "/i/%s/receipt", own->id);

    for (size_t i = 0; i < own->n_themes; i++)
        receipt_theme(html, &own->themes[i], report);
    if (!own->receipt)
        return;
    html_open(html, EL_P, { AT_CLASS, "c-small" });
    html_leaf(html, EL_A, _("Get a receipt for this"), { AT_HREF, receipt });
    html_close(html, EL_P);
}

static void
write_own(Html *html, const PageFrame *frame, const MineView *view)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-card" }, { AT_ARIA_LABELLEDBY, "own" });
    html_leaf(html, EL_H2, _("What I wrote"), { AT_ID, "own" }, { AT_CLASS, "u-mb4" });
    if (view->n_own == 0)
        part_empty(html, "pencil", _("Ideas and comments that you write appear here."),
                   _("No hurry. Reading is fine too."));
    else
        html_open(html, EL_UL, { AT_CLASS, "c-items" });
    for (size_t i = 0; i < view->n_own; i++) {
        const OwnView *own = &view->own[i];
        g_autofree char *href = page_path(frame, "/i/%s#i-%s", own->idea, own->id);

        html_open(html, EL_LI, { AT_CLASS, "c-stack" });
        html_open(html, EL_P);
        html_leaf(html, EL_A, own->excerpt, { AT_HREF, href }, { AT_DIR, "auto" });
        html_close(html, EL_P);
        if (own->fate)
            write_changed(html, frame, own);
        if (own->appeal) {
            g_autofree char *appeal = page_path(frame, "/i/%s/appeal", own->id);

            html_open(html, EL_P, { AT_CLASS, "c-small" });
            html_leaf(html, EL_A, own->appeal, { AT_HREF, appeal });
            html_close(html, EL_P);
        }
        write_own_meta(html, frame, own);
        write_own_outcome(html, frame, own);
        html_close(html, EL_LI);
    }
    if (view->n_own > 0)
        html_close(html, EL_UL);
    html_close(html, EL_SECTION);
}

static void
write_liked(Html *html, const PageFrame *frame, const MineView *view)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "liked" });
    html_leaf(html, EL_H2, _("What I liked"), { AT_ID, "liked" });
    if (view->n_liked == 0) {
        part_empty(html, "like", _("What you like appears here."), _("No hurry. Reading is fine too."));
    } else {
        html_open(html, EL_UL, { AT_CLASS, "c-items c-small" });
        for (size_t i = 0; i < view->n_liked; i++) {
            g_autofree char *href = page_path(frame, "/i/%s", view->liked[i].id);

            html_open(html, EL_LI);
            html_leaf(html, EL_A, view->liked[i].excerpt, { AT_HREF, href }, { AT_DIR, "auto" });
            html_close(html, EL_LI);
        }
        html_close(html, EL_UL);
    }
    html_close(html, EL_SECTION);
}

static void
write_group(Html *html, const PageFrame *frame, const MineView *view)
{
    g_autofree char *k = i18n_format("%u", view->k);

    html_open(html, EL_P, { AT_CLASS, "c-small" });
    part_fill(html, view->answered ? _("When we count in groups, you are counted under “%s”, as you answered on your way in.")
                                   : _("When we count in groups, you are counted under “%s”. You can change that at the desk."),
              view->group);
    html_literal(html, " ");
    part_fill(html, _("A count is never shown for fewer than %s people."), k);
    html_close(html, EL_P);
    if (!view->answered)
        return;
    g_autofree char *action = page_path(frame, "%s", "/mine/label");
    html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_button(html, BUTTON_SECOND, _("Count me without a group"), (FormExtra){ 0 });
    html_close(html, EL_FORM);
}

static void
write_data(Html *html, const PageFrame *frame, const MineView *view)
{
    g_autofree char *data = view->copy ? g_strconcat(view->copy, "?format=json", NULL) : NULL;

    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "data" });
    html_leaf(html, EL_H2, _("My data"), { AT_ID, "data" });
    html_leaf(html, EL_P, _("Here: your posts, votes and marks, under a number that only this browser can claim. At "
                            "the desk: your name, address and team."), { AT_CLASS, "c-small" });
    if (view->group)
        write_group(html, frame, view);
    if (view->copy) {
        html_open(html, EL_P);
        html_leaf(html, EL_A, _("Get a copy of what is here"), { AT_HREF, view->copy });
        html_close(html, EL_P);
        html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
        shell_sentence(html, _("What you wrote, how you voted, and your messages, as a page to keep. Or [as data for other "
                               "programs]. Keep it where only you look."), data, NULL);
        html_close(html, EL_P);
    }
    if (view->desk_me) {
        html_open(html, EL_P);
        html_leaf(html, EL_A, _("See what the desk holds"), { AT_HREF, view->desk_me });
        html_close(html, EL_P);
    }
    html_close(html, EL_SECTION);
}

static void
write_removing(Html *html, const PageFrame *frame)
{
    g_autofree char *keep = page_path(frame, "/mine/keep");

    html_leaf(html, EL_P, _("What you wrote is being removed. Each piece goes at a moment that we choose by chance, within "
                            "three days of your asking. What has gone cannot come back."), { AT_CLASS, "c-small" });
    html_open(html, EL_FORM, { AT_ACTION, keep }, { AT_METHOD, "post" });
    form_button(html, BUTTON_FILLED, _("Keep what is still here"), (FormExtra){ 0 });
    html_close(html, EL_FORM);
}

static void
write_remove(Html *html, const PageFrame *frame, const MineView *view)
{
    g_autofree char *remove = page_path(frame, "/mine/remove");

    if (!view->removing && (!view->open || view->n_own == 0))
        return;
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-card--flat c-card--clear c-stack" },
              { AT_ARIA_LABELLEDBY, "remove" });
    html_leaf(html, EL_H2, _("Removing all you wrote"), { AT_ID, "remove" });
    if (view->removing) {
        write_removing(html, frame);
    } else {
        html_leaf(html, EL_P, _("All your ideas and comments go, one by one, within three days. To delete a single one at "
                                "once, choose it in the list."), { AT_CLASS, "c-small" });
        html_open(html, EL_P);
        form_link_button(html, BUTTON_WARNING, _("Remove all I wrote"), remove, NULL);
        html_close(html, EL_P);
        html_leaf(html, EL_P, _("We ask once more before anything happens."), { AT_CLASS, "c-small c-quiet" });
    }
    html_close(html, EL_SECTION);
}

bool
remove_page(const PageFrame *frame, Page *ret_page, GError **error)
{
    const char *title = _("Remove all you wrote?");
    PageSheet sheet = page_begin(frame, PAGE_AT_MINE | PAGE_BELOW, PAGE_ORDINARY, title);
    g_autofree char *action = page_path(frame, "/mine/remove");
    g_autofree char *mine = page_path(frame, "/mine");
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "u-wide" });
    part_back(html, mine, _("Back, and keep it"));
    part_title(html, title, NULL);
    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    html_open(html, EL_UL, { AT_CLASS, "c-plain" });
    html_leaf(html, EL_LI, _("Each idea and each comment goes at a moment that we choose by chance, within three days. So "
                             "nobody can tell that they came from one person."));
    html_leaf(html, EL_LI, _("What others have not seen yet goes at once."));
    html_leaf(html, EL_LI, _("You can change your mind. What has gone by then cannot come back."));
    html_leaf(html, EL_LI, _("It goes on if you sign out or leave, and after the conversation has closed."));
    html_leaf(html, EL_LI, _("What others wrote below it stays. So do your likes and dislikes on what others wrote."));
    html_close(html, EL_UL);
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_WARNING, _("Yes, remove all of it"), (FormExtra){ .icon = "bin" });
    html_leaf(html, EL_A, _("No, keep it"), { AT_CLASS, "c-quietbtn" }, { AT_HREF, mine });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

static void
write_call(Html *html, const MineView *view)
{
    if (!view->desk_call)
        return;
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "call" });
    html_leaf(html, EL_H2, _("Talking to somebody"), { AT_ID, "call" });
    html_leaf(html, EL_P, _("If something weighs on you, somebody you can trust can call you. They learn your name and number from "
                            "you, and nothing of what you wrote here."), { AT_CLASS, "c-small" });
    html_open(html, EL_P);
    form_link_button(html, BUTTON_SECOND, _("Let somebody call me"), view->desk_call, "heart");
    html_close(html, EL_P);
    html_close(html, EL_SECTION);
}

static void
write_leave(Html *html, const MineView *view)
{
    if (!view->desk_me)
        return;
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-card--flat c-card--clear c-stack" },
              { AT_ARIA_LABELLEDBY, "leave" });
    html_leaf(html, EL_H2, _("Leaving for good"), { AT_ID, "leave" });
    html_leaf(html, EL_P, _("This is not signing out. You will get no more mail, and your badge ends. What you wrote "
                            "stays, tied to nobody, unless you have it removed first."), { AT_CLASS, "c-small" });
    html_open(html, EL_FORM, { AT_ACTION, view->desk_me }, { AT_METHOD, "get" });
    if (view->desk_language)
        form_hidden(html, "language", view->desk_language);
    form_button(html, BUTTON_WARNING, _("Leave the conversation"), (FormExtra){ 0 });
    html_close(html, EL_FORM);
    html_leaf(html, EL_P, _("We ask once more before anything happens."), { AT_CLASS, "c-small c-quiet" });
    html_close(html, EL_SECTION);
}

static void
write_marks(Html *html, const PageFrame *frame)
{
    g_autofree char *action = page_path(frame, "/marks"), *back = page_path(frame, "/mine");
    bool hidden = frame->marks_hidden;

    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "marks" });
    html_leaf(html, EL_H2, _("Somebody looking on?"), { AT_ID, "marks" });
    html_leaf(html, EL_P, hidden ? _("In this browser, no other page shows what is yours, how you voted, or that a message waits. This "
                                     "page still does.")
                                 : _("If others can see your screen, other pages can leave out what is yours, how you voted, and "
                                     "that a message waits. Only this browser remembers it."), { AT_CLASS, "c-small" });
    html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_hidden(html, "back", back);
    form_button(html, BUTTON_SECOND, hidden ? _("Show it again") : _("Hide it"),
                (FormExtra){ .name = "show", .value = hidden ? "yes" : "no", .icon = hidden ? "eye" : "eyeoff" });
    html_close(html, EL_FORM);
    html_close(html, EL_SECTION);
}

static void
write_without_key(Html *html, const PageFrame *frame)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "nokey" });
    html_leaf(html, EL_H2, _("Have you been here on another device?"), { AT_ID, "nokey" });
    html_leaf(html, EL_P, _("To see what you wrote there, type your five return words. A link or a mail alone never "
                            "shows it: that keeps you safe if somebody else opens "
                            "your mail."));
    key_forms(html, frame, NULL);
    html_close(html, EL_SECTION);
}

bool
mine_page(const PageFrame *frame, const MineView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_MINE, PAGE_ORDINARY, _("My things"));
    Html *html = sheet.html;

    part_title(html, _("My things"),
               _("Only you see this page. Facilitators see none of it, apart from what you send to them."));
    html_open(html, EL_DIV, { AT_CLASS, "c-two" });
    html_open(html, EL_DIV, { AT_CLASS, "c-aside" });
    if (view->words)
        key_words(html, frame, view->words);
    if (!view->has_key)
        write_without_key(html, frame);
    if (view->restraint)
        restraint_part(html, frame, view->restraint);
    for (size_t i = 0; i < view->n_talks; i++)
        write_talk(html, frame, &view->talks[i], i);
    if (view->has_key)
        write_own(html, frame, view);
    html_close(html, EL_DIV);
    html_open(html, EL_DIV, { AT_CLASS, "c-aside" });
    if (view->has_key)
        write_liked(html, frame, view);
    write_marks(html, frame);
    write_call(html, view);
    write_data(html, frame, view);
    if (view->has_key)
        write_remove(html, frame, view);
    write_leave(html, view);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

bool
messages_page(const PageFrame *frame, const TalkView *talks, size_t n, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_MINE | PAGE_BELOW, PAGE_ORDINARY, _("Messages"));
    g_autofree char *mine = page_path(frame, "/mine");
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "u-wide" });
    part_back(html, mine, _("My things"));
    part_title(html, _("Messages"), _("Between you and the facilitators. Neither side learns who the other is."));
    html_open(html, EL_DIV, { AT_CLASS, "c-aside" });
    if (n == 0)
        part_empty(html, "mail", _("When a facilitator writes to you about something you wrote, it appears here."),
                   _("Nothing is expected of you."));
    for (size_t i = 0; i < n; i++)
        write_talk(html, frame, &talks[i], i);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
