/* The general list of first names, and the commonest English words: made by tools/names.mjs. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    FIRST_NAME_NONE,
    FIRST_NAME_PLAIN,           /* no word: a name in small letters too */
    FIRST_NAME_CAPITAL,         /* hardly a word: a name with a capital letter, wherever it stands */
    FIRST_NAME_SUBJECT,         /* a word, as "mark": inside a sentence, or at its beginning before "is" or "said" */
    FIRST_NAME_EVERYDAY,        /* a word, as "hope": inside a sentence alone */
    FIRST_NAME_TIME_PLACE,      /* a month or a place: inside a sentence, and not after "in" or "at" */
} FirstNameKind;

typedef struct { char word[15]; uint8_t kind; } FirstName;
typedef char CommonWord[24];

/* In order of the alphabet. */
extern const FirstName  first_names[];
extern const size_t     first_names_count;
extern const CommonWord common_words[];
extern const size_t     common_words_count;

/* `folded` as text_fold() does. */
FirstNameKind first_name_kind(const char *folded);
bool          word_is_common(const char *folded);
