/* What belongs to no conversation: assets, health. */
#pragma once
#include "http/reply.h"

void service_health(HttpRequest *request, HttpReply *reply);
void service_metrics(HttpRequest *request, HttpReply *reply);     /* on metrics-listen only */
void service_ready(HttpRequest *request, HttpReply *reply);
void service_asset(HttpRequest *request, HttpReply *reply);
void service_brand(HttpRequest *request, HttpReply *reply);     /* accent and logo of a conversation */
void service_icon(HttpRequest *request, HttpReply *reply);
void service_robots(HttpRequest *request, HttpReply *reply);
