#include "desk/participation.h"
#include "base/when.h"
#include "desk/journal.h"
#include "desk/pack.h"
#include "num/suppress.h"

#define SNAPSHOT_HOUR 3
#define SNAPSHOT "participation"

typedef struct { uint64_t invited, in; } Count;
typedef struct { Count all, groups[WIRE_GROUPS + 1]; } Counts;

static bool
count_entry(const PersonEntry *entry, void *data)
{
    Counts *counts = data;
    const bool is_in = (entry->marks & PERSON_CAME_IN) != 0;
    Count *group = &counts->groups[entry->group <= WIRE_GROUPS ? entry->group : 0];

    counts->all.invited++;
    counts->all.in += is_in;
    group->invited++;
    group->in += is_in;
    return true;
}

/* Both those who came and those who stayed away are many, or nobody. */
static bool
is_safe(const Count *count, unsigned k)
{
    const uint64_t out = count->invited - count->in;

    return (count->in == 0 || count->in >= k) && (out == 0 || out >= k);
}

/* Exact figures of a kind that nobody is singled out by: everybody has a label, or many have none. */
static bool
all_safe(const Counts *counts, unsigned n_groups, unsigned k)
{
    bool safe = is_safe(&counts->all, k);

    for (unsigned i = 0; i <= n_groups; i++)
        safe = safe && is_safe(&counts->groups[i], k);
    return safe;
}

static WireShare
share_of(const Count *count, unsigned k)
{
    return (WireShare){ (uint32_t)num_round_down(count->invited, k), (uint32_t)num_round_down(count->in, k) };
}

static WireFigures
figures_of(const Gathering *gathering, bool is_last)
{
    Counts counts = { { 0, 0 }, { { 0, 0 } } };
    WireFigures figures = { .known = true };

    people_each(gathering->people, count_entry, &counts);
    figures.n_groups = (uint8_t)MIN(g_strv_length(gathering->labels) - 1, WIRE_GROUPS);
    figures.exact = is_last && all_safe(&counts, figures.n_groups, gathering->k);
    const unsigned step = figures.exact ? 1 : gathering->k;
    figures.all = share_of(&counts.all, step);
    for (unsigned i = 0; i < figures.n_groups; i++)
        figures.groups[i] = share_of(&counts.groups[i + 1], step);
    return figures;
}

/* ---- stored ---- */

typedef struct { const Gathering *gathering; int64_t now; WireFigures figures; int64_t day; bool is_last, due; } Snapshot;

static bool
put_snapshot(Db *db, void *data, GError **error)
{
    const Snapshot *snapshot = data;
    const WireFigures *figures = &snapshot->figures;
    g_autoptr(GByteArray) out = g_byte_array_new();

    pack_i64(out, snapshot->day);
    pack_u8(out, snapshot->is_last);
    pack_u8(out, figures->exact);
    pack_u8(out, figures->n_groups);
    pack_u32(out, figures->all.invited);
    pack_u32(out, figures->all.in);
    for (unsigned i = 0; i < figures->n_groups; i++) {
        pack_u32(out, figures->groups[i].invited);
        pack_u32(out, figures->groups[i].in);
    }
    return journal_put_bytes(db, &snapshot->gathering->place, SNAPSHOT, out->data, out->len, error);
}

static WireShare
unpack_share(Unpack *in)
{
    WireShare share = { .invited = unpack_u32(in) };

    share.in = unpack_u32(in);
    return share;
}

static bool
get_snapshot(Db *db, void *data, GError **error)
{
    Snapshot *snapshot = data;
    g_autoptr(GBytes) bytes = NULL;
    WireFigures figures = { .known = true };

    if (!journal_get_bytes(db, &snapshot->gathering->place, SNAPSHOT, &bytes, error))
        return false;
    if (bytes == NULL)
        return true;
    Unpack in = unpack_of(bytes);
    snapshot->day = unpack_i64(&in);
    snapshot->is_last = unpack_u8(&in) != 0;
    figures.exact = unpack_u8(&in) != 0;
    const uint8_t n_groups = unpack_u8(&in);
    figures.n_groups = MIN(n_groups, WIRE_GROUPS);
    figures.all = unpack_share(&in);
    for (unsigned i = 0; i < figures.n_groups; i++)
        figures.groups[i] = unpack_share(&in);
    if (!unpack_ended(&in))
        return error_set(error, ERROR_CORRUPT, "a snapshot's row is not of a known form");
    snapshot->figures = figures;
    return true;
}

/* The day in whose night it was counted last, or would have been: before the hour, that of the day before. */
static int64_t
night_of(int64_t now, const char *zone)
{
    const CivilTime civil = when_civil(now, zone);

    return when_day(now, zone) - (civil.hour < SNAPSHOT_HOUR);
}

/* After the closing the last one is made at the next night; before, one a night. */
static bool
is_due(const Snapshot *snapshot)
{
    const Gathering *gathering = snapshot->gathering;

    return gathering->opened && !snapshot->is_last && night_of(snapshot->now, gathering->timezone) > snapshot->day;
}

bool
participation_snapshot(const Desk *desk, const Gathering *gathering, int64_t now, GError **error)
{
    Snapshot snapshot = { .gathering = gathering, .now = now, .day = -1 };

    if (gathering->dates.erased != 0)
        return true;
    if (!vault_read(desk->vault, get_snapshot, &snapshot, error))
        return false;
    if (!is_due(&snapshot))
        return true;
    snapshot.day = night_of(now, gathering->timezone);
    snapshot.is_last = gathering_phase(gathering, now) != PHASE_OPEN;
    snapshot.figures = figures_of(gathering, snapshot.is_last);
    return vault_write(desk->vault, &(VaultJob){ .run = put_snapshot, .data = &snapshot }, error);
}

bool
participation_read(const Desk *desk, const Gathering *gathering, WireFigures *ret_figures, GError **error)
{
    Snapshot snapshot = { .gathering = gathering };

    if (!vault_read(desk->vault, get_snapshot, &snapshot, error))
        return false;
    *ret_figures = snapshot.figures;
    return true;
}
