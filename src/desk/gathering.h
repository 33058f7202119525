/* A conversation as the desk knows it: its dates, its rules for people, its keys and its
 * roster.  What is said in it is the room's.
 *
 * A Gathering that others can see never changes: whoever changes one copies it and puts
 * the copy in its place (gatherings.h).  The roster's index is shared by all copies. */
#pragma once
#include "base/keys.h"
#include "desk/people.h"
#include "model/brand.h"
#include "model/calendar.h"
#include "model/rules.h"
#include <jansson.h>

typedef struct {
    gatomicrefcount refs;
    Id        id;
    char     *slug, *title, *summary, *organisation, *timezone, *support_email, *language;
    char     *group_by;             /* a roster column or a question; "": no grouping */
    char     *hold_reason;          /* why erasing waits, while it does; "" */
    char     *room_key;             /* fingerprint of the room's key, as the command line handed it over; "" */
    char    **copies;               /* exports and copies of keys: "2026-11-22 report pdf" */
    Brand    *brand;                /* accent and logo; NULL: none */
    bool      names_from_roster;
    bool      group_by_question;    /* group_by names a question: its answers are the room's, and there are no labels here */
    Calendar  dates;
    Rules     rules;
    unsigned  k, slot_minutes;
    unsigned  complete_days, erase_days;
    bool      opened;               /* grouping and cohorts are made and frozen, invitations queued */
    bool      end_moved;            /* once while it runs (A19) */
    char    **columns;              /* the roster's attributes, in order */
    char    **labels;               /* of groups; [0] is "": no label */
    uint32_t  n_cohorts;
    uint32_t  n_staff;              /* staff numbers given so far */

    SealedPlace place;              /* of its rows */
    SecretKey marks;                /* for everything that is derived: links, codes, pseudonyms */
    People   *people;
} Gathering;

Gathering *gathering_new(void);                         /* with a random id; no keys, no people yet */
Gathering *gathering_copy(const Gathering *gathering);  /* shares the people */
Gathering *gathering_ref(Gathering *gathering);
void       gathering_unref(Gathering *gathering);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Gathering, gathering_unref)

/* Takes its keys out of the keyring, making them where `make`, and an empty index with them. */
bool gathering_unlock(Gathering *gathering, Keyring *keys, bool make, GError **error) MUST_CHECK;

/* The row, sealed with the desk's own key: it outlives the conversation's. */
bool       gathering_put(Db *db, const SealedPlace *general, const Gathering *gathering, GError **error) MUST_CHECK;
Gathering *gathering_read(const Id *id, GBytes *row, GError **error) MUST_CHECK;

Phase       gathering_phase(const Gathering *gathering, int64_t now);
/* Number of a column, -1: none of that name. */
int         gathering_column(const Gathering *gathering, const char *name);
/* The column that makes the labels; -1: none does. */
int         gathering_group_column(const Gathering *gathering);
/* max(30, 3k): the smallest group with a label (A11) and the smallest cohort (A8). */
unsigned    gathering_smallest(const Gathering *gathering);
void        gathering_set_text(char **field, const char *text);     /* replaces; NULL is "" */

/* What the command line hands on to the room: {"id", "slug", "title", "opens", ...}; times in seconds. */
json_t     *gathering_settings(const Gathering *gathering);
