-- Whether the solid of a revision can be made in a material; the id says what it was judged by.
CREATE TABLE printability (
  id VARCHAR(140) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  revision_id VARCHAR(120) NOT NULL
);
CREATE INDEX printability_revision ON printability (revision_id, id);
