#include "domain/distress.h"
#include "base/text.h"
#include <string.h>

#define WORDS_MOST 2000 /* of a text, which has at most 2,000 characters */
#define FEW_WORDS  6

/* Words in a row; "a/b" is one or the other, "a?" may be missing, "a~" is any word that begins so.
 * Folded, without apostrophes.  Those after "@" people also say of others, or of nothing grave: they
 * count where the author speaks of themselves, or says hardly more. */
static const char *const phrases[] = {
    /* wishing to be dead */
    "@want/wants/wanted/wanna/wish/ready/rather to? die/death",
    "wanna/want/ready/need/rather to? be dead",
    "want/wanted death",
    "i should/could/deserve/might to? just/as? well? die",
    "i will/d/would/ll be dead",
    "ill/id be dead/dying",
    "i will/shall die",
    "@will/would be dead",
    "wish/wished i was/were/be/am/had not/never? been? dead/born/bear/alive",
    "wish/wished i wasnt/werent alive/born/here",
    "wish/wished i be? never be? born/bear/existed",
    "wish/wished i could/would just? disappear/vanish",
    "i could/should/would just? disappear/vanish",
    "better/well off dead",
    "better/well off without me",
    "no/nobody one? will/would miss me",
    "hope/hoping/wish/wished i wouldnt/wont/dont/didnt/never/would/will not? wake up",
    "never wake up",
    "sleep forever",
    "cease/stop/forced/force to? exist/existing/living",
    "dont/not/never/without really? wanting/want to be alive/here/around any/anymore?",
    "@dont/not really? want to live/wake/exist",
    "dont/not want to go on",
    "dont/not want to wake up",
    "dont/not care about life/living",
    "dont/not know how much longer i can",
    "done/do/tired/sick with/of living/live/life",
    "done/sick/tired with/of my/this life",
    "no reason/will/point/strength in? to? live/living",
    "no reason to keep myself alive",
    "nothing left? to live for",
    "life isnt/not/aint worth living",
    "life is not worth",
    "why am/be i still/even alive",
    "feel/feeling/felt like dying/die",
    "think/thinking/thought/thoughts about/of dying/die/death/suicide",
    "think/thinking/thought about/of jumping/jump off?",
    "want/wanted/wish it all/would all? to? end",
    "want/wish it would all end",
    "@want/wanted to end it",
    "want/wanted to be done/do with this/everything",
    "end/ending/ended it all",
    "@end/ending/ended/take/taking my own? life",
    "eternal/permanent sleep/rest",
    "painless way/death out?",
    "@quick/easy/peaceful and painless/easy",
    "goodbye cruel world",
    /* harming oneself */
    "kill/killing/killed/hang/hanging/shoot/shooting/drown/drowning/stab/stabbing/electrocute/electrocuting/"
    "poison/poisoning/"
    "suffocate/suffocating/strangle/starve/starving/harm/harming/harmed/hurt/hurting/cut/cutting/burn/"
    "burning/end/off/offing my? "
    "myself/self",
    "cut/cutting/slit/slitting/slash/slashing/slice my wrist/wrists/arms",
    "self harm/harmed/harming/injury/injure/injuring",
    "selfharm~",
    "suicide note/plan/attempt",
    "@commit/committing/attempt/attempted/attempting suicide",
    "@i am/im/feel/feeling/felt/was/been/be suicidal",
    "my suicide",
    "@suicidal thoughts/thought/feelings/intent/ideation",
    "kms",
    "blow/blowing my brain/brains out",
    "set myself on fire",
    "burn/burning myself alive",
    "drink/drinking/starve/work myself to death",
    "jump/jumping off/from/out of? a/the/my bridge/building/roof/balcony/window/cliff/ledge",
    "jump/jumping/run/running/walk/walking into/in/under front? of? a/the? traffic/train/bus/lorry",
    "@hit by a/the train/bus",
    "want/going to jump",
    "car/drive/driving my? car? off a/the bridge/cliff",
    "drive/driving my car into",
    "crash/crashing/slam/slamming/wreck/wrecking my car/truck/van/bike",
    "rope/noose around my neck",
    "knife/blade/razor to my throat/wrist",
    "@buy/buying/bought a gun/rope/noose",
    "@pull/pulling the trigger",
    "take/taking/took/swallow all the/my pill/pills/tablets",
    "try/tried/trying to od/overdose",
    "@overdose/overdosing/overdosed on",
    "make it look like an/a accident",
    "give/giving/gave away my possession/possessions/belongings",
    "@make/making/write/writing a will",
    "@rest in peace",
    "@on the edge/ledge",
    "@escape from reality",
    /* not being able to go on */
    "cant/cannot go/carry on any/anymore/like/with? longer/more/this?",
    "can not go/carry on",
    "cant/cannot do/take/cope/live/bear/face with? this/it/another? day? any? anymore/more/longer",
    "cant/cannot cope with? life/anymore",
    "cant/cannot live like this",
    "at/reached/past my breaking point",
    "the end of my rope/tether",
    "hate/hated my life",
    "i dont/cant trust myself",
    "im/am/feel not safe",
    "im/am/feel not safe at home",
    "hits/hitting/beats/beating/hurts me at home",
    "afraid/scared/frightened to go home",
    "im/am afraid/scared of my partner/husband/wife/boyfriend/girlfriend/father/mother",
    "crying/cry myself to sleep",
    "there is no way out/escape/hope",
    "theres no way out/escape/hope",
    /* Cymraeg */
    "eisiau/isio/ishe/moyn marw",
    "@ddim eisiau/isio/ishe/moyn byw",
    "lladd/ladd/niweidio/brifo/frifo/anafu fy/fi hun/hunan",
    "diweddu/ddiweddu/gorffen/orffen/terfynu/derfynu fy mywyd",
    "rhoi diwedd ar/i fy mywyd",
    "gwneud/wneud amdanaf/amdana i? fy? hun/hunan",
    "dim pwynt/rheswm i? fyw/byw",
    "blino/alaru/flino ar? fyw/byw",
    "well/gwell eu? byd? hebddaf/hebdda i?",
    "allaf/alla/fedraf/fedra i? ddim ymdopi/dal/mynd/cario ati/ymlaen? rhagor/mwy/mwyach",
    "methu/ffaelu ymdopi/dal/mynd/cario ati/ymlaen? rhagor/mwyach",
    /* العربية */
    "اريد/أريد/اتمنى/أتمنى ان/أن? اموت/أموت/الموت",
    "اقتل/أقتل/قتل/اؤذي/أؤذي/ايذاء/إيذاء نفسي",
    "انتحر/أنتحر/سانتحر/سأنتحر/الانتحار",
    "انهي/أنهي/انهاء/إنهاء حياتي",
};

typedef struct {
    char **words;
    size_t n;
} Words;

static bool
is_apostrophe(gunichar c)
{
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02bc || c == '`';
}

/* Folded words; what stands between them is passed over, so that no emphasis, dash or line break hides any.
 */
static void
words_read(Words *words, const char *text)
{
    g_autofree char *folded = text_fold(text);
    g_autoptr(GString) plain = g_string_sized_new(strlen(folded) + 1);

    for (const char *c = folded; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);

        if (g_unichar_isalnum(letter))
            g_string_append_unichar(plain, letter);
        else if (!is_apostrophe(letter) && plain->len > 0 && plain->str[plain->len - 1] != ' ')
            g_string_append_c(plain, ' ');
    }
    words->words = g_strsplit(plain->str, " ", WORDS_MOST);
    words->n = g_strv_length(words->words);
}

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
is_about_oneself(const Words *words)
{
    static const char own[] = "i/im/ive/id/ill/me/my/mine/myself/mi/fy/fi/انا/نفسي";

    for (size_t i = 0; i < words->n; i++)
        if (place_fits(own, sizeof own - 1, words->words[i]))
            return true;
    return words->n <= FEW_WORDS;
}

static bool
fits_at(const char *phrase, const Words *words, size_t at)
{
    size_t length = strcspn(phrase, " ");
    bool optional = length > 0 && phrase[length - 1] == '?';
    const char *rest = phrase[length] ? phrase + length + 1 : NULL;

    if (at < words->n && place_fits(phrase, length - optional, words->words[at]) &&
        (!rest || fits_at(rest, words, at + 1)))
        return true;
    return optional && (!rest || fits_at(rest, words, at));
}

bool
text_shows_distress(const char *text)
{
    bool found = false;
    Words words;

    words_read(&words, text);
    bool own = is_about_oneself(&words);
    for (size_t i = 0; i < G_N_ELEMENTS(phrases) && !found; i++) {
        const char *phrase = *phrases[i] == '@' ? phrases[i] + 1 : phrases[i];

        for (size_t at = 0; at < words.n && !found && (own || phrase == phrases[i]); at++)
            found = fits_at(phrase, &words, at);
    }
    g_strfreev(words.words);
    return found;
}
