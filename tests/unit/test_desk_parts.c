#include "base/clock.h"
#include "desk/limiter.h"
#include "desk/order.h"
#include "desk/session.h"
#include "desk/totp.h"
#include "desk/unsubscribe.h"
#include "desk/web.h"
#include "mailer/smtp.h"
#include <string.h>

/* ---- the second factor: RFC 6238 appendix B (its eight digits end in our six) ---- */

typedef struct { const char *name; int64_t now; const char *digits; } TotpCase;

static const TotpCase totp_cases[] = {
    { "59", 59, "287082" },
    { "1111111109", 1111111109, "081804" },
    { "1111111111", 1111111111, "050471" },
    { "1234567890", 1234567890, "005924" },
    { "2000000000", 2000000000, "279037" },
    { "20000000000", 20000000000, "353130" },
};

static const uint8_t totp_key[] = "12345678901234567890";
#define KEY totp_key, sizeof totp_key - 1

static void
test_totp(const void *data)
{
    const TotpCase *c = data;
    const int64_t step = c->now / TOTP_STEP_SECONDS;
    char digits[TOTP_DIGITS + 1];

    totp_digits(KEY, step, digits);
    g_assert_cmpstr(digits, ==, c->digits);
    g_assert_cmpint(totp_check(KEY, c->digits, c->now, 0), ==, step);
    g_assert_cmpint(totp_check(KEY, c->digits, c->now + 30, 0), ==, step);
    g_assert_cmpint(totp_check(KEY, c->digits, c->now - 30, 0), ==, step);
    g_assert_cmpint(totp_check(KEY, c->digits, c->now + 90, 0), ==, -1);
    /* None counts twice. */
    g_assert_cmpint(totp_check(KEY, c->digits, c->now, step), ==, -1);
}

typedef struct { const char *name, *typed; bool right; } DigitsCase;

static const DigitsCase digits_cases[] = {
    { "as-shown", "287 082", true }, { "run-together", "287082", true }, { "short", "28708", false },
    { "long", "2870822", false },    { "letters", "28708x", false },     { "empty", "", false },
    { "other", "287083", false },
};

static void
test_digits(const void *data)
{
    const DigitsCase *c = data;

    g_assert_cmpint(totp_check(KEY, c->typed, 59, 0) >= 0, ==, c->right);
}

static void
test_totp_key(void)
{
    g_autofree char *text = totp_key_text(KEY);
    g_autofree char *uri = totp_uri(KEY, "ann@example.org");

    g_assert_cmpstr(text, ==, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    g_assert_cmpstr(uri, ==, "otpauth://totp/Candour:ann%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Candour");
}

/* ---- what a relay's answer means ---- */

typedef struct { const char *name; bool sent; SmtpStage stage; long code; const char *reply; MailOutcome want; } SmtpCase;

static const SmtpCase smtp_cases[] = {
    { "taken", true, SMTP_BODY, 250, "250 OK", MAIL_SENT },
    { "no-connection", false, SMTP_GREETING, 0, "", MAIL_DOWN },
    { "greeting-refused", false, SMTP_GREETING, 554, "554 no", MAIL_DOWN },
    { "password-wrong", false, SMTP_GREETING, 535, "535 5.7.8 no", MAIL_DOWN },
    { "sender-refused", false, SMTP_SENDER, 550, "550 5.7.1 not from you", MAIL_DOWN },
    { "nobody-there", false, SMTP_RECEIVER, 550, "550 5.1.1 nobody", MAIL_REFUSED },
    { "nobody-there-old-style", false, SMTP_RECEIVER, 550, "550 nobody", MAIL_REFUSED },
    { "relay-rule", false, SMTP_RECEIVER, 554, "554 5.7.1 Relay access denied", MAIL_LATER },
    { "put-off", false, SMTP_RECEIVER, 451, "451 4.7.1 later", MAIL_LATER },
    { "closing", false, SMTP_RECEIVER, 421, "421 4.3.2 closing", MAIL_DOWN },
    { "hung-up-at-receiver", false, SMTP_RECEIVER, 0, "", MAIL_LATER },
    { "content-refused", false, SMTP_BODY, 554, "554 5.6.0 no", MAIL_LATER },
    { "hung-up-after-data", false, SMTP_BODY, 354, "354 go on", MAIL_LATER },
};

static void
test_smtp(const void *data)
{
    const SmtpCase *c = data;

    g_assert_cmpint(smtp_outcome(c->sent, c->stage, c->code, c->reply), ==, c->want);
}

/* ---- cookies and tokens ---- */

static void
desk_with_keys(Desk *desk, Config *config)
{
    *desk = (Desk){ .config = config };
    *config = (Config){ .desk_url = (char *)(uintptr_t)"https://desk.example.org" };
    secret_key_new(&desk->cookies);
    secret_key_new(&desk->unsubscribe);
}

static void
test_session(void)
{
    Config config;
    Desk desk, other;
    Session session = { .kind = SESSION_PERSON, .expires = 2000, .generation = 7, .shared_computer = true }, back;

    desk_with_keys(&desk, &config);
    desk_with_keys(&other, &config);
    id_random(&session.conversation);
    id_random(&session.person);
    g_autofree char *cookie = session_seal(&desk, &session);
    g_assert_true(session_open(&desk, cookie, 1999, &back));
    g_assert_cmpint(back.kind, ==, SESSION_PERSON);
    g_assert_cmpuint(back.generation, ==, 7);
    g_assert_true(back.shared_computer);
    g_assert_true(id_equal(&back.person, &session.person));
    g_assert_true(id_equal(&back.conversation, &session.conversation));
    g_assert_false(session_open(&desk, cookie, 2000, &back));
    g_assert_false(session_open(&other, cookie, 1999, &back));
    g_assert_false(session_open(&desk, NULL, 1999, &back));
    g_assert_false(session_open(&desk, "", 1999, &back));
    /* Bit by bit: no changed cookie opens. */
    for (size_t i = 0; cookie[i] != '\0'; i++) {
        const char old = cookie[i];

        cookie[i] = old == 'A' ? 'B' : 'A';
        g_assert_false(session_open(&desk, cookie, 1999, &back));
        cookie[i] = old;
    }
}

static void
test_unsubscribe(void)
{
    Config config;
    Desk desk;
    Id conversation, person, got_conversation, got_person;

    desk_with_keys(&desk, &config);
    id_random(&conversation);
    id_random(&person);
    g_autofree char *address = unsubscribe_address(&desk, &conversation, &person);
    g_autofree char *again = unsubscribe_address(&desk, &conversation, &person);
    g_assert_true(g_str_has_prefix(address, "https://desk.example.org/unsubscribe/"));
    g_assert_cmpstr(address, !=, again);
    char *token = strrchr(address, '/') + 1;
    g_assert_true(unsubscribe_read(&desk, token, &got_conversation, &got_person));
    g_assert_true(id_equal(&conversation, &got_conversation));
    g_assert_true(id_equal(&person, &got_person));
    token[5] = token[5] == 'A' ? 'B' : 'A';
    g_assert_false(unsubscribe_read(&desk, token, &got_conversation, &got_person));
}

/* ---- limits, pauses, routes ---- */

static void
test_limiter(void)
{
    Limiter *limiter = limiter_new();
    const unsigned most = limit_rules[LIMIT_LINK_ADDRESS].most;

    for (unsigned i = 0; i < most; i++) {
        g_assert_true(limiter_would(limiter, LIMIT_LINK_ADDRESS, "ann", 3));
        g_assert_true(limiter_take(limiter, LIMIT_LINK_ADDRESS, "ann", 3));
    }
    g_assert_false(limiter_would(limiter, LIMIT_LINK_ADDRESS, "ann", 3));
    g_assert_false(limiter_take(limiter, LIMIT_LINK_ADDRESS, "ann", 3));
    g_assert_true(limiter_take(limiter, LIMIT_LINK_ADDRESS, "bob", 3));
    g_assert_true(limiter_take(limiter, LIMIT_LINK_NETWORK, "ann", 3));
    limiter_free(limiter);
}

static void
test_pauses_grow(void)
{
    g_assert_cmpint(order_pause(1), ==, 60);
    for (uint32_t i = 1; i < 40; i++) {
        g_assert_cmpint(order_pause(i), >=, order_pause(i - 1));
        g_assert_cmpint(order_pause(i), <=, 5 * 60 * 60);
    }
}

static void
test_routes(void)
{
    g_assert_null(http_routes_fault(desk_routes, desk_routes_n));
}

#define ADD_ROWS(prefix, cases, function)                                             \
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {                                \
        g_autofree char *path = g_strdup_printf("/desk/" prefix "/%s", cases[i].name); \
        g_test_add_data_func(path, &cases[i], function);                              \
    }

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_true(secret_init());
    ADD_ROWS("totp", totp_cases, test_totp)
    ADD_ROWS("totp/typed", digits_cases, test_digits)
    ADD_ROWS("smtp", smtp_cases, test_smtp)
    g_test_add_func("/desk/totp/key", test_totp_key);
    g_test_add_func("/desk/session", test_session);
    g_test_add_func("/desk/unsubscribe", test_unsubscribe);
    g_test_add_func("/desk/limiter", test_limiter);
    g_test_add_func("/desk/pauses", test_pauses_grow);
    g_test_add_func("/desk/routes", test_routes);
    return g_test_run();
}
