package io.amsphub.mesh.arrange;

import io.amsphub.mesh.predicate.Orientation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The points of an arrangement: the vertices that were given, and points where planes cross, each known
 * exactly as a quotient of integers and as the nearest double.
 *
 * <p>All coordinates are multiplied by one power of two that makes those of the vertices integers. Equal
 * points have one number, vertices first. Predicates try doubles with an error bound and then integers.
 * Not thread-safe.
 */
final class ExactPoints {

    /** Bound on the rounding of a coordinate and of a difference of two, as a share of the larger one. */
    private static final double ROUNDING = 4 * 0x1p-53;

    private final int vertexCount;
    private final int shift;
    private double[] xyz;
    private int count;
    private final @Nullable BigInteger[][] integers;
    private final List<BigInteger[]> crossings = new ArrayList<>();
    private final Orientation orientation = new Orientation();
    private int[] table = new int[1 << 10];
    private int tabled;

    /**
     * Takes the vertices.
     *
     * @param vertices {@code double[3·n]}, all different
     * @param used the vertices that crossings may coincide with
     */
    ExactPoints(double[] vertices, int[] used) {
        vertexCount = vertices.length / 3;
        count = vertexCount;
        xyz = new double[vertices.length];
        for (int i = 0; i < xyz.length; i++) {
            xyz[i] = vertices[i] + 0.0; // no negative zeros, so that comparing doubles compares numbers
        }
        integers = new BigInteger[vertexCount][];
        int lowest = 0;
        for (double coordinate : xyz) {
            lowest = Math.min(lowest, lowestBit(coordinate));
        }
        shift = -lowest;
        Arrays.fill(table, -1);
        for (int vertex : used) {
            enter(vertex);
        }
    }

    /** Returns how many bits the integers of these coordinates would have. */
    static int bits(double[] coordinates) {
        int lowest = 0;
        double largest = 0;
        for (double coordinate : coordinates) {
            lowest = Math.min(lowest, lowestBit(coordinate));
            largest = Math.max(largest, Math.abs(coordinate));
        }
        return largest == 0 ? 1 : Math.getExponent(largest) + 1 - lowest;
    }

    /** Returns the power of two of the lowest bit that is set. */
    private static int lowestBit(double value) {
        if (value == 0) {
            return 0;
        }
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52 & 0x7FF);
        long mantissa = bits & 0xFFFFFFFFFFFFFL;
        return exponent == 0
                ? Long.numberOfTrailingZeros(mantissa) - 1074
                : Long.numberOfTrailingZeros(mantissa | 1L << 52) + exponent - 1075;
    }

    /** Returns {@code value·2^(shift + more)}, which is an integer. */
    private BigInteger integer(double value, int more) {
        if (value == 0) {
            return BigInteger.ZERO;
        }
        int low = lowestBit(value);
        BigInteger digits =
                BigInteger.valueOf((long) (value * Math.scalb(1.0, -low / 2) * Math.scalb(1.0, -low + low / 2)));
        return digits.shiftLeft(low + shift + more);
    }

    /** Returns an integer in the scale of the points that is at least a positive length. */
    BigInteger scaledCeiling(double length) {
        int exponent = Math.getExponent(length) + 1;
        return BigInteger.ONE.shiftLeft(Math.max(0, exponent + shift));
    }

    int size() {
        return count;
    }

    boolean isVertex(int point) {
        return point < vertexCount;
    }

    /** Returns the nearest doubles of all points; valid until the next point is added. */
    double[] rounded() {
        return xyz;
    }

    Orientation orientation() {
        return orientation;
    }

    /** Returns x, y, z of a vertex as integers. */
    BigInteger[] vertex(int v) {
        BigInteger[] known = integers[v];
        if (known == null) {
            known = new BigInteger[] {integer(xyz[3 * v], 0), integer(xyz[3 * v + 1], 0), integer(xyz[3 * v + 2], 0)};
            integers[v] = known;
        }
        return known;
    }

    private BigInteger coordinate(int point, int axis) {
        return isVertex(point) ? vertex(point)[axis] : crossings.get(point - vertexCount)[axis];
    }

    private BigInteger weight(int point) {
        return isVertex(point) ? BigInteger.ONE : crossings.get(point - vertexCount)[3];
    }

    /** Returns the number of the point {@code (x, y, z) / w}, a new one when there is none yet; w is not 0. */
    int add(BigInteger x, BigInteger y, BigInteger z, BigInteger w) {
        BigInteger[] point = w.signum() > 0
                ? new BigInteger[] {x, y, z, w}
                : new BigInteger[] {x.negate(), y.negate(), z.negate(), w.negate()};
        if (3 * count == xyz.length) {
            xyz = Arrays.copyOf(xyz, Math.max(xyz.length + 300, xyz.length / 2 * 3));
        }
        for (int axis = 0; axis < 3; axis++) {
            xyz[3 * count + axis] = quotient(point[axis], point[3]) + 0.0;
        }
        int known = find(point);
        if (known >= 0) {
            return known;
        }
        crossings.add(point);
        enter(count);
        return count++;
    }

    /** Returns the double nearest to {@code a / (b·2^shift)} for positive b. */
    private double quotient(BigInteger a, BigInteger b) {
        if (a.signum() == 0) {
            return 0;
        }
        int up = 66 - (a.bitLength() - b.bitLength());
        BigInteger[] parts =
                up >= 0 ? a.abs().shiftLeft(up).divideAndRemainder(b) : a.abs().divideAndRemainder(b.shiftLeft(-up));
        BigInteger digits = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
        double magnitude = Math.scalb(digits.doubleValue(), -up - shift);
        return a.signum() < 0 ? -magnitude : magnitude;
    }

    /** Looks for a point equal to the one whose doubles are at position {@code count}. */
    private int find(BigInteger[] point) {
        int slot = hash(count) & (table.length - 1);
        while (table[slot] >= 0) {
            int other = table[slot];
            if (sameRounded(other, count) && sameExactly(other, point)) {
                return other;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return -1;
    }

    private boolean sameRounded(int p, int q) {
        return xyz[3 * p] == xyz[3 * q] && xyz[3 * p + 1] == xyz[3 * q + 1] && xyz[3 * p + 2] == xyz[3 * q + 2];
    }

    private boolean sameExactly(int p, BigInteger[] point) {
        BigInteger w = weight(p);
        for (int axis = 0; axis < 3; axis++) {
            if (!coordinate(p, axis).multiply(point[3]).equals(point[axis].multiply(w))) {
                return false;
            }
        }
        return true;
    }

    private void enter(int point) {
        if (2 * tabled >= table.length) {
            int[] old = table;
            table = new int[2 * old.length];
            Arrays.fill(table, -1);
            for (int other : old) {
                if (other >= 0) {
                    place(other);
                }
            }
        }
        place(point);
        tabled++;
    }

    private void place(int point) {
        int slot = hash(point) & (table.length - 1);
        while (table[slot] >= 0 && table[slot] != point) {
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = point;
    }

    private int hash(int p) {
        long h = Double.doubleToRawLongBits(xyz[3 * p] + 0.0) * 0x9E3779B97F4A7C15L;
        h = (h ^ (h >>> 29)) + Double.doubleToRawLongBits(xyz[3 * p + 1] + 0.0);
        h *= 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 32)) + Double.doubleToRawLongBits(xyz[3 * p + 2] + 0.0);
        h *= 0x94D049BB133111EBL;
        return (int) (h >>> 33);
    }

    /**
     * Returns the point of a plane with given y and z.
     *
     * @param plane a plane that is not parallel to X
     */
    int above(double y, double z, ExactPlane plane) {
        int low = Math.max(0, -Math.min(lowestBit(y), lowestBit(z)) - shift);
        BigInteger iy = integer(y, low);
        BigInteger iz = integer(z, low);
        BigInteger x = plane.d()
                .shiftLeft(low)
                .subtract(plane.ny().multiply(iy))
                .subtract(plane.nz().multiply(iz));
        BigInteger w = plane.nx().shiftLeft(low);
        return add(x, iy.multiply(plane.nx()), iz.multiply(plane.nx()), w);
    }

    /** Compares two points along an axis. */
    int compare(int p, int q, int axis) {
        int byDouble = Double.compare(xyz[3 * p + axis], xyz[3 * q + axis]);
        if (byDouble != 0 || (isVertex(p) && isVertex(q))) {
            return byDouble;
        }
        return coordinate(p, axis)
                .multiply(weight(q))
                .compareTo(coordinate(q, axis).multiply(weight(p)));
    }

    /** Returns 1 when a, b, c turn counter-clockwise in the projection on axes u and v, -1, or 0 on a line. */
    int turn(int a, int b, int c, int u, int v) {
        if (a == b || b == c || c == a) {
            return 0;
        }
        double ax = xyz[3 * a + u];
        double ay = xyz[3 * a + v];
        double bx = xyz[3 * b + u];
        double by = xyz[3 * b + v];
        double cx = xyz[3 * c + u];
        double cy = xyz[3 * c + v];
        if (isVertex(a) && isVertex(b) && isVertex(c)) {
            return orientation.inPlane(ax, ay, bx, by, cx, cy);
        }
        double dx = ax - cx;
        double dy = ay - cy;
        double ex = bx - cx;
        double ey = by - cy;
        double determinant = dx * ey - dy * ex;
        double errorX = ROUNDING * (Math.abs(ax) + Math.abs(bx) + Math.abs(cx));
        double errorY = ROUNDING * (Math.abs(ay) + Math.abs(by) + Math.abs(cy));
        double bound = 2 * (errorX * (Math.abs(dy) + Math.abs(ey) + errorY) + errorY * (Math.abs(dx) + Math.abs(ex)))
                + ROUNDING * (Math.abs(dx * ey) + Math.abs(dy * ex));
        if (bound > Orientation.TINY && (determinant > bound || -determinant > bound)) {
            return determinant > 0 ? 1 : -1;
        }
        return exactTurn(a, b, c, u, v);
    }

    private int exactTurn(int a, int b, int c, int u, int v) {
        BigInteger wa = weight(a);
        BigInteger wb = weight(b);
        BigInteger wc = weight(c);
        BigInteger dx = coordinate(a, u).multiply(wc).subtract(coordinate(c, u).multiply(wa));
        BigInteger dy = coordinate(a, v).multiply(wc).subtract(coordinate(c, v).multiply(wa));
        BigInteger ex = coordinate(b, u).multiply(wc).subtract(coordinate(c, u).multiply(wb));
        BigInteger ey = coordinate(b, v).multiply(wc).subtract(coordinate(c, v).multiply(wb));
        return dx.multiply(ey).compareTo(dy.multiply(ex));
    }

    /** Returns on which side of a plane a point lies: 1 where the normal points, -1, or 0. */
    int side(ExactPlane plane, int point) {
        return plane.at(coordinate(point, 0), coordinate(point, 1), coordinate(point, 2), weight(point))
                .signum();
    }

    /** Returns the point where the line through two vertices crosses a plane that does not hold it. */
    int crossing(int p, int q, ExactPlane plane) {
        BigInteger[] a = vertex(p);
        BigInteger[] b = vertex(q);
        BigInteger da = plane.at(a[0], a[1], a[2], BigInteger.ONE);
        BigInteger db = plane.at(b[0], b[1], b[2], BigInteger.ONE);
        return add(
                b[0].multiply(da).subtract(a[0].multiply(db)),
                b[1].multiply(da).subtract(a[1].multiply(db)),
                b[2].multiply(da).subtract(a[2].multiply(db)),
                da.subtract(db));
    }

    /** Returns the common point of three planes that meet in one. */
    int crossing(ExactPlane p, ExactPlane q, ExactPlane r) {
        BigInteger[] qr = ExactPlane.cross(q, r);
        BigInteger[] rp = ExactPlane.cross(r, p);
        BigInteger[] pq = ExactPlane.cross(p, q);
        BigInteger w = p.nx().multiply(qr[0]).add(p.ny().multiply(qr[1])).add(p.nz().multiply(qr[2]));
        BigInteger[] x = new BigInteger[3];
        for (int axis = 0; axis < 3; axis++) {
            x[axis] = p.d().multiply(qr[axis]).add(q.d().multiply(rp[axis])).add(r.d().multiply(pq[axis]));
        }
        return add(x[0], x[1], x[2], w);
    }

    /** Returns the common point of two lines through vertices that lie in one plane and are not parallel. */
    int crossing(int p, int q, int r, int s, int u, int v) {
        BigInteger[] a = vertex(p);
        BigInteger[] b = vertex(q);
        BigInteger[] c = vertex(r);
        BigInteger[] d = vertex(s);
        BigInteger lineU = d[u].subtract(c[u]);
        BigInteger lineV = d[v].subtract(c[v]);
        BigInteger w =
                b[u].subtract(a[u]).multiply(lineV).subtract(b[v].subtract(a[v]).multiply(lineU));
        BigInteger t =
                c[u].subtract(a[u]).multiply(lineV).subtract(c[v].subtract(a[v]).multiply(lineU));
        BigInteger[] x = new BigInteger[3];
        for (int axis = 0; axis < 3; axis++) {
            x[axis] = a[axis].multiply(w).add(b[axis].subtract(a[axis]).multiply(t));
        }
        return add(x[0], x[1], x[2], w);
    }
}
