/* A command given to the room or the desk: to the running server, or else to the program
 * itself, started for this one call (`--once`). */
#pragma once
#include "base/program.h"
#include <jansson.h>

typedef struct {
    json_t     *request;        /* sent first, one line; stolen.  NULL: {} */
    int         file;           /* then the bytes of this file, in pieces; -1: none */
    const char *file_name;      /* for errors */
    int         output;         /* where data of the answer is written; -1: dropped */
    const char *output_name;
    bool        quiet;          /* lines of the answer are not printed */
} CallParts;
#define CALL_NONE ((CallParts){ NULL, -1, NULL, -1, NULL, false })

/* Lines of the answer are printed on standard output.  *ret_reply: the JSON that ended it,
 * the caller's.  What the other side refuses is an ERROR_REFUSED with its text. */
bool call_program(const Config *config, Program program, const char *command, CallParts parts, json_t **ret_reply,
                  GError **error) MUST_CHECK;

/* The answer's data into a file that nobody else may read: written beside and renamed, so that a file
 * of that name is never half of one.  `request` is taken. */
bool call_into_file(const Config *config, Program program, const char *command, json_t *request, const char *path,
                    GError **error) MUST_CHECK;
