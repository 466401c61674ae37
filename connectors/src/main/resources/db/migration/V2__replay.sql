-- A replayed message has an id of its own for the broker, and keeps the id that its receivers know it by.
ALTER TABLE outbox ADD COLUMN event_id VARCHAR(120);

-- A message that was set aside names the MQTT topic that it came by.
ALTER TABLE dead_letter ALTER COLUMN queue SET DATA TYPE VARCHAR(400);
