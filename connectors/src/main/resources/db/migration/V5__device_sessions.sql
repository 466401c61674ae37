-- Machines that the hub goes to, and the groups that machines are in.
ALTER TABLE device ADD COLUMN connected BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE device ADD COLUMN in_group VARCHAR(1000) DEFAULT '||' NOT NULL;
CREATE INDEX device_connected ON device (connected, id);

-- Commands on their way to these machines. begun: a step was taken that must not be taken again.
CREATE SEQUENCE device_command_seq START WITH 1 INCREMENT BY 50;
CREATE TABLE device_command (
  id BIGINT PRIMARY KEY,
  command_id VARCHAR(80) NOT NULL UNIQUE,
  device VARCHAR(140) NOT NULL,
  correlation_id VARCHAR(140) NOT NULL,
  body TEXT NOT NULL,
  begun BOOLEAN NOT NULL
);
