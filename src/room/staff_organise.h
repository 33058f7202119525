/* The organiser's pages: how it goes in rounded numbers, texts, reminding, publishing. */
#pragma once
#include "http/route.h"

void page_organise(HttpRequest *request, HttpReply *reply);
void page_settings(HttpRequest *request, HttpReply *reply);
void page_settings_post(HttpRequest *request, HttpReply *reply);
void page_publish_ask(HttpRequest *request, HttpReply *reply);
void page_remind_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_settings_input;
