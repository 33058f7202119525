-- What analysts chose as quotations for the report, step by step: the last one counts.
CREATE TABLE quote (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    number       INTEGER NOT NULL,           -- of the step, for this contribution: from 1 on
    staff        INTEGER NOT NULL,           -- "Analyst 1"
    chosen       INTEGER NOT NULL,           -- 1, or 0: taken off again
    words        TEXT    NOT NULL,           -- shortened with [...]; empty: the whole text
    PRIMARY KEY (conversation, contribution, number)
) STRICT, WITHOUT ROWID;
