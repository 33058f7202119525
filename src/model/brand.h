/* How a conversation looks to those who come: the organisation's accent colour and logo, checked when they
 * were brought in (brand/accent.h, brand/logo.h).  Never changes: shared by reference. */
#pragma once
#include "base/error.h"
#include <jansson.h>

typedef struct {
    char *accent;     /* "#1a5c8a"; NULL: the program's own */
    char *style_path; /* "/brand/0123456789abcdef.css": its content names it; NULL without an accent */
    char *style;      /* the text of that style */
    GBytes *logo;     /* NULL: the program's mark */
    const char *logo_type;
    char *logo_path; /* "/brand/0123456789abcdef.svg"; NULL without a logo */
    unsigned logo_width, logo_height;
} Brand;

/* {accent: "#rrggbb", logo: base64, logo_type, logo_width, logo_height}; whatever does not fit is left out.
 * NULL for nothing at all. */
Brand *brand_from_json(const json_t *object);
json_t *brand_json(const Brand *brand); /* NULL: JSON null */
Brand *brand_ref(Brand *brand);         /* NULL: NULL */
void brand_unref(Brand *brand);         /* NULL is fine */
bool brand_same(const Brand *a, const Brand *b);

/* The bytes of /brand/FILE where they are of this conversation; NULL: not. */
const void *brand_file(const Brand *brand, const char *path, size_t *ret_length, const char **ret_type);
