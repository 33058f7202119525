/* C++, because the library has no other interface; nothing else of the project is. */
#include "room/language.h"
#include <cstdio>
#include <cstring>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

/* Measured on sentences in 30 languages, see docs/signals.md. */
static const size_t ENOUGH_BYTES = 36;
static const int    MOSTLY = 80;        /* per cent of the text */

/* The library's code where it is no tag of today; "" where it names no language. */
static const char *
tag_of(CLD2::Language language)
{
    const char *code = CLD2::LanguageCode(language);

    if (language == CLD2::UNKNOWN_LANGUAGE || strncmp(code, "xx", 2) == 0 || strncmp(code, "un", 3) == 0)
        return "";
    if (strcmp(code, "iw") == 0)
        return "he";
    return strcmp(code, "jw") == 0 ? "jv" : code;
}

const char *
language_in_text(const char *text)
{
    const size_t length = strlen(text);
    CLD2::CLDHints none = { nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE };
    CLD2::Language found[3];
    int percent[3], letters = 0, valid = 0;
    double score[3];
    bool sure = false;

    if (length < ENOUGH_BYTES)
        return "";
    CLD2::Language best = CLD2::ExtDetectLanguageSummaryCheckUTF8(text, static_cast<int>(length), true, &none, 0, found, percent,
                                                                  score, nullptr, &letters, &sure, &valid);
    return sure && percent[0] >= MOSTLY && best == found[0] ? tag_of(best) : "";
}
