package io.amsphub.processors.port;

import io.amsphub.processors.design.BlobRef;
import java.io.IOException;

/** Takes content away from its owners, by the destruction of keys. */
public interface BlobOwners {

    /** What became of content. */
    enum Removal {
        /** Nobody can open it any more, nor what was made of it alone. */
        DESTROYED,
        /** This owner cannot open it any more; another, who has the same content, can. */
        HELD_BY_OTHERS,
        /** It is of an older hub and was never sealed, so that there is no key to destroy; it is still there. */
        LIES_OPEN
    }

    /**
     * Takes content away from an owner. Doing it again changes nothing.
     *
     * @param subject the design that it belongs to
     */
    Removal remove(BlobRef blob, String organisation, String subject) throws IOException;
}
