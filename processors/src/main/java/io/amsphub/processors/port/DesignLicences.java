package io.amsphub.processors.port;

import io.amsphub.processors.licence.DesignLicence;

/** The licences of designs, by the id of the design. */
public interface DesignLicences extends Repository<DesignLicence> {

    /** Returns whether there is any. */
    boolean any();
}
