package io.amsphub.processors.identity;

/** The roles of ISO/IEC 23510 clause 5.2, as the hub checks them, and that of the systems of partners. */
public enum Role {
    /** Has parts made. */
    USER,
    /** Makes designs. */
    DESIGNER,
    /** Works on the floor of an AM centre: the organisation is the centre. */
    AM_CENTRE,
    /** Runs the platform. */
    OPERATOR,
    /** Sees everything and changes nothing. */
    AUDITOR,
    /** Is a machine or a scanner, and may do what its own topics and files need. */
    DEVICE,
    /** Is a system of a partner, and may use the queues of that partner. */
    PARTNER
}
