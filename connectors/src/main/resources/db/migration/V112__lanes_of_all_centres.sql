-- What comes first in these is asked for by comparison, which HSQLDB finds by the first column of an index only: with the
-- centre before it, all jobs that have ended were looked at as well.
DROP INDEX job_sole_machine;
CREATE INDEX job_sole_machine ON job (sole_machine, am_centre);
CREATE INDEX job_lanes ON job (lane);
