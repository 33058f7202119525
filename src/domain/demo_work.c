#include "domain/demo_work.h"
#include "domain/coding.h"
#include "domain/facilitate.h"
#include "domain/quote.h"

#define FACILITATOR_ROLE 2
#define ANALYST_ROLE     4

typedef struct { Hall *hall; Db *db; Actor facilitator, analyst; const json_t *ids; json_t *codes; } Work;

static const char *
text_at(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static int
index_of(const char *const *names, const char *name)
{
    for (int i = 0; name && names[i]; i++)
        if (g_str_equal(names[i], name))
            return i;
    return -1;
}

/* ---- acts ---- */

static void
read_parts(const json_t *parts, ActOrder *order, SplitPart *ret_parts)
{
    for (size_t i = 0; i < json_array_size(parts) && i < LIMIT_SPLIT_PARTS; i++)
        ret_parts[order->n_parts++] = (SplitPart){ text_at(json_array_get(parts, i), "section"),
                                                   text_at(json_array_get(parts, i), "text") };
    order->parts = ret_parts;
}

static bool
carry_out(Work *work, const DemoIdea *idea, GError **error)
{
    const json_t *action = json_object_get(idea->idea, "action");
    int act = index_of(act_names, text_at(action, "action")), reason = index_of(act_reason_names, text_at(action, "reason"));
    const char *into = text_at(action, "into");
    SplitPart parts[LIMIT_SPLIT_PARTS];
    FacilitateOutcome outcome;
    ActMade made;

    if (act < 0)
        return true;
    ActOrder order = {
        .act = (Act)act, .reason = reason < 0 ? REASON_OTHER : (ActReason)reason, .note = text_at(action, "note"),
        .text = text_at(action, "text"), .section = text_at(action, "section"),
    };
    read_parts(json_object_get(action, "parts"), &order, parts);
    if (into && !id_from_text(text_at(work->ids, into), &order.into))
        return true;
    return facilitate_act(work->hall, work->db, &work->facilitator, &idea->id, &order, &outcome, &made, error);
}

/* ---- frame and codings ---- */

static bool
add_code(Work *work, const json_t *code, GError **error)
{
    CodeDraft draft = { .name = text_at(code, "name"), .definition = text_at(code, "definition"), .set_parent = true };
    const char *parent = text_at(code, "parent"), *slug = text_at(code, "slug");
    CodingOutcome outcome;
    char text[ID_TEXT_SIZE];
    Id id;

    if (parent && !id_from_text(text_at(work->codes, parent), &draft.parent))
        return error_set(error, ERROR_INPUT, "demonstration: code %s has no parent %s", slug, parent);
    if (!code_add(work->hall, work->db, &work->analyst, &draft, &outcome, &id, error))
        return false;
    if (outcome != CODING_DONE)
        return error_set(error, ERROR_INPUT, "demonstration: code %s cannot be added", slug);
    id_to_text(&id, text);
    json_object_set_new(work->codes, slug, json_string(text));
    return true;
}

static bool
code_idea(Work *work, const DemoIdea *idea, GError **error)
{
    const json_t *codes = json_object_get(idea->idea, "codes");
    CodingDraft drafts[LIMIT_CODINGS];
    CodingOutcome outcome;
    size_t n = 0;

    for (size_t i = 0; i < json_array_size(codes) && n < LIMIT_CODINGS; i++)
        if (id_from_text(text_at(work->codes, json_string_value(json_array_get(codes, i)) ?: ""), &drafts[n].code)) {
            drafts[n].start = drafts[n].end = -1;
            n++;
        }
    return n == 0 || coding_put(work->hall, work->db, &work->analyst, &idea->id, drafts, n, &outcome, error);
}

static bool
quote_idea(Work *work, const DemoIdea *idea, GError **error)
{
    const json_t *quote = json_object_get(idea->idea, "quote");
    QuoteOutcome outcome;

    if (!quote)
        return true;
    if (!quote_put(work->hall, work->db, &work->analyst, &idea->id, true, json_string_value(quote), &outcome, error))
        return false;
    return outcome == QUOTE_DONE ||
           error_set(error, ERROR_INPUT, "demonstration: %s cannot be quoted so", text_at(idea->idea, "key"));
}

bool
demo_work(Hall *hall, Db *db, const Id *conversation, const GArray *ideas, const json_t *codes, const json_t *ids, GError **error)
{
    Work work = {
        .hall = hall, .db = db, .ids = ids, .codes = json_object(),
        .facilitator = { .conversation = *conversation, .roles = FACILITATOR_ROLE, .staff_number = 1 },
        .analyst = { .conversation = *conversation, .roles = ANALYST_ROLE, .staff_number = 2 },
    };
    bool ok = true;

    for (size_t i = 0; ok && i < json_array_size(codes); i++)
        ok = add_code(&work, json_array_get(codes, i), error);
    for (guint i = 0; ok && i < ideas->len; i++)
        ok = code_idea(&work, &g_array_index(ideas, DemoIdea, i), error) &&
             quote_idea(&work, &g_array_index(ideas, DemoIdea, i), error);
    for (guint i = 0; ok && i < ideas->len; i++)
        ok = carry_out(&work, &g_array_index(ideas, DemoIdea, i), error);
    json_decref(work.codes);
    return ok;
}
