#include "room/service.h"
#include "html/asset.h"
#include "http/request.h"
#include "room/desk_link.h"

void
service_health(HttpRequest *request, HttpReply *reply)
{
    http_reply_static(reply, 200, "text/plain; charset=utf-8", "ok\n", 3);
}

/* Ready: the desk is on the line too, so people can come in. */
void
service_ready(HttpRequest *request, HttpReply *reply)
{
    Room *room = http_context(request);

    if (room_desk_is_here(room))
        http_reply_static(reply, 200, "text/plain; charset=utf-8", "ready\n", 6);
    else
        http_reply_static(reply, 503, "text/plain; charset=utf-8", "the desk is away\n", 17);
}

void
service_metrics(HttpRequest *request, HttpReply *reply)
{
    Room *room = http_context(request);
    char *text = http_server_figures(room->pages);

    http_reply_bytes(reply, 200, "text/plain; version=0.0.4; charset=utf-8", text, strlen(text));
}

static void
reply_asset(HttpRequest *request, HttpReply *reply, const Asset *asset)
{
    bool gzip = asset->gzip && http_accepts_gzip(request);

    http_reply_static(reply, 200, asset->type, gzip ? asset->gzip : asset->bytes,
                      gzip ? asset->gzip_length : asset->length);
    if (gzip)
        http_reply_gzip(reply);
    http_reply_etag(reply, asset->path, true);
}

void
service_asset(HttpRequest *request, HttpReply *reply)
{
    const Asset *asset = asset_find(http_path(request));

    if (asset)
        reply_asset(request, reply, asset);
    else
        http_reply_problem(reply, request, 404, NULL);
}

void
service_brand(HttpRequest *request, HttpReply *reply)
{
    Room *room = http_context(request);
    const char *path = http_path(request), *type = NULL;
    const void *bytes = NULL;
    size_t length = 0;

    hall_read(room->hall);
    for (size_t i = 0; !bytes && i < hall_n_boards(room->hall); i++)
        bytes = brand_file(hall_board_at(room->hall, i)->about->brand, path, &length, &type);
    g_autofree void *copy = g_memdup2(bytes, length);
    hall_read_end(room->hall);
    if (!copy) {
        http_reply_problem(reply, request, 404, NULL);
        return;
    }
    http_reply_bytes(reply, 200, type, g_steal_pointer(&copy), length);
    http_reply_header(reply, "Content-Security-Policy",
                      "default-src 'none'; frame-ancestors 'none'; sandbox");
    http_reply_etag(reply, path, true);
}

void
service_icon(HttpRequest *request, HttpReply *reply)
{
    http_reply_empty(reply, 204);
}

void
service_robots(HttpRequest *request, HttpReply *reply)
{
    http_reply_static(reply, 200, "text/plain; charset=utf-8", "User-agent: *\nDisallow: /\n", 26);
}
