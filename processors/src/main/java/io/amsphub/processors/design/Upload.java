package io.amsphub.processors.design;

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
 */
public record Upload(
        String id,
        String fileName,
        long bytes,
        @Nullable String sha256,
        @Nullable String unit,
        boolean autoAccept) {}
