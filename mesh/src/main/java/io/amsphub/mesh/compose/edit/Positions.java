package io.amsphub.mesh.compose.edit;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.ComposeFault;
import io.amsphub.mesh.compose.Directions;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.SolidComposer;
import io.amsphub.mesh.measure.ShellSums;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.Components;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.Weld;
import java.util.ArrayList;
import java.util.List;

/** What the edits share: a place and a direction as parameters, and booleans that must change something. */
final class Positions {

    private static final double FAR = 10_000;

    /** A change of volume below this share of the model's is none. */
    private static final double NOTHING = 1e-12;

    private Positions() {}

    /** Returns the parameters of a place and a direction, followed by others. */
    static List<ParameterSpec> placed(String place, String direction, double presetZ, List<ParameterSpec> others) {
        List<ParameterSpec> all = new ArrayList<>();
        for (String axis : List.of("x", "y", "z")) {
            all.add(ParameterSpec.length(axis, -FAR, FAR, 0, place + ", " + axis));
        }
        for (String axis : List.of("x", "y", "z")) {
            double preset = axis.equals("z") ? presetZ : 0;
            all.add(ParameterSpec.component("n" + axis, preset, direction + ", " + axis));
        }
        all.addAll(others);
        return all;
    }

    static double[] point(Parameters values) {
        return values.triple("x", "y", "z");
    }

    /** Returns the direction at length 1. */
    static double[] direction(Parameters values) throws ComposeException {
        double[] direction = values.triple("nx", "ny", "nz");
        values.require(Directions.length(direction) > 1e-3, "nx, ny, nz not all 0");
        return Directions.unit(direction);
    }

    static TriangleMesh unite(TriangleMesh mesh, TriangleMesh tool, String edit) throws ComposeException {
        return changed(mesh, SolidComposer.union(mesh, tool), edit);
    }

    static TriangleMesh subtract(TriangleMesh mesh, TriangleMesh tool, String edit) throws ComposeException {
        return changed(mesh, SolidComposer.subtract(mesh, tool), edit);
    }

    private static TriangleMesh changed(TriangleMesh before, TriangleMesh after, String edit) throws ComposeException {
        double old = volume(before);
        if (Math.abs(volume(after) - old) <= NOTHING * Math.abs(old)) {
            throw new ComposeException(ComposeFault.NOTHING_CHANGED, "the model is as it was", edit);
        }
        return after;
    }

    static int componentCount(TriangleMesh mesh) {
        Weld weld = Weld.of(mesh);
        return Components.of(FacetEdges.of(weld.apply(mesh.facets()), weld.vertexCount()))
                .count();
    }

    static double volume(TriangleMesh mesh) {
        Weld weld = Weld.of(mesh);
        FacetEdges edges = FacetEdges.of(weld.apply(mesh.facets()), weld.vertexCount());
        return ShellSums.of(weld.coordinates(mesh.points()), edges, Components.of(edges), mesh.boundingBox())
                .totalVolume();
    }
}
