-- Copies of designs that AM centres are given under licences: one for each order line. A code names one copy only.
CREATE TABLE handed_copy (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  design_id VARCHAR(120) NOT NULL,
  mark_code VARCHAR(8)
);
CREATE INDEX handed_copy_design ON handed_copy (design_id, id);
CREATE UNIQUE INDEX handed_copy_code ON handed_copy (mark_code);

-- Public keys of AM centres, which copies are encrypted with.
CREATE TABLE centre_key (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL
);
