/* What the certificate needs to know beforehand: the hold, copies that were made, the room's key. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/when.h"
#include "desk/control.h"
#include "desk/copies.h"

#define WORDS_MOST 60

/* ---- the one hold ---- */

typedef struct { int64_t now, until; const char *reason; bool end; } Hold;

static bool
refuse_hold(const Gathering *gathering, const Hold *hold, GError **error)
{
    const int64_t erases = gathering->dates.erases;
    g_autofree char *first = when_rfc3339(erases), *last = when_rfc3339(erases + CALENDAR_HOLD);

    if (gathering_phase(gathering, hold->now) == PHASE_DRAFT)
        return error_set(error, ERROR_REFUSED, "%s has not opened yet; its dates can still be changed", gathering->slug);
    if (gathering->dates.held != 0)
        return error_set(error, ERROR_REFUSED, "%s has had its hold: there is one, and no other", gathering->slug);
    if (hold->until <= erases)
        return error_set(error, ERROR_REFUSED, "%s is not erased before %s: a hold ends later than that", gathering->slug, first);
    if (hold->until > erases + CALENDAR_HOLD)
        return error_set(error, ERROR_REFUSED, "a hold of %s ends by %s: 90 days at most", gathering->slug, last);
    return true;
}

/* The date stays where the hold ends early: there is no second one. */
static bool
end_hold(Gathering *copy, const Hold *hold, GError **error)
{
    if (copy->hold_reason[0] == '\0')
        return error_set(error, ERROR_REFUSED, "%s is not on hold", copy->slug);
    copy->dates.held = hold->now;
    gathering_set_text(&copy->hold_reason, "");
    return true;
}

static bool
change_hold(Db *db, Gathering *copy, void *data, GError **error)
{
    const Hold *hold = data;

    (void)db;
    if (hold->end)
        return end_hold(copy, hold, error);
    if (!refuse_hold(copy, hold, error))
        return false;
    copy->dates.held = hold->until;
    gathering_set_text(&copy->hold_reason, hold->reason);
    return true;
}

/* "2027-03-01" is noon of that day: the same day nearly everywhere. */
static bool
read_until(const char *text, int64_t *ret_until)
{
    g_autofree char *whole = g_strconcat(text, strlen(text) == strlen("2027-03-01") ? "T12:00:00Z" : "", NULL);

    return when_parse(whole, ret_until);
}

static bool
read_hold(ControlCall *call, const json_t *request, Hold *hold)
{
    hold->reason = control_text(request, "reason");
    hold->end = json_is_true(json_object_get(request, "end"));
    if (hold->end)
        return true;
    if (!read_until(control_text(request, "until"), &hold->until))
        control_failed(call, 2, "that is not a date; write it as 2027-03-01");
    else if (hold->reason[0] == '\0' || text_length(hold->reason) > LIMIT_TITLE)
        control_failed(call, 2, "the reason is missing, or longer than 200 characters");
    else
        return true;
    return false;
}

void
control_conversation_hold(ControlCall *call, void *data)
{
    const ControlDesk *control = data;
    json_t *request = control_request(call);
    g_autoptr(Gathering) gathering = request != NULL ? control_gathering(call, control, request) : NULL;
    Hold hold = { .now = clock_now() };
    g_autoptr(GError) error = NULL;

    if (gathering != NULL && read_hold(call, request, &hold)) {
        if (gatherings_change(control->desk->gatherings, &gathering->id, &(GatheringChange){ change_hold, NULL, &hold }, &error)) {
            control_changed(control, &gathering->id);
            g_autoptr(Gathering) now = gatherings_by_id(control->desk->gatherings, &gathering->id);
            g_autofree char *day = when_rfc3339(calendar_erases(&now->dates));
            control_line_f(call, "%s is erased on %s", now->slug, day);
            control_answer(call, gathering_settings(now));
        } else {
            control_refuse(call, error);
        }
    }
    json_decref(request);
}

/* ---- notes for the certificate ---- */

void
control_note_copy(ControlCall *call, void *data)
{
    const ControlDesk *control = data;
    json_t *request = control_request(call);
    const char *what = control_text(request, "what");
    const bool of_one = control_text(request, "slug")[0] != '\0';
    g_autoptr(Gathering) gathering = of_one ? control_gathering(call, control, request) : NULL;
    g_autoptr(GError) error = NULL;

    if (request != NULL && (!of_one || gathering != NULL)) {
        if (what[0] == '\0' || strlen(what) > WORDS_MOST)
            control_failed(call, 2, "it does not say what was copied");
        else if (!copies_note(control->desk, of_one ? &gathering->id : NULL, what, clock_now(), &error))
            control_refuse(call, error);
        else
            control_done(call, NULL);
    }
    json_decref(request);
}

static bool
is_fingerprint(const char *text)
{
    size_t n = 0;

    while (g_ascii_isxdigit(text[n]))
        n++;
    return n == 16 && text[n] == '\0';
}

static bool
take_room_key(Db *db, Gathering *copy, void *data, GError **error)
{
    (void)db, (void)error;
    gathering_set_text(&copy->room_key, data);
    return true;
}

void
control_room_key(ControlCall *call, void *data)
{
    const ControlDesk *control = data;
    json_t *request = control_request(call);
    g_autoptr(Gathering) gathering = request != NULL ? control_gathering(call, control, request) : NULL;
    g_autofree char *fingerprint = g_strdup(control_text(request, "fingerprint"));
    g_autoptr(GError) error = NULL;

    json_decref(request);
    if (gathering == NULL)
        return;
    if (!is_fingerprint(fingerprint))
        control_failed(call, 2, "that is not the fingerprint of a key");
    else if (strcmp(gathering->room_key, fingerprint) != 0 &&
             !gatherings_change(control->desk->gatherings, &gathering->id, &(GatheringChange){ take_room_key, NULL, fingerprint },
                                &error))
        control_refuse(call, error);
    else
        control_done(call, NULL);
}
