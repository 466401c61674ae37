package io.amsphub.mesh.compose.template;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.Outline;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.SolidTree;
import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.compose.TextSolid;
import io.amsphub.mesh.compose.VectorFont;
import java.util.List;

/** A plate with raised or sunk text, as long as the text needs, and a hole at each end. */
final class NamePlate {

    private NamePlate() {}

    static Template template() {
        return new Template(
                "name-plate",
                "Name plate with text",
                List.of(
                        ParameterSpec.text("text", 24, "AMSP Hub", "what it says"),
                        ParameterSpec.length("textHeight", 4, 15, 10, "height of capitals"),
                        ParameterSpec.length("relief", -2, 3, 1.2, "how far the text stands out; below 0 it is sunk"),
                        ParameterSpec.length("thickness", 1, 10, 3, "of the plate"),
                        ParameterSpec.length("hole", 0, 6, 3.2, "diameter of the holes; 0 for none")),
                List.of(
                        new Template.Rule(
                                "relief of at least 0.2 mm up or down", v -> Math.abs(v.number("relief")) >= 0.2),
                        new Template.Rule(
                                "sunk text at least 0.4 mm less deep than the thickness",
                                v -> v.number("relief") + v.number("thickness") >= 0.4)),
                NamePlate::build);
    }

    private static SolidTree build(Parameters v) throws ComposeException {
        double size = v.number("textHeight");
        double t = v.number("thickness");
        double relief = v.number("relief");
        double hole = v.number("hole");
        double half = VectorFont.width(v.text("text")) * size / VectorFont.CAPITAL / 2 + 0.6 * size;
        double end = hole > 0 ? half + hole + 3 : half;
        SolidTree plate =
                SolidTree.part(Solids.prism(Outline.rounded(-end, -size, end, size, 0.4 * size), List.of(), 0, t));
        if (hole > 0) {
            double x = half + hole / 2 + 0.5;
            plate = plate.without(
                    SolidTree.part(Solids.cylinder(-x, 0, -1, t + 1, hole / 2)),
                    SolidTree.part(Solids.cylinder(x, 0, -1, t + 1, hole / 2)));
        }
        double stroke = 0.13 * size;
        if (relief > 0) {
            return plate.with(SolidTree.part(TextSolid.of(v.text("text"), size, stroke, 0.5 * t, t + relief)));
        }
        return plate.without(SolidTree.part(TextSolid.of(v.text("text"), size, stroke, t + relief, t + 1)));
    }
}
