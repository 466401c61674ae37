-- Licences of designs. The check is the second line: whatever the code thinks, no print above the limit is counted.
CREATE TABLE design_licence (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  prints_allowed INTEGER,
  prints_used INTEGER NOT NULL,
  CHECK (prints_used >= 0),
  CHECK (prints_allowed IS NULL OR prints_used <= prints_allowed)
);

-- One row for each attempt at a part: the same attempt cannot count twice.
CREATE TABLE licensed_print (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  design_id VARCHAR(120) NOT NULL
);
CREATE INDEX licensed_print_design ON licensed_print (design_id, id);
