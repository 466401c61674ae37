-- Since when a message waits to leave. Of those that wait already nobody knows it: they began to wait now.
ALTER TABLE outbox ADD COLUMN created_at TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL;
