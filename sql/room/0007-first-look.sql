-- When a facilitator looked at a contribution first: for the usual time until that happens.
ALTER TABLE looked ADD COLUMN slot INTEGER NOT NULL DEFAULT 0;  -- 0: not known
