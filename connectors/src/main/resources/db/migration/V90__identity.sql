-- How much a credential gives and until when, when it was made and last used; the role of systems of partners.
ALTER TABLE credential ADD COLUMN scopes VARCHAR(2000) DEFAULT '' NOT NULL;
ALTER TABLE credential ADD COLUMN created_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE credential ADD COLUMN expires_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE credential ADD COLUMN last_used_at TIMESTAMP(6) WITH TIME ZONE;
UPDATE credential SET roles = roles || ',PARTNER' WHERE name LIKE 'partner.%';
