/* Everybody on one roster, in memory, to be found by link, code, pseudonym, address or
 * number: keyed hashes alone, no name.  Rebuilt from the sealed rows at start.  Any thread. */
#pragma once
#include "desk/credential.h"
#include "desk/person.h"

/* What is kept of a person; a copy, as it was when it was asked for. */
typedef struct {
    Id       id;
    uint64_t email, number;     /* keyed hashes; 0: has none */
    uint32_t cohort, epoch, epoch_sent;
    uint16_t group;
    uint16_t marks;             /* PersonMark bits */
} PersonEntry;

typedef struct People People;

People *people_new(const SecretKey *marks);
People *people_ref(People *people);
void    people_unref(People *people);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(People, people_unref)

void   people_put(People *people, const Person *person);      /* new, or in place of what was known */
void   people_remove(People *people, const Id *id);
void   people_empty(People *people);
size_t people_count(People *people);

/* False: nobody. `ret_epoch` is that of the credential that was shown. */
bool people_by_link(People *people, const LinkToken *link, PersonEntry *ret_entry, uint32_t *ret_epoch);
bool people_by_code(People *people, const Code *code, PersonEntry *ret_entry, uint32_t *ret_epoch);
bool people_by_id(People *people, const Id *id, PersonEntry *ret_entry);
bool people_by_pseudonym(People *people, const uint8_t pseudonym[16], PersonEntry *ret_entry);
bool people_by_email(People *people, const char *email, PersonEntry *ret_entry);     /* case does not count */
bool people_by_number(People *people, const char *number, PersonEntry *ret_entry);

/* Notes in memory that somebody came in; false where that was known. */
bool people_note_came_in(People *people, const Id *id);
/* Takes over label and cohort. */
void people_assign(People *people, const Id *id, uint32_t group, uint32_t cohort);
/* Calls for everybody, in no order; not from within one of the above. False stops. */
void people_each(People *people, bool (*each)(const PersonEntry *entry, void *data), void *data);

/* The keyed hash under which an address or number is known, also in the list of those who left. */
void people_mark_email(const SecretKey *marks, const char *email, Id *ret_mark);
void people_mark_number(const SecretKey *marks, const char *number, Id *ret_mark);
