-- How often facilitators have looked at a contribution, and how far they had before the last time: so that the last look
-- can be taken back.  flag.looked_at is the round in which a report was looked at, 0 while it is open.
ALTER TABLE looked ADD COLUMN round       INTEGER NOT NULL DEFAULT 1;
ALTER TABLE looked ADD COLUMN was_version INTEGER NOT NULL DEFAULT 0;  -- -1: nothing is to be taken back
ALTER TABLE looked ADD COLUMN was_answer  INTEGER NOT NULL DEFAULT 0;
UPDATE looked SET was_version = -1, was_answer = -1;
