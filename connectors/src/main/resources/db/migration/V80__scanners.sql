-- Scanners, what they were asked for, and what they scanned. The id of a scan is made of scanner, scan id and digest:
-- that a scan is recorded once is the primary key.
CREATE TABLE scanner (
  id VARCHAR(140) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  am_centre VARCHAR(120) NOT NULL,
  drop_folder BOOLEAN NOT NULL
);

CREATE TABLE scan_request (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  serial VARCHAR(120) NOT NULL,
  expires_at TIMESTAMP(3) WITH TIME ZONE NOT NULL
);
CREATE INDEX scan_request_serial ON scan_request (serial);
CREATE INDEX scan_request_expiry ON scan_request (state, expires_at);

CREATE TABLE scan (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  scanner VARCHAR(140) NOT NULL,
  scan_id VARCHAR(100) NOT NULL,
  serial VARCHAR(120)
);
CREATE INDEX scan_key ON scan (scanner, scan_id);
CREATE INDEX scan_serial ON scan (serial);
CREATE INDEX scan_organisation ON scan (organisation, id);
