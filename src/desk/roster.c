#include "desk/roster.h"
#include "base/csv.h"
#include "base/csv_writer.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include <string.h>

typedef struct { size_t line; const char *email, *name, *number; } Line;

struct Roster {
    char         *file_name, *header;
    CsvReader    *reader;
    ptrdiff_t     email, name, number;      /* columns; -1: not there */
    GArray       *attribute_cells;          /* ptrdiff_t: where each attribute stands */
    GPtrArray    *columns;                  /* their names; NULL at the end */
    size_t        n_cells;                  /* of the header; 0: not read yet */
    GStringChunk *texts;
    GArray       *lines;
    GPtrArray    *attributes;               /* of all lines, one after another */
    GHashTable   *emails, *numbers;         /* text -> line */
    GArray       *faults;
};

static void
fault_clear(void *at)
{
    RosterFault *fault = at;

    g_free(fault->reason);
    g_free(fault->cells);
}

static bool take_record(const CsvRecord *record, void *data, GError **error);

Roster *
roster_new(const char *file_name)
{
    Roster *roster = g_new0(Roster, 1);

    roster->file_name = g_strdup(file_name);
    roster->reader = csv_reader_new(file_name, 0, take_record, roster);
    roster->attribute_cells = g_array_new(FALSE, FALSE, sizeof(ptrdiff_t));
    roster->columns = g_ptr_array_new_with_free_func(g_free);
    roster->texts = g_string_chunk_new(65536);
    roster->lines = g_array_new(FALSE, FALSE, sizeof(Line));
    roster->attributes = g_ptr_array_new();
    roster->emails = g_hash_table_new(g_str_hash, g_str_equal);
    roster->numbers = g_hash_table_new(g_str_hash, g_str_equal);
    roster->faults = g_array_new(FALSE, FALSE, sizeof(RosterFault));
    g_array_set_clear_func(roster->faults, fault_clear);
    return roster;
}

void
roster_free(Roster *roster)
{
    if (roster == NULL)
        return;
    g_free(roster->file_name);
    g_free(roster->header);
    csv_reader_free(roster->reader);
    g_array_unref(roster->attribute_cells);
    g_ptr_array_unref(roster->columns);
    g_string_chunk_free(roster->texts);
    g_array_unref(roster->lines);
    g_ptr_array_unref(roster->attributes);
    g_hash_table_unref(roster->emails);
    g_hash_table_unref(roster->numbers);
    g_array_unref(roster->faults);
    g_free(roster);
}

/* ---- the header line ---- */

static char *
as_csv(const CsvRecord *record)
{
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < record->n_cells; i++)
        csv_write_text(out, record->cells[i]);
    csv_write_end(out);
    return g_string_free(out, FALSE);
}

static bool
file_fault(const Roster *roster, GError **error, const char *what)
{
    return error_set(error, ERROR_INPUT, "%s:1: %s", roster->file_name, what);
}

static bool
take_attribute(Roster *roster, const CsvRecord *header, ptrdiff_t cell, GError **error)
{
    g_autofree char *name = text_trim(header->cells[cell]);

    if (name[0] == '\0')
        return true;                /* a column without a name is left out */
    if (csv_record_column(header, name) != cell)
        return error_set(error, ERROR_INPUT, "%s:1: the column '%s' stands twice; rename one of them",
                         roster->file_name, name);
    if (text_length(name) > LIMIT_ATTRIBUTE)
        return file_fault(roster, error, "the name of a column is too long; shorten it");
    if (roster->columns->len == LIMIT_ATTRIBUTES)
        return error_set(error, ERROR_INPUT, "%s:1: more than %d attributes; leave some columns out",
                         roster->file_name, LIMIT_ATTRIBUTES);
    g_ptr_array_add(roster->columns, g_steal_pointer(&name));
    g_array_append_val(roster->attribute_cells, cell);
    return true;
}

static bool
take_header(Roster *roster, const CsvRecord *record, GError **error)
{
    if (record->fault != NULL)
        return file_fault(roster, error, record->fault);
    roster->header = as_csv(record);
    roster->n_cells = record->n_cells;
    roster->email = csv_record_column(record, "email");
    roster->name = csv_record_column(record, "name");
    roster->number = csv_record_column(record, "id");
    if (roster->email < 0 && roster->number < 0)
        return file_fault(roster, error, "there is no column 'email'; the first line must name the columns");
    if (roster->name < 0)
        return file_fault(roster, error, "there is no column 'name'; the first line must name the columns");
    for (ptrdiff_t cell = 0; cell < (ptrdiff_t)record->n_cells; cell++)
        if (cell != roster->email && cell != roster->name && cell != roster->number &&
            !take_attribute(roster, record, cell, error))
            return false;
    g_ptr_array_add(roster->columns, NULL);
    return true;
}

/* ---- lines ---- */

static void
add_fault(Roster *roster, const CsvRecord *record, char *reason)
{
    const RosterFault fault = { record->line, reason, as_csv(record) };

    g_array_append_val(roster->faults, fault);
}

/* A trimmed copy in one line that belongs to the roster; NULL: too long, or control characters. */
static const char *
cell_text(Roster *roster, const CsvRecord *record, ptrdiff_t cell, size_t most)
{
    g_autofree char *text = text_trim(csv_record_cell(record, cell));

    if (text_length(text) > most)
        return NULL;
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
        if (g_unichar_iscntrl(g_utf8_get_char(at)))
            return NULL;
    return g_string_chunk_insert_const(roster->texts, text);
}

static bool
has_spare_cells(const Roster *roster, const CsvRecord *record)
{
    for (size_t i = roster->n_cells; i < record->n_cells; i++)
        if (record->cells[i][0] != '\0')
            return true;
    return false;
}

/* NULL where all is well. Caller frees. */
static char *
line_fault(Roster *roster, const CsvRecord *record, const Line *line)
{
    if (record->fault != NULL)
        return g_strdup(record->fault);
    if (has_spare_cells(roster, record))
        return g_strdup(_("more cells than the first line names"));
    if (line->email == NULL)
        return g_strdup(_("the address is too long or holds a line break"));
    if (line->name == NULL)
        return g_strdup(_("the name is too long or holds a line break"));
    if (line->number == NULL)
        return g_strdup(_("the id is too long or holds a line break"));
    if (line->email[0] == '\0' && line->number[0] == '\0')
        return g_strdup(roster->number < 0 ? _("no address; add a column 'id' for people who get letters")
                                           : _("neither an address nor an id"));
    if (line->email[0] != '\0' && !text_is_email(line->email))
        return i18n_format(_("'%s' is not an e-mail address"), line->email);
    if (line->name[0] == '\0')
        return g_strdup(_("no name"));
    return NULL;
}

static char *
doubled(GHashTable *seen, const char *text, const char *format)
{
    const size_t line = GPOINTER_TO_SIZE(g_hash_table_lookup(seen, text));

    if (text[0] == '\0' || line == 0)
        return NULL;
    GString *said = g_string_new(format);
    g_string_append_printf(said, " %zu", line);
    return g_string_free(said, FALSE);
}

static void
note(GHashTable *seen, const char *text, size_t line)
{
    if (text[0] != '\0')
        g_hash_table_insert(seen, (char *)(uintptr_t)text, GSIZE_TO_POINTER(line));
}

/* All attributes, or the fault of one of them. */
static char *
take_attributes(Roster *roster, const CsvRecord *record)
{
    const guint before = roster->attributes->len;

    for (guint i = 0; i < roster->attribute_cells->len; i++) {
        const char *text =
            cell_text(roster, record, g_array_index(roster->attribute_cells, ptrdiff_t, i), LIMIT_ATTRIBUTE);

        if (text == NULL) {
            g_ptr_array_set_size(roster->attributes, (int)before);
            return i18n_format(_("'%s' is too long or holds a line break"), (char *)roster->columns->pdata[i]);
        }
        g_ptr_array_add(roster->attributes, (char *)(uintptr_t)text);
    }
    return NULL;
}

/* NULL: the line was taken. Caller frees. */
static char *
take_line(Roster *roster, const CsvRecord *record)
{
    Line line = {
        .line = record->line,
        .email = cell_text(roster, record, roster->email, LIMIT_EMAIL),
        .name = cell_text(roster, record, roster->name, LIMIT_NAME),
        .number = cell_text(roster, record, roster->number, LIMIT_NAME),
    };
    char *fault = line_fault(roster, record, &line);
    if (fault != NULL)
        return fault;

    g_autofree char *small = g_ascii_strdown(line.email, -1);
    const char *email_key = g_string_chunk_insert_const(roster->texts, small);
    if ((fault = doubled(roster->emails, email_key, _("the same address stands in line"))) != NULL)
        return fault;
    if ((fault = doubled(roster->numbers, line.number, _("the same id stands in line"))) != NULL)
        return fault;
    if ((fault = take_attributes(roster, record)) != NULL)
        return fault;
    note(roster->emails, email_key, line.line);
    note(roster->numbers, line.number, line.line);
    g_array_append_val(roster->lines, line);
    return NULL;
}

static bool
take_record(const CsvRecord *record, void *data, GError **error)
{
    Roster *roster = data;

    if (roster->n_cells == 0)
        return take_header(roster, record, error);
    if (record->fault == NULL && csv_record_is_blank(record))
        return true;
    if (roster->lines->len == LIMIT_ROSTER)
        return error_set(error, ERROR_INPUT, "%s:%zu: more than %d people; split the roster over several conversations",
                         roster->file_name, record->line, LIMIT_ROSTER);
    char *fault = take_line(roster, record);
    if (fault != NULL)
        add_fault(roster, record, fault);
    return true;
}

/* ---- from outside ---- */

bool
roster_feed(Roster *roster, const void *bytes, size_t length, GError **error)
{
    return csv_reader_feed(roster->reader, bytes, length, error);
}

bool
roster_finish(Roster *roster, GError **error)
{
    if (!csv_reader_finish(roster->reader, error))
        return false;
    if (roster->n_cells == 0)
        return file_fault(roster, error, "the file is empty; the first line must name the columns");
    return true;
}

const char *const *
roster_columns(const Roster *roster)
{
    return (const char *const *)roster->columns->pdata;
}

const char *
roster_header(const Roster *roster)
{
    return roster->header;
}

size_t
roster_count(const Roster *roster)
{
    return roster->lines->len;
}

RosterRow
roster_row(const Roster *roster, size_t i)
{
    const Line *line = &g_array_index(roster->lines, Line, i);
    const size_t n_columns = roster->attribute_cells->len;

    return (RosterRow){ line->line, line->email, line->name, line->number,
                        (const char *const *)roster->attributes->pdata + i * n_columns };
}

const GArray *
roster_faults(const Roster *roster)
{
    return roster->faults;
}
