-- The analysts' work.

-- A code of the coding frame.
CREATE TABLE code (
    conversation BLOB    NOT NULL,
    code         BLOB    NOT NULL,
    parent       BLOB,
    name         TEXT    NOT NULL,
    definition   TEXT    NOT NULL,
    version      INTEGER NOT NULL,           -- of the frame, when it was last changed
    retired      INTEGER NOT NULL,
    PRIMARY KEY (conversation, code)
) STRICT, WITHOUT ROWID;

-- Every change of the frame.
CREATE TABLE code_history (
    conversation BLOB    NOT NULL,
    version      INTEGER NOT NULL,           -- of the frame: grows by one with each change
    code         BLOB    NOT NULL,
    staff        INTEGER NOT NULL,
    act          INTEGER NOT NULL,           -- 1 added, 2 changed, 3 retired, 4 joined
    parent       BLOB,                       -- after it; joined: the code that took it up
    name         TEXT    NOT NULL,
    definition   TEXT    NOT NULL,
    PRIMARY KEY (conversation, version)
) STRICT, WITHOUT ROWID;

-- A code on a contribution or on a span of it.
CREATE TABLE coding (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    staff        INTEGER NOT NULL,           -- "Analyst 1"
    code         BLOB    NOT NULL,
    span_start   INTEGER NOT NULL,           -- characters; -1: the whole
    span_end     INTEGER NOT NULL,
    version      INTEGER NOT NULL,           -- of the frame
    PRIMARY KEY (conversation, contribution, staff, code, span_start, span_end)
) STRICT, WITHOUT ROWID;

-- An analyst has read it.
CREATE TABLE read_mark (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    staff        INTEGER NOT NULL,
    PRIMARY KEY (conversation, contribution, staff)
) STRICT, WITHOUT ROWID;

-- The published report: one frozen object feeds every format.
CREATE TABLE release (
    conversation BLOB NOT NULL,
    format       TEXT NOT NULL,              -- html pdf xlsx json
    bytes        BLOB NOT NULL,
    PRIMARY KEY (conversation, format)
) STRICT, WITHOUT ROWID;
