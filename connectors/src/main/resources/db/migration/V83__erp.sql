-- What ERPs are to hear, which sale of theirs is which order, what their article numbers stand for, the lines of
-- sales that came from them, and what reconciliations have found. That a line of a sale is taken in once, and that
-- an order has one sale, are primary keys.
CREATE TABLE erp_task (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  erp_system VARCHAR(40) NOT NULL,
  subject VARCHAR(120) NOT NULL,
  due_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX erp_task_due ON erp_task (erp_system, state, due_at);
CREATE INDEX erp_task_subject ON erp_task (subject, id);

CREATE TABLE erp_link (
  id VARCHAR(180) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  erp_system VARCHAR(40) NOT NULL,
  subject VARCHAR(120) NOT NULL,
  erp_id VARCHAR(200) NOT NULL
);
CREATE INDEX erp_link_sale ON erp_link (erp_system, erp_id);
CREATE INDEX erp_link_subject ON erp_link (subject);

CREATE TABLE erp_article (
  id VARCHAR(200) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL
);

CREATE TABLE erp_sale_line (
  id VARCHAR(300) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  erp_system VARCHAR(40) NOT NULL
);
CREATE INDEX erp_sale_line_state ON erp_sale_line (erp_system, state);

CREATE TABLE reconciliation (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  erp_system VARCHAR(40) NOT NULL
);
