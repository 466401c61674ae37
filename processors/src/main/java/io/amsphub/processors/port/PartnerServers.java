package io.amsphub.processors.port;

import io.amsphub.processors.partner.Partner;
import java.io.IOException;

/** The file servers of partners, which the hub goes to. */
public interface PartnerServers {

    /**
     * Fetches what lies whole in the directory of a partner into its drop folder, and puts there what the hub answered.
     *
     * @return how many drops and answers that were
     * @throws IOException when the server cannot be reached or trusted; nothing is lost, and it can be tried again
     */
    int exchange(Partner partner) throws IOException;
}
