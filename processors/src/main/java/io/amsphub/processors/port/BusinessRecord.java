package io.amsphub.processors.port;

import io.amsphub.processors.board.BoardFigures;
import io.amsphub.processors.board.MachineUse;
import io.amsphub.processors.board.StageTime;
import java.time.Instant;
import java.util.List;

/**
 * What the hub's records say of a period, from its begin up to before its end. Everything is added up where the records
 * are kept. Takes part in the current unit of work.
 */
public interface BusinessRecord {

    /** Returns what was done in a period. */
    BoardFigures figures(Instant from, Instant to);

    /** Returns how long orders and parts were in which state, of those that left it in a period. */
    List<StageTime> stages(Instant from, Instant to);

    /**
     * Returns how machines were used in a period, by name: those that are registered, and those that had a job. Planned is the
     * period since they were registered; what else is not planned is for the caller to take away.
     */
    List<MachineUse> machines(Instant from, Instant to);
}
