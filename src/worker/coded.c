#include "worker/coded.h"

#define DEEPEST 32

Coded *
coded_load(const Board *board, Db *db, GError **error)
{
    g_autoptr(Coded) coded = g_new0(Coded, 1);
    Scope scope = board_scope(board, db);

    coded->board = board;
    return coded_codes(&scope, &coded->codes, error) && coded_codings(&scope, &coded->codings, error) &&
           coded_read_marks(&scope, &coded->reads, error) ? g_steal_pointer(&coded) : NULL;
}

void
coded_free(Coded *coded)
{
    if (!coded)
        return;
    db_rows_clear(&coded->codes);
    db_rows_clear(&coded->codings);
    db_rows_clear(&coded->reads);
    g_free(coded);
}

const CodedCodeRow *
coded_code(const Coded *coded, const Id *code)
{
    for (size_t i = 0; i < coded->codes.n; i++)
        if (id_equal(&db_rows_at(&coded->codes, CodedCodeRow, i)->code, code))
            return db_rows_at(&coded->codes, CodedCodeRow, i);
    return NULL;
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

char *
coded_names(const Coded *coded, const Id *contribution)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    GString *names = g_string_new(NULL);

    for (size_t i = 0; i < coded->codings.n; i++) {
        const CodedRow *row = db_rows_at(&coded->codings, CodedRow, i);
        const CodedCodeRow *code = id_equal(&row->contribution, contribution) ? coded_code(coded, &row->code) : NULL;

        if (code && g_hash_table_add(seen, (void *)code))
            g_string_append_printf(names, "%s%s", names->len ? "; " : "", code->name);
    }
    return g_string_free(names, false);
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
