#include "desk_fixture.h"
#include "desk/enrol.h"
#include <string.h>

static void
open_all(DeskPlace *place)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_build_filename(place->place.folder, "keys", NULL);

    place->keys = keyring_open(folder, &error);
    g_assert_no_error(error);
    place->general = (SealedPlace){ .conversation = { { 0 } } };
    g_assert_true(keyring_get(place->keys, "desk", true, &place->general.key, &error));
    place->vault = vault_open(place->place.uri, true, &error);
    g_assert_no_error(error);
    place->gatherings = gatherings_load(place->vault, &place->general, place->keys, &error);
    g_assert_no_error(error);
}

static void
close_all(DeskPlace *place)
{
    vault_close(place->vault);
    gatherings_free(place->gatherings);
    keyring_free(place->keys);
}

void
desk_place_init(DeskPlace *ret_place)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(secret_init());
    db_place_init(&ret_place->place);
    g_autofree char *folder = g_build_filename(ret_place->place.folder, "keys", NULL);
    g_assert_true(keyring_create(folder, &error));
    open_all(ret_place);
}

void
desk_place_clear(DeskPlace *place)
{
    close_all(place);
    db_place_clear(&place->place);
}

void
desk_place_restart(DeskPlace *place)
{
    close_all(place);
    open_all(place);
}

Id
desk_place_add(DeskPlace *place, const char *slug)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Gathering) gathering = gathering_new();

    gathering_set_text(&gathering->slug, slug);
    gathering_set_text(&gathering->title, "Our framework");
    gathering_set_text(&gathering->timezone, "Europe/London");
    gathering_set_text(&gathering->language, "en");
    gathering_set_text(&gathering->group_by, "directorate");
    gathering->dates = (Calendar){ .opens = 1000, .closes = 2000, .completes = 3000, .erases = 4000 };
    gathering->k = 10;
    g_assert_true(gatherings_add(place->gatherings, gathering, &error));
    g_assert_no_error(error);
    return gathering->id;
}

size_t
desk_place_enrol(DeskPlace *place, const Id *conversation, const char *csv, int64_t now)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Roster) roster = roster_new("roster.csv");
    EnrolResult result = { 0, 0, 0 };

    g_assert_true(roster_feed(roster, csv, strlen(csv), &error));
    g_assert_true(roster_finish(roster, &error));
    g_assert_cmpuint(roster_faults(roster)->len, ==, 0);
    g_assert_true(enrol_roster(place->gatherings, conversation, roster, now, &result, &error));
    return result.n_new;
}

char *
desk_roster_csv(unsigned first, unsigned n, const char *directorates)
{
    GString *csv = g_string_new("email,name,directorate\n");
    g_auto(GStrv) names = g_strsplit(directorates, ",", -1);

    for (unsigned i = first; i < first + n; i++)
        g_string_append_printf(csv, "p%u@example.org,Wilhelmina Zabriskie %u,%s\n", i, i,
                               names[i % g_strv_length(names)]);
    return g_string_free(csv, FALSE);
}
