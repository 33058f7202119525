#include "desk/people.h"
#include "desk/tagmap.h"

struct People {
    gatomicrefcount refs;
    SecretKey marks;
    GRWLock   lock;
    GArray   *entries;          /* PersonEntry; the id of an empty place is zero */
    GArray   *empty;            /* uint32_t: empty places */
    TagMap    tags;             /* every way to find an entry */
};

/* The first bytes of an evenly spread value. */
static uint32_t
tag_of(const void *bytes)
{
    uint32_t tag;

    memcpy(&tag, bytes, sizeof tag);
    return tag;
}

static uint64_t
whole_tag(const Id *mark)
{
    uint64_t tag;

    memcpy(&tag, mark->bytes, sizeof tag);
    return tag != 0 ? tag : 1;
}

void
people_mark_email(const SecretKey *marks, const char *email, Id *ret_mark)
{
    g_autofree char *small = g_ascii_strdown(email, -1);

    secret_hash(marks, "email", small, strlen(small), ret_mark->bytes, sizeof ret_mark->bytes);
}

void
people_mark_number(const SecretKey *marks, const char *number, Id *ret_mark)
{
    secret_hash(marks, "number", number, strlen(number), ret_mark->bytes, sizeof ret_mark->bytes);
}

/* ---- life ---- */

People *
people_new(const SecretKey *marks)
{
    People *people = g_new0(People, 1);

    g_atomic_ref_count_init(&people->refs);
    people->marks = *marks;
    g_rw_lock_init(&people->lock);
    people->entries = g_array_new(FALSE, FALSE, sizeof(PersonEntry));
    people->empty = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    return people;
}

People *
people_ref(People *people)
{
    g_atomic_ref_count_inc(&people->refs);
    return people;
}

void
people_unref(People *people)
{
    if (people == NULL || !g_atomic_ref_count_dec(&people->refs))
        return;
    secret_wipe(&people->marks, sizeof people->marks);
    g_array_unref(people->entries);
    g_array_unref(people->empty);
    tagmap_clear(&people->tags);
    g_rw_lock_clear(&people->lock);
    g_free(people);
}

/* ---- tags of one entry ---- */

typedef void (*TagAct)(TagMap *map, uint32_t tag, uint32_t value);

static void
tag_credentials(People *people, const PersonEntry *entry, uint32_t epoch, uint32_t place, TagAct act)
{
    LinkToken link;
    Code code;
    uint8_t code_hash[16];

    credential_link(&people->marks, &entry->id, epoch, &link);
    act(&people->tags, tag_of(link.bytes), place);
    credential_code(&people->marks, &entry->id, epoch, &code);
    secret_hash(&people->marks, "code-tag", code.letters, CODE_LETTERS, code_hash, sizeof code_hash);
    act(&people->tags, tag_of(code_hash), place);
}

static void
tag_entry(People *people, const PersonEntry *entry, uint32_t place, TagAct act)
{
    uint8_t pseudonym[16];

    act(&people->tags, tag_of(entry->id.bytes), place);
    credential_pseudonym(&people->marks, &entry->id, pseudonym);
    act(&people->tags, tag_of(pseudonym), place);
    if (entry->email != 0)
        act(&people->tags, tag_of(&entry->email), place);
    if (entry->number != 0)
        act(&people->tags, tag_of(&entry->number), place);
    tag_credentials(people, entry, entry->epoch, place, act);
    if (entry->epoch_sent != entry->epoch)
        tag_credentials(people, entry, entry->epoch_sent, place, act);
}

/* ---- finding: the caller holds the lock ---- */

typedef struct {
    People *people;
    const void *key;
    uint32_t epoch;             /* found: of the credential */
} Wanted;

typedef bool (*Matches)(Wanted *wanted, const PersonEntry *entry);

static uint32_t
place_of(People *people, uint32_t tag, Matches matches, Wanted *wanted)
{
    size_t cursor = 0;
    uint32_t place;

    while ((place = tagmap_next(&people->tags, tag, &cursor)) != TAGMAP_NONE)
        if (matches(wanted, &g_array_index(people->entries, PersonEntry, place)))
            return place;
    return TAGMAP_NONE;
}

static bool
matches_id(Wanted *wanted, const PersonEntry *entry)
{
    return id_equal(&entry->id, wanted->key);
}

static bool
matches_email(Wanted *wanted, const PersonEntry *entry)
{
    return entry->email == *(const uint64_t *)wanted->key;
}

static bool
matches_number(Wanted *wanted, const PersonEntry *entry)
{
    return entry->number == *(const uint64_t *)wanted->key;
}

static bool
matches_pseudonym(Wanted *wanted, const PersonEntry *entry)
{
    uint8_t pseudonym[16];

    credential_pseudonym(&wanted->people->marks, &entry->id, pseudonym);
    return secret_equal(pseudonym, wanted->key, sizeof pseudonym);
}

static bool
is_link(Wanted *wanted, const PersonEntry *entry, uint32_t epoch)
{
    LinkToken link;

    wanted->epoch = epoch;
    credential_link(&wanted->people->marks, &entry->id, epoch, &link);
    return secret_equal(link.bytes, wanted->key, sizeof link.bytes);
}

static bool
matches_link(Wanted *wanted, const PersonEntry *entry)
{
    return is_link(wanted, entry, entry->epoch) || is_link(wanted, entry, entry->epoch_sent);
}

static bool
is_code(Wanted *wanted, const PersonEntry *entry, uint32_t epoch)
{
    Code code;

    wanted->epoch = epoch;
    credential_code(&wanted->people->marks, &entry->id, epoch, &code);
    return secret_equal(code.letters, wanted->key, CODE_LETTERS);
}

static bool
matches_code(Wanted *wanted, const PersonEntry *entry)
{
    return is_code(wanted, entry, entry->epoch) || is_code(wanted, entry, entry->epoch_sent);
}

static bool
find(People *people, uint32_t tag, Matches matches, const void *key, PersonEntry *ret_entry, uint32_t *ret_epoch)
{
    Wanted wanted = { people, key, 0 };

    g_rw_lock_reader_lock(&people->lock);
    const uint32_t place = place_of(people, tag, matches, &wanted);
    if (place != TAGMAP_NONE) {
        *ret_entry = g_array_index(people->entries, PersonEntry, place);
        if (ret_epoch != NULL)
            *ret_epoch = wanted.epoch;
    }
    g_rw_lock_reader_unlock(&people->lock);
    return place != TAGMAP_NONE;
}

bool
people_by_id(People *people, const Id *id, PersonEntry *ret_entry)
{
    return find(people, tag_of(id->bytes), matches_id, id, ret_entry, NULL);
}

bool
people_by_pseudonym(People *people, const uint8_t pseudonym[16], PersonEntry *ret_entry)
{
    return find(people, tag_of(pseudonym), matches_pseudonym, pseudonym, ret_entry, NULL);
}

bool
people_by_link(People *people, const LinkToken *link, PersonEntry *ret_entry, uint32_t *ret_epoch)
{
    return find(people, tag_of(link->bytes), matches_link, link->bytes, ret_entry, ret_epoch);
}

bool
people_by_code(People *people, const Code *code, PersonEntry *ret_entry, uint32_t *ret_epoch)
{
    uint8_t hash[16];

    secret_hash(&people->marks, "code-tag", code->letters, CODE_LETTERS, hash, sizeof hash);
    return find(people, tag_of(hash), matches_code, code->letters, ret_entry, ret_epoch);
}

static uint64_t
email_tag(People *people, const char *email)
{
    Id mark;

    people_mark_email(&people->marks, email, &mark);
    return whole_tag(&mark);
}

static uint64_t
number_tag(People *people, const char *number)
{
    Id mark;

    people_mark_number(&people->marks, number, &mark);
    return whole_tag(&mark);
}

bool
people_by_email(People *people, const char *email, PersonEntry *ret_entry)
{
    const uint64_t tag = email_tag(people, email);

    return find(people, tag_of(&tag), matches_email, &tag, ret_entry, NULL);
}

bool
people_by_number(People *people, const char *number, PersonEntry *ret_entry)
{
    const uint64_t tag = number_tag(people, number);

    return find(people, tag_of(&tag), matches_number, &tag, ret_entry, NULL);
}

/* ---- changing ---- */

static uint32_t
place_of_id(People *people, const Id *id)
{
    Wanted wanted = { people, id, 0 };

    return place_of(people, tag_of(id->bytes), matches_id, &wanted);
}

static uint32_t
empty_place(People *people)
{
    if (people->empty->len > 0) {
        const uint32_t place = g_array_index(people->empty, uint32_t, people->empty->len - 1);

        g_array_set_size(people->empty, people->empty->len - 1);
        return place;
    }
    g_array_set_size(people->entries, people->entries->len + 1);
    return people->entries->len - 1;
}

static void
forget_place(People *people, uint32_t place)
{
    PersonEntry *entry = &g_array_index(people->entries, PersonEntry, place);

    tag_entry(people, entry, place, tagmap_remove);
    *entry = (PersonEntry){ .email = 0 };
    g_array_append_val(people->empty, place);
}

void
people_put(People *people, const Person *person)
{
    const PersonEntry entry = {
        .id = person->id,
        .email = person->email[0] != '\0' ? email_tag(people, person->email) : 0,
        .number = person->number[0] != '\0' ? number_tag(people, person->number) : 0,
        .cohort = person->cohort,
        .epoch = person->epoch,
        .epoch_sent = person->epoch_sent,
        .group = (uint16_t)person->group,
        .marks = (uint16_t)person->marks,
    };

    g_rw_lock_writer_lock(&people->lock);
    const uint32_t old = place_of_id(people, &person->id);
    if (old != TAGMAP_NONE)
        forget_place(people, old);
    const uint32_t place = empty_place(people);
    g_array_index(people->entries, PersonEntry, place) = entry;
    tag_entry(people, &entry, place, tagmap_put);
    g_rw_lock_writer_unlock(&people->lock);
}

void
people_remove(People *people, const Id *id)
{
    g_rw_lock_writer_lock(&people->lock);
    const uint32_t place = place_of_id(people, id);
    if (place != TAGMAP_NONE)
        forget_place(people, place);
    g_rw_lock_writer_unlock(&people->lock);
}

void
people_empty(People *people)
{
    g_rw_lock_writer_lock(&people->lock);
    g_array_set_size(people->entries, 0);
    g_array_set_size(people->empty, 0);
    tagmap_clear(&people->tags);
    g_rw_lock_writer_unlock(&people->lock);
}

size_t
people_count(People *people)
{
    g_rw_lock_reader_lock(&people->lock);
    const size_t n = people->entries->len - people->empty->len;
    g_rw_lock_reader_unlock(&people->lock);
    return n;
}

bool
people_note_came_in(People *people, const Id *id)
{
    bool is_news = false;

    g_rw_lock_writer_lock(&people->lock);
    const uint32_t place = place_of_id(people, id);
    if (place != TAGMAP_NONE) {
        PersonEntry *entry = &g_array_index(people->entries, PersonEntry, place);

        is_news = (entry->marks & PERSON_CAME_IN) == 0;
        entry->marks |= PERSON_CAME_IN;
    }
    g_rw_lock_writer_unlock(&people->lock);
    return is_news;
}

void
people_assign(People *people, const Id *id, uint32_t group, uint32_t cohort)
{
    g_rw_lock_writer_lock(&people->lock);
    const uint32_t place = place_of_id(people, id);
    if (place != TAGMAP_NONE) {
        PersonEntry *entry = &g_array_index(people->entries, PersonEntry, place);

        entry->group = (uint16_t)group;
        entry->cohort = cohort;
    }
    g_rw_lock_writer_unlock(&people->lock);
}

void
people_each(People *people, bool (*each)(const PersonEntry *entry, void *data), void *data)
{
    g_rw_lock_reader_lock(&people->lock);
    for (guint i = 0; i < people->entries->len; i++) {
        const PersonEntry *entry = &g_array_index(people->entries, PersonEntry, i);

        if (!id_is_zero(&entry->id) && !each(entry, data))
            break;
    }
    g_rw_lock_reader_unlock(&people->lock);
}
