#include "worker/archive.h"
#include "base/program.h"

void
archive_free(Archive *archive)
{
    if (!archive)
        return;
    hall_free(archive->hall);
    db_free(archive->db);
    keyring_free(archive->keys);
    g_free(archive);
}

Archive *
archive_open(const Config *config, GError **error)
{
    g_autoptr(Archive) archive = g_new0(Archive, 1);
    g_autofree char *folder = g_build_filename(config->keys_dir, program_folder(PROGRAM_ROOM), NULL);

    archive->keys = keyring_open(folder, error);
    if (!archive->keys)
        return NULL;
    archive->db = db_open(config->room_store, DB_READ_ONLY, error);
    if (!archive->db)
        return NULL;
    HallConfig hall = { .keys = archive->keys };
    archive->hall = hall_new(&hall, archive->db, error);
    return archive->hall ? g_steal_pointer(&archive) : NULL;
}

Board *
archive_board(Archive *archive, const char *slug, GError **error)
{
    Board *board = slug ? hall_board(archive->hall, slug) : NULL;

    if (!board)
        error_set(error, ERROR_INPUT, "there is no conversation %s, or it has been erased: see candour conversation list",
                  slug ? slug : "");
    return board;
}
