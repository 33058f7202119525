#include "report/zip.h"
#include <archive.h>
#include <archive_entry.h>

struct Zip {
    struct archive *archive;
    GByteArray     *bytes;
    int64_t         made;
    char           *fault;       /* the first one */
};

static la_ssize_t
append(struct archive *archive, void *data, const void *bytes, size_t length)
{
    g_byte_array_append(data, bytes, (guint)length);
    return (la_ssize_t)length;
}

static void
note(Zip *zip, bool well)
{
    if (!well && !zip->fault)
        zip->fault = g_strdup(archive_error_string(zip->archive));
}

Zip *
zip_new(int64_t made)
{
    Zip *zip = g_new0(Zip, 1);

    zip->made = made;
    zip->bytes = g_byte_array_new();
    zip->archive = archive_write_new();
    note(zip, archive_write_set_format_zip(zip->archive) == ARCHIVE_OK);
    (void)archive_write_set_bytes_in_last_block(zip->archive, 1);
    note(zip, archive_write_open2(zip->archive, zip->bytes, NULL, append, NULL, NULL) == ARCHIVE_OK);
    return zip;
}

void
zip_free(Zip *zip)
{
    if (!zip)
        return;
    (void)archive_write_free(zip->archive);
    g_clear_pointer(&zip->bytes, g_byte_array_unref);
    g_free(zip->fault);
    g_free(zip);
}

void
zip_add(Zip *zip, const char *path, const void *bytes, size_t length)
{
    struct archive_entry *entry = archive_entry_new();

    archive_entry_set_pathname(entry, path);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)length);
    archive_entry_set_mtime(entry, zip->made, 0);
    note(zip, archive_write_header(zip->archive, entry) == ARCHIVE_OK);
    note(zip, archive_write_data(zip->archive, bytes, length) == (la_ssize_t)length);
    archive_entry_free(entry);
}

char *
zip_finish(Zip *zip, size_t *ret_length, GError **error)
{
    note(zip, archive_write_close(zip->archive) == ARCHIVE_OK);
    if (zip->fault) {
        error_set(error, ERROR_INTERNAL, "writing the ZIP: %s", zip->fault);
        return NULL;
    }
    *ret_length = zip->bytes->len;
    return (char *)g_byte_array_free(g_steal_pointer(&zip->bytes), false);
}
