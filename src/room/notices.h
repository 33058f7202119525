/* Notices of the facilitators: what pages show, the page where they are pinned, the API. */
#pragma once
#include "domain/notice.h"
#include "room/view.h"

/* Those of a section ("" the first page), as everybody sees them; owned by the look.  Under hall_read(). */
const NoticeView *look_notices(Look *look, const char *section, size_t *ret_n);
/* The same of all places, for the API. */
json_t     *api_notices_shown(const Board *board);
unsigned    notice_status(NoticeOutcome outcome);
const char *notice_text(NoticeOutcome outcome);

void page_notices(HttpRequest *request, HttpReply *reply);
void page_notice_post(HttpRequest *request, HttpReply *reply);
void page_notice_change_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_notice_input, page_notice_change_input;

void api_notices(HttpRequest *request, HttpReply *reply);
void api_notice_post(HttpRequest *request, HttpReply *reply);
void api_notice_patch(HttpRequest *request, HttpReply *reply);
void api_notice_delete(HttpRequest *request, HttpReply *reply);
extern const HttpInput api_notice_input, api_notice_change_input;
