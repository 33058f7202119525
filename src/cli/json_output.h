/* What the stand-alone commands print: JSON on standard output. */
#pragma once
#include <jansson.h>
#include <stdbool.h>

/* Prints the value and a newline, and drops the reference.  Returns COMMAND_DONE or COMMAND_FAILED. */
int json_output(const char *command, json_t *value);

json_t *json_real_or_null(bool there, double value); /* null too where it is not finite */
