-- The order of the queue: urgency is the priority below zero, so that one ascending index gives it.
ALTER TABLE job ADD COLUMN urgency INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE job ADD COLUMN queue_rank BIGINT DEFAULT 0 NOT NULL;
UPDATE job SET urgency = -priority;
DROP INDEX job_queue;
CREATE INDEX job_queue ON job (am_centre, state, urgency, queue_rank, id);

-- Its first columns are the whole of this one, which the planner would take instead.
DROP INDEX job_outcome;
