#include "desk/names.h"
#include "base/text.h"

#define LETTERS_LEAST 2

/* Names that are everyday words too: at the start of a sentence they are taken for the word. */
static const char *const everyday[] = {
    "art",   "best",  "bill", "black", "brown", "cook", "day",  "dean",  "field", "gold", "good", "grace", "grant",
    "green", "hall",  "hill", "hope",  "joy",   "king", "lane", "little", "long", "love", "mark", "may",   "moss",
    "north", "page",  "pat",  "price", "read",  "rich", "rob",  "rose",  "sue",   "ward", "wells", "west", "white",
    "will",  "wood",  "young", NULL,
};

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

static bool
is_inside(const char *at)
{
    const gunichar c = g_utf8_get_char(at);

    return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

/* The next word from `at` on; NULL: none. A hyphen or an apostrophe ends one. */
static const char *
next_word(const char *at, const char **ret_end)
{
    while (*at != '\0' && !is_inside(at))
        at = g_utf8_next_char(at);
    if (*at == '\0')
        return NULL;
    const char *end = at;
    while (*end != '\0' && is_inside(end))
        end = g_utf8_next_char(end);
    *ret_end = end;
    return at;
}

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

    for (const char *at = next_word(name, &end); at != NULL; at = next_word(end, &end)) {
        g_autofree char *word = folded(at, end);

        if (text_length(word) >= LETTERS_LEAST && !g_strv_contains(too_common, word))
            g_hash_table_add(words, g_steal_pointer(&word));
    }
}

/* ---- a text ---- */

/* Whether a sentence starts here: nothing before but blanks, or the end of another one. */
static bool
starts_sentence(const char *text, const char *at)
{
    while (at > text && (at[-1] == ' ' || at[-1] == '\n' || at[-1] == '"' || at[-1] == '('))
        at--;
    return at == text || strchr(".?!:;*-", at[-1]) != NULL;
}

static bool
may_be_name(GHashTable *words, const char *text, const char *start, const char *end)
{
    if (!g_unichar_isupper(g_utf8_get_char(start)))
        return false;
    g_autofree char *word = folded(start, end);
    return g_hash_table_contains(words, word) &&
           !(g_strv_contains(everyday, word) && starts_sentence(text, start));
}

size_t
names_in_text(GHashTable *words, const char *text, WireSpan ret_spans[WIRE_SPANS_MOST])
{
    const char *end = NULL;
    size_t n = 0;

    for (const char *at = next_word(text, &end); at != NULL && n < WIRE_SPANS_MOST; at = next_word(end, &end))
        if (may_be_name(words, text, at, end))
            ret_spans[n++] = (WireSpan){ (uint16_t)(at - text), (uint16_t)(end - at) };
    return n;
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
    GHashTable *words = NULL;

    if (!gathering->names_from_roster || gathering->people == NULL) {
        *ret_n = 0;
        return true;
    }
    if (!words_of(names, desk, gathering, &words, error))
        return false;
    *ret_n = names_in_text(words, text, ret_spans);
    return true;
}
