/* Contributions and their earlier wordings. */
#pragma once
#include "store/scope.h"

typedef struct {
    Id      contribution, parent, idea, target;     /* zero: none */
    int64_t kind, state, source, slot, edited, version, views;
    char   *section, *text;
    Id      author_tag, author_mask;                /* as stored; zero: nobody */
} ContributionRow;

typedef struct { int64_t version; char *text, *section; } RevisionRow;

/* `voice` zero: without an author. author_tag and author_mask of the row are not read. */
bool contribution_insert(const Scope *scope, const ContributionRow *row, const Id *voice, GError **error) MUST_CHECK;
/* Everything but kind, source, slot, author and views. */
bool contribution_update(const Scope *scope, const ContributionRow *row, GError **error) MUST_CHECK;
bool contribution_set_views(const Scope *scope, const Id *id, int64_t views, GError **error) MUST_CHECK;
bool contribution_unlink(const Scope *scope, const Id *id, GError **error) MUST_CHECK;
/* In no order of time. */
bool contribution_each(const Scope *scope, DbEach each, void *data, GError **error) MUST_CHECK;
Id   contribution_author(const Scope *scope, const ContributionRow *row);   /* zero: nobody */
/* Its author opens with the key, and its words are words: what a database does not check itself. */
bool contribution_is_whole(const Scope *scope, const ContributionRow *row);

/* Keeps the wording that a change replaces. */
bool revision_add(const Scope *scope, const Id *id, int64_t version, const char *text, const char *section,
                  GError **error) MUST_CHECK;
bool revision_forget(const Scope *scope, const Id *id, GError **error) MUST_CHECK;
bool revision_all(const Scope *scope, const Id *id, DbRows *ret_rows /* RevisionRow */, GError **error) MUST_CHECK;
