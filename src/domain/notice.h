/* Notices of the facilitators, pinned above the ideas of a section or on the first page: marked as theirs, without votes.
 *
 * Like everything else they are shown, changed and taken down at the slot (A6).  Nothing is deleted: what was taken
 * down can be pinned again, and staff see every step.  All that changes something runs on the writer thread. */
#pragma once
#include "base/limits.h"
#include "domain/actor.h"
#include "domain/hall.h"

typedef enum { NOTICE_PINNED = 1, NOTICE_CHANGED, NOTICE_TAKEN_DOWN, NOTICE_PINNED_AGAIN, NOTICE_PUT_FIRST } NoticeAct;    /* stored */

typedef struct {
    char   *section, *text;             /* slug, "" the first page; Markdown.  NULL text: there is none yet */
    bool    pinned;
    int64_t place;                      /* the lowest stands first */
} NoticeFace;

typedef struct { NoticeAct act; unsigned staff; int64_t slot; } NoticeStep;

typedef struct {
    Id         id;
    NoticeFace now, shown;              /* as facilitators see it, and as everybody does since the slot */
    bool       dirty;                   /* they differ */
    int64_t    since;                   /* slot from which the shown words stand */
    GArray    *steps;                   /* NoticeStep, the first one first */
} Notice;

typedef struct NoticeBook NoticeBook;

NoticeBook *notice_book_new(void);
void        notice_book_free(NoticeBook *book);
bool        notice_load(Board *board, const Scope *scope, int64_t now, GError **error) MUST_CHECK;
/* A slot has come; true: others see something new. */
bool        notice_publish(Board *board, int64_t now);

/* What everybody sees in a place, in its order; borrowed.  Returns how many. */
size_t      notice_shown(const Board *board, const char *section, const Notice *ret_notices[LIMIT_NOTICES]);
/* All of them, for facilitators: pinned ones first, by place.  Notice *; caller unrefs. */
GPtrArray  *notice_list(const Board *board);
const Notice *notice_find(const Board *board, const Id *id);    /* NULL */

/* ---- acts ---- */

typedef enum {
    NOTICE_DONE = 1,
    NOTICE_NOT_FOUND,
    NOTICE_OVER,                        /* the conversation is completed */
    NOTICE_NO_SECTION,
    NOTICE_NAMING,                      /* it may name a colleague: who wrote it is asked first */
    NOTICE_STALE,                       /* it has changed since the version that was seen */
    NOTICE_FULL,                        /* LIMIT_NOTICES are pinned there */
    NOTICE_TOO_MANY,                    /* LIMIT_NOTICE_STEPS */
} NoticeOutcome;

typedef struct {
    NoticeAct   act;
    const char *section;                /* NOTICE_PINNED: slug; "" the first page */
    const char *text;                   /* NOTICE_PINNED, NOTICE_CHANGED: trimmed and within its limit */
    uint32_t    version;                /* number of steps that was seen; 0: whichever it is */
    bool        naming;
} NoticeOrder;

/* `id` is read for all but NOTICE_PINNED, which sets it.  Asking for what is so already is NOTICE_DONE. */
bool notice_act(Hall *hall, Db *db, const Actor *actor, Id *id, const NoticeOrder *order, NoticeOutcome *ret_outcome,
                GError **error) MUST_CHECK;
