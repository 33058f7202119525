/* What stands beside the talk: similar ideas while one types, what facilitators did. */
#pragma once
#include "http/server.h"

void page_similar_post(HttpRequest *request, HttpReply *reply);

extern const HttpInput page_similar_input;
