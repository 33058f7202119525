#include "brand/logo.h"
#include "base/limits.h"
#include <string.h>

void
logo_clear(Logo *logo)
{
    g_clear_pointer(&logo->bytes, g_bytes_unref);
}

bool
logo_read(const char *name, const void *bytes, size_t length, LogoNote note, void *data, Logo *ret_logo,
          GError **error)
{
    static const char png[] = "\x89PNG\r\n\x1a\n";
    g_auto(Logo) logo = { 0 };
    bool is_png = length > 8 && memcmp(bytes, png, 8) == 0;

    if (length > LIMIT_LOGO_BYTES)
        return error_set(error, ERROR_INPUT, "%s: a logo may have %d KB at most; make it smaller", name,
                         LIMIT_LOGO_BYTES / 1024);
    if (is_png ? !logo_read_png(name, bytes, length, &logo, error)
               : !logo_read_svg(name, bytes, length, note, data, &logo, error))
        return false;
    if (g_bytes_get_size(logo.bytes) > LIMIT_LOGO_BYTES)
        return error_set(error, ERROR_INPUT, "%s: a logo may have %d KB at most; make it smaller", name,
                         LIMIT_LOGO_BYTES / 1024);
    *ret_logo = logo;
    logo.bytes = NULL;
    return true;
}
