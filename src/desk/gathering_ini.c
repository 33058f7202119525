#include "desk/gathering_ini.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/when.h"

#define GROUP "conversation"
#define LANGUAGE_MOST 35
#define DAY (24 * 60 * 60)

/* ---- one value ---- */

static bool
take_text(const Ini *ini, const char *key, size_t most, bool required, char **field, GError **error)
{
    const char *value = ini_get(ini, GROUP, key);

    if (value == NULL || value[0] == '\0') {
        if (required)
            return ini_fault(ini, GROUP, value != NULL ? key : NULL, error, "%s is missing; add a line %s = ...", key,
                             key);
        return true;
    }
    if (text_length(value) > most)
        return ini_fault(ini, GROUP, key, error, "%s is longer than %zu characters; shorten it", key, most);
    gathering_set_text(field, value);
    return true;
}

static bool
take_time(const Ini *ini, const char *key, int64_t *field, GError **error)
{
    const char *value = ini_get(ini, GROUP, key);

    if (value == NULL)
        return ini_fault(ini, GROUP, NULL, error, "%s is missing; add a line %s = 2026-11-29T09:00:00Z", key, key);
    if (!when_parse(value, field))
        return ini_fault(ini, GROUP, key, error, "'%s' is not a time; write it as 2026-11-29T09:00:00Z", value);
    return true;
}

static bool
take_flag(const Ini *ini, const char *key, bool *field, GError **error)
{
    const char *value = ini_get(ini, GROUP, key);

    if (value == NULL)
        return true;
    if (strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
        return ini_fault(ini, GROUP, key, error, "'%s' is neither true nor false", value);
    *field = strcmp(value, "true") == 0;
    return true;
}

/* One report alone hides nothing: it would be one person's word. */
static bool
take_hide_after(const Ini *ini, unsigned *ret_number, GError **error)
{
    const char *value = ini_get(ini, GROUP, "hide-after-flags");
    guint64 number = 0;

    if (value != NULL && (!g_ascii_string_to_unsigned(value, 10, 0, LIMIT_FLAGS, &number, NULL) ||
                          (number > 0 && number < LIMIT_HIDE_AFTER_MIN)))
        return ini_fault(ini, GROUP, "hide-after-flags", error, "hide-after-flags is 0 (off) or %d to %d, not '%s'",
                         LIMIT_HIDE_AFTER_MIN, LIMIT_FLAGS, value);
    *ret_number = (unsigned)number;
    return true;
}

static bool
take_rules(const Ini *ini, Rules *rules, GError **error)
{
    const char *counts = ini_get(ini, GROUP, "counts"), *comments = ini_get(ini, GROUP, "comments");
    const int shown = counts != NULL ? rules_counts(counts) : COUNTS_OPEN;

    if (shown < 0)
        return ini_fault(ini, GROUP, "counts", error, "counts are open, after-voting or after-closing, not '%s'", counts);
    if (comments != NULL && strcmp(comments, "on") != 0 && strcmp(comments, "off") != 0)
        return ini_fault(ini, GROUP, "comments", error, "comments are on or off, not '%s'", comments);
    *rules = (Rules){ (CountsShown)shown, comments != NULL && strcmp(comments, "off") == 0, 0 };
    return take_hide_after(ini, &rules->hide_after, error);
}

static bool
is_language(const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        if (!g_ascii_isalnum(*at) && *at != '-')
            return false;
    return strlen(text) >= 2 && strlen(text) <= LANGUAGE_MOST;
}

/* ---- the section ---- */

static bool
know_all_keys(const Ini *ini, GError **error)
{
    static const char *const known[] = { "slug", "title", "summary", "organisation", "opens", "closes", "timezone",
                                         "support-email", "language", "group-by", "names-from-roster", "posting-ends",
                                         "counts", "comments", "hide-after-flags", "accent", "logo", NULL };
    size_t n = 0;
    const char *const *keys = ini_keys(ini, GROUP, &n);

    for (size_t i = 0; i < n; i++)
        if (!g_strv_contains(known, keys[i]))
            return ini_fault(ini, GROUP, keys[i], error, "there is no setting '%s'; take the line out or mend its name",
                             keys[i]);
    return true;
}

static bool
take_texts(const Ini *ini, Gathering *gathering, GError **error)
{
    return take_text(ini, "slug", 60, true, &gathering->slug, error) &&
           take_text(ini, "title", LIMIT_TITLE, true, &gathering->title, error) &&
           take_text(ini, "summary", LIMIT_SUMMARY, false, &gathering->summary, error) &&
           take_text(ini, "organisation", LIMIT_TITLE, false, &gathering->organisation, error) &&
           take_text(ini, "timezone", 64, false, &gathering->timezone, error) &&
           take_text(ini, "support-email", LIMIT_EMAIL, true, &gathering->support_email, error) &&
           take_text(ini, "language", LANGUAGE_MOST, false, &gathering->language, error) &&
           take_text(ini, "group-by", LIMIT_ATTRIBUTE, false, &gathering->group_by, error);
}

static void
take_grouping(const Ini *ini, Gathering *gathering)
{
    g_autofree char *question = g_strconcat("question ", gathering->group_by, NULL);

    gathering->group_by_question = gathering->group_by[0] != '\0' && ini_line(ini, question, NULL) != 0;
}

static bool
check_texts(const Ini *ini, const Gathering *gathering, GError **error)
{
    if (!text_is_slug(gathering->slug))
        return ini_fault(ini, GROUP, "slug", error, "'%s' cannot be part of an address; use a to z, 0 to 9 and hyphens",
                         gathering->slug);
    if (!when_zone_known(gathering->timezone))
        return ini_fault(ini, GROUP, "timezone", error, "there is no time zone '%s'; write one such as Europe/London",
                         gathering->timezone);
    if (!text_is_email(gathering->support_email))
        return ini_fault(ini, GROUP, "support-email", error, "'%s' is not an e-mail address", gathering->support_email);
    if (!is_language(gathering->language))
        return ini_fault(ini, GROUP, "language", error, "'%s' is not a language; write en, cy or the like",
                         gathering->language);
    return true;
}

static bool
take_dates(const Ini *ini, Gathering *gathering, GError **error)
{
    Calendar *dates = &gathering->dates;

    if (!take_time(ini, "opens", &dates->opens, error) || !take_time(ini, "closes", &dates->closes, error))
        return false;
    dates->completes = dates->closes + (int64_t)gathering->complete_days * DAY;
    dates->erases = dates->completes + (int64_t)gathering->erase_days * DAY;
    if (ini_get(ini, GROUP, "posting-ends") != NULL && !take_time(ini, "posting-ends", &dates->posting_ends, error))
        return false;
    if (dates->posting_ends != 0 && (dates->posting_ends < dates->opens || dates->posting_ends > dates->closes))
        return ini_fault(ini, GROUP, "posting-ends", error, "it must lie between opens and closes; mend posting-ends");
    const char *fault = calendar_fault(dates);
    return fault == NULL || ini_fault(ini, GROUP, "closes", error, "%s; mend opens or closes", fault);
}

Gathering *
gathering_from_ini(const Ini *ini, const Config *config, GError **error)
{
    g_autoptr(Gathering) gathering = gathering_new();

    gathering_set_text(&gathering->timezone, "UTC");
    gathering_set_text(&gathering->language, "en");
    gathering->k = config->k;
    gathering->slot_minutes = config->slot_minutes;
    gathering->complete_days = config->complete_after_days;
    gathering->erase_days = config->erase_after_days;
    if (!know_all_keys(ini, error) || !take_texts(ini, gathering, error) || !check_texts(ini, gathering, error) ||
        !take_dates(ini, gathering, error) || !take_rules(ini, &gathering->rules, error) ||
        !take_flag(ini, "names-from-roster", &gathering->names_from_roster, error))
        return NULL;
    take_grouping(ini, gathering);
    return g_steal_pointer(&gathering);
}

/* ---- importing again ---- */

static bool
frozen(const Ini *ini, const char *key, GError **error)
{
    return ini_fault(ini, GROUP, key, error, "%s cannot change any more once the conversation is open", key);
}

static void
text_changes(const char *name, char **now, const char *wanted, GPtrArray *changes)
{
    if (strcmp(*now, wanted) == 0)
        return;
    g_ptr_array_add(changes, g_strdup_printf("%s: \"%s\" -> \"%s\"", name, *now, wanted));
    gathering_set_text(now, wanted);
}

static const char *
accent_of(const Gathering *gathering)
{
    return gathering->brand && gathering->brand->accent ? gathering->brand->accent : "";
}

static void
brand_changes(Gathering *gathering, const Gathering *from_file, GPtrArray *changes)
{
    if (brand_same(gathering->brand, from_file->brand))
        return;
    if (strcmp(accent_of(gathering), accent_of(from_file)) != 0)
        g_ptr_array_add(changes, g_strdup_printf("accent: \"%s\" -> \"%s\"", accent_of(gathering), accent_of(from_file)));
    else
        g_ptr_array_add(changes, g_strdup("logo: another picture"));
    brand_unref(gathering->brand);
    gathering->brand = brand_ref(from_file->brand);
}

static void
time_changes(const char *name, int64_t now, int64_t wanted, GPtrArray *changes)
{
    if (now == wanted)
        return;
    g_autofree char *old = when_rfc3339(now);
    g_autofree char *fresh = when_rfc3339(wanted);
    g_ptr_array_add(changes, g_strdup_printf("%s: %s -> %s", name, old, fresh));
}

/* 0 is said as it is meant. */
static void
posting_changes(int64_t now, int64_t wanted, GPtrArray *changes)
{
    if (now != 0 && wanted != 0)
        time_changes("posting-ends", now, wanted, changes);
    else if (now != wanted) {
        g_autofree char *time = when_rfc3339(now != 0 ? now : wanted);

        g_ptr_array_add(changes, g_strdup_printf("posting-ends: %s -> %s", now != 0 ? time : "never", wanted != 0 ? time : "never"));
    }
}

static void
rules_changes(Rules *now, const Rules *wanted, GPtrArray *changes)
{
    if (now->counts != wanted->counts)
        g_ptr_array_add(changes, g_strdup_printf("counts: %s -> %s", counts_names[now->counts], counts_names[wanted->counts]));
    if (now->no_comments != wanted->no_comments)
        g_ptr_array_add(changes, g_strdup_printf("comments: %s", wanted->no_comments ? "off" : "on"));
    if (now->hide_after != wanted->hide_after)
        g_ptr_array_add(changes, g_strdup_printf("hide-after-flags: %u -> %u", now->hide_after, wanted->hide_after));
    *now = *wanted;
}

static void
number_changes(const char *name, unsigned *now, unsigned wanted, GPtrArray *changes)
{
    if (*now != wanted)
        g_ptr_array_add(changes, g_strdup_printf("%s: %u -> %u", name, *now, wanted));
    *now = wanted;
}

/* Before the opening everything may change. */
static void
take_draft(Gathering *gathering, const Gathering *from_file, GPtrArray *changes)
{
    text_changes("group-by", &gathering->group_by, from_file->group_by, changes);
    gathering->group_by_question = from_file->group_by_question;
    if (gathering->names_from_roster != from_file->names_from_roster)
        g_ptr_array_add(changes,
                        g_strdup_printf("names-from-roster: %s", from_file->names_from_roster ? "true" : "false"));
    gathering->names_from_roster = from_file->names_from_roster;
    number_changes("k", &gathering->k, from_file->k, changes);
    number_changes("slot-minutes", &gathering->slot_minutes, from_file->slot_minutes, changes);
    number_changes("complete-after-days", &gathering->complete_days, from_file->complete_days, changes);
    number_changes("erase-after-days", &gathering->erase_days, from_file->erase_days, changes);
    time_changes("opens", gathering->dates.opens, from_file->dates.opens, changes);
    time_changes("closes", gathering->dates.closes, from_file->dates.closes, changes);
    posting_changes(gathering->dates.posting_ends, from_file->dates.posting_ends, changes);
    rules_changes(&gathering->rules, &from_file->rules, changes);
    gathering->dates = from_file->dates;
}

static bool
move_end(Gathering *gathering, const Gathering *from_file, const Ini *ini, int64_t now, GPtrArray *changes,
         GError **error)
{
    const int64_t closes = from_file->dates.closes;

    if (closes == gathering->dates.closes)
        return true;
    if (gathering_phase(gathering, now) != PHASE_OPEN || gathering->end_moved || closes < gathering->dates.closes)
        return ini_fault(ini, GROUP, "closes", error,
                         "the end can move later once while the conversation is open; to close it now, use "
                         "candour conversation close");
    time_changes("closes", gathering->dates.closes, closes, changes);
    gathering->dates.closes = closes;
    gathering->dates.completes = closes + (int64_t)gathering->complete_days * DAY;
    gathering->dates.erases = gathering->dates.completes + (int64_t)gathering->erase_days * DAY;
    gathering->end_moved = true;
    return true;
}

static bool
take_running(Gathering *gathering, const Gathering *from_file, const Ini *ini, int64_t now, GPtrArray *changes,
             GError **error)
{
    if (from_file->dates.opens != gathering->dates.opens)
        return frozen(ini, "opens", error);
    if (strcmp(from_file->group_by, gathering->group_by) != 0)
        return frozen(ini, "group-by", error);
    if (from_file->names_from_roster != gathering->names_from_roster)
        return frozen(ini, "names-from-roster", error);
    if (from_file->dates.posting_ends != gathering->dates.posting_ends)
        return frozen(ini, "posting-ends", error);
    if (from_file->rules.counts != gathering->rules.counts)
        return frozen(ini, "counts", error);
    if (from_file->rules.no_comments != gathering->rules.no_comments)
        return frozen(ini, "comments", error);
    if (from_file->rules.hide_after != gathering->rules.hide_after)
        return frozen(ini, "hide-after-flags", error);
    return move_end(gathering, from_file, ini, now, changes, error);
}

bool
gathering_take_over(Gathering *gathering, const Gathering *from_file, const Ini *ini, int64_t now,
                    GPtrArray *ret_changes, GError **error)
{
    if (from_file->group_by_question && gathering_column(gathering, from_file->group_by) >= 0)
        return ini_fault(ini, GROUP, "group-by", error,
                         "there is a question '%s', and a column of the roster too: rename one of the two", from_file->group_by);
    if (gathering_phase(gathering, now) == PHASE_DRAFT && !gathering->opened)
        take_draft(gathering, from_file, ret_changes);
    else if (!take_running(gathering, from_file, ini, now, ret_changes, error))
        return false;
    text_changes("title", &gathering->title, from_file->title, ret_changes);
    text_changes("summary", &gathering->summary, from_file->summary, ret_changes);
    text_changes("organisation", &gathering->organisation, from_file->organisation, ret_changes);
    text_changes("timezone", &gathering->timezone, from_file->timezone, ret_changes);
    text_changes("support-email", &gathering->support_email, from_file->support_email, ret_changes);
    text_changes("language", &gathering->language, from_file->language, ret_changes);
    brand_changes(gathering, from_file, ret_changes);
    return true;
}
