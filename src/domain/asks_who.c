#include "domain/asks_who.h"
#include "base/text.h"
#include <string.h>

/* Folded, words with one blank between them. */
static const char *const phrases[] = {
    /* who */
    "who are you", "who you are", "who is this", "who wrote this", "who s writing", "tell me who", "tell us who",
    "your name", "your full name", "your real name", "your first name", "your initials", "call yourself", "identify yourself",
    "say who you", "do i know you", "do we know you",
    /* where, and as what */
    "which ward", "what ward", "which team are you", "what team are you", "which department are you", "what department are you",
    "which unit are you", "which shift are you", "which shift do you", "which site are you", "where do you work",
    "where you work", "where are you based", "who is your manager", "who is your boss", "your manager s name", "your job title",
    "what is your job", "what is your role", "what s your role", "what s your job", "your staff number", "your employee number",
    "how old are you", "are you the one who", "are you the person who",
    /* how to reach them */
    "your email", "your e mail", "your phone", "your number", "your mobile", "your address", "contact me", "email me", "phone me",
    "ring me", "write to me at", "come and see me", "come to my office", "come and find me", "meet me",
    /* Welsh */
    "pwy wyt ti", "pwy ydych chi", "dy enw", "eich enw", "pa ward", "ble wyt ti n gweithio", "ble ydych chi n gweithio",
    "dy rif", "eich rhif", "eich e bost", "dy e bost",
    /* Arabic */
    "من انت", "ما اسمك", "اسمك", "اين تعمل", "في اي قسم", "رقم هاتفك", "بريدك",
};

/* " who s writing ": letters and figures alone. */
static char *
plain_words(const char *text)
{
    g_autofree char *folded = text_fold(text);
    GString *plain = g_string_new(" ");

    for (const char *c = folded; *c != '\0'; c = g_utf8_next_char(c)) {
        const gunichar letter = g_utf8_get_char(c);

        if (g_unichar_isalnum(letter))
            g_string_append_unichar(plain, letter);
        else if (plain->str[plain->len - 1] != ' ')
            g_string_append_c(plain, ' ');
    }
    if (plain->str[plain->len - 1] != ' ')
        g_string_append_c(plain, ' ');
    return g_string_free(plain, FALSE);
}

bool
text_asks_who(const char *text)
{
    g_autofree char *plain = plain_words(text);

    for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++) {
        g_autofree char *phrase = g_strdup_printf(" %s ", phrases[i]);

        if (strstr(plain, phrase))
            return true;
    }
    return false;
}
