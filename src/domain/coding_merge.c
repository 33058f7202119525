#include "domain/coding_merge.h"
#include "base/limits.h"

/* One analyst's codings of one contribution, with the code replaced. */
typedef struct { Id contribution; unsigned staff; CodingDraft drafts[LIMIT_CODINGS]; size_t n; } Rewritten;

static const Id *
code_id(const Board *board, uint32_t at)
{
    return &((const Code *)g_ptr_array_index(board->book->codes, at))->id;
}

static bool
has_draft(const Rewritten *to, const CodingDraft *draft)
{
    for (size_t i = 0; i < to->n; i++)
        if (id_equal(&to->drafts[i].code, &draft->code) && to->drafts[i].start == draft->start && to->drafts[i].end == draft->end)
            return true;
    return false;
}

/* False: this reading does not have the code. */
static bool
rewrite(const Board *board, const Reading *reading, const Id *from, const Id *into, Rewritten *ret)
{
    bool found = false;

    for (guint i = 0; reading->codings && i < reading->codings->len && ret->n < LIMIT_CODINGS; i++) {
        const Coding *coding = &g_array_index(reading->codings, Coding, i);
        const Id *code = code_id(board, coding->code);
        bool here = id_equal(code, from);
        CodingDraft draft = { here ? *into : *code, coding->start, coding->end };

        found = found || here;
        if (!has_draft(ret, &draft))
            ret->drafts[ret->n++] = draft;
    }
    ret->staff = reading->staff;
    return found;
}

static GArray *
all_rewritten(const Board *board, const Id *from, const Id *into)
{
    GArray *all = g_array_new(false, true, sizeof(Rewritten));

    for (guint i = 0; i < board->items->len; i++) {
        const GArray *readings = board_readings(board, i);

        for (guint r = 0; readings && r < readings->len; r++) {
            Rewritten rewritten = { .contribution = board_at(board, i)->id };

            if (rewrite(board, &g_array_index(readings, Reading, r), from, into, &rewritten))
                g_array_append_val(all, rewritten);
        }
    }
    return all;
}

bool
code_merge(Hall *hall, Db *db, const Actor *actor, const Id *from, const Id *into, CodingOutcome *ret_outcome, GError **error)
{
    const Board *board = hall_board_by_id(hall, &actor->conversation);

    *ret_outcome = CODING_NOT_FOUND;
    if (!board || !board_code(board, from) || !board_code(board, into))
        return true;
    if (id_equal(from, into))
        return *ret_outcome = CODING_CIRCLE, true;
    g_autoptr(GArray) all = all_rewritten(board, from, into);
    for (guint i = 0; i < all->len; i++) {
        const Rewritten *one = &g_array_index(all, Rewritten, i);
        Actor as = *actor;

        as.staff_number = one->staff;
        if (!coding_put(hall, db, &as, &one->contribution, one->drafts, one->n, ret_outcome, error))
            return false;
    }
    return code_retire(hall, db, actor, from, ret_outcome, error);
}
