#include "model/calendar.h"
#include <stddef.h>

static int64_t
time_of(const Calendar *dates, int64_t now)
{
    return dates->stopped ? dates->stopped : now;
}

Phase
calendar_phase(const Calendar *dates, int64_t at)
{
    const int64_t now = time_of(dates, at);

    if (dates->erased)
        return PHASE_ERASED;
    if (now >= dates->completes)
        return PHASE_COMPLETED;
    if (now >= dates->closes)
        return PHASE_CLOSED;
    if (now >= dates->opens)
        return PHASE_OPEN;
    return PHASE_DRAFT;
}

bool
calendar_may_write(const Calendar *dates, int64_t now)
{
    return calendar_phase(dates, now) == PHASE_OPEN;
}

bool
calendar_may_post(const Calendar *dates, int64_t now)
{
    return calendar_may_write(dates, now) && (!dates->posting_ends || time_of(dates, now) < dates->posting_ends);
}

bool
calendar_may_read(const Calendar *dates, int64_t now)
{
    Phase phase = calendar_phase(dates, now);

    return phase == PHASE_OPEN || phase == PHASE_CLOSED;
}

bool
calendar_may_facilitate(const Calendar *dates, int64_t now)
{
    return calendar_phase(dates, now) < PHASE_COMPLETED;
}

int64_t
calendar_erases(const Calendar *dates)
{
    const int64_t latest = dates->erases + CALENDAR_HOLD, held = dates->held < latest ? dates->held : latest;

    return held > dates->erases ? held : dates->erases;
}

bool
calendar_erasure_due(const Calendar *dates, int64_t now)
{
    return !dates->erased && time_of(dates, now) >= calendar_erases(dates);
}

const char *
calendar_phase_name(const Calendar *dates, int64_t now)
{
    switch (calendar_phase(dates, now)) {
    case PHASE_DRAFT:     return "draft";
    case PHASE_OPEN:      return "open";
    case PHASE_CLOSED:    return dates->published ? "analysed" : "closed";
    case PHASE_COMPLETED: return "completed";
    case PHASE_ERASED:    return "erased";
    }
    return "draft";
}

const char *
calendar_fault(const Calendar *dates)
{
    if (dates->closes <= dates->opens)
        return "it must close after it opens";
    if (dates->completes < dates->closes)
        return "it must be completed after it closes";
    if (dates->erases < dates->completes)
        return "it must be erased after it is completed";
    return NULL;
}
