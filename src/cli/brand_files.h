/* `accent =` and `logo =` of conversation.ini: checked here, where the file and its line are known. */
#pragma once
#include "base/error.h"
#include <jansson.h>

/* *ret_brand: NULL where there is neither; else the caller's, as model/brand.h has it.  What is left out of a
 * drawing is said on standard error. */
bool brand_files_read(const char *folder, const char *ini_text, json_t **ret_brand,
                      GError **error) MUST_CHECK;
/* A logo's bytes into it; `name` names the file in errors. */
bool brand_files_add_logo(json_t *brand, const char *name, const void *bytes, size_t length,
                          GError **error) MUST_CHECK;
