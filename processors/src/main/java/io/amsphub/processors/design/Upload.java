package io.amsphub.processors.design;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client announced before it sent the bytes.
 *
 * @param id {@code upl_...}
 * @param fileName as announced; data, never a path
 * @param bytes length in all
 * @param sha256 lower-case hex, if announced; checked at the end
 * @param unit the unit that the client says the file is in, if it does (the name of a LengthUnit)
 * @param autoAccept whether a correction within tolerance is taken without asking
 * @param parameters values for the named parameters of a parametric source
 */
public record Upload(
        String id,
        String fileName,
        long bytes,
        @Nullable String sha256,
        @Nullable String unit,
        boolean autoAccept,
        Map<String, String> parameters) {

    /** Copies the parameters; there were none before there were parametric sources. */
    public Upload {
        parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
    }
}
