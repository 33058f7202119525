/* The commands that the command line gives to the room. */
#pragma once
#include "room/room.h"
#include "wire/control.h"

/* With an open room: conversation-import, settings, forget, demo-content, token-add, token-remove, token-list. */
extern const ControlCommand room_commands[];
extern const size_t         room_commands_n;
/* Before there is one: init; `data` is the Config. */
extern const ControlCommand room_init_commands[];
extern const size_t         room_init_commands_n;
