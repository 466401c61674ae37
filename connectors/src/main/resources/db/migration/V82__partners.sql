-- Partner systems, how far each was told of events, and what a reply to a partner's message carries.
CREATE TABLE partner (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL
);

CREATE TABLE partner_position (
  name VARCHAR(120) PRIMARY KEY,
  told BIGINT NOT NULL
);

ALTER TABLE outbox ADD COLUMN answers VARCHAR(400);
ALTER TABLE outbox ADD COLUMN content_type VARCHAR(100);
