/* REFI-QDA 1.0 (QDA-XML, 18 March 2019, www.qdasoftware.org): texts with their codes, for
 * the programs that analysts use elsewhere. Text positions count Unicode characters. */
#pragma once
#include "base/error.h"
#include "base/ids.h"
#include <stddef.h>

#define QDA_NO_PARENT SIZE_MAX

typedef struct {
    Id          id;
    size_t      parent;          /* a place in `codes`, or QDA_NO_PARENT */
    const char *name, *description;   /* description NULL: none */
} QdaCode;

typedef struct {
    size_t  code, user;          /* places in `codes` and `users` */
    int64_t start, end;          /* characters, `end` behind the last; start -1: the whole text */
} QdaCoding;

typedef struct {
    Id          id;
    const char *name, *text, *kind, *section, *day;      /* day "2026-11-29" */
    int64_t     likes, dislikes;
    const QdaCoding *codings;
    size_t      n_codings;
} QdaSource;

/* Everything is borrowed and UTF-8. */
typedef struct {
    Id          id;
    const char *name;
    int64_t     made;            /* seconds since 1970; a day is enough */
    const char *const *users;    /* "Analyst 1" */
    size_t      n_users;
    const QdaCode *codes;
    size_t      n_codes;
    const QdaSource *sources;
    size_t      n_sources;
} QdaProject;

/* Bytes, the caller's; the same project gives the same bytes.  qda_codebook: the .qdc, ERROR_INPUT where there is
 * no code yet (the format asks for one); qda_project: the .qdpx, a ZIP with each text as a file of its own. */
char *qda_codebook(const QdaProject *project, size_t *ret_length, GError **error) MUST_CHECK;
char *qda_project(const QdaProject *project, size_t *ret_length, GError **error) MUST_CHECK;
