#include "cli/json_output.h"
#include "base/i18n.h"
#include "cli/commands.h"
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

int
json_output(const char *command, json_t *value)
{
    int bad = json_dumpf(value, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(10));

    json_decref(value);
    if (bad != 0 || putchar('\n') == EOF)
        return command_failed(command, _("the result could not be written; is the disk full?"));
    return COMMAND_DONE;
}

json_t *
json_real_or_null(bool there, double value)
{
    return there && isfinite(value) ? json_real(value) : json_null();
}
