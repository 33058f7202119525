#include "http/router.h"
#include <string.h>

#define MAX_ARGS (sizeof((HttpMatch *)0)->args / sizeof((HttpMatch *)0)->args[0])

typedef struct Node Node;
struct Node {
    const char *segment; /* NULL: a ":name" */
    size_t length;
    Node *children, *next;
    Node *named; /* the ":name" child */
    const HttpRoute *rows[HTTP_DELETE + 1];
    unsigned allowed;
};

struct Router {
    Node root;
};

static Node *
child_of(Node *node, const char *segment, size_t length)
{
    Node *child;

    if (segment[0] == ':') {
        if (!node->named)
            node->named = g_new0(Node, 1);
        return node->named;
    }
    for (child = node->children; child; child = child->next)
        if (child->length == length && memcmp(child->segment, segment, length) == 0)
            return child;
    child = g_new0(Node, 1);
    child->segment = segment;
    child->length = length;
    child->next = node->children;
    node->children = child;
    return child;
}

static void
add_row(Router *router, const HttpRoute *row)
{
    Node *node = &router->root;

    if (row->method < HTTP_GET || row->method > HTTP_DELETE)
        return;
    for (const char *at = row->path; *at == '/';) {
        size_t length = strcspn(at + 1, "/");
        node = child_of(node, at + 1, length);
        at += 1 + length;
    }
    if (!node->rows[row->method])
        node->rows[row->method] = row;
    node->allowed |= 1u << row->method;
}

Router *
router_new(const HttpRoute *routes, size_t n_routes)
{
    Router *router = g_new0(Router, 1);

    for (size_t i = 0; i < n_routes; i++)
        add_row(router, &routes[i]);
    return router;
}

static void
free_below(Node *node)
{
    for (Node *child = node->children, *next; child; child = next) {
        next = child->next;
        free_below(child);
        g_free(child);
    }
    if (node->named)
        free_below(node->named);
    g_free(node->named);
}

void
router_free(Router *router)
{
    if (!router)
        return;
    free_below(&router->root);
    g_free(router);
}

/* Tries the literal way first and comes back for the named one. */
static const Node *
walk(const Node *node, const char *path, HttpMatch *match)
{
    if (*path != '/')
        return *path == '\0' && node->allowed ? node : NULL;
    size_t length = strcspn(path + 1, "/");
    for (const Node *child = node->children; child; child = child->next)
        if (child->length == length && memcmp(child->segment, path + 1, length) == 0) {
            const Node *found = walk(child, path + 1 + length, match);
            if (found)
                return found;
        }
    if (!node->named || length == 0 || match->n_args == MAX_ARGS)
        return NULL;
    match->args[match->n_args] = path + 1;
    match->arg_lengths[match->n_args++] = length;
    const Node *found = walk(node->named, path + 1 + length, match);
    if (!found)
        match->n_args--;
    return found;
}

HttpMatch
router_find(const Router *router, HttpMethod method, const char *path, unsigned *ret_allowed)
{
    HttpMatch match = { 0 };
    const Node *node = *path == '/' ? walk(&router->root, path, &match) : NULL;

    *ret_allowed = node ? node->allowed : 0;
    match.path_known = node != NULL;
    if (node && method >= HTTP_GET && method <= HTTP_DELETE)
        match.route = node->rows[method];
    if (!match.route)
        match.n_args = 0;
    return match;
}
