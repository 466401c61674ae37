-- The audit. An entry is written in the transaction of what it tells and gets position and hashes afterwards; an entry
-- of an event is written with them, for the event itself was written in its transaction.
CREATE TABLE audit_entry (
  id VARCHAR(60) PRIMARY KEY,
  position BIGINT UNIQUE,
  occurred_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  action VARCHAR(120) NOT NULL,
  subject VARCHAR(140) NOT NULL,
  organisation VARCHAR(140) NOT NULL,
  who VARCHAR(200) NOT NULL,
  person CHAR(64),
  outcome VARCHAR(20) NOT NULL,
  origin VARCHAR(140) NOT NULL,
  detail VARCHAR(600) NOT NULL,
  salt CHAR(32),
  commitment CHAR(64),
  previous_hash CHAR(64),
  entry_hash CHAR(64)
);
CREATE INDEX audit_entry_who ON audit_entry (who, position);
CREATE INDEX audit_entry_person ON audit_entry (person, position);
CREATE INDEX audit_entry_subject ON audit_entry (subject, position);

CREATE TABLE audit_checkpoint (
  entries BIGINT PRIMARY KEY,
  head CHAR(64) NOT NULL,
  signed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  key_id VARCHAR(40) NOT NULL,
  signature VARCHAR(200) NOT NULL
);
