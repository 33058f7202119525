/* What gets one in and back in: the badge, the return key and its five words, the ticket. */
#include "base/clock.h"
#include "base/words.h"
#include "room/opened.h"
#include "room/slow.h"
#include "room/tickets.h"

static Badge
some_badge(void)
{
    Badge badge = { .roles = ROLE_PARTICIPANT | ROLE_FACILITATOR, .staff_number = 65535, .group = 12, .expires = 4102444800 };

    id_random(&badge.conversation);
    id_random(&badge.pseudonym);
    return badge;
}

/* ---- the badge ---- */

static void
test_badge_there_and_back(void)
{
    SecretKey key;
    Badge badge = some_badge(), read;
    char text[BADGE_TEXT_SIZE], plain[BADGE_TEXT_SIZE];

    secret_key_new(&key);
    badge_to_text(&key, &badge, text);
    g_assert_true(badge_from_text(&key, text, &read));
    g_assert_true(id_equal(&read.conversation, &badge.conversation));
    g_assert_true(id_equal(&read.pseudonym, &badge.pseudonym));
    g_assert_cmpuint(read.roles, ==, badge.roles);
    g_assert_cmpuint(read.staff_number, ==, badge.staff_number);
    g_assert_cmpuint(read.group, ==, badge.group);
    g_assert_cmpint(read.expires, ==, badge.expires);
    g_assert_false(read.shared);
    /* As long for everybody, and never the same twice. */
    Badge other = { .shared = true };
    badge_to_text(&key, &other, plain);
    g_assert_cmpuint(strlen(plain), ==, strlen(text));
    g_assert_true(badge_from_text(&key, plain, &read) && read.shared);
    badge_to_text(&key, &badge, plain);
    g_assert_cmpstr(plain, !=, text);
}

static void
test_badge_refused(void)
{
    SecretKey key, another;
    Badge badge = some_badge(), read;
    char text[BADGE_TEXT_SIZE], return_text[RETURN_TEXT_SIZE];
    Id returned;
    unsigned generation;

    secret_key_new(&key);
    secret_key_new(&another);
    badge_to_text(&key, &badge, text);
    g_assert_false(badge_from_text(&another, text, &read));
    g_assert_false(badge_from_text(&key, NULL, &read));
    g_assert_false(badge_from_text(&key, "", &read));
    /* One for the other, even under one key. */
    return_to_text(&key, &badge.pseudonym, 0, return_text);
    g_assert_false(badge_from_text(&key, return_text, &read));
    g_assert_false(return_from_text(&key, text, &returned, &generation));
    for (size_t i = 0; text[i]; i++) {
        char was = text[i];

        text[i] = was == 'A' ? 'B' : 'A';
        g_assert_false(badge_from_text(&key, text, &read));
        text[i] = '\0';
        g_assert_false(badge_from_text(&key, text, &read));
        text[i] = was;
    }
    g_assert_true(badge_from_text(&key, text, &read));
}

typedef struct { const char *name; bool shared; int64_t ticket_says, badge_has; } ExpiryCase;

static const ExpiryCase expiry_cases[] = {
    { "own-computer", false, 100000, 100000 },
    { "shared", true, 100000, 900 },
    { "shared-but-sooner", true, 60, 60 },
};

static void
test_badge_expiry(gconstpointer data)
{
    const ExpiryCase *c = data;
    Ticket ticket = { .roles = ROLE_PARTICIPANT | ROLE_ADMINISTRATOR, .shared_computer = c->shared,
                      .badge_expires = 5000 + c->ticket_says };
    Badge badge = badge_from_ticket(&ticket, 5000);

    g_assert_cmpint(badge.expires - 5000, ==, c->badge_has);
    g_assert_cmpuint(badge.roles, ==, ROLE_PARTICIPANT);    /* administrators stay at the desk */
}

/* ---- the return key ---- */

static void
test_return_key(void)
{
    SecretKey key, another;
    Id person, read;
    unsigned generation;
    char text[RETURN_TEXT_SIZE];

    secret_key_new(&key);
    secret_key_new(&another);
    id_random(&person);
    return_to_text(&key, &person, 1, text);
    g_assert_true(return_from_text(&key, text, &read, &generation));
    g_assert_true(id_equal(&read, &person));
    g_assert_cmpuint(generation, ==, 1);
    g_assert_false(return_from_text(&another, text, &read, &generation));
    g_assert_false(return_from_text(&key, NULL, &read, &generation));
    g_assert_false(return_from_text(&key, "x", &read, &generation));
    text[30] = text[30] == 'A' ? 'B' : 'A';
    g_assert_false(return_from_text(&key, text, &read, &generation));
}

/* Cookies that were opened are known again, to the byte, and no others are. */
static void
test_opened(void)
{
    OpenedCache *cache = opened_cache_new(), *another = opened_cache_new();
    Opened opened = { .reader = 7, .has_return = true, .generation = 3 }, found;
    OpenedTag tag = opened_tag(cache, "badge=a; return=b");

    id_random(&opened.badge.pseudonym);
    g_assert_false(opened_find(cache, &tag, &found));
    opened_keep(cache, &tag, &opened);
    for (unsigned i = 0; i < 200; i++) {                    /* none of these was kept */
        char text[40];
        g_snprintf(text, sizeof text, "badge=a; return=b%u", i);
        OpenedTag other = opened_tag(cache, text);
        g_assert_false(opened_find(cache, &other, &found));
    }
    g_assert_true(opened_find(cache, &tag, &found));
    g_assert_true(id_equal(&found.badge.pseudonym, &opened.badge.pseudonym));
    g_assert_cmpuint(found.generation, ==, 3);
    tag = opened_tag(another, "badge=a; return=b");         /* another key in each process */
    g_assert_false(opened_find(cache, &tag, &found));
    opened_cache_free(cache);
    opened_cache_free(another);
}

typedef struct { const char *name, *typed; bool ok; } WordsCase;

static const WordsCase words_cases[] = {
    { "as-shown", "abandon ability able about above", true },
    { "capitals", "ABANDON Ability aBLE about ABOVE", true },
    { "hyphens", "abandon-ability-able-about-above", true },
    { "blanks-around", "  abandon,ability;  able\tabout above . ", true },
    { "four-words", "abandon ability able about", false },
    { "six-words", "abandon ability able about above absent", false },
    { "unknown-word", "abandon ability able about xyzzy", false },
    { "unknown-sixth", "abandon ability able about above xyzzy", false },
    { "empty", "", false },
    { "no-letters", "12 34 !", false },
    { "other-letters", "\xc3\xa4\xc3\xb6 \xc3\xbc", false },
};

static void
test_words(gconstpointer data)
{
    const WordsCase *c = data;
    ReturnWords words = { { 9, 9, 9, 9, 9 } };

    g_assert_cmpint(words_read(c->typed, &words), ==, c->ok);
    for (uint16_t i = 0; i < WORDS_IN_KEY; i++)
        g_assert_cmpuint(words.at[i], ==, c->ok ? i : 9);   /* untouched on refusal */
}

static void
test_words_there_and_back(void)
{
    for (int i = 0; i < 200; i++) {
        ReturnWords words, read = { { 0 }, { 1 } };

        words_random(&words);
        g_autofree char *text = words_text(&words);
        g_assert_true(words_read(text, &read));
        g_assert_cmpmem(read.at, sizeof read.at, words.at, sizeof words.at);
        g_assert_cmpuint(read.salt[0], ==, 1);
    }
}

static void
test_words_cookie(void)
{
    g_autofree Room *room = g_new0(Room, 1);
    ReturnWords words, read;
    Id person, other;

    secret_key_new(&room->words_key);
    id_random(&person);
    id_random(&other);
    words_random(&words);
    g_autofree char *cookie = words_seal(room, &words, &person);
    g_assert_true(words_open(room, cookie, &person, &read));
    g_assert_cmpmem(&read, sizeof read, &words, sizeof words);
    g_assert_false(words_open(room, cookie, &other, &read));
    g_assert_false(words_open(room, NULL, &person, &read));
    g_assert_false(words_open(room, "", &person, &read));
    cookie[0] = cookie[0] == 'A' ? 'B' : 'A';
    g_assert_false(words_open(room, cookie, &person, &read));
    /* Places outside the list, though sealed with the right key. */
    words.at[4] = WORDS_COUNT;
    g_autofree char *beyond = words_seal(room, &words, &person);
    g_assert_false(words_open(room, beyond, &person, &read));
}

/* ---- the ticket ---- */

typedef struct { Room room; SigningKey desk; Ticket ticket; } Door;

static void
door_init(Door *door)
{
    int64_t now = clock_now_ms();

    *door = (Door){ .room = { .started_ms = now - 1000000 }, .ticket = { .roles = ROLE_PARTICIPANT } };
    secret_signing_new(&door->desk, &door->room.desk_pub);
    g_mutex_init(&door->room.tickets_lock);
    door->room.used_tickets = g_hash_table_new_full(id_hash, id_equal_func, g_free, g_free);
    secret_random(door->ticket.serial, sizeof door->ticket.serial);
    secret_random(door->ticket.pseudonym, sizeof door->ticket.pseudonym);
    door->ticket.expires_ms = now + TICKET_SECONDS * 1000;
    door->ticket.badge_expires = clock_now() + 100000;
}

static void
door_clear(Door *door)
{
    g_hash_table_unref(door->room.used_tickets);
    g_mutex_clear(&door->room.tickets_lock);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Door, door_clear)

static void
sign(const Door *door, char ret_text[SECRET_TEXT_SIZE(TICKET_SIGNED)])
{
    uint8_t bytes[TICKET_SIGNED];

    ticket_pack(&door->ticket, bytes);
    secret_sign(&door->desk, bytes, TICKET_BYTES, bytes + TICKET_BYTES);
    secret_to_text(bytes, sizeof bytes, ret_text);
}

static TicketOutcome
check(Door *door)
{
    char text[SECRET_TEXT_SIZE(TICKET_SIGNED)];
    Ticket read;

    sign(door, text);
    return ticket_check(&door->room, text, &read);
}

static void
test_ticket_once(void)
{
    g_auto(Door) door;

    door_init(&door);
    g_assert_cmpint(check(&door), ==, TICKET_GOOD);
    g_assert_cmpint(check(&door), ==, TICKET_GOOD);         /* checking uses nothing up */
    g_assert_cmpint(ticket_use(&door.room, &door.ticket), ==, TICKET_GOOD);
    g_assert_cmpint(ticket_use(&door.room, &door.ticket), ==, TICKET_USED);
    Ticket another = door.ticket;
    another.serial[0] ^= 1;
    g_assert_cmpint(ticket_use(&door.room, &another), ==, TICKET_GOOD);
}

/* Used ones are remembered for as long as they would be let in, and no longer. */
static void
test_ticket_forgotten(void)
{
    g_auto(Door) door;

    door_init(&door);
    door.ticket.expires_ms = clock_now_ms() - 1;
    g_assert_cmpint(ticket_use(&door.room, &door.ticket), ==, TICKET_GOOD);
    door.ticket.serial[0] ^= 1;
    g_assert_cmpint(ticket_use(&door.room, &door.ticket), ==, TICKET_GOOD);
    g_assert_cmpuint(g_hash_table_size(door.room.used_tickets), ==, 1);
}

static void
test_ticket_late(void)
{
    g_auto(Door) door;
    int64_t now = clock_now_ms();

    door_init(&door);
    door.ticket.expires_ms = now;
    g_assert_cmpint(check(&door), ==, TICKET_LATE);
    door.ticket.expires_ms = now + (TICKET_SECONDS + 60) * 1000;        /* good for longer than any ticket */
    g_assert_cmpint(check(&door), ==, TICKET_LATE);
}

/* What was issued up to the moment of a start may have been used in the room before it. */
static void
test_ticket_over_restart(void)
{
    static const struct { int64_t issued_after_ms; TicketOutcome outcome; } rows[] = {
        { -10000, TICKET_LATE }, { -1, TICKET_LATE }, { 0, TICKET_LATE }, { 1, TICKET_GOOD },
    };
    g_auto(Door) door;

    door_init(&door);
    door.room.started_ms = clock_now_ms() - 20000;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        door.ticket.expires_ms = door.room.started_ms + rows[i].issued_after_ms + TICKET_SECONDS * 1000;
        g_assert_cmpint(check(&door), ==, rows[i].outcome);
    }
}

static void
test_ticket_forged(void)
{
    g_auto(Door) door;
    char text[SECRET_TEXT_SIZE(TICKET_SIGNED)];
    VerifyKey ignored;
    Ticket read;

    door_init(&door);
    sign(&door, text);
    g_assert_cmpuint(strlen(text), ==, TICKET_TEXT);
    for (size_t i = 0; text[i]; i++) {
        char was = text[i];

        text[i] = was == 'A' ? 'B' : 'A';
        g_assert_cmpint(ticket_check(&door.room, text, &read), ==, TICKET_BAD);
        text[i] = was;
    }
    g_assert_cmpint(ticket_check(&door.room, "", &read), ==, TICKET_BAD);
    secret_signing_new(&door.desk, &ignored);               /* somebody else's desk */
    g_assert_cmpint(check(&door), ==, TICKET_BAD);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_true(secret_init());
    g_test_add_func("/door/badge/there-and-back", test_badge_there_and_back);
    g_test_add_func("/door/badge/refused", test_badge_refused);
    for (size_t i = 0; i < G_N_ELEMENTS(expiry_cases); i++) {
        g_autofree char *path = g_strdup_printf("/door/badge/%s", expiry_cases[i].name);
        g_test_add_data_func(path, &expiry_cases[i], test_badge_expiry);
    }
    g_test_add_func("/door/return-key", test_return_key);
    g_test_add_func("/door/opened", test_opened);
    for (size_t i = 0; i < G_N_ELEMENTS(words_cases); i++) {
        g_autofree char *path = g_strdup_printf("/door/words/%s", words_cases[i].name);
        g_test_add_data_func(path, &words_cases[i], test_words);
    }
    g_test_add_func("/door/words/there-and-back", test_words_there_and_back);
    g_test_add_func("/door/words/cookie", test_words_cookie);
    g_test_add_func("/door/ticket/once", test_ticket_once);
    g_test_add_func("/door/ticket/forgotten", test_ticket_forgotten);
    g_test_add_func("/door/ticket/late", test_ticket_late);
    g_test_add_func("/door/ticket/over-restart", test_ticket_over_restart);
    g_test_add_func("/door/ticket/forged", test_ticket_forged);
    return g_test_run();
}
