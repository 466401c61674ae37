package io.amsphub.mesh.compose.template;

import io.amsphub.mesh.compose.Outline;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.SolidTree;
import io.amsphub.mesh.compose.Solids;
import java.util.List;

/** Bodies of revolution that need no boolean. */
final class TurnedParts {

    private TurnedParts() {}

    static Template spacer() {
        return new Template(
                "spacer",
                "Spacer or washer",
                List.of(
                        ParameterSpec.length("outerDiameter", 4, 200, 16, "outer diameter"),
                        ParameterSpec.length("innerDiameter", 1, 190, 8.4, "diameter of the bore"),
                        ParameterSpec.length("thickness", 0.5, 100, 3, "height"),
                        ParameterSpec.length("chamfer", 0, 5, 0.4, "chamfer of the outer edges")),
                List.of(
                        new Template.Rule(
                                "innerDiameter at least 1.6 mm below outerDiameter",
                                v -> v.number("innerDiameter") + 1.6 <= v.number("outerDiameter")),
                        new Template.Rule(
                                "chamfer below half the thickness and half the ring's width",
                                v -> v.number("chamfer") < 0.5 * v.number("thickness")
                                        && v.number("chamfer")
                                                < 0.25 * (v.number("outerDiameter") - v.number("innerDiameter")))),
                TurnedParts::buildSpacer);
    }

    private static SolidTree buildSpacer(Parameters v) {
        double r = v.number("innerDiameter") / 2;
        double outer = v.number("outerDiameter") / 2;
        double h = v.number("thickness");
        double c = v.number("chamfer");
        Outline profile = new Outline()
                .to(r, 0)
                .to(outer - c, 0)
                .to(outer, c)
                .to(outer, h - c)
                .to(outer - c, h)
                .to(r, h);
        return SolidTree.part(Solids.revolution(profile, Solids.segments(outer)));
    }

    static Template pipeAdapter() {
        return new Template(
                "pipe-adapter",
                "Adapter between two pipes or hoses",
                List.of(
                        ParameterSpec.length("lowerDiameter", 6, 200, 32, "inner diameter of the lower end"),
                        ParameterSpec.length("upperDiameter", 6, 200, 50, "inner diameter of the upper end"),
                        ParameterSpec.length("lowerLength", 5, 80, 25, "straight length of the lower end"),
                        ParameterSpec.length("upperLength", 5, 80, 25, "straight length of the upper end"),
                        ParameterSpec.length("transitionLength", 5, 90, 20, "length of the cone between them"),
                        ParameterSpec.length("wall", 0.8, 10, 2.4, "wall thickness")),
                List.of(new Template.Rule(
                        "transitionLength at least a fifth of the difference of lowerDiameter and upperDiameter",
                        v -> v.number("transitionLength")
                                >= 0.2 * Math.abs(v.number("lowerDiameter") - v.number("upperDiameter")))),
                TurnedParts::buildPipeAdapter);
    }

    private static SolidTree buildPipeAdapter(Parameters v) {
        double low = v.number("lowerDiameter") / 2;
        double high = v.number("upperDiameter") / 2;
        double wall = v.number("wall");
        double z1 = v.number("lowerLength");
        double z2 = z1 + v.number("transitionLength");
        double z3 = z2 + v.number("upperLength");
        Outline profile = new Outline()
                .to(low, 0)
                .to(low + wall, 0)
                .to(low + wall, z1)
                .to(high + wall, z2)
                .to(high + wall, z3)
                .to(high, z3)
                .to(high, z2)
                .to(low, z1);
        return SolidTree.part(Solids.revolution(profile, Solids.segments(Math.max(low, high) + wall)));
    }
}
