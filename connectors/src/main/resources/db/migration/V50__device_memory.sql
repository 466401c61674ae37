-- The first certificate that a machine showed: any other is refused.
CREATE TABLE device_certificate (
  device VARCHAR(140) PRIMARY KEY,
  fingerprint VARCHAR(64) NOT NULL
);

-- Jobs that were submitted to machines that know jobs by numbers; a number is never given twice.
CREATE SEQUENCE device_submission_seq START WITH 1000 INCREMENT BY 1;
CREATE TABLE device_submission (
  id INTEGER PRIMARY KEY,
  command_id VARCHAR(80) NOT NULL UNIQUE,
  device VARCHAR(140) NOT NULL,
  job VARCHAR(140) NOT NULL,
  before_it VARCHAR(400) NOT NULL
);
CREATE INDEX device_submission_device ON device_submission (device, id);
