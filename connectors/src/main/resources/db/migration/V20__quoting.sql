-- What quotes rest on: measurements of revisions, versions of the price rules, what machines have taught; and
-- requests for quotation with the invitations of AM centres.

CREATE TABLE measurement (
  id VARCHAR(220) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  revision_id VARCHAR(120) NOT NULL
);
CREATE INDEX measurement_revision ON measurement (revision_id, id);

CREATE TABLE price_rules (
  id VARCHAR(120) PRIMARY KEY,
  document TEXT NOT NULL
);

CREATE TABLE calibration (
  id VARCHAR(140) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  am_centre VARCHAR(120) NOT NULL
);
CREATE INDEX calibration_centre ON calibration (am_centre, id);

CREATE TABLE rfq (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  deadline TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX rfq_organisation ON rfq (organisation, id);
CREATE INDEX rfq_due ON rfq (state, deadline);

CREATE TABLE invitation (
  id VARCHAR(240) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  rfq_id VARCHAR(120) NOT NULL
);
CREATE INDEX invitation_rfq ON invitation (rfq_id, id);

CREATE INDEX quote_organisation ON quote (organisation, id);
CREATE INDEX job_outcome ON job (am_centre, state);
