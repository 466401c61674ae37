package io.amsphub.mesh.slice;

/** Which places between the contours of a mesh are solid. */
public enum SliceRule {
    /** Where the contours wind around a place at all: overlapping and inverted shells are solid. */
    NON_ZERO,
    /** Where an odd number of contours is around a place: every second nested shell is a cavity. */
    EVEN_ODD
}
