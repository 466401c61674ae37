package io.amsphub.processors.port;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;

/** Files that were made of models for machines and are kept so that they are not made twice. */
public interface MadeFiles {

    /** Returns how many have not been used since an instant. */
    long unused(Instant since) throws IOException;

    /** Forgets what has not been used since an instant; its contents stay until nothing refers to them. */
    long forget(Instant since) throws IOException;

    /** Returns the SHA-256 of the contents that are remembered. */
    Set<String> contents() throws IOException;
}
