#include "domain/coding_merge.h"
#include "domain/coding_book.h"
#include "store/coding_store.h"
#include <jansson.h>
#include <stdlib.h>

/* One analyst's codings of one contribution as they are to be. */
typedef struct { uint32_t item; unsigned staff; GArray *codings; } Rewritten;

static void
rewritten_clear(Rewritten *rewritten)
{
    g_clear_pointer(&rewritten->codings, g_array_unref);
}

/* NULL: this reading does not have the code. */
static GArray *
rewrite(const Reading *reading, uint32_t from, uint32_t into, uint32_t version)
{
    g_autoptr(GArray) codings = g_array_new(false, false, sizeof(Coding));
    bool found = false;

    for (guint i = 0; reading->codings && i < reading->codings->len; i++) {
        Coding coding = g_array_index(reading->codings, Coding, i);

        if (coding.code == from) {
            coding.code = into;
            coding.version = version;
            found = true;
        }
        g_array_append_val(codings, coding);
    }
    codings_tidy(codings);
    return found ? g_steal_pointer(&codings) : NULL;
}

static GArray *
all_rewritten(const Board *board, uint32_t from, uint32_t into, uint32_t version)
{
    GArray *all = g_array_new(false, true, sizeof(Rewritten));

    g_array_set_clear_func(all, (GDestroyNotify)rewritten_clear);
    for (uint32_t item = 0; item < board->book->readings->len; item++) {
        const GArray *readings = board_readings(board, item);

        for (guint r = 0; readings && r < readings->len; r++) {
            const Reading *reading = &g_array_index(readings, Reading, r);
            Rewritten rewritten = { item, reading->staff, rewrite(reading, from, into, version) };

            if (rewritten.codings)
                g_array_append_val(all, rewritten);
        }
    }
    return all;
}

static bool
store_changes(const CodingDesk *desk, const GArray *all, const GArray *changes, int64_t act, const Id *beside, GError **error)
{
    for (guint i = 0; i < all->len; i++) {
        const Rewritten *one = &g_array_index(all, Rewritten, i);

        if (!coding_store_all(desk, &board_at(desk->board, one->item)->id, one->staff, one->codings, error))
            return false;
    }
    for (guint i = 0; i < changes->len; i++) {
        const CodeNow *now = &g_array_index(changes, CodeNow, i);
        bool last = i + 1 == changes->len;

        if (!coding_store_code(desk, now, last ? act : CODE_CHANGED, last ? beside : &now->parent, error))
            return false;
    }
    return true;
}

static void
apply(const CodingDesk *desk, GArray *all, const GArray *changes)
{
    hall_change(desk->hall);
    for (guint i = 0; i < all->len; i++) {
        Rewritten *one = &g_array_index(all, Rewritten, i);
        Reading *reading = book_reading_make(desk->book, one->item, one->staff);

        g_clear_pointer(&reading->codings, g_array_unref);
        reading->codings = g_steal_pointer(&one->codings);
    }
    for (guint i = 0; i < changes->len; i++)
        book_set_code(desk->book, &g_array_index(changes, CodeNow, i));
    desk->book->changes++;
    hall_changed(desk->hall, desk->board);
}

bool
code_merge(Hall *hall, Db *db, const Actor *actor, const Id *from, const Id *into, CodingOutcome *ret_outcome, GError **error)
{
    CodingDesk desk;
    g_autoptr(GArray) changes = g_array_new(false, false, sizeof(CodeNow));

    *ret_outcome = coding_enter(hall, db, actor, &desk);
    if (*ret_outcome != CODING_DONE)
        return true;
    const Code *code = board_code(desk.board, from);
    if (!code || !board_code(desk.board, into))
        return *ret_outcome = CODING_NOT_FOUND, true;
    if (id_equal(from, into))
        return *ret_outcome = CODING_CIRCLE, true;
    coding_lift(&desk, code, desk.book->version + 1, changes);
    if (!coding_keep_undo(&desk, code, changes, into, error))
        return false;
    CodeNow retired = code_now(code);
    retired.version = desk.book->version + changes->len + 1;
    retired.retired = true;
    g_array_append_val(changes, retired);
    g_autoptr(GArray) all = all_rewritten(desk.board, book_code_at(desk.book, from) - 1, book_code_at(desk.book, into) - 1,
                                          retired.version);
    if (!store_changes(&desk, all, changes, CODE_JOINED, into, error))
        return false;
    apply(&desk, all, changes);
    return true;
}

/* ---- bringing a code back ---- */

static bool
is_on(const GArray *codings, const Coding *coding, guint *ret_at)
{
    for (guint i = 0; codings && i < codings->len; i++) {
        const Coding *other = &g_array_index(codings, Coding, i);

        if (other->code == coding->code && other->start == coding->start && other->end == coding->end)
            return *ret_at = i, true;
    }
    return false;
}

static json_t *
id_json(const Id *id)
{
    char text[ID_TEXT_SIZE];

    id_to_text(id, text);
    return json_string(text);
}

/* [contribution, staff, start, end, version, whether `into` was there as well] for each coding of the code. */
static void
note_codings(const Board *board, uint32_t item, const Reading *reading, uint32_t from, uint32_t into, json_t *notes)
{
    for (guint i = 0; reading->codings && i < reading->codings->len; i++) {
        const Coding *coding = &g_array_index(reading->codings, Coding, i);
        Coding joined = { into, coding->start, coding->end, 0 };
        guint at;

        if (coding->code == from)
            json_array_append_new(notes, json_pack("[o, i, i, i, i, b]", id_json(&board_at(board, item)->id), (int)reading->staff,
                                                   (int)coding->start, (int)coding->end, (int)coding->version,
                                                   is_on(reading->codings, &joined, &at)));
    }
}

bool
coding_keep_undo(const CodingDesk *desk, const Code *code, const GArray *changes, const Id *into, GError **error)
{
    json_t *below = json_array(), *codings = json_array();
    uint32_t from = book_code_at(desk->book, &code->id) - 1;

    for (guint i = 0; i < changes->len; i++)
        json_array_append_new(below, id_json(&g_array_index(changes, CodeNow, i).id));
    for (uint32_t item = 0; into && item < desk->book->readings->len; item++) {
        const GArray *readings = board_readings(desk->board, item);

        for (guint r = 0; readings && r < readings->len; r++)
            note_codings(desk->board, item, &g_array_index(readings, Reading, r), from, book_code_at(desk->book, into) - 1, codings);
    }
    json_t *undo = json_pack("{s:o, s:o, s:o}", "below", below, "codings", codings, "into", into ? id_json(into) : json_null());
    char *text = json_dumps(undo, JSON_COMPACT);
    bool kept = code_undo_put(&desk->scope, &code->id, text, error);
    free(text);
    json_decref(undo);
    return kept;
}

/* The codes that lay below it and have not been moved since, and the code itself at the end. */
static GArray *
changes_back(const CodingDesk *desk, const CodeNow *back, const Id *parent_then, const json_t *below)
{
    GArray *changes = g_array_new(false, false, sizeof(CodeNow));
    CodeNow last = *back;
    uint32_t version = desk->book->version;

    for (size_t i = 0; i < json_array_size(below); i++) {
        Id id;
        const Code *code = id_from_text(json_string_value(json_array_get(below, i)), &id) ? board_code(desk->board, &id) : NULL;

        if (!code || !id_equal(&code->parent, parent_then))
            continue;
        CodeNow now = code_now(code);
        now.parent = back->id;
        now.version = ++version;
        g_array_append_val(changes, now);
    }
    last.version = ++version;
    g_array_append_val(changes, last);
    return changes;
}

/* The codings of this reading as they are to be, begun with those that are there. */
static GArray *
codings_for(GArray *all, const CodingDesk *desk, uint32_t item, unsigned staff)
{
    for (guint i = all->len; i-- > 0;) {
        const Rewritten *one = &g_array_index(all, Rewritten, i);
        if (one->item == item && one->staff == staff)
            return one->codings;
    }
    const Reading *reading = board_reading(desk->board, item, staff);
    Rewritten fresh = { item, staff, g_array_new(false, false, sizeof(Coding)) };
    if (reading && reading->codings)
        g_array_append_vals(fresh.codings, reading->codings->data, reading->codings->len);
    g_array_append_val(all, fresh);
    return fresh.codings;
}

static void
bring_back(const CodingDesk *desk, const json_t *note, uint32_t from, uint32_t into, GArray *all)
{
    const char *contribution;
    int staff, start, end, version, both;
    guint at;
    Id id;

    if (json_unpack((json_t *)note, "[s, i, i, i, i, b]", &contribution, &staff, &start, &end, &version, &both) != 0 ||
        !id_from_text(contribution, &id))
        return;
    const Item *item = board_find(desk->board, &id);
    Coding joined = { into, start, end, 0 }, coding = { from, start, end, (uint32_t)version };
    if (!item)
        return;
    GArray *codings = codings_for(all, desk, item->at, (unsigned)staff);
    if (!is_on(codings, &joined, &at))
        return;                         /* taken off since */
    if (!both)
        g_array_remove_index(codings, at);
    g_array_append_val(codings, coding);
    codings_tidy(codings);
}

static CodingOutcome
may_restore(const CodingDesk *desk, const Code *code, const json_t *undo, CodeNow *ret_back, uint32_t *ret_into)
{
    const char *into = json_string_value(json_object_get(undo, "into"));
    Id id;

    if (!undo)
        return CODING_NOT_FOUND;
    if (into && (!id_from_text(into, &id) || !board_code(desk->board, &id)))
        return CODING_LATER;
    *ret_into = into ? book_code_at(desk->book, &id) - 1 : 0;
    *ret_back = code_now(code);
    ret_back->retired = false;
    if (!board_code(desk->board, &code->parent))
        ret_back->parent = (Id){ .bytes = { 0 } };
    return coding_may_set(desk, ret_back);
}

static bool
restore(const CodingDesk *desk, const Code *code, const json_t *undo, CodingOutcome *ret_outcome, GError **error)
{
    g_autoptr(GArray) all = g_array_new(false, true, sizeof(Rewritten));
    const json_t *notes = json_object_get(undo, "codings");
    const Id parent_then = code->parent;
    uint32_t into = 0;
    CodeNow back;

    g_array_set_clear_func(all, (GDestroyNotify)rewritten_clear);
    *ret_outcome = may_restore(desk, code, undo, &back, &into);
    if (*ret_outcome != CODING_DONE)
        return true;
    g_autoptr(GArray) changes = changes_back(desk, &back, &parent_then, json_object_get(undo, "below"));
    for (size_t i = 0; i < json_array_size(notes); i++)
        bring_back(desk, json_array_get(notes, i), book_code_at(desk->book, &code->id) - 1, into, all);
    if (!store_changes(desk, all, changes, CODE_RESTORED, &back.parent, error))
        return false;
    apply(desk, all, changes);
    return true;
}

bool
code_restore(Hall *hall, Db *db, const Actor *actor, const Id *id, CodingOutcome *ret_outcome, GError **error)
{
    CodingDesk desk;
    g_autofree char *text = NULL;

    *ret_outcome = coding_enter(hall, db, actor, &desk);
    if (*ret_outcome != CODING_DONE)
        return true;
    const Code *code = g_hash_table_lookup(desk.book->code_by_id, id);
    if (!code || !code->retired)
        return *ret_outcome = CODING_NOT_FOUND, true;
    if (!code_undo_get(&desk.scope, id, &text, error))
        return false;
    json_t *undo = text ? json_loads(text, 0, NULL) : NULL;
    bool ok = restore(&desk, code, undo, ret_outcome, error);
    json_decref(undo);
    return ok;
}
