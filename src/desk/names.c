#include "desk/names.h"
#include "base/text.h"
#include "names/names_text.h"

#define LETTERS_LEAST 2

/* Words of two letters that are particles of names, or everyday ones. */
static const char *const too_common[] = { "al", "an", "as", "at", "be", "by", "da", "de", "di", "do", "du", "el", "en",
                                          "he", "in", "is", "it", "la", "le", "me", "my", "no", "of", "on", "or", "so",
                                          "the", "to", "up", "us", "van", "von", "we", NULL };

struct Names { GHashTable *by_conversation; /* Id -> Known */ };
typedef struct { size_t n_people; GHashTable *words; } Known;

static void
known_free(void *data)
{
    Known *known = data;

    g_hash_table_unref(known->words);
    g_free(known);
}

Names *
names_new(void)
{
    Names *names = g_new0(Names, 1);

    names->by_conversation = g_hash_table_new_full(id_hash, id_equal_func, g_free, known_free);
    return names;
}

void
names_free(Names *names)
{
    if (names == NULL)
        return;
    g_hash_table_unref(names->by_conversation);
    g_free(names);
}

/* ---- words ---- */

static char *
folded(const char *start, const char *end)
{
    g_autofree char *word = g_strndup(start, (gsize)(end - start));

    return text_fold(word);
}

void
names_add(GHashTable *words, const char *name)
{
    const char *end = NULL;

    for (const char *at = names_next_word(name, &end); at != NULL; at = names_next_word(end, &end)) {
        g_autofree char *word = folded(at, end);

        if (text_length(word) >= LETTERS_LEAST && !g_strv_contains(too_common, word))
            g_hash_table_add(words, g_steal_pointer(&word));
    }
}

/* ---- rosters ---- */

static bool
add_person(const Person *person, void *data, GError **error)
{
    names_add(data, person->name);
    return true;
}

typedef struct { const Gathering *gathering; GHashTable *words; } Reading;

static bool
read_roster(Db *db, void *data, GError **error)
{
    const Reading *reading = data;

    return person_each(db, &reading->gathering->place, add_person, reading->words, error);
}

static bool
words_of(Names *names, const Desk *desk, const Gathering *gathering, GHashTable **ret_words, GError **error)
{
    Known *known = g_hash_table_lookup(names->by_conversation, &gathering->id);
    const size_t n_people = people_count(gathering->people);

    if (known == NULL || known->n_people != n_people) {
        g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        Reading reading = { gathering, words };

        if (!vault_read(desk->vault, read_roster, &reading, error))
            return false;
        known = g_new(Known, 1);
        *known = (Known){ n_people, g_steal_pointer(&words) };
        g_hash_table_replace(names->by_conversation, g_memdup2(&gathering->id, sizeof(Id)), known);
    }
    *ret_words = known->words;
    return true;
}

bool
names_find(Names *names, const Desk *desk, const Gathering *gathering, const char *text,
           WireSpan ret_spans[WIRE_SPANS_MOST], size_t *ret_n, GError **error)
{
    const bool from_roster = gathering->names_from_roster && gathering->people != NULL;
    NamePlace places[WIRE_SPANS_MOST];
    GHashTable *words = NULL;

    if (from_roster && !words_of(names, desk, gathering, &words, error))
        return false;
    *ret_n = names_in_text(words, text, g_str_has_prefix(gathering->language, "en"), places, WIRE_SPANS_MOST);
    for (size_t i = 0; i < *ret_n; i++)
        ret_spans[i] = (WireSpan){ places[i].start, places[i].length };
    return true;
}
