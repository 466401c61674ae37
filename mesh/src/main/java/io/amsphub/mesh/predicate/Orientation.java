package io.amsphub.mesh.predicate;

import java.math.BigDecimal;

/**
 * On which side of a line or a plane a point lies: exact for every finite input.
 *
 * <p>In stages: a sign from doubles when the error bound allows it, in space from the differences to each of the
 * points in turn, then exact expansions, and exact decimals where a product of three differences could leave the range of a double. The bounds are
 * those of Shewchuk 1997, section 4.
 *
 * <p>An instance holds scratch memory, costs about 20 kB and is not thread-safe: one for each task.
 */
public final class Orientation {

    private static final double EPSILON = 0x1p-53;
    private static final double BOUND_2D = (3 + 16 * EPSILON) * EPSILON;
    /** Share of the permanent below which the sign of a 3 by 3 determinant is in doubt. */
    public static final double BOUND_3D = (7 + 56 * EPSILON) * EPSILON;
    /** Below this a permanent may have lost its error to underflow. */
    public static final double TINY = 0x1p-900;

    /** What a sign costs that doubles do not give, in units of one that they give: some tens of nanoseconds. */
    private static final int OTHER_POINTS = 4;

    private static final int EXACT_IN_SPACE = 32;

    private static final int EXACT_IN_PLANE = 8;
    private static final int DECIMAL = 1000;

    private final Expansion[] difference = new Expansion[9];
    private final Expansion product = new Expansion(128);
    private final Expansion otherProduct = new Expansion(128);
    private final Expansion minor = new Expansion(128);
    private final Expansion scaled = new Expansion(256);
    private final Expansion sum = new Expansion(512);
    private final Expansion total = new Expansion(512);
    private final Expansion scratch1 = new Expansion(512);
    private final Expansion scratch2 = new Expansion(512);
    private long exactWork;

    /** Makes the scratch memory. */
    public Orientation() {
        for (int i = 0; i < difference.length; i++) {
            difference[i] = new Expansion(2);
        }
    }

    /**
     * Returns what the signs have cost that doubles did not give, in units of about what one costs that they
     * give. Depends on the points that were asked for only.
     */
    public long exactWork() {
        return exactWork;
    }

    /**
     * Returns 1 when a, b, c turn counter-clockwise, -1 when clockwise, 0 when they lie on a line.
     */
    public int inPlane(double ax, double ay, double bx, double by, double cx, double cy) {
        double left = (ax - cx) * (by - cy);
        double right = (ay - cy) * (bx - cx);
        double determinant = left - right;
        double permanent = Math.abs(left) + Math.abs(right);
        double bound = BOUND_2D * permanent;
        if (permanent > TINY && (determinant > bound || -determinant > bound)) {
            return determinant > 0 ? 1 : -1;
        }
        return inPlaneExact(ax, ay, bx, by, cx, cy);
    }

    private int inPlaneExact(double ax, double ay, double bx, double by, double cx, double cy) {
        if ((ax == cx && bx == cx) || (ay == cy && by == cy) || (ax == cx && ay == cy) || (bx == cx && by == cy)) {
            return 0;
        }
        exactWork += EXACT_IN_PLANE;
        difference[0].setDifference(ax, cx);
        difference[1].setDifference(ay, cy);
        difference[2].setDifference(bx, cx);
        difference[3].setDifference(by, cy);
        if (inRange(4)) {
            product.setProduct(difference[0], difference[3], scratch1, scratch2);
            otherProduct.setProduct(difference[1], difference[2], scratch1, scratch2);
            return minor.setDifference(product, otherProduct).sign();
        }
        exactWork += DECIMAL;
        return decimal(ax, cx)
                .multiply(decimal(by, cy))
                .compareTo(decimal(ay, cy).multiply(decimal(bx, cx)));
    }

    /**
     * Returns 1 when d lies on the side of the plane through a, b, c that its normal points to (a, b,
     * c run counter-clockwise seen from d), -1 on the other side, 0 in the plane or when a, b, c lie
     * on a line.
     *
     * @param xyz coordinates
     * @param a first point's number; its coordinates start at {@code 3·a}
     */
    public int inSpace(double[] xyz, int a, int b, int c, int d) {
        return inSpace(xyz, a, b, c, xyz[3 * d], xyz[3 * d + 1], xyz[3 * d + 2]);
    }

    /** As {@link #inSpace(double[], int, int, int, int)} for a point that is not among the coordinates. */
    public int inSpace(double[] xyz, int a, int b, int c, double dx, double dy, double dz) {
        double adx = xyz[3 * a] - dx;
        double ady = xyz[3 * a + 1] - dy;
        double adz = xyz[3 * a + 2] - dz;
        double bdx = xyz[3 * b] - dx;
        double bdy = xyz[3 * b + 1] - dy;
        double bdz = xyz[3 * b + 2] - dz;
        double cdx = xyz[3 * c] - dx;
        double cdy = xyz[3 * c + 1] - dy;
        double cdz = xyz[3 * c + 2] - dz;
        double bc1 = bdx * cdy;
        double bc2 = bdy * cdx;
        double ca1 = cdx * ady;
        double ca2 = cdy * adx;
        double ab1 = adx * bdy;
        double ab2 = ady * bdx;
        double determinant = adz * (bc1 - bc2) + bdz * (ca1 - ca2) + cdz * (ab1 - ab2);
        double permanent = (Math.abs(bc1) + Math.abs(bc2)) * Math.abs(adz)
                + (Math.abs(ca1) + Math.abs(ca2)) * Math.abs(bdz)
                + (Math.abs(ab1) + Math.abs(ab2)) * Math.abs(cdz);
        double bound = BOUND_3D * permanent;
        if (permanent > TINY && (determinant > bound || -determinant > bound)) {
            return determinant > 0 ? -1 : 1;
        }
        exactWork += OTHER_POINTS;
        int other = fromAnotherPoint(xyz, a, b, c, dx, dy, dz);
        return other != 0 ? other : inSpaceExact(xyz, a, b, c, dx, dy, dz);
    }

    /**
     * Tries doubles again with the differences to each of the other three points: one point far away from the
     * rest spoils the differences to itself and no others. Returns 0 when the sign stays in doubt.
     */
    private static int fromAnotherPoint(double[] xyz, int a, int b, int c, double dx, double dy, double dz) {
        int i = 3 * a;
        int j = 3 * b;
        int k = 3 * c;
        for (int turn = 0; turn < 3; turn++) {
            // d and the point at i change places, which turns the sign
            int sign = sign(
                    dx - xyz[i],
                    dy - xyz[i + 1],
                    dz - xyz[i + 2],
                    xyz[j] - xyz[i],
                    xyz[j + 1] - xyz[i + 1],
                    xyz[j + 2] - xyz[i + 2],
                    xyz[k] - xyz[i],
                    xyz[k + 1] - xyz[i + 1],
                    xyz[k + 2] - xyz[i + 2]);
            if (sign != 0) {
                return sign;
            }
            int first = i;
            i = j;
            j = k;
            k = first;
        }
        return 0;
    }

    /** Returns the sign of a determinant of differences, 0 when it is in doubt. */
    private static int sign(
            double px, double py, double pz, double qx, double qy, double qz, double rx, double ry, double rz) {
        double qr1 = qx * ry;
        double qr2 = qy * rx;
        double rp1 = rx * py;
        double rp2 = ry * px;
        double pq1 = px * qy;
        double pq2 = py * qx;
        double determinant = pz * (qr1 - qr2) + qz * (rp1 - rp2) + rz * (pq1 - pq2);
        double permanent = (Math.abs(qr1) + Math.abs(qr2)) * Math.abs(pz)
                + (Math.abs(rp1) + Math.abs(rp2)) * Math.abs(qz)
                + (Math.abs(pq1) + Math.abs(pq2)) * Math.abs(rz);
        double bound = BOUND_3D * permanent;
        boolean certain = permanent > TINY && (determinant > bound || -determinant > bound);
        return certain ? (determinant > 0 ? 1 : -1) : 0;
    }

    /** As the other, without trying doubles first. */
    int inSpaceExact(double[] xyz, int a, int b, int c, double dx, double dy, double dz) {
        for (int axis = 0; axis < 3; axis++) {
            double base = axis == 0 ? dx : axis == 1 ? dy : dz;
            difference[axis].setDifference(xyz[3 * a + axis], base);
            difference[3 + axis].setDifference(xyz[3 * b + axis], base);
            difference[6 + axis].setDifference(xyz[3 * c + axis], base);
            if (difference[axis].size() == 0 && difference[3 + axis].size() == 0 && difference[6 + axis].size() == 0) {
                return 0;
            }
        }
        exactWork += EXACT_IN_SPACE;
        if (!inRange(9)) {
            exactWork += DECIMAL;
            return decimalSign(xyz, a, b, c, dx, dy, dz);
        }
        sum.setZero();
        addTerm(0, 3, 6);
        addTerm(3, 6, 0);
        addTerm(6, 0, 3);
        return -sum.sign();
    }

    /** Adds p.z (q.x r.y - q.y r.x) to the sum. */
    private void addTerm(int p, int q, int r) {
        product.setProduct(difference[q], difference[r + 1], scratch1, scratch2);
        otherProduct.setProduct(difference[q + 1], difference[r], scratch1, scratch2);
        minor.setDifference(product, otherProduct);
        scaled.setProduct(minor, difference[p + 2], scratch1, scratch2);
        total.setSum(sum, scaled);
        sum.copy(total);
    }

    private boolean inRange(int count) {
        for (int i = 0; i < count; i++) {
            if (!difference[i].within(Expansion.SMALLEST, Expansion.LARGEST)) {
                return false;
            }
        }
        return true;
    }

    private static int decimalSign(double[] xyz, int a, int b, int c, double dx, double dy, double dz) {
        BigDecimal[] m = new BigDecimal[9];
        for (int axis = 0; axis < 3; axis++) {
            double base = axis == 0 ? dx : axis == 1 ? dy : dz;
            m[axis] = decimal(xyz[3 * a + axis], base);
            m[3 + axis] = decimal(xyz[3 * b + axis], base);
            m[6 + axis] = decimal(xyz[3 * c + axis], base);
        }
        BigDecimal bc = m[3].multiply(m[7]).subtract(m[4].multiply(m[6]));
        BigDecimal ca = m[6].multiply(m[1]).subtract(m[7].multiply(m[0]));
        BigDecimal ab = m[0].multiply(m[4]).subtract(m[1].multiply(m[3]));
        return -m[2].multiply(bc).add(m[5].multiply(ca)).add(m[8].multiply(ab)).signum();
    }

    private static BigDecimal decimal(double a, double b) {
        return new BigDecimal(a).subtract(new BigDecimal(b));
    }

    /** Returns whether three points lie exactly on a line, equal points included. */
    public boolean collinear(double[] xyz, int a, int b, int c) {
        double ax = xyz[3 * a];
        double ay = xyz[3 * a + 1];
        double az = xyz[3 * a + 2];
        double bx = xyz[3 * b];
        double by = xyz[3 * b + 1];
        double bz = xyz[3 * b + 2];
        double cx = xyz[3 * c];
        double cy = xyz[3 * c + 1];
        double cz = xyz[3 * c + 2];
        return inPlane(ax, ay, bx, by, cx, cy) == 0
                && inPlane(ay, az, by, bz, cy, cz) == 0
                && inPlane(az, ax, bz, bx, cz, cx) == 0;
    }
}
