#include "names/office.h"
#include "base/text.h"
#include <string.h>

#define WORDS_MOST   2000
#define LINKS_MOST   3          /* "of the", "on our": words between a title and its department */
#define BETWEEN_MOST 2          /* "theatre team leader" */

/* Held by one or few, and only in the singular: "managers" points to nobody. */
static const char *const titles[] = {
    "administrator", "boss",       "chief",    "consultant",   "coordinator", "deputy",     "director",       "foreman",
    "head",          "lead",       "leader",   "manager",      "matron",      "receptionist", "secretary",    "sister",
    "superintendent", "supervisor", NULL,
};
static const char *const departments[] = {
    "a&e",        "accounts",      "cardiology",  "catering",     "communications", "dialysis",    "emergency",   "estates",
    "facilities", "finance",       "hr",          "housekeeping", "human resources", "icu",        "itu",         "kitchen",
    "legal",      "library",       "logistics",   "marketing",    "maternity",      "oncology",    "orthopaedics", "outpatients",
    "paediatrics", "pathology",    "payroll",     "pharmacy",     "physiotherapy",  "portering",   "procurement", "radiology",
    "reception",  "sales",         "security",    "stores",       "theatre",        "theatres",    "warehouse",   "x-ray", NULL,
};
/* Places that are told apart by a number or a name: "Ward 7", "Elm ward". */
static const char *const places[] = { "clinic", "department", "floor", "team", "unit", "ward", NULL };
static const char *const links[] = { "at", "for", "from", "in", "my", "of", "on", "our", "that", "the", "this", NULL };
static const char *const between[] = { "area",  "assistant", "clinical", "department", "deputy", "general", "line",  "night",
                                       "office", "operations", "senior", "service",   "services", "shift", "team", "unit",
                                       "ward",  NULL };
/* Verbs too: "we lead in security" and "they head for the library" name nobody. */
static const char *const verbs[] = { "head", "lead", NULL };
/* "A manager in finance" could be anyone. */
static const char *const anyone[] = { "a", "an", "another", "any", "each", "every", "no", "one", "some", "which", NULL };
static const char *const no_name[] = { "a",    "all",  "any",  "every", "in",   "her",  "his",   "my",    "new", "on",
                                       "our",  "that", "the",  "their", "this", "what", "which", "whole", "your", NULL };

typedef struct {
    const char *start, *end;
    char *folded;
    bool  begins;               /* a sentence, a line, or what follows a colon: nothing is joined over it */
    bool  large;                /* its first letter */
} Word;

static void
word_clear(void *data)
{
    g_free(((Word *)data)->folded);
}

static bool
is_inside(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '&' || c == '-' || c == '_';
}

static GArray *
words_of(const char *text)
{
    GArray *words = g_array_new(FALSE, FALSE, sizeof(Word));
    bool begins = true;

    g_array_set_clear_func(words, word_clear);
    for (const char *at = text, *end; *at != '\0' && words->len < WORDS_MOST; at = end) {
        for (; *at != '\0' && !is_inside(g_utf8_get_char(at)); at = g_utf8_next_char(at))
            begins |= strchr(".?!:;\n", *at) != NULL;
        for (end = at; *end != '\0' && is_inside(g_utf8_get_char(end));)
            end = g_utf8_next_char(end);
        if (end == at)
            break;
        g_autofree char *word = g_strndup(at, (gsize)(end - at));
        const Word found = { at, end, text_fold(word), begins, g_unichar_isupper(g_utf8_get_char(at)) };

        g_array_append_val(words, found);
        begins = false;
    }
    return words;
}

static const Word *
word_at(const GArray *words, size_t i)
{
    return &g_array_index(words, Word, i);
}

static bool
is_one_of(const char *const *list, const Word *word)
{
    return text_is_one_of(word->folded, list);
}

/* How many words from i on are this label; 0: it is another one. */
static size_t
label_length(const GArray *words, size_t i, const char *label)
{
    const char first = g_ascii_tolower(*label);

    /* Most labels begin with another letter: folding each for each word took milliseconds a text. */
    if (g_ascii_isalpha(first) && *word_at(words, i)->folded != first)
        return 0;
    g_autofree char *folded = text_fold(label);
    g_auto(GStrv) parts = g_strsplit_set(folded, " ,/", -1);
    size_t n = 0;

    for (char **part = parts; *part != NULL; part++) {
        if (**part == '\0')
            continue;
        if (i + n >= words->len || (n > 0 && word_at(words, i + n)->begins) ||
            strcmp(word_at(words, i + n)->folded, *part) != 0)
            return 0;
        n++;
    }
    return n;
}

static size_t
longest_label(const GArray *words, size_t i, const char *const *labels)
{
    size_t longest = 0;

    for (; labels != NULL && *labels != NULL; labels++)
        longest = MAX(longest, label_length(words, i, *labels));
    return longest;
}

/* "7", "12b", "B" */
static bool
is_number(const Word *word)
{
    return g_ascii_isdigit(*word->start) || (word->large && word->end - word->start == 1);
}

/* "Ward 7" or "Elm ward" from i on: 2, or 0. */
static size_t
place_length(const GArray *words, size_t i)
{
    if (i + 1 >= words->len || word_at(words, i + 1)->begins)
        return 0;
    const Word *first = word_at(words, i), *second = word_at(words, i + 1);

    if (is_one_of(places, first) && is_number(second))
        return 2;
    return first->large && is_one_of(places, second) && !is_one_of(no_name, first) && !is_one_of(anyone, first) &&
                   !is_one_of(titles, first) ? 2 : 0;
}

/* "IT" in capitals alone, for "it" is everywhere. */
static bool
is_it(const Word *word)
{
    return word->end - word->start == 2 && memcmp(word->start, "IT", 2) == 0;
}

/* How many words from i on name a department. */
static size_t
department_length(const GArray *words, size_t i, const char *const *groups)
{
    if (i >= words->len)
        return 0;
    const size_t known = MAX(longest_label(words, i, departments), longest_label(words, i, groups));

    return MAX(MAX(known, place_length(words, i)), is_it(word_at(words, i)) ? 1 : 0);
}

/* The end of "manager of the pharmacy", whose title stands at i; 0: none. */
static size_t
title_first(const GArray *words, size_t i, const char *const *groups)
{
    if (is_one_of(verbs, word_at(words, i)) && i + 1 < words->len && strcmp(word_at(words, i + 1)->folded, "of") != 0)
        return 0;
    for (size_t links_n = 0, at = i + 1; at < words->len && !word_at(words, at)->begins; at++, links_n++) {
        const size_t n = links_n > 0 ? department_length(words, at, groups) : 0;

        if (n > 0)
            return at + n;
        if (links_n == LINKS_MOST || !is_one_of(links, word_at(words, at)))
            return 0;
    }
    return 0;
}

/* The end of "pharmacy team leader", whose department stands at i; 0: none. */
static size_t
department_first(const GArray *words, size_t i, const char *const *groups)
{
    const size_t n = department_length(words, i, groups);

    for (size_t at = i + n; n > 0 && at < words->len && at <= i + n + BETWEEN_MOST && !word_at(words, at)->begins; at++) {
        if (is_one_of(titles, word_at(words, at)))
            return at + 1;
        if (!is_one_of(between, word_at(words, at)))
            return 0;
    }
    return 0;
}

/* Most texts hold none, and need not be looked through for departments. */
static bool
has_title(const GArray *words)
{
    for (size_t i = 0; i < words->len; i++)
        if (is_one_of(titles, word_at(words, i)))
            return true;
    return false;
}

size_t
offices_in_text(const char *text, const char *const *groups, OfficeSpan *ret_spans, size_t most)
{
    g_autoptr(GArray) words = words_of(text);
    size_t n = 0;

    if (!has_title(words))
        return 0;
    for (size_t i = 0; i < words->len && n < most; i++) {
        const Word *word = word_at(words, i);
        const bool general = i > 0 && !word->begins && is_one_of(anyone, word_at(words, i - 1));
        size_t end = general ? 0 : department_first(words, i, groups);

        if (end == 0 && !general && is_one_of(titles, word))
            end = title_first(words, i, groups);
        if (end == 0)
            continue;
        ret_spans[n++] = (OfficeSpan){ (size_t)(word->start - text), (size_t)(word_at(words, end - 1)->end - word->start) };
        i = end - 1;
    }
    return n;
}
