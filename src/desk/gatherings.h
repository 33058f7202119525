/* All conversations of the installation, in memory; any thread. */
#pragma once
#include "desk/gathering.h"
#include "desk/store/vault.h"

typedef struct Gatherings Gatherings;

/* Reads every conversation and its roster.  `keys` and `vault` must outlive it. */
Gatherings *gatherings_load(Vault *vault, const SealedPlace *general, Keyring *keys, GError **error) MUST_CHECK;
void        gatherings_free(Gatherings *gatherings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Gatherings, gatherings_free)

/* NULL: none such; else the caller's reference. Erased ones are found by id alone. */
Gathering *gatherings_by_slug(Gatherings *gatherings, const char *slug);
Gathering *gatherings_by_id(Gatherings *gatherings, const Id *id);
/* All of them, the erased ones too, by their opening; the array owns references. */
GPtrArray *gatherings_all(Gatherings *gatherings);

/* Whose link, code, or address: the first that fits, over all conversations that are not erased. */
typedef struct { Gathering *gathering; PersonEntry entry; uint32_t epoch; } GatheringMember;
#define GATHERING_MEMBER_NONE ((GatheringMember){ .gathering = NULL })
void gathering_member_clear(GatheringMember *member);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(GatheringMember, gathering_member_clear)
bool gatherings_by_link(Gatherings *gatherings, const LinkToken *link, GatheringMember *ret_member);
bool gatherings_by_code(Gatherings *gatherings, const Code *code, GatheringMember *ret_member);

/* A new one, with keys of its own. Takes nothing. */
bool gatherings_add(Gatherings *gatherings, Gathering *gathering, GError **error) MUST_CHECK;

/* Copies the conversation, lets `change` work on the copy on the writer's thread (which may write
 * other rows in the same transaction), stores it, and puts it in the place of the old one. `after`
 * (NULL: nothing) runs with the new one once it is on disk. */
typedef struct {
    bool (*change)(Db *db, Gathering *copy, void *data, GError **error);
    void (*after)(Gathering *now, void *data);
    void *data;
} GatheringChange;
bool gatherings_change(Gatherings *gatherings, const Id *id, const GatheringChange *change,
                       GError **error) MUST_CHECK;
/* Builds the index of people anew from the rows, after a write that had changed it has failed. */
void gatherings_reload_people(Gatherings *gatherings, const Id *id);
