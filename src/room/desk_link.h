/* The room's end of the wire to the desk: the list of messages is in wire/messages.h and
 * is complete. */
#pragma once
#include "room/room.h"
#include "wire/peer.h"

/* Takes the descriptor; starts the thread that reads.  A later call replaces a broken line. */
void room_desk_connect(Room *room, int fd);
void room_desk_end(Room *room);
/* The line is there, and not at its end. */
bool room_desk_is_here(Room *room);

/* Somebody has a message inside; nothing else is said.  Lost while the desk is away: the
 * message itself waits in the room all the same. */
void room_tell_waiting(Room *room, const Id *pseudonym);
/* Last night's figures as the desk gave them; false: none yet. */
bool room_figures(Room *room, const Id *conversation, WireFigures *ret_figures);
void room_ask_reminder(Room *room, const Id *conversation);
/* The answer goes to mention_heard(); false: the desk is away. */
bool room_ask_names(Room *room, const Id *conversation, uint32_t serial, const char *text) MUST_CHECK;

/* Settings as JSON for hall_put_conversation(); caller frees. */
char *settings_from_wire(const WireConversation *message);
