/* Hashes of numbers for tables, where g_int64_hash() would not do: it folds both halves upon each other, so that keys put
 * together of two small numbers fall on one another, and a table of them becomes a list. */
#pragma once
#include <glib.h>
#include <stdint.h>

/* The finaliser of MurmurHash3: every bit of the answer hangs on every bit asked. */
uint64_t hash_mix(uint64_t x);
/* Of a guint64 or gint64, for g_hash_table_new() beside g_int64_equal(). */
guint    hash_int64(gconstpointer number);
