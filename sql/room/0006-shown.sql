-- What others were last shown of a contribution that has changed since the slot began: for a start
-- in the middle of a slot.  The row goes when the slot turns.
CREATE TABLE shown (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    until        INTEGER NOT NULL,           -- when the slot turns
    state        INTEGER NOT NULL,
    section      TEXT    NOT NULL,
    text         TEXT    NOT NULL,
    edited       INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    likes        INTEGER NOT NULL,
    dislikes     INTEGER NOT NULL,
    PRIMARY KEY (conversation, contribution)
) STRICT, WITHOUT ROWID;
