package io.amsphub.mesh.compose.edit;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.ComposeFault;
import io.amsphub.mesh.compose.Directions;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.Placement;
import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;

/**
 * A round hole from the outer surface through the wall into a closed cavity, so that resin or powder gets out.
 * It begins at the wall that is nearest to the given point along the direction and ends within the cavity.
 */
final class DrainHole {

    private static final String NAME = "drain-hole";

    private DrainHole() {}

    static Edit edit() {
        return new Edit(
                NAME,
                "Drain hole from the outside into a closed cavity",
                Positions.placed(
                        "a point of the outer surface",
                        "direction of the hole, into the model",
                        -1,
                        List.of(ParameterSpec.length("diameter", 0.3, 100, 3, "of the hole"))),
                DrainHole::drilled);
    }

    private static TriangleMesh drilled(TriangleMesh mesh, Parameters v) throws ComposeException {
        double[] direction = Positions.direction(v);
        double[] at = Positions.point(v);
        double r = v.number("diameter") / 2;
        RayCrossings ray = new RayCrossings(mesh, at, direction);
        int entry = ray.nearestEntry();
        int wallEnd = entry + 1;
        if (entry < 0 || wallEnd >= ray.size() || !ray.isCavity(wallEnd)) {
            throw new ComposeException(
                    ComposeFault.NO_CAVITY,
                    entry < 0 ? "the line does not enter the model" : "behind the wall is no closed cavity",
                    NAME + ", x, y, z, nx, ny, nz");
        }
        double before = entry == 0 ? 2 * r + 1 : 0.5 * (ray.distance(entry) - ray.distance(entry - 1));
        double room = wallEnd + 1 < ray.size() ? ray.distance(wallEnd + 1) - ray.distance(wallEnd) : 4 * r + 2;
        double from = ray.distance(entry) - Math.min(before, 2 * r + 1);
        double to = ray.distance(wallEnd) + Math.min(0.5 * room, 2 * r + 1);
        double[] start = Directions.moved(at, direction, from);
        TriangleMesh drill = Placement.on(start, direction, 0).place(Solids.cylinder(0, 0, 0, to - from, r));
        return Positions.subtract(mesh, drill, NAME);
    }
}
