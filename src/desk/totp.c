#include "desk/totp.h"
#include "base/secret.h"
#include <glib.h>
#include <string.h>

void
totp_digits(const uint8_t *key, size_t length, int64_t step, char ret_digits[TOTP_DIGITS + 1])
{
    const uint64_t big = GUINT64_TO_BE((uint64_t)step);
    uint8_t mac[20];
    gsize mac_length = sizeof mac;
    GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA1, key, length);

    g_hmac_update(hmac, (const guchar *)&big, sizeof big);
    g_hmac_get_digest(hmac, mac, &mac_length);
    g_hmac_unref(hmac);
    /* RFC 4226 5.3: the last half byte says where the 31 bits lie. */
    const unsigned at = mac[19] & 0x0f;
    const uint32_t number = (uint32_t)(mac[at] & 0x7f) << 24 | (uint32_t)mac[at + 1] << 16 |
                            (uint32_t)mac[at + 2] << 8 | mac[at + 3];
    g_snprintf(ret_digits, TOTP_DIGITS + 1, "%06u", number % 1000000);
}

static bool
typed_digits(const char *typed, char ret_digits[TOTP_DIGITS + 1])
{
    size_t n = 0;

    for (; *typed != '\0'; typed++) {
        if (*typed == ' ')
            continue;
        if (!g_ascii_isdigit(*typed) || n == TOTP_DIGITS)
            return false;
        ret_digits[n++] = *typed;
    }
    ret_digits[n] = '\0';
    return n == TOTP_DIGITS;
}

int64_t
totp_check(const uint8_t *key, size_t length, const char *typed, int64_t now, int64_t after)
{
    char digits[TOTP_DIGITS + 1], right[TOTP_DIGITS + 1];
    const int64_t step = now / TOTP_STEP_SECONDS;
    int64_t found = -1;

    if (!typed_digits(typed, digits))
        return -1;
    for (int64_t near = step - 1; near <= step + 1; near++) {
        totp_digits(key, length, near, right);
        if (secret_equal(digits, right, TOTP_DIGITS) && near > after)
            found = near;
    }
    return found;
}

static GString *
base32(const uint8_t *key, size_t length, unsigned group)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    GString *text = g_string_new(NULL);
    uint32_t bits = 0;
    unsigned n_bits = 0, n = 0;

    for (size_t i = 0; i < length; i++) {
        bits = bits << 8 | key[i];
        for (n_bits += 8; n_bits >= 5; n_bits -= 5) {
            if (group > 0 && n > 0 && n % group == 0)
                g_string_append_c(text, ' ');
            g_string_append_c(text, letters[bits >> (n_bits - 5) & 31]);
            n++;
        }
    }
    g_assert(n_bits == 0);              /* keys are of 20 bytes: nothing is left over */
    return text;
}

char *
totp_key_text(const uint8_t *key, size_t length)
{
    return g_string_free(base32(key, length, 4), FALSE);
}

char *
totp_uri(const uint8_t *key, size_t length, const char *account)
{
    g_autofree char *secret = g_string_free(base32(key, length, 0), FALSE);
    g_autofree char *name = g_uri_escape_string(account, NULL, FALSE);

    return g_strdup_printf("otpauth://totp/Candour:%s?secret=%s&issuer=Candour", name, secret);
}
