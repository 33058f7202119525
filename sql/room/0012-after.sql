-- A receipt that an author asked for: a keyed hash of a code that is kept nowhere.  It belongs to the contribution,
-- which is public, and to no person: nothing here or elsewhere ties two receipts together.  It outlives erasure.
CREATE TABLE receipt (
    conversation BLOB NOT NULL,
    contribution BLOB NOT NULL,
    tag          BLOB NOT NULL,              -- keyed hash of the code
    PRIMARY KEY (conversation, contribution)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_by_tag ON receipt (tag);
-- What was decided because of a theme of the published report, step by step: the last one counts.
CREATE TABLE decision (
    conversation BLOB    NOT NULL,
    theme        INTEGER NOT NULL,           -- its number in the report, from 1 on
    number       INTEGER NOT NULL,           -- of the step, for this theme: from 1 on
    staff        INTEGER NOT NULL,           -- "Organiser 1"
    text         TEXT    NOT NULL,           -- Markdown; '' taken back
    PRIMARY KEY (conversation, theme, number)
) STRICT, WITHOUT ROWID;
