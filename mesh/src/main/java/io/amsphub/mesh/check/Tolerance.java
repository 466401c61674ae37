package io.amsphub.mesh.check;

import io.amsphub.mesh.model.BoundingBox;

/**
 * Every length that a decision about shape (never about topology) is measured by, derived from the
 * model in one place.
 *
 * @param diagonalMm diagonal of the model's box
 * @param resolutionMm spacing of 32-bit floats at the largest coordinate: what STL and most 3MF writers
 *     can tell apart
 */
public record Tolerance(double diagonalMm, double resolutionMm) {

    /** Derives the tolerances of a model. */
    public static Tolerance of(BoundingBox box) {
        double largest = Math.max(
                Math.max(Math.abs(box.minX()), Math.abs(box.maxX())),
                Math.max(
                        Math.max(Math.abs(box.minY()), Math.abs(box.maxY())),
                        Math.max(Math.abs(box.minZ()), Math.abs(box.maxZ()))));
        return new Tolerance(box.diagonal(), largest * 0x1p-23);
    }

    /**
     * Returns the distance below which open edges are taken for one edge that was torn: a hundred
     * thousandth of the diagonal, but at least four float spacings (two vertices that were rounded
     * apart differ by up to one spacing on each axis).
     */
    public double crackMm() {
        return Math.max(1e-5 * diagonalMm, 4 * resolutionMm);
    }

    /** Returns the height below which a facet is a needle: four float spacings. */
    public double needleMm() {
        return 4 * resolutionMm;
    }

    /**
     * Returns the diagonal below which a separate shell is noise: two thousandths of the model's, but no more
     * than a fiftieth of the largest shell's, so that many small parts on one plate are parts.
     *
     * @param largestShellMm diagonal of the largest shell
     */
    public double noiseMm(double largestShellMm) {
        return Math.min(2e-3 * diagonalMm, 2e-2 * largestShellMm);
    }

    /** Returns the mean thickness below which a closed shell is a sheet: the crack width. */
    public double sheetMm() {
        return crackMm();
    }
}
