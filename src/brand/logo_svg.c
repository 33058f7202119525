#include "base/limits.h"
#include "brand/logo.h"
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <math.h>
#include <string.h>

#define SVG "http://www.w3.org/2000/svg"

/* Shapes and paints; nothing that runs, loads, links, moves or is drawn more than once. */
static const char *const elements[] = {
    "svg",     "g",    "path",           "rect",           "circle", "ellipse",  "line", "polyline",
    "polygon", "defs", "linearGradient", "radialGradient", "stop",   "clipPath", NULL,
};
static const char *const attributes[] = {
    "id",
    "d",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "width",
    "height",
    "points",
    "viewBox",
    "transform",
    "offset",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "clipPathUnits",
    "clip-path",
    "clip-rule",
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "opacity",
    "stop-color",
    "stop-opacity",
    "preserveAspectRatio",
    NULL,
};

typedef struct {
    const char *name;
    LogoNote note;
    void *data;
    unsigned n_nodes, n_shapes;
    bool too_many;
} Work;

static void
say_left_out(const Work *work, const xmlNode *node, const char *what)
{
    g_autofree char *line = g_strdup_printf("%s:%ld: %s is left out", work->name, xmlGetLineNo(node), what);

    if (work->note)
        work->note(line, work->data);
}

/* No address but one inside of this file: "url(#a)", in whatever letters.  What is no paint, number or path has no other
 * colons. */
static bool
value_is_plain(const char *value)
{
    g_autofree char *small = g_ascii_strdown(value, -1);
    const char *url = strstr(small, "url(");

    if (url && (g_strstr_len(url + 4, -1, "url(") || strncmp(url, "url(#", 5) != 0))
        return false;
    return !strpbrk(value, "<>&\\@;:{}") && strlen(value) <= LIMIT_LOGO_BYTES;
}

static void
take_value(const Work *work, const xmlNode *from, xmlNode *to, const char *name, const char *value)
{
    if (g_strv_contains(attributes, name) && value_is_plain(value))
        xmlSetProp(to, BAD_CAST name, BAD_CAST value);
    else
        say_left_out(work, from, name);
}

/* style="fill:#fff;stroke:none", as drawing programs write it, becomes attributes: a page may have no style
 * in it. */
static void
take_style(const Work *work, const xmlNode *from, xmlNode *to, const char *style)
{
    g_auto(GStrv) parts = g_strsplit(style, ";", -1);

    for (size_t i = 0; parts[i]; i++) {
        char *colon = strchr(parts[i], ':');
        if (!colon)
            continue;
        *colon = '\0';
        const char *name = g_strstrip(parts[i]);
        if (g_strv_contains(attributes, name))
            take_value(work, from, to, name, g_strstrip(colon + 1));
    }
}

static void
take_attributes(const Work *work, const xmlNode *from, xmlNode *to)
{
    for (const xmlAttr *at = from->properties; at; at = at->next) {
        xmlChar *value = xmlNodeListGetString(from->doc, at->children, 1);
        const char *name = (const char *)at->name, *text = value ? (const char *)value : "";

        if (at->ns) { /* of a drawing program, or xlink: no picture needs it */
        } else if (g_str_equal(name, "style"))
            take_style(work, from, to, text);
        else if (!g_str_equal(name, "version") && !g_str_equal(name, "class"))
            take_value(work, from, to, name, text);
        xmlFree(value);
    }
}

static bool
is_allowed(const xmlNode *node)
{
    return node->ns && xmlStrEqual(node->ns->href, BAD_CAST SVG) &&
           g_strv_contains(elements, (const char *)node->name);
}

static bool
is_shape(const xmlNode *node)
{
    static const char *const shapes[] = { "path", "rect",     "circle",  "ellipse",
                                          "line", "polyline", "polygon", NULL };

    return g_strv_contains(shapes, (const char *)node->name);
}

static void take_children(Work *work, const xmlNode *from, xmlNode *to, unsigned depth);

static void
take_element(Work *work, const xmlNode *from, xmlNode *to, unsigned depth)
{
    if (++work->n_nodes > LIMIT_LOGO_NODES || depth > LIMIT_LOGO_DEPTH) {
        work->too_many = true;
        return;
    }
    take_attributes(work, from, to);
    work->n_shapes += is_shape(from);
    take_children(work, from, to, depth + 1);
}

static void
take_children(Work *work, const xmlNode *from, xmlNode *to, unsigned depth)
{
    for (const xmlNode *child = from->children; child && !work->too_many; child = child->next) {
        if (child->type != XML_ELEMENT_NODE)
            continue;
        if (is_allowed(child)) {
            take_element(work, child, xmlNewChild(to, NULL, child->name, NULL), depth);
        } else if (!child->ns || xmlStrEqual(child->ns->href, BAD_CAST SVG)) {
            g_autofree char *what = g_strdup_printf("<%s>", (const char *)child->name);
            if (!xmlStrEqual(child->name, BAD_CAST "title") && !xmlStrEqual(child->name, BAD_CAST "desc") &&
                !xmlStrEqual(child->name, BAD_CAST "metadata"))
                say_left_out(work, child, what);
        }
    }
}

/* ---- its size ---- */

static double
length_of(xmlNode *root, const char *name)
{
    xmlChar *value = xmlGetProp(root, BAD_CAST name);
    char *end = NULL;
    double length = value ? g_ascii_strtod((const char *)value, &end) : 0;
    bool plain =
        value && (*end == '\0' || g_str_equal(end, "px") || g_str_equal(end, "mm") || g_str_equal(end, "pt"));

    xmlFree(value);
    return plain && isfinite(length) ? length : 0;
}

/* Width and height from the viewBox, else the other way round: the browser needs the one, the page the other.
 */
static bool
settle_size(xmlNode *root, Logo *logo)
{
    xmlChar *box = xmlGetProp(root, BAD_CAST "viewBox");
    g_auto(GStrv) parts = g_strsplit_set(box ? (const char *)box : "", " ,", -1);
    double width = length_of(root, "width"), height = length_of(root, "height"), numbers[4] = { 0 };
    size_t n = 0;

    for (size_t i = 0; parts[i] && n < 4; i++)
        if (*parts[i])
            numbers[n++] = g_ascii_strtod(parts[i], NULL);
    if (n == 4) {
        width = numbers[2];
        height = numbers[3];
    } else {
        g_autofree char *made = g_strdup_printf("0 0 %.0f %.0f", width, height);
        xmlSetProp(root, BAD_CAST "viewBox", BAD_CAST made);
    }
    xmlFree(box);
    if (!(width > 0 && height > 0 && width < 1e6 && height < 1e6))
        return false;
    double scale = 200 / MAX(width, height);
    logo->width = MAX(1u, (unsigned)lround(width * scale));
    logo->height = MAX(1u, (unsigned)lround(height * scale));
    xmlUnsetProp(root, BAD_CAST "width");
    xmlUnsetProp(root, BAD_CAST "height");
    return true;
}

/* ---- the whole ---- */

static bool
write_anew(Work *work, xmlNode *old, Logo *logo, GError **error)
{
    xmlDoc *fresh = xmlNewDoc(BAD_CAST "1.0");
    xmlNode *root = xmlNewDocNode(fresh, NULL, BAD_CAST "svg", NULL);
    xmlChar *out = NULL;
    int length = 0;

    xmlDocSetRootElement(fresh, root);
    take_element(work, old, root, 0);
    bool sized = settle_size(root, logo);
    xmlSetNs(root, xmlNewNs(root, BAD_CAST SVG, NULL));
    xmlDocDumpMemoryEnc(fresh, &out, &length, "UTF-8");
    xmlFreeDoc(fresh);
    logo->bytes = g_bytes_new(out, (gsize)MAX(length, 0));
    xmlFree(out);
    if (work->too_many)
        return error_set(error, ERROR_INPUT,
                         "%s: this drawing has more than %d parts; simplify it, or save it as PNG",
                         work->name, LIMIT_LOGO_NODES);
    if (work->n_shapes == 0)
        return error_set(error, ERROR_INPUT,
                         "%s: nothing is drawn in it; turn text into paths, or save it as PNG", work->name);
    return sized || error_set(error, ERROR_INPUT, "%s: it does not say how large it is; give it a viewBox",
                              work->name);
}

static xmlDoc *
parse(const char *name, const void *bytes, size_t length, GError **error)
{
    xmlParserCtxt *context = xmlNewParserCtxt();
    xmlDoc *doc =
        xmlCtxtReadMemory(context, bytes, (int)length, NULL, NULL,
                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);

    if (!doc)
        error_set(error, ERROR_INPUT,
                  "%s:%d: this is neither a PNG nor an SVG picture, or it is damaged; save it again", name,
                  context->lastError.line);
    xmlFreeParserCtxt(context);
    return doc;
}

bool
logo_read_svg(const char *name, const void *bytes, size_t length, LogoNote note, void *data, Logo *ret_logo,
              GError **error)
{
    Work work = { .name = name, .note = note, .data = data };
    g_auto(Logo) logo = { .type = "image/svg+xml" };
    xmlDoc *doc = parse(name, bytes, length, error);
    bool ok = false;

    if (!doc)
        return false;
    xmlNode *root = xmlDocGetRootElement(doc);
    if (doc->intSubset && doc->intSubset->children)
        error_set(error, ERROR_INPUT, "%s: it declares words of its own (<!ENTITY>); save it as plain SVG",
                  name);
    else if (!is_allowed(root) || !xmlStrEqual(root->name, BAD_CAST "svg"))
        error_set(error, ERROR_INPUT, "%s:%ld: this is not an SVG picture; save it as SVG or PNG", name,
                  xmlGetLineNo(root));
    else
        ok = write_anew(&work, root, &logo, error);
    xmlFreeDoc(doc);
    if (!ok)
        return false;
    *ret_logo = logo;
    logo.bytes = NULL;
    return true;
}
