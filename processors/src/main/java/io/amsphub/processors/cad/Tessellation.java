package io.amsphub.processors.cad;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a mesh was made from exact geometry. The CAD file stays the master of the revision; the mesh can be
 * made again from it.
 *
 * @param format of the source
 * @param tool that converted it, with its version
 * @param sourceUnit the unit that the source says it is in, as a name of a LengthUnit; UNSPECIFIED when
 *     the format carries none, and coordinates were taken as mm
 * @param solids how many solids the source holds; null when the tool cannot tell
 * @param exactVolumeMm3 of the solids before they were approximated; null when the tool cannot tell
 * @param exactAreaMm2 of their surfaces; null when the tool cannot tell
 * @param exactSize extents of the exact geometry; null when the tool cannot tell
 * @param linearDeflectionMm how far a facet may be from the surface; null when the source decides itself
 * @param angularDeflectionRad how far neighbouring facets may turn; null when the source decides itself
 * @param parameters that were set, as the tool was given them
 * @param messages of the tool that a designer should see
 * @param mesh the mesh, in mm
 */
public record Tessellation(
        CadFormat format,
        String tool,
        String sourceUnit,
        @Nullable Integer solids,
        @Nullable Double exactVolumeMm3,
        @Nullable Double exactAreaMm2,
        @Nullable SizeMm exactSize,
        @Nullable Double linearDeflectionMm,
        @Nullable Double angularDeflectionRad,
        Map<String, String> parameters,
        List<String> messages,
        BlobRef mesh) {

    /** Copies the collections. */
    public Tessellation {
        parameters = Map.copyOf(parameters);
        messages = List.copyOf(messages);
    }
}
