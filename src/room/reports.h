/* The report in the room: a preview for analysts and organisers, made by the worker when
 * asked for; once published, the frozen release for everyone. */
#pragma once
#include "room/room.h"

GThreadPool *reports_pool_new(Room *room);

void page_report(HttpRequest *request, HttpReply *reply);
void page_publish(HttpRequest *request, HttpReply *reply);
void api_report(HttpRequest *request, HttpReply *reply);
/* What was decided because of a theme of the published report: by organiser or analyst. */
void page_decision_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_publish_input, page_decision_input;
