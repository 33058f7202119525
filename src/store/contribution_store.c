#include "store/contribution_store.h"
#include "store/seal.h"

static const DbColumn columns[] = {
    DB_COL_ID(ContributionRow, contribution),
    DB_COL_ID_OR_ZERO(ContributionRow, parent),
    DB_COL_ID(ContributionRow, idea),
    DB_COL_ID_OR_ZERO(ContributionRow, target),
    DB_COL_I64(ContributionRow, kind),
    DB_COL_I64(ContributionRow, state),
    DB_COL_I64(ContributionRow, source),
    DB_COL_I64(ContributionRow, slot),
    DB_COL_I64(ContributionRow, edited),
    DB_COL_I64(ContributionRow, version),
    DB_COL_I64(ContributionRow, views),
    DB_COL_TEXT(ContributionRow, section),
    DB_COL_TEXT(ContributionRow, text),
    DB_COL_ID_OR_ZERO(ContributionRow, author_tag),
    DB_COL_ID_OR_ZERO(ContributionRow, author_mask),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(ContributionRow) };

static const DbColumn revision_columns[] = {
    DB_COL_I64(RevisionRow, version),
    DB_COL_TEXT(RevisionRow, text),
    DB_COL_TEXT(RevisionRow, section),
};
static const DbRowType revision_type = { revision_columns, G_N_ELEMENTS(revision_columns), sizeof(RevisionRow) };

static const DbQuery insert_query = {
    "contribution insert",
    "INSERT INTO contribution (conversation, contribution, kind, parent, idea, section, text, state, source,"
    " slot, edited, version, target, author_tag, author_mask, views)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    NULL,
};
static const DbQuery update_query = {
    "contribution update",
    "UPDATE contribution SET parent = ?, idea = ?, section = ?, text = ?, state = ?, edited = ?, version = ?,"
    " target = ? WHERE conversation = ? AND contribution = ?",
    NULL,
};
static const DbQuery views_query = {
    "contribution views", "UPDATE contribution SET views = ? WHERE conversation = ? AND contribution = ?", NULL,
};
static const DbQuery unlink_query = {
    "contribution unlink",
    "UPDATE contribution SET author_tag = NULL, author_mask = NULL WHERE conversation = ? AND contribution = ?",
    NULL,
};
static const DbQuery each_query = {
    "contribution each",
    "SELECT contribution, parent, idea, target, kind, state, source, slot, edited, version, views, section, text,"
    " author_tag, author_mask FROM contribution WHERE conversation = ?",
    &row_type,
};
static const DbQuery revision_add_query = {
    "revision add",
    "INSERT INTO revision (conversation, contribution, version, text, section) VALUES (?, ?, ?, ?, ?)",
    NULL,
};
static const DbQuery revision_forget_query = {
    "revision forget", "DELETE FROM revision WHERE conversation = ? AND contribution = ?", NULL,
};
static const DbQuery revision_all_query = {
    "revision all",
    "SELECT version, text, section FROM revision WHERE conversation = ? AND contribution = ? ORDER BY version",
    &revision_type,
};

static DbValue
id_or_null(const Id *id)
{
    return id_is_zero(id) ? DB_NULL : DB_ID(id);
}

bool
contribution_insert(const Scope *scope, const ContributionRow *row, const Id *voice, GError **error)
{
    Seal author = { .tag = { .bytes = { 0 } } };

    if (!id_is_zero(voice))
        author = seal_voice(scope->key, "author", &row->contribution, voice);
    return db_run(scope->db, &insert_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_ID(&row->contribution), DB_INT(row->kind),
                            id_or_null(&row->parent), DB_ID(&row->idea), DB_TEXT(row->section),
                            DB_TEXT(row->text), DB_INT(row->state), DB_INT(row->source), DB_INT(row->slot),
                            DB_INT(row->edited), DB_INT(row->version), id_or_null(&row->target),
                            id_or_null(&author.tag), id_or_null(&author.mask), DB_INT(row->views)),
                  error);
}

bool
contribution_update(const Scope *scope, const ContributionRow *row, GError **error)
{
    return db_run(scope->db, &update_query,
                  DB_PARAMS(id_or_null(&row->parent), DB_ID(&row->idea), DB_TEXT(row->section),
                            DB_TEXT(row->text), DB_INT(row->state), DB_INT(row->edited), DB_INT(row->version),
                            id_or_null(&row->target), DB_ID(&scope->conversation), DB_ID(&row->contribution)),
                  error);
}

bool
contribution_set_views(const Scope *scope, const Id *id, int64_t views, GError **error)
{
    return db_run(scope->db, &views_query, DB_PARAMS(DB_INT(views), DB_ID(&scope->conversation), DB_ID(id)), error);
}

bool
contribution_unlink(const Scope *scope, const Id *id, GError **error)
{
    return db_run(scope->db, &unlink_query, DB_PARAMS(DB_ID(&scope->conversation), DB_ID(id)), error);
}

bool
contribution_each(const Scope *scope, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &each_query, DB_PARAMS(DB_ID(&scope->conversation)), each, data, error);
}

Id
contribution_author(const Scope *scope, const ContributionRow *row)
{
    Seal author = { row->author_tag, row->author_mask };

    return id_is_zero(&row->author_tag) ? (Id){ .bytes = { 0 } } : seal_open(scope->key, &author);
}

bool
contribution_is_whole(const Scope *scope, const ContributionRow *row)
{
    const Id author = contribution_author(scope, row);
    const Seal sealed = seal_voice(scope->key, "author", &row->contribution, &author);

    return (id_is_zero(&row->author_tag) || id_equal(&sealed.tag, &row->author_tag)) &&
           g_utf8_validate(row->text, -1, NULL) && g_utf8_validate(row->section, -1, NULL);
}

bool
revision_add(const Scope *scope, const Id *id, int64_t version, const char *text, const char *section, GError **error)
{
    return db_run(scope->db, &revision_add_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_ID(id), DB_INT(version), DB_TEXT(text), DB_TEXT(section)),
                  error);
}

bool
revision_forget(const Scope *scope, const Id *id, GError **error)
{
    return db_run(scope->db, &revision_forget_query, DB_PARAMS(DB_ID(&scope->conversation), DB_ID(id)), error);
}

bool
revision_all(const Scope *scope, const Id *id, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &revision_all_query, DB_PARAMS(DB_ID(&scope->conversation), DB_ID(id)), ret_rows, error);
}
