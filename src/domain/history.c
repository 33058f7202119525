#include "domain/history.h"
#include "domain/undo.h"
#include "store/contribution_store.h"
#include "store/facilitation_store.h"

static void
entry_clear(HistoryEntry *entry)
{
    g_free(entry->note);
    g_free(entry->before);
    g_free(entry->after);
    g_free(entry->section_before);
    g_free(entry->section_after);
}

typedef struct { const HistoryOf *of; DbRows acts, revisions; } Reading;

static void
reading_clear(Reading *reading)
{
    db_rows_clear(&reading->acts);
    db_rows_clear(&reading->revisions);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

/* The words it had at this version: those of the next revision, which are the last of theirs. */
static const char *
text_at(const Reading *reading, int64_t version)
{
    for (size_t i = 0; i < reading->revisions.n; i++) {
        const RevisionRow *row = db_rows_at(&reading->revisions, RevisionRow, i);

        if (row->version >= version)
            return row->text;
    }
    return reading->of->text;
}

static bool
has_revision(const Reading *reading, int64_t version)
{
    for (size_t i = 0; i < reading->revisions.n; i++)
        if (db_rows_at(&reading->revisions, RevisionRow, i)->version == version)
            return true;
    return false;
}

static void
take_words(const Reading *reading, int64_t version, HistoryEntry *entry)
{
    if (!has_revision(reading, version - 1))
        return;
    entry->before = g_strdup(text_at(reading, version - 1));
    entry->after = g_strdup(text_at(reading, version));
}

/* Where the next move took it from, or where it is. */
static bool
find_section_after(const Reading *reading, size_t i, char **ret_section, GError **error)
{
    while (++i < reading->acts.n) {
        const ActRow *row = db_rows_at(&reading->acts, ActRow, i);
        g_auto(Undo) undo;

        undo_init(&undo);
        if (row->act != ACT_MOVE)
            continue;
        if (!undo_read(row->undo, &undo, error))
            return false;
        *ret_section = g_strdup(undo.section);
        return true;
    }
    *ret_section = g_strdup(reading->of->section);
    return true;
}

static bool
take_changes(const Reading *reading, size_t i, HistoryEntry *entry, GError **error)
{
    const ActRow *row = db_rows_at(&reading->acts, ActRow, i);
    g_auto(Undo) undo;

    undo_init(&undo);
    if (!undo_read(row->undo, &undo, error))
        return false;
    entry->into = undo.into;
    entry->n_parts = undo.n_parts;
    memcpy(entry->parts, undo.parts, sizeof entry->parts);
    if (row->act == ACT_EDIT)
        take_words(reading, row->version, entry);
    if (row->act != ACT_MOVE)
        return true;
    entry->section_before = g_steal_pointer(&undo.section);
    return find_section_after(reading, i, &entry->section_after, error);
}

static bool
add_acts(const Reading *reading, GArray *entries, GError **error)
{
    for (size_t i = 0; i < reading->acts.n; i++) {
        const ActRow *row = db_rows_at(&reading->acts, ActRow, i);
        HistoryEntry entry = {
            .version = (uint32_t)row->version,
            .act = (Act)row->act,
            .reason = (ActReason)row->reason,
            .staff = (unsigned)row->staff,
            .at = row->slot,
            .undone = row->undone,
            .note = g_strdup(row->note),
        };
        bool ok = take_changes(reading, i, &entry, error);

        g_array_append_val(entries, entry);
        if (!ok)
            return false;
    }
    return true;
}

static bool
is_act(const Reading *reading, int64_t version)
{
    for (size_t i = 0; i < reading->acts.n; i++)
        if (db_rows_at(&reading->acts, ActRow, i)->version == version)
            return true;
    return false;
}

/* Wordings that no act replaced. */
static void
add_own_edits(const Reading *reading, GArray *entries)
{
    for (size_t i = 0; i < reading->revisions.n; i++) {
        int64_t version = db_rows_at(&reading->revisions, RevisionRow, i)->version + 1;
        HistoryEntry entry = { .version = (uint32_t)version, .by_author = true, .act = ACT_EDIT };

        if (is_act(reading, version))
            continue;
        entry.note = g_strdup("");
        take_words(reading, version, &entry);
        g_array_append_val(entries, entry);
    }
}

static int
by_version(const void *a, const void *b)
{
    const HistoryEntry *one = a, *two = b;

    return (one->version > two->version) - (one->version < two->version);
}

bool
history_read(Db *db, const HistoryOf *of, GArray **ret_entries, GError **error)
{
    const Scope scope = { .db = db, .conversation = of->conversation };
    g_auto(Reading) reading = { .of = of };
    g_autoptr(GArray) entries = g_array_new(false, true, sizeof(HistoryEntry));

    g_array_set_clear_func(entries, (GDestroyNotify)entry_clear);
    if (!act_of(&scope, &of->contribution, &reading.acts, error) ||
        !revision_all(&scope, &of->contribution, &reading.revisions, error) || !add_acts(&reading, entries, error))
        return false;
    add_own_edits(&reading, entries);
    g_array_sort(entries, by_version);
    *ret_entries = g_steal_pointer(&entries);
    return true;
}

const HistoryEntry *
history_for_author(const GArray *entries)
{
    for (guint i = entries->len; i-- > 0;) {
        const HistoryEntry *entry = &g_array_index(entries, HistoryEntry, i);

        if (!entry->by_author && !entry->undone && entry->act != ACT_RESTORE)
            return entry;
    }
    return NULL;
}

bool
history_latest(Db *db, const Id *conversation, size_t limit, GArray **ret_lines, GError **error)
{
    const Scope scope = { .db = db, .conversation = *conversation };
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!act_latest(&scope, limit, &rows, error))
        return false;
    GArray *lines = g_array_new(false, false, sizeof(HistoryAct));
    for (size_t i = 0; i < rows.n; i++) {
        const ActRow *row = db_rows_at(&rows, ActRow, i);
        HistoryAct line = { row->contribution, (Act)row->act, (unsigned)row->staff, row->slot };

        g_array_append_val(lines, line);
    }
    *ret_lines = lines;
    return true;
}
