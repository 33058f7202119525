/* What candour attest finds, point by point. */
#pragma once
#include "base/config.h"
#include "cli/address_book.h"
#include <stdbool.h>

typedef enum {
    ATTEST_HOLDS,
    ATTEST_KNOW,        /* no promise is broken, but people should know */
    ATTEST_UNSEEN,      /* could not be looked at */
    ATTEST_FAILS,
} AttestOutcome;

typedef struct {
    AttestOutcome outcome;
    const char   *promise;      /* "A5" */
    char         *text;         /* a sentence for participants */
    char         *detail;       /* for the operator alone: which file, which process; NULL */
} AttestPoint;

typedef struct { GArray *points; } Attest;      /* of AttestPoint */

Attest attest_new(void);
void   attest_clear(Attest *attest);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Attest, attest_clear)
void   attest_add(Attest *attest, AttestOutcome outcome, const char *promise, const char *text, char *detail /* taken */);

/* Permissions of keys and databases, where the keys lie, how mails go, how it is served. */
void attest_settings(Attest *attest, const Config *config);
void attest_files(Attest *attest, const Config *config);
/* Addresses in files of the room, in the desk's store, in the memory of the running room. */
void attest_addresses(Attest *attest, const Config *config, const AddressBook *book);
/* The processes that serve this folder: are they locked in? */
void attest_processes(Attest *attest, const Config *config);

/* The process of that name which serves config->dir; 0: none. */
int  attest_process(const Config *config, const char *name);
