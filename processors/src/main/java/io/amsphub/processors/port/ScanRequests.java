package io.amsphub.processors.port;

import io.amsphub.processors.scan.ScanRequest;
import java.time.Instant;
import java.util.List;

/** Where requests for scans are kept. */
public interface ScanRequests extends Repository<ScanRequest> {

    /** Returns the requests for scans of a part, oldest first. */
    List<ScanRequest> ofPart(String serial);

    /** Returns requests that nobody answered before an instant. */
    List<ScanRequest> unanswered(Instant before, int limit);
}
