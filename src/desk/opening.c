#include "desk/opening.h"
#include "base/i18n.h"
#include "desk/cohort.h"
#include "desk/grouping.h"
#include "desk/order.h"

#define PAGE_OF_PEOPLE 500

typedef struct {
    int64_t now;
    int column;                 /* of the grouping; -1: none */
    GHashTable *counts;         /* value -> people */
    GArray *members;            /* CohortMember */
} Opening;

bool
opening_due(const Gathering *gathering, int64_t now)
{
    return !gathering->opened && gathering->dates.erased == 0 && gathering_phase(gathering, now) != PHASE_DRAFT &&
           people_count(gathering->people) > 0;
}

static const char *
value_of(const Opening *opening, const Person *person)
{
    if (opening->column < 0 || (size_t)opening->column >= g_strv_length(person->attributes))
        return "";
    return person->attributes[opening->column];
}

static bool
count_value(const Person *person, void *data, GError **error)
{
    Opening *opening = data;
    const char *value = value_of(opening, person);
    const size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(opening->counts, value));

    g_hash_table_insert(opening->counts, g_strdup(value), GSIZE_TO_POINTER(n + 1));
    return true;
}

typedef bool (*EachOf)(Db *db, const Gathering *copy, Opening *opening, Person *person, GError **error);

/* Page by page, so that the rows may be changed on the way. */
static bool
for_all(Db *db, const Gathering *copy, Opening *opening, EachOf each, GError **error)
{
    Id after = { { 0 } };

    for (;;) {
        g_autoptr(GPtrArray) page = NULL;

        if (!person_some(db, &copy->place, &after, PAGE_OF_PEOPLE, &page, error))
            return false;
        if (page->len == 0)
            return true;
        for (guint i = 0; i < page->len; i++)
            if (!each(db, copy, opening, page->pdata[i], error))
                return false;
    }
}

static bool
take_member(Db *db, const Gathering *copy, Opening *opening, Person *person, GError **error)
{
    const CohortMember member = {
        person->id, grouping_number((const char *const *)copy->labels, value_of(opening, person)), 0
    };

    g_array_append_val(opening->members, member);
    return true;
}

static bool
store_member(Db *db, const Gathering *copy, const Opening *opening, const CohortMember *member, GError **error)
{
    g_autoptr(Person) person = NULL;

    if (!person_get(db, &copy->place, &member->person, &person, error))
        return false;
    if (person == NULL)
        return error_set(error, ERROR_CORRUPT, "a person's row has gone while the conversation was opened");
    person->group = member->group;
    person->cohort = member->cohort;
    if (!person_put(db, &copy->place, person, error))
        return false;
    return gathering_phase(copy, opening->now) != PHASE_OPEN || !person_gets_mail(person) ||
           order_place(db, &copy->place, ORDER_INVITATION, &person->id, error);
}

static bool
open_it(Db *db, Gathering *copy, void *data, GError **error)
{
    Opening *opening = data;
    uint32_t next = 1;
    g_auto(I18nScope) speaks = i18n_scope(i18n_language(copy->language));

    opening->column = gathering_group_column(copy);
    if (!person_each(db, &copy->place, count_value, opening, error))
        return false;
    g_strfreev(copy->labels);
    copy->labels = grouping_labels(opening->counts, gathering_smallest(copy));
    if (!for_all(db, copy, opening, take_member, error))
        return false;
    cohort_assign(opening->members, gathering_smallest(copy), true, &next);
    for (guint i = 0; i < opening->members->len; i++)
        if (!store_member(db, copy, opening, &g_array_index(opening->members, CohortMember, i), error))
            return false;
    copy->n_cohorts = next - 1;
    copy->opened = true;
    return true;
}

static void
opened(Gathering *now, void *data)
{
    const Opening *opening = data;

    for (guint i = 0; i < opening->members->len; i++) {
        const CohortMember *member = &g_array_index(opening->members, CohortMember, i);

        people_assign(now->people, &member->person, member->group, member->cohort);
    }
}

bool
opening_do(Gatherings *gatherings, const Id *conversation, int64_t now, GError **error)
{
    Opening opening = { .now = now };

    opening.counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    opening.members = g_array_new(FALSE, FALSE, sizeof(CohortMember));
    const bool done =
        gatherings_change(gatherings, conversation, &(GatheringChange){ open_it, opened, &opening }, error);
    g_hash_table_unref(opening.counts);
    g_array_unref(opening.members);
    return done;
}
