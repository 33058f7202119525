/* Suggested codes for the contribution that an analyst reads: learnt from this analyst's own codings
 * while the page is made, kept nowhere. */
#include "analysis/suggest.h"
#include "base/log.h"
#include "room/staff_analyse.h"

enum { MOST_LESSONS = 300, MOST_CODES = 150, MOST_SHOWN = 3 };

/* What is needed, copied, so that nobody waits while it is worked out. */
typedef struct {
    GPtrArray *code_words, *texts;      /* char *; the text in question is the last one */
    GArray    *codes;                   /* Id */
    GArray    *marks;                   /* SuggestMark */
} Lesson;

static void
lesson_clear(Lesson *lesson)
{
    g_ptr_array_unref(lesson->code_words);
    g_ptr_array_unref(lesson->texts);
    g_array_unref(lesson->codes);
    g_array_unref(lesson->marks);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Lesson, lesson_clear)

/* places: by index of the code in the book, its place in the lesson + 1. */
static void
take_codes(const Board *board, Lesson *lesson, GHashTable *places)
{
    g_autoptr(GArray) tree = board_code_tree(board);

    for (guint i = 0; i < tree->len && i < MOST_CODES; i++) {
        const CodeLevel *level = &g_array_index(tree, CodeLevel, i);

        g_array_append_val(lesson->codes, level->code->id);
        g_ptr_array_add(lesson->code_words, g_strconcat(level->code->name, "\n", level->code->definition, NULL));
        g_hash_table_insert(places, GUINT_TO_POINTER(level->at + 1), GUINT_TO_POINTER(i + 1));
    }
}

static void
take_marks(const Reading *reading, Lesson *lesson, GHashTable *places)
{
    size_t text = lesson->texts->len;
    bool some = false;

    for (guint i = 0; reading->codings && i < reading->codings->len; i++) {
        guint at = g_array_index(reading->codings, Coding, i).code;
        guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, GUINT_TO_POINTER(at + 1)));
        SuggestMark mark = { text, place - 1 };

        if (place > 0)
            g_array_append_val(lesson->marks, mark);
        some = some || place > 0;
    }
    if (!some)
        g_array_append_val(lesson->marks, ((SuggestMark){ text, SUGGEST_NOTHING }));
}

static void
take_texts(const Board *board, const Item *item, unsigned staff, Lesson *lesson, GHashTable *places)
{
    for (guint i = 0; i < board->items->len && lesson->texts->len < MOST_LESSONS; i++) {
        const Item *other = board_at(board, i);
        const Reading *reading = board_reading(board, i, staff);

        if (other == item || !item_is_read(other) || !reading || !(reading->codings && reading->codings->len > 0))
            continue;
        take_marks(reading, lesson, places);
        g_ptr_array_add(lesson->texts, g_strdup(other->shown.text));
    }
    g_ptr_array_add(lesson->texts, g_strdup(item->shown.text));
}

/* False: there is nothing to suggest for. */
static bool
take_lesson(const Visitor *visitor, const char *asked, Lesson *lesson, Id *ret_item)
{
    g_autoptr(GHashTable) places = g_hash_table_new(NULL, NULL);
    unsigned staff = visitor->badge.staff_number;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Item *item = board ? analyse_item(board, asked, staff) : NULL;
    const Reading *reading = item ? board_reading(board, item->at, staff) : NULL;
    bool wanted = item && !(reading && reading->codings && reading->codings->len > 0);
    if (wanted) {
        *ret_item = item->id;
        take_codes(board, lesson, places);
        take_texts(board, item, staff, lesson, places);
    }
    hall_read_end(visitor->room->hall);
    return wanted && lesson->codes->len > 0;
}

GArray *
analyse_suggest(const Visitor *visitor, const char *asked, Id *ret_item)
{
    GArray *suggested = g_array_new(false, false, sizeof(AnalyseSuggested));
    g_autoptr(GError) error = NULL;
    g_auto(Lesson) lesson = {
        g_ptr_array_new_with_free_func(g_free), g_ptr_array_new_with_free_func(g_free),
        g_array_new(false, false, sizeof(Id)), g_array_new(false, false, sizeof(SuggestMark)),
    };

    if (!take_lesson(visitor, asked, &lesson, ret_item))
        return suggested;
    SuggestInput input = {
        .codes = (const char *const *)lesson.code_words->pdata, .n_codes = lesson.codes->len,
        .texts = (const char *const *)lesson.texts->pdata, .n_texts = lesson.texts->len,
        .marks = (const SuggestMark *)(const void *)lesson.marks->data, .n_marks = lesson.marks->len,
    };
    g_autoptr(GPtrArray) all = suggest_codes(&input, &error);
    if (!all) {
        log_error("suggesting codes: %s", error->message);
        return suggested;
    }
    const GArray *best = g_ptr_array_index(all, all->len - 1);
    for (guint i = 0; i < best->len && i < MOST_SHOWN; i++) {
        const SuggestedCode *one = &g_array_index(best, SuggestedCode, i);
        AnalyseSuggested shown = { g_array_index(lesson.codes, Id, one->code), one->score };

        g_array_append_val(suggested, shown);
    }
    return suggested;
}
