#include "worker/export_qda.h"
#include "base/when.h"
#include "report/qda.h"
#include "worker/compile_private.h"

#define DAY 86400

typedef struct {
    const Coded *coded;
    GArray      *codes;         /* QdaCode, in the order of coded->codes */
    GPtrArray   *users;         /* char * */
    GHashTable  *code_at;       /* Id * -> place in codes + 1 */
    GHashTable  *user_at;       /* number of staff -> place in users + 1 */
    GHashTable  *codings;       /* Id * of a contribution -> GArray of QdaCoding */
    GArray      *sources;       /* QdaSource */
    GPtrArray   *kept;          /* texts of sources */
} Qda;

static void
qda_clear(Qda *qda)
{
    g_array_unref(qda->codes);
    g_ptr_array_unref(qda->users);
    g_hash_table_unref(qda->code_at);
    g_hash_table_unref(qda->user_at);
    g_hash_table_unref(qda->codings);
    g_array_unref(qda->sources);
    g_ptr_array_unref(qda->kept);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Qda, qda_clear)

static Qda
qda_new(const Coded *coded)
{
    return (Qda){
        .coded = coded,
        .codes = g_array_new(false, true, sizeof(QdaCode)),
        .users = g_ptr_array_new_with_free_func(g_free),
        .code_at = g_hash_table_new(id_hash, (GEqualFunc)id_equal_func),
        .user_at = g_hash_table_new(NULL, NULL),
        .codings = g_hash_table_new_full(id_hash, (GEqualFunc)id_equal_func, NULL, (GDestroyNotify)g_array_unref),
        .sources = g_array_new(false, true, sizeof(QdaSource)),
        .kept = g_ptr_array_new_with_free_func(g_free),
    };
}

/* ---- the frame ---- */

static void
gather_codes(Qda *qda)
{
    const DbRows *rows = &qda->coded->codes;

    for (size_t i = 0; i < rows->n; i++)
        g_hash_table_insert(qda->code_at, &db_rows_at(rows, CodedCodeRow, i)->code, GSIZE_TO_POINTER(i + 1));
    for (size_t i = 0; i < rows->n; i++) {
        const CodedCodeRow *row = db_rows_at(rows, CodedCodeRow, i);
        size_t parent = GPOINTER_TO_SIZE(g_hash_table_lookup(qda->code_at, &row->parent));
        QdaCode code = { row->code, parent > 0 ? parent - 1 : QDA_NO_PARENT, row->name, row->definition };

        g_array_append_val(qda->codes, code);
    }
}

/* ---- who coded what ---- */

static size_t
user_of(Qda *qda, int64_t staff)
{
    size_t at = GPOINTER_TO_SIZE(g_hash_table_lookup(qda->user_at, GSIZE_TO_POINTER(staff)));

    if (at > 0)
        return at - 1;
    g_ptr_array_add(qda->users, g_strdup_printf("Analyst %" G_GINT64_FORMAT, staff));
    g_hash_table_insert(qda->user_at, GSIZE_TO_POINTER(staff), GSIZE_TO_POINTER(qda->users->len));
    return qda->users->len - 1;
}

static GArray *
codings_of(Qda *qda, const Id *contribution)
{
    GArray *codings = g_hash_table_lookup(qda->codings, contribution);

    if (!codings) {
        codings = g_array_new(false, false, sizeof(QdaCoding));
        g_hash_table_insert(qda->codings, (void *)contribution, codings);
    }
    return codings;
}

static void
gather_codings(Qda *qda)
{
    const DbRows *rows = &qda->coded->codings;

    for (size_t i = 0; i < rows->n; i++) {
        const CodedRow *row = db_rows_at(rows, CodedRow, i);
        size_t code = GPOINTER_TO_SIZE(g_hash_table_lookup(qda->code_at, &row->code));
        QdaCoding coding = { code - 1, user_of(qda, row->staff), row->span_start, row->span_end };

        if (code > 0)
            g_array_append_val(codings_of(qda, &row->contribution), coding);
    }
}

/* ---- texts ---- */

static const char *
keep(Qda *qda, char *text)
{
    g_ptr_array_add(qda->kept, text);
    return text;
}

static const char *
day_of(Qda *qda, int64_t slot)
{
    CivilTime civil = when_civil(slot, qda->coded->board->about->timezone);

    return keep(qda, g_strdup_printf("%04d-%02d-%02d", civil.year, civil.month, civil.day));
}

/* A short name that tells sources apart in a list: the number, then how the text begins. */
static const char *
name_of(Qda *qda, const char *text)
{
    g_autofree char *start = g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), 40));

    return keep(qda, g_strdup_printf("%u %s", qda->sources->len + 1, g_strdelimit(start, "\r\n\t", ' ')));
}

static void
gather_source(Qda *qda, const Item *item)
{
    const Conversation *about = qda->coded->board->about;
    const GArray *codings = g_hash_table_lookup(qda->codings, &item->id);
    const char *text = item->shown.text;
    QdaSource source = {
        .id = item->id, .name = name_of(qda, text), .text = text, .kind = kind_names[item->kind],
        .section = about->sections[item->shown.section].title, .day = day_of(qda, item->slot),
        .likes = item->shown.likes, .dislikes = item->shown.dislikes,
        .codings = codings ? (const QdaCoding *)(const void *)codings->data : NULL,
        .n_codings = codings ? codings->len : 0,
    };

    g_array_append_val(qda->sources, source);
}

static QdaProject
project_of(const Qda *qda)
{
    const Conversation *about = qda->coded->board->about;

    return (QdaProject){
        .id = about->id, .name = about->title, .made = about->dates.closes / DAY * DAY,
        .users = (const char *const *)qda->users->pdata, .n_users = qda->users->len,
        .codes = (const QdaCode *)(const void *)qda->codes->data, .n_codes = qda->codes->len,
        .sources = (const QdaSource *)(const void *)qda->sources->data, .n_sources = qda->sources->len,
    };
}

GBytes *
export_qdpx(const Coded *coded, const GPtrArray *items, GError **error)
{
    g_auto(Qda) qda = qda_new(coded);
    size_t length;

    gather_codes(&qda);
    gather_codings(&qda);
    for (guint i = 0; i < items->len; i++) {
        const Item *item = g_ptr_array_index(items, i);

        if (compile_counts(item))
            gather_source(&qda, item);
    }
    QdaProject project = project_of(&qda);
    char *bytes = qda_project(&project, &length, error);
    return bytes ? g_bytes_new_take(bytes, length) : NULL;
}

GBytes *
export_qdc(const Coded *coded, GError **error)
{
    g_auto(Qda) qda = qda_new(coded);
    size_t length;

    gather_codes(&qda);
    QdaProject project = project_of(&qda);
    char *bytes = qda_codebook(&project, &length, error);
    return bytes ? g_bytes_new_take(bytes, length) : NULL;
}
