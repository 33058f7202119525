/* From the report's JSON, the one frozen object, to its page. */
#pragma once
#include "room/frame.h"
#include "room/pages/report.h"
#include <jansson.h>

/* Borrows from `report` and keeps what it makes in `scratch`. `path` is "/c/SLUG/report". */
ReportView report_view(Scratch *scratch, const json_t *report, const char *path);
