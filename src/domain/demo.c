#include "domain/demo.h"
#include "base/clock.h"
#include "domain/demo_work.h"
#include "domain/notice.h"
#include "store/facilitation_store.h"
#include "store/flag_store.h"
#include "store/notice_store.h"
#include "store/vote_store.h"

#define PEOPLE      60
#define DAY_SECONDS (24 * 60 * 60)
#define SLOT        (15 * 60)
#define LOOKED_AT_HOURS 6

typedef struct {
    const Board *board;
    Scope        scope;
    Id           voices[PEOPLE];
    json_t      *ids;
    GArray      *ideas;                 /* DemoIdea */
    int64_t      now;
} Demo;

static const char *
text_at(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static int64_t
number_at(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

/* A quarter hour of that day, in the past. */
static int64_t
slot_on(const Demo *demo, int64_t day)
{
    int64_t slot = clock_slot(demo->board->about->dates.opens, 15) + day * DAY_SECONDS +
                   (int64_t)secret_random_below(40) * SLOT;

    return MIN(slot, clock_slot(demo->now, 15) - SLOT);
}

/* Likes and dislikes by different people: a random walk through the sixty. */
static bool
cast_votes(Demo *demo, const Id *id, int64_t likes, int64_t dislikes, GError **error)
{
    uint64_t first = secret_random_below(PEOPLE);

    for (int64_t i = 0; i < likes + dislikes && i < PEOPLE; i++) {
        /* 7 and 60 have no common divisor: nobody comes twice. */
        const Id *voice = &demo->voices[(first + (uint64_t)i * 7) % PEOPLE];

        if (!vote_log(&demo->scope, id, voice, i < likes ? VOTE_LIKE : VOTE_DISLIKE, error))
            return false;
    }
    return true;
}

static bool
raise_flags(Demo *demo, const Id *id, const json_t *flags, GError **error)
{
    size_t i;
    json_t *flag;

    json_array_foreach(flags, i, flag) {
        const char *reason = text_at(flag, "reason"), *note = text_at(flag, "note");
        bool fresh;

        for (int r = 0; reason && flag_reason_names[r]; r++)
            if (g_str_equal(flag_reason_names[r], reason) &&
                !flag_put(&demo->scope, id, &demo->voices[i * 11 % PEOPLE], r, note ? note : "", &fresh, error))
                return false;
    }
    return true;
}

/** What came before yesterday and was not reported has been looked at within hours, as where facilitators keep up. */
static bool
look_at_older(Demo *demo, const ContributionRow *row, const json_t *from, GError **error)
{
    LookedRow looked = {
        .contribution = row->contribution,
        .version = row->version,
        .slot = row->slot + (int64_t)secret_random_below(LOOKED_AT_HOURS) * 3600,
    };

    return row->slot > demo->now - DAY_SECONDS || json_object_get(from, "flags") || looked_put(&demo->scope, &looked, error);
}

static bool
add_one(Demo *demo, ContributionRow *row, const json_t *from, GError **error)
{
    const Id *voice = &demo->voices[secret_random_below(PEOPLE)];
    const char *source = text_at(from, "source");

    if (!text_at(from, "text"))
        return error_set(error, ERROR_INPUT, "demonstration: a contribution without a text");
    id_random(&row->contribution);
    if (row->kind == KIND_IDEA)
        row->idea = row->contribution;
    row->text = (char *)text_at(from, "text");
    row->state = STATE_SHOWN;
    row->source = g_strcmp0(source, "paper") == 0 ? SOURCE_PAPER : g_strcmp0(source, "facilitators") == 0 ? SOURCE_FACILITATOR : SOURCE_AUTHOR;
    row->slot = slot_on(demo, number_at(from, "day"));
    row->version = 1;
    row->views = number_at(from, "likes") * 2 + number_at(from, "dislikes") * 2 + 3;
    return contribution_insert(&demo->scope, row, row->source != SOURCE_AUTHOR ? &(Id){ .bytes = { 0 } } : voice, error) &&
           cast_votes(demo, &row->contribution, number_at(from, "likes"), number_at(from, "dislikes"), error) &&
           raise_flags(demo, &row->contribution, json_object_get(from, "flags"), error) &&
           look_at_older(demo, row, from, error);
}

static bool
add_comments(Demo *demo, const ContributionRow *parent, const json_t *comments, GError **error)
{
    size_t i;
    json_t *comment;

    json_array_foreach(comments, i, comment) {
        ContributionRow row = {
            .kind = KIND_COMMENT, .parent = parent->contribution, .idea = parent->idea, .section = parent->section,
        };

        if (!add_one(demo, &row, comment, error) || !add_comments(demo, &row, json_object_get(comment, "replies"), error))
            return false;
    }
    return true;
}

static bool
add_idea(Demo *demo, const json_t *idea, GError **error)
{
    const char *section = text_at(idea, "section"), *key = text_at(idea, "key");
    ContributionRow row = { .kind = KIND_IDEA, .section = (char *)section };
    char id[ID_TEXT_SIZE];

    if (conversation_section(demo->board->about, section) < 0)
        return error_set(error, ERROR_INPUT, "demonstration: no section %s", section ? section : "");
    if (!add_one(demo, &row, idea, error) || !add_comments(demo, &row, json_object_get(idea, "comments"), error))
        return false;
    DemoIdea known = { row.contribution, idea };
    g_array_append_val(demo->ideas, known);
    id_to_text(&row.contribution, id);
    if (key)
        json_object_set_new(demo->ids, key, json_string(id));
    return true;
}

static bool
add_talk(Demo *demo, const json_t *message, GError **error)
{
    static const char *const kinds[] = { "", "moderation", "question", "support", "answer", NULL };
    const char *about = json_string_value(json_object_get(demo->ids, text_at(message, "about") ?: ""));
    const json_t *talk = json_object_get(message, "talk");
    Id id;

    if (!about || !id_from_text(about, &id))
        return true;
    for (size_t i = 0; i < json_array_size(talk); i++) {
        const json_t *line = json_array_get(talk, i);
        bool author = g_strcmp0(text_at(line, "from"), "author") == 0;
        MessageRow row = {
            .contribution = id, .number = (int64_t)i + 1, .sender = author ? SENDER_AUTHOR : SENDER_FACILITATOR,
            .staff = author ? 0 : 1, .slot = slot_on(demo, number_at(line, "day")), .text = (char *)text_at(line, "text"),
        };

        for (int k = MESSAGE_MODERATION; kinds[k]; k++)
            if (g_strcmp0(kinds[k], text_at(line, "kind")) == 0)
                row.kind = k;
        if (!message_add(&demo->scope, &row, error))
            return false;
    }
    return true;
}

static bool
add_notice(Demo *demo, const json_t *notice, GError **error)
{
    NoticeRow row = { .number = 1, .act = NOTICE_PINNED, .staff = 1, .slot = slot_on(demo, number_at(notice, "day")),
                      .section = (char *)(text_at(notice, "section") ?: ""), .text = (char *)text_at(notice, "text") };

    if (!row.text)
        return error_set(error, ERROR_INPUT, "demonstration: a notice without a text");
    id_random(&row.notice);
    return notice_add(&demo->scope, &row, error);
}

bool
demo_fill(Hall *hall, Db *db, const Id *conversation, const json_t *content, json_t **ret_ids, GError **error)
{
    const Board *board = hall_board_by_id(hall, conversation);
    g_autoptr(GArray) ideas = g_array_new(false, false, sizeof(DemoIdea));
    Demo demo = { .board = board, .now = clock_now(), .ids = json_object(), .ideas = ideas };
    size_t i;
    json_t *entry;
    bool ok = board != NULL || error_set(error, ERROR_INPUT, "demonstration: no such conversation");

    if (ok)
        demo.scope = board_scope(board, db);
    for (size_t v = 0; v < PEOPLE; v++)
        id_random(&demo.voices[v]);
    json_array_foreach(json_object_get(content, "ideas"), i, entry)
        ok = ok && add_idea(&demo, entry, error);
    json_array_foreach(json_object_get(content, "messages"), i, entry)
        ok = ok && add_talk(&demo, entry, error);
    json_array_foreach(json_object_get(content, "notices"), i, entry)
        ok = ok && add_notice(&demo, entry, error);
    ok = ok && vote_fold(&demo.scope, VOTE_FOLD_ALL, error) && hall_reload(hall, db, error) &&
         demo_work(hall, db, conversation, ideas, json_object_get(content, "codes"), demo.ids, error);
    if (ok)
        *ret_ids = demo.ids;
    else
        json_decref(demo.ids);
    return ok;
}
