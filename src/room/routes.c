#include "room/routes.h"
#include "http/language.h"
#include "room/api.h"
#include "room/api_staff.h"
#include "room/ledger_view.h"
#include "room/marks.h"
#include "room/mine_care.h"
#include "room/mine_copy.h"
#include "room/notices.h"
#include "room/pages_aside.h"
#include "room/pages_enter.h"
#include "room/pages_mine.h"
#include "room/pages_read.h"
#include "room/pages_talk.h"
#include "room/pages_ticket.h"
#include "room/receipts.h"
#include "room/reports.h"
#include "room/service.h"
#include "room/signpost.h"
#include "room/staff_analyse.h"
#include "room/staff_bring.h"
#include "room/staff_care.h"
#include "room/staff_facilitate.h"
#include "room/staff_message.h"
#include "room/staff_organise.h"
#include "room/staff_queue.h"
#include "room/staff_safeguard.h"
#include "room/staff_second.h"
#include "room/staff_wordlist.h"

#define API "/api/v1"
#define TALK API "/conversations/:slug"

static const HttpRoute routes[] = {
    { HTTP_GET, "/", GUARD_ANYONE, NULL, page_landing },
    { HTTP_GET, "/healthz", GUARD_ANYONE, NULL, service_health },
    { HTTP_GET, "/readyz", GUARD_ANYONE, NULL, service_ready },
    { HTTP_GET, "/assets/:name", GUARD_ANYONE, NULL, service_asset },
    { HTTP_GET, "/brand/:file", GUARD_ANYONE, NULL, service_brand },
    { HTTP_GET, "/favicon.ico", GUARD_ANYONE, NULL, service_icon },
    { HTTP_GET, "/robots.txt", GUARD_ANYONE, NULL, service_robots },

    { HTTP_GET, "/enter/:ticket", GUARD_ANYONE, NULL, page_enter },
    { HTTP_POST, "/enter/:ticket", GUARD_ANYONE, &page_empty_input, page_enter_post },
    { HTTP_POST, LANGUAGE_PATH, GUARD_ANYONE, &language_input, page_language_post },
    { HTTP_GET, "/signout", GUARD_ANYONE, NULL, page_sign_out_here },
    { HTTP_POST, "/signout", GUARD_ANYONE, &page_empty_input, page_sign_out },
    { HTTP_GET, "/signed-out", GUARD_ANYONE, NULL, page_signed_out },

    { HTTP_GET, "/c/:slug", GUARD_BADGE, NULL, page_home },
    { HTTP_GET, "/c/:slug/welcome", GUARD_BADGE, NULL, page_welcome },
    { HTTP_POST, "/c/:slug/welcome", GUARD_BADGE, &page_welcome_input, page_welcome_post },
    { HTTP_GET, "/c/:slug/return", GUARD_BADGE, NULL, page_return },
    { HTTP_POST, "/c/:slug/return", GUARD_BADGE, &page_return_input, page_return_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/afresh", GUARD_BADGE, NULL, page_afresh },
    { HTTP_POST, "/c/:slug/afresh", GUARD_BADGE, &page_empty_input, page_afresh_post },
    { HTTP_GET, "/c/:slug/mine", GUARD_BADGE, NULL, page_mine },
    { HTTP_GET, "/c/:slug/mine/copy", GUARD_BADGE, NULL, page_copy },
    { HTTP_POST, "/c/:slug/mine/label", GUARD_BADGE, &page_empty_input, page_label_post },
    { HTTP_POST, "/c/:slug/mine/words", GUARD_BADGE, &page_empty_input, page_words_post },
    { HTTP_GET, "/c/:slug/mine/remove", GUARD_BADGE, NULL, page_remove },
    { HTTP_POST, "/c/:slug/mine/remove", GUARD_BADGE, &page_empty_input, page_remove_post },
    { HTTP_POST, "/c/:slug/marks", GUARD_BADGE, &page_marks_input, page_marks_post },
    { HTTP_POST, "/c/:slug/mine/keep", GUARD_BADGE, &page_empty_input, page_keep_post },
    { HTTP_GET, "/c/:slug/messages", GUARD_BADGE, NULL, page_messages },
    { HTTP_POST, "/c/:slug/i/:id/messages", GUARD_BADGE, &page_answer_input, page_answer_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/s/:section", GUARD_BADGE, NULL, page_section },
    { HTTP_POST, "/c/:slug/ideas", GUARD_BADGE, &page_idea_input, page_idea_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/i/:id", GUARD_BADGE, NULL, page_idea },
    { HTTP_POST, "/c/:slug/i/:id/comments", GUARD_BADGE, &page_comment_input, page_comment_post, .shows_errors = true },
    { HTTP_POST, "/c/:slug/i/:id/vote", GUARD_BADGE, &page_vote_input, page_vote_post },
    { HTTP_GET, "/c/:slug/i/:id/edit", GUARD_BADGE, NULL, page_edit },
    { HTTP_POST, "/c/:slug/i/:id/edit", GUARD_BADGE, &page_edit_input, page_edit_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/i/:id/delete", GUARD_BADGE, NULL, page_delete },
    { HTTP_POST, "/c/:slug/i/:id/delete", GUARD_BADGE, &page_delete_input, page_delete_post },
    { HTTP_GET, "/c/:slug/i/:id/receipt", GUARD_BADGE, NULL, page_receipt },
    { HTTP_POST, "/c/:slug/i/:id/receipt", GUARD_BADGE, &page_empty_input, page_receipt_post },
    { HTTP_GET, "/c/:slug/receipt", GUARD_ANYONE, NULL, page_receipt_enter },
    { HTTP_POST, "/c/:slug/receipt", GUARD_ANYONE, &page_receipt_enter_input, page_receipt_enter_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/i/:id/appeal", GUARD_BADGE, NULL, page_ask },
    { HTTP_POST, "/c/:slug/i/:id/appeal", GUARD_BADGE, &page_ask_input, page_ask_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/i/:id/flag", GUARD_BADGE, NULL, page_flag },
    { HTTP_POST, "/c/:slug/i/:id/flag", GUARD_BADGE, &page_flag_input, page_flag_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/search", GUARD_BADGE, NULL, page_search },
    { HTTP_POST, "/c/:slug/search", GUARD_BADGE, &page_search_input, page_search_post },
    { HTTP_POST, "/c/:slug/similar", GUARD_BADGE, &page_similar_input, page_similar_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/p/support", GUARD_BADGE, NULL, page_support },
    { HTTP_GET, "/c/:slug/p/ledger", GUARD_BADGE, NULL, page_ledger },
    { HTTP_GET, "/c/:slug/report", GUARD_REPORT, NULL, page_report },
    { HTTP_POST, "/c/:slug/report", GUARD_REPORTER, &page_decision_input, page_decision_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/analyse", GUARD_ANALYST, NULL, page_analyse },
    { HTTP_GET, "/c/:slug/analyse/themes", GUARD_ANALYST, NULL, page_themes },
    { HTTP_GET, "/c/:slug/analyse/codes", GUARD_ANALYST, NULL, page_codes },
    { HTTP_POST, "/c/:slug/analyse/codes", GUARD_ANALYST, &page_code_input, page_code_post, .shows_errors = true },
    { HTTP_POST, "/c/:slug/analyse/codes/:id", GUARD_ANALYST, &page_code_change_input, page_code_change_post, .shows_errors = true },
    { HTTP_POST, "/c/:slug/analyse/:id/read", GUARD_ANALYST, &page_read_input, page_read_post },
    { HTTP_POST, "/c/:slug/analyse/:id/codings", GUARD_ANALYST, &page_codings_input, page_codings_post },
    { HTTP_POST, "/c/:slug/analyse/:id/quote", GUARD_ANALYST, &page_quote_input, page_quote_post },
    { HTTP_GET, "/c/:slug/organise", GUARD_ORGANISER, NULL, page_organise },
    { HTTP_GET, "/c/:slug/organise/settings", GUARD_ORGANISER, NULL, page_settings },
    { HTTP_POST, "/c/:slug/organise/settings", GUARD_ORGANISER, &page_settings_input, page_settings_post, .shows_errors = true },
    { HTTP_POST, "/c/:slug/organise/remind", GUARD_ORGANISER, &page_empty_input, page_remind_post },
    { HTTP_GET, "/c/:slug/organise/publish", GUARD_ORGANISER, NULL, page_publish_ask },
    { HTTP_POST, "/c/:slug/organise/publish", GUARD_ORGANISER, &page_publish_input, page_publish },
    { HTTP_GET, "/c/:slug/p/:page", GUARD_BADGE, NULL, page_text },

    { HTTP_GET, "/c/:slug/facilitate", GUARD_FACILITATOR, NULL, page_queue },
    { HTTP_GET, "/c/:slug/facilitate/find", GUARD_FACILITATOR, NULL, page_queue },
    { HTTP_POST, "/c/:slug/facilitate/find", GUARD_FACILITATOR, &page_find_input, page_find_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/facilitate/bulk", GUARD_FACILITATOR, NULL, page_queue },
    { HTTP_POST, "/c/:slug/facilitate/bulk", GUARD_FACILITATOR, &page_bulk_input, page_bulk_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/facilitate/guide", GUARD_FACILITATOR, NULL, page_guide },
    { HTTP_GET, "/c/:slug/facilitate/notices", GUARD_FACILITATOR, NULL, page_notices },
    { HTTP_POST, "/c/:slug/facilitate/notices", GUARD_FACILITATOR, &page_notice_input, page_notice_post, .shows_errors = true },
    { HTTP_POST, "/c/:slug/facilitate/notices/:id", GUARD_FACILITATOR, &page_notice_change_input, page_notice_change_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/facilitate/words", GUARD_FACILITATOR, NULL, page_wordlist },
    { HTTP_POST, "/c/:slug/facilitate/words", GUARD_FACILITATOR, &page_wordlist_input, page_wordlist_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/facilitate/paper", GUARD_FACILITATOR, NULL, page_paper },
    { HTTP_POST, "/c/:slug/facilitate/paper", GUARD_FACILITATOR, &page_bring_input, page_paper_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/facilitate/seeds", GUARD_FACILITATOR, NULL, page_seeds },
    { HTTP_POST, "/c/:slug/facilitate/seeds", GUARD_FACILITATOR, &page_bring_input, page_seeds_post, .shows_errors = true },
    { HTTP_GET, "/c/:slug/facilitate/:id", GUARD_FACILITATOR, NULL, page_item },
    { HTTP_POST, "/c/:slug/facilitate/:id/act", GUARD_FACILITATOR, &page_act_input, page_act_post, .shows_errors = true },
    { HTTP_POST, "/c/:slug/facilitate/:id/second", GUARD_FACILITATOR, &page_second_input, page_second_post, .shows_errors = true },
    { HTTP_POST, "/c/:slug/facilitate/:id/safeguard", GUARD_FACILITATOR, &page_safeguard_input, page_safeguard_post, .shows_errors = true },
    { HTTP_POST, "/c/:slug/facilitate/:id/sanction", GUARD_FACILITATOR, &page_sanction_input, page_sanction_post, .shows_errors = true },
    { HTTP_POST, "/c/:slug/facilitate/:id/unsanction", GUARD_FACILITATOR, &page_empty_input, page_unsanction_post },
    { HTTP_POST, "/c/:slug/facilitate/:id/appeal", GUARD_FACILITATOR, &page_decide_input, page_decide_post, .shows_errors = true },
    { HTTP_POST, "/c/:slug/facilitate/:id/message", GUARD_FACILITATOR, &page_message_input, page_message_post, .shows_errors = true },

    { HTTP_GET, API "/openapi.json", GUARD_ANYONE, NULL, api_openapi, .summary = "This description" },
    { HTTP_GET, API "/conversations", GUARD_BADGE, NULL, api_conversations, .summary = "Conversations of this badge" },
    { HTTP_GET, TALK, GUARD_BADGE, NULL, api_conversation_show, .summary = "One conversation with its sections", .answer = "conversation" },
    { HTTP_GET, TALK "/ideas", GUARD_BADGE, NULL, api_ideas, .summary = "Ideas, by section and order", .answer = "contributions" },
    { HTTP_POST, TALK "/ideas", GUARD_BADGE, &api_idea_input, api_idea_post, .summary = "Share an idea", .answer = "contribution" },
    { HTTP_POST, TALK "/search", GUARD_BADGE, &api_search_input, api_search, .summary = "Search; the words go in the body", .answer = "contributions" },
    { HTTP_GET, TALK "/events", GUARD_BADGE, NULL, api_events, .summary = "New and changed contributions, as server-sent events" },
    { HTTP_PUT, TALK "/answers", GUARD_BADGE, &api_answers_input, api_answers, .summary = "Gateway answers, counted in totals only" },
    { HTTP_GET, TALK "/report", GUARD_REPORT, NULL, api_report, .summary = "The report; a preview before it is published" },
    { HTTP_GET, API "/contributions/:id", GUARD_BADGE, NULL, api_contribution_show, .summary = "An idea or a comment with its comments", .answer = "contribution" },
    { HTTP_PATCH, API "/contributions/:id", GUARD_BADGE, &api_edit_input, api_edit, .summary = "Change one's own words", .answer = "contribution" },
    { HTTP_DELETE, API "/contributions/:id", GUARD_BADGE, &api_delete_input, api_delete, .summary = "Delete one's own contribution" },
    { HTTP_POST, API "/contributions/:id/comments", GUARD_BADGE, &api_comment_input, api_comment_post, .summary = "Comment, or reply to a comment", .answer = "contribution" },
    { HTTP_PUT, API "/contributions/:id/vote", GUARD_BADGE, &api_vote_input, api_vote, .summary = "Like, dislike, or take it back", .answer = "contribution" },
    { HTTP_POST, API "/contributions/:id/flags", GUARD_BADGE, &api_flag_input, api_flag, .summary = "Report to the facilitators" },
    { HTTP_POST, API "/contributions/:id/messages", GUARD_BADGE, &api_message_input, api_message_post, .summary = "Facilitators write to an unknown author; the author answers" },
    { HTTP_GET, API "/messages", GUARD_BADGE, NULL, api_messages, .summary = "Talks with facilitators about one's own contributions; facilitators: all talks", .answer = "talks" },

    { HTTP_GET, TALK "/queue", GUARD_FACILITATOR, NULL, api_queue, .summary = "What waits for facilitators, and why, most urgent first" },
    { HTTP_GET, TALK "/notices", GUARD_FACILITATOR, NULL, api_notices, .summary = "Pinned notices and those that were taken down, with every step" },
    { HTTP_POST, TALK "/notices", GUARD_FACILITATOR, &api_notice_input, api_notice_post, .summary = "Pin a notice above a section or on the first page" },
    { HTTP_PATCH, API "/notices/:id", GUARD_FACILITATOR, &api_notice_change_input, api_notice_patch, .summary = "Change a notice, take it down, pin it again, put it first" },
    { HTTP_DELETE, API "/notices/:id", GUARD_FACILITATOR, &api_delete_input, api_notice_delete, .summary = "Take a notice down; its history stays" },
    { HTTP_GET, TALK "/words", GUARD_FACILITATOR, NULL, api_wordlist, .summary = "What facilitators changed about the words that signals look for, with every step" },
    { HTTP_PUT, TALK "/words", GUARD_FACILITATOR, &api_wordlist_input, api_wordlist_put, .summary = "Change the words that signals look for; what is not sent stays" },
    { HTTP_POST, TALK "/words/try", GUARD_FACILITATOR, &api_wordlist_try_input, api_wordlist_try, .summary = "Which signals a text would raise; nothing of it is kept" },
    { HTTP_POST, API "/contributions/:id/actions", GUARD_FACILITATOR, &api_act_input, api_act, .summary = "Edit, hide, remove, restore, move, split, merge, or keep as it is" },
    { HTTP_GET, API "/contributions/:id/history", GUARD_FACILITATOR, NULL, api_history, .summary = "Everything that was done to a contribution" },

    { HTTP_GET, TALK "/codes", GUARD_ANALYST, NULL, api_codes, .summary = "The coding frame" },
    { HTTP_POST, TALK "/codes", GUARD_ANALYST, &api_code_input, api_code_post, .summary = "Add a code" },
    { HTTP_PATCH, API "/codes/:id", GUARD_ANALYST, &api_code_change_input, api_code_patch, .summary = "Change a code; parent \"\" makes it a theme of its own" },
    { HTTP_DELETE, API "/codes/:id", GUARD_ANALYST, &api_code_delete_input, api_code_delete, .summary = "Retire a code; codes below it go up one level" },
    { HTTP_GET, TALK "/reading", GUARD_ANALYST, NULL, api_reading, .summary = "What one has to read (state=unread), or has read, coded, or any" },
    { HTTP_GET, API "/contributions/:id/codings", GUARD_ANALYST, NULL, api_codings, .summary = "One's own codings of a contribution" },
    { HTTP_PUT, API "/contributions/:id/codings", GUARD_ANALYST, &api_codings_input, api_codings_put, .summary = "Code a contribution, whole or in part, in the place of one's earlier codings" },
    { HTTP_PUT, API "/contributions/:id/read", GUARD_ANALYST, &api_read_input, api_read_put, .summary = "Mark as read" },
    { HTTP_GET, TALK "/analysis", GUARD_ANALYST, NULL, api_analysis, .summary = "Coverage, themes, strength of opinion, agreement, opinion groups" },
};

const HttpRoute *
room_routes(size_t *ret_n)
{
    *ret_n = G_N_ELEMENTS(routes);
    return routes;
}
