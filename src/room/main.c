/* candour-room: what is said.  Started by `candour`. */
#include "base/child.h"
#include "base/clock.h"
#include "base/fd.h"
#include "base/log.h"
#include "base/program.h"
#include "room/control.h"
#include "room/desk_link.h"
#include "room/frame.h"
#include "room/mention.h"
#include "room/room.h"
#include "room/routes.h"
#include "room/service.h"
#include "room/visitor.h"
#include "room/worker_link.h"

#define TICK_MS 250
#define FOLLOW_MS 60000         /* how often small steps of the clock are taken along */

static HttpServer *
start_pages(Room *room, GError **error)
{
    HttpServerConfig server = {
        .listen_fd = FD_LISTEN,
        .threads = room->config->threads,
        .site_url = room->config->room_url,
        .form_targets = room->config->desk_url,
        .admit = visitor_admit,
        .fault = frame_fault,
        .data = room,
    };

    server.routes = room_routes(&server.n_routes);
    return http_server_start(&server, error);
}

/* For operators, on an address of its own; NULL without an error: none is set. */
static HttpServer *
start_metrics(Room *room, GError **error)
{
    static const HttpRoute routes[] = {
        { HTTP_GET, "/metrics", GUARD_ANYONE, NULL, service_metrics },
        { HTTP_GET, "/healthz", GUARD_ANYONE, NULL, service_health },
        { HTTP_GET, "/readyz", GUARD_ANYONE, NULL, service_ready },
    };
    g_autofree char *url = g_strconcat("http://", room->config->metrics_listen, NULL);
    const HttpServerConfig server = {
        .listen_fd = FD_METRICS, .threads = 1, .site_url = url, .routes = routes, .n_routes = G_N_ELEMENTS(routes),
        .fault = frame_fault, .data = room,
    };

    return room->config->metrics_listen != NULL ? http_server_start(&server, error) : NULL;
}

/* ---- slots ---- */

#define TIDY_SECONDS 60         /* where slots are shorter, the log is not cut at each */
#define TIDY_AGAIN   5

typedef struct {
    Room *room;
    gint  turning, tidying;     /* atomic: it is under way */
    gint  untidy;               /* atomic: a slot has turned since the log was last cut */
    bool  began;                /* the log was cut at the start, which keeps no slot waiting */
    gint64 tidy_at;             /* not before; monotonic; this thread's, and the writer's while tidying */
    bool  doubts;               /* this thread's: the phases were stopped at the last look */
    int64_t follow_at;          /* the same */
} Ticker;

static bool
turn(Db *db, void *data, GError **error)
{
    const Ticker *ticker = data;

    return hall_turn_slot(ticker->room->hall, db, clock_now(), error);
}

static bool
run_turn(Db *db, void *data, GError **error)
{
    const Ticker *ticker = data;

    return hall_run(ticker->room->hall, db, turn, data, error);
}

static void
turn_done(void *data, const GError *error)
{
    Ticker *ticker = data;

    if (error != NULL)
        log_error("turning the slot: %s", error->message);
    else
        g_atomic_int_set(&ticker->untidy, 1);
    g_atomic_int_set(&ticker->turning, 0);
}

/* The store's log holds its rows in the order of writing, which must not outlive the slot (A6). */
static bool
run_tidy(Db *db, void *data, GError **error)
{
    return db_checkpoint(db, true, error);
}

static void
tidy_done(void *data, const GError *error)
{
    Ticker *ticker = data;

    if (error != NULL && error->code != ERROR_BUSY)
        log_error("cutting the store's log: %s", error->message);
    if (error != NULL)
        g_atomic_int_set(&ticker->untidy, 1);
    const int pause = error != NULL ? TIDY_AGAIN : ticker->began ? TIDY_SECONDS : 0;
    ticker->began = ticker->began || error == NULL;
    ticker->tidy_at = clock_monotonic_ms() + pause * 1000;
    g_atomic_int_set(&ticker->tidying, 0);
}

static void
tidy(Ticker *ticker)
{
    if (g_atomic_int_get(&ticker->tidying) || clock_monotonic_ms() < ticker->tidy_at ||
        !g_atomic_int_compare_and_exchange(&ticker->untidy, 1, 0))
        return;
    g_atomic_int_set(&ticker->tidying, 1);
    db_group_submit(ticker->room->group,
                    &(DbJob){ .kind = DB_JOB_ALONE, .run = run_tidy, .done = tidy_done, .data = ticker });
}

/* ---- the clock (A14) ---- */

typedef struct { Hall *hall; int64_t at; } Stop;

static bool
run_stop(Db *db, void *data, GError **error)
{
    const Stop *stop = data;

    hall_stop_phases(stop->hall, stop->at);
    return true;
}

static void
stop_done(void *data, const GError *error)
{
    if (error != NULL)
        log_error("stopping the phases: %s", error->message);
    g_free(data);
}

/* After a jump all else goes on by the time that has passed, which is never late: clock_now() saw it already. */
static void
watch_clock(Ticker *ticker)
{
    const bool doubts = clock_doubts();

    if (doubts != ticker->doubts) {
        Stop *stop = g_new0(Stop, 1);

        *stop = (Stop){ ticker->room->hall, doubts ? clock_now() : 0 };
        db_group_submit(ticker->room->group, &(DbJob){ .run = run_stop, .done = stop_done, .data = stop });
        log_info(doubts ? "the clock jumped by more than an hour: no conversation opens or closes until it is confirmed"
                        : "the clock is believed again");
        ticker->doubts = doubts;
    }
    if (clock_monotonic_ms() >= ticker->follow_at) {
        clock_follow();
        ticker->follow_at = clock_monotonic_ms() + FOLLOW_MS;
    }
}

static void
tick(Ticker *ticker)
{
    watch_clock(ticker);
    if (hall_slot_due(ticker->room->hall, clock_now()) && g_atomic_int_compare_and_exchange(&ticker->turning, 0, 1))
        db_group_submit(ticker->room->group, &(DbJob){ .run = run_turn, .done = turn_done, .data = ticker });
    tidy(ticker);
}

static void
follow_orders(Ticker *ticker)
{
    ChildOrder order = CHILD_NOTHING;

    while (order != CHILD_STOP) {
        FD_AUTO int fd = -1;

        order = child_wait(TICK_MS, &fd);
        if (order == CHILD_PEER && fd >= 0)
            room_desk_connect(ticker->room, fd_steal(&fd));
        else if (order == CHILD_WORKER && fd >= 0)
            room_worker_connect(ticker->room->worker, fd_steal(&fd));
        tick(ticker);
        mention_expire(ticker->room);
    }
}

static bool
serve(Room *room, int control_fd, GError **error)
{
    ControlThread *control = control_thread_start(control_fd, room_commands, room_commands_n, room);
    g_autoptr(HttpServer) pages = NULL, metrics = NULL;
    g_autoptr(GError) fault = NULL;
    /* What slots that turned meanwhile have left is gone from the store's log too. */
    Ticker ticker = { .room = room, .untidy = 1 };

    if (control == NULL)
        return error_set(error, ERROR_BUSY, "no thread for commands");
    pages = start_pages(room, error);
    if (pages != NULL) {
        room->pages = pages;
        metrics = start_metrics(room, &fault);
        if (fault != NULL)
            log_error("metrics-listen: %s", fault->message);
        child_say(CHILD_IS_READY);
        follow_orders(&ticker);
        http_server_stop(metrics);
        mention_close(room);
        http_hub_close(room->hub);
        http_server_stop(pages);
        db_group_close(room->group);
    }
    room_desk_end(room);
    control_thread_stop(control);
    return pages != NULL;
}

static bool
once(Config *config /* taken */, GError **error)
{
    g_autoptr(Config) owned = config;

    g_autofree char *master = g_build_filename(owned->keys_dir, program_folder(PROGRAM_ROOM), "master.key", NULL);
    g_autoptr(Room) room = NULL;

    if (!g_file_test(master, G_FILE_TEST_EXISTS))
        return control_serve_one(FD_CONTROL, room_init_commands, room_init_commands_n, owned);
    room = room_open(g_steal_pointer(&owned), error);
    return room != NULL && control_serve_one(FD_CONTROL, room_commands, room_commands_n, room);
}

static bool
run(const ChildInfo *info, GError **error)
{
    g_autoptr(Config) config = config_read(info->dir, error);
    g_autoptr(Room) room = NULL;
    g_autofree char *folder = NULL;
    FD_AUTO int control = -1;

    if (config == NULL)
        return false;
    folder = g_build_filename(config->dir, program_folder(PROGRAM_ROOM), NULL);
    if (!info->once && (control = control_listen(folder)) < 0)
        return error_set(error, ERROR_UNAVAILABLE, "%s/control.sock cannot be made", folder);
    if (!program_sandbox(PROGRAM_ROOM, config, error))
        return false;
    if (info->once)
        return once(g_steal_pointer(&config), error);
    room = room_open(g_steal_pointer(&config), error);
    return room != NULL && serve(room, fd_steal(&control), error);
}

int
main(int argc, char **argv)
{
    return child_main(argc, argv, run);
}
