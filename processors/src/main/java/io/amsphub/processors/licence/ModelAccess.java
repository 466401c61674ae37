package io.amsphub.processors.licence;

import io.amsphub.processors.design.Design;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;

/**
 * Who may have pictures and geometry of a design, of those who may see that it is there. Decided here for every way in.
 * Machines have the file of a job while they have the job, whatever the classification: that is what a licence is for.
 */
public final class ModelAccess {

    private ModelAccess() {}

    /** Returns whether somebody made a design, or is a designer of the organisation that owns it. */
    public static boolean owns(Principal who, Design design) {
        return made(who, design) || (ofOwner(who, design) && who.roles().contains(Role.DESIGNER));
    }

    /** Returns whether somebody may say how a design is protected: of a restricted one nobody but who made it. */
    public static boolean protects(Principal who, Design design, DesignProtection protection) {
        return protection.classification() == Classification.RESTRICTED ? made(who, design) : owns(who, design);
    }

    /**
     * Refuses a picture.
     *
     * @throws HubException with {@link FailureCode#FORBIDDEN}
     */
    public static void requireDisplay(Principal who, Design design, DesignProtection protection) {
        boolean may = protection.classification() != Classification.RESTRICTED
                || owns(who, design)
                || reads(who, design, protection);
        require(may, who, "pictures", design, protection);
    }

    /**
     * Refuses geometry: a file, a model for viewers, a report with places.
     *
     * @throws HubException with {@link FailureCode#FORBIDDEN}
     */
    public static void requireGeometry(Principal who, Design design, DesignProtection protection) {
        boolean may =
                switch (protection.classification()) {
                    case INTERNAL -> ofOwner(who, design) || runsOrMakes(who);
                    case CONFIDENTIAL -> owns(who, design) || reads(who, design, protection);
                    case RESTRICTED -> made(who, design) || reads(who, design, protection);
                };
        require(may, who, "the geometry", design, protection);
    }

    private static boolean made(Principal who, Design design) {
        return ofOwner(who, design) && who.name().equals(design.createdBy());
    }

    /** Who has ordered parts of a design that is offered to them sees the order, and has no claim to the model. */
    private static boolean runsOrMakes(Principal who) {
        return who.seesAllOrganisations() || who.roles().contains(Role.AM_CENTRE);
    }

    private static boolean reads(Principal who, Design design, DesignProtection protection) {
        return ofOwner(who, design) && protection.readers().contains(who.name());
    }

    private static boolean ofOwner(Principal who, Design design) {
        return who.organisation().equals(design.organisation());
    }

    private static void require(boolean may, Principal who, String what, Design design, DesignProtection protection) {
        if (!may) {
            throw new HubException(
                    FailureCode.FORBIDDEN,
                    "design " + design.id() + " is " + protection.classification() + ": " + who.name()
                            + " may not have " + what,
                    null,
                    "its owner names readers with PUT /designs/" + design.id() + "/protection");
        }
    }
}
