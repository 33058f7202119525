#include "domain/word_marks.h"
#include <glib.h>
#include <string.h>

#define BEGINNING 3

static unsigned
bit_of(const char *word)
{
    uint32_t three = (uint8_t)word[0] | (uint32_t)(uint8_t)word[1] << 8 | (uint32_t)(uint8_t)word[2] << 16;

    return three * UINT32_C(0x9E3779B1) >> 24;
}

/* A word begins wherever no letter or figure stands before, as search_has_word() has it. */
WordMarks
word_marks_of(const char *folded)
{
    WordMarks marks = { { 0 } };
    size_t left = strlen(folded);
    bool inside = false;

    for (const char *at = folded; left >= BEGINNING;) {
        const char *next = g_utf8_next_char(at);
        unsigned bit = bit_of(at);

        if (!inside)
            marks.bits[bit / 64] |= UINT64_C(1) << bit % 64;
        inside = g_unichar_isalnum(g_utf8_get_char(at));
        if (left < (size_t)(next - at))
            break;
        left -= (size_t)(next - at);
        at = next;
    }
    return marks;
}

bool
word_marks_may_have(const WordMarks *marks, const char *word)
{
    if (!word[0] || !word[1] || !word[2])
        return true;
    unsigned bit = bit_of(word);
    return marks->bits[bit / 64] >> bit % 64 & 1;
}
