#include "desk/person.h"
#include "base/limits.h"
#include "desk/pack.h"

#define PERSON_FORM 1           /* the first byte of a row: which fields follow */

Person *
person_new(void)
{
    Person *person = g_new0(Person, 1);

    id_random(&person->id);
    person->email = g_strdup("");
    person->name = g_strdup("");
    person->number = g_strdup("");
    person->problem = g_strdup("");
    person->attributes = g_new0(char *, 1);
    return person;
}

Person *
person_copy(const Person *person)
{
    Person *copy = g_new0(Person, 1);

    *copy = *person;
    copy->email = g_strdup(person->email);
    copy->name = g_strdup(person->name);
    copy->number = g_strdup(person->number);
    copy->problem = g_strdup(person->problem);
    copy->attributes = g_strdupv(person->attributes);
    return copy;
}

void
person_free(Person *person)
{
    if (person == NULL)
        return;
    g_free(person->email);
    g_free(person->name);
    g_free(person->number);
    g_free(person->problem);
    g_strfreev(person->attributes);
    g_free(person);
}

bool
person_gets_mail(const Person *person)
{
    return person->email[0] != '\0' && (person->marks & (PERSON_BOUNCED | PERSON_UNSUBSCRIBED)) == 0;
}

/* ---- rows ---- */

static GByteArray *
person_pack(const Person *person)
{
    GByteArray *out = g_byte_array_new();
    const size_t n = g_strv_length(person->attributes);

    pack_u8(out, PERSON_FORM);
    pack_text(out, person->email);
    pack_text(out, person->name);
    pack_text(out, person->number);
    pack_u8(out, (uint8_t)n);
    for (size_t i = 0; i < n; i++)
        pack_text(out, person->attributes[i]);
    pack_u32(out, person->marks);
    pack_u32(out, person->group);
    pack_u32(out, person->cohort);
    pack_u32(out, person->epoch);
    pack_u32(out, person->epoch_sent);
    pack_text(out, person->problem);
    return out;
}

/* NULL: not the form of a person. */
static Person *
person_unpack(const Id *id, GBytes *bytes)
{
    g_autoptr(Person) person = g_new0(Person, 1);
    Unpack in = unpack_of(bytes);
    const uint8_t form = unpack_u8(&in);

    person->id = *id;
    person->email = unpack_text(&in, LIMIT_EMAIL);
    person->name = unpack_text(&in, 4 * LIMIT_NAME);
    person->number = unpack_text(&in, 4 * LIMIT_NAME);
    const size_t n = unpack_u8(&in);
    person->attributes = g_new0(char *, n + 1);
    for (size_t i = 0; i < n; i++)
        person->attributes[i] = unpack_text(&in, 4 * LIMIT_ATTRIBUTE);
    person->marks = unpack_u32(&in);
    person->group = unpack_u32(&in);
    person->cohort = unpack_u32(&in);
    person->epoch = unpack_u32(&in);
    person->epoch_sent = unpack_u32(&in);
    person->problem = unpack_text(&in, 4 * LIMIT_ATTRIBUTE);
    return form == PERSON_FORM && unpack_ended(&in) ? g_steal_pointer(&person) : NULL;
}

static bool
person_read(const Id *id, GBytes *bytes, Person **ret_person, GError **error)
{
    Person *person = person_unpack(id, bytes);

    if (person == NULL)
        return error_set(error, ERROR_CORRUPT, "a person's row is not of a known form");
    *ret_person = person;
    return true;
}

bool
person_get(Db *db, const SealedPlace *place, const Id *id, Person **ret_person, GError **error)
{
    g_autoptr(GBytes) bytes = NULL;

    if (!sealed_get(db, SEALED_PERSON, place, id, &bytes, error))
        return false;
    if (bytes == NULL) {
        *ret_person = NULL;
        return true;
    }
    return person_read(id, bytes, ret_person, error);
}

bool
person_put(Db *db, const SealedPlace *place, const Person *person, GError **error)
{
    g_autoptr(GByteArray) packed = person_pack(person);
    const bool put = sealed_put(db, SEALED_PERSON, place, &person->id, packed->data, packed->len, error);

    secret_wipe(packed->data, packed->len);
    return put;
}

bool
person_remove(Db *db, const SealedPlace *place, const Id *id, GError **error)
{
    return sealed_remove(db, SEALED_PERSON, place, id, error);
}

typedef struct { PersonEach each; void *data; } EachData;

static bool
each_row(const Id *id, GBytes *bytes, void *data, GError **error)
{
    const EachData *each = data;
    g_autoptr(Person) person = NULL;

    return person_read(id, bytes, &person, error) && each->each(person, each->data, error);
}

bool
person_each(Db *db, const SealedPlace *place, PersonEach each, void *data, GError **error)
{
    return sealed_each(db, SEALED_PERSON, place, each_row, &(EachData){ each, data }, error);
}

static bool
some_row(const Id *id, GBytes *bytes, void *data, GError **error)
{
    Person *person = NULL;

    if (!person_read(id, bytes, &person, error))
        return false;
    g_ptr_array_add(data, person);
    return true;
}

bool
person_some(Db *db, const SealedPlace *place, Id *after, size_t n, GPtrArray **ret_people, GError **error)
{
    g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
    size_t found = 0;

    if (!sealed_some(db, SEALED_PERSON, place, after, n, some_row, people, &found, error))
        return false;
    *ret_people = g_steal_pointer(&people);
    return true;
}
