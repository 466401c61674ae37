-- Since when a message waits to leave. Of those that wait already nobody knows it: they began to wait now.
ALTER TABLE outbox ADD COLUMN created_at TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL;

-- What the business board counts by, beside the documents; empty for what was closed before.
ALTER TABLE job ADD COLUMN machine VARCHAR(140);
ALTER TABLE job ADD COLUMN started_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE job ADD COLUMN ended_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE job ADD COLUMN run_seconds BIGINT;
ALTER TABLE orders ADD COLUMN quote_id VARCHAR(120);
ALTER TABLE orders ADD COLUMN placed_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE orders ADD COLUMN due_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE orders ADD COLUMN amount DECIMAL(19, 4);
ALTER TABLE orders ADD COLUMN currency VARCHAR(3);
ALTER TABLE quote ADD COLUMN lead_time_days INTEGER;
ALTER TABLE invoice ADD COLUMN amount DECIMAL(19, 4);
CREATE INDEX job_ended ON job (ended_at, machine);
CREATE INDEX event_time ON event (aggregate, occurred_at);

-- What a message carries as its trace, and the trace of each order, while traces are on.
ALTER TABLE outbox ADD COLUMN traceparent VARCHAR(60);
CREATE TABLE trace (
  correlation_id VARCHAR(140) PRIMARY KEY,
  traceparent VARCHAR(60) NOT NULL,
  begun_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
