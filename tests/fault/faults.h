/* A disk that fails on request: stands before the C library's own pwrite, fdatasync and
 * the like, for files whose name holds ".db". Linked into a test, or preloaded into the
 * programs as they are released: nothing of it is in them.
 *
 * What fails is one byte, the first of the file named by $CANDOUR_FAULTS, mapped before
 * the sandbox is on, or where that is not set, of this process alone. */
#pragma once

typedef enum {
    FAULT_NONE = '0',
    FAULT_FULL = 'f',         /* no space left on device */
    FAULT_READ_ONLY = 'r',    /* read-only file system */
    FAULT_SYNC = 's',         /* writing goes well, making sure of it does not */
} Fault;

void faults_set(Fault fault);
