package io.amsphub.processors.port;

import io.amsphub.processors.scan.Scan;
import java.util.List;

/** Where scans are kept. */
public interface Scans extends Repository<Scan> {

    /** Returns the scans that a scanner gave one id, oldest first. */
    List<Scan> ofScanId(String scanner, String scanId);

    /** Returns the scans of a scanner whose files are missing, by id. */
    List<Scan> announced(String scanner, int limit);

    /** Returns the scans of a part. */
    List<Scan> ofPart(String serial);
}
