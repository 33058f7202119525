/* For coding*.c alone: changing the book, after the store has it. */
#pragma once
#include "domain/coding.h"

/* Texts are copied. */
typedef struct { Id id, parent; const char *name, *definition; uint32_t version; bool retired; } CodeNow;
void book_set_code(CodingBook *book, const CodeNow *now);
/* The analyst's place for an item, made if it is not there. */
Reading *book_reading_make(CodingBook *book, uint32_t item, unsigned staff);
void book_add_coding(CodingBook *book, uint32_t item, unsigned staff, const Coding *coding);
/* index + 1; 0: unknown. */
uint32_t book_code_at(const CodingBook *book, const Id *id);

/* What every act of an analyst begins with. */
typedef struct { Hall *hall; Board *board; CodingBook *book; Scope scope; unsigned staff; } CodingDesk;
CodingOutcome coding_enter(Hall *hall, Db *db, const Actor *actor, CodingDesk *ret_desk);

/* Whether the frame may have this code so. */
CodingOutcome coding_may_set(const CodingDesk *desk, const CodeNow *now);

/* ---- storing; nothing in memory changes ---- */
/* What it takes to bring the code back: `changes` (CodeNow) lift the codes below it, `into` took up its codings; NULL: nothing did. */
bool coding_keep_undo(const CodingDesk *desk, const Code *code, const GArray *changes, const Id *into, GError **error) MUST_CHECK;
/* A code as it is to be, and the step of the history: its `parent` is `beside`. */
bool coding_store_code(const CodingDesk *desk, const CodeNow *now, int64_t act, const Id *beside, GError **error) MUST_CHECK;
/* All codings of one analyst on one contribution, in the place of the earlier ones. */
bool coding_store_all(const CodingDesk *desk, const Id *contribution, unsigned staff, const GArray *codings,
                      GError **error) MUST_CHECK;

/* The codes directly below `from`, one level up, each under a version of its own from `version` on. */
void    coding_lift(const CodingDesk *desk, const Code *from, uint32_t version, GArray *changes /* CodeNow */);
CodeNow code_now(const Code *code);
/* Sorted by code and place, each once. */
void    codings_tidy(GArray *codings);
