-- A notice that facilitators pinned above the ideas of a section, or on the first page: step by step, the last one counts.
-- What others see is the last step whose slot has come, so nothing else is kept for a start in the middle of a slot (A6).
CREATE TABLE notice (
    conversation BLOB    NOT NULL,
    notice       BLOB    NOT NULL,           -- random id
    number       INTEGER NOT NULL,           -- of the step, for this notice: from 1 on
    act          INTEGER NOT NULL,           -- 1 pinned, 2 changed, 3 taken down, 4 pinned again, 5 put first
    staff        INTEGER NOT NULL,           -- "Facilitator 2"
    slot         INTEGER NOT NULL,           -- from when others see it so
    section      TEXT    NOT NULL,           -- slug; '' the first page
    place        INTEGER NOT NULL,           -- among those of the same section: the lowest stands first
    text         TEXT    NOT NULL,           -- Markdown
    PRIMARY KEY (conversation, notice, number)
) STRICT, WITHOUT ROWID;
