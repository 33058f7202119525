-- Badges that have ended because their holders left at the desk.  The desk's batches are filled
-- up with random values, so even the number of rows does not tell how many have left.
CREATE TABLE ended (
    conversation BLOB NOT NULL,
    tag          BLOB NOT NULL,              -- keyed hash of the pseudonym, another one than a member's
    PRIMARY KEY (conversation, tag)
) STRICT, WITHOUT ROWID;
