/* The organiser's pages in Markdown; they may change while the conversation runs. */
#pragma once
#include "domain/hall.h"

/* NULL leaves a page as it is.  Writer thread. */
bool texts_put(Hall *hall, Db *db, const Id *conversation, const char *const pages[PAGE__COUNT], GError **error) MUST_CHECK;
