package io.amsphub.processors.licence;

/**
 * Who, of those who see that a design is there, may have it displayed and transferred: two of the four stages of the
 * protection of product data after ISO/IEC 23955 (collection, display, transfer, deletion).
 */
public enum Classification {
    /** The organisation that owns it, and who runs the platform, have pictures and geometry. */
    INTERNAL,
    /** They have pictures; geometry has who made it, designers of the owner, and named readers. */
    CONFIDENTIAL,
    /** Pictures have who made it, designers of the owner and named readers; geometry the first and the last of them. */
    RESTRICTED
}
