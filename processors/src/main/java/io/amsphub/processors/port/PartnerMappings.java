package io.amsphub.processors.port;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.partner.Partner;

/** The transformations by which documents in a partner's own format become commands. They are data of the owner. */
public interface PartnerMappings {

    /**
     * Returns the command that a document means: itself when it is one, or the result of the first transformation of
     * the partner that has one for it.
     *
     * @param text JSON or XML
     * @throws io.amsphub.processors.failure.HubException when it is neither, or no transformation takes it, with the
     *     reason and the place
     */
    JsonNode command(Partner partner, String text);
}
