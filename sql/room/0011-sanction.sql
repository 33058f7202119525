-- What a facilitator had an author do through one of their contributions: write less often, or pause.
-- Whose it is stands in the contribution's own sealed columns and nowhere else: so neither a copy of the
-- store nor a facilitator can tell which of these rows are about one person (A4, A9).
CREATE TABLE sanction (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    number       INTEGER NOT NULL,           -- within the contribution
    hours        INTEGER NOT NULL,           -- one post in so many hours; 0: none at all
    slot         INTEGER NOT NULL,           -- when it was set
    until        INTEGER NOT NULL,           -- a slot boundary
    ended        INTEGER NOT NULL,           -- slot in which it was taken back; 0 it was not
    reason       INTEGER NOT NULL,           -- see ActReason in model/contribution.h
    note         TEXT    NOT NULL,           -- to the author
    staff        INTEGER NOT NULL,           -- "Facilitator 2"
    PRIMARY KEY (conversation, contribution, number)
) STRICT, WITHOUT ROWID;

-- An author asks that a second facilitator look at what was done to their contribution: once for each act.
CREATE TABLE appeal (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    sanction     INTEGER NOT NULL,           -- 1: `number` is that of a sanction, 0: the version of an act
    number       INTEGER NOT NULL,
    slot         INTEGER NOT NULL,           -- from when facilitators see it
    text         TEXT    NOT NULL,
    outcome      INTEGER NOT NULL,           -- 0 open, 1 it stands, 2 it was taken back
    answer       TEXT    NOT NULL,           -- to the author, of who decided
    staff        INTEGER NOT NULL,           -- who decided; 0 nobody yet
    decided      INTEGER NOT NULL,           -- slot; 0 open
    PRIMARY KEY (conversation, contribution, sanction, number)
) STRICT, WITHOUT ROWID;
