package io.amsphub.processors.quote;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import java.time.Instant;

/**
 * What measuring the layers of a design revision gave, for one kind of machine, layer height and way up. Made
 * once and kept with the revision; a kind of machine whose figures change is measured anew under another id.
 *
 * @param id by {@link BuildSetup#measurementId}
 * @param revisionId what was measured
 * @param organisation the owner of the revision
 * @param machineClass the kind of machine
 * @param layerHeightMm layer height
 * @param infillShare share of the inside that is filled
 * @param orientation the way up
 * @param content the solid in that way up: what is built
 * @param size of the solid in that way up
 * @param figures what building it takes
 * @param measuredAt by the hub's clock
 * @param version for optimistic locking; 0 until stored
 */
public record Measurement(
        String id,
        String revisionId,
        String organisation,
        String machineClass,
        double layerHeightMm,
        double infillShare,
        BuildOrientationChoice orientation,
        BlobRef content,
        SizeMm size,
        BuildFigures figures,
        Instant measuredAt,
        long version) {}
