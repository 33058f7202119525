/* The frames of a call: what control.c and control_client.c agree on. */
#pragma once
#include "wire/control.h"
#include "wire/frame.h"

enum {
    CONTROL_FRAME_COMMAND = 1,          /* name */
    CONTROL_FRAME_BODY,                 /* 1 to CONTROL_CHUNK bytes */
    CONTROL_FRAME_END,                  /* empty */
    CONTROL_FRAME_LINE = 11,
    CONTROL_FRAME_DATA,
    CONTROL_FRAME_DONE,                 /* JSON */
    CONTROL_FRAME_FAILED,               /* u8 exit code, text */
};

/* The longest payload of a frame of this type; 0 for an unknown type. */
static inline size_t
control_frame_most(unsigned type)
{
    switch (type) {
    case CONTROL_FRAME_COMMAND: return CONTROL_NAME_MOST;
    case CONTROL_FRAME_BODY:
    case CONTROL_FRAME_LINE:
    case CONTROL_FRAME_DATA:
    case CONTROL_FRAME_FAILED: return CONTROL_CHUNK;
    case CONTROL_FRAME_DONE: return CONTROL_JSON_MOST;
    default: return 0;
    }
}

/* ".../control.sock" of a folder, by its descriptor: a path in a socket address may have only
 * 107 bytes, a data folder's may have more. */
bool control_place(int folder_fd, void *ret_sockaddr_un);
