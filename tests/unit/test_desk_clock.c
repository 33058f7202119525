/* A clock that jumps by more than an hour while the desk runs: nothing opens or is erased by it until
 * somebody says that it is right (A14).  The clock is moved by its environment variable. */
#include "base/clock.h"
#include "desk/clockwork.h"
#include "desk/participation.h"
#include "desk_fixture.h"
#include <glib/gstdio.h>
#include <stdlib.h>

#define HOUR 3600

typedef struct { char *folder; Config *config; Desk *desk; Clockwork *clockwork; Id conversation; } Place;

static void
move_clock(int64_t seconds)
{
    const char *now = g_getenv("CANDOUR_CLOCK_OFFSET");
    g_autofree char *text = g_strdup_printf("%lld", (long long)((now != NULL ? atoll(now) : 0) + seconds));

    g_setenv("CANDOUR_CLOCK_OFFSET", text, TRUE);
}

/* A conversation that opens so many seconds from now, with people to invite. */
static void
add_conversation(Place *place, int64_t opens)
{
    DeskPlace rest = { .keys = place->desk->keys, .general = place->desk->general, .vault = place->desk->vault,
                       .gatherings = place->desk->gatherings };
    g_autofree char *csv = desk_roster_csv(1, 40, "North");
    g_autoptr(GError) error = NULL;
    g_autoptr(Gathering) gathering = gathering_new();
    const int64_t now = clock_now();

    gathering_set_text(&gathering->slug, "later");
    gathering_set_text(&gathering->title, "Later");
    gathering_set_text(&gathering->timezone, "UTC");
    gathering_set_text(&gathering->language, "en");
    gathering->dates = (Calendar){ .opens = now + opens, .closes = now + opens + 100 * HOUR,
                                   .completes = now + opens + 200 * HOUR, .erases = now + opens + 300 * HOUR };
    gathering->k = 10;
    g_assert_true(gatherings_add(rest.gatherings, gathering, &error));
    g_assert_no_error(error);
    place->conversation = gathering->id;
    desk_place_enrol(&rest, &place->conversation, csv, now);
}

static void
set_up(Place *place, const void *data)
{
    g_autoptr(GError) error = NULL;
    VerifyKey verify;

    g_assert_true(secret_init());
    g_setenv("CANDOUR_CLOCK_OFFSET", "0", TRUE);
    clock_guard_start();
    place->folder = g_dir_make_tmp("desk-clock-XXXXXX", NULL);
    g_autofree char *ini = g_build_filename(place->folder, "candour.ini", NULL);
    g_autofree char *desk = g_build_filename(place->folder, "desk", NULL);
    g_autofree char *keys = g_build_filename(place->folder, "keys", NULL);
    g_assert_true(g_file_set_contents(ini, "[server]\n", -1, &error));
    g_assert_cmpint(g_mkdir(desk, 0700), ==, 0);
    g_assert_cmpint(g_mkdir(keys, 0700), ==, 0);
    place->config = config_read(place->folder, &error);
    g_assert_no_error(error);
    g_assert_true(desk_create(place->config, &verify, &error));
    g_assert_no_error(error);
    place->desk = desk_open(place->config, &error);
    g_assert_no_error(error);
    add_conversation(place, 2 * HOUR);
    place->clockwork = clockwork_new(place->desk);
    clockwork_look(place->clockwork);
}

static void
remove_tree(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *below = g_build_filename(path, name, NULL);
        remove_tree(below);
    }
    g_remove(path);
}

static void
tear_down(Place *place, const void *data)
{
    clockwork_free(place->clockwork);
    desk_close(place->desk);
    config_free(place->config);
    remove_tree(place->folder);
    g_free(place->folder);
    g_unsetenv("CANDOUR_CLOCK_OFFSET");
}

static bool
has_opened(const Place *place)
{
    g_autoptr(Gathering) gathering = gatherings_by_id(place->desk->gatherings, &place->conversation);

    return gathering->opened;
}

static bool
is_erased(const Place *place)
{
    g_autoptr(Gathering) gathering = gatherings_by_id(place->desk->gatherings, &place->conversation);

    return gathering->dates.erased != 0;
}

/* By steps of up to an hour everything goes its way. */
static void
test_ordinary(Place *place, const void *data)
{
    for (int i = 0; i < 5; i++) {
        g_assert_true(has_opened(place) == (i == 4));
        if (i == 4)
            break;
        move_clock(HOUR / 2 + 1);
        clockwork_look(place->clockwork);
        g_assert_false(clockwork_doubts(place->clockwork));
    }
}

static void
test_forward(Place *place, const void *data)
{
    move_clock(3 * HOUR);
    clockwork_look(place->clockwork);
    g_assert_true(clockwork_doubts(place->clockwork));
    g_assert_false(has_opened(place));
    /* Doubts don't pass with time. */
    move_clock(HOUR / 2);
    clockwork_look(place->clockwork);
    g_assert_false(has_opened(place));
    clock_trust();
    clockwork_look(place->clockwork);
    g_assert_false(clockwork_doubts(place->clockwork));
    g_assert_true(has_opened(place));
}

static void
test_backward(Place *place, const void *data)
{
    move_clock(-2 * HOUR);
    clockwork_look(place->clockwork);
    g_assert_true(clockwork_doubts(place->clockwork));
    move_clock(2 * HOUR);                                   /* set right: there is nothing left to confirm */
    clockwork_look(place->clockwork);
    g_assert_false(clockwork_doubts(place->clockwork));
    g_assert_false(has_opened(place));
    move_clock(-2 * HOUR);
    g_assert_true(clockwork_doubts(place->clockwork));
    clock_trust();
    g_assert_false(clockwork_doubts(place->clockwork));
}

/* Years ahead by mistake: nothing is destroyed. */
static void
test_nothing_is_erased(Place *place, const void *data)
{
    move_clock(1000 * HOUR);
    clockwork_look(place->clockwork);
    g_assert_false(is_erased(place));
    move_clock(-1000 * HOUR);
    clockwork_look(place->clockwork);
    g_assert_false(is_erased(place));
    g_assert_false(has_opened(place));
}

static uint32_t
invited_at(const Place *place, int64_t now)
{
    g_autoptr(Gathering) gathering = gatherings_by_id(place->desk->gatherings, &place->conversation);
    g_autoptr(GError) error = NULL;
    WireFigures figures = { .known = false };

    g_assert_true(participation_snapshot(place->desk, gathering, now, &error));
    g_assert_true(participation_read(place->desk, gathering, &figures, &error));
    g_assert_no_error(error);
    g_assert_true(figures.known);
    return figures.all.invited;
}

static void
enrol(const Place *place, unsigned first, unsigned n)
{
    DeskPlace rest = { .keys = place->desk->keys, .general = place->desk->general, .vault = place->desk->vault,
                       .gatherings = place->desk->gatherings };
    g_autofree char *csv = desk_roster_csv(first, n, "North");

    desk_place_enrol(&rest, &place->conversation, csv, clock_now());
}

/* At three in the morning, and at no other hour (A10). */
static void
test_counted_at_night(Place *place, const void *data)
{
    while (!has_opened(place)) {
        move_clock(HOUR / 2 + 1);
        clockwork_look(place->clockwork);
    }
    const int64_t midnight = (clock_now() / (24 * HOUR) + 1) * 24 * HOUR;

    g_assert_cmpuint(invited_at(place, midnight + HOUR / 2), ==, 40);
    enrol(place, 41, 20);
    g_assert_cmpuint(invited_at(place, midnight + 3 * HOUR - 1), ==, 40);
    g_assert_cmpuint(invited_at(place, midnight + 3 * HOUR), ==, 60);
    enrol(place, 61, 20);
    g_assert_cmpuint(invited_at(place, midnight + 24 * HOUR - 1), ==, 60);
    g_assert_cmpuint(invited_at(place, midnight + 27 * HOUR - 1), ==, 60);
    g_assert_cmpuint(invited_at(place, midnight + 27 * HOUR), ==, 80);
}

#define ADD(name, test) g_test_add("/desk/clock/" name, Place, NULL, set_up, test, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_log_set_always_fatal(G_LOG_FATAL_MASK);
    ADD("ordinary", test_ordinary);
    ADD("forward", test_forward);
    ADD("backward", test_backward);
    ADD("nothing-is-erased", test_nothing_is_erased);
    ADD("counted-at-night", test_counted_at_night);
    return g_test_run();
}
