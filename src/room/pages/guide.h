/* What a facilitator does when a post worries them: questions in an order, each with its steps. */
#pragma once
#include "room/pages/page.h"

/* /c/SLUG/facilitate/guide */
bool guide_page(const PageFrame *frame, Page *ret_page, GError **error) MUST_CHECK;
