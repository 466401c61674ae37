package io.amsphub.connectors.cad;

import io.amsphub.processors.cad.CadFormat;
import io.amsphub.processors.cad.Tessellation;
import io.amsphub.processors.design.BlobRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** One program that converts some formats. */
interface CadTool {

    /**
     * Converts a file.
     *
     * @param directory of this run alone; all that is written goes there
     * @param source the file, in that directory, named as its format demands
     * @param target where the mesh is to be, as binary STL in mm
     */
    Facts convert(CadFormat format, Path directory, Path source, Path target, Map<String, String> parameters)
            throws IOException;

    /** What is known after a conversion, but for the mesh itself. */
    @FunctionalInterface
    interface Facts {

        /** Returns it together with the stored mesh. */
        Tessellation with(BlobRef mesh);
    }
}
