/* Dates as text and back; time zones by name.  All times are seconds since 1970, UTC. */
#pragma once
#include "base/error.h"
#include <stdint.h>

typedef struct { int year, month, day, hour, minute, weekday; /* Monday = 1 */ } CivilTime;

bool  when_parse(const char *rfc3339, int64_t *ret_at);      /* "2026-11-29T09:00:00Z" or with an offset */
char *when_rfc3339(int64_t at);                              /* "2026-11-29T09:00:00Z"; caller frees */

/* In the zone; an unknown zone counts as UTC (import refuses unknown ones). */
bool      when_zone_known(const char *zone);
CivilTime when_civil(int64_t at, const char *zone);
int       when_day(int64_t at, const char *zone);            /* days since 1970-01-01 in the zone */
char     *when_date(int64_t at, const char *zone);           /* "Sunday 13 December 2026" */
char     *when_date_time(int64_t at, const char *zone);      /* "5 pm on Sunday 13 December 2026" */
char     *when_clock(int64_t at, const char *zone);          /* "14:15" */
char     *when_day_ago(int day, int today);                  /* "today", "yesterday", "on Tuesday", "on 3 December" */
