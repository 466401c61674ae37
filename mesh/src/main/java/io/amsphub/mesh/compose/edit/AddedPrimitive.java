package io.amsphub.mesh.compose.edit;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.Placement;
import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;
import java.util.Locale;

/** A simple solid added to the model: a pad, a boss, a foot. */
final class AddedPrimitive {

    private static final String NAME = "add-primitive";

    private AddedPrimitive() {}

    static Edit edit() {
        return new Edit(
                NAME,
                "Add a box, cylinder, cone or ball",
                Positions.placed(
                        "middle of the solid's foot, or of the ball",
                        "direction in which it stands",
                        1,
                        List.of(
                                ParameterSpec.text("shape", 8, "box", "box, cylinder, cone or ball"),
                                ParameterSpec.length("width", 0.2, 2000, 10, "along X, or diameter"),
                                ParameterSpec.length("depth", 0.2, 2000, 10, "along Y, for a box"),
                                ParameterSpec.length("height", 0.2, 2000, 10, "in the direction"),
                                ParameterSpec.angle("angle", -360, 360, 0, "turn about the direction"))),
                AddedPrimitive::added);
    }

    private static TriangleMesh added(TriangleMesh mesh, Parameters v) throws ComposeException {
        Placement place = Placement.on(Positions.point(v), Positions.direction(v), v.number("angle"));
        return Positions.unite(mesh, place.place(solid(v)), NAME);
    }

    private static TriangleMesh solid(Parameters v) throws ComposeException {
        double w = v.number("width") / 2;
        double d = v.number("depth") / 2;
        double h = v.number("height");
        String shape = v.text("shape").toLowerCase(Locale.ROOT);
        v.require(
                List.of("box", "cylinder", "cone", "ball").contains(shape), "shape to be box, cylinder, cone or ball");
        return switch (shape) {
            case "cylinder" -> Solids.cylinder(0, 0, 0, h, w);
            case "cone" -> Solids.frustum(0, h, w, 0);
            case "ball" -> Solids.sphere(w);
            default -> Solids.box(-w, -d, 0, w, d, h);
        };
    }
}
