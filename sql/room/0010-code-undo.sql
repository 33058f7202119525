-- What a retired or joined code needs to come back as it was: the codes that lay below it, and its codings.
CREATE TABLE code_undo (
    conversation BLOB NOT NULL,
    code         BLOB NOT NULL,
    undo         TEXT NOT NULL,              -- JSON
    PRIMARY KEY (conversation, code)
) STRICT, WITHOUT ROWID;
