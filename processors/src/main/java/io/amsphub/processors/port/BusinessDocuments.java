package io.amsphub.processors.port;

import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.io.InputStream;

/** The way in for business documents that come over HTTP. */
public interface BusinessDocuments {

    /**
     * Takes an order document. It is checked at once, and becomes an order as one does that comes into the folder.
     *
     * @return the buyer's number of it
     * @throws HubException when it is not a valid order document, with the place
     * @throws IOException when it does not arrive
     */
    String accept(InputStream document) throws IOException;
}
