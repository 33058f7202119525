#include "worker/records.h"
#include "base/program.h"

void
records_free(Records *records)
{
    if (!records)
        return;
    hall_free(records->hall);
    db_free(records->db);
    keyring_free(records->keys);
    g_free(records);
}

Records *
records_open(const Config *config, GError **error)
{
    g_autoptr(Records) records = g_new0(Records, 1);
    g_autofree char *folder = g_build_filename(config->keys_dir, program_folder(PROGRAM_ROOM), NULL);

    records->keys = keyring_open(folder, error);
    if (!records->keys)
        return NULL;
    records->db = db_open(config->room_store, DB_READ_ONLY, error);
    if (!records->db)
        return NULL;
    HallConfig hall = { .keys = records->keys, .reports_alone = true };
    records->hall = hall_new(&hall, records->db, error);
    return records->hall ? g_steal_pointer(&records) : NULL;
}

Board *
records_board(Records *records, const char *slug, GError **error)
{
    Board *board = slug ? hall_board(records->hall, slug) : NULL;

    if (!board)
        error_set(error, ERROR_INPUT, "there is no conversation %s, or it has been erased: see candour conversation list",
                  slug ? slug : "");
    return board;
}
