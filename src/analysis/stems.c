#include "analysis/stems.h"
#include "base/text.h"
#include <libstemmer.h>
#include <stdbool.h>
#include <string.h>

enum { LANGUAGES = 6, MOST_SEEN = 2000 /* texts that the language is guessed from */ };

/* Small words, folded; one that two languages share counts for both. */
static const struct { const char *tag, *snowball, *small; } languages[LANGUAGES] = {
    { "en", "english",
      "a about all also an and any are as at be because been being but by can could did do does each for from had has have "
      "he her his how i if in into is it its just me more most my no nor not of on only or other our out own same she should "
      "so some such than that the their them then there these they this those to too up us very was we were what when where "
      "which who will with would you your" },
    { "de", "german",
      "aber alle als am an auch auf aus bei bin bis da damit dann das dass dem den der des die dies diese diesem diesen dieser "
      "doch dort du ein eine einem einen einer eines er es etwas fur gibt hat haben hier ich ihr im in ist ja kann kein keine "
      "man mehr mich mit muss nach nicht noch nur oder ohne schon sehr sein sich sie sind so soll sollte uber um und uns unter "
      "viel vom von vor war was weil wenn werden wie wir wird wo zu zum zur" },
    { "fr", "french",
      "a au aux avec ce ces cette comme dans de des du elle elles en est et etre fait il ils je la le les leur lui mais me meme "
      "mes mon ne nos notre nous on ont ou par pas plus pour qu que qui sa se ses si son sont sur tout tous un une vos votre vous" },
    { "es", "spanish",
      "a al algo como con cual cuando de del desde donde el ella ellos en entre era es esta este esto estos fue ha hay la las le "
      "les lo los mas me mi muy no nos o para pero por porque que se ser si sin sobre son su sus tambien te tiene todo todos un "
      "una uno y ya" },
    { "it", "italian",
      "a ai al alla anche che chi ci come con cui da dal dei del della delle di e ed gli ha hanno i il in io la le lo loro ma mi "
      "nei nel nella noi non o per perche piu qui se si sono su sul tra tutti un una uno" },
    { "nl", "dutch",
      "aan als bij dan dat de der deze die dit door een en er geen had heb hebben heeft het hier hij hoe ik in is je kan maar me "
      "meer men met mij moet naar niet nog nu of om onder ons ook op over te tot uit van veel voor was wat we wel werd wij wordt "
      "ze zich zijn zo zou" },
};

struct Stems {
    int         language;       /* a place in languages, or -1 */
    GHashTable *small;          /* char * */
    struct sb_stemmer *stemmer;
};

static GHashTable *
small_words(int language)
{
    GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    char **words = g_strsplit(languages[language].small, " ", -1);

    for (size_t i = 0; words[i] != NULL; i++)
        g_hash_table_add(set, words[i]);
    g_free(words);
    return set;
}

/* ---- words ---- */

static bool
stands_alone(gunichar c)
{
    GUnicodeScript script = g_unichar_get_script(c);

    return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA ||
           script == G_UNICODE_SCRIPT_THAI;
}

typedef void WordFunc(const char *word, void *data);

static void
each_word(const char *folded, WordFunc *found, void *data)
{
    g_autoptr(GString) word = g_string_new(NULL);
    gunichar before = 0;        /* the character before, where it stands alone */

    for (const char *at = folded;; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        bool alone = stands_alone(c), letter = (g_unichar_isalnum(c) || g_unichar_ismark(c)) && !alone;

        if (letter)
            g_string_append_unichar(word, c);
        if (!letter && word->len > 0) {
            found(word->str, data);
            g_string_truncate(word, 0);
        }
        if (alone && before != 0) {
            g_autoptr(GString) pair = g_string_new(NULL);
            g_string_append_unichar(pair, before);
            g_string_append_unichar(pair, c);
            found(pair->str, data);
        }
        before = alone ? c : 0;
        if (c == 0)
            break;
    }
}

/* ---- the language ---- */

typedef struct {
    GHashTable *small[LANGUAGES];
    size_t      counts[LANGUAGES], words;
} Guess;

static void
count_word(const char *word, void *data)
{
    Guess *guess = data;

    guess->words++;
    for (int i = 0; i < LANGUAGES; i++)
        guess->counts[i] += g_hash_table_contains(guess->small[i], word);
}

/* Under one small word in six, it is none of these languages. */
static int
guess_language(const char *const *texts, size_t n)
{
    Guess guess = { 0 };
    int best = 0;

    for (int i = 0; i < LANGUAGES; i++)
        guess.small[i] = small_words(i);
    for (size_t i = 0; i < MIN(n, (size_t)MOST_SEEN); i++) {
        g_autofree char *folded = text_fold(texts[i]);
        each_word(folded, count_word, &guess);
    }
    for (int i = 0; i < LANGUAGES; i++) {
        g_hash_table_unref(guess.small[i]);
        best = guess.counts[i] > guess.counts[best] ? i : best;
    }
    return guess.counts[best] > 0 && guess.counts[best] * 6 >= guess.words ? best : -1;
}

Stems *
stems_new(const char *const *texts, size_t n)
{
    Stems *stems = g_new0(Stems, 1);

    stems->language = guess_language(texts, n);
    if (stems->language >= 0) {
        stems->small = small_words(stems->language);
        stems->stemmer = sb_stemmer_new(languages[stems->language].snowball, "UTF_8");
    }
    return stems;
}

void
stems_free(Stems *stems)
{
    if (stems == NULL)
        return;
    g_clear_pointer(&stems->small, g_hash_table_unref);
    if (stems->stemmer != NULL)
        sb_stemmer_delete(stems->stemmer);
    g_free(stems);
}

const char *
stems_language(const Stems *stems)
{
    return stems->language >= 0 ? languages[stems->language].tag : "";
}

/* ---- stems ---- */

typedef struct {
    Stems     *stems;
    StemsFunc *found;
    void      *data;
} Each;

static void
stem_word(const char *word, void *data)
{
    const Each *each = data;

    if (each->stems->small != NULL && g_hash_table_contains(each->stems->small, word))
        return;
    const sb_symbol *cut = each->stems->stemmer == NULL ? NULL : sb_stemmer_stem(each->stems->stemmer, (const sb_symbol *)word,
                                                                                (int)strlen(word));
    each->found(word, cut != NULL ? (const char *)cut : word, each->data);
}

void
stems_each(Stems *stems, const char *text, StemsFunc *found, void *data)
{
    g_autofree char *folded = text_fold(text);

    each_word(folded, stem_word, &(Each){ stems, found, data });
}
