#include "worker/coded.h"

#define DEEPEST 32

static void
index_codes(Coded *coded)
{
    coded->code_at = g_hash_table_new(id_hash, (GEqualFunc)id_equal_func);
    for (size_t i = 0; i < coded->codes.n; i++) {
        CodedCodeRow *row = db_rows_at(&coded->codes, CodedCodeRow, i);

        g_hash_table_insert(coded->code_at, &row->code, row);
    }
}

static void
index_codings(Coded *coded)
{
    coded->codings_at = g_hash_table_new_full(id_hash, (GEqualFunc)id_equal_func, NULL, (GDestroyNotify)g_ptr_array_unref);
    for (size_t i = 0; i < coded->codings.n; i++) {
        CodedRow *row = db_rows_at(&coded->codings, CodedRow, i);
        GPtrArray *codings = g_hash_table_lookup(coded->codings_at, &row->contribution);

        if (!codings) {
            codings = g_ptr_array_new();
            g_hash_table_insert(coded->codings_at, &row->contribution, codings);
        }
        g_ptr_array_add(codings, row);
    }
}

Coded *
coded_load(const Board *board, Db *db, GError **error)
{
    g_autoptr(Coded) coded = g_new0(Coded, 1);
    Scope scope = board_scope(board, db);

    coded->board = board;
    if (!coded_codes(&scope, &coded->codes, error) || !coded_codings(&scope, &coded->codings, error) ||
        !coded_read_marks(&scope, &coded->reads, error))
        return NULL;
    index_codes(coded);
    index_codings(coded);
    return g_steal_pointer(&coded);
}

void
coded_free(Coded *coded)
{
    if (!coded)
        return;
    g_clear_pointer(&coded->code_at, g_hash_table_unref);
    g_clear_pointer(&coded->codings_at, g_hash_table_unref);
    db_rows_clear(&coded->codes);
    db_rows_clear(&coded->codings);
    db_rows_clear(&coded->reads);
    g_free(coded);
}

const CodedCodeRow *
coded_code(const Coded *coded, const Id *code)
{
    return g_hash_table_lookup(coded->code_at, code);
}

const CodedCodeRow *
coded_theme(const Coded *coded, const Id *code)
{
    const CodedCodeRow *row = coded_code(coded, code);

    for (size_t depth = 0; row && !id_is_zero(&row->parent) && depth < DEEPEST; depth++) {
        const CodedCodeRow *above = coded_code(coded, &row->parent);

        if (!above)
            break;
        row = above;
    }
    return row;
}

GPtrArray *
coded_names(const Coded *coded, const Id *contribution)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    const GPtrArray *codings = g_hash_table_lookup(coded->codings_at, contribution);
    GPtrArray *names = g_ptr_array_new();

    for (guint i = 0; codings && i < codings->len; i++) {
        const CodedRow *row = g_ptr_array_index(codings, i);
        const CodedCodeRow *code = coded_code(coded, &row->code);

        if (code && g_hash_table_add(seen, (void *)code))
            g_ptr_array_add(names, code->name);
    }
    return names;
}

json_t *
coded_frame_json(const Coded *coded)
{
    json_t *frame = json_array();

    for (size_t i = 0; i < coded->codes.n; i++) {
        const CodedCodeRow *row = db_rows_at(&coded->codes, CodedCodeRow, i), *parent = coded_code(coded, &row->parent);
        char id[ID_TEXT_SIZE];

        id_to_text(&row->code, id);
        json_t *code = json_pack("{s:s, s:s, s:s, s:b}", "code", id, "name", row->name, "definition", row->definition,
                                 "retired", row->retired != 0);
        if (parent)
            json_object_set_new(code, "parent", json_string(parent->name));
        json_array_append_new(frame, code);
    }
    return frame;
}
