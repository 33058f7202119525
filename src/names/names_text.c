/* Which words of a text name somebody. */
#include "names/names_text.h"
#include "base/text.h"
#include "names/first_names.h"
#include <string.h>

#define TOKENS_MOST   2000
#define SMALL_LEAST   4         /* letters of a name in small letters: "min" and "ed" are something else */
#define CROWD_LEAST   4         /* words, before a text counts as a heading */

static const char *const titles[] = { "doctor", "dr", "miss", "mr", "mrs", "ms", "mx", "prof", "professor", NULL };
/* "St Thomas", "Queen Elizabeth" */
static const char *const before_place[] = { "king", "lake", "mount", "port", "prince", "princess", "queen", "royal",
                                            "saint", "st", NULL };
/* "Marsha ward", "Albert Hall" */
static const char *const after_place[] = {
    "avenue", "block",      "bridge",   "building", "campus",  "centre", "college", "council",    "county", "court",
    "day",    "department", "foundation", "garden", "gardens", "hall",   "hospice", "hospital",   "house",  "infirmary",
    "lane",   "library",    "park",     "road",     "room",    "school", "site",    "square",     "street", "suite",
    "tax",    "trust",      "university", "unit",   "ward",    "wing",   NULL,
};
/* What somebody does whose name begins a sentence. */
static const char *const verbs[] = {
    "asked", "asks",   "came",    "comes",  "decides", "did",   "does",  "gave",  "gets",  "gives",  "goes",
    "got",   "has",    "is",      "keeps",  "knew",    "knows", "leads", "left",  "likes", "made",   "makes",
    "runs",  "said",   "says",    "takes",  "tells",   "thinks", "told", "took",  "wants", "was",    "went",
    "works", NULL,
};
static const char *const about_time_or_place[] = {
    "across", "after", "around", "at",   "before", "by",   "during", "early", "every", "from", "in", "last", "late",
    "mid",    "near",  "next",   "of",   "since",  "this", "through", "till", "to",    "until", NULL,
};
static const char *const days[] = {
    "april",   "august",   "december", "february", "friday",   "january",   "july",    "june",   "march", "may",
    "monday",  "november", "october",  "saturday", "september", "sunday",   "thursday", "tuesday", "wednesday", NULL,
};

typedef struct {
    const char *start, *end;
    char *folded;
    bool  begins;               /* a sentence, a line or a list's entry */
    bool  joined;               /* nothing but blanks or a hyphen lie between it and the word before */
    bool  large, capitals;      /* its first letter; all of them */
} Token;

typedef struct {
    GArray *tokens;             /* Token */
    GHashTable *more;           /* folded words that are names too; NULL: none */
    bool english;
    bool heading;               /* nearly all words begin large, so that tells nothing */
    bool shouting;              /* most are all in capitals */
} Reading;

/* ---- words ---- */

static bool
is_letter(const char *at)
{
    const gunichar c = g_utf8_get_char(at);

    return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

const char *
names_next_word(const char *at, const char **ret_end)
{
    while (*at != '\0' && !is_letter(at))
        at = g_utf8_next_char(at);
    if (*at == '\0')
        return NULL;
    const char *end = at;
    while (*end != '\0' && is_letter(end))
        end = g_utf8_next_char(end);
    *ret_end = end;
    return at;
}

/* Whether what lies between two words ends a sentence; a dash or a star does after a blank. */
static bool
ends_sentence(const char *from, const char *to)
{
    for (const char *at = from; at < to; at++)
        if (strchr("?!:;\n*", *at) != NULL || (*at == '.' && at + 1 < to) || (*at == '-' && at > from && at[-1] == ' ') ||
            (unsigned char)*at >= 0x80)
            return true;
    return false;
}

static bool
joins(const char *from, const char *to)
{
    for (; from < to; from++)
        if (*from != ' ' && *from != '-')
            return false;
    return true;
}

static bool
all_capitals(const char *start, const char *end)
{
    for (const char *at = start; at < end; at = g_utf8_next_char(at))
        if (g_unichar_islower(g_utf8_get_char(at)))
            return false;
    return g_utf8_next_char(start) < end;
}

static void
token_clear(void *data)
{
    g_free(((Token *)data)->folded);
}

static GArray *
tokens_of(const char *text)
{
    GArray *tokens = g_array_new(FALSE, FALSE, sizeof(Token));
    const char *end = text, *last = text;

    g_array_set_clear_func(tokens, token_clear);
    for (const char *at = names_next_word(text, &end); at != NULL && tokens->len < TOKENS_MOST;
         at = names_next_word(end, &end)) {
        g_autofree char *word = g_strndup(at, (gsize)(end - at));
        const Token token = {
            at, end, text_fold(word), tokens->len == 0 || ends_sentence(last, at), tokens->len > 0 && joins(last, at),
            g_unichar_isupper(g_utf8_get_char(at)), all_capitals(at, end)
        };

        g_array_append_val(tokens, token);
        last = end;
    }
    return tokens;
}

static const Token *
token_at(const Reading *reading, size_t i)
{
    return i < reading->tokens->len ? &g_array_index(reading->tokens, Token, i) : NULL;
}

static void
look_over(Reading *reading)
{
    size_t large = 0, capitals = 0;
    const size_t n = reading->tokens->len;

    for (size_t i = 0; i < n; i++) {
        large += token_at(reading, i)->large;
        capitals += token_at(reading, i)->capitals;
    }
    reading->heading = n >= CROWD_LEAST && large * 4 > n * 3;
    reading->shouting = capitals * 2 > n;
}

/* ---- names ---- */

static FirstNameKind
kind_of(const Reading *reading, const Token *token)
{
    const FirstNameKind kind = first_name_kind(token->folded);
    const bool known = reading->more != NULL && g_hash_table_contains(reading->more, token->folded);

    if (kind == FIRST_NAME_NONE && known)
        return word_is_common(token->folded) ? FIRST_NAME_EVERYDAY : FIRST_NAME_CAPITAL;
    if (!reading->english && !known && kind >= FIRST_NAME_SUBJECT)
        return FIRST_NAME_NONE;         /* other languages have other words */
    return kind;
}

static const Token *
word_before(const Reading *reading, size_t i)
{
    return i > 0 && !token_at(reading, i)->begins ? token_at(reading, i - 1) : NULL;
}

static const Token *
word_after(const Reading *reading, size_t i)
{
    const Token *after = token_at(reading, i + 1);

    return after != NULL && !after->begins ? after : NULL;
}

static bool
is_one_of(const char *const *list, const Token *token)
{
    return token != NULL && text_is_one_of(token->folded, list);
}

/* "14 May", "May 14" */
static bool
beside_number(const Token *token, const char *text)
{
    const char *before = token->start, *after = token->end;

    while (before > text && before[-1] == ' ')
        before--;
    while (*after == ' ')
        after++;
    return (before > text && g_ascii_isdigit(before[-1])) || g_ascii_isdigit(*after);
}

static bool
fits_case(const Reading *reading, size_t i, FirstNameKind kind, const char *text)
{
    const Token *token = token_at(reading, i);
    const bool inside = token->large && !token->begins && !token->capitals && !reading->heading;
    const bool known = reading->more != NULL && g_hash_table_contains(reading->more, token->folded);

    switch (kind) {
    case FIRST_NAME_NONE:
        return false;
    case FIRST_NAME_PLAIN:
        if (!token->large)
            return reading->english && text_length(token->folded) >= SMALL_LEAST;
        return known || !token->capitals || reading->shouting || text_length(token->folded) >= SMALL_LEAST;
    case FIRST_NAME_CAPITAL:
        return token->large && (known || !token->capitals || reading->shouting);
    case FIRST_NAME_SUBJECT:
        return inside || (token->large && token->begins && !token->capitals && is_one_of(verbs, word_after(reading, i)));
    case FIRST_NAME_EVERYDAY:
        return inside;
    case FIRST_NAME_TIME_PLACE:
        return inside && !is_one_of(about_time_or_place, word_before(reading, i)) && !beside_number(token, text);
    }
    return false;
}

/* "Dr Anybody"; and what follows a first name is the rest of it. */
static bool
follows_name(const Reading *reading, size_t i, bool after_name)
{
    const Token *token = token_at(reading, i);

    if (!token->large || is_one_of(days, token) || token->end - token->start < 2)
        return false;
    if (is_one_of(titles, i > 0 ? token_at(reading, i - 1) : NULL) && token_at(reading, i - 1)->large)
        return true;
    return after_name && token->joined && !token->begins && !token->capitals && !reading->heading;
}

size_t
names_in_text(GHashTable *more, const char *text, bool english, NamePlace *ret_places, size_t most)
{
    g_autoptr(GArray) tokens = tokens_of(text);
    Reading reading = { .tokens = tokens, .more = more, .english = english };
    bool after_name = false;
    size_t n = 0;

    look_over(&reading);
    for (size_t i = 0; i < tokens->len && n < most; i++) {
        const Token *token = token_at(&reading, i);
        const bool place = is_one_of(after_place, word_after(&reading, i)) || is_one_of(before_place, word_before(&reading, i));
        const bool first = !place && fits_case(&reading, i, kind_of(&reading, token), text);

        if (first || follows_name(&reading, i, after_name))
            ret_places[n++] = (NamePlace){ (uint16_t)(token->start - text), (uint16_t)(token->end - token->start) };
        after_name = first;
    }
    return n;
}
