-- Steps that facilitators took because they worry about somebody who wrote a contribution.  They stand by the contribution,
-- never by a person, and facilitators alone read them.
CREATE TABLE safeguard (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    number       INTEGER NOT NULL,           -- of the step, from 1 on
    step         INTEGER NOT NULL,           -- see SafeguardStep in domain/safeguard.h
    slot         INTEGER NOT NULL,
    staff        INTEGER NOT NULL,           -- "Facilitator 2"
    note         TEXT    NOT NULL,
    PRIMARY KEY (conversation, contribution, number)
) STRICT, WITHOUT ROWID;
