-- What facilitators changed about the words that signals look for in this conversation: step by step; what counts is where the
-- steps lead.  Nothing of a contribution stands here, and nobody who takes part.
CREATE TABLE wordlist (
    conversation BLOB    NOT NULL,
    number       INTEGER NOT NULL,           -- of the step, from 1 on
    box          INTEGER NOT NULL,           -- see WordlistBox in domain/wordlist.h
    act          INTEGER NOT NULL,           -- 1 put in, 2 taken out, 3 put in, and it switches off what Candour knows itself
    staff        INTEGER NOT NULL,           -- "Facilitator 2"
    slot         INTEGER NOT NULL,
    words        TEXT    NOT NULL,
    PRIMARY KEY (conversation, number)
) STRICT, WITHOUT ROWID;
