package io.amsphub.processors.port;

import io.amsphub.processors.quote.Measurement;
import java.util.List;

/** Where measurements of design revisions are kept. */
public interface Measurements extends Repository<Measurement> {

    /** Returns all measurements of a revision, in the order of their ids. */
    List<Measurement> ofRevision(String revisionId);
}
