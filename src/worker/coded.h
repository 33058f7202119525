/* The coding frame and all codings of a conversation, for exports and the report. */
#pragma once
#include "domain/board.h"
#include "store/coded_store.h"
#include <jansson.h>

typedef struct {
    const Board *board;
    DbRows codes, codings, reads;       /* CodedCodeRow, CodedRow, CodedReadRow */
    GHashTable *code_at;                /* const Id * -> CodedCodeRow * */
    GHashTable *codings_at;             /* const Id * of a contribution -> GPtrArray of CodedRow * */
} Coded;

Coded  *coded_load(const Board *board, Db *db, GError **error) MUST_CHECK;
void    coded_free(Coded *coded);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Coded, coded_free)

const CodedCodeRow *coded_code(const Coded *coded, const Id *code);         /* NULL */
/* The code at the root of its branch: the theme. */
const CodedCodeRow *coded_theme(const Coded *coded, const Id *code);        /* NULL */
/* Names of the codes on a contribution, by anybody, each once: of const char *, borrowed; caller unrefs. */
GPtrArray *coded_names(const Coded *coded, const Id *contribution);
json_t *coded_frame_json(const Coded *coded);           /* [{code, name, definition, parent}]; caller owns */
