/* CSV: whatever the bytes, and however they are cut into pieces, the same records come out or the same refusal. */
#include "base/csv.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
    GString *seen;
} Heard;

static bool
hear(const CsvRecord *record, void *data, GError **error)
{
    Heard *heard = data;

    g_assert_cmpuint(record->n_cells, >=, 1);
    g_string_append_printf(heard->seen, "%zu:", record->line);
    for (size_t i = 0; i < record->n_cells; i++) {
        g_assert_true(g_utf8_validate(record->cells[i], -1, NULL));
        g_string_append_printf(heard->seen, "[%s]", record->cells[i]);
    }
    return true;
}

/* What was heard, closed by how it ended. */
static char *
read_in_pieces(const uint8_t *data, size_t size, size_t piece)
{
    g_autoptr(GError) error = NULL;
    Heard heard = { g_string_new(NULL) };
    g_autoptr(CsvReader) reader = csv_reader_new("fuzz.csv", 0, hear, &heard);
    bool good = true;

    for (size_t i = 0; good && i < size; i += piece)
        good = csv_reader_feed(reader, data + i, MIN(piece, size - i), &error);
    good = good && csv_reader_finish(reader, &error);
    g_assert_true(good == (error == NULL));
    g_string_append(heard.seen, good ? "end" : "refused");
    return g_string_free(heard.seen, FALSE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t piece = size > 0 ? 1 + data[0] % 16 : 1;
    g_autofree char *whole = read_in_pieces(data, size, size + 1);
    g_autofree char *cut = read_in_pieces(data, size, piece);

    /* A refusal may come earlier or later; what was understood before it may not differ from the rest. */
    if (g_str_has_suffix(whole, "end") || g_str_has_suffix(cut, "end"))
        g_assert_cmpstr(whole, ==, cut);
    return 0;
}
