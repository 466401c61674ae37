package io.amsphub.mesh.arrange;

import java.math.BigInteger;

/**
 * The plane of a facet in the integers of {@link ExactPoints}: {@code nx·x + ny·y + nz·z = d}, the
 * normal pointing to the side from which the corners run counter-clockwise.
 */
record ExactPlane(BigInteger nx, BigInteger ny, BigInteger nz, BigInteger d) {

    /** Returns the plane through three points that are not on a line. */
    static ExactPlane of(BigInteger[] a, BigInteger[] b, BigInteger[] c) {
        BigInteger ux = b[0].subtract(a[0]);
        BigInteger uy = b[1].subtract(a[1]);
        BigInteger uz = b[2].subtract(a[2]);
        BigInteger vx = c[0].subtract(a[0]);
        BigInteger vy = c[1].subtract(a[1]);
        BigInteger vz = c[2].subtract(a[2]);
        BigInteger nx = uy.multiply(vz).subtract(uz.multiply(vy));
        BigInteger ny = uz.multiply(vx).subtract(ux.multiply(vz));
        BigInteger nz = ux.multiply(vy).subtract(uy.multiply(vx));
        BigInteger d = nx.multiply(a[0]).add(ny.multiply(a[1])).add(nz.multiply(a[2]));
        return new ExactPlane(nx, ny, nz, d);
    }

    /** Returns {@code n·p - w·d} for a homogeneous point: its sign is the side, for positive w. */
    BigInteger at(BigInteger x, BigInteger y, BigInteger z, BigInteger w) {
        return nx.multiply(x).add(ny.multiply(y)).add(nz.multiply(z)).subtract(d.multiply(w));
    }

    /** Returns the component of the normal along an axis. */
    BigInteger normal(int axis) {
        return axis == 0 ? nx : axis == 1 ? ny : nz;
    }

    /** Returns the cross product of two normals. */
    static BigInteger[] cross(ExactPlane p, ExactPlane q) {
        return new BigInteger[] {
            p.ny.multiply(q.nz).subtract(p.nz.multiply(q.ny)),
            p.nz.multiply(q.nx).subtract(p.nx.multiply(q.nz)),
            p.nx.multiply(q.ny).subtract(p.ny.multiply(q.nx))
        };
    }
}
