-- Orders in full: changes, complaints, cost centres, money. open_key refuses a second open complaint about a part;
-- the key of a movement of money, of an invoice and of a message of the provider is the primary key: each is kept once.
CREATE TABLE order_change (
  id VARCHAR(140) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  order_id VARCHAR(120) NOT NULL
);
CREATE INDEX order_change_order ON order_change (order_id, id);

CREATE TABLE complaint (
  id VARCHAR(140) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  order_id VARCHAR(120) NOT NULL,
  serial VARCHAR(120) NOT NULL,
  open_key VARCHAR(120) UNIQUE
);
CREATE INDEX complaint_order ON complaint (order_id, id);
CREATE INDEX complaint_serial ON complaint (serial, id);

CREATE TABLE cost_centre (
  id VARCHAR(240) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL
);

CREATE TABLE order_account (
  id VARCHAR(140) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL
);

CREATE TABLE payment (
  id VARCHAR(140) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  order_id VARCHAR(120) NOT NULL,
  reference VARCHAR(200) UNIQUE,
  asked BOOLEAN NOT NULL
);
CREATE INDEX payment_order ON payment (order_id, id);
CREATE INDEX payment_asked ON payment (asked, id);

CREATE TABLE ledger_entry (
  id VARCHAR(200) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  order_id VARCHAR(120) NOT NULL
);
CREATE INDEX ledger_order ON ledger_entry (order_id, id);

CREATE TABLE invoice (
  id VARCHAR(140) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  order_id VARCHAR(120) NOT NULL
);
CREATE INDEX invoice_order ON invoice (order_id, id);
CREATE INDEX invoice_state ON invoice (state, id);

CREATE TABLE number_range (
  id VARCHAR(140) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL
);

CREATE TABLE webhook_receipt (
  id VARCHAR(200) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL
);
