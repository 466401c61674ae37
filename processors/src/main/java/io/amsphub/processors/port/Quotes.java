package io.amsphub.processors.port;

import io.amsphub.processors.quote.Quote;
import java.time.Instant;
import java.util.List;

/** Where quotes are kept. */
public interface Quotes extends Repository<Quote> {

    /** Returns priced quotes whose time is over. */
    List<Quote> expired(Instant now, int limit);
}
