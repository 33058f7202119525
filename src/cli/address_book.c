#include "cli/address_book.h"
#include <stdbool.h>
#include <string.h>

#define LOCAL_MOST 64

struct AddressBook {
    GHashTable *by_local;       /* the part before the sign -> GPtrArray of what follows it */
    size_t      n;
};

static void
add(AddressBook *book, const char *line, size_t length)
{
    const char *sign = memchr(line, '@', length);
    size_t local = sign == NULL ? 0 : (size_t)(sign - line);

    if (local == 0 || local > LOCAL_MOST || local + 1 == length)
        return;
    char *name = g_strndup(line, local);
    GPtrArray *domains = g_hash_table_lookup(book->by_local, name);
    if (domains == NULL) {
        domains = g_ptr_array_new_with_free_func(g_free);
        g_hash_table_insert(book->by_local, name, domains);
    } else {
        g_free(name);
    }
    g_ptr_array_add(domains, g_strndup(sign + 1, length - local - 1));
    book->n++;
}

AddressBook *
address_book_new(const char *lines, size_t length)
{
    AddressBook *book = g_new0(AddressBook, 1);
    const char *end = lines + length;

    book->by_local = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    while (lines < end) {
        const char *stop = memchr(lines, '\n', (size_t)(end - lines));

        stop = stop == NULL ? end : stop;
        add(book, lines, (size_t)(stop - lines));
        lines = stop + 1;
    }
    return book;
}

void
address_book_free(AddressBook *book)
{
    if (book == NULL)
        return;
    g_hash_table_unref(book->by_local);
    g_free(book);
}

size_t
address_book_size(const AddressBook *book)
{
    return book->n;
}

static bool
any_follows(const GPtrArray *domains, const char *at, size_t left)
{
    for (guint i = 0; domains != NULL && i < domains->len; i++) {
        const char *domain = domains->pdata[i];
        const size_t length = strlen(domain);

        if (length <= left && g_ascii_strncasecmp(domain, at, length) == 0)
            return true;
    }
    return false;
}

/* `sign` is an @: does any of the addresses stand around it?  Whatever lies before one may stick to it. */
static bool
is_known(const AddressBook *book, const char *bytes, const char *sign, const char *end)
{
    char local[LOCAL_MOST + 1], *from = local + LOCAL_MOST;
    size_t most = MIN((size_t)(sign - bytes), LOCAL_MOST);

    *from = '\0';
    for (size_t i = 1; i <= most; i++) {
        const char c = sign[-(ptrdiff_t)i];

        if (c == '\0')
            return false;
        *--from = g_ascii_tolower(c);
        if (any_follows(g_hash_table_lookup(book->by_local, from), sign + 1, (size_t)(end - sign - 1)))
            return true;
    }
    return false;
}

size_t
address_book_count(const AddressBook *book, const char *bytes, size_t length)
{
    const char *end = bytes + length, *sign = bytes;
    size_t n = 0;

    while (sign < end && (sign = memchr(sign, '@', (size_t)(end - sign))) != NULL) {
        n += is_known(book, bytes, sign, end);
        sign++;
    }
    return n;
}
