#include "desk/people.h"
#include "desk/tagmap.h"
#include <glib.h>

/* ---- codes as people type them ---- */

typedef struct { const char *name, *typed, *want; } CodeCase;

static const CodeCase code_cases[] = {
    { "as-printed", "ABC-DEF-GHJ-KMN", "ABCDEFGHJKMN" },
    { "small", "abc-def-ghj-kmn", "ABCDEFGHJKMN" },
    { "blanks", "  abc def  ghj kmn ", "ABCDEFGHJKMN" },
    { "run-together", "ABCDEFGHJKMN", "ABCDEFGHJKMN" },
    { "digits", "234-567-89V-WXY", "23456789VWXY" },
    { "points", "ABC.DEF.GHJ.KMN", "ABCDEFGHJKMN" },
    { "one-short", "ABC-DEF-GHJ-KM", NULL },
    { "one-long", "ABC-DEF-GHJ-KMNP", NULL },
    { "letter-i", "IBC-DEF-GHJ-KMN", NULL },
    { "letter-l", "LBC-DEF-GHJ-KMN", NULL },
    { "letter-o", "OBC-DEF-GHJ-KMN", NULL },
    { "letter-u", "UBC-DEF-GHJ-KMN", NULL },
    { "zero", "0BC-DEF-GHJ-KMN", NULL },
    { "one", "1BC-DEF-GHJ-KMN", NULL },
    { "not-ascii", "\xc3\x84" "BC-DEF-GHJ-KMN", NULL },
    { "empty", "", NULL },
};

static void
test_code(const void *data)
{
    const CodeCase *c = data;
    Code code;
    const bool ok = code_from_text(c->typed, &code);

    g_assert_cmpint(ok, ==, c->want != NULL);
    if (ok)
        g_assert_cmpstr(code.letters, ==, c->want);
}

static void
test_credentials(void)
{
    SecretKey one, other;
    Id person;
    Code code, back;
    char text[CODE_TEXT + 1], link_text[LINK_TEXT + 1];
    LinkToken link, again, next, elsewhere;

    secret_key_new(&one);
    secret_key_new(&other);
    id_random(&person);
    credential_code(&one, &person, 0, &code);
    code_to_text(&code, text);
    g_assert_cmpuint(strlen(text), ==, CODE_TEXT);
    g_assert_true(code_from_text(text, &back));
    g_assert_cmpstr(code.letters, ==, back.letters);

    credential_link(&one, &person, 0, &link);
    link_to_text(&link, link_text);
    g_assert_cmpuint(strlen(link_text), ==, LINK_TEXT);
    g_assert_true(link_from_text(link_text, &again));
    g_assert_cmpmem(link.bytes, LINK_BYTES, again.bytes, LINK_BYTES);
    g_assert_false(link_from_text("short", &again));

    credential_link(&one, &person, 1, &next);
    credential_link(&other, &person, 0, &elsewhere);
    g_assert_cmpint(memcmp(link.bytes, next.bytes, LINK_BYTES), !=, 0);
    g_assert_cmpint(memcmp(link.bytes, elsewhere.bytes, LINK_BYTES), !=, 0);
}

/* ---- the map of tags ---- */

static bool
has(const TagMap *map, uint32_t tag, uint32_t value)
{
    size_t cursor = 0;
    uint32_t found;

    while ((found = tagmap_next(map, tag, &cursor)) != TAGMAP_NONE)
        if (found == value)
            return true;
    return false;
}

/* Against a plain table of what should be there; few tags, so that many share a place. */
static void
test_tagmap(void)
{
    TagMap map = { NULL, 0, 0 };
    bool there[64][64] = { { false } };

    g_assert_false(has(&map, 1, 1));
    for (unsigned i = 0; i < 20000; i++) {
        const uint32_t tag = (uint32_t)g_test_rand_int_range(0, 64);
        const uint32_t value = (uint32_t)g_test_rand_int_range(0, 64);

        if (there[tag][value])
            tagmap_remove(&map, tag * 7, value);
        else
            tagmap_put(&map, tag * 7, value);
        there[tag][value] = !there[tag][value];
        if (i % 500 == 0)
            for (uint32_t t = 0; t < 64; t++)
                for (uint32_t v = 0; v < 64; v++)
                    g_assert_cmpint(has(&map, t * 7, v), ==, there[t][v]);
    }
    tagmap_clear(&map);
}

/* ---- the index ---- */

static Person *
somebody(const char *email, const char *number)
{
    Person *person = person_new();

    g_free(person->email);
    g_free(person->number);
    person->email = g_strdup(email);
    person->number = g_strdup(number);
    return person;
}

static void
test_find(void)
{
    SecretKey marks;
    secret_key_new(&marks);
    g_autoptr(People) people = people_new(&marks);
    g_autoptr(Person) ann = somebody("Ann@example.org", "");
    g_autoptr(Person) bob = somebody("", "Staff 7");
    PersonEntry found;
    uint8_t pseudonym[16];

    ann->group = 2;
    ann->cohort = 3;
    people_put(people, ann);
    people_put(people, bob);
    g_assert_cmpuint(people_count(people), ==, 2);
    g_assert_true(people_by_email(people, "ann@EXAMPLE.org", &found));
    g_assert_true(id_equal(&found.id, &ann->id));
    g_assert_cmpuint(found.group, ==, 2);
    g_assert_cmpuint(found.cohort, ==, 3);
    g_assert_false(people_by_email(people, "", &found));
    g_assert_false(people_by_number(people, "", &found));
    g_assert_true(people_by_number(people, "Staff 7", &found));
    g_assert_true(id_equal(&found.id, &bob->id));
    credential_pseudonym(&marks, &ann->id, pseudonym);
    g_assert_true(people_by_pseudonym(people, pseudonym, &found));
    g_assert_true(id_equal(&found.id, &ann->id));

    people_remove(people, &ann->id);
    g_assert_false(people_by_email(people, "ann@example.org", &found));
    g_assert_false(people_by_pseudonym(people, pseudonym, &found));
    g_assert_false(people_by_id(people, &ann->id, &found));
    g_assert_cmpuint(people_count(people), ==, 1);
}

static bool
link_works(People *people, const SecretKey *marks, const Id *person, uint32_t epoch)
{
    LinkToken link;
    Code code;
    PersonEntry found;
    uint32_t by_link = 0, by_code = 0;

    credential_link(marks, person, epoch, &link);
    credential_code(marks, person, epoch, &code);
    const bool works = people_by_link(people, &link, &found, &by_link);
    g_assert_cmpint(people_by_code(people, &code, &found, &by_code), ==, works);
    if (works) {
        g_assert_cmpuint(by_link, ==, epoch);
        g_assert_cmpuint(by_code, ==, epoch);
        g_assert_true(id_equal(&found.id, person));
    }
    return works;
}

/* A15: the old link works until the new one is used. */
static void
test_epochs(void)
{
    SecretKey marks;
    secret_key_new(&marks);
    g_autoptr(People) people = people_new(&marks);
    g_autoptr(Person) ann = somebody("ann@example.org", "");

    people_put(people, ann);
    g_assert_true(link_works(people, &marks, &ann->id, 0));
    g_assert_false(link_works(people, &marks, &ann->id, 1));

    ann->epoch_sent = 1;
    people_put(people, ann);
    g_assert_true(link_works(people, &marks, &ann->id, 0));
    g_assert_true(link_works(people, &marks, &ann->id, 1));

    ann->epoch = 1;
    people_put(people, ann);
    g_assert_false(link_works(people, &marks, &ann->id, 0));
    g_assert_true(link_works(people, &marks, &ann->id, 1));
}

static void
test_many(void)
{
    SecretKey marks;
    secret_key_new(&marks);
    g_autoptr(People) people = people_new(&marks);
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
    PersonEntry found;

    for (unsigned i = 0; i < 3000; i++) {
        g_autofree char *email = g_strdup_printf("p%u@example.org", i);
        g_ptr_array_add(all, somebody(email, ""));
        people_put(people, all->pdata[i]);
    }
    for (unsigned i = 0; i < all->len; i += 2)
        people_remove(people, &((Person *)all->pdata[i])->id);
    for (unsigned i = 0; i < all->len; i++) {
        const Person *person = all->pdata[i];

        g_assert_cmpint(people_by_email(people, person->email, &found), ==, i % 2 == 1);
        g_assert_cmpint(link_works(people, &marks, &person->id, 0), ==, i % 2 == 1);
    }
    g_assert_true(people_note_came_in(people, &((Person *)all->pdata[1])->id));
    g_assert_false(people_note_came_in(people, &((Person *)all->pdata[1])->id));
    g_assert_false(people_note_came_in(people, &((Person *)all->pdata[0])->id));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_true(secret_init());
    for (size_t i = 0; i < G_N_ELEMENTS(code_cases); i++) {
        g_autofree char *path = g_strdup_printf("/desk/code/%s", code_cases[i].name);
        g_test_add_data_func(path, &code_cases[i], test_code);
    }
    g_test_add_func("/desk/credentials", test_credentials);
    g_test_add_func("/desk/tagmap", test_tagmap);
    g_test_add_func("/desk/people/find", test_find);
    g_test_add_func("/desk/people/epochs", test_epochs);
    g_test_add_func("/desk/people/many", test_many);
    return g_test_run();
}
