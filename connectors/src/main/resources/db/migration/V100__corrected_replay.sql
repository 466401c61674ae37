-- What an operator sent instead of a payload that failed for good.
ALTER TABLE dead_letter ADD COLUMN replayed_body TEXT;
