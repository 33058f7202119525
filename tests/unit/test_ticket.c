#include "wire/ticket.h"
#include <glib.h>
#include <string.h>

static const Ticket sample = {
    .serial = { 1, 2, 3 }, .conversation = { 4, 5, 6 }, .pseudonym = { 7, 8, 9 },
    .expires_ms = 1790000060500, .badge_expires = 1799999999,
    .roles = ROLE_PARTICIPANT | ROLE_ORGANISER, .staff_number = 2, .group = 12, .shared_computer = true,
};

static void
assert_same(const Ticket *a, const Ticket *b)
{
    g_assert_cmpmem(a->serial, 16, b->serial, 16);
    g_assert_cmpmem(a->conversation, 16, b->conversation, 16);
    g_assert_cmpmem(a->pseudonym, 16, b->pseudonym, 16);
    g_assert_cmpint(a->expires_ms, ==, b->expires_ms);
    g_assert_cmpint(a->badge_expires, ==, b->badge_expires);
    g_assert_cmpuint(a->roles, ==, b->roles);
    g_assert_cmpuint(a->staff_number, ==, b->staff_number);
    g_assert_cmpuint(a->group, ==, b->group);
    g_assert_true(a->shared_computer == b->shared_computer);
}

static void
test_there_and_back(void)
{
    uint8_t bytes[TICKET_BYTES];
    Ticket back;

    ticket_pack(&sample, bytes);
    g_assert_true(ticket_unpack(bytes, &back));
    assert_same(&sample, &back);
}

typedef struct { const char *name; size_t at; uint8_t value; } FaultCase;

static const FaultCase faults[] = {
    { "other-version", 0, 1 },
    { "unknown-flag", 1, 2 },
    { "administrator", 7, ROLE_PARTICIPANT | ROLE_ADMINISTRATOR },
    { "unknown-role", 6, 1 },
    { "no-role", 7, 0 },
    { "spare-first", 72, 1 },
    { "spare-last", 79, 1 },
};

static void
test_fault(const void *data)
{
    const FaultCase *c = data;
    uint8_t bytes[TICKET_BYTES];
    Ticket untouched = sample;

    ticket_pack(&sample, bytes);
    bytes[c->at] = c->value;
    untouched.group = 99;
    g_assert_false(ticket_unpack(bytes, &untouched));
    g_assert_cmpuint(untouched.group, ==, 99);
}

/* Each bit is either refused or comes back as it was: nothing is read twice or dropped. */
static void
test_every_bit(void)
{
    uint8_t bytes[TICKET_BYTES], again[TICKET_BYTES];

    ticket_pack(&sample, bytes);
    for (size_t bit = 0; bit < sizeof bytes * 8; bit++) {
        Ticket ticket;

        bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        if (ticket_unpack(bytes, &ticket)) {
            ticket_pack(&ticket, again);
            g_assert_cmpmem(bytes, sizeof bytes, again, sizeof again);
        }
        bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ticket/there-and-back", test_there_and_back);
    g_test_add_func("/ticket/every-bit", test_every_bit);
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_autofree char *path = g_strdup_printf("/ticket/fault/%s", faults[i].name);
        g_test_add_data_func(path, &faults[i], test_fault);
    }
    return g_test_run();
}
