package io.amsphub.processors.port;

import java.util.List;
import java.util.function.Consumer;

/** What devices have said and nobody has taken in yet: durable, in the order in which it came. */
public interface ReportQueue {

    /**
     * Gives the oldest reports to some work, and forgets them when the work returns. When it fails, or the
     * process dies, they come again. A call waits for the first report for a fraction of a second.
     *
     * @param limit how many at most
     * @return how many there were
     * @throws RuntimeException what the work throws
     */
    int take(int limit, Consumer<List<RawReport>> work);
}
