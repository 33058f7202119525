#include "room/room.h"
#include "base/clock.h"
#include "base/log.h"
#include "db/migrate.h"
#include "domain/token.h"
#include "room/cards.h"
#include "room/claims.h"
#include "room/events.h"
#include "room/insight.h"
#include "room/mention.h"
#include "room/opened.h"
#include "room/decided_files.h"
#include "room/reports.h"
#include "room/section_fast.h"
#include "room/slow.h"
#include "room/worker_link.h"

static char *
keys_folder(const Config *config)
{
    return g_build_filename(config->keys_dir, "room", NULL);
}

static bool
open_keys(Room *room, GError **error)
{
    g_autofree char *folder = keys_folder(room->config);

    room->keys = keyring_open(folder, error);
    return room->keys && keyring_get(room->keys, "badge", true, &room->badge_key, error) &&
           keyring_get(room->keys, "return", true, &room->return_key, error) &&
           keyring_get(room->keys, "words", true, &room->words_key, error) &&
           keyring_get(room->keys, "token", true, &room->token_key, error) &&
           keyring_get(room->keys, "receipt", true, &room->receipt_key, error) &&
           keyring_desk_pub(room->keys, &room->desk_pub, error);
}

/* A commit was lost: memory goes back to what the store has. */
static void
reload(Db *db, void *data)
{
    Room *room = data;
    g_autoptr(GError) error = NULL;

    if (!hall_reload(room->hall, db, &error))
        log_error("loading the conversations again: %s", error->message);
}

bool
room_load_tokens(Room *room, GError **error)
{
    g_mutex_lock(&room->reader_lock);
    GArray *tokens = tokens_load(room->reader, error);
    g_mutex_unlock(&room->reader_lock);

    if (!tokens)
        return false;
    g_mutex_lock(&room->tokens_lock);
    g_clear_pointer(&room->tokens, g_array_unref);
    room->tokens = tokens;
    g_mutex_unlock(&room->tokens_lock);
    return true;
}

static bool
open_store(Room *room, GError **error)
{
    HallConfig config = {
        .keys = room->keys,
        .posts_per_hour = room->config->posts_per_hour,
        .votes_per_minute = room->config->votes_per_minute,
        .shown = events_shown,
        .data = room->hub,
    };
    g_autoptr(Db) writer = db_open(room->config->room_store, DB_READ_WRITE, error);

    if (!writer || !migrate_up(writer, migrations_room, migrations_room_n, error))
        return false;
    room->reader = db_open(room->config->room_store, DB_READ_ONLY, error);
    if (!room->reader)
        return false;
    room->hall = hall_sweep(writer, error) ? hall_new(&config, writer, error) : NULL;
    if (!room->hall)
        return false;
    room->group = db_group_new(g_steal_pointer(&writer), reload, room, error);
    return room->group != NULL && room_load_tokens(room, error);
}

Room *
room_open(Config *config, GError **error)
{
    g_autoptr(Room) room = g_new0(Room, 1);

    room->config = config;
    room->started_ms = clock_now_ms();
    room->hub = http_hub_new();
    room->cards = card_cache_new();
    room->shells = shell_cache_new();
    room->opened = opened_cache_new();
    g_mutex_init(&room->reader_lock);
    g_mutex_init(&room->tickets_lock);
    g_mutex_init(&room->tokens_lock);
    g_mutex_init(&room->desk_lock);
    room->used_tickets = g_hash_table_new_full(id_hash, id_equal_func, g_free, g_free);
    if (!open_keys(room, error) || !open_store(room, error))
        return NULL;
    room->slow = slow_pool_new(room);
    room->worker = room_worker_new();
    room->decided = decided_files_new();
    room->reports = reports_pool_new(room);
    room->claims = claims_new();
    room->insights = insights_new();
    room->mentions = mention_line_new();
    return g_steal_pointer(&room);
}

void
room_free(Room *room)
{
    if (!room)
        return;
    g_clear_pointer(&room->slow, slow_pool_free);
    if (room->reports)
        g_thread_pool_free(room->reports, false, true);
    g_clear_pointer(&room->decided, decided_files_free);
    g_clear_pointer(&room->worker, room_worker_free);
    g_clear_pointer(&room->insights, insights_free);
    g_clear_pointer(&room->mentions, mention_line_free);
    g_clear_pointer(&room->claims, claims_free);
    g_clear_pointer(&room->group, db_group_free);
    g_clear_pointer(&room->hall, hall_free);
    g_clear_pointer(&room->reader, db_free);
    g_clear_pointer(&room->keys, keyring_free);
    g_clear_pointer(&room->hub, http_hub_free);
    g_clear_pointer(&room->cards, card_cache_free);
    g_clear_pointer(&room->shells, shell_cache_free);
    g_clear_pointer(&room->opened, opened_cache_free);
    g_clear_pointer(&room->used_tickets, g_hash_table_unref);
    g_mutex_clear(&room->reader_lock);
    g_mutex_clear(&room->tickets_lock);
    g_clear_pointer(&room->tokens, g_array_unref);
    g_mutex_clear(&room->tokens_lock);
    g_mutex_clear(&room->desk_lock);
    secret_wipe(&room->badge_key, sizeof room->badge_key);
    secret_wipe(&room->return_key, sizeof room->return_key);
    secret_wipe(&room->words_key, sizeof room->words_key);
    secret_wipe(&room->receipt_key, sizeof room->receipt_key);
    secret_wipe(&room->token_key, sizeof room->token_key);
    config_free(room->config);
    g_free(room);
}

bool
room_init(const Config *config, const VerifyKey *desk_pub, GError **error)
{
    g_autofree char *folder = keys_folder(config);

    if (!keyring_create(folder, error))
        return false;
    g_autoptr(Keyring) keys = keyring_open(folder, error);
    if (!keys || !keyring_put_desk_pub(keys, desk_pub, error))
        return false;
    g_autoptr(Db) db = db_open(config->room_store, DB_CREATE, error);
    return db && migrate_up(db, migrations_room, migrations_room_n, error);
}
