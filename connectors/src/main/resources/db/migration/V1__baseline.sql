-- One row per aggregate: the columns that the database has to know, and the aggregate as a document.

CREATE TABLE design (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL
);
CREATE INDEX design_organisation ON design (organisation, id);

CREATE TABLE revision (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  design_id VARCHAR(120) NOT NULL,
  upload_id VARCHAR(120) NOT NULL UNIQUE
);
CREATE INDEX revision_design ON revision (design_id, id);

CREATE TABLE quote (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  expires_at TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX quote_expiry ON quote (state, expires_at);

CREATE TABLE orders (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL
);
CREATE INDEX orders_organisation ON orders (organisation, id);
CREATE INDEX orders_state ON orders (state, id);

CREATE TABLE part (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  order_id VARCHAR(120) NOT NULL
);
CREATE INDEX part_order ON part (order_id, id);
CREATE INDEX part_state ON part (state, id);

-- live_part and live_device are null once a job has ended: one live job for a part, one for a machine.
CREATE TABLE job (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  order_id VARCHAR(120) NOT NULL,
  serial VARCHAR(120) NOT NULL,
  am_centre VARCHAR(120) NOT NULL,
  priority INTEGER NOT NULL,
  print_seconds BIGINT NOT NULL,
  live_part VARCHAR(120) UNIQUE,
  live_device VARCHAR(140) UNIQUE,
  command_expires_at TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX job_queue ON job (am_centre, state, priority, id);
CREATE INDEX job_serial ON job (serial, id);
CREATE INDEX job_order ON job (order_id, id);
CREATE INDEX job_unanswered ON job (state, command_expires_at);

CREATE TABLE device (
  id VARCHAR(140) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  am_centre VARCHAR(120) NOT NULL,
  free BOOLEAN NOT NULL,
  availability VARCHAR(40) NOT NULL,
  last_seen TIMESTAMP(6) WITH TIME ZONE,
  live_job VARCHAR(120)
);
CREATE INDEX device_free ON device (free, id);
CREATE INDEX device_centre ON device (am_centre, id);
CREATE INDEX device_seen ON device (availability, last_seen);

CREATE TABLE work_item (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  kind VARCHAR(40) NOT NULL,
  subject VARCHAR(140) NOT NULL,
  open_key VARCHAR(200) UNIQUE
);
CREATE INDEX work_item_state ON work_item (state, id);

CREATE TABLE event (
  id VARCHAR(40) PRIMARY KEY,
  position BIGINT UNIQUE,
  occurred_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  aggregate VARCHAR(40) NOT NULL,
  subject VARCHAR(140) NOT NULL,
  from_state VARCHAR(40),
  to_state VARCHAR(40) NOT NULL,
  who VARCHAR(200) NOT NULL,
  why VARCHAR(500) NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  correlation_id VARCHAR(140) NOT NULL
);
CREATE INDEX event_subject ON event (subject, position);
CREATE INDEX event_correlation ON event (correlation_id, position);
CREATE INDEX event_organisation ON event (organisation, position);

CREATE SEQUENCE outbox_seq START WITH 1 INCREMENT BY 50;
CREATE TABLE outbox (
  id BIGINT PRIMARY KEY,
  message_id VARCHAR(60) NOT NULL,
  topic BOOLEAN NOT NULL,
  address VARCHAR(400) NOT NULL,
  body TEXT NOT NULL,
  correlation_id VARCHAR(140) NOT NULL,
  expires_at TIMESTAMP(6) WITH TIME ZONE,
  response_topic VARCHAR(400)
);

CREATE TABLE dead_letter (
  id VARCHAR(60) PRIMARY KEY,
  queue VARCHAR(120) NOT NULL,
  event_id VARCHAR(120) NOT NULL,
  correlation_id VARCHAR(140) NOT NULL,
  body TEXT NOT NULL,
  reason VARCHAR(2000) NOT NULL,
  attempts INTEGER NOT NULL,
  failed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  replayed_at TIMESTAMP(6) WITH TIME ZONE,
  replayed_by VARCHAR(200)
);

CREATE TABLE failure_note (
  event_id VARCHAR(120) PRIMARY KEY,
  reason VARCHAR(2000) NOT NULL
);

CREATE TABLE credential (
  name VARCHAR(200) PRIMARY KEY,
  organisation VARCHAR(120) NOT NULL,
  roles VARCHAR(200) NOT NULL,
  secret_sha256 CHAR(64) NOT NULL UNIQUE
);

CREATE TABLE reply (
  reply_key VARCHAR(400) PRIMARY KEY,
  request_sha256 CHAR(64) NOT NULL,
  status INTEGER NOT NULL,
  location VARCHAR(400) NOT NULL,
  body TEXT NOT NULL,
  given_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX reply_given_at ON reply (given_at);

-- The inbox: ids of the messages that a stage has handled (the table of Camel's JPA repository).
CREATE SEQUENCE CAMEL_MESSAGEPROCESSED_SEQ START WITH 1 INCREMENT BY 50;
CREATE TABLE CAMEL_MESSAGEPROCESSED (
  id BIGINT PRIMARY KEY,
  processor_name VARCHAR(255) NOT NULL,
  message_id VARCHAR(255) NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE,
  UNIQUE (processor_name, message_id)
);
