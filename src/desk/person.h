/* Somebody on a roster: the desk's own knowledge, sealed whole. */
#pragma once
#include "desk/store/sealed.h"
#include <glib.h>

/* Numbers are stored: never change one. */
typedef enum {
    PERSON_CAME_IN = 1,         /* has been in at least once; never when */
    PERSON_BOUNCED = 2,         /* the relay says that the address does not exist */
    PERSON_UNSUBSCRIBED = 4,
    PERSON_LABEL_DECLINED = 8,  /* enters without a group label */
} PersonMark;

typedef struct {
    Id        id;
    char     *email;            /* "": letters only */
    char     *name, *number;    /* number: the roster's column `id`; "" */
    char    **attributes;       /* in the order of the gathering's columns; NULL-terminated */
    uint32_t  marks;            /* PersonMark bits */
    uint32_t  group;            /* number of the label; 0: none */
    uint32_t  cohort;           /* from 1 (A8); 0: none yet */
    uint32_t  epoch;            /* of the credentials that work */
    uint32_t  epoch_sent;       /* of the newest that were sent; works too, and ends the other when used */
    char     *problem;          /* why the relay refused; "" */
} Person;

Person *person_new(void);                       /* with a random id, everything empty */
Person *person_copy(const Person *person);
void    person_free(Person *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Person, person_free)

bool person_gets_mail(const Person *person);    /* has an address that works and has not said no */

/* *ret_person NULL: nobody of that id. */
bool person_get(Db *db, const SealedPlace *place, const Id *id, Person **ret_person, GError **error) MUST_CHECK;
bool person_put(Db *db, const SealedPlace *place, const Person *person, GError **error) MUST_CHECK;
bool person_remove(Db *db, const SealedPlace *place, const Id *id, GError **error) MUST_CHECK;
/* Everybody, by id. The person lives for the call. */
typedef bool (*PersonEach)(const Person *person, void *data, GError **error);
bool person_each(Db *db, const SealedPlace *place, PersonEach each, void *data, GError **error) MUST_CHECK;
/* At most `n` people behind *after; the array owns them. */
bool person_some(Db *db, const SealedPlace *place, Id *after, size_t n, GPtrArray **ret_people,
                 GError **error) MUST_CHECK;
