/* The desk's end of the line to the room: what it may hear and say is in wire/messages.h. */
#pragma once
#include "desk/desk.h"

/* Asks the supervisor for a fresh line. */
typedef void (*RoomLineAsk)(void *data);

RoomLine *room_line_new(const Desk *desk, RoomLineAsk ask, void *data);
void      room_line_free(RoomLine *line);            /* ends its thread */
/* A fresh line, taken; the room is told everything anew. */
void      room_line_take(RoomLine *line, int fd);
/* The line of a worker, taken: it may ask for figures. It is served until it ends. */
void      room_line_take_worker(RoomLine *line, int fd);

/* The settings have changed; does nothing while there is no line: a fresh one brings them all. */
void      room_line_settings(RoomLine *line, const Gathering *gathering);
/* Everything, for a room that may have been away, or for a clock that is believed again. */
void      room_line_all(RoomLine *line);
void      room_line_forget(RoomLine *line, const Id *conversation);
void      room_line_unlink(RoomLine *line, GArray *notes /* of LeaveNote */);
