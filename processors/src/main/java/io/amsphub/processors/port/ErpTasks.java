package io.amsphub.processors.port;

import io.amsphub.processors.erp.ErpTask;
import java.time.Instant;
import java.util.List;

/** What ERPs are to hear. */
public interface ErpTasks extends Repository<ErpTask> {

    /** Returns tasks that wait and are due, those that have been due for longest first. */
    List<ErpTask> due(String system, Instant now, int limit);

    /** Returns the tasks about a subject that are not done, the oldest first. */
    List<ErpTask> open(String system, String subject);

    /** Returns how many tasks of a system are in a state. */
    long count(String system, ErpTask.State state);
}
