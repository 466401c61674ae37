-- How designs are protected. The row of a design of which nobody has said anything is not there.
CREATE TABLE design_protection (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  delete_on TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX design_protection_due ON design_protection (state, delete_on);
