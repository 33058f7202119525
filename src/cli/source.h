/* A conversation's folder, as people write it (and as the demonstration has it built in). */
#pragma once
#include "base/error.h"
#include <jansson.h>

typedef struct {
    char   *folder;             /* "" for the demonstration */
    char   *ini;                /* the text of conversation.ini */
    json_t *pages;              /* {"welcome": Markdown, ...} */
    json_t *brand;              /* accent and logo as model/brand.h has them; NULL: none */
} Source;

Source *source_read(const char *folder, GError **error) MUST_CHECK;
/* `ini` is taken. */
Source *source_new(const char *folder, char *ini);
/* False: too long, or not UTF-8. */
bool    source_add_page(Source *source, const char *name, const char *text, size_t length, GError **error) MUST_CHECK;
void    source_free(Source *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Source, source_free)
