#include "worker/commands.h"
#include "base/i18n.h"
#include "worker/records.h"
#include "worker/compile.h"
#include "worker/copy.h"
#include "worker/export.h"
#include <jansson.h>
#include <stdlib.h>

#define MOST_REQUEST (1024 * 1024)

static json_t *
read_request(ControlCall *call)
{
    char *bytes = NULL;
    size_t length = 0;

    if (!control_read_all(call, MOST_REQUEST, &bytes, &length))
        return NULL;
    json_t *request = json_loadb(bytes, length, 0, NULL);
    free(bytes);
    if (!json_is_object(request)) {
        json_decref(request);
        control_failed(call, 1, "the worker did not understand the command");
        return NULL;
    }
    return request;
}

static void
send_bytes(ControlCall *call, GBytes *bytes)
{
    size_t length;
    const char *at = g_bytes_get_data(bytes, &length);

    for (size_t sent = 0; sent < length; sent += CONTROL_CHUNK)
        if (!control_data(call, at + sent, MIN(length - sent, CONTROL_CHUNK)))
            return;
    control_done(call, NULL);
}

static int
format_index(const char *const *names, const char *name)
{
    for (int i = 0; name && names[i]; i++)
        if (g_str_equal(names[i], name))
            return i;
    return -1;
}

typedef GBytes *Maker(Records *records, const WorkerPlaces *places, const Board *board, const json_t *request, GError **error);

static GBytes *
make_export(Records *records, const WorkerPlaces *places, const Board *board, const json_t *request, GError **error)
{
    const char *name = json_string_value(json_object_get(request, "format"));
    int format = format_index(export_format_names, name);
    g_autofree char *folder = g_build_filename(places->config->dir, "room", NULL);

    if (format < 0) {
        error_set(error, ERROR_INPUT, "exports are made as csv, json, xlsx, qdpx or qdc, not as %s", name ? name : "nothing");
        return NULL;
    }
    return export_make(board, records->db, (ExportFormat)format, folder, error);
}

static GBytes *
make_report(Records *records, const WorkerPlaces *places, const Board *board, const json_t *request, GError **error)
{
    g_autofree char *folder = g_build_filename(places->config->dir, "room", NULL);

    g_auto(I18nScope) speaks = i18n_scope(i18n_language(board->about->language));

    return compile_format(board, records->db, request, &(ReportPlaces){ places->fonts, folder }, error);
}

static void
answer(ControlCall *call, const WorkerPlaces *places, Maker *make)
{
    json_t *request = read_request(call);
    g_autoptr(GError) error = NULL;
    g_autoptr(Records) records = request ? records_open(places->config, &error) : NULL;
    const char *slug = json_string_value(json_object_get(request, "slug"));
    Board *board = records ? records_board(records, slug, &error) : NULL;
    g_autoptr(GBytes) bytes = board ? make(records, places, board, request, &error) : NULL;

    if (bytes)
        send_bytes(call, bytes);
    else if (request)
        control_failed(call, 1, error->message);
    json_decref(request);
}

static void
command_export(ControlCall *call, void *data)
{
    answer(call, data, make_export);
}

static void
command_report(ControlCall *call, void *data)
{
    answer(call, data, make_report);
}

static void
command_backup(ControlCall *call, void *data)
{
    const WorkerPlaces *places = data;

    copy_backup(call, places->config);
}

static void
command_check(ControlCall *call, void *data)
{
    const WorkerPlaces *places = data;

    copy_check(call, places->config);
}

const ControlCommand worker_commands[] = {
    { "export", command_export },
    { "report", command_report },
    { "backup", command_backup },
    { "check", command_check },
};
const size_t worker_commands_n = G_N_ELEMENTS(worker_commands);
