-- Certificates of deletion: what the hub signed about content whose keys it destroyed.
CREATE TABLE deletion_certificate (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  design_id VARCHAR(120) NOT NULL
);
CREATE INDEX deletion_certificate_design ON deletion_certificate (design_id, id);
