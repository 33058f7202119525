/* A desk's store with its keys in a folder of its own, for the tests of desk. */
#pragma once
#include "db_fixture.h"
#include "desk/gatherings.h"

typedef struct {
    DbPlace     place;
    Keyring    *keys;
    SealedPlace general;
    Vault      *vault;
    Gatherings *gatherings;
} DeskPlace;

void desk_place_init(DeskPlace *ret_place);
void desk_place_clear(DeskPlace *place);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DeskPlace, desk_place_clear)

/* Closes everything and opens it again, as after a restart. */
void desk_place_restart(DeskPlace *place);
/* A conversation grouped by `directorate` that is open from 1000 to 2000 and completed at 3000. */
Id   desk_place_add(DeskPlace *place, const char *slug);
/* The CSV's people; how many were new. */
size_t desk_place_enrol(DeskPlace *place, const Id *conversation, const char *csv, int64_t now);
/* "email,name,directorate" for n people pFIRST@example.org..., in turn of the directorates; caller frees. */
char *desk_roster_csv(unsigned first, unsigned n, const char *directorates);
