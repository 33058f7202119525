#include "room/control.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "domain/arrival.h"
#include "domain/demo.h"
#include "domain/erase.h"
#include "domain/setup.h"
#include "domain/texts.h"
#include "domain/token.h"
#include "wire/ticket.h"

#define MOST_BODY (64 * 1024 * 1024)

/* ---- work on the writer thread, waited for ---- */

typedef struct Work Work;
struct Work {
    bool  (*run)(Work *work, Db *db, GError **error);
    Room   *room;
    json_t *body, *answer;
    GMutex  lock;
    GCond   ended;
    bool    over;
    GError *error;
};

static bool
do_work(Db *db, void *data, GError **error)
{
    Work *work = data;

    return work->run(work, db, error);
}

static bool
run_work(Db *db, void *data, GError **error)
{
    Work *work = data;

    return hall_run(work->room->hall, db, do_work, work, error);
}

static void
work_done(void *data, const GError *error)
{
    Work *work = data;

    g_mutex_lock(&work->lock);
    work->error = error ? g_error_copy(error) : NULL;
    work->over = true;
    g_cond_signal(&work->ended);
    g_mutex_unlock(&work->lock);
}

static void
wait_for(Work *work)
{
    g_mutex_init(&work->lock);
    g_cond_init(&work->ended);
    db_group_submit(work->room->group, &(DbJob){ .run = run_work, .done = work_done, .data = work });
    g_mutex_lock(&work->lock);
    while (!work->over)
        g_cond_wait(&work->ended, &work->lock);
    g_mutex_unlock(&work->lock);
    g_cond_clear(&work->ended);
    g_mutex_clear(&work->lock);
}

static json_t *
read_body(ControlCall *call)
{
    char *bytes = NULL;
    size_t length = 0;

    if (!control_read_all(call, MOST_BODY, &bytes, &length))
        return NULL;
    json_t *body = json_loadb(bytes, length, 0, NULL);
    free(bytes);
    if (!json_is_object(body)) {
        json_decref(body);
        control_failed(call, 1, "the room did not understand the command");
        return NULL;
    }
    return body;
}

static void
answer(ControlCall *call, Work *work)
{
    if (work->error) {
        control_failed(call, 1, work->error->message);
        g_clear_error(&work->error);
    } else {
        char *text = work->answer ? json_dumps(work->answer, JSON_COMPACT) : NULL;

        control_done(call, text);
        free(text);
    }
    json_decref(work->answer);
    json_decref(work->body);
}

static void
carry_out(ControlCall *call, Room *room, bool (*run)(Work *work, Db *db, GError **error))
{
    Work work = { .run = run, .room = room, .body = read_body(call) };

    if (!work.body)
        return;
    wait_for(&work);
    answer(call, &work);
}

/* ---- the commands ---- */

/* What a participant would notice of the change, in words. */
static void
note_changes(const Board *before, const json_t *content, json_t *lines)
{
    const json_t *sections = json_object_get(content, "sections");
    g_autofree char *count = g_strdup_printf("%zu sections, %zu questions, %zu pages", json_array_size(sections),
                                             json_array_size(json_object_get(content, "questions")),
                                             json_object_size(json_object_get(content, "pages")));

    json_array_append_new(lines, json_string(count));
    for (size_t i = 0; before && i < json_array_size(sections); i++) {
        const char *slug = json_string_value(json_object_get(json_array_get(sections, i), "slug"));

        if (conversation_section(before->about, slug) < 0) {
            g_autofree char *line = g_strdup_printf("section %s is new", slug);
            json_array_append_new(lines, json_string(line));
        }
    }
}

/* People may have seen and answered it. */
static bool
has_begun(const Board *board)
{
    return board->items->len > 0 || calendar_phase(&board->about->dates, clock_now()) != PHASE_DRAFT;
}

/* For the desk's certificate, also where the clock erases: a hash that tells nothing of the key. */
static json_t *
key_of(const Work *work)
{
    const json_t *settings = json_object_get(work->body, "settings");
    Id id;

    if (!id_from_text(json_string_value(json_object_get(settings ? settings : work->body, "id")), &id))
        return NULL;
    g_autofree char *fingerprint = keyring_fingerprint(work->room->keys, &id);
    return fingerprint ? json_string(fingerprint) : NULL;
}

static bool
run_import(Work *work, Db *db, GError **error)
{
    const char *ini_text = json_string_value(json_object_get(work->body, "ini"));
    json_t *settings = json_object_get(work->body, "settings"), *pages = json_object_get(work->body, "pages");
    const char *slug = json_string_value(json_object_get(settings, "slug"));
    g_autoptr(Ini) ini = ini_parse("conversation.ini", ini_text ? ini_text : "", ini_text ? strlen(ini_text) : 0, error);

    if (!ini)
        return false;
    json_t *content = setup_content(ini, pages, error);
    if (!content)
        return false;
    if (json_is_object(json_object_get(work->body, "brand")))
        json_object_set(content, "brand", json_object_get(work->body, "brand"));
    const Board *board = slug ? hall_board(work->room->hall, slug) : NULL;
    json_t *lines = json_array();
    if (board && board->about->pages[PAGE_ATTEST])
        json_object_set_new(json_object_get(content, "pages"), page_names[PAGE_ATTEST],
                            json_string(board->about->pages[PAGE_ATTEST]));
    /* What is published stays so. */
    if (board && board->about->dates.published)
        json_object_set_new(content, "published", json_integer(board->about->dates.published));
    char *settings_text = json_dumps(settings, JSON_COMPACT | JSON_SORT_KEYS);
    char *content_text = json_dumps(content, JSON_COMPACT);
    note_changes(board, content, lines);
    bool ok = (!board || !has_begun(board) || setup_may_replace(board->about, content, error)) &&
              hall_put_conversation(work->room->hall, db, settings_text, content_text, error);
    free(settings_text);
    free(content_text);
    json_decref(content);
    work->answer = json_pack("{s:o, s:o?}", "changed", lines, "key_fingerprint", key_of(work));
    return ok;
}

static void
command_import(ControlCall *call, void *data)
{
    carry_out(call, data, run_import);
}

static bool
run_settings(Work *work, Db *db, GError **error)
{
    char *settings = json_dumps(work->body, JSON_COMPACT | JSON_SORT_KEYS);
    bool ok = hall_put_conversation(work->room->hall, db, settings, NULL, error);

    free(settings);
    work->answer = json_pack("{s:o?}", "key_fingerprint", key_of(work));
    return ok;
}

static void
command_settings(ControlCall *call, void *data)
{
    carry_out(call, data, run_settings);
}

static bool
run_forget(Work *work, Db *db, GError **error)
{
    bool erased = false;
    Id id;

    if (!id_from_text(json_string_value(json_object_get(work->body, "id")), &id))
        return error_set(error, ERROR_INPUT, "there is no such conversation in the room");
    g_autofree char *fingerprint = keyring_fingerprint(hall_config(work->room->hall)->keys, &id);
    if (!erase_conversation(work->room->hall, db, &id, &erased, error))
        return false;
    /* The desk's certificate says it. */
    work->answer = json_pack("{s:s?, s:s, s:s}", "key_fingerprint", fingerprint, "master_key", "replaced", "database",
                             "rows of people deleted, totals and receipts (which name nobody) kept, file rewritten without free pages");
    return true;
}

static void
command_forget(ControlCall *call, void *data)
{
    Room *room = data;

    carry_out(call, room, run_forget);
    erase_compact(room->group);
}

static bool
run_demo(Work *work, Db *db, GError **error)
{
    const char *slug = json_string_value(json_object_get(work->body, "slug"));
    const Board *board = slug ? hall_board(work->room->hall, slug) : NULL;

    if (!board)
        return error_set(error, ERROR_INPUT, "there is no conversation %s in the room", slug ? slug : "");
    Id id = board->about->id;
    return demo_fill(work->room->hall, db, &id, json_object_get(work->body, "content"), &work->answer, error);
}

static void
command_demo(ControlCall *call, void *data)
{
    carry_out(call, data, run_demo);
}

static bool
arrival_ended(ArrivalOutcome outcome, const char *slug, GError **error)
{
    switch (outcome) {
    case ARRIVAL_DONE:       return true;
    case ARRIVAL_OVER:       return error_set(error, ERROR_REFUSED, "%s is over: nothing can come in any more", slug);
    case ARRIVAL_UNREADABLE: return error_set(error, ERROR_INPUT, "the room did not understand what is to come in");
    case ARRIVAL_NO_SECTION: return error_set(error, ERROR_INPUT, "a contribution is for a section that %s does not have; name one "
                                              "with --section, or add it to conversation.ini", slug);
    case ARRIVAL_TOO_LONG:   return error_set(error, ERROR_INPUT, "a text is empty or longer than %d characters", LIMIT_IDEA);
    case ARRIVAL_FULL:       return error_set(error, ERROR_REFUSED, "there are more contributions than %s can hold", slug);
    }
    return false;
}

/* Where a contribution names no section, the first one. */
static void
default_section(const Board *board, const json_t *content)
{
    const json_t *items = json_object_get(content, "items");

    for (size_t i = 0; board->about->n_sections > 0 && i < json_array_size(items); i++)
        if (!json_object_get(json_array_get(items, i), "section"))
            json_object_set_new(json_array_get(items, i), "section", json_string(board->about->sections[0].slug));
}

static bool
run_arrival(Work *work, Db *db, GError **error)
{
    const char *slug = json_string_value(json_object_get(work->body, "slug"));
    const json_t *content = json_object_get(work->body, "content");
    const Board *board = slug ? hall_board(work->room->hall, slug) : NULL;
    ArrivalOutcome outcome;
    ArrivalCounts counts = { 0 };

    if (!board)
        return error_set(error, ERROR_INPUT, "there is no conversation %s in the room", slug ? slug : "");
    Id id = board->about->id;
    default_section(board, content);
    if (!arrival_take(work->room->hall, db, &id, content, &outcome, &counts, error) || !arrival_ended(outcome, slug, error))
        return false;
    work->answer = json_pack("{s:I, s:I, s:I, s:I}", "contributions", (json_int_t)counts.contributions, "known",
                             (json_int_t)counts.known, "votes", (json_int_t)counts.votes, "voices", (json_int_t)counts.voices);
    return true;
}

static void
command_arrival(ControlCall *call, void *data)
{
    carry_out(call, data, run_arrival);
}

/* ---- what candour attest found ---- */

static bool
run_attest_page(Work *work, Db *db, GError **error)
{
    const char *text = json_string_value(json_object_get(work->body, "text"));
    const Hall *hall = work->room->hall;
    const char *pages[PAGE__COUNT] = { [PAGE_ATTEST] = text };
    g_autoptr(GArray) ids = g_array_new(false, false, sizeof(Id));

    if (!text || strlen(text) > LIMIT_MARKDOWN_PAGE)
        return error_set(error, ERROR_INPUT, "the room did not understand the command");
    for (size_t i = 0; i < hall_n_boards(hall); i++)
        g_array_append_val(ids, hall_board_at(hall, i)->about->id);
    for (guint i = 0; i < ids->len; i++)
        if (!texts_put(work->room->hall, db, &g_array_index(ids, Id, i), pages, error))
            return false;
    return true;
}

static void
command_attest_page(ControlCall *call, void *data)
{
    carry_out(call, data, run_attest_page);
}

/* ---- read-only tokens ---- */

static const struct { const char *name; uint32_t role; } token_roles[] = {
    { "participant", ROLE_PARTICIPANT }, { "facilitator", ROLE_FACILITATOR },
    { "analyst", ROLE_ANALYST },         { "organiser", ROLE_ORGANISER },
};

static const char *
role_name(uint32_t role)
{
    for (size_t i = 0; i < G_N_ELEMENTS(token_roles); i++)
        if (token_roles[i].role == (role & ~(uint32_t)ROLE_PARTICIPANT))
            return token_roles[i].name;
    return "participant";
}

/* 0: no such role. */
static uint32_t
role_of(const char *name)
{
    for (size_t i = 0; name && i < G_N_ELEMENTS(token_roles); i++)
        if (g_str_equal(token_roles[i].name, name))
            return token_roles[i].role | ROLE_PARTICIPANT;
    return 0;
}

static bool
token_ended(TokenOutcome outcome, const char *what, GError **error)
{
    switch (outcome) {
    case TOKEN_DONE:      return true;
    case TOKEN_NOT_FOUND: return error_set(error, ERROR_INPUT, "there is no %s in the room", what);
    case TOKEN_OVER:      return error_set(error, ERROR_INPUT, "%s is over: nothing in it can be read any more", what);
    case TOKEN_TOO_MANY:  return error_set(error, ERROR_INPUT, "there are %d tokens; remove some first", LIMIT_TOKENS);
    }
    return false;
}

static bool
run_token_add(Work *work, Db *db, GError **error)
{
    const char *slug = json_string_value(json_object_get(work->body, "slug"));
    uint32_t roles = role_of(json_string_value(json_object_get(work->body, "role")));
    g_autofree char *what = g_strdup_printf("conversation %s", slug ? slug : "");
    char text[TOKEN_TEXT_SIZE];
    TokenOutcome outcome;

    if (!roles)
        return error_set(error, ERROR_INPUT, "there is no such role in the room");
    if (!token_add(work->room->hall, db, &work->room->token_key, slug ? slug : "", roles, text, &outcome, error) ||
        !token_ended(outcome, what, error))
        return false;
    work->answer = json_pack("{s:s}", "token", text);
    secret_wipe(text, sizeof text);
    return true;
}

static bool
run_token_remove(Work *work, Db *db, GError **error)
{
    const char *name = json_string_value(json_object_get(work->body, "name"));
    g_autofree char *what = g_strdup_printf("token %s", name ? name : "");
    TokenOutcome outcome;

    return token_remove(db, name ? name : "", &outcome, error) && token_ended(outcome, what, error);
}

static bool
run_token_list(Work *work, Db *db, GError **error)
{
    g_autoptr(GArray) tokens = tokens_load(db, error);
    json_t *list = json_array();

    for (guint i = 0; tokens && i < tokens->len; i++) {
        const Token *token = &g_array_index(tokens, Token, i);
        const Board *board = hall_board_by_id(work->room->hall, &token->conversation);

        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "name", token->name, "role", role_name(token->roles),
                                              "slug", board ? board->about->slug : ""));
    }
    work->answer = json_pack("{s:o}", "tokens", list);
    return tokens != NULL;
}

/* What has changed counts as soon as the command ends. */
static void
change_tokens(ControlCall *call, Room *room, bool (*run)(Work *work, Db *db, GError **error))
{
    Work work = { .run = run, .room = room, .body = read_body(call) };

    if (!work.body)
        return;
    wait_for(&work);
    if (!work.error && !room_load_tokens(room, &work.error))
        log_error("reading the tokens: %s", work.error->message);
    answer(call, &work);
}

static void
command_token_add(ControlCall *call, void *data)
{
    change_tokens(call, data, run_token_add);
}

static void
command_token_remove(ControlCall *call, void *data)
{
    change_tokens(call, data, run_token_remove);
}

static void
command_token_list(ControlCall *call, void *data)
{
    carry_out(call, data, run_token_list);
}

const ControlCommand room_commands[] = {
    { "attest-page", command_attest_page },
    { "token-add", command_token_add },
    { "token-remove", command_token_remove },
    { "token-list", command_token_list },
    { "conversation-import", command_import },
    { "settings", command_settings },
    { "forget", command_forget },
    { "demo-content", command_demo },
    { "arrival", command_arrival },
};
const size_t room_commands_n = G_N_ELEMENTS(room_commands);

/* ---- before there is a room ---- */

static void
command_init(ControlCall *call, void *data)
{
    const Config *config = data;
    json_t *body = read_body(call);
    const char *pub = json_string_value(json_object_get(body, "desk_pub"));
    g_autoptr(GError) error = NULL;
    VerifyKey desk_pub;

    if (!body)
        return;
    if (!pub || !secret_from_text(pub, desk_pub.bytes, sizeof desk_pub.bytes))
        control_failed(call, 1, "the desk's public key is missing");
    else if (!room_init(config, &desk_pub, &error))
        control_failed(call, 1, error->message);
    else
        control_done(call, NULL);
    json_decref(body);
}

const ControlCommand room_init_commands[] = { { "init", command_init } };
const size_t room_init_commands_n = G_N_ELEMENTS(room_init_commands);
