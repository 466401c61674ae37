package io.amsphub.mesh.nest;

/**
 * What a nest has to keep.
 *
 * @param spacingMm between two parts at least, mm
 * @param marginMm between a part and the side of the build volume at least, mm; above and below there is none
 * @param turns equal angles about Z that footprints are tried at, from 1 (as they are) to 36
 * @param tip whether boxes may lie on any of their sides; if not, they are turned about Z only
 */
public record NestRule(double spacingMm, double marginMm, int turns, boolean tip) {

    private static final int MOST_TURNS = 36;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a distance is negative or the turns are not 1 to 36
     */
    public NestRule {
        if (!(spacingMm >= 0 && marginMm >= 0 && spacingMm < 1e6 && marginMm < 1e6)
                || turns < 1
                || turns > MOST_TURNS) {
            throw new IllegalArgumentException("distances are not negative, and there are 1 to 36 turns");
        }
    }
}
