package io.amsphub.processors.port;

import io.amsphub.processors.rfq.Rfq;
import java.time.Instant;
import java.util.List;

/** Where requests for quotation are kept. */
public interface Rfqs extends Repository<Rfq> {

    /** Returns open requests whose deadline is over. */
    List<Rfq> due(Instant now, int limit);
}
