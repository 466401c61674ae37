-- What a waiting job asks of machines; null while it does not wait. So whoever has some machines reads only the jobs
-- that these could make. Of jobs that wait already nobody knows it: they are always looked at.
ALTER TABLE job ADD COLUMN lane VARCHAR(1000);
UPDATE job SET lane = '' WHERE state = 'QUEUED';
CREATE INDEX job_lane ON job (am_centre, lane, urgency, queue_rank, id);

-- The only machine that a waiting job is for.
ALTER TABLE job ADD COLUMN sole_machine VARCHAR(140);
CREATE INDEX job_sole_machine ON job (am_centre, sole_machine);

-- The free machines of a centre, and the centres that have some.
DROP INDEX device_free;
CREATE INDEX device_free ON device (free, am_centre, id);
