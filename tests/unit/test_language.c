/* The language of a text, from the text alone; none where it cannot be told. */
#include "room/language.h"
#include <glib.h>

typedef struct { const char *name, *text, *tag; } LanguageCase;

static const LanguageCase cases[] = {
    { "english", "We need a quiet room on every floor, so that night staff can rest.", "en" },
    { "welsh", "Mae angen ystafell dawel ar bob llawr, er mwyn i staff y nos gael gorffwys.", "cy" },
    { "arabic", "نحتاج إلى غرفة هادئة في كل طابق ليستريح فيها من يعمل ليلاً.", "ar" },
    { "polish", "Potrzebujemy cichego pokoju na każdym piętrze, żeby nocna zmiana mogła odpocząć.", "pl" },
    { "romanian", "Avem nevoie de o cameră liniștită la fiecare etaj, ca personalul de noapte să se odihnească.", "ro" },
    { "portuguese", "Precisamos de uma sala tranquila em cada andar, para que a equipe da noite possa descansar.", "pt" },
    { "german", "Wir brauchen auf jeder Etage einen ruhigen Raum, damit die Nachtschicht sich ausruhen kann.", "de" },
    { "hindi", "हमें हर मंज़िल पर एक शांत कमरा चाहिए ताकि रात के कर्मचारी आराम कर सकें।", "hi" },
    { "urdu", "ہمیں ہر منزل پر ایک پرسکون کمرہ چاہیے تاکہ رات کا عملہ آرام کر سکے۔", "ur" },
    { "ukrainian", "Нам потрібна тиха кімната на кожному поверсі, щоб нічна зміна могла відпочити.", "uk" },
    { "hebrew", "אנחנו צריכים חדר שקט בכל קומה כדי שצוות הלילה יוכל לנוח.", "he" },
    { "empty", "", "" },
    { "too-short", "Diolch yn fawr", "" },
    { "no-words", "1234567890 1234567890 1234567890 !!! ??? ...", "" },
    { "two-languages", "We need a quiet room on every floor. Mae angen ystafell dawel ar bob llawr i staff y nos. "
      "نحتاج إلى غرفة هادئة في كل طابق للراحة.", "" },
    { "bad-bytes", "We need a quiet room \xff\xfe on every floor of this house", "" },
};

static void
test_language(gconstpointer data)
{
    const LanguageCase *c = data;

    g_assert_cmpstr(language_in_text(c->text), ==, c->tag);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/language/", cases[i].name, NULL);

        g_test_add_data_func(path, &cases[i], test_language);
    }
    return g_test_run();
}
