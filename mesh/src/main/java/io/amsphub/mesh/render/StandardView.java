package io.amsphub.mesh.render;

/** Where the camera stands, in the frame of the model: right-handed, Z up, front towards -Y. */
public enum StandardView {
    /** From the right, the front and above, all axes foreshortened alike. */
    ISOMETRIC(1, -1, 1),
    /** From the left, behind and below. */
    ISOMETRIC_BELOW(-1, 1, -1),
    /** Towards +Y. */
    FRONT(0, -1, 0),
    /** Towards -Y. */
    BACK(0, 1, 0),
    /** Towards +X. */
    LEFT(-1, 0, 0),
    /** Towards -X. */
    RIGHT(1, 0, 0),
    /** Down, with Y up in the picture. */
    TOP(0, 0, 1),
    /** Up, with Y down in the picture. */
    BOTTOM(0, 0, -1);

    private final double x;
    private final double y;
    private final double z;

    StandardView(double x, double y, double z) {
        this.x = x;
        this.y = y;
        this.z = z;
    }

    /** Returns the unit vectors to the right, up, and towards the camera, {@code double[9]}. */
    double[] axes() {
        double length = Math.sqrt(x * x + y * y + z * z);
        double[] to = {x / length, y / length, z / length};
        double flat = Math.hypot(to[0], to[1]);
        double[] right = flat == 0 ? new double[] {1, 0, 0} : new double[] {-to[1] / flat, to[0] / flat, 0};
        return new double[] {
            right[0],
            right[1],
            right[2],
            to[1] * right[2] - to[2] * right[1],
            to[2] * right[0] - to[0] * right[2],
            to[0] * right[1] - to[1] * right[0],
            to[0],
            to[1],
            to[2]
        };
    }
}
