-- A facilitator would like a colleague to decide on a contribution.  Among staff alone, who go by their numbers.
CREATE TABLE second_opinion (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    number       INTEGER NOT NULL,           -- of the question about it, from 1 on
    staff        INTEGER NOT NULL,           -- who asked
    slot         INTEGER NOT NULL,
    note         TEXT    NOT NULL,           -- for colleagues
    ended        INTEGER NOT NULL,           -- 0 open; -1 taken back; else the round of looking (looked.round) that ended it
    ended_by     INTEGER NOT NULL,
    PRIMARY KEY (conversation, contribution, number)
) STRICT, WITHOUT ROWID;
