#include "desk/enrol.h"
#include "base/limits.h"
#include "desk/cohort.h"
#include "desk/grouping.h"
#include "desk/order.h"

typedef struct {
    const Roster *roster;
    int64_t now;
    GArray *columns;            /* int: where the roster's attributes stand in the gathering's */
    int group_column;
    bool some_left;             /* there are people who left, so each one must be looked up */
    size_t n_late;              /* put on the list after the opening */
    EnrolResult result;
} Enrolment;

/* ---- columns ---- */

static bool
map_columns(Gathering *copy, Enrolment *enrolment, GError **error)
{
    const char *const *names = roster_columns(enrolment->roster);
    g_autoptr(GStrvBuilder) all = g_strv_builder_new();
    int n = (int)g_strv_length(copy->columns);

    g_array_set_size(enrolment->columns, 0);
    g_strv_builder_addv(all, (const char **)copy->columns);
    for (size_t i = 0; names[i] != NULL; i++) {
        int at = gathering_column(copy, names[i]);

        if (at < 0) {
            at = n++;
            g_strv_builder_add(all, names[i]);
        }
        g_array_append_val(enrolment->columns, at);
    }
    if (n > LIMIT_ATTRIBUTES)
        return error_set(error, ERROR_INPUT, "with the columns of earlier rosters there are more than %d attributes",
                         LIMIT_ATTRIBUTES);
    g_strfreev(copy->columns);
    copy->columns = g_strv_builder_end(all);
    if (copy->group_by_question && gathering_column(copy, copy->group_by) >= 0)
        return error_set(error, ERROR_INPUT, "the roster has a column '%s', and group-by names the question of that name: "
                         "rename one of the two", copy->group_by);
    enrolment->group_column = gathering_group_column(copy);
    return true;
}

/* ---- one person ---- */

static void
replace(char **text, const char *with, bool *changed)
{
    if (strcmp(*text, with) == 0)
        return;
    g_free(*text);
    *text = g_strdup(with);
    *changed = true;
}

static void
lengthen(Person *person, size_t n)
{
    const size_t had = g_strv_length(person->attributes);

    if (had >= n)
        return;
    person->attributes = g_renew(char *, person->attributes, n + 1);
    for (size_t i = had; i < n; i++)
        person->attributes[i] = g_strdup("");
    person->attributes[n] = NULL;
}

/* Takes over what the line says; true where that is news. */
static bool
take_over(Person *person, const RosterRow *row, const Gathering *copy, const Enrolment *enrolment)
{
    bool changed = false;
    const bool new_address = row->email[0] != '\0' && g_ascii_strcasecmp(person->email, row->email) != 0;

    lengthen(person, g_strv_length(copy->columns));
    if (row->email[0] != '\0')
        replace(&person->email, row->email, &changed);
    if (row->number[0] != '\0')
        replace(&person->number, row->number, &changed);
    replace(&person->name, row->name, &changed);
    for (guint i = 0; i < enrolment->columns->len; i++)
        replace(&person->attributes[g_array_index(enrolment->columns, int, i)], row->attributes[i], &changed);
    if (new_address && (person->marks & PERSON_BOUNCED) != 0) {
        person->marks &= ~(uint32_t)PERSON_BOUNCED;
        replace(&person->problem, "", &changed);
    }
    return changed;
}

static bool
has_left(Db *db, const Gathering *copy, const RosterRow *row, bool *ret_left, GError **error)
{
    Id marks[2];
    size_t n = 0;

    if (row->email[0] != '\0')
        people_mark_email(&copy->marks, row->email, &marks[n++]);
    if (row->number[0] != '\0')
        people_mark_number(&copy->marks, row->number, &marks[n++]);
    for (size_t i = 0; i < n; i++) {
        g_autoptr(GBytes) found = NULL;

        if (!sealed_get(db, SEALED_GONE, &copy->place, &marks[i], &found, error))
            return false;
        if (found != NULL) {
            *ret_left = true;
            return true;
        }
    }
    *ret_left = false;
    return true;
}

static bool
find_person(Db *db, const Gathering *copy, const RosterRow *row, Person **ret_person, GError **error)
{
    PersonEntry entry;

    if ((row->email[0] != '\0' && people_by_email(copy->people, row->email, &entry)) ||
        (row->number[0] != '\0' && people_by_number(copy->people, row->number, &entry)))
        return person_get(db, &copy->place, &entry.id, ret_person, error);
    *ret_person = NULL;
    return true;
}

/* The index is kept in step at once, so that later lines find this person; who fails reloads it. */
static bool
store(Db *db, const Gathering *copy, const Person *person, GError **error)
{
    if (!person_put(db, &copy->place, person, error))
        return false;
    people_put(copy->people, person);
    return true;
}

static bool
add_new(Db *db, Gathering *copy, Enrolment *enrolment, const RosterRow *row, GError **error)
{
    g_autoptr(Person) person = person_new();

    take_over(person, row, copy, enrolment);
    if (copy->opened) {
        const char *value = enrolment->group_column >= 0 ? person->attributes[enrolment->group_column] : "";

        person->group = grouping_number((const char *const *)copy->labels, value);
        enrolment->n_late++;
        if (gathering_phase(copy, enrolment->now) == PHASE_OPEN && person_gets_mail(person) &&
            !order_place(db, &copy->place, ORDER_INVITATION, &person->id, error))
            return false;
    }
    enrolment->result.n_new++;
    return store(db, copy, person, error);
}

static bool
enrol_row(Db *db, Gathering *copy, Enrolment *enrolment, size_t i, GError **error)
{
    const RosterRow row = roster_row(enrolment->roster, i);
    g_autoptr(Person) person = NULL;
    bool left = false;

    if (!find_person(db, copy, &row, &person, error))
        return false;
    if (person == NULL) {
        if (enrolment->some_left && !has_left(db, copy, &row, &left, error))
            return false;
        if (!left)
            return add_new(db, copy, enrolment, &row, error);
        enrolment->result.n_same++;
        return true;
    }
    if (!take_over(person, &row, copy, enrolment)) {
        enrolment->result.n_same++;
        return true;
    }
    enrolment->result.n_changed++;
    return store(db, copy, person, error);
}

/* ---- who comes late ---- */

static bool
without_cohort(const PersonEntry *entry, void *data)
{
    const CohortMember member = { entry->id, entry->group, 0 };

    if (entry->cohort == 0)
        g_array_append_val((GArray *)data, member);
    return true;
}

/* Late ones form cohorts among themselves as soon as there are enough of them; the others' never change. */
static bool
late_cohorts(Db *db, Gathering *copy, GError **error)
{
    g_autoptr(GArray) members = g_array_new(FALSE, FALSE, sizeof(CohortMember));
    uint32_t next = copy->n_cohorts + 1;

    people_each(copy->people, without_cohort, members);
    cohort_assign(members, gathering_smallest(copy), false, &next);
    for (guint i = 0; i < members->len; i++) {
        const CohortMember *member = &g_array_index(members, CohortMember, i);
        g_autoptr(Person) person = NULL;

        if (member->cohort == 0)
            continue;
        if (!person_get(db, &copy->place, &member->person, &person, error))
            return false;
        if (person == NULL)
            continue;
        person->cohort = member->cohort;
        if (!store(db, copy, person, error))
            return false;
    }
    copy->n_cohorts = next - 1;
    return true;
}

/* ---- all of them ---- */

/* Rows are written in random order, so that nothing of the file's order stays (A3). */
static GArray *
random_order(size_t n)
{
    GArray *order = g_array_sized_new(FALSE, FALSE, sizeof(size_t), (guint)n);

    for (size_t i = 0; i < n; i++) {
        const size_t j = (size_t)secret_random_below(i + 1);

        g_array_append_val(order, i);
        if (j != i) {
            g_array_index(order, size_t, i) = g_array_index(order, size_t, j);
            g_array_index(order, size_t, j) = i;
        }
    }
    return order;
}

static bool
enrol_all(Db *db, Gathering *copy, void *data, GError **error)
{
    Enrolment *enrolment = data;
    g_autoptr(GArray) order = random_order(roster_count(enrolment->roster));
    int64_t n_left = 0;

    enrolment->result = (EnrolResult){ 0, 0, 0 };
    enrolment->n_late = 0;
    if (!map_columns(copy, enrolment, error) || !sealed_count(db, SEALED_GONE, &copy->id, &n_left, error))
        return false;
    enrolment->some_left = n_left > 0;
    for (guint i = 0; i < order->len; i++)
        if (!enrol_row(db, copy, enrolment, g_array_index(order, size_t, i), error))
            return false;
    return enrolment->n_late == 0 || late_cohorts(db, copy, error);
}

bool
enrol_roster(Gatherings *gatherings, const Id *conversation, const Roster *roster, int64_t now,
             EnrolResult *ret_result, GError **error)
{
    Enrolment enrolment = { .roster = roster, .now = now };
    const GatheringChange change = { enrol_all, NULL, &enrolment };

    enrolment.columns = g_array_new(FALSE, FALSE, sizeof(int));
    const bool enrolled = gatherings_change(gatherings, conversation, &change, error);
    g_array_unref(enrolment.columns);
    if (!enrolled) {
        gatherings_reload_people(gatherings, conversation);
        return false;
    }
    *ret_result = enrolment.result;
    return true;
}
