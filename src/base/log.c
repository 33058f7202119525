#include "base/log.h"
#include <errno.h>
#include <stdarg.h>
#include <unistd.h>

/* One write(2), so that the lines of several processes never mix. */
static void G_GNUC_PRINTF(2, 0)
log_line(const char *level, const char *format, va_list args)
{
    g_autofree char *text = g_strdup_vprintf(format, args);
    g_autofree char *line = NULL;

    g_strdelimit(text, "\r\n", ' ');
    line = g_strdup_printf("%s: %s%s\n", program_invocation_short_name, level, text);
    if (write(STDERR_FILENO, line, strlen(line)) < 0)
        return;                 /* nobody is left to tell */
}

void
log_info(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    log_line("", format, args);
    va_end(args);
}

void
log_warning(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    log_line("warning: ", format, args);
    va_end(args);
}

void
log_error(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    log_line("error: ", format, args);
    va_end(args);
}
