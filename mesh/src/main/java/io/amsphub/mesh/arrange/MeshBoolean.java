package io.amsphub.mesh.arrange;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.Weld;
import java.util.Arrays;

/**
 * Union, difference and intersection of solids, exact but for the last rounding.
 *
 * <p>An operand is what its facets wind around at least once; operands that cross themselves are united
 * with themselves on the way. Operands must be closed; open ones give a surface that
 * detection will object to. Points that are new are rounded to the nearest double, which can let facets
 * touch that did not; {@code correct} settles that where it matters.
 *
 * <p>Cost: detection of the intersections, plus a few microseconds for each crossing.
 */
public final class MeshBoolean {

    private MeshBoolean() {}

    /** Returns what is in either solid. */
    public static TriangleMesh union(TriangleMesh first, TriangleMesh second) {
        return combine(first, second, (a, b) -> a > 0 || b > 0);
    }

    /** Returns what is in the first solid and not in the second. */
    public static TriangleMesh difference(TriangleMesh first, TriangleMesh second) {
        return combine(first, second, (a, b) -> a > 0 && b <= 0);
    }

    /** Returns what is in both solids. */
    public static TriangleMesh intersection(TriangleMesh first, TriangleMesh second) {
        return combine(first, second, (a, b) -> a > 0 && b > 0);
    }

    private static TriangleMesh combine(TriangleMesh first, TriangleMesh second, Arrangement.Rule rule) {
        double[] points = Arrays.copyOf(first.points(), first.points().length + second.points().length);
        System.arraycopy(second.points(), 0, points, first.points().length, second.points().length);
        int[] facets = Arrays.copyOf(first.facets(), first.facets().length + second.facets().length);
        for (int i = 0; i < second.facets().length; i++) {
            facets[first.facets().length + i] = second.facets()[i] + first.pointCount();
        }
        byte[] operandOf = new byte[facets.length / 3];
        Arrays.fill(operandOf, first.facetCount(), operandOf.length, (byte) 1);
        LengthUnit unit = first.sourceUnit();
        if (facets.length == 0) {
            return TriangleMesh.of(new double[0], new int[0], unit);
        }
        BoundingBox frame = TriangleMesh.of(points, facets, unit).boundingBox();
        Weld weld = Weld.of(points);
        Arrangement.Surface surface = Arrangement.of(weld.coordinates(points), weld.apply(facets), operandOf, frame)
                .surface(rule);
        return compact(surface, unit);
    }

    /** Returns the surface with the points that its facets use, in their order. */
    private static TriangleMesh compact(Arrangement.Surface surface, LengthUnit unit) {
        int[] number = new int[surface.xyz().length / 3];
        for (int v : surface.corners()) {
            number[v] = 1;
        }
        int count = 0;
        for (int v = 0; v < number.length; v++) {
            number[v] = number[v] == 0 ? -1 : count++;
        }
        double[] points = new double[3 * count];
        for (int v = 0; v < number.length; v++) {
            if (number[v] >= 0) {
                System.arraycopy(surface.xyz(), 3 * v, points, 3 * number[v], 3);
            }
        }
        int[] facets = new int[surface.corners().length];
        for (int i = 0; i < facets.length; i++) {
            facets[i] = number[surface.corners()[i]];
        }
        return TriangleMesh.of(points, facets, unit);
    }
}
