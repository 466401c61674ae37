package io.amsphub.mesh.slice;

/**
 * The heights of the layers of a part, in mm above the build platform: the first layer, then layers of one
 * height up to the top of the part. A part of which less than half a layer is left over ends a layer lower.
 */
public final class LayerHeights {

    /** More layers than this are refused: 10 m at 0.01 mm. */
    public static final int MOST_LAYERS = 1_000_000;

    private final double[] tops;
    private final double first;
    private final double regular;

    private LayerHeights(double[] tops, double first, double regular) {
        this.tops = tops;
        this.first = first;
        this.regular = regular;
    }

    /**
     * Cuts a height into layers.
     *
     * @param heightMm the height of the part
     * @param firstLayerMm the height of the first layer
     * @param layerMm the height of the others
     * @throws IllegalArgumentException when a height is not positive, or the layers are more than
     *     {@link #MOST_LAYERS}
     */
    public static LayerHeights of(double heightMm, double firstLayerMm, double layerMm) {
        if (!(heightMm >= 0 && firstLayerMm > 0 && layerMm > 0)) {
            throw new IllegalArgumentException("layer heights are positive; the height of a part is not negative");
        }
        double layers = Math.max(0, Math.ceil((heightMm - firstLayerMm) / layerMm - 0.5 - 1e-6)) + 1;
        if (layers > MOST_LAYERS) {
            throw new IllegalArgumentException("more than " + MOST_LAYERS + " layers");
        }
        double[] tops = new double[heightMm == 0 ? 0 : (int) layers];
        for (int i = 0; i < tops.length; i++) {
            tops[i] = firstLayerMm + i * layerMm;
        }
        return new LayerHeights(tops, firstLayerMm, layerMm);
    }

    /** Returns the number of layers. */
    public int count() {
        return tops.length;
    }

    /** Returns the top of a layer in mm. */
    public double top(int layer) {
        return tops[layer];
    }

    /** Returns the height of a layer in mm. */
    public double height(int layer) {
        return layer == 0 ? first : regular;
    }

    /** Returns the height at which a layer is cut, its middle, in mm. */
    public double cut(int layer) {
        return tops[layer] - height(layer) / 2;
    }

    /** Returns the first layer that is cut above a height; {@link #count()} when none is. */
    int firstCutAbove(double z) {
        int low = 0;
        int high = tops.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cut(middle) > z) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
