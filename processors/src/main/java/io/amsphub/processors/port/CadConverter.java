package io.amsphub.processors.port;

import io.amsphub.processors.cad.CadFormat;
import io.amsphub.processors.cad.Tessellation;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.util.Map;

/**
 * Turns exact geometry into a mesh. Whatever does it runs outside the hub's process, with a limit of
 * time, memory and output; when it hangs or dies, only this one call fails.
 */
public interface CadConverter {

    /**
     * Converts a file of the blob store.
     *
     * @param format what it is
     * @param source the file
     * @param parameters values for the named parameters of a parametric source, each as text, number or
     *     true/false
     * @return what was made; its mesh is in the blob store
     * @throws HubException when the file cannot be read, holds no solid or surface, takes too long or too
     *     much memory, or nothing is installed that reads it
     * @throws IOException when the blob store fails
     */
    Tessellation convert(CadFormat format, BlobRef source, Map<String, String> parameters) throws IOException;
}
