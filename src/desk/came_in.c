#include "desk/came_in.h"
#include "base/lock.h"

typedef struct { Id conversation, person; } Arrival;

struct CameIn {
    pthread_mutex_t lock;
    GArray *arrivals;
};

CameIn *
came_in_new(void)
{
    CameIn *came_in = g_new0(CameIn, 1);

    pthread_mutex_init(&came_in->lock, NULL);
    came_in->arrivals = g_array_new(FALSE, FALSE, sizeof(Arrival));
    return came_in;
}

void
came_in_free(CameIn *came_in)
{
    if (came_in == NULL)
        return;
    g_array_unref(came_in->arrivals);
    pthread_mutex_destroy(&came_in->lock);
    g_free(came_in);
}

void
came_in_note(CameIn *came_in, const Gathering *gathering, const Id *person)
{
    const Arrival arrival = { gathering->id, *person };

    if (!people_note_came_in(gathering->people, person))
        return;
    LOCK_HOLD(&came_in->lock);
    g_array_append_val(came_in->arrivals, arrival);
}

static GArray *
take_all(CameIn *came_in)
{
    LOCK_HOLD(&came_in->lock);
    GArray *arrivals = came_in->arrivals;

    came_in->arrivals = g_array_new(FALSE, FALSE, sizeof(Arrival));
    return arrivals;
}

static void
shuffle(GArray *arrivals)
{
    for (guint i = arrivals->len; i > 1; i--) {
        const guint j = (guint)secret_random_below(i);
        const Arrival last = g_array_index(arrivals, Arrival, i - 1);

        g_array_index(arrivals, Arrival, i - 1) = g_array_index(arrivals, Arrival, j);
        g_array_index(arrivals, Arrival, j) = last;
    }
}

typedef struct { const Desk *desk; GArray *arrivals; } Flush;

static bool
mark_all(Db *db, void *data, GError **error)
{
    const Flush *flush = data;

    for (guint i = 0; i < flush->arrivals->len; i++) {
        const Arrival *arrival = &g_array_index(flush->arrivals, Arrival, i);
        g_autoptr(Gathering) gathering = gatherings_by_id(flush->desk->gatherings, &arrival->conversation);
        g_autoptr(Person) person = NULL;

        if (gathering == NULL || gathering->dates.erased != 0)
            continue;
        if (!person_get(db, &gathering->place, &arrival->person, &person, error))
            return false;
        if (person == NULL)
            continue;
        person->marks |= PERSON_CAME_IN;
        if (!person_put(db, &gathering->place, person, error))
            return false;
    }
    return true;
}

bool
came_in_flush(const Desk *desk, GError **error)
{
    g_autoptr(GArray) arrivals = take_all(desk->came_in);

    if (arrivals->len == 0)
        return true;
    shuffle(arrivals);
    return vault_write(desk->vault, &(VaultJob){ .run = mark_all, .data = &(Flush){ desk, arrivals } }, error);
}
