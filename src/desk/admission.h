/* From the desk into the room: a signed one-time ticket, and the address it is taken to. */
#pragma once
#include "desk/desk.h"

/* ROOM-URL/enter/TICKET for somebody on the roster; caller frees. */
char *admission_person(const Desk *desk, const Gathering *gathering, const PersonEntry *entry, bool shared_computer);
/* The same for a member of staff with a post there. */
char *admission_staff(const Desk *desk, const Gathering *gathering, const Staff *staff, const StaffPost *post);
