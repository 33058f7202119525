#include "cli/elsewhere.h"
#include "analysis/polis.h"
#include "base/csv_table.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include <string.h>

const char *const elsewhere_format_names[ELSEWHERE__COUNT + 1] = { "polis", "csv", NULL };

#define LEFT_OUT SIZE_MAX

/* What both formats fill. */
typedef struct {
    Elsewhere  *to;
    const char *path;           /* of the file at hand, for errors */
    json_t     *items;
    GHashTable *voices;         /* char * -> number from 1 on */
    GHashTable *cast;           /* guint64 * (voice << 32 | item) -> 1 like, 2 dislike, 3 none: the last counts */
    GPtrArray  *order;          /* guint64 *: keys of cast, as they came */
} Filling;

static void
filling_clear(Filling *filling)
{
    g_hash_table_unref(filling->voices);
    g_hash_table_unref(filling->cast);
    g_ptr_array_unref(filling->order);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Filling, filling_clear)

void
elsewhere_free(Elsewhere *elsewhere)
{
    if (elsewhere == NULL)
        return;
    json_decref(elsewhere->content);
    g_free(elsewhere->title);
    g_free(elsewhere->about);
    g_free(elsewhere);
}

static size_t
voice_of(Filling *filling, const char *name)
{
    if (*name == '\0')
        return 0;
    size_t number = GPOINTER_TO_SIZE(g_hash_table_lookup(filling->voices, name));
    if (number == 0) {
        number = g_hash_table_size(filling->voices) + 1;
        g_hash_table_insert(filling->voices, g_strdup(name), GSIZE_TO_POINTER(number));
    }
    return number;
}

/* The item, borrowed; NULL with the error set. */
static json_t *
add_item(Filling *filling, size_t line, const char *key, const char *text, const char *author, GError **error)
{
    g_autofree char *trimmed = text_trim(text);
    size_t length = text_length(trimmed), voice = voice_of(filling, author);

    if (length == 0 || length > LIMIT_IDEA) {
        error_set(error, ERROR_INPUT, _("%s, line %zu: the text has %zu characters; it may have 1 to %d"), filling->path, line,
                  length, LIMIT_IDEA);
        return NULL;
    }
    json_t *item = json_pack("{s:s, s:s}", "key", key, "text", trimmed);
    if (voice > 0)
        json_object_set_new(item, "author", json_integer((json_int_t)voice));
    json_array_append_new(filling->items, item);
    return item;
}

static void
add_vote(Filling *filling, size_t voice, size_t item, int sign)
{
    guint64 key = (guint64)voice << 32 | item;
    void *value = GINT_TO_POINTER(sign > 0 ? 1 : sign < 0 ? 2 : 3);

    if (!g_hash_table_contains(filling->cast, &key)) {
        guint64 *kept = g_memdup2(&key, sizeof key);
        g_ptr_array_add(filling->order, kept);
        g_hash_table_insert(filling->cast, kept, value);
    } else {
        g_hash_table_insert(filling->cast, &key, value);
    }
}

static bool
finish(Filling *filling, GError **error)
{
    json_t *votes = json_array();

    for (guint i = 0; i < filling->order->len; i++) {
        const guint64 *key = g_ptr_array_index(filling->order, i);
        int value = GPOINTER_TO_INT(g_hash_table_lookup(filling->cast, key));

        if (value == 3)
            continue;
        json_array_append_new(votes, json_integer((json_int_t)(*key >> 32)));
        json_array_append_new(votes, json_integer((json_int_t)(*key & G_MAXUINT32)));
        json_array_append_new(votes, json_integer(value == 1 ? 1 : -1));
    }
    size_t n = json_array_size(votes) / 3;
    filling->to->content = json_pack("{s:O, s:I, s:o}", "items", filling->items, "voices",
                                     (json_int_t)g_hash_table_size(filling->voices), "votes", votes);
    return n <= LIMIT_ARRIVING_VOTES ||
           error_set(error, ERROR_INPUT, _("%s: there are %zu votes; at most %d can come in at once: divide the folder"),
                     filling->path, n, LIMIT_ARRIVING_VOTES);
}

/* ---- Polis ---- */

/* What people see of it first, from summary.csv: rows of a name and a value. */
static void
read_summary(Elsewhere *to, const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "summary.csv", NULL);
    g_autoptr(GError) none = NULL;
    g_autoptr(CsvTable) table = csv_table_read(path, ',', &none);

    if (table == NULL || csv_table_columns(table) < 2)
        return;
    /* Its first row is the topic, where others have their header. */
    if (strcmp(csv_table_header(table, 0), "topic") == 0)
        to->title = g_strdup(csv_table_header(table, 1));
    for (size_t row = 0; row < csv_table_rows(table); row++)
        if (strcmp(csv_table_cell(table, row, 0), "conversation-description") == 0 && to->about == NULL)
            to->about = g_strdup(csv_table_cell(table, row, 1));
}

/* Of a person's votes on a comment the latest counts; rows come in any order. */
static void
take_polis_votes(Filling *filling, const PolisFolder *polis, const size_t *places)
{
    g_autoptr(GHashTable) latest = g_hash_table_new_full(hash_int64, g_int64_equal, g_free, g_free);

    for (guint i = 0; i < polis->votes->len; i++) {
        const NumVote *vote = &g_array_index(polis->votes, NumVote, i);
        gint64 when = g_array_index(polis->when, gint64, i), key = (gint64)vote->person << 32 | vote->item;
        const gint64 *before = g_hash_table_lookup(latest, &key);

        if (places[vote->item] == LEFT_OUT || (before != NULL && *before > when))
            continue;
        g_hash_table_insert(latest, g_memdup2(&key, sizeof key), g_memdup2(&when, sizeof when));
        add_vote(filling, voice_of(filling, g_ptr_array_index(polis->voters, vote->person)), places[vote->item], vote->value);
    }
}

static bool
fill_polis(Filling *filling, const char *folder, GError **error)
{
    g_autoptr(PolisFolder) polis = polis_folder_read(folder, error);
    g_autofree char *path = g_build_filename(folder, "comments.csv", NULL);

    if (polis == NULL)
        return false;
    filling->path = path;
    g_autofree size_t *places = g_new0(size_t, polis->comments->len + 1);
    for (guint i = 0; i < polis->comments->len; i++) {
        const PolisComment *comment = &g_array_index(polis->comments, PolisComment, i);

        places[i] = comment->moderated < 0 ? LEFT_OUT : json_array_size(filling->items);
        if (comment->moderated < 0)
            filling->to->left_out++;
        else if (add_item(filling, comment->line, comment->id, comment->text, comment->author, error) == NULL)
            return false;
    }
    filling->to->n_stray = polis->n_stray;
    read_summary(filling->to, folder);
    take_polis_votes(filling, polis, places);
    return finish(filling, error);
}

/* ---- CSV ---- */

typedef struct {
    Filling    *filling;
    CsvTable   *table;
    ptrdiff_t   id, text, section, parent, author, state;
    GHashTable *place_of;       /* const char * id -> place + 2; 1: left out */
} Sheet;

static const char *
cell(const Sheet *sheet, size_t row, ptrdiff_t column)
{
    return column < 0 ? "" : csv_table_cell(sheet->table, row, (size_t)column);
}

static bool
fault(const Sheet *sheet, size_t row, GError **error, const char *words)
{
    return error_set(error, ERROR_INPUT, _("%s, line %zu: %s"), sheet->filling->path, csv_table_line(sheet->table, row), words);
}

static bool
sheet_read(Sheet *sheet, const char *path, const char *const *needed, GError **error)
{
    sheet->filling->path = path;
    sheet->table = csv_table_read(path, 0, error);
    if (sheet->table == NULL)
        return false;
    for (size_t i = 0; needed[i] != NULL; i++)
        if (csv_table_column(sheet->table, needed[i]) < 0)
            return error_set(error, ERROR_INPUT, _("%s, line 1: it needs a column named %s"), path, needed[i]);
    sheet->id = csv_table_column(sheet->table, "id");
    sheet->text = csv_table_column(sheet->table, "text");
    sheet->section = csv_table_column(sheet->table, "section");
    sheet->parent = csv_table_column(sheet->table, "parent");
    sheet->author = csv_table_column(sheet->table, "author");
    sheet->state = csv_table_column(sheet->table, "state");
    return true;
}

static void
know(Sheet *sheet, size_t row, size_t place)
{
    g_hash_table_insert(sheet->place_of, g_strdup(cell(sheet, row, sheet->id)), GSIZE_TO_POINTER(place));
}

static bool
add_row(Sheet *sheet, size_t row, size_t parent, GError **error)
{
    const char *section = cell(sheet, row, sheet->section);

    know(sheet, row, json_array_size(sheet->filling->items) + 2);
    json_t *item = add_item(sheet->filling, csv_table_line(sheet->table, row), cell(sheet, row, sheet->id),
                            cell(sheet, row, sheet->text), cell(sheet, row, sheet->author), error);
    if (item == NULL)
        return false;
    if (parent >= 2)
        json_object_set_new(item, "parent", json_integer((json_int_t)parent - 2));
    if (*section != '\0' && !text_is_slug(section))
        return fault(sheet, row, error, _("a section's name has a to z, 0 to 9 and single hyphens"));
    if (*section != '\0')
        json_object_set_new(item, "section", json_string(section));
    return true;
}

/* *waits: its parent has not been met yet. */
static bool
take_row(Sheet *sheet, size_t row, bool *ret_waits, GError **error)
{
    const char *parent_id = cell(sheet, row, sheet->parent), *state = cell(sheet, row, sheet->state);
    size_t parent = GPOINTER_TO_SIZE(g_hash_table_lookup(sheet->place_of, parent_id));

    *ret_waits = *parent_id != '\0' && parent == 0;
    if (*ret_waits)
        return true;
    if ((*state != '\0' && strcmp(state, "shown") != 0) || parent == 1) {
        sheet->filling->to->left_out++;
        know(sheet, row, 1);
        return true;
    }
    return add_row(sheet, row, parent, error);
}

static bool
check_ids(const Sheet *sheet, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (size_t row = 0; row < csv_table_rows(sheet->table); row++) {
        if (*cell(sheet, row, sheet->id) == '\0')
            return fault(sheet, row, error, _("it has no id; give it one"));
        if (!g_hash_table_add(seen, (void *)cell(sheet, row, sheet->id)))
            return fault(sheet, row, error, _("its id stands in an earlier line too; keep one of them"));
    }
    return true;
}

/* Parents may come after their comments: so often through the file as something is still found. */
static bool
take_rows(Sheet *sheet, GError **error)
{
    size_t n = csv_table_rows(sheet->table), left = n, before = 0, first = 0;
    g_autofree bool *done = g_new0(bool, n + 1);

    for (; left > 0 && left != before; ) {
        before = left;
        first = n;
        for (size_t row = 0; row < n; row++) {
            bool waits = false;

            if (done[row])
                continue;
            if (!take_row(sheet, row, &waits, error))
                return false;
            done[row] = !waits;
            left -= !waits;
            first = waits && first == n ? row : first;
        }
    }
    return left == 0 || fault(sheet, first, error, _("there is no contribution with the id of its parent; correct it"));
}

static int
vote_sign(const char *word)
{
    static const struct { const char *word; int sign; } words[] = {
        { "like", 1 }, { "agree", 1 }, { "1", 1 }, { "dislike", -1 }, { "disagree", -1 }, { "-1", -1 },
        { "none", 0 }, { "pass", 0 }, { "0", 0 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i].word, word) == 0)
            return words[i].sign;
    return 2;
}

static bool
take_votes(Sheet *sheet, GError **error)
{
    size_t voter = (size_t)csv_table_column(sheet->table, "voter"), vote = (size_t)csv_table_column(sheet->table, "vote");

    for (size_t row = 0; row < csv_table_rows(sheet->table); row++) {
        size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(sheet->place_of, cell(sheet, row, sheet->id)));
        int sign = vote_sign(csv_table_cell(sheet->table, row, vote));

        if (sign == 2)
            return fault(sheet, row, error, _("a vote is like, dislike or none"));
        if (*csv_table_cell(sheet->table, row, voter) == '\0')
            return fault(sheet, row, error, _("it has no voter; give it one"));
        if (place >= 2)
            add_vote(sheet->filling, voice_of(sheet->filling, csv_table_cell(sheet->table, row, voter)), place - 2, sign);
        sheet->filling->to->n_stray += place == 0;
    }
    return true;
}

static void
sheet_clear(Sheet *sheet)
{
    g_clear_pointer(&sheet->table, csv_table_free);
    g_clear_pointer(&sheet->place_of, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sheet, sheet_clear)

static bool
fill_csv(Filling *filling, const char *folder, GError **error)
{
    static const char *const of_texts[] = { "id", "text", NULL }, *const of_votes[] = { "id", "voter", "vote", NULL };
    g_autofree char *texts = g_build_filename(folder, "contributions.csv", NULL);
    g_autofree char *votes = g_build_filename(folder, "votes.csv", NULL);
    g_auto(Sheet) sheet = { .filling = filling, .place_of = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };

    if (!sheet_read(&sheet, texts, of_texts, error) || !check_ids(&sheet, error) || !take_rows(&sheet, error))
        return false;
    if (g_file_test(votes, G_FILE_TEST_EXISTS)) {
        g_clear_pointer(&sheet.table, csv_table_free);
        if (!sheet_read(&sheet, votes, of_votes, error) || !take_votes(&sheet, error))
            return false;
    }
    return finish(filling, error);
}

Elsewhere *
elsewhere_read(const char *folder, ElsewhereFormat format, GError **error)
{
    g_autoptr(Elsewhere) elsewhere = g_new0(Elsewhere, 1);
    g_auto(Filling) filling = {
        .to = elsewhere,
        .path = folder,
        .items = json_array(),
        .voices = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .cast = g_hash_table_new(hash_int64, g_int64_equal),
        .order = g_ptr_array_new_with_free_func(g_free),
    };
    bool read = format == ELSEWHERE_POLIS ? fill_polis(&filling, folder, error) : fill_csv(&filling, folder, error);

    json_decref(filling.items);
    return read ? g_steal_pointer(&elsewhere) : NULL;
}
