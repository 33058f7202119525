/* Everything the room has in memory: the boards, behind one lock.
 *
 * Pages take the read lock for as long as they look at a board.  Use cases run on the
 * writer thread, one after another: they may look without a lock, store first, and
 * change the board between hall_change() and hall_changed(); after that nothing of a
 * use case may fail. */
#pragma once
#include "base/keys.h"
#include "domain/board.h"

typedef void (*HallEach)(const Board *board, const Item *item /* NULL: the notices */, bool fresh, void *data);

typedef struct {
    Keyring *keys;                      /* borrowed */
    unsigned posts_per_hour, votes_per_minute;
    HallEach shown;                     /* others can see it now; under the write lock; may be NULL */
    void    *data;
    bool     reports_alone;             /* nobody searches or facilitates here: no signals and no index of words are made */
} HallConfig;

typedef struct Hall Hall;

/* Takes from the store what slots that turned while nothing ran have left: at the writer's start. */
bool  hall_sweep(Db *db, GError **error) MUST_CHECK;
/* Loads all conversations. */
Hall *hall_new(const HallConfig *config, Db *db, GError **error) MUST_CHECK;
void  hall_free(Hall *hall);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Hall, hall_free)
/* After a commit was lost: everything anew from the store. False keeps what is there. */
bool  hall_reload(Hall *hall, Db *db, GError **error) MUST_CHECK;

void hall_read(Hall *hall);
void hall_read_end(Hall *hall);
Board *hall_board(const Hall *hall, const char *slug);          /* NULL; needs a lock or the writer thread */
Board *hall_board_by_id(const Hall *hall, const Id *conversation);
/* What is left of a board that has gone since the start: empty and over, for requests that
 * are under way. NULL: there was none. */
Board *hall_board_gone(const Hall *hall, const Id *conversation);
size_t hall_n_boards(const Hall *hall);
Board *hall_board_at(const Hall *hall, size_t i);

/* ---- writer thread only ---- */
void hall_change(Hall *hall);                                   /* takes the write lock */
void hall_changed(Hall *hall, Board *board);                    /* shows at once where there are no slots; gives the lock back */
const HallConfig *hall_config(const Hall *hall);
/* For what stores, changes the board and stores again: where `run` fails after the board was
 * changed, the store goes back and the boards are loaded anew from it. */
typedef bool (*HallRun)(Db *db, void *data, GError **error);
bool hall_run(Hall *hall, Db *db, HallRun run, void *data, GError **error) MUST_CHECK;
/* New settings or content, or a new conversation: stored, then taken up: where
 * sections or slots are others than before, the board is loaded anew. */
bool hall_put_conversation(Hall *hall, Db *db, const char *settings, const char *content /* NULL: as it was */,
                           GError **error) MUST_CHECK;
/* To be run whenever hall_slot_due() says so: where a slot has begun, shows what waited,
 * folds the vote log and keeps the counts of views. */
bool hall_turn_slot(Hall *hall, Db *db, int64_t now, GError **error) MUST_CHECK;
/* Phases stay as they are at `at`, whatever the clock says; 0: they go by the clock (A14). */
void hall_stop_phases(Hall *hall, int64_t at);
bool hall_slot_due(Hall *hall, int64_t now);                    /* any thread: cheap */
