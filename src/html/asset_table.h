/* What tools/embed.mjs writes; only asset.c reads it. */
#pragma once
#include "html/asset.h"

extern const char *const asset_names[];         /* "app.css": beside asset_table[] */
extern const Asset       asset_table[];
extern const size_t      asset_count;
