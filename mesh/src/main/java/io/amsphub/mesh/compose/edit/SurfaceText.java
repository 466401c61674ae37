package io.amsphub.mesh.compose.edit;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.Placement;
import io.amsphub.mesh.compose.TextSolid;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;

/**
 * Text on a flat surface, sunk or raised, centred on a point. On a curved surface its depth varies: floor and
 * top are flat.
 */
final class SurfaceText {

    private static final String ENGRAVE = "engrave-text";
    private static final String EMBOSS = "emboss-text";

    private SurfaceText() {}

    static Edit engrave() {
        ParameterSpec depth = ParameterSpec.length("depth", 0.1, 50, 0.6, "how far the text is sunk");
        return new Edit(ENGRAVE, "Engrave text", parameters(depth), SurfaceText::engraved);
    }

    static Edit emboss() {
        ParameterSpec height = ParameterSpec.length("height", 0.1, 50, 0.8, "how far the text stands out");
        return new Edit(EMBOSS, "Emboss text", parameters(height), SurfaceText::embossed);
    }

    private static List<ParameterSpec> parameters(ParameterSpec relief) {
        return Positions.placed(
                "middle of the text on the surface",
                "outward normal of the surface",
                1,
                List.of(
                        ParameterSpec.text("text", 80, "AMSP", "what it says"),
                        ParameterSpec.length("size", 1, 200, 8, "height of capitals"),
                        ParameterSpec.angle("angle", -360, 360, 0, "turn about the normal, counter-clockwise"),
                        new ParameterSpec(
                                "boldness",
                                ParameterSpec.Kind.NUMBER,
                                "1",
                                TextSolid.THINNEST,
                                TextSolid.BOLDEST,
                                "0.12",
                                "width of strokes as a share of the size"),
                        relief));
    }

    private static TriangleMesh engraved(TriangleMesh mesh, Parameters v) throws ComposeException {
        double depth = v.number("depth");
        return Positions.subtract(mesh, text(v, -depth, Math.max(1, depth)), ENGRAVE);
    }

    private static TriangleMesh embossed(TriangleMesh mesh, Parameters v) throws ComposeException {
        double height = v.number("height");
        TriangleMesh raised = Positions.unite(mesh, text(v, -Math.min(0.4, height), height), EMBOSS);
        v.require(
                Positions.componentCount(raised) <= Positions.componentCount(mesh),
                "x, y, z on a surface that carries every character");
        return raised;
    }

    private static TriangleMesh text(Parameters v, double z0, double z1) throws ComposeException {
        double size = v.number("size");
        Placement place = Placement.on(Positions.point(v), Positions.direction(v), v.number("angle"));
        return place.place(TextSolid.of(v.text("text"), size, size * v.number("boldness"), z0, z1));
    }
}
