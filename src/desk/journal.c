#include "desk/journal.h"
#include "desk/pack.h"

static Id
item_of(const SealedPlace *place, const char *about)
{
    Id item;

    secret_hash(&place->key, "journal", about, strlen(about), item.bytes, sizeof item.bytes);
    return item;
}

bool
journal_get_bytes(Db *db, const SealedPlace *place, const char *about, GBytes **ret_bytes, GError **error)
{
    const Id item = item_of(place, about);

    return sealed_get(db, SEALED_JOURNAL, place, &item, ret_bytes, error);
}

bool
journal_put_bytes(Db *db, const SealedPlace *place, const char *about, const void *bytes, size_t length,
                  GError **error)
{
    const Id item = item_of(place, about);

    return sealed_put(db, SEALED_JOURNAL, place, &item, bytes, length, error);
}

bool
journal_remove(Db *db, const SealedPlace *place, const char *about, GError **error)
{
    const Id item = item_of(place, about);

    return sealed_remove(db, SEALED_JOURNAL, place, &item, error);
}

bool
journal_get(Db *db, const SealedPlace *place, const char *about, bool *ret_found, JournalEntry *ret_entry,
            GError **error)
{
    g_autoptr(GBytes) bytes = NULL;

    if (!journal_get_bytes(db, place, about, &bytes, error))
        return false;
    *ret_found = bytes != NULL;
    if (bytes == NULL)
        return true;
    Unpack in = unpack_of(bytes);
    JournalEntry entry = { .day = unpack_i64(&in) };
    entry.figure = unpack_i64(&in);
    if (!unpack_ended(&in))
        return error_set(error, ERROR_CORRUPT, "a journal's row is not of a known form");
    *ret_entry = entry;
    return true;
}

bool
journal_put(Db *db, const SealedPlace *place, const char *about, const JournalEntry *entry, GError **error)
{
    g_autoptr(GByteArray) out = g_byte_array_new();

    pack_i64(out, entry->day);
    pack_i64(out, entry->figure);
    return journal_put_bytes(db, place, about, out->data, out->len, error);
}
