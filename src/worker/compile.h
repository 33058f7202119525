/* Fills a report from the store: rounds, holds back and caps, so that the writers need not. */
#pragma once
#include "domain/board.h"
#include "report/output.h"
#include <jansson.h>

/* `participation` is the desk's answer: {known, exact, invited, in, groups: [[invited, in], ...]},
 * rounded already. */
Report *compile_report(const Board *board, Db *db, const json_t *participation, GError **error) MUST_CHECK;
/* The same as a file; once published the frozen release, with what was decided since: request {format: html, pdf, xlsx or json, participation, published}. */
GBytes *compile_format(const Board *board, Db *db, const json_t *request, const ReportPlaces *places, GError **error) MUST_CHECK;
