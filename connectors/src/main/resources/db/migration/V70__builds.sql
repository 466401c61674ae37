-- Builds. build_id names the build that a job's part is made in, or that the job itself makes: then it is also its
-- serial. live_part stays what refuses a second live job for a part, in a build or not.
CREATE TABLE build (
  id VARCHAR(120) PRIMARY KEY,
  version BIGINT NOT NULL,
  organisation VARCHAR(120) NOT NULL,
  state VARCHAR(40) NOT NULL,
  document TEXT NOT NULL,
  am_centre VARCHAR(120) NOT NULL,
  automatic_for VARCHAR(200)
);
CREATE INDEX build_centre ON build (am_centre, id);
CREATE INDEX build_automatic ON build (automatic_for, id);

ALTER TABLE job ADD COLUMN build_id VARCHAR(120);
CREATE INDEX job_build ON job (build_id, id);

-- The job of a part of a build is never sent by itself: it has no machine of its own, and waits for none.
ALTER TABLE job ADD CONSTRAINT job_of_build_is_not_sent CHECK (
  build_id IS NULL OR build_id = serial
  OR (live_device IS NULL AND state IN ('IN_BUILD', 'FINISHED', 'FAILED', 'CANCELLED')));
-- And a job is in a build only as long as it names it.
ALTER TABLE job ADD CONSTRAINT job_in_build_names_it CHECK (state <> 'IN_BUILD' OR build_id IS NOT NULL);
