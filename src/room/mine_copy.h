/* GET /c/SLUG/mine/copy: all that is one's own here, as a page to keep or (format=json) as data.  With badge and return key. */
#pragma once
#include "http/request.h"

void page_copy(HttpRequest *request, HttpReply *reply);
