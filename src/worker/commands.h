/* What the worker is asked for, by the command line or by the room. */
#pragma once
#include "base/config.h"
#include "wire/control.h"

typedef struct {
    Config *config;
    char   *fonts;                      /* a folder of fonts, found before the sandbox */
} WorkerPlaces;

/* "export" {slug, format} and "report" {slug, format, participation} -> the file's bytes;
 * "backup" and "check": see worker/copy.h;
 * `data` is the WorkerPlaces. */
extern const ControlCommand worker_commands[];
extern const size_t         worker_commands_n;
