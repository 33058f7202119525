/* A search for addresses where none may stand (A1 to A3). */
#include "base/fd.h"
#include "base/i18n.h"
#include "base/program.h"
#include "cli/attest.h"
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (1024 * 1024)
#define MAP_MOST (4ull << 30)           /* what is larger is reserved, not used */

typedef struct { const AddressBook *book; size_t files, found; char *where; bool blind; } Search;

/* ---- files ---- */

static void
search_file(Search *search, const char *path)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);

    if (file == NULL) {
        search->blind = true;
        return;
    }
    const size_t n = address_book_count(search->book, g_mapped_file_get_contents(file), g_mapped_file_get_length(file));
    search->files++;
    search->found += n;
    if (n > 0 && search->where == NULL)
        search->where = g_strdup(path);
}

static void
search_folder(Search *search, const char *folder, bool deep)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        struct stat about;

        if (lstat(path, &about) != 0 || strcmp(name, "candour.ini") == 0)
            continue;
        if (S_ISREG(about.st_mode))
            search_file(search, path);
        else if (deep && S_ISDIR(about.st_mode))
            search_folder(search, path, true);
    }
}

/* The database and its log, wherever they lie. */
static void
search_store(Search *search, const char *store)
{
    static const char *const ends[] = { "", "-wal", "-journal" };

    for (size_t i = 0; i < G_N_ELEMENTS(ends) && g_str_has_prefix(store, "sqlite://"); i++) {
        g_autofree char *path = g_strconcat(store + strlen("sqlite://"), ends[i], NULL);

        if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
            search_file(search, path);
    }
}

static void
say_found(Attest *attest, Search *search, const char *promise, const char *holds, const char *fails)
{
    if (search->found > 0)
        attest_add(attest, ATTEST_FAILS, promise, fails,
                   g_strdup_printf(_("in %s; did somebody write it into a post, or does a log lie there?"), search->where));
    else if (search->blind || search->files == 0)
        attest_add(attest, ATTEST_UNSEEN, promise, _("Some files could not be looked at."), NULL);
    else
        attest_add(attest, ATTEST_HOLDS, promise, holds, NULL);
    g_clear_pointer(&search->where, g_free);
}

/* ---- memory ---- */

/* Pieces overlap by the length of an address. */
static void
search_range(Search *search, int memory, uint64_t start, uint64_t end, char *piece)
{
    for (uint64_t at = start; at < end; at += PIECE - ADDRESS_MOST) {
        const ssize_t n = pread(memory, piece, (size_t)MIN(end - at, (uint64_t)PIECE), (off_t)at);

        if (n <= 0)
            return;
        search->files++;
        search->found += address_book_count(search->book, piece, (size_t)n);
    }
}

/* "7f00a000-7f00c000 r--p ..." */
static bool
read_range(const char *line, uint64_t *ret_start, uint64_t *ret_end)
{
    g_auto(GStrv) ends = g_strsplit_set(line, "- ", 4);

    return g_strv_length(ends) == 4 && ends[2][0] == 'r' &&
           g_ascii_string_to_unsigned(ends[0], 16, 0, G_MAXUINT64, ret_start, NULL) &&
           g_ascii_string_to_unsigned(ends[1], 16, 0, G_MAXUINT64, ret_end, NULL);
}

static void
search_memory(Search *search, int pid)
{
    g_autofree char *maps_path = g_strdup_printf("/proc/%d/maps", pid), *path = g_strdup_printf("/proc/%d/mem", pid);
    g_autofree char *maps = NULL, *piece = g_malloc(PIECE);
    FD_AUTO int memory = open(path, O_RDONLY | O_CLOEXEC);

    if (memory < 0 || !g_file_get_contents(maps_path, &maps, NULL, NULL))
        return;
    g_auto(GStrv) lines = g_strsplit(maps, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        uint64_t start, end;

        if (read_range(lines[i], &start, &end) && end - start <= MAP_MOST)
            search_range(search, memory, start, end, piece);
    }
}

static void
attest_memory(Attest *attest, const Config *config, const AddressBook *book)
{
    const int pid = attest_process(config, program_name(PROGRAM_ROOM));
    Search search = { .book = book };

    if (pid != 0)
        search_memory(&search, pid);
    if (search.found > 0)
        attest_add(attest, ATTEST_FAILS, "A2", _("An address of the list is in the memory of the room."),
                   g_strdup(_("did somebody write it into a post?")));
    else if (search.files == 0)
        attest_add(attest, ATTEST_UNSEEN, "A2", _("The memory of the room could not be looked at."), NULL);
    else
        attest_add(attest, ATTEST_HOLDS, "A2", _("No address of the list is in the memory of the room, which was searched while it ran."),
                   NULL);
}

void
attest_addresses(Attest *attest, const Config *config, const AddressBook *book)
{
    g_autofree char *folder = g_build_filename(config->dir, program_folder(PROGRAM_ROOM), NULL);
    Search room = { .book = book }, desk = { .book = book };

    if (address_book_size(book) == 0) {
        attest_add(attest, ATTEST_UNSEEN, "A1", _("Nobody is invited yet, so there was no address to search for."), NULL);
        return;
    }
    search_folder(&room, config->dir, false);
    search_folder(&room, folder, true);
    search_store(&room, config->room_store);
    say_found(attest, &room, "A1", _("No address of the list is in any file of the room."),
              _("An address of the list is in a file of the room."));
    search_store(&desk, config->desk_store);
    say_found(attest, &desk, "A3", _("The desk's own database shows no address: its rows are sealed."),
              _("The desk's database shows an address in clear."));
    attest_memory(attest, config, book);
}
