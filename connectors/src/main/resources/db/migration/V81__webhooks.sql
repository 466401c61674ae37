-- Webhooks. The record of events is followed by a reader that remembers how far it has come; each event becomes one
-- delivery for each subscription that wants it, which the unique key sees to. A lane says when a subscription has to be
-- looked after, and how its target does; it is changed by single statements, because those who wake it and those who
-- look after it do not wait for each other.
CREATE TABLE event_cursor (
  reader VARCHAR(60) PRIMARY KEY,
  position BIGINT NOT NULL
);

CREATE TABLE webhook_subscription (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL
);
CREATE INDEX webhook_subscription_organisation ON webhook_subscription (organisation, id);

CREATE TABLE webhook_delivery (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  subscription_id VARCHAR(120) NOT NULL,
  event_id VARCHAR(60) NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  next_attempt_at TIMESTAMP(6) WITH TIME ZONE,
  target_down BOOLEAN NOT NULL,
  UNIQUE (subscription_id, event_id)
);
CREATE INDEX webhook_delivery_order ON webhook_delivery (subscription_id, state, id);
CREATE INDEX webhook_delivery_list ON webhook_delivery (subscription_id, id);
CREATE INDEX webhook_delivery_age ON webhook_delivery (created_at);
CREATE INDEX webhook_delivery_state ON webhook_delivery (state);

CREATE TABLE webhook_lane (
  subscription_id VARCHAR(120) PRIMARY KEY,
  organisation VARCHAR(120) NOT NULL,
  wakes BIGINT NOT NULL,
  next_due TIMESTAMP(6) WITH TIME ZONE,
  not_before TIMESTAMP(6) WITH TIME ZONE,
  failing_since TIMESTAMP(6) WITH TIME ZONE,
  failures INTEGER NOT NULL,
  last_success_at TIMESTAMP(6) WITH TIME ZONE,
  last_failure_at TIMESTAMP(6) WITH TIME ZONE,
  last_error VARCHAR(500)
);
CREATE INDEX webhook_lane_due ON webhook_lane (next_due);
