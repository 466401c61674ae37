package io.amsphub.processors.port;

import io.amsphub.processors.licence.DesignProtection;
import java.time.Instant;
import java.util.List;

/** How designs are protected, by the id of the design; those of which nobody has said anything are not there. */
public interface DesignProtections extends Repository<DesignProtection> {

    /** Returns those in force whose content is to be deleted by now. */
    List<DesignProtection> due(Instant now, int limit);
}
