package io.amsphub.mesh.compose.edit;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.Directions;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.Placement;
import io.amsphub.mesh.compose.SolidComposer;
import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Arrays;
import java.util.List;

/** Cuts by a plane, the cut closed: one side taken away, or both kept and moved apart with holes for dowels. */
final class PlaneCut {

    private static final String CUT = "cut-plane";
    private static final String SPLIT = "split-in-two";

    private PlaneCut() {}

    static Edit cut() {
        return new Edit(
                CUT,
                "Cut by a plane and take away the side that the normal points to",
                Positions.placed("a point of the plane", "normal of the plane", 1, List.of()),
                PlaneCut::cutOff);
    }

    static Edit split() {
        return new Edit(
                SPLIT,
                "Split in two by a plane, with holes for dowels",
                Positions.placed(
                        "a point of the plane, the middle of the dowels",
                        "normal of the plane",
                        1,
                        List.of(
                                ParameterSpec.length("gap", 0.1, 1000, 5, "between the two parts"),
                                ParameterSpec.count("dowels", 0, 4, 0, "holes in each face of the cut"),
                                ParameterSpec.length("dowelDiameter", 1, 30, 4, "of the holes"),
                                ParameterSpec.length("dowelDepth", 1, 100, 8, "of the holes in each part"),
                                ParameterSpec.length("dowelDistance", 1, 1000, 15, "from one hole to the next"),
                                ParameterSpec.angle("angle", -360, 360, 0, "turn of the row of holes"))),
                PlaneCut::splitInTwo);
    }

    private static TriangleMesh cutOff(TriangleMesh mesh, Parameters v) throws ComposeException {
        return Positions.subtract(mesh, halfSpace(mesh, Positions.point(v), Positions.direction(v)), CUT);
    }

    private static TriangleMesh splitInTwo(TriangleMesh mesh, Parameters v) throws ComposeException {
        double[] normal = Positions.direction(v);
        double[] at = Positions.point(v);
        int dowels = v.count("dowels");
        v.require(
                dowels < 2 || v.number("dowelDistance") >= v.number("dowelDiameter") + 0.8,
                "dowelDistance at least 0.8 mm above dowelDiameter");
        TriangleMesh above = halfSpace(mesh, at, normal);
        TriangleMesh lower = Positions.subtract(mesh, above, SPLIT);
        TriangleMesh upper = SolidComposer.intersect(mesh, above);
        for (int i = 0; i < dowels; i++) {
            TriangleMesh dowel = dowel(v, at, normal, (i - (dowels - 1) / 2.0) * v.number("dowelDistance"));
            lower = Positions.subtract(lower, dowel, SPLIT + ", dowel " + (i + 1));
            upper = Positions.subtract(upper, dowel, SPLIT + ", dowel " + (i + 1));
        }
        return together(lower, upper, normal, v.number("gap"));
    }

    private static TriangleMesh dowel(Parameters v, double[] at, double[] normal, double offset) {
        double depth = v.number("dowelDepth");
        Placement place = Placement.on(at, normal, v.number("angle"));
        return place.place(Solids.cylinder(offset, 0, -depth, depth, v.number("dowelDiameter") / 2));
    }

    /** Returns a box that holds all of the mesh on the side that the normal points to. */
    private static TriangleMesh halfSpace(TriangleMesh mesh, double[] at, double[] normal) {
        BoundingBox box = mesh.boundingBox();
        double[] middle = {(box.minX() + box.maxX()) / 2, (box.minY() + box.maxY()) / 2, (box.minZ() + box.maxZ()) / 2};
        double away = Directions.dot(Directions.minus(middle, 0, at, 0), normal);
        double[] foot = Directions.moved(middle, normal, -away);
        double reach = Math.rint(box.diagonal()) + 2;
        double high = Math.max(reach, Math.rint(reach + away));
        return Placement.on(foot, normal, 0).place(Solids.box(-reach, -reach, 0, reach, reach, high));
    }

    private static TriangleMesh together(TriangleMesh lower, TriangleMesh upper, double[] normal, double gap) {
        int base = lower.points().length;
        double[] points = Arrays.copyOf(lower.points(), base + upper.points().length);
        for (int i = 0; i < upper.points().length; i++) {
            points[base + i] = upper.points()[i] + gap * normal[i % 3];
        }
        int[] facets = Arrays.copyOf(lower.facets(), lower.facets().length + upper.facets().length);
        for (int i = 0; i < upper.facets().length; i++) {
            facets[lower.facets().length + i] = upper.facets()[i] + base / 3;
        }
        LengthUnit unit = lower.sourceUnit();
        return TriangleMesh.of(points, facets, unit);
    }
}
