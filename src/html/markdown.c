#include "html/markdown.h"
#include "base/limits.h"
#include "html/escape.h"
#include <cmark.h>
#include <string.h>

/* People can nest a thousand quotes in two thousand characters; what is deeper than this is written flat. */
#define MAX_NESTING 16

typedef struct {
    Html *html;
    bool is_talk;
    const char *base; /* NULL: links must be whole */
    int top_heading;  /* the highest level in the text becomes h2 */
    int last_heading; /* as written: no level is left out on the way down */
    unsigned nesting;
} Walk;

typedef struct cmark_node Node;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Node, cmark_node_free)
typedef cmark_iter Iter;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Iter, cmark_iter_free)

/* ---- elements that may nest ---- */

static void
write_nesting(Walk *walk, bool entering, HtmlElement element, const HtmlAttr *attrs, size_t n_attrs)
{
    if (entering && walk->nesting++ < MAX_NESTING)
        html_open_n(walk->html, element, attrs, n_attrs);
    if (!entering && --walk->nesting < MAX_NESTING)
        html_close(walk->html, element);
}

static void
write_list(Walk *walk, Node *node, bool entering)
{
    bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    int start = cmark_node_get_list_start(node);
    char digits[16];

    g_snprintf(digits, sizeof digits, "%d", start);
    HtmlAttr attr = { AT_START, ordered && start != 1 ? digits : NULL };
    write_nesting(walk, entering, ordered ? EL_OL : EL_UL, &attr, 1);
}

/* An item belongs to its list: both are written or neither. */
static void
write_item(Walk *walk, bool entering)
{
    if (walk->nesting > MAX_NESTING)
        html_text(walk->html, "\n");
    else if (entering)
        html_open(walk->html, EL_LI);
    else
        html_close(walk->html, EL_LI);
}

/* ---- blocks ---- */

static bool
is_tight(Node *paragraph)
{
    Node *item = cmark_node_parent(paragraph);
    Node *list = item ? cmark_node_parent(item) : NULL;

    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void
write_paragraph(Walk *walk, Node *node, bool entering)
{
    if (is_tight(node)) {
        if (entering && cmark_node_previous(node))
            html_text(walk->html, "\n");
    } else if (entering) {
        html_open(walk->html, EL_P);
    } else {
        html_close(walk->html, EL_P);
    }
}

static HtmlElement
heading_element(Walk *walk, Node *node, bool entering)
{
    static const HtmlElement levels[] = { EL_H2, EL_H3, EL_H4 };

    if (entering) {
        int level = cmark_node_get_heading_level(node) - walk->top_heading;
        /* A heading inside a quotation may be higher than any that counted for the top. */
        walk->last_heading = CLAMP(MIN(level, walk->last_heading + 1), 0, 2);
    }
    return levels[walk->last_heading];
}

static void
write_heading(Walk *walk, Node *node, bool entering)
{
    if (walk->is_talk && entering) {
        html_open(walk->html, EL_P);
        html_open(walk->html, EL_STRONG);
    } else if (walk->is_talk) {
        html_close(walk->html, EL_STRONG);
        html_close(walk->html, EL_P);
    } else if (entering) {
        html_open(walk->html, heading_element(walk, node, true));
    } else {
        html_close(walk->html, heading_element(walk, node, false));
    }
}

static void
write_code_block(Walk *walk, Node *node)
{
    html_open(walk->html, EL_PRE);
    html_leaf(walk->html, EL_CODE, cmark_node_get_literal(node));
    html_close(walk->html, EL_PRE);
}

/* ---- links ---- */

/* The address to link to, or NULL; *kept owns it where it had to be made. */
static const char *
link_target(const Walk *walk, const char *url, char **kept)
{
    if (walk->is_talk || !url || !*url)
        return NULL;
    if (escape_url_is_safe(url))
        return url;
    if (!walk->base || strchr("/.#?\\", url[0]) || url[strcspn(url, ":")])
        return NULL;
    *kept = g_strconcat(walk->base, url, NULL);
    return escape_url_is_safe(*kept) ? *kept : NULL;
}

static bool
is_its_own_text(Node *link, const char *url)
{
    Node *child = cmark_node_first_child(link);
    const char *text = child && !cmark_node_next(child) ? cmark_node_get_literal(child) : NULL;

    return text &&
           (strcmp(text, url) == 0 || (g_str_has_prefix(url, "mailto:") && strcmp(text, url + 7) == 0));
}

static void
write_link(Walk *walk, Node *node, bool entering)
{
    const char *url = cmark_node_get_url(node);
    g_autofree char *kept = NULL;
    const char *target = link_target(walk, url, &kept);

    if (target) {
        HtmlAttr attr = { AT_HREF, target };
        write_nesting(walk, entering, EL_A, &attr, 1);
    } else if (!entering && url && *url && !is_its_own_text(node, url)) {
        html_text(walk->html, " (");
        html_text(walk->html, url);
        html_text(walk->html, ")");
    }
}

static void
write_image(Walk *walk, Node *node, bool entering)
{
    const char *url = cmark_node_get_url(node);

    if (walk->is_talk && !entering && url && *url) {
        html_text(walk->html, " (");
        html_text(walk->html, url);
        html_text(walk->html, ")");
    }
}

/* ---- the walk ---- */

/* Lines break where people broke them: that is what they mean when they talk. */
static void
write_soft_break(Walk *walk)
{
    if (walk->is_talk)
        html_void(walk->html, EL_BR);
    html_text(walk->html, "\n");
}

static void
write_typed_markup(Walk *walk, Node *node)
{
    g_autofree char *text = g_strchomp(g_strdup(cmark_node_get_literal(node)));

    html_leaf(walk->html, EL_P, text);
}

/* Nodes without children. */
static void
write_leaf(Walk *walk, Node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_HTML_INLINE)
        html_text(walk->html, cmark_node_get_literal(node));
    else if (type == CMARK_NODE_SOFTBREAK)
        write_soft_break(walk);
    else if (type == CMARK_NODE_LINEBREAK)
        html_void(walk->html, EL_BR);
    else if (type == CMARK_NODE_CODE)
        html_leaf(walk->html, EL_CODE, cmark_node_get_literal(node));
    else if (type == CMARK_NODE_CODE_BLOCK)
        write_code_block(walk, node);
    else if (type == CMARK_NODE_HTML_BLOCK)
        write_typed_markup(walk, node);
    else if (type == CMARK_NODE_THEMATIC_BREAK)
        html_void(walk->html, EL_HR);
}

static void
write_node(Walk *walk, Node *node, bool entering)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_PARAGRAPH)
        write_paragraph(walk, node, entering);
    else if (type == CMARK_NODE_HEADING)
        write_heading(walk, node, entering);
    else if (type == CMARK_NODE_BLOCK_QUOTE)
        write_nesting(walk, entering, EL_BLOCKQUOTE, NULL, 0);
    else if (type == CMARK_NODE_LIST)
        write_list(walk, node, entering);
    else if (type == CMARK_NODE_ITEM)
        write_item(walk, entering);
    else if (type == CMARK_NODE_EMPH)
        write_nesting(walk, entering, EL_EM, NULL, 0);
    else if (type == CMARK_NODE_STRONG)
        write_nesting(walk, entering, EL_STRONG, NULL, 0);
    else if (type == CMARK_NODE_LINK)
        write_link(walk, node, entering);
    else if (type == CMARK_NODE_IMAGE)
        write_image(walk, node, entering);
    else if (entering)
        write_leaf(walk, node);
}

static Node *
parse(const char *text)
{
    return cmark_parse_document(text, strlen(text), CMARK_OPT_DEFAULT);
}

static int
highest_heading(Node *document)
{
    int highest = 6;

    for (Node *at = cmark_node_first_child(document); at; at = cmark_node_next(at))
        if (cmark_node_get_type(at) == CMARK_NODE_HEADING)
            highest = MIN(highest, cmark_node_get_heading_level(at));
    return highest;
}

static SafeHtml *
render(const char *text, bool is_talk, const char *base, GError **error)
{
    g_autoptr(Node) document = parse(text);
    g_autoptr(Iter) iter = cmark_iter_new(document);
    g_autoptr(Html) html = html_new(LIMIT_PAGE_BYTES);
    Walk walk = { html, is_talk, base, highest_heading(document), -1, 0 };
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
        write_node(&walk, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
    return html_finish_fragment(html, error);
}

SafeHtml *
markdown_talk(const char *text, GError **error)
{
    return render(text, true, NULL, error);
}

SafeHtml *
markdown_page(const char *text, GError **error)
{
    return render(text, false, NULL, error);
}

SafeHtml *
markdown_page_at(const char *text, const char *base, GError **error)
{
    return render(text, false, base, error);
}

/* ---- words alone ---- */

static void
end_line(GString *out)
{
    if (out->len > 0 && out->str[out->len - 1] != '\n')
        g_string_append_c(out, '\n');
}

static bool
is_block(cmark_node_type type)
{
    return type >= CMARK_NODE_FIRST_BLOCK && type <= CMARK_NODE_LAST_BLOCK;
}

char *
markdown_plain(const char *text)
{
    g_autoptr(Node) document = parse(text);
    g_autoptr(Iter) iter = cmark_iter_new(document);
    GString *out = g_string_new(NULL);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        Node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        const char *literal = cmark_node_get_literal(node);

        if (is_block(type))
            end_line(out);
        if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            g_string_append_c(out, ' ');
        else if (literal && event == CMARK_EVENT_ENTER)
            g_string_append(out, literal);
    }
    while (out->len > 0 && out->str[out->len - 1] == '\n')
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, false);
}
