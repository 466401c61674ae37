package io.amsphub.processors.licence;

import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Access;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.port.DesignLicences;

/**
 * Who asks for parts of a design. Its owner's organisation may; others may where the licence offers it to them: they get
 * prices and parts, and neither the model nor anything else of the design. Must be called in a unit of work.
 */
public final class DesignOffers {

    private final DesignLicences licences;

    /** Offers as the licences say. */
    public DesignOffers(DesignLicences licences) {
        this.licences = licences;
    }

    /**
     * Returns the organisation that somebody asks for parts for: the owner's where they may act for it, else their own.
     *
     * @throws HubException with {@link FailureCode#NOT_FOUND} when the design is another's and not offered to them
     */
    public String buyer(Principal who, DesignRevision revision) {
        if (Access.reaches(who, revision.organisation(), false)) {
            return revision.organisation();
        }
        return licences.find(revision.designId())
                .filter(licence -> licence.offers(who.organisation()))
                .map(licence -> who.organisation())
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_FOUND,
                        "there is no " + revision.id(),
                        null,
                        "check the id, or list what there is with GET /designs and GET /warehouse"));
    }
}
