package io.amsphub.processors.port;

import java.io.IOException;
import java.net.URI;

/** Tells an AM centre something over a way of its own. */
public interface CentreNotice {

    /**
     * Sends a JSON document; the centre has it when this returns.
     *
     * @throws IOException when the centre was not reached or did not take it; telling it again is safe
     */
    void tell(URI where, String json) throws IOException;
}
