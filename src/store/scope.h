/* What every store call needs: a connection, the conversation and its room key. */
#pragma once
#include "base/secret.h"
#include "db/db.h"

typedef struct {
    Db              *db;                /* of the calling thread */
    Id               conversation;
    const SecretKey *key;               /* borrowed; outlives the call */
} Scope;
