package io.amsphub.processors.identity;

/** The roles of ISO/IEC 23510 clause 5.2, as the hub checks them. */
public enum Role {
    USER,
    DESIGNER,
    AM_CENTRE,
    OPERATOR,
    AUDITOR,
    DEVICE
}
