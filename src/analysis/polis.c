#include "analysis/polis.h"
#include "base/csv.h"
#include "base/i18n.h"
#include "base/limits.h"
#include <string.h>

/* ---- ids to places ---------------------------------------------------------- */

/* Ids are whole numbers nearly always, and there are millions of votes: small
 * numbers are looked up in an array, everything else in a hash table. */
enum { SMALL_IDS = 1 << 22 };

#define NOWHERE G_MAXUINT32

typedef struct {
    GArray *small; /* guint32: the place of each small number, or NOWHERE */
    GHashTable *others;
} Places;

static void
places_init(Places *places)
{
    places->small = g_array_new(FALSE, FALSE, sizeof(guint32));
    places->others = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void
places_clear(Places *places)
{
    g_clear_pointer(&places->small, g_array_unref);
    g_clear_pointer(&places->others, g_hash_table_unref);
}

/* Digits without a leading zero, so that different ids are different numbers. */
static bool
small_number(const char *id, guint32 *ret_number)
{
    guint32 number = 0;

    if (*id == '\0' || (id[0] == '0' && id[1] != '\0'))
        return false;
    for (const char *c = id; *c != '\0'; c++) {
        if (!g_ascii_isdigit(*c))
            return false;
        number = number * 10 + (guint32)(*c - '0');
        if (number >= SMALL_IDS)
            return false;
    }
    *ret_number = number;
    return true;
}

static guint32
places_find(const Places *places, const char *id)
{
    guint32 number;
    gpointer place;

    if (small_number(id, &number))
        return number < places->small->len ? g_array_index(places->small, guint32, number) : NOWHERE;
    return g_hash_table_lookup_extended(places->others, id, NULL, &place) ? GPOINTER_TO_UINT(place) : NOWHERE;
}

static void
places_add(Places *places, const char *id, guint32 place)
{
    guint32 number, nowhere = NOWHERE;

    if (!small_number(id, &number)) {
        g_hash_table_insert(places->others, g_strdup(id), GUINT_TO_POINTER(place));
        return;
    }
    while (places->small->len <= number)
        g_array_append_val(places->small, nowhere);
    g_array_index(places->small, guint32, number) = place;
}

/* ---- a file ----------------------------------------------------------------- */

enum { COL_COMMENT, COL_AUTHOR, COL_MODERATED, COL_TEXT, COL_TIME, COL_VOTER, COL_VOTE, COL__COUNT };

static const char *const column_names[COL__COUNT] = {
    [COL_COMMENT] = "comment-id", [COL_AUTHOR] = "author-id", [COL_MODERATED] = "moderated",
    [COL_TEXT] = "comment-body",  [COL_TIME] = "timestamp",   [COL_VOTER] = "voter-id",
    [COL_VOTE] = "vote",
};

typedef struct {
    PolisFolder *folder;
    const char *path;
    Places comments, voters;
    bool has_header;
    ptrdiff_t columns[COL__COUNT];
} Reading;

static void
reading_clear(Reading *reading)
{
    places_clear(&reading->comments);
    places_clear(&reading->voters);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

static bool
fault_at(const Reading *reading, const CsvRecord *record, const char *text, GError **error)
{
    return error_set(error, ERROR_INPUT, _("%s, line %zu: %s"), reading->path, record->line, text);
}

static bool
read_header(Reading *reading, const CsvRecord *record, const int *needed, size_t n_needed, GError **error)
{
    reading->has_header = true;
    for (size_t i = 0; i < COL__COUNT; i++)
        reading->columns[i] = csv_record_column(record, column_names[i]);
    for (size_t i = 0; i < n_needed; i++)
        if (reading->columns[needed[i]] < 0)
            return error_set(error, ERROR_INPUT,
                             _("%s, line %zu: it has no column '%s'; use the files that Polis exports"),
                             reading->path, record->line, column_names[needed[i]]);
    return true;
}

static const char *
cell(const Reading *reading, const CsvRecord *record, int column)
{
    return csv_record_cell(record, reading->columns[column]);
}

/* -1, 0 or 1; anything else is false. */
static bool
read_sign(const char *text, int *ret_sign)
{
    static const char *const signs[] = { "-1", "0", "1" };

    for (int i = 0; i < 3; i++)
        if (strcmp(text, signs[i]) == 0) {
            *ret_sign = i - 1;
            return true;
        }
    return false;
}

static bool
take_comment(const CsvRecord *record, void *data, GError **error)
{
    static const int needed[] = { COL_COMMENT, COL_TEXT };
    Reading *reading = data;
    GArray *comments = reading->folder->comments;
    int moderated = 0;

    if (record->fault != NULL)
        return fault_at(reading, record, record->fault, error);
    if (!reading->has_header)
        return read_header(reading, record, needed, G_N_ELEMENTS(needed), error);
    if (csv_record_is_blank(record))
        return true;
    const char *id = cell(reading, record, COL_COMMENT), *sign = cell(reading, record, COL_MODERATED);
    if (*id == '\0')
        return fault_at(reading, record, _("it has no comment-id; give it one"), error);
    if (places_find(&reading->comments, id) != NOWHERE)
        return fault_at(reading, record, _("its comment-id stands in an earlier line too; keep one of them"),
                        error);
    if (*sign != '\0' && !read_sign(sign, &moderated))
        return fault_at(reading, record, _("'moderated' must be 1, 0 or -1"), error);
    PolisComment comment = { g_strdup(id), g_strdup(cell(reading, record, COL_AUTHOR)),
                             g_strdup(cell(reading, record, COL_TEXT)), record->line, moderated };
    places_add(&reading->comments, id, comments->len);
    g_array_append_val(comments, comment);
    if (comments->len > LIMIT_CONTRIBUTIONS)
        return fault_at(reading, record, _("there are too many comments"), error);
    return true;
}

/* Exports have seconds or milliseconds: seconds stay below this for 3,000
 * years.  What is no number counts as no time. */
static gint64
read_time(const char *text)
{
    gint64 time = 0;

    for (; g_ascii_isdigit(*text) && time < G_MAXINT64 / 100; text++)
        time = time * 10 + (*text - '0');
    return time < G_GINT64_CONSTANT(100000000000) ? time * 1000 : time;
}

static guint32
voter_place(Reading *reading, const char *id)
{
    guint32 place = places_find(&reading->voters, id);

    if (place == NOWHERE) {
        place = reading->folder->voters->len;
        places_add(&reading->voters, id, place);
        g_ptr_array_add(reading->folder->voters, g_strdup(id));
    }
    return place;
}

static bool
take_vote(const CsvRecord *record, void *data, GError **error)
{
    static const int needed[] = { COL_COMMENT, COL_VOTER, COL_VOTE };
    Reading *reading = data;
    int sign;

    if (record->fault != NULL)
        return fault_at(reading, record, record->fault, error);
    if (!reading->has_header)
        return read_header(reading, record, needed, G_N_ELEMENTS(needed), error);
    if (csv_record_is_blank(record))
        return true;
    const char *voter = cell(reading, record, COL_VOTER);
    guint32 item = places_find(&reading->comments, cell(reading, record, COL_COMMENT));
    if (!read_sign(cell(reading, record, COL_VOTE), &sign))
        return fault_at(reading, record, _("'vote' must be 1, 0 or -1"), error);
    if (*voter == '\0')
        return fault_at(reading, record, _("it has no voter-id; give it one"), error);
    if (item == NOWHERE) {
        reading->folder->n_stray++;
        return true;
    }
    NumVote vote = { voter_place(reading, voter), item, (int8_t)sign };
    gint64 when = read_time(cell(reading, record, COL_TIME));
    g_array_append_val(reading->folder->votes, vote);
    g_array_append_val(reading->folder->when, when);
    if (reading->folder->votes->len > LIMIT_IMPORTED_VOTES)
        return fault_at(reading, record, _("there are too many votes"), error);
    return true;
}

/* bytes NULL: the file of that name in the folder */
static bool
read_file(Reading *reading, const char *folder, const char *name, GBytes *bytes, CsvRecordFunc take,
          GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    reading->path = path;
    reading->has_header = false;
    if (!(bytes != NULL ? csv_read_bytes(path, bytes, 0, take, reading, error)
                        : csv_read_file(path, 0, take, reading, error)))
        return false;
    if (!reading->has_header)
        return error_set(error, ERROR_INPUT,
                         _("%s, line 1: the file is empty; use the files that Polis exports"), path);
    return true;
}

/* ---- the folder ------------------------------------------------------------- */

static void
comment_clear(void *data)
{
    PolisComment *comment = data;

    g_free(comment->id);
    g_free(comment->author);
    g_free(comment->text);
}

void
polis_folder_free(PolisFolder *folder)
{
    if (folder == NULL)
        return;
    g_array_unref(folder->comments);
    g_ptr_array_unref(folder->voters);
    g_array_unref(folder->votes);
    g_array_unref(folder->when);
    g_free(folder);
}

static PolisFolder *
read_folder(const char *path, GBytes *comments, GBytes *votes, GError **error)
{
    g_autoptr(PolisFolder) folder = g_new0(PolisFolder, 1);
    g_auto(Reading) reading = { .folder = folder };

    folder->comments = g_array_new(FALSE, FALSE, sizeof(PolisComment));
    g_array_set_clear_func(folder->comments, comment_clear);
    folder->voters = g_ptr_array_new_with_free_func(g_free);
    folder->votes = g_array_new(FALSE, FALSE, sizeof(NumVote));
    folder->when = g_array_new(FALSE, FALSE, sizeof(gint64));
    places_init(&reading.comments);
    places_init(&reading.voters);
    if (!read_file(&reading, path, "comments.csv", comments, take_comment, error) ||
        !read_file(&reading, path, "votes.csv", votes, take_vote, error))
        return NULL;
    return g_steal_pointer(&folder);
}

PolisFolder *
polis_folder_read(const char *path, GError **error)
{
    return read_folder(path, NULL, NULL, error);
}

PolisFolder *
polis_folder_parse(const char *name, GBytes *comments, GBytes *votes, GError **error)
{
    return read_folder(name, comments, votes, error);
}

NumVotesCast
polis_folder_cast(const PolisFolder *folder)
{
    return (NumVotesCast){
        .votes = (const NumVote *)(const void *)folder->votes->data,
        .when = (const int64_t *)(const void *)folder->when->data,
        .n_votes = folder->votes->len,
        .n_people = folder->voters->len,
        .n_items = folder->comments->len,
    };
}

bool *
polis_folder_rejected(const PolisFolder *folder)
{
    bool *rejected = g_new(bool, folder->comments->len);

    for (guint i = 0; i < folder->comments->len; i++)
        rejected[i] = g_array_index(folder->comments, PolisComment, i).moderated < 0;
    return rejected;
}
