/* The files that pages load (style, scripts, icons, fonts), built into the program.  Each
 * has a hash of its content in its path, so an answer may be kept by browsers for ever. */
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char    *path;            /* "/assets/app-1a2b3c4d.css" */
    const char    *type;            /* of the Content-Type header */
    const uint8_t *bytes;
    size_t         length;
    const uint8_t *gzip;            /* NULL where it would not be smaller (fonts) */
    size_t         gzip_length;
} Asset;

const Asset *asset_find(const char *path);      /* by the path of a request; NULL */
/* "app.css" -> "/assets/app-1a2b3c4d.css".  An unknown name is a mistake of ours and aborts. */
const char  *asset_url(const char *name);
const Asset *asset_all(size_t *ret_n);          /* to try them all */
