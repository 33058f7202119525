/* The room's line to the worker, which is started when somebody asks for a report. */
#pragma once
#include "room/room.h"
#include <jansson.h>

typedef struct RoomWorker RoomWorker;

RoomWorker *room_worker_new(void);
void        room_worker_free(RoomWorker *worker);
/* The supervisor's answer to our wish: the line to a fresh worker; taken. */
void        room_worker_connect(RoomWorker *worker, int fd);

/* Blocks for as long as it takes: on the report thread alone.  `request` is the command's
 * JSON, taken.  ERROR_UNAVAILABLE when no worker comes or it dies. */
GBytes *room_worker_make(RoomWorker *worker, const char *command, json_t *request, GError **error) MUST_CHECK;
