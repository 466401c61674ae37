-- When an AM centre that was not reached is told of a request for quotation again.

ALTER TABLE invitation ADD COLUMN tell_at TIMESTAMP(6) WITH TIME ZONE;
CREATE INDEX invitation_tell ON invitation (tell_at);
