-- G-code that was sliced elsewhere. kept_at is null once a file was removed: one file for a path.
CREATE TABLE sliced_file (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  path VARCHAR(300) NOT NULL,
  kept_at VARCHAR(430) UNIQUE,
  last_print VARCHAR(120)
);
CREATE INDEX sliced_file_organisation ON sliced_file (organisation, path);
CREATE INDEX sliced_file_printed ON sliced_file (organisation, last_print);

-- The machines on which the slicer of a name prints when it names none.
CREATE TABLE slicer_target (
  id VARCHAR(200) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL
);
