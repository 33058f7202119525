-- What facilitators did.

-- One act on one contribution; the history shows them by version.
CREATE TABLE act (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    version      INTEGER NOT NULL,           -- of the contribution after the act
    act          INTEGER NOT NULL,           -- see Act in model/contribution.h
    reason       INTEGER NOT NULL,
    note         TEXT    NOT NULL,
    staff        INTEGER NOT NULL,           -- "Facilitator 2"
    slot         INTEGER NOT NULL,
    undo         TEXT    NOT NULL,           -- JSON: what it changed, for a restore and the history; '' nothing
    undone       INTEGER NOT NULL,
    PRIMARY KEY (conversation, contribution, version)
) STRICT, WITHOUT ROWID;

-- Votes carried over by a merge, so that it can be undone exactly.
CREATE TABLE merged_vote (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,           -- the one that was merged away
    tag          BLOB    NOT NULL,           -- keyed hash of contribution and voice, another one than any vote row has
    PRIMARY KEY (conversation, contribution, tag)
) STRICT, WITHOUT ROWID;

-- The talk between facilitators and an unknown author about one contribution.
CREATE TABLE message (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    number       INTEGER NOT NULL,           -- within the talk
    sender       INTEGER NOT NULL,           -- 1 facilitator, 2 author
    kind         INTEGER NOT NULL,           -- 1 moderation, 2 question, 3 support, 4 answer
    staff        INTEGER NOT NULL,           -- 0 for the author
    text         TEXT    NOT NULL,
    slot         INTEGER NOT NULL,
    PRIMARY KEY (conversation, contribution, number)
) STRICT, WITHOUT ROWID;

-- A facilitator has looked at it, at this version.
CREATE TABLE looked (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    version      INTEGER NOT NULL,
    answer       INTEGER NOT NULL,           -- number of the author's last message that was read; 0 none
    PRIMARY KEY (conversation, contribution)
) STRICT, WITHOUT ROWID;
