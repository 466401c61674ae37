package io.amsphub.mesh.compose.template;

import io.amsphub.mesh.compose.Outline;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.SolidTree;
import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;

/** A knob for a shaft: turned body with grips around and a blind bore with a flat. */
final class ControlKnob {

    private ControlKnob() {}

    static Template template() {
        return new Template(
                "knob",
                "Control knob for a shaft with or without a flat",
                List.of(
                        ParameterSpec.length("diameter", 12, 100, 32, "outer diameter"),
                        ParameterSpec.length("height", 8, 60, 16, "height"),
                        ParameterSpec.count("grips", 0, 24, 12, "hollows around the rim"),
                        ParameterSpec.length("shaftDiameter", 2, 30, 6.2, "diameter of the bore"),
                        ParameterSpec.length("flatDepth", 0, 4, 1.5, "how far the flat of the shaft cuts in"),
                        ParameterSpec.length("boreDepth", 3, 50, 11, "depth of the bore")),
                List.of(
                        new Template.Rule(
                                "shaftDiameter at most half the diameter",
                                v -> v.number("shaftDiameter") <= 0.5 * v.number("diameter")),
                        new Template.Rule(
                                "flatDepth below 0.4 of the shaftDiameter",
                                v -> v.number("flatDepth") < 0.4 * v.number("shaftDiameter")),
                        new Template.Rule(
                                "boreDepth at least 2 mm below the height",
                                v -> v.number("boreDepth") + 2 <= v.number("height"))),
                ControlKnob::build);
    }

    private static SolidTree build(Parameters v) {
        double r = v.number("diameter") / 2;
        double h = v.number("height");
        double round = 0.15 * Math.min(r, h);
        Outline profile = new Outline()
                .to(0, 0)
                .to(r, 0)
                .arc(r - round, h - round, round, 0, 90, 8)
                .to(0, h);
        SolidTree knob = SolidTree.part(Solids.revolution(profile, Solids.segments(r)));
        SolidTree[] tools = new SolidTree[v.count("grips") + 1];
        tools[0] = SolidTree.part(bore(v));
        double grip = 0.1 * r;
        for (int i = 1; i < tools.length; i++) {
            double angle = 2 * Math.PI * (i - 0.5) / (tools.length - 1);
            double reach = r + 0.3 * grip;
            tools[i] =
                    SolidTree.part(Solids.cylinder(reach * Math.cos(angle), reach * Math.sin(angle), -1, h + 1, grip));
        }
        return knob.without(tools);
    }

    private static TriangleMesh bore(Parameters v) {
        double r = v.number("shaftDiameter") / 2;
        double flat = v.number("flatDepth");
        Outline outline = Outline.circle(0, 0, r, Solids.segments(r));
        if (flat > 0) {
            double half = Math.toDegrees(Math.acos((r - flat) / r));
            outline = new Outline().arc(0, 0, r, half, 360 - half, Solids.segments(r));
        }
        return Solids.prism(outline, List.of(), -1, v.number("boreDepth"));
    }
}
