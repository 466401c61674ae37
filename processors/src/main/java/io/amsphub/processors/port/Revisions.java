package io.amsphub.processors.port;

import io.amsphub.processors.design.DesignRevision;
import java.util.Optional;

/** Where design revisions are kept. */
public interface Revisions extends Repository<DesignRevision> {

    /** Returns the revision that an upload belongs to. */
    Optional<DesignRevision> findByUpload(String uploadId);
}
