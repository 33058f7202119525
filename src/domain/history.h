/* Everything that has happened to one contribution: the acts of facilitators, and the
 * changes that its author made. */
#pragma once
#include "base/limits.h"
#include "db/db.h"
#include "model/contribution.h"

typedef struct {
    uint32_t  version;                  /* of the contribution from then on */
    bool      by_author;                /* an edit of the author's own: nothing else is known of it but the words */
    Act       act;
    ActReason reason;
    unsigned  staff;                    /* "Facilitator 2" */
    int64_t   at;                       /* slot time */
    bool      undone;                   /* taken back by a restore since */
    char     *note;
    char     *before, *after;           /* the words, where they changed; NULL: not kept any more */
    char     *section_before, *section_after;       /* slugs, where it moved */
    Id        into;                     /* merged into */
    Id        parts[LIMIT_SPLIT_PARTS]; /* split into */
    size_t    n_parts;
} HistoryEntry;

/* What it is now, to compare with; borrowed. */
typedef struct { Id conversation, contribution; const char *text, *section; } HistoryOf;

/* GArray of HistoryEntry, oldest first, which clears its elements; caller unrefs. */
bool history_read(Db *db, const HistoryOf *of, GArray **ret_entries, GError **error) MUST_CHECK;
/* What its author is to be told: the last act of a facilitator that still holds; NULL: none. */
const HistoryEntry *history_for_author(const GArray *entries);

/* The latest acts in a conversation, newest first. */
typedef struct { Id contribution; Act act; unsigned staff; int64_t at; } HistoryAct;
bool history_latest(Db *db, const Id *conversation, size_t limit, GArray **ret_lines /* HistoryAct */, GError **error) MUST_CHECK;
