package io.amsphub.mesh.check;

import io.amsphub.mesh.measure.ShellSums;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.Parallel;
import io.amsphub.mesh.winding.RayWinding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says of each component what it bounds, by shooting a ray from each through all others. */
final class ShellCheck {

    private static final int GRAIN = 512;

    private final MeshAnalysis mesh;
    private final ShellSums sums;
    private final Tolerance tolerance;
    private final IntersectionCheck intersections;
    private final int count;
    private final int[] firstFacet;
    private final int[] lowestFacet;
    private final double[] diagonal;
    private final Shell.Role[] roles;

    ShellCheck(MeshAnalysis mesh, ShellSums sums, Tolerance tolerance, IntersectionCheck intersections) {
        this.mesh = mesh;
        this.sums = sums;
        this.tolerance = tolerance;
        this.intersections = intersections;
        this.count = mesh.components.count();
        this.firstFacet = new int[count];
        this.lowestFacet = new int[count];
        this.diagonal = new double[count];
        this.roles = new Shell.Role[count];
        boxes();
        Parallel.ranges(count, GRAIN, i -> i, (i, from, to) -> classify(from, to));
        noise();
    }

    private void boxes() {
        Arrays.fill(lowestFacet, Integer.MAX_VALUE);
        int[] of = mesh.components.of();
        for (int f = of.length - 1; f >= 0; f--) {
            if (of[f] >= 0) {
                firstFacet[of[f]] = f;
                lowestFacet[of[f]] = Math.min(lowestFacet[of[f]], mesh.facetOf(f));
            }
        }
        if (count == 1 && mesh.box != null && mesh.edges.countOf(FacetEdges.DEGENERATE) == 0) {
            diagonal[0] = mesh.box.diagonal();
            return;
        }
        double[] boxes = componentBoxes(of);
        for (int c = 0; c < count; c++) {
            double dx = boxes[6 * c + 3] - boxes[6 * c];
            double dy = boxes[6 * c + 4] - boxes[6 * c + 1];
            double dz = boxes[6 * c + 5] - boxes[6 * c + 2];
            diagonal[c] = Math.sqrt(dx * dx + dy * dy + dz * dz);
        }
    }

    private double[] componentBoxes(int[] of) {
        double[] boxes = new double[6 * count];
        for (int i = 0; i < boxes.length; i++) {
            boxes[i] = i % 6 < 3 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        int[] corners = mesh.edges.corners();
        double[] xyz = mesh.xyz;
        for (int h = 0; h < corners.length; h++) {
            int c = of[h / 3];
            if (c >= 0) {
                for (int axis = 0; axis < 3; axis++) {
                    double value = xyz[3 * corners[h] + axis];
                    boxes[6 * c + axis] = Math.min(boxes[6 * c + axis], value);
                    boxes[6 * c + 3 + axis] = Math.max(boxes[6 * c + 3 + axis], value);
                }
            }
        }
        return boxes;
    }

    private void classify(int from, int to) {
        RayWinding rays = count == 1
                ? null
                : new RayWinding(mesh.xyz, mesh.edges.corners(), mesh.components.of(), count, intersections.tree());
        for (int c = from; c < to; c++) {
            roles[c] = role(c, rays);
        }
    }

    private Shell.Role role(int c, @Nullable RayWinding rays) {
        if (sums.openEdges()[c] > 0) {
            return Shell.Role.OPEN;
        }
        if (!sums.isBalanced(c)) {
            return Shell.Role.CONTRADICTORY;
        }
        double volume = sums.volumes()[c];
        if (2 * Math.abs(volume) <= tolerance.sheetMm() * sums.areas()[c]) {
            return Shell.Role.SHEET;
        }
        if (intersections.meetsOther(c)) {
            return volume < 0 ? Shell.Role.INVERTED : Shell.Role.OVERLAPPING;
        }
        int outside = rays == null ? 0 : windingAround(c, rays);
        int inside = outside + (volume > 0 ? 1 : -1);
        if (Math.min(inside, outside) < 0) {
            return Shell.Role.INVERTED;
        }
        if (Math.min(inside, outside) > 0) {
            return Shell.Role.INTERNAL;
        }
        return inside == 1 ? Shell.Role.SOLID : Shell.Role.CAVITY;
    }

    /** The winding number of all other closed shells at a vertex of this one, which none of them touches. */
    private int windingAround(int c, RayWinding rays) {
        int v = 3 * mesh.edges.corners()[3 * firstFacet[c]];
        rays.shoot(mesh.xyz[v], mesh.xyz[v + 1], mesh.xyz[v + 2]);
        int winding = 0;
        for (int other : rays.crossedShells()) {
            if (other != c && sums.isBalanced(other)) {
                winding += rays.of(other);
            }
        }
        return winding;
    }

    private void noise() {
        int largest = 0;
        for (int c = 1; c < count; c++) {
            largest = diagonal[c] > diagonal[largest] ? c : largest;
        }
        double limit = count == 0 ? 0 : tolerance.noiseMm(diagonal[largest]);
        for (int c = 0; c < count; c++) {
            boolean apart = !intersections.meetsOther(c);
            if (c != largest && apart && roles[c] != Shell.Role.CAVITY && diagonal[c] < limit) {
                roles[c] = Shell.Role.NOISE;
            }
        }
    }

    /** Whether an edge has more facets one way than the other, or nothing but negative volume is enclosed. */
    boolean isNotASolid() {
        for (int c = 0; c < count; c++) {
            if (!sums.isBalanced(c)) {
                return true;
            }
        }
        return !(sums.totalVolume() > 0);
    }

    int countOf(Shell.Role role) {
        return (int) Arrays.stream(roles).filter(r -> r == role).count();
    }

    List<Shell> shells(int limit) {
        List<Shell> shells = new ArrayList<>();
        for (int c : byLowestFacet()) {
            if (shells.size() == limit) {
                break;
            }
            shells.add(new Shell(
                    roles[c],
                    lowestFacet[c],
                    sums.facets()[c],
                    sums.openEdges()[c],
                    sums.volumes()[c],
                    sums.areas()[c],
                    diagonal[c]));
        }
        return shells;
    }

    private int[] byLowestFacet() {
        return IntStream.range(0, count)
                .mapToLong(c -> (long) lowestFacet[c] << 32 | c)
                .sorted()
                .mapToInt(key -> (int) key)
                .toArray();
    }

    void report(List<Finding> findings, int limit) {
        add(findings, FindingKind.INVERTED_SHELL, Severity.BLOCKS, Shell.Role.INVERTED, limit, "");
        add(findings, FindingKind.OVERLAPPING_SHELLS, Severity.BLOCKS, Shell.Role.OVERLAPPING, limit, "");
        add(
                findings,
                FindingKind.INTERNAL_SHELL,
                Severity.DEGRADES,
                Shell.Role.INTERNAL,
                limit,
                "Material lies on both sides; if a cavity was meant, the shell faces the wrong way.");
        add(findings, FindingKind.NOISE_SHELL, Severity.DEGRADES, Shell.Role.NOISE, limit, "");
        add(findings, FindingKind.ZERO_THICKNESS, Severity.BLOCKS, Shell.Role.SHEET, limit, "");
        add(findings, FindingKind.CLOSED_CAVITY, Severity.INFORMS, Shell.Role.CAVITY, limit, "");
        if (countOf(Shell.Role.SOLID) > 1) {
            add(findings, FindingKind.SEVERAL_SOLIDS, Severity.INFORMS, Shell.Role.SOLID, limit, "");
        }
    }

    private void add(
            List<Finding> findings, FindingKind kind, Severity severity, Shell.Role role, int limit, String note) {
        PlaceList places = new PlaceList(Places.Kind.FACET, limit);
        double volume = 0;
        for (int c = 0; c < count; c++) {
            if (roles[c] == role) {
                places.add(lowestFacet[c]);
                volume += Math.abs(sums.volumes()[c]);
            }
        }
        if (places.count() > 0) {
            findings.add(new Finding(kind, severity, places.count(), volume, "mm3", note, places.places()));
        }
    }
}
