#include "desk/marks.h"

typedef struct { const Gathering *gathering; Id person; PersonMark mark; bool on; Person *changed; } Setting;

static bool
set_mark(Db *db, void *data, GError **error)
{
    Setting *setting = data;
    const SealedPlace *place = &setting->gathering->place;

    person_free(setting->changed);
    setting->changed = NULL;
    if (!person_get(db, place, &setting->person, &setting->changed, error))
        return false;
    if (setting->changed == NULL)
        return true;
    if (setting->on)
        setting->changed->marks |= (uint32_t)setting->mark;
    else
        setting->changed->marks &= ~(uint32_t)setting->mark;
    return person_put(db, place, setting->changed, error);
}

static void
mark_set(void *data)
{
    const Setting *setting = data;

    if (setting->changed != NULL)
        people_put(setting->gathering->people, setting->changed);
}

bool
marks_set(const Desk *desk, const Gathering *gathering, const Id *person, PersonMark mark, bool on, GError **error)
{
    Setting setting = { gathering, *person, mark, on, NULL };
    const bool done = vault_write(desk->vault, &(VaultJob){ .run = set_mark, .after = mark_set, .data = &setting }, error);

    person_free(setting.changed);
    return done;
}
