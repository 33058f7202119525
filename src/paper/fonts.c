#include "paper/fonts.h"
#include "base/i18n.h"
#include "paper/paper.h"
#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

static const char family[] = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, Noto Sans, Noto Sans Arabic, DejaVu Sans, sans-serif";

char *
paper_fonts(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = program ? g_path_get_dirname(program) : g_strdup(".");

    return g_build_filename(folder, "fonts", NULL);
}

PangoContext *
paper_context(const char *fonts, const char *language)
{
    FcConfig *config = FcInitLoadConfigAndFonts();
    g_autoptr(PangoFontMap) map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);

    if (config && fonts)
        (void)FcConfigAppFontAddDir(config, (const FcChar8 *)fonts);
    if (config && PANGO_IS_FC_FONT_MAP(map)) {
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
        FcConfigDestroy(config);
    }
    PangoContext *context = pango_font_map_create_context(map);
    pango_context_set_language(context, pango_language_from_string(language));
    if (i18n_is_rtl(i18n_spoken()))
        pango_context_set_base_dir(context, PANGO_DIRECTION_RTL);
    return context;
}

/* Pango swaps left and right for a text that runs against the context: so all texts begin at the same margin. */
static void
begin_at_margin(PangoLayout *layout)
{
    if (pango_context_get_base_dir(pango_layout_get_context(layout)) == PANGO_DIRECTION_RTL &&
        pango_layout_get_line_readonly(layout, 0)->resolved_dir != PANGO_DIRECTION_LTR)
        pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
}

static void
add_attribute(PangoAttrList *list, PangoAttribute *attribute, size_t start, size_t end)
{
    attribute->start_index = (guint)start;
    attribute->end_index = (guint)end;
    pango_attr_list_insert(list, attribute);
}

/* A link that breaks at a hyphen is typed without it: it goes to the next line whole.  Its letters stand as they are: where two
 * are moved apart or drawn as one, a reader that copies it takes a blank or another letter with it. */
static void
keep_links_whole(PangoLayout *layout, const char *text)
{
    PangoAttrList *list = pango_attr_list_new();

    for (const char *at = strstr(text, "://"); at; at = strstr(at, "://")) {
        const char *start = at;

        while (start > text && start[-1] != ' ')
            start--;
        at += strcspn(at, " ");
        add_attribute(list, pango_attr_allow_breaks_new(false), (size_t)(start - text), (size_t)(at - text));
        add_attribute(list, pango_attr_font_features_new("kern=0, liga=0, clig=0, calt=0"), (size_t)(start - text), (size_t)(at - text));
    }
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
}

PangoLayout *
paper_layout(PangoContext *context, double size, PangoWeight weight, const char *text, double width)
{
    PangoLayout *layout = pango_layout_new(context);
    PangoFontDescription *font = pango_font_description_new();

    pango_font_description_set_family_static(font, family);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_font_description_set_weight(font, weight);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, text, -1);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    keep_links_whole(layout, text);
    if (width > 0)
        pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_line_spacing(layout, 1.25F);
    begin_at_margin(layout);
    return layout;
}

void
paper_layout_to_end(PangoLayout *layout)
{
    pango_layout_set_alignment(layout, pango_layout_get_alignment(layout) == PANGO_ALIGN_LEFT ? PANGO_ALIGN_RIGHT
                                                                                             : PANGO_ALIGN_LEFT);
}

double
paper_layout_height(PangoLayout *layout)
{
    PangoRectangle logical;

    pango_layout_get_extents(layout, NULL, &logical);
    return (double)logical.height / PANGO_SCALE;
}
