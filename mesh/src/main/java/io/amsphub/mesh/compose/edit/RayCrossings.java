package io.amsphub.mesh.compose.edit;

import io.amsphub.mesh.compose.Directions;
import io.amsphub.mesh.measure.ShellSums;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.Components;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.Weld;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where a line, in both directions, passes through a closed mesh, in order. A hit on an edge counts once. */
final class RayCrossings {

    /** Hits closer than this share of the model's diagonal are one. */
    private static final double SAME = 1e-9;

    private final List<Crossing> crossings = new ArrayList<>();
    private final Components components;
    private final double[] volumes;

    /** A hit: how far along, in which facet, and whether the line enters material there. */
    private record Crossing(double distance, int facet, boolean enters) {}

    RayCrossings(TriangleMesh mesh, double[] origin, double[] direction) {
        Weld weld = Weld.of(mesh);
        FacetEdges edges = FacetEdges.of(weld.apply(mesh.facets()), weld.vertexCount());
        components = Components.of(edges);
        volumes = ShellSums.of(weld.coordinates(mesh.points()), edges, components, mesh.boundingBox())
                .volumes();
        List<Crossing> hits = new ArrayList<>();
        for (int facet = 0; facet < mesh.facetCount(); facet++) {
            if (components.of()[facet] >= 0) {
                hit(mesh, facet, origin, direction, hits);
            }
        }
        hits.sort(Comparator.comparingDouble(Crossing::distance));
        double same = SAME * mesh.boundingBox().diagonal();
        for (Crossing hit : hits) {
            Crossing last = crossings.isEmpty() ? null : crossings.get(crossings.size() - 1);
            boolean again = last != null && last.enters() == hit.enters() && hit.distance() - last.distance() <= same;
            if (!again) {
                crossings.add(hit);
            }
        }
    }

    /** Möller and Trumbore 1997, both sides. */
    private static void hit(TriangleMesh mesh, int facet, double[] origin, double[] direction, List<Crossing> hits) {
        double[] xyz = mesh.points();
        int a = 3 * mesh.facets()[3 * facet];
        double[] ab = Directions.minus(xyz, 3 * mesh.facets()[3 * facet + 1], xyz, a);
        double[] ac = Directions.minus(xyz, 3 * mesh.facets()[3 * facet + 2], xyz, a);
        double[] p = Directions.cross(direction, ac);
        double determinant = Directions.dot(ab, p);
        if (determinant == 0) {
            return;
        }
        double[] ao = Directions.minus(origin, 0, xyz, a);
        double u = Directions.dot(ao, p) / determinant;
        double[] q = Directions.cross(ao, ab);
        double v = Directions.dot(direction, q) / determinant;
        if (u >= 0 && v >= 0 && u + v <= 1) {
            hits.add(new Crossing(Directions.dot(ac, q) / determinant, facet, determinant > 0));
        }
    }

    int size() {
        return crossings.size();
    }

    double distance(int i) {
        return crossings.get(i).distance();
    }

    /** Returns the entry into material nearest to the origin, or -1. */
    int nearestEntry() {
        int best = -1;
        for (int i = 0; i < crossings.size(); i++) {
            boolean nearer = best < 0 || Math.abs(distance(i)) < Math.abs(distance(best));
            if (crossings.get(i).enters() && nearer && !isCavity(i)) {
                best = i;
            }
        }
        return best;
    }

    /** Returns whether the surface there is that of a closed cavity: a shell that faces inward. */
    boolean isCavity(int i) {
        return volumes[components.of()[crossings.get(i).facet()]] < 0;
    }
}
