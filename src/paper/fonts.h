/* The fonts of everything that is printed. */
#pragma once
#include "base/error.h"
#include <pango/pangocairo.h>

/* The system’s fonts and those of the folder (NULL: none), for texts that run as the language that is spoken; g_object_unref. */
PangoContext *paper_context(const char *fonts, const char *language);

/* Text in that size (points) and weight, wrapped at `width` points (0: not); g_object_unref. */
PangoLayout *paper_layout(PangoContext *context, double size, PangoWeight weight, const char *text, double width);
double       paper_layout_height(PangoLayout *layout);          /* points */
void         paper_layout_to_end(PangoLayout *layout);         /* lines end at the far margin, as numbers in a column do */
