-- By what rows are removed once they have reached their age. Of failures that were noted already nobody knows when: now.
ALTER TABLE failure_note ADD COLUMN noted_at TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL;
CREATE INDEX failure_note_age ON failure_note (noted_at);
CREATE INDEX message_processed_age ON CAMEL_MESSAGEPROCESSED (created_at);
CREATE INDEX dead_letter_replayed ON dead_letter (replayed_at);
CREATE INDEX trace_age ON trace (begun_at);
CREATE INDEX revision_state ON revision (state, id);
