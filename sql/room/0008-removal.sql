-- A badge holder's wish that all they wrote be removed within three days, or that there is none: of
-- one length, sealed and bound to the row.  Which contributions it is about stands nowhere.
ALTER TABLE member ADD COLUMN plan BLOB;    -- NULL: the row is from before this column
