/* Every address that the desk knows, in memory alone, and a search for them in foreign bytes. */
#pragma once
#include <glib.h>

typedef struct AddressBook AddressBook;

/* An address a line, in small letters; borrowed until the book is freed. */
AddressBook *address_book_new(const char *lines, size_t length);
void         address_book_free(AddressBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AddressBook, address_book_free)

#define ADDRESS_MOST 320        /* bytes of an address: RFC 5321 has 64 + 1 + 255 */

size_t address_book_size(const AddressBook *book);
/* In how many places one of them stands, small or capital letters, with whatever around it. */
size_t address_book_count(const AddressBook *book, const char *bytes, size_t length);
