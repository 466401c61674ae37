package io.amsphub.connectors.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Keys as a hub has them, under a master key that is always the same. */
public final class TestRing {

    private TestRing() {}

    /** Returns the keys beside a store. */
    public static KeyRing in(Path directory) throws IOException {
        return new KeyRing(directory, new KeyWrap(new byte[32]), List.of());
    }

    /** Returns the keys beside a store. */
    public static KeyRing beside(Path blobs) throws IOException {
        return new KeyRing(blobs.resolveSibling("keys"), new KeyWrap(new byte[32]), List.of());
    }
}
