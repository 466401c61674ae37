package io.amsphub.processors.port;

import io.amsphub.processors.production.WorkItem;
import java.util.Optional;

/** The work list: what a person must decide or do. */
public interface WorkItems extends Repository<WorkItem> {

    /** Returns the open item about a subject, of a kind. */
    Optional<WorkItem> open(WorkItem.Kind kind, String subject);
}
