/* What stands beside the talk: similar ideas while one types, what facilitators did. */
#pragma once
#include "http/server.h"
#include "room/view.h"
#include "room/pages/section.h"

void page_similar_post(HttpRequest *request, HttpReply *reply);

/* Ideas of others that say nearly the same as this text, in the look's memory; how many.  Under hall_read(). */
#define ASIDE_ALIKE 3
size_t aside_alike(Look *look, const char *text, const char *section, SimilarIdea ret_ideas[static ASIDE_ALIKE]);

extern const HttpInput page_similar_input;
