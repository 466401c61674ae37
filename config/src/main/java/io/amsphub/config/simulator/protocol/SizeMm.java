package io.amsphub.config.simulator.protocol;

/**
 * The extent of a part or of a build volume along the machine's axes.
 *
 * @param x width in mm
 * @param y depth in mm
 * @param z height in mm
 */
public record SizeMm(double x, double y, double z) {

    /** Whether this fits into {@code volume} as it stands; nothing is turned. */
    public boolean fitsInto(SizeMm volume) {
        return x <= volume.x && y <= volume.y && z <= volume.z;
    }

    /** The volume of the box in mm³. */
    public double volumeMm3() {
        return x * y * z;
    }
}
