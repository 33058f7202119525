-- Read-only tokens for programs that use the API.  The token itself is kept nowhere.
CREATE TABLE token (
    conversation BLOB    NOT NULL,
    tag          BLOB    NOT NULL,           -- keyed hash of the token
    roles        INTEGER NOT NULL,           -- what it may read: bits as a badge has them
    PRIMARY KEY (conversation, tag)
) STRICT, WITHOUT ROWID;
