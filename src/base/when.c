#include "base/when.h"
#include "base/i18n.h"
#include <string.h>

#define DAY_SECONDS 86400
#define ZONE_NAME_MOST 64

/* ---- calendar arithmetic: the proleptic Gregorian calendar in eras of 400 years ---- */

static int64_t
days_of_civil(int64_t year, int month, int day)
{
    int64_t shifted = month > 2 ? year : year - 1;      /* the year begins in March: the leap day is its last */
    int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400;
    int64_t in_era = shifted - era * 400;
    int64_t in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

static void
civil_of_days(int64_t days, CivilTime *ret_civil)
{
    int64_t shifted = days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t in_era = shifted - era * 146097;
    int64_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int64_t in_year = in_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * in_year + 2) / 153;

    ret_civil->day = (int)(in_year - (153 * month + 2) / 5 + 1);
    ret_civil->month = (int)(month < 10 ? month + 3 : month - 9);
    ret_civil->year = (int)(year + era * 400 + (ret_civil->month <= 2));
    ret_civil->weekday = (int)(((days + 3) % 7 + 7) % 7 + 1);       /* 1970-01-01 was a Thursday */
}

static int64_t
day_of(int64_t at)
{
    return (at >= 0 ? at : at - (DAY_SECONDS - 1)) / DAY_SECONDS;
}

static CivilTime
civil_of(int64_t at)
{
    CivilTime civil;
    int64_t days = day_of(at), rest = at - days * DAY_SECONDS;

    civil_of_days(days, &civil);
    civil.hour = (int)(rest / 3600);
    civil.minute = (int)(rest / 60 % 60);
    return civil;
}

/* ---- RFC 3339 ---- */

/* Exactly `digits` digits; -1: they are not there. */
static int
number(const char **text, int digits)
{
    int value = 0;

    for (int i = 0; i < digits; i++, ++*text) {
        if (!g_ascii_isdigit(**text))
            return -1;
        value = value * 10 + (**text - '0');
    }
    return value;
}

static bool
eat(const char **text, const char *any_of)
{
    if (**text == '\0' || strchr(any_of, **text) == NULL)
        return false;
    ++*text;
    return true;
}

static int
month_length(int year, int month)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : lengths[month - 1];
}

static bool
parse_date(const char **text, int64_t *ret_days)
{
    int year, month, day;

    year = number(text, 4);
    if (year < 0 || !eat(text, "-"))
        return false;
    month = number(text, 2);
    if (month < 1 || month > 12 || !eat(text, "-"))
        return false;
    day = number(text, 2);
    if (day < 1 || day > month_length(year, month))
        return false;
    *ret_days = days_of_civil(year, month, day);
    return true;
}

/* A leap second counts as the second after it; fractions are cut off. */
static bool
parse_time(const char **text, int64_t *ret_seconds)
{
    int hour, minute, second;

    hour = number(text, 2);
    if (hour < 0 || hour > 23 || !eat(text, ":"))
        return false;
    minute = number(text, 2);
    if (minute < 0 || minute > 59 || !eat(text, ":"))
        return false;
    second = number(text, 2);
    if (second < 0 || second > 60)
        return false;
    if (eat(text, ".")) {
        if (!g_ascii_isdigit(**text))
            return false;
        *text += strspn(*text, "0123456789");
    }
    *ret_seconds = hour * 3600 + minute * 60 + second;
    return true;
}

static bool
parse_offset(const char **text, int64_t *ret_seconds)
{
    int hours, minutes, sign = **text == '-' ? -1 : 1;

    if (eat(text, "Zz")) {
        *ret_seconds = 0;
        return true;
    }
    if (!eat(text, "+-"))
        return false;
    hours = number(text, 2);
    if (hours < 0 || hours > 23 || !eat(text, ":"))
        return false;
    minutes = number(text, 2);
    if (minutes < 0 || minutes > 59)
        return false;
    *ret_seconds = sign * (hours * 3600 + minutes * 60);
    return true;
}

bool
when_parse(const char *rfc3339, int64_t *ret_at)
{
    const char *text = rfc3339;
    int64_t days, seconds, offset;

    if (!parse_date(&text, &days) || !eat(&text, "Tt ") || !parse_time(&text, &seconds) ||
        !parse_offset(&text, &offset) || *text != '\0')
        return false;
    *ret_at = days * DAY_SECONDS + seconds - offset;
    return true;
}

char *
when_rfc3339(int64_t at)
{
    CivilTime civil = civil_of(at);

    return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02dZ", civil.year, civil.month, civil.day, civil.hour,
                           civil.minute, (int)(at - day_of(at) * DAY_SECONDS) % 60);
}

/* ---- zones ---- */

/* GLib would take "+05:00" or a whole rule as a name, and looks names up as files. */
static bool
is_zone_name(const char *zone)
{
    size_t length = strlen(zone);

    if (length == 0 || length > ZONE_NAME_MOST || !g_ascii_isalpha(zone[0]) || strstr(zone, "..") != NULL)
        return false;
    for (size_t i = 0; i < length; i++)
        if (!g_ascii_isalnum(zone[i]) && strchr("/_+-", zone[i]) == NULL)
            return false;
    return strcmp(zone, "UTC") == 0 || strchr(zone, '/') != NULL;
}

/* Zones that were asked for stay loaded: there are about 600 names, a page asks for the
 * same few again and again, and GLib forgets a zone with its last user.  NULL: unknown. */
static GTimeZone *
zone_named(const char *zone)
{
    static GMutex lock;
    static GHashTable *loaded;
    GTimeZone *found;

    if (zone == NULL || !is_zone_name(zone))
        return NULL;
    g_mutex_lock(&lock);
    if (loaded == NULL)
        loaded = g_hash_table_new(g_str_hash, g_str_equal);
    found = g_hash_table_lookup(loaded, zone);
    if (found == NULL) {
        found = g_time_zone_new_identifier(zone);
        if (found != NULL)
            g_hash_table_insert(loaded, g_strdup(zone), found);
    }
    g_mutex_unlock(&lock);
    return found;
}

bool
when_zone_known(const char *zone)
{
    return zone_named(zone) != NULL;
}

static int64_t
local_time(int64_t at, const char *zone)
{
    GTimeZone *found = zone_named(zone);

    if (found == NULL)
        return at;
    return at + g_time_zone_get_offset(found, g_time_zone_find_interval(found, G_TIME_TYPE_UNIVERSAL, at));
}

CivilTime
when_civil(int64_t at, const char *zone)
{
    return civil_of(local_time(at, zone));
}

int
when_day(int64_t at, const char *zone)
{
    return (int)day_of(local_time(at, zone));
}

/* ---- for people ---- */

static const char *
weekday_name(int weekday)
{
    static const char *const names[] = { N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"),
                                         N_("Friday"), N_("Saturday"), N_("Sunday") };

    return i18n_text(names[weekday - 1]);
}

static const char *
month_name(int month)
{
    static const char *const names[] = { N_("January"), N_("February"), N_("March"), N_("April"), N_("May"),
                                         N_("June"), N_("July"), N_("August"), N_("September"), N_("October"),
                                         N_("November"), N_("December") };

    return i18n_text(names[month - 1]);
}

char *
when_date(int64_t at, const char *zone)
{
    CivilTime civil = when_civil(at, zone);

    /* TRANSLATORS: Sunday 13 December 2026 */
    return i18n_format(_("%1$s %2$d %3$s %4$d"), weekday_name(civil.weekday), civil.day, month_name(civil.month), civil.year);
}

/* "5 pm", "5:30 pm", "midday": as people say it. */
static char *
hour_said(const CivilTime *civil)
{
    const char *half = civil->hour < 12 ? _("am") : _("pm");
    int hour = civil->hour % 12 == 0 ? 12 : civil->hour % 12;

    if (civil->minute == 0 && civil->hour == 12)
        return g_strdup(_("midday"));
    if (civil->minute == 0)
        return i18n_format("%d %s", hour, half);
    return i18n_format("%d:%02d %s", hour, civil->minute, half);
}

char *
when_date_time(int64_t at, const char *zone)
{
    CivilTime civil = when_civil(at, zone);
    g_autofree char *date = when_date(at, zone), *hour = hour_said(&civil);

    if (civil.hour == 0 && civil.minute == 0)
        return i18n_format(_("the very start of %s"), date);
    return i18n_format(_("%s on %s"), hour, date);
}

char *
when_clock(int64_t at, const char *zone)
{
    CivilTime civil = when_civil(at, zone);

    return i18n_format("%02d:%02d", civil.hour, civil.minute);
}

char *
when_day_ago(int day, int today)
{
    CivilTime then, now;

    civil_of_days(day, &then);
    civil_of_days(today, &now);
    if (day == today)
        return g_strdup(_("today"));
    if (day == today - 1)
        return g_strdup(_("yesterday"));
    if (day < today && day > today - 7)
        return i18n_format(_("on %s"), weekday_name(then.weekday));
    if (then.year == now.year)
        return i18n_format(_("on %d %s"), then.day, month_name(then.month));
    return i18n_format(_("on %d %s %d"), then.day, month_name(then.month), then.year);
}
