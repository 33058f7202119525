#include "domain/placement.h"
#include "store/decision_store.h"
#include "store/release_store.h"
#include <jansson.h>

typedef struct { Id contribution; uint32_t theme; } Place;

static void
theme_free(void *data)
{
    PlacedTheme *theme = data;

    g_free(theme->name);
    g_free(theme->decided);
    g_free(theme);
}

void
placement_free(Placement *placement)
{
    if (!placement)
        return;
    g_ptr_array_unref(placement->themes);
    g_array_unref(placement->places);
    g_free(placement);
}

static int
compare_places(const void *a, const void *b)
{
    const Place *one = a, *two = b;
    int order = memcmp(one->contribution.bytes, two->contribution.bytes, sizeof one->contribution.bytes);

    return order ? order : (one->theme > two->theme) - (one->theme < two->theme);
}

static void
take_theme(Placement *placement, const json_t *from)
{
    const json_t *ids = json_object_get(from, "contributions"), *value;
    PlacedTheme *theme = g_new0(PlacedTheme, 1);
    Place place = { .theme = placement->themes->len };
    size_t i;

    theme->name = g_strdup(json_string_value(json_object_get(from, "name")) ?: "");
    g_ptr_array_add(placement->themes, theme);
    json_array_foreach(ids, i, value)
        if (id_from_text(json_string_value(value), &place.contribution))
            g_array_append_val(placement->places, place);
}

static Placement *
placement_from(const DbBytes *file)
{
    json_t *root = json_loadb((const char *)file->bytes, file->length, 0, NULL);
    const json_t *themes = json_object_get(root, "themes"), *theme;
    Placement *placement = g_new0(Placement, 1);
    size_t i;

    placement->themes = g_ptr_array_new_with_free_func(theme_free);
    placement->places = g_array_new(false, false, sizeof(Place));
    json_array_foreach(themes, i, theme)
        take_theme(placement, theme);
    g_array_sort(placement->places, compare_places);
    json_decref(root);
    return placement;
}

static bool
take_decisions(Placement *placement, Db *db, const Id *conversation, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!decision_all(db, conversation, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const DecisionRow *row = db_rows_at(&rows, DecisionRow, i);

        if (row->theme < 1 || row->theme > placement->themes->len)
            continue;
        PlacedTheme *theme = g_ptr_array_index(placement->themes, row->theme - 1);
        g_free(theme->decided);
        theme->decided = *row->text ? g_strdup(row->text) : NULL;
        theme->steps = (unsigned)row->number;
    }
    return true;
}

bool
placement_read(Db *db, const Id *conversation, Placement **ret_placement, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;
    g_autoptr(Placement) placement = NULL;

    if (!release_get(db, conversation, PLACEMENT_FORMAT, &rows, error))
        return false;
    if (rows.n > 0) {
        placement = placement_from(&db_rows_at(&rows, ReleaseRow, 0)->bytes);
        if (!take_decisions(placement, db, conversation, error))
            return false;
    }
    *ret_placement = g_steal_pointer(&placement);
    return true;
}

/* The first pair that is not before this contribution. */
static guint
first_place(const GArray *places, const Id *contribution)
{
    const Place wanted = { *contribution, 0 };
    guint low = 0, high = places->len;

    while (low < high) {
        guint middle = (low + high) / 2;

        if (compare_places(&g_array_index(places, Place, middle), &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t
placement_of(const Placement *placement, const Id *contribution, unsigned ret_themes[static PLACEMENT_MOST])
{
    size_t n = 0;

    if (!placement)
        return 0;
    for (guint i = first_place(placement->places, contribution); i < placement->places->len && n < PLACEMENT_MOST; i++) {
        const Place *place = &g_array_index(placement->places, Place, i);

        if (!id_equal(&place->contribution, contribution))
            break;
        ret_themes[n++] = place->theme;
    }
    return n;
}

const PlacedTheme *
placement_theme(const Placement *placement, unsigned theme)
{
    return placement && theme < placement->themes->len ? g_ptr_array_index(placement->themes, theme) : NULL;
}
