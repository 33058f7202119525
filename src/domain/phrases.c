#include "domain/phrases.h"
#include "base/text.h"
#include <stdint.h>
#include <string.h>

#define WORDS_MOST 2000 /* of a text, which has at most 2,000 characters */
#define FEW_WORDS  6

struct Phrases {
    GPtrArray  *texts;          /* char *: all phrases, as they were given */
    GHashTable *by_word;        /* first word -> GPtrArray of phrases; the words are in the string chunk */
    GPtrArray  *open[256];      /* phrases that may begin with an open word, by its first byte; NULL: none */
    GStringChunk *words;
    Phrases    *never;          /* of words that are no sign; NULL: none */
};

Phrases *
phrases_new(void)
{
    Phrases *phrases = g_new0(Phrases, 1);

    phrases->texts = g_ptr_array_new_with_free_func(g_free);
    phrases->by_word = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
    phrases->words = g_string_chunk_new(1024);
    return phrases;
}

void
phrases_free(Phrases *phrases)
{
    if (!phrases)
        return;
    phrases_free(phrases->never);
    g_string_chunk_free(phrases->words);
    for (size_t i = 0; i < G_N_ELEMENTS(phrases->open); i++)
        g_clear_pointer(&phrases->open[i], g_ptr_array_unref);
    g_hash_table_unref(phrases->by_word);
    g_ptr_array_unref(phrases->texts);
    g_free(phrases);
}

/* ---- the index ---- */

static void
index_open(Phrases *phrases, uint8_t byte, const char *phrase)
{
    GPtrArray *open = phrases->open[byte] ? phrases->open[byte] : g_ptr_array_new();

    if (open->len == 0 || g_ptr_array_index(open, open->len - 1) != phrase)
        g_ptr_array_add(open, (char *)phrase);
    phrases->open[byte] = open;
}

static void
index_word(Phrases *phrases, const char *word, size_t length, const char *phrase)
{
    if (word[length - 1] == '~') {
        index_open(phrases, (uint8_t)*word, phrase);
        return;
    }
    const char *key = g_string_chunk_insert_len(phrases->words, word, (gssize)length);
    GPtrArray *begin = g_hash_table_lookup(phrases->by_word, key);
    if (!begin) {
        begin = g_ptr_array_new();
        g_hash_table_insert(phrases->by_word, (char *)key, begin);
    }
    g_ptr_array_add(begin, (char *)phrase);
}

/* Under each word that it can begin with. */
static void
index_phrase(Phrases *phrases, const char *phrase)
{
    const char *place = *phrase == '@' ? phrase + 1 : phrase;
    bool optional = true;

    while (optional && *place) {
        size_t length = strcspn(place, " ");
        optional = place[length - 1] == '?';
        for (const char *word = place, *end = place + length - optional; word < end;) {
            size_t size = strcspn(word, "/? ");

            if (size > 0)
                index_word(phrases, word, size, phrase);
            word += size + 1;
        }
        place += length + (place[length] == ' ');
    }
}

static void
add(Phrases *phrases, char *phrase /* taken */)
{
    g_ptr_array_add(phrases->texts, phrase);
    index_phrase(phrases, phrase);
}

void
phrases_add(Phrases *phrases, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add(phrases, g_strdup(list[i]));
}

char *
phrases_key(const char *line)
{
    g_auto(GStrv) typed = g_strsplit_set(line, " \t\r", -1);
    g_autoptr(GString) phrase = g_string_new(NULL);

    for (size_t i = 0; typed[i]; i++) {
        g_auto(TextWords) words;

        text_words_read(&words, typed[i]);
        for (size_t w = 0; w < words.n; w++)
            g_string_append_printf(phrase, "%s%s", phrase->len ? " " : "", words.words[w]);
        if (words.n > 0 && g_str_has_suffix(typed[i], "*"))
            g_string_append_c(phrase, '~');
    }
    return phrase->len ? g_strdup(phrase->str) : NULL;
}

void
phrases_add_plain(Phrases *phrases, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *phrase = phrases_key(list[i]);

        if (phrase)
            add(phrases, phrase);
    }
}

void
phrases_add_lines(Phrases *phrases, const char *lines)
{
    g_auto(GStrv) each = g_strsplit(lines ? lines : "", "\n", -1);

    for (size_t i = 0; each[i]; i++) {
        const char *line = g_strstrip(each[i]);
        bool never = *line == '-';
        char *phrase = *line == '#' ? NULL : phrases_key(line + never);

        if (phrase && never && !phrases->never)
            phrases->never = phrases_new();
        if (phrase)
            add(never ? phrases->never : phrases, phrase);
    }
}

/* ---- the words of a text ---- */

static bool
is_apostrophe(gunichar c)
{
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02bc || c == '`';
}

/* A word ends with a zero. */
void
text_words_split(TextWords *words, const char *folded)
{
    char *to = g_malloc(strlen(folded) + 2);
    bool inside = false;

    *words = (TextWords){ .text = to, .words = g_new(const char *, strlen(folded) / 2 + 2) };
    for (const char *c = folded; *c != '\0' && words->n <= WORDS_MOST; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);

        if (g_unichar_isalnum(letter)) {
            if (!inside)
                words->words[words->n++] = to;
            to += g_unichar_to_utf8(letter, to);
            inside = true;
        } else if (!is_apostrophe(letter) && inside) {
            *to++ = '\0';
            inside = false;
        }
    }
    *to = '\0';
    words->n = MIN(words->n, WORDS_MOST);
}

void
text_words_read(TextWords *words, const char *text)
{
    g_autofree char *folded = text_fold(text);

    text_words_split(words, folded);
}

void
text_words_clear(TextWords *words)
{
    g_free(words->words);
    g_free(words->text);
    *words = (TextWords){ .text = NULL };
}

/* ---- looking ---- */

/* One place of a phrase, up to its blank: "a/b?". */
static bool
place_fits(const char *place, size_t length, const char *word)
{
    size_t n = strlen(word);

    for (const char *one = place, *end = place + length; one < end;) {
        size_t size = 0;

        while (one + size < end && one[size] != '/')
            size++;
        bool begins = size > 0 && one[size - 1] == '~';
        size_t letters = begins ? size - 1 : size;
        if (n >= letters && memcmp(word, one, letters) == 0 && (begins || n == letters))
            return true;
        one += size + 1;
    }
    return false;
}

/* "I", "me", "my", or so few words that they can be about nobody else. */
static bool
is_about_oneself(const TextWords *words)
{
    static const char own[] = "i/im/ive/id/ill/me/my/mine/myself/mi/fy/fi/انا/نفسي";

    for (size_t i = 0; i < words->n; i++)
        if (place_fits(own, sizeof own - 1, words->words[i]))
            return true;
    return words->n <= FEW_WORDS;
}

/* How many words from `at` on the phrase takes; -1: it does not fit. */
static int
fits_at(const char *phrase, const TextWords *words, size_t at)
{
    size_t length = strcspn(phrase, " ");
    bool optional = length > 0 && phrase[length - 1] == '?';
    const char *rest = phrase[length] ? phrase + length + 1 : NULL;

    if (at < words->n && place_fits(phrase, length - optional, words->words[at])) {
        int more = rest ? fits_at(rest, words, at + 1) : 0;

        if (more >= 0)
            return more + 1;
    }
    if (!optional)
        return -1;
    return rest ? fits_at(rest, words, at) : 0;
}

/* ---- what two phrases have in common ---- */

static bool
begins_with(const char *text, size_t length, const char *beginning, size_t n)
{
    return length >= n && memcmp(text, beginning, n) == 0;
}

/* Some word is both: `word` may be open too. */
static bool
place_touches(const char *place, size_t length, const char *word)
{
    const size_t n = strlen(word) - g_str_has_suffix(word, "~");
    const bool open = word[n] == '~';

    for (const char *one = place, *end = place + length; one < end;) {
        const char *slash = memchr(one, '/', (size_t)(end - one));
        const size_t size = (size_t)((slash ? slash : end) - one);
        const bool begins = size > 0 && one[size - 1] == '~';
        const size_t letters = begins ? size - 1 : size;

        if ((letters == n && memcmp(one, word, n) == 0) || (open && begins_with(one, letters, word, n)) ||
            (begins && begins_with(word, n, one, letters)))
            return true;
        one += size + 1;
    }
    return false;
}

/* From this place on, word for word, until one of the two ends. */
static bool
run_touches(const char *phrase, char *const *words)
{
    if (!phrase || !*words)
        return true;
    const size_t length = strcspn(phrase, " ");
    const bool optional = phrase[length - 1] == '?';
    const char *rest = phrase[length] ? phrase + length + 1 : NULL;
    return (place_touches(phrase, length - optional, *words) && run_touches(rest, words + 1)) || (optional && run_touches(rest, words));
}

/* The line begins within the phrase, or the phrase within the line. */
static bool
phrase_touches(const char *phrase, char *const *words)
{
    bool first = true;

    for (const char *place = phrase + (*phrase == '@'), *end; *place; place = *end ? end + 1 : end) {
        end = place + strcspn(place, " ");
        const bool optional = end[-1] == '?';
        const char *rest = *end ? end + 1 : NULL;

        for (size_t at = 0; words[at] && (at == 0 || first); at++)
            if (place_touches(place, (size_t)(end - place) - optional, words[at]) && run_touches(rest, words + at + 1))
                return true;
        first = first && optional;
    }
    return false;
}

bool
phrases_touch(const Phrases *phrases, const char *line)
{
    g_autofree char *key = phrases_key(line);
    g_auto(GStrv) words = g_strsplit(key ? key : "", " ", -1);

    for (guint i = 0; i < phrases->texts->len; i++)
        if (phrase_touches(g_ptr_array_index(phrases->texts, i), words))
            return true;
    return false;
}

/* ---- looking for all ---- */

/* 0: none does.  Whether somebody speaks of themselves is told by the whole text, whatever was taken out of it. */
static size_t
one_fits(const GPtrArray *list, const TextWords *words, size_t at, const TextWords *whole)
{
    for (guint i = 0; list && i < list->len; i++) {
        const char *phrase = g_ptr_array_index(list, i);

        /* Asked last, for few texts: it reads all their words. */
        if (*phrase == '@' && (fits_at(phrase + 1, words, at) <= 0 || !is_about_oneself(whole)))
            continue;
        int n = fits_at(phrase + (*phrase == '@'), words, at);
        if (n > 0)
            return (size_t)n;
    }
    return 0;
}

static size_t
any_at(const Phrases *phrases, const TextWords *words, size_t at, const TextWords *whole)
{
    size_t n = one_fits(g_hash_table_lookup(phrases->by_word, words->words[at]), words, at, whole);

    return n > 0 ? n : one_fits(phrases->open[(uint8_t)*words->words[at]], words, at, whole);
}

/* Words that are no sign are taken out; what stays keeps its places, so that nothing comes together that was apart. */
static void
blank_out(const Phrases *never, TextWords *words)
{
    for (size_t at = 0; never && at < words->n; at++)
        for (size_t n = any_at(never, words, at, words); n > 0; n--)
            words->words[at + n - 1] = "";
}

bool
phrases_in_words(const Phrases *phrases, const TextWords *words)
{
    g_autofree const char **left = phrases->never ? g_memdup2(words->words, words->n * sizeof *words->words) : NULL;
    TextWords rest = { .words = left ? left : words->words, .n = words->n };
    bool found = false;

    if (left)
        blank_out(phrases->never, &rest);
    for (size_t at = 0; at < rest.n && !found; at++)
        found = any_at(phrases, &rest, at, words) > 0;
    return found;
}

bool
phrases_in_text(const Phrases *phrases, const char *text)
{
    g_auto(TextWords) words;

    text_words_read(&words, text);
    return phrases_in_words(phrases, &words);
}
