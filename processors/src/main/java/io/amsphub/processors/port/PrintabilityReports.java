package io.amsphub.processors.port;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Printability;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether solids can be made in a material: for whoever quotes, orders or plans them. */
public interface PrintabilityReports {

    /**
     * Returns what was judged before, if it was. Cheap; takes part in the current unit of work.
     *
     * @param centre the centre whose machines count; null for usual ones
     */
    Optional<Printability> kept(DesignRevision revision, Material material, @Nullable AmCentre centre);

    /**
     * Returns what was judged before, or judges now and keeps it. Long work that waits for memory: not to be
     * called within a unit of work, nor by what answers requests.
     *
     * @param centre the centre whose machines count; null for usual ones
     * @throws io.amsphub.processors.failure.HubException when the revision has no solid, or it does not fit the
     *     memory
     * @throws IOException when the blob store fails
     */
    Printability judged(DesignRevision revision, Material material, @Nullable AmCentre centre) throws IOException;
}
